use std::env::var;
use std::error::Error;
use std::process::exit;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use htap::apis::Error as HtapError;
use htap::apis::htap_engine_resources_api::{ListHtapDataStoreError, list_htap_data_store};
use htap::models::EngineName;
use http::Extensions;
use iam::apis::tokens_api::{CreateUserTokenError, create_user_token};
use iam::models::*;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest_middleware::{ClientBuilder, Middleware, Next, Result as Sent};

/// The limit is for a whole call, with the body of the response.
const LIMIT: Duration = Duration::from_secs(30);

const UNDOCUMENTED: &str = "the body is not as documented";

/// The status and the headers of the last response, because the generated functions do not return them.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Option<(StatusCode, HeaderMap)>>>);

#[async_trait::async_trait]
impl Middleware for Seen {
    async fn handle(
        &self,
        request: reqwest::Request,
        more: &mut Extensions,
        next: Next<'_>,
    ) -> Sent<reqwest::Response> {
        *self.0.lock().unwrap() = None;
        let response = next.run(request, more).await?;
        *self.0.lock().unwrap() = Some((response.status(), response.headers().clone()));
        Ok(response)
    }
}

impl Seen {
    fn header(&self, name: &str) -> Option<HeaderValue> {
        self.0.lock().unwrap().as_ref()?.1.get(name).cloned()
    }

    /// Ends the program with one sentence.
    fn fail(&self, server: &str, reason: &str) -> ! {
        let status = self.0.lock().unwrap().as_ref().map(|(status, _)| status.as_u16());
        let id = self.header("X-Request-Id");
        let id = id.as_ref().and_then(|id| id.to_str().ok()).unwrap_or("none");
        match status {
            Some(status) => {
                eprintln!("{server} returned status {status} (request ID: {id}): {reason}")
            }
            None => eprintln!("{server} sent no complete response: {reason}"),
        }
        exit(1)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let domain = OwningDomain { name: Some(var("HW_DOMAIN_NAME")?), ..OwningDomain::new() };
    let user = PasswordUser {
        name: Some(var("HW_USER_NAME")?),
        domain: Some(domain.into()),
        ..PasswordUser::new(var("HW_USER_PASSWORD")?)
    };
    let identity = UserIdentity {
        password: Some(PasswordLogin::new(user).into()),
        ..UserIdentity::new(vec![LoginMethod::Password])
    };
    let project = ScopeProject { name: Some(var("HW_PROJECT_NAME")?), ..ScopeProject::new() };
    let scope = TokenScope { project: Some(project.into()), ..TokenScope::new() };
    let auth = UserTokenAuth { scope: Some(scope.into()), ..UserTokenAuth::new(identity) };
    let request = CreateUserTokenRequest::new(auth);
    let seen = Seen::default();
    let limited = reqwest::Client::builder().timeout(LIMIT);
    let mut users = iam::apis::configuration::Configuration::new();
    users.base_path = var("IAM_ENDPOINT")?;
    users.client = ClientBuilder::new(limited.build()?).with(seen.clone()).build();
    let login = match create_user_token(&users, request, None).await {
        Ok(login) => login,
        Err(iam::apis::Error::ResponseError(refused)) => match refused.entity {
            // The generated code returns the first variant for every status.
            Some(CreateUserTokenError::Status400(error)) => {
                let message = error.error.and_then(|error| error.message).or(error.error_msg);
                seen.fail("IAM", &message.unwrap_or(UNDOCUMENTED.into()))
            }
            _ => seen.fail("IAM", UNDOCUMENTED),
        },
        Err(error) => seen.fail("IAM", &reason(&error)),
    };
    // The token is in a response header, not in the body.
    let (Some(mut token), Some(project)) = (seen.header("X-Subject-Token"), login.token.project)
    else {
        seen.fail("IAM", UNDOCUMENTED)
    };
    token.set_sensitive(true);

    // Do not set `api_key` in the configuration: the client would also send it in the header of the access key.
    let mut headers = HeaderMap::new();
    headers.insert("X-Auth-Token", token);
    // The service requires this header on every request, even without a body.
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let limited = reqwest::Client::builder().timeout(LIMIT).default_headers(headers);
    let mut engines = htap::apis::configuration::Configuration::new();
    engines.base_path = var("HTAP_ENDPOINT")?;
    engines.client = ClientBuilder::new(limited.build()?).with(seen.clone()).build();

    for engine in [EngineName::StarRocks, EngineName::ClickHouse] {
        match list_htap_data_store(&engines, &project.id, engine, None).await {
            Ok(list) => list
                .datastores
                .iter()
                .for_each(|row| println!("{engine} {} {}", row.name, row.kernel_version)),
            Err(error) => seen.fail("The service", &typed(&error).unwrap_or(reason(&error))),
        }
    }

    let other_project = "0123456789abcdef0123456789abcdef";
    match list_htap_data_store(&engines, other_project, EngineName::StarRocks, None).await {
        Ok(_) => seen.fail("The service", UNDOCUMENTED),
        Err(error) => match (&error, typed(&error)) {
            (HtapError::ResponseError(refused), Some(text)) if refused.status == 403 => {
                println!("403 {text}")
            }
            (error, text) => seen.fail("The service", &text.unwrap_or(reason(error))),
        },
    }
    Ok(())
}

/// Returns the code and the message of a typed error.
fn typed(error: &HtapError<ListHtapDataStoreError>) -> Option<String> {
    let HtapError::ResponseError(refused) = error else { return None };
    match &refused.entity {
        // All variants contain the same type, so the generated code returns the first one for every status.
        Some(ListHtapDataStoreError::Status400(error)) => {
            Some(format!("{} {}", error.error_code, error.error_msg))
        }
        _ => None,
    }
}

/// Returns the first cause of a failed exchange. Other errors are about the body.
fn reason(error: &dyn Error) -> String {
    match error.source() {
        Some(source)
            if source.is::<reqwest::Error>() || source.is::<reqwest_middleware::Error>() =>
        {
            let mut cause = source;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            cause.to_string()
        }
        _ => UNDOCUMENTED.into(),
    }
}
