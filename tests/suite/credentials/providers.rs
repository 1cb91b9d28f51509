//! Credential providers that the user implements.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{
    Client, CredentialProvider, Credentials, CredentialsFuture, EngineName, ErrorKind,
};

/// Returns credentials that expire after `lifetime`, and counts how often.
#[derive(Clone, Debug)]
struct Vault {
    fetches: Arc<AtomicUsize>,
    key: Credentials,
    lifetime: Duration,
}

#[async_trait]
impl CredentialProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        self.fetches.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        Ok(self.key.clone().expires_in(self.lifetime))
    }
}

fn vault(key: Credentials, lifetime: Duration) -> (Credentials, impl Fn() -> usize) {
    let vault = Vault { fetches: Arc::default(), key, lifetime };
    let fetches = vault.fetches.clone();
    (Credentials::provider(vault), move || fetches.load(Ordering::SeqCst))
}

fn client(sandbox: &Sandbox, key: Credentials) -> (Client, impl Fn() -> usize) {
    let (vault, fetches) = vault(key, Duration::from_secs(3600));
    (sandbox.client_builder().credentials(vault).build().unwrap(), fetches)
}

async fn calls(client: &Client) {
    let calls: Vec<_> = (0..50)
        .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

async fn advance(minutes: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(minutes * 60)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn one_caller_renews_before_expiry() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, fetches) = client(&sandbox, sandbox.temporary_access_key_credentials());
    calls(&client).await;
    assert_eq!(fetches(), 1);
    advance(44).await;
    calls(&client).await;
    assert_eq!(fetches(), 1, "less than three quarters of the lifetime have passed");
    advance(2).await;
    calls(&client).await;
    calls(&client).await;
    assert_eq!(fetches(), 2, "one renewal, while calls use the current key");
}

#[tokio::test]
async fn a_refused_key_is_dropped_and_not_retried() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, fetches) = client(&sandbox, sandbox.temporary_access_key_credentials());
    sandbox.fail(Fault::status(401));
    let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
    assert_eq!(
        (error.kind(), fetches(), sandbox.requests().len()),
        (ErrorKind::Unauthorized, 1, 1)
    );
    assert!(error.hint().unwrap().ends_with("The identity came from the credential provider."));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!((fetches(), sandbox.requests().len()), (2, 2));
}

#[derive(Debug)]
struct Sealed;

#[async_trait]
impl CredentialProvider for Sealed {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        Err("the vault is sealed".into())
    }
}

/// Only the cause says what to do.
#[tokio::test]
async fn the_error_of_a_provider_is_the_cause() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = sandbox.client_builder().credentials(Credentials::provider(Sealed));
    let error = builder.build().unwrap().login().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let text = "the credential provider failed\n  caused by: the vault is sealed";
    assert_eq!(format!("{error:?}"), text);
}

/// Returns a token first, and keys after that.
#[derive(Debug, Default)]
struct Mixed(Arc<AtomicUsize>);

#[async_trait]
impl CredentialProvider for Mixed {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        Ok(match self.0.fetch_add(1, Ordering::SeqCst) {
            0 => Credentials::token("token"),
            _ => Credentials::access_key("id", "secret-key"),
        })
    }
}

#[tokio::test]
async fn a_refused_key_is_dropped_after_it_replaced_a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let mixed = Mixed::default();
    let fetches = mixed.0.clone();
    let builder = sandbox.client_builder().credentials(Credentials::provider(mixed));
    let client = builder.build().unwrap();
    for expected in [2, 3] {
        client.list_datastores(EngineName::StarRocks).await.unwrap_err();
        assert_eq!(fetches.load(Ordering::SeqCst), expected);
    }
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, fetches) = client(&sandbox, Credentials::token(sandbox.token()));
    sandbox.fail(Fault::status(401));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!((fetches(), sandbox.requests().len()), (2, 2));
}

