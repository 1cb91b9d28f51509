use std::env::var;
use std::sync::{Arc, OnceLock};

use htap::apis::htap_engine_resources_api::{ListHtapDataStoreError, list_htap_data_store};
use htap::models::EngineName;
use http::Extensions;
use iam::apis::tokens_api::create_user_token;
use iam::models::*;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest_middleware::{ClientBuilder, Middleware, Next, Result as Sent};

/// Stores the token from the response header, because the generated function returns only the body.
struct Token(Arc<OnceLock<HeaderValue>>);

#[async_trait::async_trait]
impl Middleware for Token {
    async fn handle(
        &self,
        request: reqwest::Request,
        more: &mut Extensions,
        next: Next<'_>,
    ) -> Sent<reqwest::Response> {
        let answer = next.run(request, more).await?;
        if let Some(token) = answer.headers().get("X-Subject-Token") {
            let _ = self.0.set(token.clone());
        }
        Ok(answer)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
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
    let token = Arc::new(OnceLock::new());
    let mut users = iam::apis::configuration::Configuration::new();
    users.base_path = var("IAM_ENDPOINT")?;
    users.client = ClientBuilder::new(reqwest::Client::new()).with(Token(token.clone())).build();
    let login = create_user_token(&users, request, None).await?;
    let project = login.token.project.ok_or("the token is for no project")?;

    // Do not set `api_key` in the configuration: the client would also send it in the header of the access key.
    let mut headers = HeaderMap::new();
    headers.insert("X-Auth-Token", token.get().ok_or("no token")?.clone());
    // The service requires this header on every request, even without a body.
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut engines = htap::apis::configuration::Configuration::new();
    engines.base_path = var("HTAP_ENDPOINT")?;
    engines.client =
        ClientBuilder::new(reqwest::Client::builder().default_headers(headers).build()?).build();

    for engine in [EngineName::StarRocks, EngineName::ClickHouse] {
        for row in list_htap_data_store(&engines, &project.id, engine, None).await?.datastores {
            println!("{engine} {} {}", row.name, row.kernel_version);
        }
    }

    let other_project = "0123456789abcdef0123456789abcdef";
    match list_htap_data_store(&engines, other_project, EngineName::StarRocks, None).await {
        Err(htap::apis::Error::ResponseError(refused)) => match refused.entity {
            // All variants contain the same type, so the generated code returns the first one for every status.
            Some(ListHtapDataStoreError::Status400(error)) => {
                println!("{} {} {}", refused.status.as_u16(), error.error_code, error.error_msg);
            }
            other => println!("not the error that the description names: {other:?}"),
        },
        other => println!("not refused: {other:?}"),
    }
    Ok(())
}
