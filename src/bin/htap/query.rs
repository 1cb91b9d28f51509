//! Whom to ask for versions, and where; and the answers of one region or several.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{
    Client, ClientBuilder, DatastoreId, DatastoreVersion, Datastores, EngineName, Error, ErrorKind,
    KernelVersion, Language, Region,
};

use crate::client_options::CommonOptions;
use crate::curl;
use crate::failure::Failure;
use crate::output::Format;
use crate::progress::Progress;
use crate::regions::{RegionId, note_unlisted, note_unlisted_region};
use crate::streams::HINT;

/// The options that `datastores` and `latest` share.
#[derive(Args)]
pub(crate) struct Query {
    /// Language in which the service answers; `--lang` is that of this command [default: en-us]
    #[arg(long, value_name = "LANGUAGE", value_parser = languages())]
    language: Option<Language>,
    /// Region, such as cn-north-4; `htap regions` lists the known ones; repeat the option to ask several
    #[arg(long = "region", value_name = "ID", value_parser = RegionId, hide_possible_values = true)]
    regions: Vec<String>,
    #[command(flatten)]
    client: CommonOptions,
    /// Ask all regions of `htap regions` that share accounts with the region of the environment
    #[arg(long, conflicts_with_all = ["regions", "sandbox"])]
    all_regions: bool,
    /// Only kernel versions that begin with these parts, such as 3.1.10
    #[arg(long, value_name = "PARTS", value_parser = version)]
    kernel_version: Option<KernelVersion>,
    /// Call a temporary local sandbox; ignores credentials, project and region
    #[arg(long)]
    sandbox: bool,
}

#[derive(Serialize)]
pub(crate) struct Row {
    /// Only if several regions are asked, so that the columns do not depend on the answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    engine_name: EngineName,
    id: DatastoreId,
    name: DatastoreVersion,
    pub(crate) kernel_version: KernelVersion,
}

/// Rows, and what failed.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) rows: Vec<Row>,
    /// The calls without rows, with their regions.
    failures: Vec<(Option<Region>, Error)>,
    /// The number of regions, if several are asked.
    regions: Option<usize>,
}

