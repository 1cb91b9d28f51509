//! The project and the endpoint of a client.

use crate::contract::region::Region;
use crate::contract::types::ProjectId;
use crate::credentials::Credentials;
use crate::credentials::environment::Environment;
use crate::credentials::hosts::Addresses;
use crate::error::{Error, Result};
use crate::http::endpoint::Endpoint;

/// The settings, before they are checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Target {
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) addresses: Addresses,
    pub(crate) project_id: Option<String>,
    pub(crate) project_name: Option<String>,
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
        self.cloud = environment.get("HW_CLOUD")?;
        fill(&mut self.region, || environment.get("HW_REGION_NAME"))?;
        if self.project_id.is_none() && self.project_name.is_none() {
            let names = ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID"];
            self.project_id = environment.first(&names)?;
            self.project_name = environment.get("HW_PROJECT_NAME")?;
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
        let endpoint = self.endpoint.take();
        self.endpoint = match (endpoint, &self.region) {
            (None, Some(region)) => regional_endpoint(environment, region)?,
            (endpoint, _) => endpoint,
        };
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
        let endpoint = match (&self.endpoint, &region) {
            (Some(endpoint), _) => Endpoint::parse("endpoint", endpoint)?,
            (None, Some(region)) => Endpoint::parse("region", region.endpoint())?,
            (None, None) => {
                return Err(Error::configuration(
                    "region: neither a region nor an endpoint is set",
                    "Set HW_REGION_NAME, or pass a region such as `cn-north-4`; `htap regions` lists them.",
                ));
            }
        };
        let guess = region.as_ref().filter(|region| self.endpoint.is_none() && region.is_guessed());
        let guess = guess.map(|region| region.guess("endpoint", &endpoint.origin));
        let project_id = self.project_id.as_deref().map(str::parse).transpose()?;
        Ok(Destination { region, endpoint, guess, project_id })
    }
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
