//! `~/.hcloud/config.json`, the profiles of the vendor's command line.

use super::Environment;
use super::file::{File, Text};
use super::found::{Found, Look, Source};
use super::hcloud::{Problem, Profiles};
use crate::error::Error;

const FILE: &str = "HW_SHARED_CONFIG_FILE";
const PROFILE: &str = "HW_PROFILE";

/// The variables that name a profile, or the file of it.
pub(super) const NAMES: &[&str] = &[PROFILE, FILE];

const DEFAULT: [&str; 2] = [".hcloud", "config.json"];

pub(super) static COMMAND_LINE: Source = Source { look, variables: NAMES, file: Some(DEFAULT) };

fn look(environment: &Environment<'_>) -> Look {
    let named = environment.get(PROFILE)?;
    let file = match environment.file(FILE)? {
        Some(path) => File::named(path, FILE),
        None => File::at_home(environment, &DEFAULT),
    };
    let found = match file.read()? {
        Ok(file) => found(environment, &file, named.as_deref())?,
        Err(reason) => Err(reason),
    };
    // What a variable names is never passed over for another identity.
    match (found, environment.set(NAMES).first()) {
        (Err(reason), Some(variable)) => Err(Error::credentials(
            format!("environment: {variable} is set, but {reason}"),
            format!("Correct {PROFILE} and {FILE}, or remove both."),
        )),
        (found, _) => Ok(found),
    }
}

/// What the file says of the profile that is named, or else of its current one.
pub(super) fn found(environment: &Environment<'_>, file: &Text, named: Option<&str>) -> Look {
    let wrong = |Problem { what, hint }: Problem| {
        Error::credentials(format!("{}: {what}", file.path), hint)
    };
    let profiles = Profiles::read(&file.text).map_err(wrong)?;
    let Some(name) = named.or(profiles.current()) else {
        let nothing = if profiles.is_empty() { "no profile" } else { "no current profile" };
        return Ok(Err(format!("{} has {nothing}", file.path)));
    };
    let profile = profiles.find(name).map_err(wrong)?;
    let within = |problem: Problem| wrong(problem.within(name));
    let credentials = profile.credentials(&profiles, environment.now).map_err(within)?;
    let origin = format!("{}, profile `{}`", file.path, name.escape_debug());
    Ok(Ok(Found {
        project_id: profile.text("projectId").map_err(within)?.map(str::to_owned),
        region: profile.text("region").map_err(within)?.map(str::to_owned),
        ..credentials.found_in(origin).into()
    }))
}
