//! Regions and their hosts. The build script writes the regions that the contract lists.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::error::Error;

/// A region of the cloud and the hosts that serve it. The list is that of the contract; regions order by their IDs.
///
/// `Serialize` writes a map of ID, name and hosts. It has no `Deserialize`: read the ID, and pass it to [`new`](Self::new).
///
/// ```
/// use taurusdb_htap::Region;
///
/// let region = Region::new("ap-southeast-1")?;
/// assert_eq!(region.endpoint(), "https://gaussdbformysql.ap-southeast-1.myhuaweicloud.com");
/// assert!(Region::ALL.contains(&region));
/// # Ok::<(), taurusdb_htap::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    pub(super) id: Cow<'static, str>,
    pub(super) name: Option<&'static str>,
    pub(super) service: RegionalHost,
    pub(crate) iam: RegionalHost,
    /// `None` if the contract does not list one.
    pub(crate) sts: Option<RegionalHost>,
}

/// The base URL of one service in a region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RegionalHost {
    pub(crate) url: Cow<'static, str>,
    /// Whether the URL follows from the vendor's naming, and the contract does not list it.
    pub(crate) is_guessed: bool,
}

impl RegionalHost {
    /// A rule without a region in it names one host for every region. That host is known.
    fn by_rule(rule: &str, id: &str) -> Self {
        Self { url: rule.replace("{region}", id).into(), is_guessed: rule.contains("{region}") }
    }

    fn move_to(&mut self, cloud: &str) {
        let start = self.url.split_once(".myhuaweicloud.").map(|(start, _)| start);
        let moved = start.map(|start| format!("{start}.{cloud}"));
        if let Some(url) = moved.filter(|moved| *moved != self.url) {
            *self = Self { url: url.into(), is_guessed: true };
        }
    }
}

impl Region {
    /// Returns the region with an ID, such as `cn-north-4`.
    ///
    /// [`ALL`](Self::ALL) has the regions that the contract lists. You can use another one: its host is guessed by the
    /// vendor's naming.
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
                "An ID has lower-case letters, digits and hyphens, such as `cn-north-4`; `Region::ALL` and `htap regions` list the known regions.",
            )
            .with_value(&id));
        }
        let mut known = Self::ALL.iter().chain(Self::UNLISTED);
        if let Some(region) = known.find(|region| region.id == id) {
            return Ok(region.clone());
        }
        let rule = Self::RULES.iter().find(|[prefix, ..]| id.starts_with(prefix));
        let [_, service, iam] = rule.copied().unwrap_or_default();
        let [service, iam] = [service, iam].map(|rule| RegionalHost::by_rule(rule, &id));
        Ok(Self { id: id.into(), name: None, service, iam, sts: None })
    }

    /// The ID, such as `cn-north-4`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The vendor's name, such as `CN North-Beijing4`. `None` if the vendor's pages do not list the region.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name
    }

    /// The base URL of the service in this region.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.service.url
    }

    /// The base URL of IAM in this region.
    #[must_use]
    pub fn iam_endpoint(&self) -> &str {
        &self.iam.url
    }

    /// The note for errors from a host that was guessed. `field` is the setting that replaces the host.
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
            )
            .with_value(cloud));
        }
        for host in [&mut self.service, &mut self.iam].into_iter().chain(&mut self.sts) {
            host.move_to(cloud);
        }
        Ok(self)
    }

    /// Returns whether [`endpoint`](Self::endpoint) is a guess by the vendor's naming, because the contract does not list the
    /// region.
    #[must_use]
    pub fn is_guessed(&self) -> bool {
        self.service.is_guessed
    }
}

/// Writes the ID.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Region {
    type Err = Error;

    /// Returns the region with an ID, as [`new`](Self::new) does.
    fn from_str(id: &str) -> Result<Self, Error> {
        Self::new(id)
    }
}

/// The ID, as [`ClientBuilder::region`](crate::ClientBuilder::region) takes it.
impl From<&Region> for String {
    fn from(region: &Region) -> Self {
        region.id().to_owned()
    }
}

/// The ID, as [`ClientBuilder::region`](crate::ClientBuilder::region) takes it.
impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.id.into_owned()
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Region", 5)?;
        fields.serialize_field("id", self.id())?;
        fields.serialize_field("name", &self.name)?;
        fields.serialize_field("endpoint", self.endpoint())?;
        fields.serialize_field("iam_endpoint", self.iam_endpoint())?;
        fields.serialize_field("is_guessed", &self.is_guessed())?;
        fields.end()
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
            assert_eq!(region.iam.is_guessed, id == "eu-west-102", "{id}");
            assert_eq!(region.sts, None, "{id}");
        }
    }

    #[test]
    fn a_cloud_moves_every_host() {
        let region = || Region::new("cn-north-4").unwrap();
        let same = region().in_cloud("myhuaweicloud.com").unwrap();
        assert_eq!(same, region());
        let moved = region().in_cloud("cloud.example").unwrap();
        assert_eq!(
            [moved.endpoint(), moved.iam_endpoint(), &*moved.sts.as_ref().unwrap().url],
            [
                "https://gaussdb.cn-north-4.cloud.example",
                "https://iam.cn-north-4.cloud.example",
                "https://sts.cn-north-4.cloud.example"
            ]
        );
        assert!(moved.is_guessed() && moved.iam.is_guessed && moved.sts.unwrap().is_guessed);
        assert!(region().in_cloud("evil.example/x").is_err());
    }

    #[test]
    fn a_region_is_its_id() {
        let region: Region = "cn-north-4".parse().unwrap();
        assert_eq!(format!("{region:>12}"), "  cn-north-4");
        assert_eq!([String::from(&region), String::from(region.clone())], ["cn-north-4"; 2]);
        assert_eq!(
            serde_json::to_value(&region).unwrap(),
            serde_json::json!({
                "id": "cn-north-4",
                "name": region.name(),
                "endpoint": region.endpoint(),
                "iam_endpoint": region.iam_endpoint(),
                "is_guessed": false,
            })
        );
        let error = "CN".parse::<Region>().unwrap_err();
        assert_eq!(error.to_string(), "region: not the ID of a region: `CN`");
        assert!(error.hint().is_some_and(|hint| hint.contains("`Region::ALL`")));
    }

    #[test]
    fn a_region_cannot_reach_into_the_host() {
        for id in ["", "cn-north-4.evil.example", "CN-NORTH-4", "a/b", "a@b", "a b", "a\nb", "ü"] {
            assert!(Region::new(id).is_err(), "{id:?}");
        }
    }
}
