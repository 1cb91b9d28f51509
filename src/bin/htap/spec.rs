//! `htap spec`

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde::{Serialize, Serializer};
use serde_saphyr::SingleQuoted;

use self::overlay::apply;
use crate::failure::{Failure, LOCAL_EXIT_CODES};

#[path = "../../build/overlay.rs"]
mod overlay;

const EXAMPLES: &str = "\
Examples:
  htap spec > taurusdb-htap.yaml
  htap spec iam > iam.yaml
  htap spec --language zh-cn --format json";

/// Print an OpenAPI contract, for your generator or viewer.
///
/// The contracts are those from which this command is built. The command sends no request.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// The service, or the operations of IAM that return tokens and project IDs
    #[arg(value_name = "CONTRACT", value_enum, default_value = "taurusdb-htap")]
    contract: Contract,
    /// Language of the descriptions
    #[arg(long, value_name = "LANGUAGE", default_value = "en-us", value_parser = ["en-us", "zh-cn"])]
    language: String,
    /// Format of the contract
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "yaml")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Contract {
    TaurusdbHtap,
    Iam,
}

impl Contract {
    /// The contract in English, and the overlay with its Chinese texts.
    fn sources(self) -> (&'static str, &'static str) {
        match self {
            Self::TaurusdbHtap => (
                include_str!("../../../openapi/taurusdb-htap.yaml"),
                include_str!("../../../openapi/overlays/taurusdb-htap.zh-cn.yaml"),
            ),
            Self::Iam => (
                include_str!("../../../openapi/iam.yaml"),
                include_str!("../../../openapi/overlays/iam.zh-cn.yaml"),
            ),
        }
    }
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

impl Arguments {
    pub(crate) fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let (english, chinese) = self.contract.sources();
        let is_english = self.language == "en-us";
        if is_english && self.format == Format::Yaml {
            output.write_all(english.as_bytes())?;
            return Ok(());
        }
        let mut contract = read(english)?;
        if !is_english {
            apply(&read(chinese)?, &mut contract).map_err(io::Error::other)?;
        }
        match self.format {
            Format::Yaml => {
                serde_saphyr::to_io_writer(output, &Node(&contract)).map_err(io::Error::other)?;
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut *output, &Node(&contract))
                    .map_err(io::Error::other)?;
                writeln!(output)?;
            }
        }
        Ok(())
    }
}

fn read(text: &'static str) -> io::Result<Yaml<'static>> {
    let documents = Yaml::load_from_str(text).map_err(io::Error::other)?;
    documents.into_iter().next().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// A value of the contract, whose keys keep their order.
struct Node<'a>(&'a Yaml<'a>);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Yaml::Mapping(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (Node(key), Node(value))))
            }
            Yaml::Sequence(items) => serializer.collect_seq(items.iter().map(Node)),
            // A reader of YAML 1.1 takes a date without quotes for a time.
            Yaml::Value(Scalar::String(text)) if text.get(4..5) == Some("-") => {
                SingleQuoted(text).serialize(serializer)
            }
            Yaml::Value(Scalar::String(text)) => serializer.serialize_str(text),
            Yaml::Value(Scalar::Integer(number)) => serializer.serialize_i64(*number),
            Yaml::Value(Scalar::FloatingPoint(number)) => serializer.serialize_f64(number.0),
            Yaml::Value(Scalar::Boolean(value)) => serializer.serialize_bool(*value),
            _ => serializer.serialize_unit(),
        }
    }
}
