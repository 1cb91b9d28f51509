//! Regions and their hosts, from the contract's servers and endpoint tables.

use serde::Deserialize;

use crate::contract::generated::tables;
use crate::contract::reference::rows;
use crate::error::Error;

/// A region of the cloud and the hosts that serve it.
///
/// ```
/// use taurusdb_htap::Region;
///
/// let region = Region::new("ap-southeast-1")?;
/// assert_eq!(region.endpoint(), "https://gaussdbformysql.ap-southeast-1.myhuaweicloud.com");
/// # Ok::<(), taurusdb_htap::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    id: String,
    name: Option<String>,
    endpoint: String,
    iam_endpoint: String,
    sts_endpoint: Option<String>,
    is_guessed: bool,
    is_iam_guessed: bool,
    is_sts_guessed: bool,
}

#[derive(Deserialize)]
struct Server {
    #[serde(rename = "x-region")]
    region: Option<String>,
    #[serde(rename = "x-region-name")]
    name: Option<String>,
    url: String,
}

#[derive(Deserialize)]
struct RegionalEndpoint {
    region: String,
    url: String,
}

#[derive(Default, Deserialize)]
struct EndpointRule {
    region_prefix: String,
    service: String,
    iam: String,
}

impl Region {
    /// A region by its ID, such as `cn-north-4`.
    ///
    /// A region that the contract does not list is usable as well: its host is guessed by the vendor's naming.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for anything but lower-case letters, digits
    /// and hyphens: the ID becomes part of the name of a host that receives a token.
    pub fn new(id: impl Into<String>) -> Result<Self, Error> {
        let id = id.into();
        if id.is_empty() || !id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        {
            return Err(Error::configuration(
                "region: not the ID of a region",
                "An ID has lower-case letters, digits and hyphens, such as `cn-north-4`; `htap regions` lists those known.",
            ));
        }
        let server = rows::<Server>(tables::SERVERS)
            .into_iter()
            .find(|server| server.region.as_deref() == Some(&id));
        let own = |table: &str| {
            let mut rows = rows::<RegionalEndpoint>(table).into_iter();
            rows.find(|row| row.region == id).map(|row| row.url)
        };
        let (iam, sts) = (own(tables::IAM_ENDPOINTS), own(tables::STS_ENDPOINTS));
        let rule = rows::<EndpointRule>(tables::ENDPOINT_RULES)
            .into_iter()
            .find(|rule| id.starts_with(&rule.region_prefix));
        let EndpointRule { service: service_rule, iam: iam_rule, .. } = rule.unwrap_or_default();
        let is_guessed = server.is_none();
        // A host for every region is none that was guessed.
        let is_iam_guessed = iam.is_none() && iam_rule.contains("{region}");
        let (name, endpoint) = server.map(|server| (server.name, server.url)).unzip();
        Ok(Self {
            endpoint: endpoint.unwrap_or_else(|| service_rule.replace("{region}", &id)),
            iam_endpoint: iam.unwrap_or_else(|| iam_rule.replace("{region}", &id)),
            sts_endpoint: sts,
            name: name.flatten(),
            is_guessed,
            is_iam_guessed,
            is_sts_guessed: false,
            id,
        })
    }

    /// Every region that the contract lists.
    #[must_use]
    pub fn known() -> Vec<Self> {
        let servers = rows::<Server>(tables::SERVERS);
        servers.into_iter().filter_map(|server| Self::new(server.region?).ok()).collect()
    }

    /// The ID, such as `cn-north-4`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The vendor's name, such as `CN North-Beijing4`; none if the vendor's pages do not list the region.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Where the service of the region is.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Where the IAM of the region is.
    #[must_use]
    pub fn iam_endpoint(&self) -> &str {
        &self.iam_endpoint
    }

    /// Where STS is asked; none where the contract knows no host.
    pub(crate) fn sts_endpoint(&self) -> Option<&str> {
        self.sts_endpoint.as_deref()
    }

    pub(crate) fn is_iam_guessed(&self) -> bool {
        self.is_iam_guessed
    }

