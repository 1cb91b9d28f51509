//! The folders of the library form layers: a file imports only from its own layer or from those below. Files do not
//! import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// From top to bottom. `lib.rs`, the sandbox and the command may import all of them.
const ROOMS: [&str; 7] = ["client", "call", "credentials", "http", "signing", "contract", "error"];

/// The one exception: the type of the value that the generated code passes to its hooks.
const EXCEPTION: &str = "http::exchange::Exchange";

/// The imports of each file, as pairs of a room and a name in it. Test code is left out.
fn imports() -> BTreeMap<(String, String), BTreeSet<(String, String)>> {
    let mut imports = BTreeMap::<_, BTreeSet<_>>::new();
    for room in ROOMS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
        let files =
            if path.is_dir() { entries(&path).collect() } else { vec![path.with_extension("rs")] };
        for file in files {
            let noun = (room.to_owned(), name(&file));
            imports.entry(noun).or_default().extend(imported(&file));
        }
    }
    imports
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn imported(path: &Path) -> BTreeSet<(String, String)> {
    if path.is_dir() {
        return entries(path).flat_map(|path| imported(&path)).collect();
    }
    if name(path) == "tests" {
        return BTreeSet::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().lines();
    let code = code.filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    let part = |part: Option<&str>| {
        let part = part.unwrap_or_default();
        part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned()
    };
    paths
        .map(|path| {
            let mut parts = path.split("::");
            let (room, noun) = (part(parts.next()), part(parts.next()));
            assert!(!room.is_empty(), "{path}: imports several rooms at once");
            (room, noun)
        })
        .collect()
}

fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

#[test]
fn a_room_imports_only_rooms_below_it() {
    let imports = imports();
    for ((room, file), imported) in &imports {
        for (other, noun) in imported {
            let other_floor =
                floor(other).unwrap_or_else(|| panic!("{room}/{file}: no room `{other}`"));
            assert!(floor(room).unwrap() <= other_floor, "{room}/{file} imports {other}::{noun}");
        }
    }
    let call = &imports[&("call".to_owned(), "operation".to_owned())];
    assert!(call.contains(&("http".to_owned(), "exchange".to_owned())), "the imports are read");
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let mut remaining = imports();
    // Removes the files that import no remaining file, until none is left. Files that remain import each other.
    loop {
        let is_lowest = |file: &(String, String), imported: &BTreeSet<(String, String)>| {
            !imported.iter().any(|other| other != file && remaining.contains_key(other))
        };
        let lowest: BTreeSet<_> = remaining
            .iter()
            .filter(|(file, imported)| is_lowest(file, imported))
            .map(|(file, _)| file.clone())
            .collect();
        if lowest.is_empty() {
            break;
        }
        remaining.retain(|file, _| !lowest.contains(file));
    }
    assert!(
        remaining.is_empty(),
        "these files import each other, or import one that does: {:?}",
        remaining.keys()
    );
}

#[test]
fn the_generated_code_imports_one_type_above_its_room() {
    for code in [
        include_str!(concat!(env!("OUT_DIR"), "/taurusdb_htap.rs")),
        include_str!(concat!(env!("OUT_DIR"), "/iam.rs")),
    ] {
        let paths: Vec<_> = code.split("crate::").skip(1).collect();
        assert!(paths.iter().any(|path| path.starts_with(EXCEPTION)), "the imports are read");
        for path in paths {
            let is_known = path.starts_with("contract::") || path.starts_with(EXCEPTION);
            assert!(is_known, "crate::{}", path.lines().next().unwrap());
        }
    }
}
