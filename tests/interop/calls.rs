//! The SDKs call the sandbox. They must get rows and every kind of error as from the service.

use serde_json::{Value, json};
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Credentials, Datastore, EngineName};

use crate::sdk::SdkClient;
use crate::text;
use crate::worker::Worker;

/// An access key, in the form that the SDKs need.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub(crate) id: &'static str,
    pub(crate) secret_key: &'static str,
    pub(crate) security_token: Option<&'static str>,
}

impl Key {
    pub(crate) fn credentials(self) -> Credentials {
        match self.security_token {
            None => Credentials::access_key(self.id, self.secret_key),
            Some(token) => Credentials::temporary_access_key(self.id, self.secret_key, token),
        }
    }
}

/// The sandbox's access key.
pub(crate) const PERMANENT: Key =
    Key { id: "SANDBOXACCESSKEY0001", secret_key: "sandbox-secret-key", security_token: None };

pub(crate) const TEMPORARY: Key = Key {
    id: "SANDBOXACCESSKEY0002",
    secret_key: "sandbox-temporary-secret-key",
    security_token: Some("sandbox-security-token"),
};

/// A call that the sandbox refuses.
struct Refusal {
    key: Key,
    engine: &'static str,
    fault: Option<u16>,
    status: u16,
    code: &'static str,
    message: &'static str,
}

const REFUSALS: [Refusal; 6] = [
    Refusal {
        key: PERMANENT,
        engine: "star-rock",
        fault: None,
        status: 400,
        code: "DBS.280235",
        message: "Invalid database type.",
    },
    Refusal {
        key: Key { secret_key: "other", ..PERMANENT },
        engine: "star-rocks",
        fault: None,
        status: 401,
        code: "APIGW.0301",
        message: "Incorrect IAM authentication information: verify aksk signature fail",
    },
    Refusal {
        key: Key { id: "OTHER", ..PERMANENT },
        engine: "star-rocks",
        fault: None,
        status: 401,
        code: "APIGW.0301",
        message: "Incorrect IAM authentication information: Get secretKey failed,ak:OTHER,err:ak not exist",
    },
    Refusal {
        key: Key { security_token: Some("other"), ..TEMPORARY },
        engine: "star-rocks",
        fault: None,
        status: 401,
        code: "APIGW.0301",
        message: "Incorrect IAM authentication information: decrypt token fail",
    },
    Refusal {
        key: PERMANENT,
        engine: "star-rocks",
        fault: Some(429),
        status: 429,
        code: "APIGW.0308",
        message: "The throttling threshold has been reached: policy user over ratelimit,limit:200,time:5 minute",
    },
    Refusal {
        key: PERMANENT,
        engine: "click-house",
        fault: Some(500),
        status: 500,
        code: "DBS.108000",
        message: "Server failure.",
    },
];

/// Returns the number of calls, and how many of them failed with a typed error.
pub(crate) async fn check(client: &SdkClient, worker: &mut Worker) -> (usize, usize) {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.set_datastores(
        EngineName::StarRocks,
        [Datastore::new("id-2", "3.3", "3.3.2.1"), Datastore::new("id-1", "3.1", "3.1.6.0")],
    );
    let project_id = sandbox.project_id();
    let mut calls = 0;
    let mut call = |command: Value| {
        let before = sandbox.requests().len();
        let response = worker.call(&command);
        assert_eq!(sandbox.requests().len(), before + 1, "one request for one call: {command}");
        calls += 1;
        response
    };

    for &engine in EngineName::ALL {
        let ours = sandbox.client_builder().build().unwrap().list_datastores(engine).await.unwrap();
        assert!(!ours.is_empty());
        for (key, language) in [
            (PERMANENT, None),
            (PERMANENT, Some("en-us")),
            (PERMANENT, Some("zh-cn")),
            (TEMPORARY, None),
            (TEMPORARY, Some("zh-cn")),
        ] {
            let response = call(command(
                sandbox.endpoint(),
                key,
                project_id.as_str(),
                engine.as_str(),
                language,
            ));
            assert_eq!(response["rows"], json!(ours.as_slice()), "{response}");
            let received = sandbox.requests().pop().unwrap();
            assert_eq!(received.header("X-Language"), language);
            let token = key.security_token.map(|_| "***");
            assert_eq!(received.header("X-Security-Token"), token);
        }
    }
    for refusal in &REFUSALS {
        if let Some(status) = refusal.fault {
            sandbox.fail(Fault::status(status));
        }
        let command =
            command(sandbox.endpoint(), refusal.key, project_id.as_str(), refusal.engine, None);
        refusal.check(client, &call(command)["error"]);
    }
    (calls, REFUSALS.len())
}

impl Refusal {
    fn check(&self, client: &SdkClient, error: &Value) {
        let class = client.error_classes[usize::from(self.status >= 500)];
        assert_eq!((&error["class"], &error["status"]), (&json!(class), &json!(self.status)));
        if client.loses_429 && self.status == 429 {
            // Its HTTP library retries a GET after 429. With no retry left it raises an error before it reads the body
            // and the headers, so the gateway's message and the request ID are lost.
            assert_eq!((&error["code"], &error["request_id"]), (&json!("429"), &json!("")));
            assert!(text(&error["message"]).contains("too many 429 error responses"), "{error}");
            return;
        }
        assert_eq!((&error["code"], &error["message"]), (&json!(self.code), &json!(self.message)));
        let request_id = text(&error["request_id"]);
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        assert!(request_id.len() == 32 && request_id.bytes().all(is_hex), "{error}");
    }
}

/// The command that makes a worker send a call.
pub(crate) fn command(
    endpoint: &str,
    key: Key,
    project_id: &str,
    engine: &str,
    language: Option<&str>,
) -> Value {
    json!({
        "do": "list",
        "endpoint": endpoint,
        "access_key_id": key.id,
        "secret_key": key.secret_key,
        "security_token": key.security_token,
        "project_id": project_id,
        "engine": engine,
        "language": language,
    })
}
