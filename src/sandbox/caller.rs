//! Who is calling: what the gateway does with an identity before any service sees the request.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::request::Parts;

use super::account::User;
use super::answer::Answer;
use super::signature::verify;
use super::state::State;
use super::token::Scope;
use crate::contract::generated::tables;

/// Who sent a request that the gateway let pass.
pub(super) struct Caller {
    pub(super) user: Arc<User>,
    /// What its token is for; none for a signature, which is for whatever the request names.
    pub(super) scope: Option<Scope>,
}

impl Caller {
    /// By a token, or by a signature if there is no token.
    pub(super) fn of(state: &mut State, head: &Parts, body: &[u8]) -> Result<Self, Answer> {
        let refused = |example| Err(Answer::example(401, example));
        let Some(token) = head.headers.get(tables::X_AUTH_TOKEN) else {
            if head.headers.contains_key(AUTHORIZATION) {
                return Ok(Self { user: verify(state, head, body)?, scope: None });
            }
            return refused(tables::EXAMPLE_TOKEN_NOT_FOUND);
        };
        match state.tokens.get(token.to_str().unwrap_or_default()) {
            None => refused(tables::EXAMPLE_TOKEN_NOT_DECRYPTED),
            Some(token) if token.expires_at <= state.now() => {
                refused(tables::EXAMPLE_TOKEN_MUST_BE_UPDATED)
            }
            Some(token) => Ok(Self { user: token.user.clone(), scope: Some(token.scope) }),
        }
    }

    /// Refuses who has no more than a role in the project.
    pub(super) fn granted(self) -> Result<Self, Answer> {
        if self.user.is_administrator {
            return Ok(self);
        }
        Err(Answer::example(403, tables::EXAMPLE_NO_PERMISSION))
    }
}
