//! The tables of the service's contract as Rust values. Part of the build script, not of the library.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde_json::{Value, json};

use super::contract::{Contract, below, entries};

/// Writes the rows about error codes, HTTP statuses and regions. Each missing or wrong value is a problem with file and line.
pub(crate) fn rows(contract: &Contract) -> Result<String, Vec<String>> {
    let mut rows = Rows { contract, problems: Vec::new() };
    // Each field with an example of its value. A text that a row may leave out has `null`.
    let advice = json!({"meaning": "", "action": "", "waiting_helps": true});
    let codes = json!({"code": "", "status": 0, "message": null, "details": [{"contains": ""}]});
    let statuses = json!({"operation": null, "status": 0, "name": ""});
    let codes =
        rows.each("/x-error-codes", |rows, row| rows.row(row, "ErrorCode", [&codes, &advice]));
    let statuses = rows
        .each("/x-status-codes", |rows, row| rows.row(row, "StatusAdvice", [&statuses, &advice]));
    let regions = rows.regions();
    if !rows.problems.is_empty() {
        return Err(rows.problems);
    }
    Ok(prettyplease::unparse(&syn::parse_quote! {
        use std::borrow::Cow;
        use crate::contract::reference::{ErrorCode, ErrorDetail, StatusAdvice};
        use crate::contract::region::{Region, RegionalHost};
        impl ErrorCode {
            /// Every row of the contract's table `x-error-codes`.
            pub const ALL: &'static [Self] = &[#(#codes),*];
        }
        impl StatusAdvice {
            /// Every row of the contract's table `x-status-codes`.
            pub const ALL: &'static [Self] = &[#(#statuses),*];
        }
        #regions
    }))
}

/// Reads rows and collects their problems. A row is named by its JSON pointer.
struct Rows<'a> {
    contract: &'a Contract,
    problems: Vec<String>,
}

impl<'a> Rows<'a> {
    fn each<T>(&mut self, table: &str, mut read: impl FnMut(&mut Self, &str) -> T) -> Vec<T> {
        let rows = self.contract.root.pointer(table).and_then(Value::as_array);
        if rows.is_none() && table.rfind('/') == Some(0) {
            self.problem(table);
        }
        let rows = 0..rows.map_or(0, Vec::len);
        rows.map(|index| read(self, &format!("{table}/{index}"))).collect()
    }

    fn problem(&mut self, pointer: &str) {
        let (file, line) = (&self.contract.file, self.contract.line(pointer));
        let name = pointer.rsplit('/').next().unwrap_or_default();
        self.problems.push(format!(
            "{file}:{line}: `{name}` is missing or has the wrong type; write it as `x-extensions` describes"
        ));
    }

    /// Returns a row as a struct. Rows inside it have the second group of fields, too.
    fn row(&mut self, row: &str, name: &str, fields: [&Value; 2]) -> TokenStream {
        let values = fields.into_iter().flat_map(entries).map(|(field, example)| {
            let pointer = below(row, field);
            let value = self.contract.root.pointer(&pointer).unwrap_or(&Value::Null);
            let value = match (example, value) {
                (Value::String(_), Value::String(text)) => quote!(#text),
                (Value::Null, Value::String(text)) => quote!(Some(#text)),
                (Value::Null, Value::Null) => quote!(None),
                (Value::Bool(_), Value::Bool(flag)) => quote!(#flag),
                (Value::Number(_), Value::Number(number)) => {
                    number.to_string().parse().unwrap_or_default()
                }
                (Value::Array(examples), _) => {
                    let fields = [&examples[0], fields[1]];
                    let rows =
                        self.each(&pointer, |rows, row| rows.row(row, "ErrorDetail", fields));
                    quote!(&[#(#rows),*])
                }
                _ => {
                    self.problem(&pointer);
                    TokenStream::new()
                }
            };
            let field = format_ident!("{field}");
            quote!(#field: #value)
        });
        let (values, name) = (values.collect::<Vec<_>>(), format_ident!("{name}"));
        quote!(#name { #(#values),* })
    }

    fn text(&mut self, row: &str, name: &str) -> &'a str {
        let pointer = below(row, name);
        let text = self.contract.root.pointer(&pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| {
            self.problem(&pointer);
            ""
        })
    }

    /// Joins the servers with the tables of other hosts. Where no table has a host, the rules give it, as `Region::new` does
    /// for a region that no table has.
    fn regions(&mut self) -> TokenStream {
        let rules = self.each("/x-endpoint-rules", |rows, row| {
            ["region_prefix", "service", "iam"].map(|name| rows.text(row, name))
        });
        let [iam, sts] = ["/x-iam-endpoints", "/x-sts-endpoints"].map(|table| {
            let hosts =
                self.each(table, |rows, row| (rows.text(row, "region"), rows.text(row, "url")));
            hosts.into_iter().collect::<BTreeMap<_, _>>()
        });
        let region = |id: &str, server: &Value| {
            let rule = rules.iter().find(|[prefix, ..]| id.starts_with(prefix));
            let [_, service_rule, iam_rule] = rule.copied().unwrap_or_default();
            let host = |listed: Option<&str>, rule: &str| {
                let url = listed.map_or_else(|| rule.replace("{region}", id), str::to_owned);
                let is_guessed = listed.is_none() && rule.contains("{region}");
                quote!(RegionalHost { url: Cow::Borrowed(#url), is_guessed: #is_guessed })
            };
            let service = host(server["url"].as_str(), service_rule);
            let iam = host(iam.get(id).copied(), iam_rule);
            let sts = optional(sts.get(id).map(|url| host(Some(url), "")));
            let name = optional(server["x-region-name"].as_str());
            quote!(Region { id: Cow::Borrowed(#id), name: #name, service: #service, iam: #iam, sts: #sts })
        };
        let servers = self.contract.root["servers"].as_array().into_iter().flatten();
        let servers = servers.filter_map(|server| Some((server["x-region"].as_str()?, server)));
        let servers: Vec<_> = servers.collect();
        let listed = servers.iter().map(|(id, server)| region(id, server));
        let unlisted = iam.keys().chain(sts.keys()).collect::<BTreeSet<_>>();
        let unlisted =
            unlisted.iter().filter(|id| servers.iter().all(|(listed, _)| listed != **id));
        let unlisted = unlisted.map(|id| region(id, &Value::Null));
        let rules = rules.iter().map(|rule| quote!([#(#rule),*]));
        quote! {
            impl Region {
                /// Every region for which the contract lists a host of the service.
                pub const ALL: &'static [Self] = &[#(#listed),*];
                /// Regions for which the contract lists a host of IAM or STS alone.
                pub(in crate::contract) const UNLISTED: &'static [Self] = &[#(#unlisted),*];
                /// How the vendor names hosts: the prefix of a region's ID, the service's host, IAM's host.
                pub(in crate::contract) const RULES: &'static [[&'static str; 3]] = &[#(#rules),*];
            }
        }
    }
}

fn optional(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
