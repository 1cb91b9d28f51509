//! The same call by our client and by an SDK sends the same request.

use taurusdb_htap::{Client, EngineName, Language};

use crate::calls::{Key, PERMANENT, TEMPORARY, command};
use crate::capture::{Head, Peer};
use crate::worker::Worker;

const PROJECT_ID: &str = "0123456789abcdef0123456789abcdef";

/// Headers that the HTTP libraries add about themselves and the connection.
const OF_THE_LIBRARY: [&str; 4] = ["accept", "accept-encoding", "connection", "user-agent"];

/// Returns the number of compared requests.
pub(crate) async fn check(worker: &mut Worker) -> usize {
    let mut peer = Peer::start().await;
    let calls: [(Key, EngineName, Option<Language>); 2] = [
        (PERMANENT, EngineName::StarRocks, None),
        (TEMPORARY, EngineName::ClickHouse, Some(Language::ZhCn)),
    ];
    let compared = calls.len();
    for (key, engine, language) in calls {
        let ours = Client::builder()
            .endpoint(&peer.endpoint)
            .project_id(PROJECT_ID)
            .credentials(key.credentials())
            .build()
            .unwrap();
        let mut call = ours.list_datastores(engine);
        if let Some(language) = language {
            call = call.language(language);
        }
        call.await.unwrap();
        let ours = comparable(peer.head().await, key);

        let language = language.map(|language| language.to_string());
        let command =
            command(&peer.endpoint, key, PROJECT_ID, engine.as_str(), language.as_deref());
        let response = worker.call(&command);
        assert_eq!(response["rows"], serde_json::json!([]), "{response}");
        let theirs = comparable(peer.head().await, key);

        assert_eq!(ours, theirs);
    }
    compared
}

/// Removes what must differ: the headers of the library, and date and signature, after a check of their format.
fn comparable(mut head: Head, key: Key) -> Head {
    head.headers.retain(|name, _| !OF_THE_LIBRARY.contains(&name.as_str()));
    let mut only = |name: &str| match head.headers.remove(name).as_deref() {
        Some([value]) => value.clone(),
        other => panic!("{name}: {other:?}"),
    };
    let date = only("x-sdk-date").replace(|character: char| character.is_ascii_digit(), "0");
    assert_eq!(date, "00000000T000000Z");
    // The signed headers differ. `signatures.rs` checks them.
    let authorization = only("authorization");
    let (access, rest) = authorization.split_once(", SignedHeaders=").expect(&authorization);
    let (_, signature) = rest.split_once(", Signature=").expect(&authorization);
    assert_eq!(access, format!("SDK-HMAC-SHA256 Access={}", key.id));
    assert_eq!(signature.len(), 64, "{authorization}");
    head
}
