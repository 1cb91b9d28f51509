//! `~/.huaweicloud/credentials`, the profile file of the vendor's SDKs.

use configparser::ini::{Ini, IniDefault};

use super::Environment;
use super::file::{File, Text};
use super::found::{Found, Look, Source};
use crate::credentials::Credentials;
use crate::error::{Error, Result};

const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
const SECTION: &str = "basic";
const DEFAULT: [&str; 2] = [".huaweicloud", "credentials"];

pub(super) static PROFILE: Source = Source { look, variables: &[FILE], file: Some(DEFAULT) };

fn look(environment: &Environment<'_>) -> Look {
    let named = environment.file(FILE)?;
    let is_named = named.is_some();
    let file = match named {
        Some(path) => File::named(path, FILE),
        None => File::at_home(environment, &DEFAULT),
    };
    let found = match file.read()? {
        Ok(file) => found(environment, &file)?,
        Err(reason) => Err(reason),
    };
    match found {
        // What a variable names is never passed over for another identity.
        Err(reason) if is_named => Err(Error::credentials(
            format!("environment: {FILE} is set, but {reason}"),
            format!("Correct the file, or remove {FILE}."),
        )),
        found => Ok(found),
    }
}

/// What the file says.
pub(super) fn found(environment: &Environment<'_>, file: &Text) -> Look {
    let values = parse(&file.text).map_err(|problem| {
        let hint = "Write a line `[basic]`, and below it lines such as `ak = ...`.";
        Error::credentials(format!("{}: {problem}", file.path), hint)
    })?;
    let Some(values) = values else {
        return Ok(Err(format!("{} has no section `{SECTION}`", file.path)));
    };
    let get =
        |key: &str| values.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    let half = |missing: &str| {
        let hint = format!("Write it below `[{SECTION}]`, or remove the other half of the pair.");
        Error::credentials(format!("{}: `{missing}` is missing", file.path), hint)
    };
    let credentials = match [get("idp_id"), get("id_token_file"), get("ak"), get("sk")] {
        [Some(id), Some(token_file), ..] => {
            Credentials::identity_provider(id, environment.expand(&token_file))
        }
        [Some(_), None, ..] => return Err(half("id_token_file")),
        [None, Some(_), ..] => return Err(half("idp_id")),
        [_, _, Some(id), Some(secret_key)] => match get("security_token") {
            Some(token) => Credentials::temporary_access_key(id, secret_key, token),
            None => Credentials::access_key(id, secret_key),
        },
        [_, _, Some(_), None] => return Err(half("sk")),
        [_, _, None, Some(_)] => return Err(half("ak")),
        [_, _, None, None] if get("security_token").is_some() => return Err(half("ak")),
        [_, _, None, None] => {
            return Ok(Err(format!("{} has neither `ak` nor `idp_id`", file.path)));
        }
    };
    let origin = format!("{}, section `{SECTION}`", file.path);
    Ok(Ok(Found {
        project_id: get("project_id"),
        iam_endpoint: get("iam_endpoint"),
        ..credentials.found_in(origin).into()
    }))
}

/// The keys and values of the one section; none if it is not there. Keys are without case, and only whole lines are
/// comments, as in the vendor's SDK.
fn parse(text: &str) -> Result<Option<Vec<(String, String)>>, &'static str> {
    let mut format = IniDefault::default();
    format.case_sensitive = true;
    format.default_section = String::new(); // where values above the first section go
    format.inline_comment_symbols = Some(Vec::new());
    let mut ini = Ini::new_from_defaults(format);
    // The parser's own message quotes the line.
    let sections = ini.read(text.to_owned()).map_err(|_| "not an INI file")?;
    if sections.get("").is_some_and(|stray| !stray.is_empty()) {
        return Err("a value stands above the first section");
    }
    let Some(section) = sections.get(SECTION) else { return Ok(None) };
    let values = section.iter().filter_map(|(key, value)| {
        let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty())?;
        Some((key.to_lowercase(), value.to_owned()))
    });
    let mut values: Vec<_> = values.collect();
    values.sort_unstable();
    // The parser keeps no order, so which of two was meant would be left to chance.
    if values.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err("a key stands twice, in large and in small letters");
    }
    Ok(Some(values))
}
