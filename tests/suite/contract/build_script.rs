//! The build script reports each problem of a contract in one sentence with file, line and remedy.
//!
//! `broken/*.yaml` are the contracts, and `broken/messages.txt` has the messages about them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use expectorate::assert_contents;

use self::script::contract::Contract;
use self::script::{generate, run};

#[allow(clippy::print_stdout, reason = "a build script prints for Cargo")]
#[path = "../../../build.rs"]
mod script;

const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/contract/broken");

#[test]
fn each_broken_contract_has_a_message() {
    let mut files: Vec<_> =
        fs::read_dir(BROKEN).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    let mut messages = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        match Contract::read(name, &text).and_then(|contract| generate(&contract, None, &|_| true))
        {
            Ok(_) => writeln!(messages, "{name}: valid").unwrap(),
            Err(problems) => problems.iter().for_each(|problem| {
                assert!(!problem.contains('\n') && problem.contains("; "), "{problem}");
                writeln!(messages, "{problem}").unwrap();
            }),
        }
    }
    assert_contents("tests/suite/contract/broken/messages.txt", &messages);
}

#[test]
fn a_missing_contract_is_reported() {
    let out = tempfile::tempdir().unwrap();
    let problems = run(out.path(), out.path()).unwrap_err();
    assert_eq!(problems.len(), 2);
    assert!(
        problems[0].starts_with("openapi/taurusdb-htap.yaml: cannot be read ("),
        "{problems:?}"
    );
    assert!(
        problems[0].ends_with("); restore it, the client is generated from it"),
        "{problems:?}"
    );
}

#[test]
fn the_contracts_are_valid() {
    let out = tempfile::tempdir().unwrap();
    let operations = run(Path::new(env!("CARGO_MANIFEST_DIR")), out.path()).unwrap();
    assert!(operations.starts_with("ListHtapDataStore, "), "{operations}");
    let written: Vec<_> = fs::read_dir(out.path()).unwrap().collect();
    assert_eq!(written.len(), 3);
    // Operations that the client does not call are not compiled. The tables have them.
    let generated = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
    let (iam, tables) = (generated("iam.rs"), generated("tables.rs"));
    assert!(iam.contains("fn list_auth_projects") && iam.contains("struct Project "));
    assert!(!iam.contains("fn list_users") && !iam.contains("struct User "));
    assert!(tables.contains("const LIST_USERS: ") && tables.contains("const LIST_USERS_ERRORS: "));
    let missing = out.path().join("missing");
    let problems = run(Path::new(env!("CARGO_MANIFEST_DIR")), &missing).unwrap_err();
    assert!(problems[0].contains("cannot be written"), "{problems:?}");
}
