//! A file of credentials, as the SDKs' INI file and as the JSON of the command line: what comes of it prints no secret.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use taurusdb_htap::fuzzing;

/// Takes the place of every secret.
const PLANTED: &str = "planted-secret-value";

fuzz_target!(|text: &str| {
    // What stands elsewhere in a file may be told.
    if text.contains(PLANTED) {
        return;
    }
    let first = fuzzing::profile(text);
    let again = fuzzing::profile(text);
    assert_eq!(first, again, "the same text is read alike");
    let planted = match serde_json::from_str(text) {
        Ok(mut json) => {
            plant_in_json(&mut json);
            json.to_string()
        }
        Err(_) => text.lines().map(plant_in_line).collect(),
    };
    for (text, _) in fuzzing::profile(&planted) {
        assert!(!text.contains(PLANTED), "{text}");
    }
});

fn plant_in_line(line: &str) -> String {
    let key = line.split(['=', ':']).next().unwrap_or_default();
    let is_secret = ["sk", "security_token"].contains(&&*key.trim().to_lowercase());
    if is_secret && key != line { format!("{key}= {PLANTED}\n") } else { format!("{line}\n") }
}

fn plant_in_json(json: &mut Value) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(plant_in_json),
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(secret)
                        if ["secretAccessKey", "securityToken"].contains(&&**name) =>
                    {
                        PLANTED.clone_into(secret);
                    }
                    value => plant_in_json(value),
                }
            }
        }
        _ => {}
    }
}
