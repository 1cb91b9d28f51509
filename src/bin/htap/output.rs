//! Rows as a table for people, or as JSON, YAML or CSV for programs.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;
use tabwriter::TabWriter;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Yaml,
    Csv,
}

/// Writes rows. `columns` are the names of their fields: all of them in CSV, those to show in a table.
pub(crate) fn write<T: Serialize>(
    output: &mut Vec<u8>,
    format: Format,
    columns: &[&str],
    rows: &[T],
) -> io::Result<()> {
    match format {
        Format::Table => {
            let mut table = TabWriter::new(output).padding(3);
            writeln!(table, "{}", columns.join("\t").to_uppercase())?;
            for row in rows {
                let row = serde_json::to_value(row)?;
                let cells: Vec<_> = columns.iter().map(|column| cell(&row[column])).collect();
                writeln!(table, "{}", cells.join("\t"))?;
            }
            table.flush()
        }
        Format::Csv => {
            let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(output);
            table.write_record(columns)?;
            rows.iter().try_for_each(|row| table.serialize(row))?;
            table.flush()
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut *output, rows)?;
            writeln!(output)
        }
        Format::Yaml => {
            let text = serde_saphyr::to_string(&rows).map_err(io::Error::other)?;
            output.write_all(text.as_bytes())
        }
    }
}

/// The text of a service must not draw on a terminal, nor break a row.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
