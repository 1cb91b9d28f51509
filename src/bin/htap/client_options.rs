//! The options of the client, which several commands share.

use std::time::Duration;

use clap::Args;
use taurusdb_htap::{Client, ClientBuilder, ProjectId, RetryPolicy};

use crate::regions::{RegionId, note_unlisted_region};

/// The options of commands that ask one region.
#[derive(Args)]
pub(crate) struct ClientOptions {
    /// Region, such as cn-north-4; `htap regions` lists the known ones
    #[arg(long, value_name = "ID", value_parser = RegionId, hide_possible_values = true)]
    region: Option<String>,
    #[command(flatten)]
    common: CommonOptions,
}

/// The options for any number of regions.
#[derive(Args)]
pub(crate) struct CommonOptions {
    /// Endpoint of the service [default: the region's]
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Endpoint of IAM [default: the region's]
    #[arg(long, value_name = "URL")]
    iam_endpoint: Option<String>,
    /// Project ID [default: the token's, or the one that IAM has for the region]
    #[arg(long, value_name = "ID")]
    project_id: Option<String>,
    /// Time limit of a call in seconds, including all its attempts [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<u64>,
    /// Maximum number of attempts of a call, including the first [default: 3]
    #[arg(long, value_name = "COUNT", value_parser = count)]
    attempts: Option<u32>,
}

impl ClientOptions {
    /// The builder of a client. Options take precedence over the environment.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let builder = self.common.builder();
        match &self.region {
            Some(region) => builder.region(region),
            None => builder,
        }
    }

    /// The ID of the project. A region without one may be mistyped.
    pub(crate) async fn project_id(&self, client: &Client) -> taurusdb_htap::Result<ProjectId> {
        client.project_id().await.inspect_err(|_| note_unlisted_region(self.region.as_ref()))
    }
}

impl CommonOptions {
    /// The builder of a client, without a region.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let mut builder = Client::builder().environment();
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

fn seconds(text: &str) -> Result<u64, &'static str> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0);
    seconds.ok_or("a time limit is a number of seconds, such as 30")
}

fn count(text: &str) -> Result<u32, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("a count is a number from 1")
}
