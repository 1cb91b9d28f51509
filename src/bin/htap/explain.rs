//! `htap explain`

use std::io::{self, Write};

use clap::Args;
use taurusdb_htap::{ErrorCode, StatusAdvice};
use textwrap::core::display_width;

use crate::failure::{Failure, LOCAL_EXIT_CODES};
use crate::language::translated;
use crate::streams::{columns, wrapped};

const EXAMPLES: &str = "\
Examples:
  htap explain DBS.280235
  htap explain 429";

/// Explain an error code or an HTTP status.
///
/// The command prints the meaning, what to do, and whether it helps to wait and try again. It sends no request.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Error code, such as `DBS.280235`, or HTTP status, such as `429`
    #[arg(value_name = "CODE|STATUS")]
    subject: String,
}

impl Arguments {
    pub(crate) fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        for row in ErrorCode::find(&self.subject) {
            let head = format!("{} with status {}", row.code, row.status);
            let message = row.message.map(|message| format!(": {message}")).unwrap_or_default();
            let head = format!("{head}{message}");
            write_entry(output, &head, row.meaning, row.action, row.waiting_helps)?;
            for detail in row.details {
                let head = format!("{}, if the message contains \"{}\"", row.code, detail.contains);
                write_entry(output, &head, detail.meaning, detail.action, detail.waiting_helps)?;
            }
        }
        if let Ok(status) = self.subject.parse::<u16>() {
            for row in StatusAdvice::ALL.iter().filter(|row| row.status == status) {
                let operation = row.operation.map(|operation| format!(" of {operation}"));
                let head =
                    format!("Status {status}{}: {}", operation.unwrap_or_default(), row.name);
                write_entry(output, &head, row.meaning, row.action, row.waiting_helps)?;
            }
            let codes = ErrorCode::ALL.iter().filter(|row| row.status == status);
            let codes: Vec<_> = codes.map(|row| row.code).collect();
            if !codes.is_empty() {
                let codes = format!("Codes with this status: {}", codes.join(", "));
                writeln!(output, "\n{}", translated(&codes))?;
            }
        }
        if output.is_empty() {
            let subject = self.subject.escape_debug();
            let hint = if self.subject.parse::<u16>().is_ok() {
                "A status that the contract does not list has the meaning that HTTP gives it."
            } else {
                "The service may return codes that the contract does not list. Explain the HTTP status of the response."
            };
            let problem = format!("`{subject}` is not a known error code or HTTP status");
            return Err(Failure::Unknown { problem, hint });
        }
        Ok(())
    }
}

fn write_entry(
    output: &mut Vec<u8>,
    head: &str,
    meaning: &str,
    action: &str,
    waiting_helps: bool,
) -> io::Result<()> {
    let gap = if output.is_empty() { "" } else { "\n" };
    let waiting = if waiting_helps { "helps" } else { "does not help" };
    let [head, meaning, action, waiting] = [head, meaning, action, waiting].map(translated);
    let labels = ["Meaning: ", "To do: ", "Waiting: "].map(translated);
    let width = labels.iter().map(|label| display_width(label)).max().unwrap_or_default();
    let lines = labels.iter().zip([meaning, action, waiting]).map(|(label, value)| {
        format!("  {label}{}{value}", " ".repeat(width - display_width(label)))
    });
    let text = [gap.to_owned() + &head].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    writeln!(output, "{}", wrapped(&text, columns(&io::stdout()), |_| 2 + width))
}
