//! No text of the command, of the library or of the contract's tables is without Chinese.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use clap::{Command, CommandFactory};
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::{prop_assert, proptest};
use regex_lite::Regex;
use taurusdb_htap::{ErrorCode, Region, StatusAdvice};

use super::*;

/// Literals of the code that look like sentences: text of other software and of requests, and parts of sentences that the
/// catalogue has as a whole.
const NO_SENTENCES: [&str; 38] = [
    "\"X-Auth-Token: ${}\"",
    "'X-Language: {}'",
    "(hint: {})",
    "(request ID {})",
    "({} names it)",
    ", and none is set",
    ", so {} has no effect",
    "-H {} -H 'Content-Type: application/json'",
    "Header Or Cookie Too Large",
    "Request Too Long",
    "Status {}{}: {}",
    "a code has a status twice",
    "after {} attempts in {}",
    "an object",
    "credentials not accepted",
    "curl --fail-with-body {}/v3/{}/htap/datastores/{} \\",
    "duplicate field `",
    "environment: {} needs an access key{}",
    "expected a string or a number",
    "failed to create underlying connection",
    "is set, but a login with the ID of the user is not implemented",
    "is set, but this way to assume an agency is not implemented",
    "missing field `",
    "no current profile",
    "no profile",
    "no profile `{}`",
    "not sent, because the same credentials were refused before:",
    "proxy authorization required",
    "request header field exceeds server limit",
    "server does not support user/pass authentication",
    "something unknown",
    "text/html; charset=utf-8",
    "without an agency of its own, and {} has none",
    "{} Access={}, SignedHeaders={}, Signature={}",
    "{} datastores --endpoint {} \\",
    "{} not set{}",
    "{}The {}s are {}.",
    "{}{}: cannot be read",
];

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(&TEXTS));
    &CATALOGUE
}

fn has_chinese(text: &str) -> bool {
    text.contains(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}'))
}

/// The lines of a text that have words besides commands for a shell.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let is_example = |line: &&str| {
        let commands = ["htap ", "docker ", "export ", "source "];
        commands.iter().any(|start| line.trim_start().starts_with(start)) && !line.contains("  #")
    };
    text.lines().filter(move |line| !line.is_empty() && !is_example(line))
}

/// Every text in the help of a command and of its subcommands.
fn help(command: &Command, found: &mut BTreeSet<String>) {
    let of_command = [
        command.get_about(),
        command.get_long_about(),
        command.get_before_help(),
        command.get_after_help(),
        command.get_after_long_help(),
    ];
    let of_arguments = command.get_arguments().flat_map(|it| [it.get_help(), it.get_long_help()]);
    found.extend(of_command.into_iter().chain(of_arguments).flatten().map(ToString::to_string));
    let values = command.get_arguments().flat_map(clap::Arg::get_possible_values);
    found.extend(values.filter_map(|value| value.get_help().map(ToString::to_string)));
    command.get_subcommands().for_each(|command| help(command, found));
}

#[test]
fn the_help_has_no_text_without_chinese() {
    let (catalogue, mut texts, mut command) =
        (catalogue(), BTreeSet::new(), crate::Arguments::command());
    command.build();
    help(&command, &mut texts);
    assert!(texts.contains("Output format"));
    // Two English words in a row are a part without Chinese. Names in backticks are not translated.
    let english = Regex::new("[A-Za-z]{2,} [a-z]{2,}").unwrap();
    let name = Regex::new("`[^`]*`").unwrap();
    let is_translated = |line: &&str| {
        let line = catalogue.line(line);
        let text = line.rsplit("  ").next().unwrap();
        has_chinese(text) && !english.is_match(&name.replace_all(text, ""))
    };
    let lines = texts.iter().flat_map(|text| lines(text));
    let missing: BTreeSet<_> = lines.filter(|line| !is_translated(line)).collect();
    assert!(missing.is_empty(), "without Chinese in chinese/help.txt: {missing:#?}");
}

