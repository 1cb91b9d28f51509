//! The sources in their order, and why each was passed over.

use super::found::{Found, Look};
use super::{Environment, command_line, profile, variables};
use crate::credentials::{Credentials, Last};
use crate::error::Result;

/// Sources that need no request to tell whether they have anything, first to last. The README's table has the same order.
const SOURCES: [fn(&Environment<'_>) -> Look; 6] = [
    variables::agency,
    variables::identity_provider,
    variables::sdk_keys,
    variables::terraform,
    profile::look,
    command_line::look,
];

impl Found {
    /// The first source that has credentials; if none has, those that can only be asked when they are needed.
    pub(crate) fn first(environment: &Environment<'_>) -> Result<Self> {
        let mut passed_over = Vec::new();
        for look in SOURCES {
            match look(environment)? {
                Ok(found) => return Ok(found),
                Err(reason) => passed_over.push(reason),
            }
        }
        let agent = variables::agent(environment)?;
        Ok(Credentials::last_resorts(Last { agent, passed_over }).into())
    }
}
