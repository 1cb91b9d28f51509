//! A client for several regions: what it sends to IAM, what each region's items are, and how much it does at once.

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_core::Stream;
use taurusdb_htap::{
    Client, CredentialProvider, Credentials, Datastores, EngineName, Error, ErrorKind,
    MultiRegionClient, Region, Result,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::support::cloud::{Cloud, projects, refusal};
use crate::support::peer;

const REGIONS: [&str; 5] = ["cn-north-4", "cn-east-3", "cn-south-1", "ap-southeast-1", "me-east-1"];
const BOTH: [EngineName; 2] = [EngineName::StarRocks, EngineName::ClickHouse];
const STAR_ROCKS: [EngineName; 1] = [EngineName::StarRocks];

type Item = (Region, EngineName, Result<Datastores>);

async fn items(
    client: &MultiRegionClient,
    engines: impl IntoIterator<Item = EngineName>,
) -> Vec<Item> {
    let (mut answers, mut items) = (client.list_datastores(engines), Vec::new());
    while let Some(item) = answers.next().await {
        items.push(item);
    }
    items
}

/// The error of every item.
async fn errors(client: &MultiRegionClient) -> Vec<Error> {
    items(client, BOTH).await.into_iter().map(|(_, _, result)| result.unwrap_err()).collect()
}

/// The requests in an order of their own, because regions are asked at once.
fn sorted(mut asked: Vec<String>) -> Vec<String> {
    asked.sort();
    asked
}

#[tokio::test]
async fn one_request_finds_the_projects_of_all_regions() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let client = cloud.builder().build_across(cloud.regions()).unwrap();
    assert_eq!(client.regions().collect::<Vec<_>>(), cloud.regions().iter().collect::<Vec<_>>());
    let mut found = BTreeSet::new();
    for (region, engine, result) in items(&client, BOTH).await {
        let row = result.unwrap().into_iter().next().unwrap();
        assert_eq!(row.id.as_str(), format!("id-{}", region.id()));
        assert!(found.insert((region.id().to_owned(), engine.to_string())));
    }
    assert_eq!(found.len(), 10);
    let asked = cloud.asked();
    assert_eq!((asked.len(), &*asked[0]), (11, "projects"));
    items(&client, BOTH).await;
    assert_eq!(cloud.asked().len(), 21, "the projects are known");
}

