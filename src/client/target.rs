//! The project and the endpoint of a client.

use std::collections::BTreeMap;

use crate::contract::region::Region;
use crate::contract::types::ProjectId;
use crate::credentials::Credentials;
use crate::credentials::environment::Environment;
use crate::credentials::hosts::Addresses;
use crate::error::{Error, Result};
use crate::http::endpoint::Endpoint;

const PROJECT_ID: [&str; 2] = ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID"];
const PROJECT_NAME: &str = "HW_PROJECT_NAME";

/// The settings, before they are checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Target {
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
    /// Endpoints by the IDs of their regions. `endpoint` takes precedence.
    pub(crate) regional_endpoints: BTreeMap<String, String>,
    pub(crate) addresses: Addresses,
    pub(crate) project_id: Option<String>,
    pub(crate) project_name: Option<String>,
    /// Whether missing settings were looked for in the environment.
    is_filled: bool,
    /// `HW_CLOUD`: the domain of the vendor's hosts, if it is not the usual one.
    cloud: Option<String>,
    /// Variables and files with credentials that the client does not use.
    pub(crate) unused: Vec<String>,
}

/// The checked settings.
#[derive(Debug)]
pub(crate) struct Destination {
    /// `None` if you set an endpoint and no region.
    pub(crate) region: Option<Region>,
    pub(crate) endpoint: Endpoint,
    /// A sentence that every error carries if the host name is a guess.
    pub(crate) guess: Option<String>,
    /// `None` if the client must look it up.
    pub(crate) project_id: Option<ProjectId>,
}

impl Target {
    /// Fills missing settings from the environment. Variables take precedence over the file that has the credentials.
    pub(crate) fn fill(
        &mut self,
        environment: &Environment<'_>,
        credentials: &mut Option<Credentials>,
    ) -> Result<()> {
        self.is_filled = true;
        self.cloud = environment.get("HW_CLOUD")?;
        fill(&mut self.region, || environment.get("HW_REGION_NAME"))?;
        if self.project_id.is_none() && self.project_name.is_none() {
            self.project_id = environment.first(&PROJECT_ID)?;
            self.project_name = environment.get(PROJECT_NAME)?;
        }
        let endpoint = |names: &[&str]| Ok(environment.first(names)?.as_deref().map(with_scheme));
        fill(&mut self.addresses.iam, || {
            endpoint(&["HUAWEICLOUD_SDK_IAM_ENDPOINT", "HW_AUTH_URL"])
        })?;
        fill(&mut self.addresses.sts, || endpoint(&["HUAWEICLOUD_SDK_STS_ENDPOINT"]))?;
        fill(&mut self.addresses.metadata, || environment.get("HTAP_METADATA_ENDPOINT"))?;
        if credentials.is_none() {
            *credentials = Some(self.look_for_credentials(environment)?);
        }
        let is_unset = |region: &&String| !self.regional_endpoints.contains_key(*region);
        if self.endpoint.is_none()
            && let Some(region) = self.region.as_ref().filter(is_unset)
        {
            self.endpoint = regional_endpoint(environment, region)?;
        }
        Ok(())
    }

    /// Finds credentials, and takes missing settings from the same source.
    fn look_for_credentials(&mut self, environment: &Environment<'_>) -> Result<Credentials> {
        let found = environment.find_credentials()?;
        // A project belongs to one region, so the profile's project is not used in another.
        let is_elsewhere =
            found.region.is_some() && self.region.is_some() && found.region != self.region;
        if self.project_name.is_none() && !is_elsewhere {
            fill(&mut self.project_id, || Ok(found.project_id))?;
        }
        fill(&mut self.region, || Ok(found.region))?;
        fill(&mut self.addresses.iam, || Ok(found.iam_endpoint.as_deref().map(with_scheme)))?;
        self.unused = found.unused;
        Ok(found.credentials)
    }

    /// Checks the settings.
    pub(crate) fn destination(&self) -> Result<Destination> {
        let region = self.region.as_deref().map(Region::new).transpose()?;
        let region = match (region, &self.cloud) {
            (Some(region), Some(cloud)) => Some(region.in_cloud(cloud)?),
            (region, _) => region,
        };
        let regional = || self.regional_endpoints.get(self.region.as_deref()?);
        let endpoint = self.endpoint.as_ref().or_else(regional);
        let is_set = endpoint.is_some();
        let endpoint = match (endpoint, &region) {
            (Some(endpoint), _) => Endpoint::parse("endpoint", endpoint)?,
            (None, Some(region)) => Endpoint::parse("region", region.endpoint())?,
            (None, None) => {
                let hint = if self.is_filled {
                    "Set HW_REGION_NAME, or pass a region such as `cn-north-4`."
                } else {
                    "Call `region` with a region such as `cn-north-4`, or `environment` to read HW_REGION_NAME."
                };
                let what = "region: neither a region nor an endpoint is set";
                return Err(Error::configuration(what, hint));
            }
        };
        let guess = region.as_ref().filter(|region| !is_set && region.is_guessed());
        let guess = guess.map(|region| region.guess("endpoint", &endpoint.origin));
        let project_id = self.project_id.as_deref().map(str::parse).transpose()?;
        Ok(Destination { region, endpoint, guess, project_id })
    }