pub(crate) fn engine() -> impl TypedValueParser<Value = EngineName> {
    let names = EngineName::ALL.iter().map(|engine| engine.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

/// The names of all engines.
pub(crate) fn engine_names(separator: &str) -> String {
    let names: Vec<_> = EngineName::ALL.iter().map(|engine| engine.as_str()).collect();
    names.join(separator)
}

/// A version or the beginning of one. Anything else compares with no version, and would look like an answer.
pub(crate) fn version(text: &str) -> Result<KernelVersion, &'static str> {
    KernelVersion::parse(text).map_err(|_| "a version has numbers and dots, such as 3.1.6.0")
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let names = Language::ALL.iter().map(Language::to_string);
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}

impl Query {
    /// Asks for the versions of these engines. Finds the rows of all engines and regions that answer, even if others fail.
    pub(crate) async fn ask(&self, engines: &[EngineName]) -> Result<Answer, Failure> {
        let mut answer = if self.is_single() {
            self.ask_one(engines).await?
        } else {
            self.ask_several(engines).await?
        };
        if let Some(series) = &self.kernel_version {
            answer.rows.retain(|row| row.kernel_version.is_in_series(series.as_str()));
        }
        Ok(answer)
    }

    fn is_single(&self) -> bool {
        self.sandbox || !self.all_regions && self.regions.len() < 2
    }

    pub(crate) fn is_filtered(&self) -> bool {
        self.kernel_version.is_some()
    }

    /// That there is no version of these engines.
    pub(crate) fn no_version(&self, engines: &[EngineName]) -> Failure {
        let version = self.kernel_version.as_ref().map(|version| format!(" {version}"));
        let version = version.unwrap_or_default();
        let names: Vec<_> = engines.iter().map(|engine| format!("{engine}{version}")).collect();
        let names = names.join(", ");
        Failure::NoVersion(if self.is_single() {
            format!("The region has no {names}.")
        } else {
            format!("No region has {names}.")
        })
    }

    async fn ask_one(&self, engines: &[EngineName]) -> Result<Answer, Failure> {
        let sandbox = if self.sandbox { Some(Sandbox::start().await?) } else { None };
        let client = self.client(sandbox.as_ref())?;
        let mut answer = Answer::default();
        for engine in engines {
            let result = client.list_datastores(*engine).await;
            // The service may accept the next engine. Any other error applies to all engines.
            let is_last = result.as_ref().is_err_and(|e| e.kind() != ErrorKind::InvalidRequest);
            answer.add(None, *engine, result);
            if is_last {
                break;
            }
        }
        if sandbox.is_none() && !answer.failures.is_empty() {
            note_unlisted_region(self.regions.first());
        }
        if sandbox.is_some() {
            message!(
                "This is sandbox data: examples from the contract, not the versions of a region."
            );
        }
        Ok(answer)
    }

    /// The client of the only region. Options take precedence over the environment.
    fn client(&self, sandbox: Option<&Sandbox>) -> taurusdb_htap::Result<Client> {
        let builder = match (sandbox, &*self.regions) {
            (Some(sandbox), _) => sandbox.client_builder(),
            (None, [region]) => self.client.builder().region(region),
            (None, _) => self.client.builder(),
        };
        self.with_language(builder).build()
    }

    /// Writes the requests to one region as curl commands.
    pub(crate) fn write_curl(
        &self,
        output: &mut Vec<u8>,
        engines: &[EngineName],
    ) -> Result<(), Failure> {
        if self.regions.len() > 1 {
            let problem = "--dry-run prints the requests to one region".to_owned();
            return Err(Failure::Unknown { problem, hint: "Pass `--region` once." });
        }
        Ok(curl::write(output, &self.client(None)?, engines, self.language)?)
    }

    fn with_language(&self, builder: ClientBuilder) -> ClientBuilder {
        match self.language {
            Some(language) => builder.language(language),
            None => builder,
        }
    }

    /// Asks several regions at once. The rows are in the order of the options, or of `htap regions`.
    async fn ask_several(&self, engines: &[EngineName]) -> Result<Answer, Failure> {
        let builder = self.with_language(self.client.builder());
        let (client, order) = if self.all_regions {
            (builder.build_across_all()?, Region::ALL.to_vec())
        } else {
            let regions = self.regions.iter().map(Region::new);
            let regions = regions.collect::<Result<Vec<_>, _>>()?;
            (builder.build_across(regions.clone())?, regions)
        };
        let total = client.regions().len();
        let mut progress = Progress::start(total);
        let mut answers = client.list_datastores(engines.iter().copied());
        let mut found = Vec::<(Region, _, _)>::new();
        while let Some(answer) = answers.next().await {
            let others = found.iter().filter(|(region, ..)| *region == answer.0).count();
            if others + 1 == engines.len() {
                progress.advance();
            }
            found.push(answer);
        }
        drop(progress);
        found.sort_by_key(|(region, ..)| order.iter().position(|known| known == region));
        let mut answer = Answer { regions: Some(total), ..Answer::default() };
        for (region, engine, result) in found {
            // The error of the engine before applies to this one.
            let is_known = |(known, error): &(Option<Region>, Error)| {
                known.as_ref() == Some(&region) && error.kind() != ErrorKind::InvalidRequest
            };
            if result.is_err() && answer.failures.last().is_some_and(is_known) {
                continue;
            }
            answer.add(Some(region), engine, result);
        }
        Ok(answer)
    }
}

impl Answer {
    fn add(
        &mut self,
        region: Option<Region>,
        engine_name: EngineName,
        result: taurusdb_htap::Result<Datastores>,
    ) {
        match result {
            Ok(found) => self.rows.extend(found.into_iter().map(|found| Row {
                region: region.as_ref().map(|region| region.id().to_owned()),
                engine_name,
                id: found.id,
                name: found.name,
                kernel_version: found.kernel_version,
            })),
            Err(error) => self.failures.push((region, error)),
        }
    }

    /// The names of the fields of the rows. With the region and the ID, the lines of a table are too long for a terminal.
    pub(crate) fn columns(&self, format: Format) -> Vec<&'static str> {
        let mut columns = vec!["region", "engine_name", "id", "name", "kernel_version"];
        match (self.regions, format) {
            (Some(_), Format::Table) => _ = columns.remove(2),
            (Some(_), _) => {}
            (None, _) => _ = columns.remove(0),
        }
        columns
    }

    /// Whether a call failed, so that there may be further rows.
    pub(crate) fn has_failures(&self) -> bool {
        self.failures.iter().any(|(region, error)| !is_note(region.as_ref(), error))
    }

    /// Reports the regions without a project, and returns the failures. Regions with the same error share one report.
    pub(crate) fn end(self) -> Result<(), Failure> {
        let mut notes = Vec::new();
        let mut failures = Vec::<(Vec<String>, Error)>::new();
        for (region, error) in self.failures {
            let id = region.as_ref().map(|region| region.id().to_owned());
            let regions = if is_note(region.as_ref(), &error) {
                &mut notes
            } else {
                let text = error.to_string();
                let known = failures.iter().position(|(_, known)| known.to_string() == text);
                let index = known.unwrap_or(failures.len());
                if known.is_none() {
                    failures.push((Vec::new(), error));
                }
                &mut failures[index].0
            };
            regions.extend(id.filter(|id| !regions.contains(id)));
        }
        if !notes.is_empty() {
            let regions = notes.join(", ");
            message!("{HINT}note:{HINT:#} The account has no project in {regions}.");
        }
        let failed = failures.iter().flat_map(|(regions, _)| regions);
        note_unlisted(notes.iter().chain(failed));
        let failures = failures.into_iter().map(|(regions, error)| {
            let is_of_all = Some(regions.len()) == self.regions;
            (if is_of_all { String::new() } else { regions.join(", ") }, error)
        });
        let failures: Vec<_> = failures.collect();
        if failures.is_empty() { Ok(()) } else { Err(Failure::Calls(failures)) }
    }
}

/// Whether the account does not use the region. That is no failure of one region of several.
fn is_note(region: Option<&Region>, error: &Error) -> bool {
    region.is_some() && error.is_missing_project()
}
