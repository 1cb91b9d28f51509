//! A source of the user's own.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, CredentialProvider, Credentials, EngineName, ErrorKind};

/// Lends the sandbox's keys for an hour, and counts.
#[derive(Clone, Debug)]
struct Vault {
    lent: Arc<AtomicUsize>,
    key: Credentials,
    life: Duration,
}

impl CredentialProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        self.lent.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        Ok(self.key.clone().expires_in(self.life))
    }
}

fn vault(key: Credentials, life: Duration) -> (Credentials, impl Fn() -> usize) {
    let vault = Vault { lent: Arc::default(), key, life };
    let lent = vault.lent.clone();
    (Credentials::provider(vault), move || lent.load(Ordering::SeqCst))
}

fn client(sandbox: &Sandbox, key: Credentials) -> (Client, impl Fn() -> usize) {
    let (vault, lent) = vault(key, Duration::from_secs(3600));
    (sandbox.client_builder().credentials(vault).build().unwrap(), lent)
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
async fn one_caller_asks_ahead_of_the_end() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, lent) = client(&sandbox, sandbox.temporary_access_key());
    calls(&client).await;
    assert_eq!(lent(), 1);
    advance(44).await;
    calls(&client).await;
    assert_eq!(lent(), 1, "three quarters of its life are not over");
    advance(2).await;
    calls(&client).await;
    calls(&client).await;
    assert_eq!(lent(), 2, "renewed once, while the old one served");
}

#[tokio::test]
async fn a_refused_key_is_dropped_and_not_tried_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, lent) = client(&sandbox, sandbox.temporary_access_key());
    sandbox.fail(Fault::status(401));
    let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
    assert_eq!((error.kind(), lent(), sandbox.requests().len()), (ErrorKind::Unauthorized, 1, 1));
    assert!(error.hint().unwrap().ends_with("The identity came from the credential provider."));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!((lent(), sandbox.requests().len()), (2, 2));
}

/// Hands out a token first, and keys from then on.
#[derive(Debug, Default)]
struct Mixed(Arc<AtomicUsize>);

impl CredentialProvider for Mixed {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        Ok(match self.0.fetch_add(1, Ordering::SeqCst) {
            0 => Credentials::token("token"),
            _ => Credentials::access_key("id", "secret-key"),
        })
    }
}

#[tokio::test]
async fn a_key_that_replaced_a_token_is_dropped_when_it_is_refused_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let mixed = Mixed::default();
    let lent = mixed.0.clone();
    let builder = sandbox.client_builder().credentials(Credentials::provider(mixed));
    let client = builder.build().unwrap();
    for expected in [2, 3] {
        client.list_datastores(EngineName::StarRocks).await.unwrap_err();
        assert_eq!(lent.load(Ordering::SeqCst), expected);
    }
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, lent) = client(&sandbox, Credentials::token(sandbox.token()));
    sandbox.fail(Fault::status(401));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!((lent(), sandbox.requests().len()), (2, 2));
}

/// A look-up of the project goes by the same rule as a call.
#[tokio::test]
async fn a_refused_token_is_replaced_for_a_look_up_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let (vault, lent) = vault(Credentials::token(sandbox.token()), Duration::from_secs(3600));
    let builder = Client::builder().endpoint(sandbox.endpoint()).iam_endpoint(sandbox.endpoint());
    let builder = builder.project_name("cn-north-4").credentials(vault);
    let client = builder.build().unwrap();
    sandbox.fail(Fault::status(401).on_iam());
    assert_eq!(client.project_id().await.unwrap(), sandbox.project_id());
    assert_eq!((lent(), sandbox.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_life_of_zero_is_one_without_end() {
    let sandbox = Sandbox::start().await.unwrap();
    let (vault, asked) = vault(sandbox.access_key(), Duration::ZERO);
    let client = sandbox.client_builder().credentials(vault).build().unwrap();
    calls(&client).await;
    calls(&client).await;
    assert_eq!(asked(), 1);
}

/// A life shorter than the pause between renewals ends all the same.
#[tokio::test]
async fn an_expired_key_is_not_handed_out() {
    #[derive(Debug)]
    struct Brief(Arc<AtomicUsize>);
    impl CredentialProvider for Brief {
        async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(Credentials::token("sandbox-token").expires_in(Duration::from_secs(10)))
        }
    }
    let sandbox = Sandbox::start().await.unwrap();
    let lent = Arc::new(AtomicUsize::new(0));
    let provider = Credentials::provider(Brief(lent.clone()));
    let client = sandbox.client_builder().credentials(provider).build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(11)).await;
    tokio::time::resume();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!(lent.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn only_what_can_be_sent_is_taken() {
    let sandbox = Sandbox::start().await.unwrap();
    for (key, sentence) in [
        (sandbox.password(), "the credential provider returned neither a token nor an access key"),
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

/// What the client cannot renew is not sent once it has expired: refused signatures count towards the lock of a key.
#[tokio::test]
async fn expired_credentials_are_not_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = |life| {
        let key = sandbox.access_key().expires_in(life);
        sandbox.client_builder().credentials(key).build().unwrap()
    };
    let expired = client(Duration::from_nanos(1));
    let error = expired.list_datastores(EngineName::StarRocks).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("the credentials have expired"), "{error}");
    assert_eq!(sandbox.requests().len(), 0);
    for life in [Duration::from_secs(3600), Duration::ZERO] {
        client(life).list_datastores(EngineName::StarRocks).await.unwrap();
    }
    let left = client(Duration::from_secs(3600)).login().await.unwrap().expires_in;
    assert!(left.is_some_and(|left| left <= Duration::from_secs(3600)));
}
