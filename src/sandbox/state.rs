//! The state of a sandbox: its account, tokens, keys, clock, versions, faults and recorded requests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::account::{Account, User};
use super::fault::Fault;
use super::request::RecordedRequest;
use super::response::{Response, Result};
use crate::contract::generated::tables;
use crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
use crate::contract::types::{Datastore, EngineName, ProjectId, Secret};
use crate::credentials::Credentials;

/// The lifetime of a token, as IAM documents it.
const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) type Shared = Arc<Mutex<State>>;

/// Locks the state, also after a panic elsewhere: the state is valid at any time.
pub(super) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The settings of a builder that the operations need.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub(super) token: Option<Secret>,
    pub(super) project_id: Option<ProjectId>,
    pub(super) regions: Vec<String>,
    pub(super) token_lifetime: Option<Duration>,
    pub(super) is_strict: bool,
    pub(super) is_recording_off: bool,
}

pub(super) struct State {
    pub(super) settings: Settings,
    pub(super) account: Account,
    /// The token that is valid from the start. Issued tokens have it as a prefix.
    pub(super) token: String,
    pub(super) tokens: HashMap<String, Token>,
    /// A permanent key, a temporary key, then the keys that IAM issued.
    pub(super) access_keys: Vec<AccessKey>,
    pub(super) datastores: HashMap<EngineName, Vec<Datastore>>,
    pub(super) faults: Vec<Fault>,
    pub(super) requests: Vec<RecordedRequest>,
    /// How far the clock is ahead of the machine's.
    clock_offset: Duration,
    /// The number of issued tokens and keys.
    issued: u64,
}

/// A token of IAM.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) user: Arc<User>,
    pub(super) scope: Scope,
    /// How the user logged in.
    pub(super) methods: Vec<String>,
    pub(super) issued_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// What a token can be used for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Scope {
    /// The number of the project.
    Project(usize),
    Account,
    /// Neither: the token has no roles.
    None,
}

/// A successful login.
pub(super) struct Login {
    pub(super) user: Arc<User>,
    pub(super) methods: Vec<String>,
    /// When the new token expires, if not after the usual lifetime.
    pub(super) expires_at: Option<Timestamp>,
}

/// An access key, with the state of its lock.
#[derive(Clone)]
pub(super) struct AccessKey {
    pub(super) id: String,
    pub(super) secret_key: String,
    /// The security token of a temporary key.
    pub(super) security_token: Option<String>,
    pub(super) owner: Arc<User>,
    pub(super) expires_at: Timestamp,
    /// The number of wrong signatures since the last correct one.
    pub(super) failures: u32,
    pub(super) locked_until: Option<Timestamp>,
}

impl AccessKey {
    /// A permanent key.
    fn new(id: &str, secret_key: &str, owner: &Arc<User>) -> Self {
        Self {
            id: id.to_owned(),
            secret_key: secret_key.to_owned(),
            security_token: None,
            owner: owner.clone(),
            expires_at: Timestamp::MAX,
            failures: 0,
            locked_until: None,
        }
    }

    pub(super) fn credentials(&self) -> Credentials {
        let (id, secret_key) = (&*self.id, &*self.secret_key);
        match &self.security_token {
            Some(token) => Credentials::temporary_access_key(id, secret_key, &**token),
            None => Credentials::access_key(id, secret_key),
        }
    }
}

