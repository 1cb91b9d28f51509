//! `htap man`: manual pages as roff.

use std::collections::BTreeSet;
use std::fs;

use crate::support::command::run;

/// The sections of a page. Every other line that begins with a dot is a request of roff that the pages use, so no text of ours
/// is taken for one.
fn sections(page: &str) -> Vec<&str> {
    const REQUESTS: [&str; 12] =
        [".ie", ".el", ".TH", ".SH", ".TP", ".PP", ".RS", ".RE", ".IP", ".br", ".nf", ".fi"];
    for line in page.lines().filter(|line| line.starts_with(['.', '\''])) {
        let request = line.split(' ').next().unwrap();
        assert!(REQUESTS.contains(&request), "{line}");
    }
    page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect()
}

#[test]
fn the_page_has_the_usual_sections_and_all_commands() {
    let (code, page, stderr) = run(&["man"], &[]);
    assert_eq!((code, &*stderr), (0, ""));
    assert!(page.contains("\n.TH htap 1 "), "{page}");
    let expected =
        ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SUBCOMMANDS", "VERSION", "EXAMPLES"];
    assert_eq!(sections(&page), [&expected[..], &["\"EXIT STATUS\""]].concat());
    let (_, examples) = page.split_once(".SH EXAMPLES\n.nf\n").unwrap();
    assert!(examples.starts_with("  htap datastores \\-\\-sandbox"), "{examples}");
    for command in ["datastores", "login", "sandbox", "spec", "completions", "man"] {
        assert!(page.contains(&format!("htap\\-{command}(1)")), "{command} in {page}");
    }
}

#[test]
fn a_folder_gets_a_page_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = run(&["man", folder.path().to_str().unwrap()], &[]);
    assert_eq!((code, &*stdout, &*stderr), (0, "", ""));
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
    let files: BTreeSet<_> = files.map(|name| name.into_string().unwrap()).collect();
    let (_, main, _) = run(&["man"], &[]);
    let named = main.lines().filter_map(|line| line.strip_suffix("(1)"));
    let named: BTreeSet<_> = named.map(|name| name.replace('\\', "") + ".1").collect();
    assert!(files.contains("htap.1") && named.len() > 8, "{files:?}");
    assert_eq!(named.difference(&files).collect::<Vec<_>>(), Vec::<&String>::new());
    let page = fs::read_to_string(folder.path().join("htap-datastores.1")).unwrap();
    assert!(sections(&page).contains(&"OPTIONS") && page.contains("\\-\\-dry\\-run"), "{page}");
    let missing = folder.path().join("missing");
    let (code, _, stderr) = run(&["man", missing.to_str().unwrap()], &[]);
    assert!(code == 1 && stderr.contains("cannot be written"), "{stderr}");
}
