//! Output formats: a table for people; JSON, YAML or CSV for programs.

use std::io::{self, Write};
use std::iter;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;
use serde_saphyr::{ser_options, to_io_writer_with_options};
use tabwriter::TabWriter;
use textwrap::core::display_width;

use crate::language::{is_given, translated};
use crate::streams;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Yaml,
    Csv,
}

/// Writes rows. A table and CSV have the fields in `columns`; JSON and YAML have all fields.
pub(crate) fn write<T: Serialize>(
    output: &mut Vec<u8>,
    format: Format,
    columns: &[&str],
    rows: &[T],
) -> io::Result<()> {
    let cells = |cell: fn(&Value) -> String| {
        let cells = rows.iter().map(|row| {
            let row = serde_json::to_value(row)?;
            Ok(columns.iter().map(|column| cell(&row[column])).collect())
        });
        cells.collect::<io::Result<Vec<Vec<_>>>>()
    };
    match format {
        Format::Table => {
            let table = table(columns, &cells(printable)?, streams::columns(&io::stdout()))?;
            output.write_all(table.as_bytes())
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(output);
            table.write_record(columns)?;
            cells(text)?.iter().try_for_each(|row| table.write_record(row))?;
            table.flush()
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut *output, rows)?;
            writeln!(output)
        }
        Format::Yaml => {
            // Without quotes, a reader of YAML 1.1 takes `12:30:45`, `2024-09-11` or `=` for something other than text.
            let options = ser_options! { quote_all: true };
            to_io_writer_with_options(output, &rows, options).map_err(io::Error::other)
        }
    }
}

/// A text of ours in a row, in the language of the command. Programs get English, unless the user chooses the language.
pub(crate) fn text_of(format: Format, text: &str) -> String {
    if matches!(format, Format::Table) || is_given() { translated(text) } else { text.to_owned() }
}

/// A table with a line for each row, or with a line for each field if the terminal has too few columns (`room`).
fn table(columns: &[&str], rows: &[Vec<String>], room: Option<usize>) -> io::Result<String> {
    let names: Vec<_> = columns.iter().map(|column| translated(&column.to_uppercase())).collect();
    let lines = iter::once(&names).chain(rows).map(|cells| cells.join("\t") + "\n");
    let table = aligned(&lines.collect::<String>())?;
    let width = table.lines().map(display_width).max();
    if room.is_none_or(|room| width <= Some(room)) {
        return Ok(table);
    }
    let records = rows.iter().map(|row| {
        let fields = names.iter().zip(row).map(|(name, cell)| format!("{name}\t{cell}\n"));
        fields.collect::<String>()
    });
    aligned(&records.collect::<Vec<_>>().join("\n"))
}

/// Aligns the cells of lines, which are separated by tabs.
fn aligned(lines: &str) -> io::Result<String> {
    let mut writer = TabWriter::new(Vec::new()).padding(3);
    writer.write_all(lines.as_bytes())?;
    let aligned = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(aligned).map_err(io::Error::other)
}

/// Replaces control characters, so that text from a service can neither draw on the terminal nor break a row.
fn printable(value: &Value) -> String {
    let letters = text(value);
    letters.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