impl State {
    /// Builds the state from the contract's examples. A test reads every one of them.
    pub(super) fn new(settings: Settings) -> serde_json::Result<Self> {
        let account = Account::new(settings.project_id.clone(), &settings.regions)?;
        let datastores = |example| {
            let response: ListHtapDataStoreResponse = serde_json::from_str(example)?;
            serde_json::Result::Ok(response.datastores)
        };
        let token = settings.token.as_ref().map_or("sandbox-token", Secret::expose).to_owned();
        let owner = account.administrator();
        let first = Token {
            user: owner.clone(),
            scope: Scope::Project(0),
            methods: vec!["password".to_owned()],
            issued_at: Timestamp::now(),
            expires_at: Timestamp::MAX,
        };
        let permanent = AccessKey::new("SANDBOXACCESSKEY0001", "sandbox-secret-key", owner);
        let temporary = AccessKey {
            security_token: Some("sandbox-security-token".to_owned()),
            ..AccessKey::new("SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key", owner)
        };
        Ok(Self {
            tokens: HashMap::from([(token.clone(), first)]),
            token,
            access_keys: vec![permanent, temporary],
            datastores: HashMap::from([
                (EngineName::StarRocks, datastores(tables::EXAMPLE_STAR_ROCKS_DATASTORES)?),
                (EngineName::ClickHouse, datastores(tables::EXAMPLE_CLICK_HOUSE_DATASTORES)?),
            ]),
            settings,
            account,
            faults: Vec::new(),
            requests: Vec::new(),
            clock_offset: Duration::ZERO,
            issued: 0,
        })
    }

    /// The time by the sandbox's own clock.
    pub(super) fn now(&self) -> Timestamp {
        Timestamp::now().checked_add(self.clock_offset).unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock forward.
    pub(super) fn advance(&mut self, by: Duration) {
        self.clock_offset = self.clock_offset.saturating_add(by);
    }

    /// Issues a token; returns its text and its data.
    pub(super) fn issue_token(&mut self, login: Login, scope: Scope) -> (String, Token) {
        let issued_at = self.begin_issue();
        let lifetime = self.settings.token_lifetime.unwrap_or(TOKEN_LIFETIME);
        let end = login.expires_at.or(issued_at.checked_add(lifetime).ok());
        let Login { user, methods, .. } = login;
        let expires_at = end.unwrap_or(Timestamp::MAX);
        let token = Token { user, scope, methods, issued_at, expires_at };
        let text = format!("{}-{}", self.token, self.issued);
        self.tokens.insert(text.clone(), token.clone());
        (text, token)
    }

    /// Issues a temporary access key.
    pub(super) fn issue_key(&mut self, owner: &Arc<User>, lifetime: SignedDuration) -> AccessKey {
        let expires_at = self.begin_issue().checked_add(lifetime).unwrap_or(Timestamp::MAX);
        let (id, number) = (format!("SANDBOXACCESSKEY{:04}", self.issued + 2), self.issued);
        let key = AccessKey {
            security_token: Some(format!("sandbox-security-token-{number}")),
            expires_at,
            ..AccessKey::new(&id, &format!("sandbox-temporary-secret-key-{number}"), owner)
        };
        self.access_keys.push(key.clone());
        key
    }

    /// Counts an issued token or key, and removes those that expired more than a day ago. Until then, the sandbox can report
    /// that they expired.
    fn begin_issue(&mut self) -> Timestamp {
        let now = self.now();
        self.issued += 1;
        let removed = now.checked_sub(TOKEN_LIFETIME).unwrap_or(Timestamp::MIN);
        self.tokens.retain(|_, token| token.expires_at > removed);
        self.access_keys.retain(|key| key.expires_at > removed);
        now
    }

    /// A token that was issued here and has not expired.
    pub(super) fn valid_token(&self, text: &str) -> Option<&Token> {
        self.tokens.get(text).filter(|token| self.now() < token.expires_at)
    }

    /// The valid token that the `token` of an identity names.
    pub(super) fn token_of_identity(&self, identity: &Value) -> Result<&Token> {
        let token = self.valid_token(identity["token"]["id"].as_str().unwrap_or_default());
        token.ok_or_else(|| Response::error(401, tables::EXAMPLE_TOKEN_INVALID))
    }

    /// The next fault for the service or for IAM, if one is left.
    pub(super) fn take_fault(&mut self, is_iam: bool) -> Option<Fault> {
        let index = self.faults.iter().position(|fault| fault.is_iam == is_iam)?;
        let fault = &mut self.faults[index];
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 { Some(self.faults.remove(index)) } else { Some(fault.clone()) }
    }
}
