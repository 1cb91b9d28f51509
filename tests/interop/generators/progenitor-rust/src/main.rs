use std::env::var;
use std::error::Error;
use std::process::exit;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use htap::types::{EngineName, ErrorResponse};
use iam::types::*;
use progenitor_client::Error as Failure;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

mod iam {
    progenitor::generate_api!(spec = "iam.yaml", inner_type = crate::Seen, post_hook = crate::keep);
}
mod htap {
    progenitor::generate_api!(
        spec = "taurusdb-htap.yaml",
        inner_type = crate::Seen,
        post_hook = crate::keep
    );
}

/// The limit is for a whole call, with the body of the response.
const LIMIT: Duration = Duration::from_secs(30);
const UNDOCUMENTED: &str = "the body is not as documented";

/// Status and request ID of the last response, because an error about its body contains neither.
type Seen = Arc<Mutex<Option<String>>>;

fn keep(seen: &Seen, result: &reqwest::Result<reqwest::Response>) {
    *seen.lock().unwrap() = result.as_ref().ok().map(|response| {
        let id = response.headers().get("X-Request-Id").and_then(|id| id.to_str().ok());
        format!(
            "returned status {} (request ID: {})",
            response.status().as_u16(),
            id.unwrap_or("none")
        )
    });
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let domain = OwningDomain { name: Some(var("HW_DOMAIN_NAME")?.into()), ..Default::default() };
    let user = PasswordUser {
        name: Some(var("HW_USER_NAME")?.into()),
        password: var("HW_USER_PASSWORD")?.into(),
        domain: Some(domain),
        id: None,
    };
    let identity = UserIdentity {
        methods: vec![LoginMethod::Password],
        password: Some(PasswordLogin { user }),
        token: None,
        totp: None,
    };
    let project = ScopeProject { name: Some(var("HW_PROJECT_NAME")?.into()), ..Default::default() };
    let scope = TokenScope { project: Some(project), ..Default::default() };
    let request = CreateUserTokenRequest { auth: UserTokenAuth { identity, scope: Some(scope) } };
    let seen = Seen::default();
    let http = reqwest::Client::builder().timeout(LIMIT).build()?;
    let users = iam::Client::new_with_client(&var("IAM_ENDPOINT")?, http, seen.clone());
    let login = match users.create_user_token(None, &request).await {
        Ok(login) => login,
        Err(Failure::ErrorResponse(refused)) => {
            let refused = refused.into_inner();
            let message = refused.error.and_then(|error| error.message).or(refused.error_msg);
            fail("IAM", &seen, message.map_or(UNDOCUMENTED.into(), |message| message.to_string()))
        }
        Err(error) => fail("IAM", &seen, reason(&error)),
    };
    // The token is in a response header, not in the body.
    let Some(mut token) = login.headers().get("X-Subject-Token").cloned() else {
        fail("IAM", &seen, UNDOCUMENTED.into())
    };
    token.set_sensitive(true);

    let mut headers = HeaderMap::new();
    headers.insert("X-Auth-Token", token);
    // The service requires this header on every request, even without a body.
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let http = reqwest::Client::builder().timeout(LIMIT).default_headers(headers).build()?;
    let client = htap::Client::new_with_client(&var("HTAP_ENDPOINT")?, http, seen.clone());

    let project = login.into_inner().token.project.ok_or("the token is for no project")?;
    let project_id = project.id.parse()?;
    for engine in [EngineName::StarRocks, EngineName::ClickHouse] {
        match client.list_htap_data_store(&project_id, engine, None).await {
            Ok(list) => list
                .into_inner()
                .datastores
                .iter()
                .for_each(|row| println!("{engine} {} {}", *row.name, *row.kernel_version)),
            Err(error) => fail("The service", &seen, text(error).await),
        }
    }

    let other_project = "0123456789abcdef0123456789abcdef".parse()?;
    match client.list_htap_data_store(&other_project, EngineName::StarRocks, None).await {
        Err(Failure::ErrorResponse(refused)) if refused.status() == 403 => {
            println!("403 {} {}", *refused.error_code, *refused.error_msg);
        }
        Err(error) => fail("The service", &seen, text(error).await),
        Ok(_) => fail("The service", &seen, UNDOCUMENTED.into()),
    }
    Ok(())
}

/// Describes an error of the service.
async fn text(error: Failure<ErrorResponse>) -> String {
    let error = match error {
        Failure::ErrorResponse(refused) => Ok(refused.into_inner()),
        // The generated code does not parse a status that the contract lacks.
        Failure::UnexpectedResponse(response) => {
            response.json().await.map_err(|_| UNDOCUMENTED.into())
        }
        other => Err(reason(&other)),
    };
    error
        .map_or_else(|reason| reason, |error| format!("{} {}", *error.error_code, *error.error_msg))
}

/// Returns the first cause of a failed exchange.
fn reason<E: std::fmt::Debug>(error: &Failure<E>) -> String {
    match error {
        Failure::CommunicationError(error) | Failure::ResponseBodyError(error) => {
            let mut cause: &dyn Error = error;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            cause.to_string()
        }
        _ => UNDOCUMENTED.into(),
    }
}

/// Ends the program with one sentence.
fn fail(server: &str, seen: &Seen, reason: String) -> ! {
    let seen = seen.lock().unwrap();
    eprintln!("{server} {}: {reason}", seen.as_deref().unwrap_or("sent no complete response"));
    exit(1)
}
