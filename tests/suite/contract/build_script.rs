//! The build script reports each problem of a contract in one sentence with file, line and remedy.
//!
//! `broken/*.yaml` are the contracts, and `broken/messages.txt` has the messages about them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use expectorate::assert_contents;

use self::script::contract::Contract;
use self::script::rows::rows;
use self::script::tables::tables;
use self::script::{generate, run};

#[allow(clippy::print_stdout, reason = "a build script prints for Cargo")]
#[path = "../../../build.rs"]
pub(crate) mod script;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/contract/broken");

/// The contract of the service with a part of its text replaced.
fn edited(from: &str, to: &str) -> Contract {
    let file = "openapi/taurusdb-htap.yaml";
    let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    assert!(text.contains(from), "{from}");
    Contract::read(file, &text.replacen(from, to, 1)).unwrap()
}

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
        match Contract::read(name, &text).and_then(|contract| generate(&contract, None)) {
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
        problems[0].ends_with("); restore it, because the client is generated from it"),
        "{problems:?}"
    );
}

#[test]
fn the_contracts_are_valid() {
    let out = tempfile::tempdir().unwrap();
    let operations = run(Path::new(ROOT), out.path()).unwrap();
    assert!(operations.starts_with("ListHtapDataStore, "), "{operations}");
    let written: Vec<_> = fs::read_dir(out.path()).unwrap().collect();
    assert_eq!(written.len(), 4 + usize::from(cfg!(feature = "cli"))); // and the Chinese of the command
    // Users do not compile the operations that only the sandbox serves. The tables have them.
    let generated = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
    let (iam, tables) = (generated("iam.rs"), generated("tables.rs"));
    assert!(iam.contains("fn list_auth_projects") && iam.contains("struct Project "));
    assert!(!iam.contains("fn list_users") && !iam.contains("struct User "));
    assert!(tables.contains("const LIST_USERS: ") && tables.contains("const LIST_USERS_ERRORS: "));
    let missing = out.path().join("missing");
    let problems = run(Path::new(ROOT), &missing).unwrap_err();
    assert!(problems[0].contains("cannot be written"), "{problems:?}");
}

#[test]
fn each_broken_table_is_reported() {
    for (from, to, expected) in [
        ("    meaning: TaurusDB failed", "    meanings: TaurusDB failed", "`meaning` is missing"),
        ("  - code: DBS.108000", "  - code: 108000", "`code` is missing or has the wrong type"),
        ("    status: 500\n", "    status: '500'\n", "`status` is missing or has the wrong type"),
        ("    waiting_helps: true", "    waiting_helps: 1", "`waiting_helps` is missing"),
        ("    message: Server failure.", "    message: [Server failure.]", "`message` is missing"),
        ("x-status-codes:", "x-status-code:", "`x-status-codes` is missing"),
        (
            "  - region: cn-north-1\n    url:",
            "  - region: cn-north-1\n    uri:",
            "`url` is missing",
        ),
        ("    service: https://gaussdb.{region}", "    services: x", "`service` is missing"),
    ] {
        let contract = edited(from, to);
        let problems = rows(&contract).unwrap_err();
        let [problem] = &*problems else { panic!("{problems:?}") };
        let (place, text) = problem.split_once(": ").unwrap();
        let line = place.strip_prefix("openapi/taurusdb-htap.yaml:").unwrap();
        assert!(line.parse::<usize>().unwrap() > 0 && text.starts_with(expected), "{problem}");
        assert!(text.contains("; "), "{problem}");
    }
}

/// An operation that is added to the contract needs no other edit to be generated.
#[test]
fn a_second_operation_is_generated() {
    let operation = "
  /v3/{project_id}/htap/example:
    get:
      operationId: ShowHtapExample
      summary: Show an example
      description: Shows the example of a project.
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - $ref: '#/components/parameters/XLanguage'
      responses:
        '200':
          description: The example.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/ShowHtapExampleResponse'
              example:
                datastore:
                  id: 38197973-8895-36ed-b853-52daeefb6d3a
                  name: '3.1'
                  kernel_version: 3.1.6.0
        '404':
          $ref: '#/components/responses/NotFound'
";
    let schema = "
    ShowHtapExampleResponse:
      type: object
      description: The one version of the example.
      required:
        - datastore
      properties:
        datastore:
          $ref: '#/components/schemas/Datastore'
";
    let file = "openapi/taurusdb-htap.yaml";
    let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let text = text.replacen("paths:\n", &format!("paths:{operation}"), 1);
    let text = text.replacen("  schemas:\n", &format!("  schemas:{schema}"), 1);
    let contract = Contract::read(file, &text).unwrap();

    let code = generate(&contract, None).unwrap();
    for expected in [
        "pub async fn show_htap_example<'a>(",
        "project_id: &'a crate::contract::id::ProjectId,",
        "x_language: Option<types::Language>,",
        "ResponseValue<types::ShowHtapExampleResponse>,",
        "\"{}/v3/{}/htap/example\"",
        "operation_id: \"ShowHtapExample\",",
        "pub datastore: Datastore,",
        "object!(types::ShowHtapExampleResponse);",
        // The operation that was there before is unchanged.
        "operation_id: \"ListHtapDataStore\",",
    ] {
        assert!(code.contains(expected), "{expected}");
    }
    let tables = tables(&[contract]);
    for expected in [
        "const SHOW_HTAP_EXAMPLE: &str = \"/v3/{project_id}/htap/example\";",
        "const SHOW_HTAP_EXAMPLE_ID: &str = \"ShowHtapExample\";",
        "const SHOW_HTAP_EXAMPLE_ERRORS: &[(u16, &str)] = &[",
        "(\"ShowHtapExample\", \"/v3/{project_id}/htap/example\"),",
    ] {
        assert!(tables.contains(expected), "{expected}");
    }
}
