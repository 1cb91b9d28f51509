//! `htap spec`: the contract in each language and format. `tests/site` compares it with what openapi-format makes of it.

use std::fs;

use serde_json::Value;

use crate::contract::build_script::script::contract::Contract;
use crate::support::command::run;

const CONTRACTS: [&str; 2] = ["taurusdb-htap", "iam"];

fn source(contract: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    fs::read_to_string(format!("{root}/openapi/{contract}.yaml")).unwrap()
}

/// Reads YAML as the build script does.
fn yaml(text: &str) -> Value {
    Contract::read("contract", text).unwrap().root
}

fn spec(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(&[&["spec"], arguments].concat(), &[]);
    assert_eq!((code, &*stderr), (0, ""));
    stdout
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&spec(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// Takes every text out of a contract. Values that callers send and receive are data. `is_table` is `None` for the whole
/// contract: its own extensions are tables, which have more texts.
fn take_texts(value: &mut Value, is_table: Option<bool>, texts: &mut Vec<String>) {
    let Some(object) = value.as_object_mut() else {
        let items = value.as_array_mut().into_iter().flatten();
        return items.for_each(|item| take_texts(item, is_table, texts));
    };
    object.retain(|key, value| {
        let is_text = matches!(&**key, "summary" | "description")
            || is_table == Some(true) && matches!(&**key, "meaning" | "action");
        match value.as_str().filter(|_| is_text) {
            Some(text) => texts.push(text.to_owned()),
            None if matches!(&**key, "example" | "value" | "default" | "enum") => {}
            None => take_texts(value, is_table.or(Some(key.starts_with("x-"))), texts),
        }
        !(is_text && value.is_string())
    });
}

#[test]
fn the_english_contracts_are_unchanged() {
    assert!(spec(&[]) == spec(&["taurusdb-htap"]), "the contract of the service is the default");
    for contract in CONTRACTS {
        let text = spec(&[contract]);
        assert!(text == source(contract), "{contract}: the YAML differs from the file");
        assert_eq!(spec(&[contract, "--language", "en-us", "--format", "yaml"]), text);
        assert_eq!(json(&[contract]), yaml(&text));
        let text = spec(&[contract, "--format", "json"]);
        let keys = ["openapi", "info", "servers", "paths", "components"];
        let places = keys.map(|key| text.find(&format!("\n  \"{key}\": ")).unwrap());
        assert!(places.is_sorted(), "{contract}: the order of the keys: {places:?}");
    }
}

#[test]
fn each_text_is_chinese_and_nothing_else_changes() {
    for contract in CONTRACTS {
        let mut chinese = json(&[contract, "--language", "zh-cn"]);
        assert_eq!(yaml(&spec(&[contract, "--language", "zh-cn"])), chinese);
        let (mut english, mut texts, mut others) =
            (yaml(&source(contract)), Vec::new(), Vec::new());
        take_texts(&mut chinese, None, &mut texts);
        take_texts(&mut english, None, &mut others);
        // Tools send the example of `X-Language`, so it names the language of the reader.
        for place in
            ["/components/parameters/XLanguage/example", "/components/schemas/Language/example"]
        {
            if contract == "iam" {
                continue; // it has no such header
            }
            assert_eq!(chinese.pointer(place).unwrap(), "zh-cn");
            assert_eq!(english.pointer(place).unwrap(), "en-us");
            *chinese.pointer_mut(place).unwrap() = "en-us".into();
        }
        assert_eq!((chinese, texts.len()), (english, others.len()));
        assert!(texts.len() > 100);
        for text in texts {
            assert!(text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{text}");
        }
    }
}