    /// Fails if a setting fits one region only. Only here, before `fill`, a project can be told from that of a profile.
    pub(super) fn check_several(&self, environment: Option<&Environment<'_>>) -> Result<()> {
        let variables = [PROJECT_ID[0], PROJECT_ID[1], PROJECT_NAME];
        let variable = environment.and_then(|environment| environment.set(&variables).pop());
        let set = [
            self.endpoint.as_ref().map(|_| "endpoint: it".to_owned()),
            self.project_id.as_ref().map(|_| "project ID: it".to_owned()),
            self.project_name.as_ref().map(|_| "project name: it".to_owned()),
            variable.map(|name| format!("environment: {name}")),
        ];
        set.into_iter().flatten().next().map_or(Ok(()), |setting| {
            let what = format!("{setting} belongs to one region, and the client asks several");
            let hint = "Remove it, because the client finds the host and the project of each region. Or ask that region alone.";
            Err(Error::configuration(what, hint))
        })
    }

    /// The target in one of several regions. It has no project, because that of a profile belongs to one region.
    pub(super) fn in_region(&self, region: &Region) -> Self {
        let region = Some(region.id().to_owned());
        Self { region, endpoint: None, project_id: None, ..self.clone() }
    }

    /// The regions of one site for which the contract lists a host: the site of the region that is set, or else the site of
    /// the first region in the contract. The region that is set comes first.
    pub(super) fn published_regions(&self) -> Result<Vec<Region>> {
        let own = self.region.as_deref().map(Region::new).transpose()?;
        let own_site = own.as_ref().or(Region::ALL.first()).map(site).unwrap_or_default();
        let wanted = self.cloud.as_deref().unwrap_or(own_site);
        let published = Region::ALL.iter().filter(|region| site(region) == wanted);
        let mut published: Vec<_> = published.cloned().collect();
        if published.is_empty() {
            return Err(Error::configuration(
                format!(
                    "regions: the contract lists no host of the service in `{}`",
                    wanted.escape_debug()
                ),
                "Name the regions to ask: the client does not guess the hosts of all regions.",
            ));
        }
        published.sort_by_key(|region| Some(region.id()) != self.region.as_deref());
        Ok(published)
    }

    /// Checks that accounts exist in all of the regions, and sets the IAM that serves all of them, if there is one. A token or
    /// temporary key of a region's own IAM is valid in that region only.
    pub(super) fn share_iam(&mut self, regions: &[Region]) -> Result<()> {
        let Some(first) = regions.first() else { return Ok(()) };
        if self.cloud.as_deref().is_some_and(|cloud| cloud != site(first)) {
            return Ok(());
        }
        if let Some(other) = regions.iter().find(|region| site(region) != site(first)) {
            return Err(Error::configuration(
                format!("regions: `{}` and `{}` share no accounts", first.id(), other.id()),
                "Ask the regions of each domain with a client of their own.",
            ));
        }
        let serves_all = |region: &&Region| {
            site(region) == site(first) && !region.iam_endpoint().contains(region.id())
        };
        let global = Region::ALL.iter().find(serves_all);
        let global = global.map(|region| region.iam_endpoint().to_owned());
        self.addresses.iam = self.addresses.iam.take().or(global);
        Ok(())
    }
}

/// The domain of the region's hosts, such as `myhuaweicloud.com`. Sites with different domains share no accounts.
fn site(region: &Region) -> &str {
    let id = format!(".{}.", region.id());
    region.endpoint().rsplit_once(&id).map_or("", |(_, domain)| domain)
}

/// The endpoint in the vendor SDKs' variable for the region, or the first of several.
fn regional_endpoint(environment: &Environment<'_>, region: &str) -> Result<Option<String>> {
    let name =
        format!("HUAWEICLOUD_SDK_REGION_GAUSSDB_{}", region.to_uppercase().replace('-', "_"));
    let endpoints = environment.get(&name)?;
    Ok(endpoints.and_then(|all| Some(with_scheme(all.split(',').next()?.trim()))))
}

/// An endpoint as the vendor's tools accept it: without a scheme, or, for Terraform, with the path of IAM.
fn with_scheme(endpoint: &str) -> String {
    let origin = endpoint.trim_end_matches('/').trim_end_matches("/v3");
    if origin.contains("://") { origin.to_owned() } else { format!("https://{origin}") }
}

/// Sets a field if it is not set.
fn fill(field: &mut Option<String>, value: impl FnOnce() -> Result<Option<String>>) -> Result<()> {
    if field.is_none() {
        *field = value()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token or a temporary key of a region's own IAM would be valid in that region only.
    #[test]
    fn one_iam_serves_all_regions_of_a_site() {
        let shared = |ids: &[&str], given: Option<&str>, cloud: Option<&str>| {
            let regions: Vec<_> = ids.iter().map(|id| Region::new(*id).unwrap()).collect();
            let mut target = Target { cloud: cloud.map(Into::into), ..Target::default() };
            target.addresses.iam = given.map(Into::into);
            target.share_iam(&regions).map(|()| target.addresses.iam)
        };
        let global = Some("https://iam.myhuaweicloud.com".to_owned());
        let own = Some("https://iam.example.com".to_owned());
        assert_eq!(shared(&["cn-north-4", "ap-southeast-1"], None, None).unwrap(), global);
        assert_eq!(shared(&["cn-new-9", "cn-north-4"], None, None).unwrap(), global);
        assert_eq!(shared(&["cn-north-4"], own.as_deref(), None).unwrap(), own);
        assert_eq!(shared(&["eu-west-101"], None, None).unwrap(), None);
        assert_eq!(shared(&["cn-north-4"], None, Some("cloud.example")).unwrap(), None);
        assert!(shared(&["cn-north-4", "eu-west-101"], None, None).is_err());
    }
}
