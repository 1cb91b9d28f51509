//! `htap datastores`

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{
    Client, DatastoreId, DatastoreVersion, EngineName, ErrorKind, KernelVersion, Language,
};

use crate::client_options::ClientOptions;
use crate::curl;
use crate::failure::{EXIT_CODES, Failure};
use crate::output::{Format, write};

const EXAMPLES: &str = "\
Examples:
  htap datastores --sandbox
  htap datastores --region cn-north-4
  htap datastores star-rocks --region cn-north-4 --output json";

/// List the versions of the engines that you can run.
///
/// The command finds credentials, project and region where the vendor's SDKs, its Terraform provider and `hcloud` find
/// them, such as in HW_ACCESS_KEY, HW_SECRET_KEY and HW_REGION_NAME. Options take precedence. Run `htap login --check` to
/// see which credentials the command finds.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[arg(value_name = "ENGINE", value_parser = engine, help = engines())]
    engines: Vec<EngineName>,
    /// Language of the response [default: en-us]
    #[arg(long, value_name = "LANGUAGE", value_parser = languages())]
    language: Option<Language>,
    #[command(flatten)]
    client: ClientOptions,
    /// Output format
    ///
    /// Versions are texts in every format. Readers that guess types take the version 3.10 for the number 3.1: pandas in CSV and
    /// JSON, DuckDB and polars in CSV. Tell them to read `name` as text, or use `kernel_version`.
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
    /// Call a temporary local sandbox; ignores credentials, project and region
    #[arg(long)]
    sandbox: bool,
    /// Print the requests as curl commands, without the token, and send nothing
    #[arg(long, conflicts_with = "sandbox")]
    dry_run: bool,
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
    format!("Engines to list: {} [default: all]", names.join(", "))
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let names = Language::ALL.iter().map(Language::to_string);
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

impl Arguments {
    /// Writes the rows of all engines that the service accepts, even if it refuses another one.
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let sandbox = if self.sandbox { Some(Sandbox::start().await?) } else { None };
        let client = self.client(sandbox.as_ref())?;
        let engines = if self.engines.is_empty() { EngineName::ALL.to_vec() } else { self.engines };
        if self.dry_run {
            return Ok(curl::write(output, &client, &engines, self.language)?);
        }
        let (mut rows, mut failure) = (Vec::new(), None);
        for engine_name in engines {
            match client.list_datastores(engine_name).await {
                Ok(found) => rows.extend(found.into_iter().map(|found| Row {
                    engine_name,
                    id: found.id,
                    name: found.name,
                    kernel_version: found.kernel_version,
                })),
                // The service may accept the next engine. Any other error applies to all engines.
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
            message!(
                "These rows are sandbox data: examples from the contract, not the versions of a region."
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
            None => self.client.builder(),
        };
        if let Some(language) = self.language {
            builder = builder.language(language);
        }
        builder.build()
    }
}
