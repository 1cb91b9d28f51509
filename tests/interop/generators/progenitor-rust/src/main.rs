use std::env::var;

use htap::types::EngineName;
use iam::types::*;
use progenitor_client::Error;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

mod iam {
    progenitor::generate_api!("iam.yaml");
}
mod htap {
    progenitor::generate_api!("taurusdb-htap.yaml");
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
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
    let login = iam::Client::new(&var("IAM_ENDPOINT")?).create_user_token(None, &request).await?;

    let mut headers = HeaderMap::new();
    // The token is in a response header, not in the body.
    headers.insert("X-Auth-Token", login.headers()["X-Subject-Token"].clone());
    // The service requires this header on every request, even without a body.
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let http = reqwest::Client::builder().default_headers(headers).build()?;
    let client = htap::Client::new_with_client(&var("HTAP_ENDPOINT")?, http);

    let project = login.into_inner().token.project.ok_or("the token is for no project")?;
    let project_id = project.id.parse()?;
    for engine in [EngineName::StarRocks, EngineName::ClickHouse] {
        let list = client.list_htap_data_store(&project_id, engine, None).await?.into_inner();
        for row in list.datastores {
            println!("{engine} {} {}", *row.name, *row.kernel_version);
        }
    }

    let other_project = "0123456789abcdef0123456789abcdef".parse()?;
    match client.list_htap_data_store(&other_project, EngineName::StarRocks, None).await {
        Err(Error::ErrorResponse(refused)) => {
            println!(
                "{} {} {}",
                refused.status().as_u16(),
                *refused.error_code,
                *refused.error_msg
            );
        }
        other => println!("not refused: {other:?}"),
    }
    Ok(())
}
