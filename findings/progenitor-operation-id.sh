#!/usr/bin/env bash
# progenitor passes an `OperationInfo` to the hooks of a generated client. The documentation of its field `operation_id` says
# that it is the `operationId` of the OpenAPI document. It is the name of the generated method: snake case, whatever the
# document says. A program that compares the field with the document, for traces or metrics, finds no operation.
# Observed: progenitor 0.15.1 writes `operation_id: "list_things"` for the `operationId` `ListThings`. Needs cargo.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"

cat >"$folder/Cargo.toml" <<'TOML'
[package]
name = "operation-id"
version = "0.0.0"
edition = "2024"

[dependencies]
openapiv3 = "=2.2.0"
progenitor = { version = "=0.15.1", default-features = false }
progenitor-client = "=0.15.1"
serde_json = "1"
TOML

cat >"$folder/src/main.rs" <<'RUST'
use progenitor::{GenerationSettings, Generator};

fn main() {
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "things", "version": "1.0.0"},
        "paths": {"/things": {"get": {
            "operationId": "ListThings",
            "responses": {"204": {"description": "No content"}}
        }}}
    });
    let document = serde_json::from_value(document).unwrap();
    let mut generator = Generator::new(&GenerationSettings::default());
    let code = generator.generate_tokens(&document).unwrap().to_string();
    let (_, rest) = code.split_once("operation_id : ").unwrap();
    println!("{}", rest.split([',', '}']).next().unwrap().trim());
}
RUST

cd "$folder"
cargo build --quiet
written=$(cargo run --quiet)
printf 'operationId in the document: "ListThings"\noperation_id in the code:    %s\n' "$written"
[ "$written" = '"list_things"' ]
client=$(cargo metadata --format-version 1 | python3 -c 'import json, os, sys
packages = json.load(sys.stdin)["packages"]
print(next(os.path.dirname(p["manifest_path"]) for p in packages if p["name"] == "progenitor-client"))')
grep -h -B1 'pub operation_id' "$client"/src/*.rs
grep -q 'The corresponding operationId from the source OpenAPI document' "$client"/src/progenitor_client.rs