#[tokio::test]
async fn a_stream_sends_nothing_until_it_is_polled() {
    fn shared(_: &(impl Stream<Item = Item> + Send + Unpin + 'static)) {}
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let client = cloud.builder().build_across(cloud.regions()).unwrap();
    let mut answers = client.list_datastores(STAR_ROCKS);
    shared(&answers);
    tokio::task::yield_now().await;
    assert_eq!(cloud.asked().len(), 0);
    assert!(answers.next().await.is_some());
    assert!(client.list_datastores([]).next().await.is_none());
}

/// Each wrong signature and password counts towards a lock.
#[tokio::test]
async fn a_refused_identity_is_sent_once_and_no_region_is_asked() {
    let refused = |what: &str| match what {
        "projects" | "token cn-north-4" => Some(refusal("401 Unauthorized", "IAM.0062")),
        _ => None,
    };
    for (credentials, kind, asked) in [
        (Credentials::access_key("EXAMPLE", "wrong"), ErrorKind::Unauthorized, "projects"),
        (
            Credentials::password("user", "wrong", "account"),
            ErrorKind::Credentials,
            "token cn-north-4",
        ),
    ] {
        let cloud = Cloud::start(REGIONS, refused).await;
        let builder = cloud.builder().credentials(credentials);
        let client = builder.build_across(cloud.regions()).unwrap();
        let first = errors(&client).await;
        assert_eq!(first.len(), 10);
        for error in first {
            assert_eq!((error.kind(), error.status()), (kind, Some(401)));
        }
        assert!(errors(&client).await[0].to_string().contains("not sent, because"));
        assert_eq!(cloud.asked(), [asked]);
    }
}

/// An expired access key is a 400, and IAM may be down. Neither depends on the engine or the region.
#[tokio::test]
async fn no_region_is_asked_without_an_answer_of_iam() {
    for (status, kind) in
        [("400 Bad Request", ErrorKind::InvalidRequest), ("503 Unavailable", ErrorKind::Service)]
    {
        let respond = move |what: &str| (what == "projects").then(|| refusal(status, "IAM.1105"));
        let cloud = Cloud::start(REGIONS, respond).await;
        let client = cloud.builder().build_across(cloud.regions()).unwrap();
        assert!(errors(&client).await.iter().all(|error| error.kind() == kind));
        assert_eq!(cloud.asked(), ["projects"]);
    }
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let builder = cloud.builder().iam_endpoint(peer::unused_endpoint());
    let client = builder.build_across(cloud.regions()).unwrap();
    assert!(errors(&client).await.iter().all(|error| error.kind() == ErrorKind::Connection));
    assert_eq!(cloud.asked().len(), 0);
}

#[tokio::test]
async fn a_password_gets_a_token_for_each_project() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let builder = cloud.builder().credentials(Credentials::password("user", "right", "account"));
    let client = builder.build_across(cloud.regions()).unwrap();
    assert!(items(&client, BOTH).await.iter().all(|(_, _, result)| result.is_ok()));
    let asked = cloud.asked();
    assert_eq!(asked[0], "token cn-north-4");
    assert!(asked[1].starts_with("token ") || asked[1].starts_with("cn-north-4 "));
    let tokens = asked.into_iter().filter(|what| what.starts_with("token "));
    let expected = REGIONS.map(|region| format!("token {region}"));
    assert_eq!(sorted(tokens.collect()), sorted(expected.into()));
    for request in cloud.peer.requests().iter().filter(|request| request.contains("datastores")) {
        let of_project = |number: usize| request.contains(&format!("/v3/{number:032x}/"));
        let number = (0..5).find(|number| of_project(*number)).unwrap();
        let token = format!("x-auth-token: token-of-{}\r\n", REGIONS[number]);
        assert!(request.contains(&token), "{request}");
    }
}

/// Returns a key, and counts how often.
#[derive(Debug, Default)]
struct Vault(Arc<AtomicUsize>);

#[async_trait::async_trait]
impl CredentialProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(Credentials::access_key("EXAMPLE", "example"))
    }
}

#[tokio::test]
async fn regions_share_one_fetch_of_credentials() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let fetches = Arc::new(AtomicUsize::new(0));
    let builder = cloud.builder().credentials(Credentials::provider(Vault(fetches.clone())));
    let client = builder.build_across(cloud.regions()).unwrap();
    assert!(items(&client, BOTH).await.iter().all(|(_, _, result)| result.is_ok()));
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_is_refused_before_it_is_sent() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let builder = cloud.builder().credentials(Credentials::token("planted"));
    let client = builder.build_across(cloud.regions()).unwrap();
    for error in errors(&client).await {
        let sentence = "credentials: a token is valid for one project, and so for one region, but the client asks several";
        assert_eq!(
            (error.kind(), error.to_string()),
            (ErrorKind::Configuration, sentence.to_owned())
        );
    }
    assert_eq!(cloud.asked().len(), 0);
}

#[tokio::test]
async fn a_region_without_a_project_is_told_from_one_that_fails() {
    let respond = |what: &str| match what {
        "projects" => Some(projects(&["", "cn-east-3", "cn-south-1", "", "me-east-1"])),
        "token cn-north-4" => Some(refusal("404 Not Found", "IAM.0004")),
        "token ap-southeast-1" => Some(refusal("400 Bad Request", "IAM.1109")),
        "token me-east-1" | "cn-east-3 star-rocks" => Some(refusal("404 Not Found", "APIGW.0101")),
        _ => None,
    };
    let key = Credentials::access_key("EXAMPLE", "example");
    let password = Credentials::password("user", "right", "account");
    for (credentials, failed) in
        [(key, vec!["cn-east-3"]), (password, vec!["cn-east-3", "me-east-1"])]
    {
        let cloud = Cloud::start(REGIONS, respond).await;
        let builder = cloud.builder().credentials(credentials);
        let client = builder.build_across(cloud.regions()).unwrap();
        for (region, _, result) in items(&client, STAR_ROCKS).await {
            let is_missing = ["cn-north-4", "ap-southeast-1"].contains(&region.id());
            match result {
                Ok(_) => assert!(["cn-south-1", "me-east-1"].contains(&region.id())),
                Err(error) if failed.contains(&region.id()) => assert!(!error.is_missing_project()),
                Err(error) => {
                    assert!(is_missing && error.is_missing_project(), "{region:?}: {error}");
                    let name = format!("this account has no project `{}`", region.id());
                    assert_eq!((error.kind(), error.to_string()), (ErrorKind::NotFound, name));
                }
            }
            assert!(
                !cloud
                    .asked()
                    .iter()
                    .any(|what| is_missing && *what == format!("{} star-rocks", region.id()))
            );
        }
    }
}

