//! What a sandbox knows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::account::{Account, User};
use super::fault::Fault;
use super::key::Key;
use super::request::RecordedRequest;
use super::token::{Scope, Token};
use crate::contract::generated::tables;
use crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
use crate::contract::types::{Datastore, EngineName, ProjectId, Secret};

/// As IAM documents it.
const TOKEN_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) type Shared = Arc<Mutex<State>>;

/// A panic elsewhere while the state was locked does not make it wrong.
pub(super) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) struct State {
    pub(super) account: Account,
    /// The text of the token that is valid from the start; those of other tokens begin with it.
    pub(super) token: String,
    pub(super) tokens: HashMap<String, Token>,
    /// A permanent one and a temporary one; then those that IAM issued.
    pub(super) access_keys: Vec<Key>,
    /// How far the clock was moved.
    moved: Duration,
    pub(super) token_life: Duration,
    pub(super) datastores: HashMap<EngineName, Vec<Datastore>>,
    pub(super) faults: Vec<Fault>,
    pub(super) requests: Vec<RecordedRequest>,
    pub(super) is_forgetful: bool,
    pub(super) is_strict: bool,
    issued: u64,
}

impl State {
    /// From the contract's examples. A test holds that they can be read.
    pub(super) fn new(
        token: Option<Secret>,
        project_id: Option<ProjectId>,
        token_life: Option<Duration>,
    ) -> serde_json::Result<Self> {
        let star_rocks: ListHtapDataStoreResponse =
            serde_json::from_str(tables::EXAMPLE_STAR_ROCKS_DATASTORES)?;
        let click_house: ListHtapDataStoreResponse =
            serde_json::from_str(tables::EXAMPLE_CLICK_HOUSE_DATASTORES)?;
        let account = Account::new(project_id)?;
        let token =
            token.map_or_else(|| "sandbox-token".to_owned(), |token| token.expose().to_owned());
        let first = Token {
            user: account.administrator().clone(),
            scope: Scope::Project,
            methods: vec!["password".to_owned()],
            issued_at: Timestamp::now(),
            expires_at: Timestamp::MAX,
        };
        let owner = account.administrator();
        let permanent = Key::new("SANDBOXACCESSKEY0001", "sandbox-secret-key", owner);
        let temporary = Key {
            security_token: Some("sandbox-security-token".to_owned()),
            ..Key::new("SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key", owner)
        };
        Ok(Self {
            account,
            tokens: HashMap::from([(token.clone(), first)]),
            token,
            access_keys: vec![permanent, temporary],
            moved: Duration::ZERO,
            token_life: token_life.unwrap_or(TOKEN_LIFE),
            datastores: HashMap::from([
                (EngineName::StarRocks, star_rocks.datastores),
                (EngineName::ClickHouse, click_house.datastores),
            ]),
            faults: Vec::new(),
            requests: Vec::new(),
            is_forgetful: false,
            is_strict: false,
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

    /// A new token, with its text.
    pub(super) fn issue_token(
        &mut self,
        user: Arc<User>,
        scope: Scope,
        methods: Vec<String>,
        expires_at: Option<Timestamp>,
    ) -> (String, Token) {
        let issued_at = self.begin_issue();
        let end = || issued_at.checked_add(self.token_life).unwrap_or(Timestamp::MAX);
        let expires_at = expires_at.unwrap_or_else(end);
        let token = Token { user, scope, methods, issued_at, expires_at };
        let text = format!("{}-{}", self.token, self.issued);
        self.tokens.insert(text.clone(), token.clone());
        (text, token)
    }

    /// A new temporary access key.
    pub(super) fn issue_key(&mut self, owner: &Arc<User>, lifetime: Duration) -> Key {
        let expires_at = self.begin_issue().checked_add(lifetime).unwrap_or(Timestamp::MAX);
        let (id, number) = (format!("SANDBOXACCESSKEY{:04}", self.issued + 2), self.issued);
        let key = Key {
            security_token: Some(format!("sandbox-security-token-{number}")),
            expires_at,
            ..Key::new(&id, &format!("sandbox-temporary-secret-key-{number}"), owner)
        };
        self.access_keys.push(key.clone());
        key
    }

    /// Counts what is issued, and forgets what expired more than a day ago: until then, the sandbox can say that it has.
    fn begin_issue(&mut self) -> Timestamp {
        let now = self.now();
        self.issued += 1;
        let forgotten = now.checked_sub(TOKEN_LIFE).unwrap_or(Timestamp::MIN);
        self.tokens.retain(|_, token| token.expires_at > forgotten);
        self.access_keys.retain(|key| key.expires_at > forgotten);
        now
    }

    /// A token that was issued here and has not expired.
    pub(super) fn live_token(&self, text: &str) -> Option<&Token> {
        self.tokens.get(text).filter(|token| self.now() < token.expires_at)
    }

    /// The first fault that is meant for this call, if any is left.
    pub(super) fn take_fault(&mut self, is_iam: bool) -> Option<Fault> {
        let index = self.faults.iter().position(|fault| fault.is_iam == is_iam)?;
        let fault = &mut self.faults[index];
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 { Some(self.faults.remove(index)) } else { Some(fault.clone()) }
    }
}
