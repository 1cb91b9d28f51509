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
        "curl {endpoint}/v3/{project_id}/htap/datastores/{engine} \\\n    -H {headers} -H 'Content-Type: application/json'"
    )
}

/// Writes the curl commands of the calls. Variables of the shell stand for the token, and for a project ID that only IAM knows.
pub(crate) fn write(
    output: &mut Vec<u8>,
    client: &Client,
    engines: &[EngineName],
    language: Option<Language>,
) -> io::Result<()> {
    let project_id = client.configured_project_id();
    let project_id = project_id.map_or("\"$HW_PROJECT_ID\"", |id| id.as_str());
    let token = "\"X-Auth-Token: $HW_AUTH_TOKEN\"".to_owned();
    let language = language.map(|language| format!("'X-Language: {language}'"));
    let headers: Vec<_> = [token].into_iter().chain(language).collect();
    for engine in engines {
        writeln!(output, "{}", command(client.endpoint(), project_id, *engine, &headers))?;
    }
    message!(
        "Nothing was sent. curl needs a user token in HW_AUTH_TOKEN, because an access key signs each request anew. \
         HW_PROJECT_ID, if a command has it, is the ID that `htap project` prints."
    );
    Ok(())
}

/// Quotes a word for a shell.
pub(crate) fn quoted(word: impl AsRef<str>) -> String {
    // This fails only for NUL, which no argument can contain.
    shlex::try_quote(word.as_ref()).unwrap_or_default().into_owned()
}