#[tokio::test]
async fn a_region_that_fails_does_not_stop_the_others() {
    let respond = |what: &str| match what {
        "cn-east-3 star-rocks" => Some(refusal("503 Unavailable", "APIGW.0201")),
        "cn-south-1 star-rocks" => Some(refusal("400 Bad Request", "DBS.200001")),
        "ap-southeast-1 star-rocks" => Some(refusal("401 Unauthorized", "APIGW.0301")),
        _ => None,
    };
    let cloud = Cloud::start(REGIONS, respond).await;
    let client = cloud.builder().build_across(cloud.regions()).unwrap();
    for (region, engine, result) in items(&client, BOTH).await {
        let kind = match (region.id(), engine) {
            ("cn-east-3", _) => Some(ErrorKind::Service),
            ("cn-south-1", EngineName::StarRocks) => Some(ErrorKind::InvalidRequest),
            ("ap-southeast-1", _) => Some(ErrorKind::Unauthorized),
            _ => None,
        };
        let error = result.err();
        assert_eq!(error.as_ref().map(Error::kind), kind, "{region:?} {engine}");
        let Some(text) = error.map(|error| error.to_string()) else { continue };
        assert!(text.starts_with(&format!("ListHtapDataStore {engine}: ")), "{text}");
        let is_sent = !text.contains("not sent, because the call for star-rocks failed: ");
        assert_eq!(is_sent, engine == EngineName::StarRocks, "{text}");
    }
    let asked = cloud.asked();
    let is_asked = |what: &str| asked.iter().any(|asked| asked == what);
    assert!(is_asked("cn-south-1 click-house"), "only the request was refused");
    assert!(!is_asked("cn-east-3 click-house") && !is_asked("ap-southeast-1 click-house"));
}

/// A service whose responses wait until a number of requests is there. Returns the endpoint, the number of open connections,
/// and the most that there were.
async fn service(awaited: usize) -> (String, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    const BODY: &str = r#"{"datastores":[]}"#;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (arrived, counts) = (watch::Sender::new(0), (open.clone(), most.clone()));
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (arrived, (open, most)) = (arrived.clone(), counts.clone());
            most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut request = Vec::new();
                while stream.read_buf(&mut request).await.unwrap() > 0 {
                    if !request.ends_with(b"\r\n\r\n") {
                        continue;
                    }
                    request.clear();
                    arrived.send_modify(|number| *number += 1);
                    arrived.subscribe().wait_for(|number| *number >= awaited).await.unwrap();
                    let length = BODY.len();
                    let response =
                        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{BODY}");
                    stream.write_all(response.as_bytes()).await.unwrap();
                }
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (endpoint, open, most)
}

#[tokio::test]
async fn regions_are_asked_at_once_up_to_a_limit() {
    let names: Vec<_> = (1..=30).map(|number| format!("cn-test-{number}")).collect();
    let cloud = Cloud::start(names.clone(), |_| None).await;
    for (max, expected) in [(None, 20), (Some(3), 3), (Some(99), 20)] {
        let (endpoint, open, most) = service(expected).await;
        let builder = names
            .iter()
            .fold(cloud.builder(), |builder, name| builder.regional_endpoint(name, &endpoint));
        let builder = match max {
            Some(max) => builder.max_concurrent_requests(max),
            None => builder,
        };
        let client = builder.build_across(cloud.regions()).unwrap();
        assert_eq!(
            items(&client, BOTH).await.iter().filter(|(.., result)| result.is_ok()).count(),
            60
        );
        assert_eq!(most.load(Ordering::SeqCst), expected);
        let closed = async {
            while open.load(Ordering::SeqCst) > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), closed).await.expect("idle connections stay");
    }
}

