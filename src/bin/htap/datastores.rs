//! `htap datastores`

use anstream::eprintln;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{
    Client, ClientBuilder, DatastoreId, DatastoreVersion, EngineName, KernelVersion, Language,
};

use crate::Failure;
use crate::output::{Format, write};

/// List the versions of the engines that can be run.
///
/// The identity, project and region come from the environment: HW_AUTH_TOKEN, or HW_USER_NAME, HW_USER_PASSWORD and
/// HW_DOMAIN_NAME; HW_PROJECT_ID or HW_PROJECT_NAME; HW_REGION_NAME.
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
    format!(
        "Engines to ask about: {}; all of them if none is named",
        names.join(", ")
    )
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let names = Language::all().map(|language| language.to_string());
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let sandbox = if self.sandbox {
            Some(Sandbox::start().await?)
        } else {
            None
        };
        let mut builder = match &sandbox {
            Some(sandbox) => sandbox.client_builder(),
            None => set(
                set(
                    set(
                        Client::builder().environment(),
                        ClientBuilder::region,
                        self.region,
                    ),
                    ClientBuilder::endpoint,
                    self.endpoint,
                ),
                ClientBuilder::project_id,
                self.project_id,
            ),
        };
        builder = set(builder, ClientBuilder::language, self.language);
        let client = builder.build()?;
        let engines = if self.engines.is_empty() {
            EngineName::all().collect()
        } else {
            self.engines
        };
        let mut rows = Vec::new();
        for engine_name in engines {
            let datastores = client.list_datastores(engine_name).await?.into_iter();
            rows.extend(datastores.map(|found| Row {
                engine_name,
                id: found.id,
                name: found.name,
                kernel_version: found.kernel_version,
            }));
        }
        if sandbox.is_some() {
            eprintln!(
                "These rows are sandbox data: examples of the contract, not what a region offers."
            );
        }
        write(
            output,
            self.output,
            &["engine_name", "id", "name", "kernel_version"],
            &rows,
        )?;
        Ok(())
    }
}

/// Hands a flag to the builder if it was given.
fn set<T>(
    builder: ClientBuilder,
    setter: impl FnOnce(ClientBuilder, T) -> ClientBuilder,
    value: Option<T>,
) -> ClientBuilder {
    match value {
        Some(value) => setter(builder, value),
        None => builder,
    }
}
