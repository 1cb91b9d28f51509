//! The tables of the service's contract as Rust values. Part of the build script, not of the library.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::contract::{Contract, below};

/// Writes the rows about error codes, HTTP statuses and regions. A row that lacks a value is a problem with file and line.
pub(crate) fn rows(contract: &Contract) -> Result<String, Vec<String>> {
    let mut rows = Rows { contract, problems: Vec::new() };
    for table in ["error-codes", "status-codes", "iam-endpoints", "sts-endpoints", "endpoint-rules"]
    {
        rows.value("", &format!("x-{table}"), |table| table.as_array().map(drop));
    }
    let codes = rows.each("/x-error-codes", Rows::error_code);
    let statuses = rows.each("/x-status-codes", Rows::status_advice);
    let regions = rows.regions();
    let code = quote! {
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
    };
    if !rows.problems.is_empty() {
        return Err(rows.problems);
    }
    Ok(prettyplease::unparse(&syn::parse_quote!(#code)))
}

/// Reads rows and collects what is wrong with them. A row is named by its JSON pointer.
struct Rows<'a> {
    contract: &'a Contract,
    problems: Vec<String>,
}

impl<'a> Rows<'a> {
    fn each<T>(&mut self, table: &str, mut read: impl FnMut(&mut Self, &str) -> T) -> Vec<T> {
        let rows = self.contract.root.pointer(table).and_then(Value::as_array);
        let rows = 0..rows.map_or(0, Vec::len);
        rows.map(|index| read(self, &format!("{table}/{index}"))).collect()
    }

    fn value<T: Default>(
        &mut self,
        row: &str,
        name: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> T {
        let pointer = below(row, name);
        let value = self.contract.root.pointer(&pointer).unwrap_or(&Value::Null);
        read(value).unwrap_or_else(|| {
            let (file, line) = (&self.contract.file, self.contract.line(&pointer));
            self.problems.push(format!(
                "{file}:{line}: `{name}` is missing or has the wrong type; write it as `x-extensions` describes"
            ));
            T::default()
        })
    }

    fn text(&mut self, row: &str, name: &str) -> &'a str {
        self.value(row, name, Value::as_str)
    }

    fn optional_text(&mut self, row: &str, name: &str) -> TokenStream {
        self.value(row, name, |value| match value {
            Value::Null => Some(quote!(None)),
            value => value.as_str().map(|text| quote!(Some(#text))),
        })
    }

    fn status(&mut self, row: &str) -> u16 {
        self.value(row, "status", |value| value.as_u64()?.try_into().ok())
    }

    /// The fields that every row about an error has.
    fn advice(&mut self, row: &str) -> TokenStream {
        let [meaning, action] = ["meaning", "action"].map(|name| self.text(row, name));
        let waiting_helps = self.value(row, "waiting_helps", Value::as_bool);
        quote!(meaning: #meaning, action: #action, waiting_helps: #waiting_helps)
    }

    fn error_code(&mut self, row: &str) -> TokenStream {
        let (code, status) = (self.text(row, "code"), self.status(row));
        let (message, advice) = (self.optional_text(row, "message"), self.advice(row));
        let details = self.each(&below(row, "details"), |rows, row| {
            let (contains, advice) = (rows.text(row, "contains"), rows.advice(row));
            quote!(ErrorDetail { contains: #contains, #advice })
        });
        quote!(ErrorCode { code: #code, status: #status, message: #message, #advice, details: &[#(#details),*] })
    }

    fn status_advice(&mut self, row: &str) -> TokenStream {
        let (operation, status) = (self.optional_text(row, "operation"), self.status(row));
        let (name, advice) = (self.text(row, "name"), self.advice(row));
        quote!(StatusAdvice { operation: #operation, status: #status, name: #name, #advice })
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
        let servers = self.each("/servers", |rows, row| {
            let id = rows.contract.root.pointer(&below(row, "x-region"))?.as_str()?;
            Some((id, rows.optional_text(row, "x-region-name"), rows.text(row, "url")))
        });
        let servers: Vec<_> = servers.into_iter().flatten().collect();
        let region = |id: &str, name: &TokenStream, service: Option<&str>| {
            let rule = rules.iter().find(|[prefix, ..]| id.starts_with(prefix));
            let [_, service_rule, iam_rule] = rule.copied().unwrap_or_default();
            let host = |listed: Option<&str>, rule: &str| {
                let url = listed.map_or_else(|| rule.replace("{region}", id), str::to_owned);
                let is_guessed = listed.is_none() && rule.contains("{region}");
                quote!(RegionalHost { url: Cow::Borrowed(#url), is_guessed: #is_guessed })
            };
            let (service, iam) =
                (host(service, service_rule), host(iam.get(id).copied(), iam_rule));
            let sts = sts.get(id).map(|url| host(Some(url), ""));
            let sts = sts.map_or_else(|| quote!(None), |sts| quote!(Some(#sts)));
            quote!(Region { id: Cow::Borrowed(#id), name: #name, service: #service, iam: #iam, sts: #sts })
        };
        let listed = servers.iter().map(|(id, name, url)| region(id, name, Some(url)));
        let unlisted = iam.iter().chain(&sts).map(|(id, _)| *id).collect::<BTreeSet<_>>();
        let unlisted =
            unlisted.iter().filter(|id| servers.iter().all(|(listed, ..)| listed != *id));
        let unlisted = unlisted.map(|id| region(id, &quote!(None), None));
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
