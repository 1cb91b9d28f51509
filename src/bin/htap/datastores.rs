//! `htap datastores`

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{
    Client, DatastoreId, DatastoreVersion, EngineName, ErrorKind, KernelVersion, Language,
};

use crate::Failure;
use crate::output::{Format, write};
use crate::target::Target;

/// List the versions of the engines that can be run.
///
/// Identity, project and region are found where the vendor's SDKs, Terraform's provider and `hcloud` look for them, such
/// as HW_ACCESS_KEY, HW_SECRET_KEY and HW_REGION_NAME; `htap login --check` tells what is found.
#[derive(Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "ENGINE", value_parser = engine, help = engines())]
    engines: Vec<EngineName>,
    /// Language in which the service answers
    #[arg(long, value_name = "LANGUAGE", value_parser = languages())]
    language: Option<Language>,
    #[command(flatten)]
    target: Target,
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
    let names: Vec<_> = EngineName::ALL.iter().map(EngineName::to_string).collect();
    format!("Engines to ask about: {}; all of them if none is named", names.join(", "))
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let names = Language::ALL.iter().map(Language::to_string);
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

impl Arguments {
    /// Writes what the engines offer. The rows of one engine are written even if another one is refused.
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let sandbox = if self.sandbox { Some(Sandbox::start().await?) } else { None };
        let client = self.client(sandbox.as_ref())?;
        let engines = if self.engines.is_empty() { EngineName::ALL.to_vec() } else { self.engines };
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
            None => self.target.builder(),
        };
        if let Some(language) = self.language {
            builder = builder.language(language);
        }
        builder.build()
    }
}
