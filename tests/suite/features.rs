//! The README and the first page of the documentation list the features of Cargo.toml, and which of them are on by default.

use std::collections::BTreeMap;

const CARGO_TOML: &str = include_str!("../../Cargo.toml");
const README: &str = include_str!("../../README.md");
const FIRST_PAGE: &str = include_str!("../../src/lib.md");

fn declared() -> BTreeMap<String, bool> {
    let manifest: toml::Table = CARGO_TOML.parse().unwrap();
    let mut features = manifest["features"].as_table().unwrap().clone();
    let default = features.remove("default").unwrap();
    let is_default = |name: &str| default.as_array().unwrap().contains(&name.into());
    features.into_iter().map(|(name, _)| (name.clone(), is_default(&name))).collect()
}

/// The rows below the heading `feature | default`.
fn listed(page: &str) -> BTreeMap<String, bool> {
    let (_, table) = page.split_once("| feature | default |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    cells.map(|cells| (cells[1].trim_matches('`').to_owned(), cells[2] == "yes")).collect()
}

#[test]
fn each_page_lists_the_features() {
    assert_eq!(listed(README), declared());
    assert_eq!(listed(FIRST_PAGE), declared());
}
