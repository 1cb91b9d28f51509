//! The library has a bottom and a top: what a file imports does not import it, not even by way of others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each noun of the library, a file or a folder, imports of the others; what stands for tests alone is left out.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let mut imports = BTreeMap::<_, BTreeSet<_>>::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in entries(&src).filter(|path| !["lib", "bin", "build"].contains(&&*name(path))) {
        imports.entry(name(&path)).or_default().extend(imported(&path));
    }
    imports
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn imported(path: &Path) -> BTreeSet<String> {
    if path.is_dir() {
        return entries(path).flat_map(|path| imported(&path)).collect();
    }
    if name(path) == "tests" {
        return BTreeSet::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().lines();
    let code = code.filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| line.split("crate::").skip(1));
    let named =
        named.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap());
    let named: BTreeSet<_> = named.map(str::to_owned).collect();
    assert!(!named.contains(""), "{} imports several nouns at once", path.display());
    named
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
