//! The house rules of a contract. Part of the build script, not of the library.

use std::collections::BTreeSet;

use openapiv3::OpenAPI;
use serde_json::{Value, json};

use super::contract::{Contract, below, entries};

/// Checks every rule; each breach is a sentence with its file and line.
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

/// What is wrong with a contract, by line.
struct Problems<'a> {
    contract: &'a Contract,
    found: BTreeSet<(usize, String)>,
}

impl<'a> Problems<'a> {
    fn add(&mut self, pointer: &str, problem: &str) {
        let mut place = pointer;
        while !self.contract.lines.contains_key(place) {
            place = place.rfind('/').map_or("", |end| &place[..end]);
        }
        self.found.insert((self.contract.lines[place], problem.replace('\n', " ")));
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
                "the version is not made of numbers; write one such as 1.0.0, it becomes a header",
            );
        }
        for (pointer, operation) in self.contract.operations() {
            self.operation(&pointer, operation);
        }
        for pointer in &self.contract.repeated {
            self.add(pointer, "this key is there already; remove one of the two");
        }
        self.texts(root, "");
        Some(document)
    }

    /// What `openapiv3` drops, every OpenAPI tool ignores.
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
            self.add(pointer, "the operation has no `operationId`; name it as the vendor does, it becomes a function");
        }
        for (index, parameter) in
            operation["parameters"].as_array().into_iter().flatten().enumerate()
        {
            let (parameter, place) =
                self.contract.resolve(parameter, format!("{pointer}/parameters/{index}"));
            let name = parameter["name"].as_str().unwrap_or_default();
            if ["Accept", "Authorization", "Content-Type", "X-Auth-Token"].contains(&name) {
                self.add(&place, &format!("`{name}` cannot be a parameter; make it a security scheme, or say it in the description"));
            }
        }
        let (mut successes, mut errors) = (0, BTreeSet::new());
        for (status, response) in entries(&operation["responses"]) {
            let place = below(&below(pointer, "responses"), status);
            if status.parse::<u16>().is_err() {
                self.add(&place, &format!("`{status}` is no status; name each one, a `default` counts as success and error alike"));
            }
            let (response, target) = self.contract.resolve(response, place);
            let schema = &response["content"]["application/json"]["schema"];
            if status == "204" {
                if !response["content"].is_null() {
                    self.add(&target, "a 204 has no body; remove its `content`");
                }
            } else if schema["$ref"].is_null() || entries(&response["content"]).count() != 1 {
                self.add(&target, "the answer is not just JSON with a named schema; give it `application/json` alone, with a `$ref`");
            }
            if status.starts_with('2') {
                successes += 1;
            } else {
                errors.insert(schema["$ref"].to_string());
            }
            self.answer(schema, target, &mut BTreeSet::new());
        }
        if successes != 1 || errors.len() > 1 {
            self.add(pointer, &format!("{successes} kinds of success and {} of error; keep one 2xx and one error schema", errors.len()));
        }
    }

    /// An answer is read as it comes: a rule on one of its fields could fail the whole.
    fn answer(&mut self, schema: &'a Value, pointer: String, received: &mut BTreeSet<String>) {
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
                self.add(&below(&place, rule), &format!("`{rule}` on a field of an answer; remove it, one odd value would fail the whole answer"));
            }
        }
        for (name, property) in entries(&schema["properties"]) {
            self.answer(property, below(&below(&place, "properties"), name), received);
        }
        if schema["items"].is_object() {
            self.answer(&schema["items"], below(&place, "items"), received);
        }
    }

    /// A reference must lead somewhere; a description becomes a doctest unless its code has a label.
    fn texts(&mut self, value: &Value, pointer: &str) {
        for (key, value) in entries(value) {
            let child = below(pointer, key);
            match (key.as_str(), value.as_str()) {
                ("$ref", Some(target)) => {
                    let place = target
                        .strip_prefix('#')
                        .and_then(|place| self.contract.root.pointer(place));
                    if place.is_none() {
                        self.add(&child, &format!("`{target}` leads nowhere in this file; correct it, and keep one file per API"));
                    }
                }
                ("description", Some(text)) => {
                    let fences =
                        text.lines().map(str::trim_start).filter(|line| line.starts_with("```"));
                    let unlabelled = fences.step_by(2).any(|fence| fence == "```");
                    if unlabelled || text.lines().any(|line| line.starts_with("    ")) {
                        self.add(&child, "code without a label would be compiled as Rust; open it with ```json or ```text");
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
