//! Rows as a table for people, or as JSON, YAML or CSV for programs.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;
use tabwriter::TabWriter;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
    Yaml,
    Csv,
}

/// Writes rows; `columns` are the names of their fields, for the formats with a head line.
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
            let mut cells = csv::WriterBuilder::new();
            cells.has_headers(false).delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
            separated(cells.from_writer(&mut table), rows)?;
            table.flush()
        }
        Format::Csv => {
            let mut cells = csv::WriterBuilder::new().has_headers(false).from_writer(output);
            cells.write_record(columns)?;
            separated(cells, rows)
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

fn separated<T: Serialize>(mut cells: csv::Writer<impl Write>, rows: &[T]) -> io::Result<()> {
    rows.iter().try_for_each(|row| cells.serialize(row))?;
    cells.flush()
}
