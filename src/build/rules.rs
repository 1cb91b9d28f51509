//! The house rules of a contract. Part of the build script, not of the library.

use std::collections::BTreeSet;

use openapiv3::OpenAPI;
use serde_json::{Value, json};

use super::contract::{Contract, below, entries};

/// Checks every rule. Each problem is one sentence with its file and line.
pub(crate) fn check(contract: &Contract) -> Result<OpenAPI, Vec<String>> {
    let mut problems = Problems { contract, found: BTreeSet::new() };
    let document = problems.document();
    let found = problems.found.into_iter();
    let found: Vec<_> =
        found.map(|(line, what)| format!("{}:{line}: {what}", contract.file)).collect();
    match document {
        Some(document) if found.is_empty() => Ok(document),
        _ => Err(found),
    }
}

/// The problems of a contract, by line.
struct Problems<'a> {
    contract: &'a Contract,
    found: BTreeSet<(usize, String)>,
}

impl<'a> Problems<'a> {
    fn add(&mut self, pointer: &str, problem: &str) {
        self.found.insert((self.contract.line(pointer), problem.replace('\n', " ")));
    }

    fn document(&mut self) -> Option<OpenAPI> {
        let root = &self.contract.root;
        let document: OpenAPI = match serde_path_to_error::deserialize(root) {
            Ok(document) => document,
            Err(error) => {
                let pointer =
                    format!("/{}", error.path()).replace(['.', '['], "/").replace(']', "");
                self.add(
                    &pointer,
                    &format!(
                        "not OpenAPI ({}); compare with the specification of 3.0.3",
                        error.inner()
                    ),
                );
                return None;
            }
        };
        self.ignored(root, &json!(document), "");
        if root["openapi"] != "3.0.3" {
            self.add("/openapi", "the generator reads OpenAPI 3.0; write `openapi: 3.0.3`");
        }
        let version = root["info"]["version"].as_str().unwrap_or_default();
        if !version
            .split('.')
            .map(|part| part.parse().unwrap_or(u32::MAX))
            .all(|part| part < u32::MAX)
        {
            self.add(
                "/info/version",
                "the version is not made of numbers; write one such as 1.0.0, because it becomes a header",
            );
        }
        for (pointer, operation) in self.contract.operations() {
            self.operation(&pointer, operation);
        }
        for pointer in &self.contract.repeated {
            self.add(pointer, "this key appears twice; remove one of the two");
        }
        self.texts(root, "");
        Some(document)
    }

    /// Finds what `openapiv3` drops, because other OpenAPI tools ignore it too.
    fn ignored(&mut self, written: &Value, understood: &Value, pointer: &str) {
        for (key, value) in entries(written) {
            let child = below(pointer, key);
            match understood.get(key) {
                Some(understood) => self.ignored(value, understood, &child),
                None => self.add(&child, &format!("`{key}` means nothing here and would be ignored; correct its spelling, or move it away from a `$ref`")),
            }
        }
        for (index, item) in written.as_array().into_iter().flatten().enumerate() {
            self.ignored(item, &understood[index], &format!("{pointer}/{index}"));
        }
    }

    fn operation(&mut self, pointer: &str, operation: &'a Value) {
        if !operation["operationId"].is_string() {
            self.add(pointer, "the operation has no `operationId`; name it as the vendor does, because it becomes a function");
        }
        for (index, parameter) in
            operation["parameters"].as_array().into_iter().flatten().enumerate()
        {
            let (parameter, place) =
                self.contract.resolve(parameter, format!("{pointer}/parameters/{index}"));
            let name = parameter["name"].as_str().unwrap_or_default();
            if ["Accept", "Authorization", "Content-Type", "X-Auth-Token"].contains(&name) {
                self.add(&place, &format!("`{name}` cannot be a parameter; make it a security scheme, or describe it in the text"));
            }
        }
        let (mut successes, mut errors) = (0, BTreeSet::new());
        for (status, response) in entries(&operation["responses"]) {
            let place = below(&below(pointer, "responses"), status);
            if status.parse::<u16>().is_err() {
                self.add(&place, &format!("`{status}` is not a status; list each status, because the generator takes `default` as success and error"));
            }
            let (response, target) = self.contract.resolve(response, place);
            let schema = &response["content"]["application/json"]["schema"];
            if status == "204" {
                if !response["content"].is_null() {
                    self.add(&target, "a 204 has no body; remove its `content`");
                }
            } else if schema["$ref"].is_null() || entries(&response["content"]).count() != 1 {
                self.add(&target, "the response is not only JSON with a named schema; give it `application/json` alone, with a `$ref`");
            }
            if status.starts_with('2') {
                successes += 1;
            } else {
                errors.insert(schema["$ref"].to_string());
            }
            self.response(schema, target, &mut BTreeSet::new());
        }
        if successes != 1 || errors.len() > 1 {
            self.add(pointer, &format!("{successes} kinds of success and {} of error; keep one 2xx and one error schema", errors.len()));
        }
    }

    /// A response is read as it is: one unexpected value must not fail the whole response.
    fn response(&mut self, schema: &'a Value, pointer: String, received: &mut BTreeSet<String>) {
        let (schema, place) = self.contract.resolve(schema, pointer);
        if !received.insert(place.clone()) {
            return;
        }
        for rule in [
            "pattern",
            "enum",
            "format",
            "minLength",
            "maxLength",
            "default",
            "additionalProperties",
        ] {
            if !schema[rule].is_null() {
                self.add(&below(&place, rule), &format!("`{rule}` on a field of a response; remove it, because one unexpected value would fail the whole response"));
            }
        }
        for (name, property) in entries(&schema["properties"]) {
            self.response(property, below(&below(&place, "properties"), name), received);
        }
        if schema["items"].is_object() {
            self.response(&schema["items"], below(&place, "items"), received);
        }
    }

    /// Checks that each reference has a target, and that code in a description has a label: rustdoc compiles the rest.
    fn texts(&mut self, value: &Value, pointer: &str) {
        for (key, value) in entries(value) {
            let child = below(pointer, key);
            match (key.as_str(), value.as_str()) {
                ("$ref", Some(target)) => {
                    let place = target
                        .strip_prefix('#')
                        .and_then(|place| self.contract.root.pointer(place));
                    if place.is_none() {
                        self.add(&child, &format!("`{target}` does not exist in this file; correct it, and keep one file per API"));
                    }
                }
                ("description", Some(text)) => {
                    let fences =
                        text.lines().map(str::trim_start).filter(|line| line.starts_with("```"));
                    let unlabelled = fences.step_by(2).any(|fence| fence == "```");
                    if unlabelled || text.lines().any(|line| line.starts_with("    ")) {
                        self.add(&child, "rustdoc would compile code without a label as Rust; open it with ```json or ```text");
                    }
                }
                _ => self.texts(value, &child),
            }
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.texts(item, &format!("{pointer}/{index}"));
        }
    }
}