    pub(crate) fn is_sts_guessed(&self) -> bool {
        self.is_sts_guessed
    }

    /// The sentence that says so of one of its hosts, which can be set by the field.
    pub(crate) fn guess(&self, field: &str, endpoint: &str) -> String {
        format!(
            "The host for the region `{}` is a guess, {endpoint}: if it is another, set the {field}.",
            self.id
        )
    }

    /// Moves the hosts to another cloud of the vendor: `HW_CLOUD`.
    pub(crate) fn in_cloud(mut self, cloud: &str) -> Result<Self, Error> {
        if !cloud.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')) {
            return Err(Error::configuration(
                "environment: HW_CLOUD is not a domain",
                "It is the end of the names of hosts that receive a secret, such as `myhuaweicloud.com`.",
            ));
        }
        let moved = |endpoint: &str| {
            let (start, _) = endpoint.split_once(".myhuaweicloud.")?;
            Some(format!("{start}.{cloud}")).filter(|moved| moved != endpoint)
        };
        if let Some(endpoint) = moved(&self.endpoint) {
            (self.endpoint, self.is_guessed) = (endpoint, true);
        }
        if let Some(endpoint) = moved(&self.iam_endpoint) {
            (self.iam_endpoint, self.is_iam_guessed) = (endpoint, true);
        }
        if let Some(endpoint) = self.sts_endpoint.as_deref().and_then(moved) {
            (self.sts_endpoint, self.is_sts_guessed) = (Some(endpoint), true);
        }
        Ok(self)
    }

    /// Whether [`endpoint`](Self::endpoint) is a guess by the vendor's naming, since the contract does not list the region.
    #[must_use]
    pub fn is_guessed(&self) -> bool {
        self.is_guessed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlisted_regions_follow_the_rules() {
        for (id, endpoint, iam) in [
            (
                "cn-new-9",
                "https://gaussdb.cn-new-9.myhuaweicloud.com",
                "https://iam.myhuaweicloud.com",
            ),
            (
                "eu-west-101",
                "https://gaussdb.eu-west-101.myhuaweicloud.eu",
                "https://iam.eu-west-101.myhuaweicloud.eu",
            ),
            (
                "eu-west-102",
                "https://gaussdb.eu-west-102.myhuaweicloud.eu",
                "https://iam.eu-west-102.myhuaweicloud.eu",
            ),
            (
                "eu-west-0",
                "https://gaussdb.eu-west-0.myhuaweicloud.com",
                "https://iam.eu-west-0.myhuaweicloud.com",
            ),
        ] {
            let region = Region::new(id).unwrap();
            assert_eq!(
                (region.endpoint(), region.iam_endpoint(), region.is_guessed()),
                (endpoint, iam, true)
            );
            assert_eq!(region.is_iam_guessed(), id == "eu-west-102", "{id}");
            assert_eq!(region.sts_endpoint(), None, "{id}");
        }
    }

    #[test]
    fn a_cloud_moves_every_host() {
        let region = || Region::new("cn-north-4").unwrap();
        let same = region().in_cloud("myhuaweicloud.com").unwrap();
        assert_eq!(same, region());
        let moved = region().in_cloud("cloud.example").unwrap();
        assert_eq!(
            [moved.endpoint(), moved.iam_endpoint(), moved.sts_endpoint().unwrap()],
            [
                "https://gaussdb.cn-north-4.cloud.example",
                "https://iam.cn-north-4.cloud.example",
                "https://sts.cn-north-4.cloud.example"
            ]
        );
        assert!(moved.is_guessed() && moved.is_iam_guessed() && moved.is_sts_guessed());
        assert!(region().in_cloud("evil.example/x").is_err());
    }

    #[test]
    fn a_region_cannot_reach_into_the_host() {
        for id in ["", "cn-north-4.evil.example", "CN-NORTH-4", "a/b", "a@b", "a b", "a\nb", "ü"] {
            assert!(Region::new(id).is_err(), "{id:?}");
        }
    }
}
