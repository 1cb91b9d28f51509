use std::env::var;

use taurusdb_htap::{Client, Credentials, Datastores, EngineName, Error, Result};

async fn list(engine: EngineName) -> Result<Datastores> {
    let mut builder = Client::builder()
        .environment() // for HTTPS_PROXY
        .endpoint(var("URL").unwrap_or_default())
        .iam_endpoint(var("HUAWEICLOUD_SDK_IAM_ENDPOINT").unwrap_or_default())
        .credentials(Credentials::access_key("EXAMPLEACCESSKEY0001", "example-secret-key"));
    let project = var("PROJECT").unwrap_or_default();
    if !project.is_empty() {
        builder = builder.project_id(project);
    }
    builder.build()?.list_datastores(engine).await
}

fn report(error: &Error) {
    let status = error.status().map_or("-".to_string(), |status| status.to_string());
    println!(
        "error {:?} {status} {} {}",
        error.kind(),
        error.code().unwrap_or("-"),
        error.request_id().unwrap_or("-")
    );
}

#[tokio::main]
async fn main() {
    let Ok(engine) = var("ENGINE").unwrap_or_default().parse() else {
        println!("error ConversionError - - -");
        return;
    };
    match list(engine).await {
        Ok(versions) => {
            let name = versions.first().map_or("[]".to_string(), |row| format!("{:?}", row.name.to_string()));
            println!("ok {} {name} {}", versions.status(), versions.request_id().unwrap_or("-"));
        }
        Err(error) => report(&error),
    }
}
