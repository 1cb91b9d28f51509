//! What a sandbox knows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::fault::Fault;
use super::request::RecordedRequest;
use crate::credentials::Credentials;
use crate::generated::iam::types::CreateUserTokenRequest;
use crate::generated::tables;
use crate::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
use crate::types::{Datastore, EngineName, ProjectId, Secret};

/// As IAM documents it.
const TOKEN_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) type Shared = Arc<Mutex<State>>;

/// A panic elsewhere while the state was locked does not make it wrong.
pub(super) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) struct State {
    pub(super) token: String,
    /// Valid tokens and when they expire.
    pub(super) tokens: HashMap<String, Timestamp>,
    /// A permanent one and a temporary one.
    pub(super) access_keys: [KnownKey; 2],
    /// How far the clock was moved.
    moved: Duration,
    pub(super) token_life: Duration,
    pub(super) project_id: ProjectId,
    pub(super) project_name: String,
    pub(super) user_name: String,
    pub(super) password: Secret,
    pub(super) domain_name: String,
    pub(super) datastores: HashMap<EngineName, Vec<Datastore>>,
    pub(super) faults: Vec<Fault>,
    pub(super) requests: Vec<RecordedRequest>,
    pub(super) is_forgetful: bool,
    issued: u64,
}

impl State {
    /// From the contract's examples. A test holds that they can be read.
    pub(super) fn new(
        token: Option<Secret>,
        project_id: Option<ProjectId>,
        token_life: Option<Duration>,
    ) -> serde_json::Result<Self> {
        let request: CreateUserTokenRequest =
            serde_json::from_str(tables::EXAMPLE_PASSWORD_BY_PROJECT_NAME)?;
        let missing = || serde::de::Error::custom("the example names no user or no project");
        let user = request.auth.identity.password.ok_or_else(missing)?.user;
        let project = request.auth.scope.and_then(|scope| scope.project).ok_or_else(missing)?;
        let star_rocks: ListHtapDataStoreResponse =
            serde_json::from_str(tables::EXAMPLE_STAR_ROCKS_DATASTORES)?;
        let click_house: ListHtapDataStoreResponse =
            serde_json::from_str(tables::EXAMPLE_CLICK_HOUSE_DATASTORES)?;
        let project_id = match project_id {
            Some(project_id) => project_id,
            None => serde_json::from_value(
                example(tables::EXAMPLE_PROJECTS_FOUND)["projects"][0]["id"].take(),
            )?,
        };
        let token =
            token.map_or_else(|| "sandbox-token".to_owned(), |token| token.expose().to_owned());
        Ok(Self {
            tokens: HashMap::from([(token.clone(), Timestamp::MAX)]),
            token,
            access_keys: [
                ("SANDBOXACCESSKEY0001", "sandbox-secret-key", None),
                (
                    "SANDBOXACCESSKEY0002",
                    "sandbox-temporary-secret-key",
                    Some("sandbox-security-token"),
                ),
            ]
            .map(|(id, secret_key, security_token)| KnownKey {
                id,
                secret_key,
                security_token,
                failures: 0,
                locked_until: None,
            }),
            moved: Duration::ZERO,
            token_life: token_life.unwrap_or(TOKEN_LIFE),
            project_id,
            project_name: project.name.map(Into::into).unwrap_or_default(),
            user_name: user.name.map(Into::into).unwrap_or_default(),
            password: user.password.0,
            domain_name: user
                .domain
                .and_then(|domain| domain.name)
                .map(Into::into)
                .unwrap_or_default(),
            datastores: HashMap::from([
                (EngineName::StarRocks, star_rocks.datastores),
                (EngineName::ClickHouse, click_house.datastores),
            ]),
            faults: Vec::new(),
            requests: Vec::new(),
            is_forgetful: false,
            issued: 0,
        })
    }

    /// The time by the sandbox's own clock.
    pub(super) fn now(&self) -> Timestamp {
        Timestamp::now().checked_add(self.moved).unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock forward.
    pub(super) fn advance(&mut self, by: Duration) {
        self.moved = self.moved.saturating_add(by);
    }

    /// A new token with the times of its issue and expiry.
    pub(super) fn issue_token(&mut self) -> (String, Timestamp, Timestamp) {
        let now = self.now();
        let expires_at = now.checked_add(self.token_life).unwrap_or(Timestamp::MAX);
        self.issued += 1;
        // For a day it can still say of a token that it has expired.
        let forgotten = now.checked_sub(TOKEN_LIFE).unwrap_or(Timestamp::MIN);
        self.tokens.retain(|_, expires_at| *expires_at > forgotten);
        let token = format!("{}-{}", self.token, self.issued);
        self.tokens.insert(token.clone(), expires_at);
        (token, now, expires_at)
    }

    /// Whether a token was issued here and lives.
    pub(super) fn knows_token(&self, token: &str) -> Option<bool> {
        self.tokens.get(token).map(|expires_at| self.now() < *expires_at)
    }

    /// The first fault that is meant for this call, if any is left.
    pub(super) fn take_fault(&mut self, is_iam: bool) -> Option<Fault> {
        let index = self.faults.iter().position(|fault| fault.is_iam == is_iam)?;
        let fault = &mut self.faults[index];
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 { Some(self.faults.remove(index)) } else { Some(fault.clone()) }
    }
}

/// An access key that the sandbox knows, and how often in a row it was misused.
pub(super) struct KnownKey {
    pub(super) id: &'static str,
    pub(super) secret_key: &'static str,
    pub(super) security_token: Option<&'static str>,
    pub(super) failures: u32,
    pub(super) locked_until: Option<Timestamp>,
}

impl KnownKey {
    pub(super) fn credentials(&self) -> Credentials {
        match self.security_token {
            Some(token) => Credentials::temporary_access_key(self.id, self.secret_key, token),
            None => Credentials::access_key(self.id, self.secret_key),
        }
    }
}

/// An example of the contract. A test reads every one of them.
pub(super) fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
