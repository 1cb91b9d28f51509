//! Constants from the contracts. Part of the build script, not of the library.

use std::collections::{BTreeMap, BTreeSet};

use quote::{format_ident, quote};

use super::WRITTEN_TYPES;
use super::contract::{Contract, entries};

/// Writes what the contracts say besides types, calls and tables: paths, examples, headers and ranges. The first contract is
/// that of the service, the second that of IAM.
pub(crate) fn tables(contracts: &[Contract]) -> String {
    let (mut constants, mut properties) = (BTreeMap::new(), BTreeSet::new());
    for (contract, owner) in contracts.iter().zip(["SERVICE", "IAM"]) {
        let (components, mut operations) = (&contract.root["components"], Vec::new());
        for (pointer, operation) in contract.operations() {
            let path = pointer.split('/').nth(2).unwrap_or_default().replace("~1", "/");
            let id = operation["operationId"].as_str().unwrap_or_default();
            let documented =
                entries(&operation["responses"]).filter(|(status, _)| status.as_str() >= "4");
            let documented = documented.filter_map(|(status, response)| {
                let (response, _) = contract.resolve(response, String::new());
                let examples = &response["content"]["application/json"]["examples"];
                // The first by name, in whatever order the map keeps them.
                let example = entries(examples).map(|(name, _)| name).min()?;
                let example = format_ident!("EXAMPLE_{}", constant(example));
                let status: u16 = status.parse().ok()?;
                Some(quote!((#status, #example)))
            });
            let (name, errors) = (constant(id), quote!(&[(u16, &str)] = &[#(#documented),*]));
            constants.insert(format!("{name}_ERRORS"), errors);
            constants.insert(format!("{name}_ID"), quote!(&str = #id));
            constants.insert(name, quote!(&str = #path));
            operations.push(quote!((#id, #path)));
        }
        let operations = quote!(&[(&str, &str)] = &[#(#operations),*]);
        constants.insert(format!("{owner}_OPERATIONS"), operations);
        for (name, example) in entries(&components["examples"]) {
            let text = example["value"].to_string();
            constants.insert(format!("EXAMPLE_{}", constant(name)), quote!(&str = #text));
        }
        let schemes = entries(&components["securitySchemes"]).map(|(_, scheme)| scheme);
        let parameters = entries(&components["parameters"]).map(|(_, parameter)| parameter);
        let in_requests = schemes.chain(parameters).filter(|value| value["in"] == "header");
        let in_requests = in_requests.filter_map(|value| value["name"].as_str());
        let in_responses = entries(&components["responses"])
            .flat_map(|(_, response)| entries(&response["headers"]))
            .map(|(name, _)| name.as_str());
        for name in in_requests.chain(in_responses) {
            let value = name.to_lowercase();
            let value = quote!(http::HeaderName = http::HeaderName::from_static(#value));
            constants.insert(constant(name), value);
        }
        for (name, schema) in entries(&components["schemas"]) {
            let is_written = WRITTEN_TYPES.iter().any(|(written, _)| written == name);
            for key in ["description", "pattern"] {
                if let Some(text) = schema[key].as_str().filter(|_| is_written) {
                    constants.insert(constant(&format!("{name}-{key}")), quote!(&str = #text));
                }
            }
            properties.extend(entries(&schema["properties"]).map(|(name, _)| name));
            if let Some(least) = schema["minimum"].as_i64() {
                let most = schema["maximum"].as_i64();
                let most = most.map_or_else(|| quote!(i64::MAX), |most| quote!(#most));
                let range = quote!(std::ops::RangeInclusive<i64> = #least..=#most);
                constants.insert(format!("{}_RANGE", constant(name)), range);
            }
        }
    }
    constants.insert("PROPERTY_NAMES".to_owned(), quote!(&[&str] = &[#(#properties),*]));
    let constants = constants.iter().map(|(name, value)| {
        let name = format_ident!("{name}");
        quote!(pub(crate) const #name: #value;)
    });
    prettyplease::unparse(&syn::parse_quote!(#(#constants)*))
}

/// The name of a constant: `UserTokenCreated` and `user-token-created` are `USER_TOKEN_CREATED`.
pub(crate) fn constant(name: &str) -> String {
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
