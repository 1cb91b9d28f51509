//! `htap regions`

use std::env;
use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Command};
use serde::Serialize;
use taurusdb_htap::Region;

use crate::failure::{Failure, LOCAL_EXIT_CODES};
use crate::output::{Format, text_of, write};
use crate::streams::HINT;

const EXAMPLES: &str = "\
Examples:
  htap regions
  htap regions --output json";

/// List the known regions and their endpoints.
///
/// You can use other regions as well; the client derives their endpoints from the vendor's naming scheme. The table omits
/// the endpoints of IAM; the other formats include them. The command sends no request.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Output format
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
}

#[derive(Serialize)]
struct Row {
    region: String,
    name: Option<String>,
    endpoint: String,
    iam_endpoint: String,
}

impl Arguments {
    pub(crate) fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let rows: Vec<_> = Region::ALL
            .iter()
            .map(|region| Row {
                region: region.id().to_owned(),
                name: region.name().map(|name| text_of(self.output, name)),
                endpoint: region.endpoint().to_owned(),
                iam_endpoint: region.iam_endpoint().to_owned(),
            })
            .collect();
        let mut columns = vec!["region", "name", "endpoint", "iam_endpoint"];
        if let Format::Table = self.output {
            columns.pop(); // otherwise the lines are too long for a terminal
        }
        write(output, self.output, &columns, &rows)?;
        Ok(())
    }
}

/// The ID of a region. Shells complete the known ones, and any other is valid: the vendor adds regions.
#[derive(Clone)]
pub(crate) struct RegionId;

impl TypedValueParser for RegionId {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Region::ALL.iter().map(|region| PossibleValue::new(region.id()))))
    }
}

/// The most letters in which a mistyped ID differs from the meant one.
const LIKELY_TYPOS: usize = 2;

/// As [`note_unlisted`], for the one region of an option or else of the environment.
pub(crate) fn note_unlisted_region(option: Option<&String>) {
    let set = option.cloned().or_else(|| env::var("HW_REGION_NAME").ok());
    note_unlisted(&set.filter(|id| !id.is_empty()));
}

/// Names the regions of failures that are not known, because the cause may be a typo.
pub(crate) fn note_unlisted<'i>(ids: impl IntoIterator<Item = &'i String>) {
    for id in ids {
        let distance = |region: &&Region| strsim::levenshtein(region.id(), id);
        let Some(nearest) = Region::ALL.iter().min_by_key(distance) else { return };
        match distance(&nearest) {
            0 => {}
            1..=LIKELY_TYPOS => message!(
                "{HINT}note:{HINT:#} `{id}` is not in `htap regions`; did you mean `{}`?",
                nearest.id()
            ),
            _ => message!("{HINT}note:{HINT:#} `{id}` is not in `htap regions`."),
        }
    }
}
