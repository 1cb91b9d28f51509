//! The library has a bottom and a top: what a file imports does not import it, not even by way of others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each file or folder of the library imports of the others; what stands for tests alone is left out.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(src).unwrap().map(|entry| entry.unwrap().path());
    let modules = entries.filter(|path| !["lib", "bin", "build"].contains(&name(path).as_str()));
    modules.map(|path| (name(&path), imported(&path))).collect()
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn imported(path: &PathBuf) -> BTreeSet<String> {
    if path.is_dir() {
        let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        return files.flat_map(|file| imported(&file)).collect();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().lines();
    let code = code.filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| line.split("crate::").skip(1));
    let named = named.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next());
    named
        .map(|name| name.unwrap().to_owned())
        .filter(|name| name.starts_with(char::is_lowercase))
        .collect()
}

#[test]
fn imports_go_one_way() {
    let mut above = imports();
    assert!(
        above["operation"].contains("attempt") && above["sandbox"].contains("client"),
        "it can read"
    );
    // Takes away the ground, again and again: what stays in the end goes round in a circle.
    loop {
        let ground: BTreeSet<_> = above
            .iter()
            .filter(|(file, imported)| {
                !imported.iter().any(|other| other != *file && above.contains_key(other))
            })
            .map(|(file, _)| file.clone())
            .collect();
        if ground.is_empty() {
            break;
        }
        above.retain(|file, _| !ground.contains(file));
    }
    assert!(above.is_empty(), "these import each other, or one that does: {:?}", above.keys());
}
