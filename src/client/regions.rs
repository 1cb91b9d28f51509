//! A client for several regions. Its regions share credentials, and one request to IAM comes before all others.

use std::collections::BTreeSet;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};
use tokio::sync::OnceCell;

use crate::client::Client;
use crate::client::builder::ClientBuilder;
use crate::client::shared::Shared;
use crate::client::target::Target;
use crate::contract::datastores::Datastores;
use crate::contract::generated::tables::LIST_HTAP_DATA_STORE_ID;
use crate::contract::region::Region;
use crate::contract::types::EngineName;
use crate::credentials::project::no_project;
use crate::error::{Error, ErrorKind, Result};

/// The maximum number of regions that are asked at once. The contract lists 20 regions, so the client asks all of them in the
/// time of the slowest one. A region has one request at a time and no idle connection, so this also limits connections.
const MAX_CONCURRENT_REGIONS: usize = 20;

impl ClientBuilder {
    /// Builds a client that asks several regions at once. Sends nothing.
    ///
    /// ```no_run
    /// use taurusdb_htap::{Client, EngineName, Region};
    ///
    /// # async fn example() -> taurusdb_htap::Result<()> {
    /// let regions = [Region::new("cn-north-4")?, Region::new("ap-southeast-3")?];
    /// let client = Client::builder().environment().build_across(regions)?;
    /// let mut answers = client.list_datastores([EngineName::StarRocks]);
    /// while let Some((region, _, found)) = answers.next().await {
    ///     match found {
    ///         Ok(versions) => println!("{}: {:?}", region.id(), versions.latest()),
    ///         Err(error) if error.is_missing_project() => {}
    ///         Err(error) => eprintln!("{}: {error}", region.id()),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The regions share their credentials: the client fetches a temporary key once, and finds the projects of all regions by
    /// one request to IAM. For a password, IAM issues a token for each region's project. The IAM is the one that serves all
    /// regions, `https://iam.myhuaweicloud.com`, unless you set [`iam_endpoint`](Self::iam_endpoint).
    ///
    /// [`max_concurrent_requests`](Self::max_concurrent_requests) limits the requests to all regions together. The client keeps
    /// no connection open between requests.
    ///
    /// # Errors
    ///
    /// The errors of [`build`](Self::build), and [`ErrorKind::Configuration`]:
    ///
    /// - for an endpoint and for the ID or name of a project, because each of them belongs to one region. A token does too: each
    ///   item of the stream then has the error, and nothing is sent;
    /// - for regions whose hosts have different domains, because these share no accounts.
    pub fn build_across(
        self,
        regions: impl IntoIterator<Item = Region>,
    ) -> Result<MultiRegionClient> {
        let mut known = BTreeSet::new();
        let is_new = |region: &Region| known.insert(region.id().to_owned());
        self.build_several(|_| Ok(regions.into_iter().filter(is_new).collect()))
    }

    /// Like [`build_across`](Self::build_across), for every region of [`Region::ALL`] that shares accounts with the region of
    /// this builder, or of the environment. Without a region, with the first one of `Region::ALL`. The client never asks a host
    /// that is a guess or that has another domain.
    ///
    /// # Errors
    ///
    /// The errors of `build_across`, and [`ErrorKind::Configuration`] if the contract lists no host of the domain.
    pub fn build_across_all(self) -> Result<MultiRegionClient> {
        self.build_several(Target::published_regions)
    }

    fn build_several(
        mut self,
        choose: impl FnOnce(&Target) -> Result<Vec<Region>>,
    ) -> Result<MultiRegionClient> {
        let environment = self.process_environment();
        self.target.check_several(environment.as_ref())?;
        if let Some(environment) = &environment {
            self.target.fill(environment, &mut self.credentials)?;
        }
        let regions = choose(&self.target)?;
        self.target.share_iam(&regions)?;
        self.http.is_pooled = false;
        let mut shared = Shared::of_several();
        let mut clients = Vec::new();
        for region in regions {
            let mut target = self.target.in_region(&region);
            if let Some(environment) = &environment {
                target.fill(environment, &mut self.credentials)?; // the endpoint
            }
            clients.push((region, self.connect(&target, &mut shared)?));
        }
        let max = self.max_concurrent_requests.unwrap_or(MAX_CONCURRENT_REGIONS);
        Ok(MultiRegionClient { clients: clients.into(), max: max.min(MAX_CONCURRENT_REGIONS) })
    }
}

/// A client for several regions, which [`ClientBuilder::build_across`] builds. It is cheap to clone.
#[derive(Clone, Debug)]
pub struct MultiRegionClient {
    clients: Arc<[(Region, Client)]>,
    /// The maximum number of regions that are asked at once.
    max: usize,
}

impl MultiRegionClient {
    /// The regions, in the order in which the client begins to ask them.
    #[must_use]
    pub fn regions(&self) -> impl ExactSizeIterator<Item = &Region> {
        self.clients.iter().map(|(region, _)| region)
    }

