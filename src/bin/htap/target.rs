//! Whom to ask: the flags that several commands share.

use std::time::Duration;

use clap::Args;
use taurusdb_htap::{Client, ClientBuilder, RetryPolicy};

#[derive(Args)]
pub(crate) struct Target {
    /// Region to ask, such as cn-north-4; `htap regions` lists those known
    #[arg(long, value_name = "ID")]
    region: Option<String>,
    /// Endpoint in place of the region's
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Endpoint of IAM in place of the region's
    #[arg(long, value_name = "URL")]
    iam_endpoint: Option<String>,
    /// Project to ask about
    #[arg(long, value_name = "ID")]
    project_id: Option<String>,
    /// Time for each call with all its attempts: 30 unless set
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
    /// How often a call is tried, the first time included: 3 unless set
    #[arg(long, value_name = "COUNT")]
    attempts: Option<u32>,
}

impl Target {
    /// Flags go before the environment.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let mut builder = Client::builder().environment();
        if let Some(region) = &self.region {
            builder = builder.region(region);
        }
        if let Some(endpoint) = &self.endpoint {
            builder = builder.endpoint(endpoint);
        }
        if let Some(endpoint) = &self.iam_endpoint {
            builder = builder.iam_endpoint(endpoint);
        }
        if let Some(project_id) = &self.project_id {
            builder = builder.project_id(project_id);
        }
        if let Some(seconds) = self.timeout {
            builder = builder.timeout(Duration::from_secs(seconds));
        }
        if let Some(attempts) = self.attempts {
            builder = builder.retry(RetryPolicy::default().max_attempts(attempts));
        }
        builder
    }
}
