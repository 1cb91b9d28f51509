//! Calls as curl commands, for a shell.

use std::io::{self, Write};

use taurusdb_htap::{Client, EngineName, Language};

/// The curl command of a call. The project ID and the headers are words as the shell reads them.
pub(crate) fn command(
    endpoint: &str,
    project_id: &str,
    engine: EngineName,
    headers: &[String],
) -> String {
    let endpoint = quoted(endpoint);
    let headers = headers.join(" -H ");
    format!(
        "curl --fail-with-body {endpoint}/v3/{project_id}/htap/datastores/{engine} \\\n    -H {headers} -H 'Content-Type: application/json'"
    )
}

/// Writes the curl commands of the calls. Variables of the shell stand for the token, and for a project ID that only IAM knows.
pub(crate) fn write(
    output: &mut Vec<u8>,
    client: &Client,
    engines: &[EngineName],
    language: Option<Language>,
) -> io::Result<()> {
    let configured = client.configured_project_id();
    // A shell stops at a variable that is not set.
    let project_id = configured.map_or("\"${HW_PROJECT_ID:?}\"", |id| id.as_str());
    let token = "\"X-Auth-Token: ${HW_AUTH_TOKEN:?}\"".to_owned();
    let language = language.map(|language| format!("'X-Language: {language}'"));
    let headers: Vec<_> = [token].into_iter().chain(language).collect();
    for engine in engines {
        writeln!(output, "{}", command(client.endpoint(), project_id, *engine, &headers))?;
    }
    message!(
        "Nothing was sent. The commands read a user token from HW_AUTH_TOKEN, because an access key signs each request anew."
    );
    if configured.is_none() {
        message!("Set HW_PROJECT_ID to the ID that `htap project` prints.");
    }
    Ok(())
}

/// Quotes a word for a shell.
pub(crate) fn quoted(word: impl AsRef<str>) -> String {
    // This fails only for NUL, which no argument can contain.
    shlex::try_quote(word.as_ref()).unwrap_or_default().into_owned()
}