    /// Lists the versions of these engines in all regions: up to 20 at once, and in each the engines one after the other. The
    /// stream sends nothing until it is polled, and nothing more after it is dropped.
    ///
    /// Each region and engine has one item, which comes as soon as it is there. Before all others, the client asks IAM for one
    /// region. If IAM refuses the identity or does not respond, every item has that error, and no region gets a request. Thus a
    /// wrong key or password is sent once.
    ///
    /// An error other than [`ErrorKind::InvalidRequest`] applies to all engines of its region, so the client does not ask for
    /// the next one: its item has that error, and says so. [`Error::is_missing_project`] tells a region that the account does not use
    /// from one that fails.
    pub fn list_datastores(
        &self,
        engines: impl IntoIterator<Item = EngineName>,
    ) -> DatastoresStream {
        let engines: Vec<_> = engines.into_iter().collect();
        let first = Arc::new(OnceCell::new());
        let inquiries = self.clients.iter().map(|(region, client)| Inquiry {
            region: region.clone(),
            client: client.clone(),
            engines: engines.clone().into_iter(),
            first: first.clone(),
            is_admitted: false,
            failure: None,
        });
        let regions = stream::iter(inquiries.collect::<Vec<_>>())
            .map(|inquiry| Box::pin(stream::unfold(inquiry, Inquiry::next)));
        DatastoresStream(Box::pin(regions.flatten_unordered(self.max)))
    }
}

/// The versions in one region, or an error.
type Answer = (Region, EngineName, Result<Datastores>);

/// The stream of [`MultiRegionClient::list_datastores`].
///
/// It is a [`Stream`] of the crate `futures`, for `StreamExt` and other combinators. [`next`](Self::next) needs no other crate.
#[must_use = "nothing is sent until it is polled"]
pub struct DatastoresStream(Pin<Box<dyn Stream<Item = Answer> + Send>>);

impl DatastoresStream {
    /// Waits for the next item. `None` after the last one.
    pub async fn next(&mut self) -> Option<(Region, EngineName, Result<Datastores>)> {
        StreamExt::next(&mut self.0).await
    }
}

impl Stream for DatastoresStream {
    type Item = (Region, EngineName, Result<Datastores>);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for DatastoresStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatastoresStream").finish_non_exhaustive()
    }
}

/// What is left to ask one region.
struct Inquiry {
    region: Region,
    client: Client,
    engines: std::vec::IntoIter<EngineName>,
    /// What IAM decided about the identity, for the first region that it decided for.
    first: Arc<OnceCell<Result<()>>>,
    is_admitted: bool,
    /// The error that applies to all engines.
    failure: Option<Error>,
}

impl Inquiry {
    async fn next(mut self) -> Option<(Answer, Self)> {
        let engine = self.engines.next()?;
        if !self.is_admitted {
            self.failure = self.admit().await.map_err(|error| self.explained(error)).err();
            self.is_admitted = true;
        }
        if let Some(error) = &self.failure {
            let error = not_sent(engine, error.clone());
            return Some(((self.region.clone(), engine, Err(error)), self));
        }
        let result = self.client.list_datastores(engine).await;
        let result = result.map_err(|error| self.explained(error));
        let failure = result.as_ref().err().filter(|e| e.kind() != ErrorKind::InvalidRequest);
        self.failure = failure.cloned();
        // The HTTP client has a task for each connection, which closes this one before the next one opens.
        tokio::task::yield_now().await;
        Some(((self.region.clone(), engine, result), self))
    }

    /// Waits until IAM has decided about the identity. While it has not, one region at a time asks.
    async fn admit(&self) -> Result<()> {
        let first = self.first.get_or_try_init(|| async {
            match self.client.project_id().await {
                Err(error) if self.is_of_this_region(&error) => Err(error),
                result => Ok(result.map(drop)),
            }
        });
        first.await?.clone()
    }

    /// Whether the error of a lookup may be about the region's project, and not about the identity.
    fn is_of_this_region(&self, error: &Error) -> bool {
        let is_refused = matches!(error.status(), Some(400 | 403 | 404));
        error.is_missing_project() || self.has_password() && is_refused
    }

    /// Whether IAM issues a token for each project, so that there is no other lookup.
    fn has_password(&self) -> bool {
        self.client.0.project.is_none()
    }

    /// Replaces IAM's refusal of a token for a project that does not exist.
    fn explained(&self, error: Error) -> Error {
        let is_unknown = match (error.status(), error.code()) {
            (Some(404), Some(code)) => !code.starts_with("APIG"), // the gateway's codes are about the path
            (Some(400), Some(code)) => code == "IAM.1109",
            _ => false,
        };
        if self.has_password() && error.kind() == ErrorKind::Credentials && is_unknown {
            return no_project(self.region.id()).with_source(error);
        }
        error
    }
}

/// The error of an engine that is not asked, because the call for another one failed. An error of IAM is about all engines.
fn not_sent(engine: EngineName, mut error: Error) -> Error {
    let subject = error.0.subject.as_deref().unwrap_or_default();
    let Some(failed) = subject.strip_prefix(LIST_HTAP_DATA_STORE_ID) else { return error };
    let (failed, what) = (failed.trim_start(), &error.0.what);
    error.0.what = format!("not sent, because the call for {failed} failed: {what}");
    error.with_subject(format!("{LIST_HTAP_DATA_STORE_ID} {engine}"))
}

impl Error {
    /// Returns whether the account has no project in the region, so that it cannot use the service there.
    #[must_use]
    pub fn is_missing_project(&self) -> bool {
        // With status 404, IAM or the service does not know the path.
        self.kind() == ErrorKind::NotFound && self.status() != Some(404)
    }
}
