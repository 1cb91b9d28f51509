use std::env::var;
use std::time::Duration;

use htap::types::EngineName;
use progenitor_client::Error;
use reqwest::header::{HeaderMap, HeaderValue};

mod htap {
    progenitor::generate_api!("taurusdb-htap.yaml");
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut headers = HeaderMap::new();
    headers.insert("X-Auth-Token", HeaderValue::from_static("token"));
    let mut http = reqwest::Client::builder().default_headers(headers);
    if var("CURE")?.contains("timeout") {
        http = http.timeout(Duration::from_secs(1));
    }
    let client = htap::Client::new_with_client(&var("URL")?, http.build()?);
    let id = |headers: &HeaderMap| {
        headers.get("X-Request-Id").and_then(|value| value.to_str().ok()).unwrap_or("-").to_string()
    };
    let Ok(engine) = var("ENGINE")?.parse::<EngineName>() else {
        println!("error ConversionError - - -");
        return Ok(());
    };
    let Ok(project) = var("PROJECT")?.parse() else {
        println!("error ConversionError - - -");
        return Ok(());
    };
    match client.list_htap_data_store(&project, engine, None).await {
        Ok(answer) => match answer.datastores.first() {
            Some(row) => println!("ok {} {:?} {}", answer.status().as_u16(), *row.name, id(answer.headers())),
            None => println!("ok {} [] {}", answer.status().as_u16(), id(answer.headers())),
        },
        Err(Error::ErrorResponse(refused)) => {
            let status = refused.status().as_u16();
            println!("error ErrorResponse {status} {} {}", *refused.error_code, id(refused.headers()));
        }
        Err(Error::UnexpectedResponse(refused)) => {
            println!("error UnexpectedResponse {} - {}", refused.status().as_u16(), id(refused.headers()));
        }
        Err(error) => {
            let status = error.status().map_or("-".to_string(), |status| status.as_u16().to_string());
            let class = match error {
                Error::InvalidResponsePayload(..) => "InvalidResponsePayload",
                Error::CommunicationError(_) => "CommunicationError",
                Error::ResponseBodyError(_) => "ResponseBodyError",
                _ => "other",
            };
            println!("error {class} {status} - -");
        }
    }
    Ok(())
}
