//! Constants from a contract. Part of the build script, not of the library.

use std::collections::{BTreeMap, BTreeSet};

use super::contract::{Contract, entries};

/// What else the contract says: tables and examples as JSON, paths, headers, enumerations and ranges.
pub(crate) fn tables(contracts: &[Contract]) -> String {
    let (mut texts, mut headers) = (BTreeMap::new(), BTreeSet::new());
    let (mut errors, mut paths) = (Vec::new(), Vec::new());
    for contract in contracts {
        for (name, table) in entries(&contract.root).filter(|(name, _)| name.starts_with("x-")) {
            texts.insert(constant(&name[2..]), table.to_string());
        }
        for (pointer, operation) in contract.operations() {
            let path = pointer.split('/').nth(2).unwrap_or_default().replace("~1", "/");
            let name = constant(operation["operationId"].as_str().unwrap_or_default());
            let documented =
                entries(&operation["responses"]).filter(|(status, _)| status.as_str() >= "4");
            let documented = documented.filter_map(|(status, response)| {
                let (response, _) = contract.resolve(response, String::new());
                let examples = &response["content"]["application/json"]["examples"];
                // The first by name, in whatever order the map keeps them.
                let example = entries(examples).map(|(name, _)| name).min()?;
                Some(format!("({status}, EXAMPLE_{})", constant(example)))
            });
            let documented = documented.collect::<Vec<_>>().join(", ");
            errors.push(format!(
                "pub(crate) const {name}_ERRORS: &[(u16, &str)] = &[{documented}];\n"
            ));
            // The generator's own name of an operation is that of its constant, in lower case.
            paths.push(format!("({:?}, {name})", name.to_lowercase()));
            texts.insert(name, path);
        }
        let components = &contract.root["components"];
        for (name, example) in entries(&components["examples"]) {
            texts.insert(format!("EXAMPLE_{}", constant(name)), example["value"].to_string());
        }
        headers.extend(
            entries(&components["securitySchemes"])
                .filter_map(|(_, scheme)| scheme["name"].as_str()),
        );
        for (_, response) in entries(&components["responses"]) {
            headers.extend(entries(&response["headers"]).map(|(name, _)| name.as_str()));
        }
    }
    let (mut properties, mut ranges) = (BTreeSet::new(), BTreeMap::new());
    for components in contracts.iter().map(|contract| &contract.root["components"]) {
        let objects =
            entries(&components["schemas"]).flat_map(|(_, schema)| entries(&schema["properties"]));
        properties.extend(objects.map(|(name, _)| name.as_str()));
        for (name, schema) in entries(&components["schemas"]) {
            if let Some(least) = schema["minimum"].as_i64() {
                let most = schema["maximum"].as_i64();
                let most = most.map_or("i64::MAX".to_owned(), |most| most.to_string());
                ranges.insert(constant(name), format!("{least}..={most}"));
            }
        }
        let parameters =
            entries(&components["parameters"]).filter(|(_, parameter)| parameter["in"] == "header");
        headers.extend(parameters.filter_map(|(_, parameter)| parameter["name"].as_str()));
    }
    texts.insert("PROPERTY_NAMES".to_owned(), serde_json::json!(properties).to_string());
    let service = &contracts[0].root;
    texts.insert("SERVERS".to_owned(), service["servers"].to_string());
    for (name, schema) in
        entries(&service["components"]["schemas"]).filter(|(_, schema)| schema["enum"].is_array())
    {
        texts.insert(format!("{}_VALUES", constant(name)), schema["enum"].to_string());
    }
    let texts =
        texts.iter().map(|(name, text)| format!("pub(crate) const {name}: &str = {text:?};\n"));
    let headers = headers.iter().map(|name| {
        let value = format!("http::HeaderName::from_static({:?})", name.to_lowercase());
        format!("pub(crate) const {}: http::HeaderName = {value};\n", constant(name))
    });
    let ranges = ranges.iter().map(|(name, range)| {
        format!("pub(crate) const {name}_RANGE: std::ops::RangeInclusive<i64> = {range};\n")
    });
    let paths = paths.join(", ");
    let paths = format!("pub(crate) const PATHS: &[(&str, &str)] = &[{paths}];\n");
    texts.chain(headers).chain(ranges).chain(errors).chain([paths]).collect()
}

/// The name of a constant: `UserTokenCreated` and `user-token-created` are `USER_TOKEN_CREATED`.
fn constant(name: &str) -> String {
    let mut constant = String::new();
    let mut previous = 'A';
    for letter in name.chars() {
        if letter.is_uppercase() && previous.is_lowercase() {
            constant.push('_');
        }
        constant.push(if letter == '-' { '_' } else { letter.to_ascii_uppercase() });
        previous = letter;
    }
    constant
}
