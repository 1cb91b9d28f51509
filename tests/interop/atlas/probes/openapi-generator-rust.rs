use std::env::var;
use std::time::Duration;

use htap::apis::Error;
use htap::apis::htap_engine_resources_api::{ListHtapDataStoreError, list_htap_data_store};
use htap::models::EngineName;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest_middleware::ClientBuilder;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut headers = HeaderMap::new();
    headers.insert("X-Auth-Token", HeaderValue::from_static("token"));
    let mut http = reqwest::Client::builder().default_headers(headers);
    if var("CURE")?.contains("timeout") {
        http = http.timeout(Duration::from_secs(1));
    }
    let mut configuration = htap::apis::configuration::Configuration::new();
    configuration.base_path = var("URL")?;
    configuration.client = ClientBuilder::new(http.build()?).build();
    let engine = match var("ENGINE")?.as_str() {
        "star-rocks" => EngineName::StarRocks,
        "click-house" => EngineName::ClickHouse,
        _ => {
            println!("error EngineName - - -");
            return Ok(());
        }
    };
    match list_htap_data_store(&configuration, &var("PROJECT")?, engine, None).await {
        Ok(answer) => match answer.datastores.first() {
            Some(row) => println!("ok - {:?} -", row.name),
            None => println!("ok - [] -"),
        },
        Err(Error::ResponseError(refused)) => {
            // All variants contain the same type, so the generated code returns the first one for every status.
            let code = match refused.entity {
                Some(ListHtapDataStoreError::Status400(error)) => error.error_code,
                _ => "-".to_string(),
            };
            println!("error ResponseError {} {code} -", refused.status.as_u16());
        }
        Err(error) => {
            let debug = format!("{error:?}");
            println!("error {} - - -", debug.split('(').next().unwrap_or_default());
        }
    }
    Ok(())
}
