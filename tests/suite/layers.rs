//! The rooms of the library have an order: a room imports only rooms below it. The files of a room, of the sandbox and of the
//! command do not import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// From top to bottom. A room may import every room below it. `lib.rs`, the sandbox and the command may import all of them.
const ROOMS: [&str; 8] =
    ["blocking", "client", "call", "credentials", "http", "signing", "contract", "error"];

/// The one exception: the type of the value that the generated code passes to its hooks.
const EXCEPTION: &str = "http::exchange::Exchange";

/// A file: its room and its name. A folder inside a room counts as one file.
type File = (String, String);

/// What each file of a room imports: files, or items of other modules, each as a room and a name. Code for tests is left out.
fn imports_of(room: &str) -> BTreeMap<File, BTreeSet<File>> {
    let path = source().join(room);
    let files =
        if path.is_dir() { entries(&path).collect() } else { vec![path.with_extension("rs")] };
    let imports = files.into_iter().map(|file| {
        let depth = usize::from(path.is_dir());
        ((room.to_owned(), name(&file)), imported(&file, room, depth))
    });
    imports.collect()
}

fn imports() -> BTreeMap<File, BTreeSet<File>> {
    ROOMS.iter().flat_map(|room| imports_of(room)).collect()
}

/// What each file of the command imports. Its crate has no rooms: `main.rs` and the other files stand side by side.
fn imports_of_the_command() -> BTreeMap<File, BTreeSet<File>> {
    let files: Vec<_> = entries(&source().join("bin/htap")).collect();
    let names: BTreeSet<_> = files.iter().map(|file| name(file)).collect();
    let file = |name: &str| ("htap".to_owned(), name.to_owned());
    let imports = files.iter().map(|path| {
        let modules = imported(path, "htap", 0).into_iter().map(|(module, _)| module);
        // An item of the crate itself is in `main.rs`.
        let modules = modules.map(|name| if names.contains(&name) { name } else { "main".into() });
        let mut imports: BTreeSet<_> = modules.map(|name| file(&name)).collect();
        if name(path) == "main" {
            imports.extend(names.iter().map(|name| file(name))); // it uses every other file
        }
        (file(&name(path)), imports)
    });
    imports.collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir() || path.extension().is_some_and(|kind| kind == "rs"))
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// `depth` is the number of modules above the file. In a file below the folder of its room, `super` stays in its own folder.
fn imported(file: &Path, room: &str, depth: usize) -> BTreeSet<File> {
    if name(file) == "tests" {
        return BTreeSet::new();
    }
    if file.is_dir() {
        return entries(file).flat_map(|file| imported(&file, room, depth + 1)).collect();
    }
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().lines();
    let code = code.filter(|line| !line.trim_start().starts_with("//"));
    let code = code.map(str::trim).collect::<Vec<_>>().join(" ");
    let mut imports = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        assert!(!path.starts_with('{'), "{}: imports several rooms at once", name(file));
        let (room, noun) = path.split_once("::").unwrap_or((path, ""));
        imports.insert((word(room), word(noun)));
    }
    // In `mod.rs`, `super` is the crate's root.
    if depth == 1 && name(file) != "mod" {
        for path in code.split("super::").skip(1) {
            let nouns = match path.strip_prefix('{') {
                Some(nouns) => nouns.split('}').next().unwrap(),
                None => path.split(',').next().unwrap(),
            };
            imports.extend(nouns.split(',').map(|noun| (room.to_owned(), word(noun))));
        }
    }
    imports
}

/// The word at the beginning of a text.
fn word(text: &str) -> String {
    let text = text.trim_start();
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned()
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

/// Takes away the files that import no other, again and again: what is left imports each other, or a file that does.
fn circle(mut imports: BTreeMap<File, BTreeSet<File>>) -> Vec<File> {
    loop {
        let is_lowest = |file: &File, imported: &BTreeSet<File>| {
            !imported.iter().any(|other| other != file && imports.contains_key(other))
        };
        let lowest: BTreeSet<_> = imports
            .iter()
            .filter(|(file, imported)| is_lowest(file, imported))
            .map(|(file, _)| file.clone())
            .collect();
        if lowest.is_empty() {
            return imports.into_keys().collect();
        }
        imports.retain(|file, _| !lowest.contains(file));
    }
}

#[test]
fn files_do_not_import_each_other() {
    let file = |room: &str, name: &str| (room.to_owned(), name.to_owned());
    let sandbox = imports_of("sandbox");
    assert!(
        sandbox[&file("sandbox", "builder")].contains(&file("sandbox", "server")),
        "the imports are read"
    );
    let command = imports_of_the_command();
    assert!(
        command[&file("htap", "login")].contains(&file("htap", "output")),
        "the imports are read"
    );
    let environment = imports_of("credentials/environment");
    let hcloud = &environment[&file("credentials/environment", "hcloud")];
    assert!(hcloud.contains(&file("credentials/environment", "lookup")), "the imports are read");
    for imports in [imports(), environment, sandbox, command] {
        assert_eq!(circle(imports), [], "these import each other, or one that does");
    }
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
