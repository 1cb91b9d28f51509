//! The sources in their order: which one is used, why the others are not, and what else is set.

use super::command_line::{self, COMMAND_LINE};
use super::found::{Found, Source};
use super::profile::PROFILE;
use super::variables::{
    AGENCY, IDENTITY_PROVIDER, PASSWORD, POD, SDK_KEY, TERRAFORM_KEY, TOKEN, agent,
};
use super::{Environment, assume_role};
use crate::credentials::{Credentials, Last};
use crate::error::Result;

/// Sources that need no request to tell whether they have anything, first to last. The README's table has the same order.
const SOURCES: [&Source; 8] = [
    &AGENCY,
    &IDENTITY_PROVIDER,
    &SDK_KEY,
    &TOKEN,
    &TERRAFORM_KEY,
    &PASSWORD,
    &PROFILE,
    &COMMAND_LINE,
];

/// The order if a variable names a profile of the command line. As in Terraform, only a token takes precedence over it.
const NAMED: [&Source; 2] = [&TOKEN, &COMMAND_LINE];

impl Found {
    /// The first source that has credentials; if none has, those that can only be asked when they are needed.
    pub(crate) fn first(environment: &Environment<'_>) -> Result<Self> {
        let role = assume_role::role(environment)?;
        let is_named = !environment.set(command_line::NAMES).is_empty();
        let order = if is_named { &NAMED[..] } else { &SOURCES };
        let mut passed_over = Vec::new();
        for source in order {
            match (source.look)(environment)? {
                Ok(found) => {
                    let found = assume_role::apply(found, role)?;
                    return Ok(Self { unused: unused(environment, Some(source)), ..found });
                }
                Err(reason) => passed_over.push(reason),
            }
        }
        let agent = agent(environment)?;
        let last = Credentials::last_resorts(Last { agent, passed_over });
        let found = assume_role::apply(last.into(), role)?;
        Ok(Self { unused: unused(environment, None), ..found })
    }
}

/// The variables that are set, and the files that are there, of all sources but the one that is used: none if what is used
/// will be found by a request.
fn unused(environment: &Environment<'_>, used: Option<&Source>) -> Vec<String> {
    let is_other = |source: &&Source| used.is_none_or(|used| !std::ptr::eq(*source, used));
    let others = || SOURCES.into_iter().filter(is_other);
    let variables = others().flat_map(|source| environment.set(source.variables));
    let pod = used.map(|_| environment.set(&POD)).unwrap_or_default();
    let files = others().filter_map(|source| environment.at_home(&source.file?));
    let files = files.filter(|path| path.is_file()).map(|path| path.display().to_string());
    variables.chain(pod).map(str::to_owned).chain(files).collect()
}
