//! The caller of a request, by its token or its signature.

use std::sync::Arc;

use http::header::AUTHORIZATION;

use super::account::User;
use super::request::Request;
use super::response::{Response, Result};
use super::signature::verify;
use super::state::{Scope, State};
use crate::contract::generated::tables;

/// The account of a signed request that is not for a project.
const X_DOMAIN_ID: &str = "x-domain-id";

pub(super) struct Caller {
    pub(super) user: Arc<User>,
    /// The scope of the caller's token. `None` for a signature, which is valid for any project that the request names.
    pub(super) scope: Option<Scope>,
}

impl Caller {
    /// Identifies the caller of the service, with the gateway's errors.
    pub(super) fn of_service(state: &mut State, request: &Request) -> Result<Self> {
        let refused = |example| Err(Response::error(401, example));
        let Some(token) = request.headers().get(tables::X_AUTH_TOKEN) else {
            if request.headers().contains_key(AUTHORIZATION) {
                return Ok(Self { user: verify(state, request)?, scope: None });
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

    /// Identifies the caller of IAM, with IAM's errors.
    pub(super) fn of_iam(state: &mut State, request: &Request) -> Result<Self> {
        let refused = if request.headers().contains_key(tables::X_AUTH_TOKEN) {
            tables::EXAMPLE_TOKEN_INVALID
        } else {
            tables::EXAMPLE_AUTHENTICATION_REQUIRED
        };
        let caller = Self::of_service(state, request).map_err(|_| Response::error(401, refused))?;
        let domain = request.headers().get(X_DOMAIN_ID);
        if domain.is_some_and(|id| id != &*state.account.id) {
            return Err(Response::error(403, tables::EXAMPLE_NO_PERMISSION));
        }
        Ok(caller)
    }

    /// Refuses a caller who has only a role in the project.
    pub(super) fn administrator(self) -> Result<Self> {
        if self.user.is_administrator {
            return Ok(self);
        }
        Err(Response::error(403, tables::EXAMPLE_NO_PERMISSION))
    }
}
