//! `htap datastores`

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{
    Client, ClientBuilder, DatastoreId, DatastoreVersion, EngineName, ErrorKind, KernelVersion,
    Language,
};

use crate::Failure;
use crate::output::{Format, write};

/// List the versions of the engines that can be run.
///
/// The identity, project and region come from the environment: HW_AUTH_TOKEN; or HW_ACCESS_KEY and HW_SECRET_KEY; or
/// HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME; HW_PROJECT_ID or HW_PROJECT_NAME; HW_REGION_NAME. The vendor's SDK
/// names work too.
#[derive(Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "ENGINE", value_parser = engine, help = engines())]
    engines: Vec<EngineName>,
    /// Language in which the service answers
    #[arg(long, value_name = "LANGUAGE", value_parser = languages())]
    language: Option<Language>,
    /// Region to ask, such as cn-north-4; `htap regions` lists those known
    #[arg(long, value_name = "ID")]
    region: Option<String>,
    /// Endpoint in place of the region's
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Endpoint of IAM in place of the region's, for a name and password
    #[arg(long, value_name = "URL")]
    iam_endpoint: Option<String>,
    /// Project to ask about
    #[arg(long, value_name = "ID")]
    project_id: Option<String>,
    /// How to print the rows
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
    /// Ask a sandbox started for this call, whatever identity, project and region are set
    #[arg(long)]
    sandbox: bool,
}

#[derive(Serialize)]
struct Row {
    engine_name: EngineName,
    id: DatastoreId,
    name: DatastoreVersion,
    kernel_version: KernelVersion,
}

fn engine(name: &str) -> Result<EngineName, String> {
    EngineName::from_name(name).map_err(|error| error.hint().unwrap_or_default().to_owned())
}

fn engines() -> String {
    let names: Vec<_> = EngineName::all().map(|engine| engine.to_string()).collect();
    format!("Engines to ask about: {}; all of them if none is named", names.join(", "))
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let names = Language::all().map(|language| language.to_string());
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

impl Arguments {
    /// Writes what the engines offer. The rows of one engine are written even if another one is refused.
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let sandbox = if self.sandbox { Some(Sandbox::start().await?) } else { None };
        let client = self.client(sandbox.as_ref())?;
        let engines =
            if self.engines.is_empty() { EngineName::all().collect() } else { self.engines };
        let (mut rows, mut failure) = (Vec::new(), None);
        for engine_name in engines {
            match client.list_datastores(engine_name).await {
                Ok(found) => rows.extend(found.into_iter().map(|found| Row {
                    engine_name,
                    id: found.id,
                    name: found.name,
                    kernel_version: found.kernel_version,
                })),
                // Another engine may be offered all the same; any other failure is not about the engine.
                Err(error) if error.kind() == ErrorKind::InvalidRequest => {
                    failure.get_or_insert(error);
                }
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        if sandbox.is_some() {
            tell!(
                "These rows are sandbox data: examples of the contract, not what a region offers."
            );
        }
        if failure.is_none() || !rows.is_empty() {
            write(output, self.output, &["engine_name", "id", "name", "kernel_version"], &rows)?;
        }
        failure.map_or(Ok(()), |error| Err(error.into()))
    }

    fn client(&self, sandbox: Option<&Sandbox>) -> taurusdb_htap::Result<Client> {
        let mut builder = match sandbox {
            Some(sandbox) => sandbox.client_builder(),
            None => self.builder(),
        };
        if let Some(language) = self.language {
            builder = builder.language(language);
        }
        builder.build()
    }

    /// Flags go before the environment.
    fn builder(&self) -> ClientBuilder {
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
        builder
    }
}