#[test]
fn settings_of_one_region_are_refused() {
    let regions = |ids: &[&str]| ids.iter().map(|id| Region::new(*id).unwrap()).collect::<Vec<_>>();
    let builder = || Client::builder().credentials(Credentials::access_key("EXAMPLE", "planted"));
    let two = ["cn-north-4", "cn-east-3"];
    for (builder, ids, sentence) in [
        (
            builder().endpoint("https://gaussdb.example.com"),
            &two[..],
            "endpoint: it belongs to one region, and the client asks several",
        ),
        (
            builder().project_id("23a50154cf494ec9ad6883979a12db0a"),
            &two,
            "project ID: it belongs to one region, and the client asks several",
        ),
        (
            builder().project_name("cn-north-4"),
            &two,
            "project name: it belongs to one region, and the client asks several",
        ),
        (
            builder(),
            &["cn-north-4", "eu-west-101"],
            "regions: `cn-north-4` and `eu-west-101` share no accounts",
        ),
        (builder().regional_endpoint("cn-east-3", "x"), &two, "endpoint: not a URL: `x`"),
        (builder().timeout(Duration::ZERO), &two, "timeout: must be greater than 0"),
    ] {
        let error = builder.build_across(regions(ids)).expect_err(sentence);
        assert_eq!(
            (error.kind(), error.to_string()),
            (ErrorKind::Configuration, sentence.to_owned())
        );
        assert!(error.hint().is_some_and(|hint| hint.ends_with('.')));
        assert!(!format!("{error:?}").contains("planted"));
    }
    let missing = Client::builder().build_across(regions(&two)).unwrap_err();
    assert_eq!(missing.to_string(), "credentials: not set");
    let repeated = builder().build_across(regions(&["cn-north-4", "cn-north-4"])).unwrap();
    assert_eq!(repeated.regions().len(), 1);
}

/// The contract lists no host of the service in Europe.
#[test]
fn all_regions_are_the_published_ones_of_one_site() {
    let builder = || Client::builder().credentials(Credentials::access_key("EXAMPLE", "example"));
    let ids = |builder: taurusdb_htap::ClientBuilder| {
        let client = builder.build_across_all().unwrap();
        client.regions().map(|region| region.id().to_owned()).collect::<Vec<_>>()
    };
    let all: Vec<_> = Region::ALL.iter().map(|region| region.id().to_owned()).collect();
    assert_eq!(ids(builder()), all);
    let own_first = ids(builder().region("cn-south-1"));
    assert_eq!(own_first[0], "cn-south-1");
    assert_eq!(sorted(own_first), sorted(all));
    let error = builder().region("eu-west-101").build_across_all().unwrap_err();
    assert_eq!(
        error.to_string(),
        "regions: the contract lists no host of the service in `myhuaweicloud.eu`"
    );
}

#[tokio::test]
async fn a_regional_endpoint_is_that_of_its_region_alone() {
    let builder = |region| {
        Client::builder()
            .region(region)
            .regional_endpoint("cn-north-4", "http://127.0.0.1:1")
            .credentials(Credentials::access_key("EXAMPLE", "example"))
    };
    let endpoint =
        |builder: taurusdb_htap::ClientBuilder| builder.build().unwrap().endpoint().to_owned();
    assert_eq!(endpoint(builder("cn-north-4")), "http://127.0.0.1:1");
    assert_eq!(
        endpoint(builder("cn-north-4").endpoint("http://127.0.0.1:2")),
        "http://127.0.0.1:2"
    );
    assert_eq!(endpoint(builder("cn-east-3")), "https://gaussdb.cn-east-3.myhuaweicloud.com");
}
