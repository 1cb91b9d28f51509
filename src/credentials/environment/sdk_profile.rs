//! `~/.huaweicloud/credentials`, the profile file of the vendor's SDKs.

use std::collections::BTreeMap;

use configparser::ini::{Ini, IniDefault};

use super::Environment;
use super::lookup::{File, Found, Lookup, Missing};
use crate::credentials::identity_provider::IdentityProvider;
use crate::credentials::{Credentials, Kind};
use crate::error::{Error, Result};

pub(super) const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
const SECTION: &str = "basic";

pub(super) fn read(environment: &Environment<'_>, file: &File) -> Lookup {
    let path = &file.path;
    let values = parse(&file.text).map_err(|problem| {
        let hint = "Write a line `[basic]`, and below it lines such as `ak = ...`.";
        Error::credentials(format!("{path}: {problem}"), hint)
    })?;
    let Some(values) = values else {
        return Err(Missing::Skipped(format!("{path} has no section `{SECTION}`")));
    };
    let get = |key: &str| values.get(key).cloned();
    let missing = |key: &str| {
        let hint = format!("Write it below `[{SECTION}]`, or remove the other half of the pair.");
        Error::credentials(format!("{path}: `{key}` is missing"), hint)
    };
    let pair = |first: &str, second: &str| match (get(first), get(second)) {
        (Some(first), Some(second)) => Ok(Some((first, second))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(missing(second)),
        (None, Some(_)) => Err(missing(first)),
    };
    let security_token = get("security_token");
    let credentials = if let Some((id, token_file)) = pair("idp_id", "id_token_file")? {
        let token_file = environment.expand(&token_file);
        Kind::IdentityProvider(IdentityProvider { id, token_file }).into()
    } else if let Some((id, secret_key)) = pair("ak", "sk")? {
        Credentials::key(id, secret_key, security_token)
    } else if security_token.is_some() {
        return Err(missing("ak").into());
    } else {
        return Err(Missing::Skipped(format!("{path} has neither `ak` nor `idp_id`")));
    };
    Ok(Found {
        project_id: get("project_id"),
        iam_endpoint: get("iam_endpoint"),
        ..credentials.found_in(format!("{path}, section `{SECTION}`")).into()
    })
}

/// The keys and values of the section; `None` if there is no section. As in the vendor's SDK, keys are
/// case-insensitive, and only whole lines are comments.
fn parse(text: &str) -> Result<Option<BTreeMap<String, String>>, &'static str> {
    let mut format = IniDefault::default();
    format.case_sensitive = true;
    format.default_section = String::new(); // the name for values above the first section
    format.inline_comment_symbols = Some(Vec::new());
    let mut ini = Ini::new_from_defaults(format);
    // The parser's own error quotes the line.
    let sections = ini.read(text.to_owned()).map_err(|_| "not an INI file")?;
    if sections.get("").is_some_and(|stray| !stray.is_empty()) {
        return Err("a value is above the first section");
    }
    let Some(section) = sections.get(SECTION) else { return Ok(None) };
    let mut values = BTreeMap::new();
    for (key, value) in section {
        let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        if let Some(value) = value
            && values.insert(key.to_lowercase(), value.to_owned()).is_some()
        {
            // The parser keeps no order, so the result would be random.
            return Err("a key occurs twice, in upper and lower case");
        }
    }
    Ok(Some(values))
}