/// The string literals of code, without attributes, documentation and tests.
fn literals(code: TokenStream, found: &mut BTreeSet<String>) {
    let mut tokens = code.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // An attribute, such as `#[doc = "…"]` or `#![doc = "…"]`.
                while tokens.next_if(|next| !matches!(next, TokenTree::Group(_))).is_some() {}
                tokens.next();
            }
            TokenTree::Group(group) => literals(group.stream(), found),
            TokenTree::Literal(literal) => {
                found.extend(
                    syn::parse_str(&literal.to_string()).map(|text: syn::LitStr| text.value()),
                );
            }
            _ => {}
        }
    }
}

fn literals_below(path: &Path, found: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            literals_below(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        literals(code.parse().unwrap(), found);
    }
}

#[test]
fn the_code_has_no_sentence_without_chinese() {
    let (mut found, source) = (BTreeSet::new(), Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    for room in [
        "bin",
        "blocking.rs",
        "call",
        "client",
        "contract",
        "credentials",
        "error",
        "http",
        "sandbox/browser.rs",
        "sandbox/builder.rs",
        "signing",
    ] {
        literals_below(&source.join(room), &mut found);
    }
    assert!(found.contains("not https"), "the literals are read");
    let catalogue = catalogue();
    let templates = catalogue.templates.iter().map(|(parts, _)| parts.join("{}"));
    let known: BTreeSet<_> =
        templates.chain(catalogue.texts.keys().map(ToString::to_string)).collect();
    let (value, words) =
        (Regex::new(r"\{[^{}]*\}").unwrap(), Regex::new(r"[A-Za-z]{2,} ?.*[a-z]{2,}").unwrap());
    let label = Regex::new(r"^(error|hint|note|warning|  caused by): *").unwrap();
    let sentences =
        found.iter().flat_map(|text| lines(text)).map(|line| value.replace_all(line, "{}"));
    let sentences = sentences.map(|line| {
        let line = line.trim_start_matches("{}error:{} ").trim_start_matches("{}hint:{} ");
        let line = line.trim_start_matches("{}note:{} ").trim_start_matches("{}warning:{} ");
        label.replace(line.rsplit("  ").next().unwrap(), "").trim().to_owned()
    });
    let is_sentence = |text: &String| {
        text.replace("{}", "").trim().contains(' ') && words.is_match(&text.replace("{}", ""))
    };
    let sentences: BTreeSet<_> = sentences.filter(is_sentence).collect();
    let (exempt, missing): (BTreeSet<_>, BTreeSet<_>) =
        sentences.difference(&known).partition(|text| NO_SENTENCES.contains(&&***text));
    assert!(missing.is_empty(), "without Chinese in chinese/: {missing:#?}");
    assert!(NO_SENTENCES.iter().all(|text| exempt.contains(&(*text).to_owned())), "{exempt:#?}");
}

proptest! {
    /// A server chooses a part of what the command prints.
    #[test]
    fn any_text_has_a_line(text in "([a-z ]|[:;.`{} ]|is set|\\PC|\u{1b}\\[1m){0,40}") {
        let line = catalogue().line(&text);
        prop_assert!(!line.is_empty() || text.is_empty());
    }
}

#[test]
fn the_tables_of_the_contract_are_chinese() {
    let catalogue = catalogue();
    let codes = ErrorCode::ALL.iter().flat_map(|row| {
        let details = row.details.iter().flat_map(|detail| [detail.meaning, detail.action]);
        details.chain([row.meaning, row.action])
    });
    let statuses = StatusAdvice::ALL.iter().flat_map(|row| [row.meaning, row.action]);
    let regions = Region::ALL.iter().filter_map(Region::name);
    for text in codes.chain(statuses).chain(regions) {
        assert!(catalogue.texts.get(text).is_some_and(|chinese| has_chinese(chinese)), "{text}");
    }
}