/// A project lookup follows the same rule as a call.
#[tokio::test]
async fn a_refused_token_is_replaced_in_a_project_lookup() {
    let sandbox = Sandbox::start().await.unwrap();
    let (vault, fetches) = vault(Credentials::token(sandbox.token()), Duration::from_secs(3600));
    let builder = Client::builder().endpoint(sandbox.endpoint()).iam_endpoint(sandbox.endpoint());
    let builder = builder.project_name("cn-north-4").credentials(vault);
    let client = builder.build().unwrap();
    sandbox.fail(Fault::status(401).on_iam());
    assert_eq!(client.project_id().await.unwrap(), sandbox.project_id());
    assert_eq!((fetches(), sandbox.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_lifetime_of_zero_never_expires() {
    let sandbox = Sandbox::start().await.unwrap();
    let (vault, fetches) = vault(sandbox.access_key_credentials(), Duration::ZERO);
    let client = sandbox.client_builder().credentials(vault).build().unwrap();
    calls(&client).await;
    calls(&client).await;
    assert_eq!(fetches(), 1);
}

/// Credentials expire even if their lifetime is shorter than the pause between renewals.
#[tokio::test]
async fn expired_credentials_are_fetched_again() {
    #[derive(Debug)]
    struct Brief(Arc<AtomicUsize>);
    #[async_trait]
    impl CredentialProvider for Brief {
        async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(Credentials::token("sandbox-token").expires_in(Duration::from_secs(10)))
        }
    }
    let sandbox = Sandbox::start().await.unwrap();
    let fetches = Arc::new(AtomicUsize::new(0));
    let provider = Credentials::provider(Brief(fetches.clone()));
    let client = sandbox.client_builder().credentials(provider).build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(11)).await;
    tokio::time::resume();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!(fetches.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn unusable_credentials_of_a_provider_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    for (key, sentence) in [
        (
            sandbox.user_credentials(),
            "the credential provider returned neither a token nor an access key",
        ),
        (
            Credentials::ecs_metadata(),
            "the credential provider returned neither a token nor an access key",
        ),
        (Credentials::token(""), "the token is empty"),
    ] {
        let (client, _) = client(&sandbox, key);
        let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
        assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Credentials, sentence));
    }
    assert!(sandbox.requests().is_empty());
}

/// The client could neither renew them nor call after they expire.
#[tokio::test]
async fn a_lifetime_is_refused_without_a_provider() {
    let sandbox = Sandbox::start().await.unwrap();
    let hour = Duration::from_secs(3600);
    for credentials in [
        sandbox.access_key_credentials(),
        Credentials::token("token"),
        sandbox.user_credentials(),
        Credentials::ecs_metadata(),
        vault(sandbox.access_key_credentials(), hour).0,
    ] {
        let build = |lifetime| {
            sandbox.client_builder().credentials(credentials.clone().expires_in(lifetime)).build()
        };
        let error = build(hour).unwrap_err();
        let sentence = "credentials: a lifetime is set, but the client cannot renew them";
        assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Configuration, sentence));
        build(Duration::ZERO).unwrap();
    }
}

/// A provider that is shared, without its type, and implemented without a macro.
#[tokio::test]
async fn a_provider_may_be_a_trait_object() {
    #[derive(Debug)]
    struct ByHand(String);
    impl CredentialProvider for ByHand {
        fn credentials<'a: 'f, 'f>(&'a self) -> CredentialsFuture<'f> {
            Box::pin(async { Ok(Credentials::token(&*self.0)) })
        }
    }
    let sandbox = Sandbox::start().await.unwrap();
    let vault: Arc<dyn CredentialProvider> = Arc::new(ByHand(sandbox.token()));
    for _ in 0..2 {
        let credentials = Credentials::provider(vault.clone());
        let client = sandbox.client_builder().credentials(credentials).build().unwrap();
        client.list_datastores(EngineName::StarRocks).await.unwrap();
    }
}

/// Returns a token that was revoked, then the current one.
#[derive(Debug)]
struct Rotated(AtomicUsize, String);

#[async_trait]
impl CredentialProvider for Rotated {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        let is_first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(Credentials::token(if is_first { "revoked" } else { &*self.1 }))
    }
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_when_a_login_is_verified() {
    let sandbox = Sandbox::start().await.unwrap();
    let rotated = Credentials::provider(Rotated(AtomicUsize::new(0), sandbox.token()));
    let client = sandbox.client_builder().credentials(rotated).build().unwrap();
    assert!(client.verify_login().await.unwrap().is_verified);
    assert_eq!(sandbox.requests().len(), 2);

    let (client, fetches) = self::client(&sandbox, Credentials::token("revoked"));
    let error = client.verify_login().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), fetches()), (ErrorKind::Unauthorized, 2, 2));
    assert_eq!(sandbox.requests().len(), 4);
    let hint = error.hint().unwrap_or_default();
    assert_eq!(hint.matches("The identity came from").count(), 1, "{hint}");
}
