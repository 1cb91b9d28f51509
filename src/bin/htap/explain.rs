//! `htap explain`

use std::io::{self, Write};

use clap::Args;
use taurusdb_htap::{ErrorCode, StatusAdvice};

use crate::Failure;
use crate::streams::{columns, wrapped};

/// Say what an error code or an HTTP status means, and what to do.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Such as `DBS.280235`, `APIGW.0301` or `429`
    #[arg(value_name = "CODE|STATUS")]
    subject: String,
}

impl Arguments {
    pub(crate) fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        for row in ErrorCode::find(&self.subject) {
            let head = format!("{} with status {}", row.code, row.status);
            let message = row.message.map(|message| format!(": {message}")).unwrap_or_default();
            tell(output, &format!("{head}{message}"), row.meaning, row.action, row.waiting_helps)?;
            for detail in row.details {
                let head = format!("{} that says \"{}\"", row.code, detail.contains);
                tell(output, &head, detail.meaning, detail.action, detail.waiting_helps)?;
            }
        }
        if let Ok(status) = self.subject.parse::<u16>() {
            for row in StatusAdvice::ALL.iter().filter(|row| row.status == status) {
                let operation = row.operation.map(|operation| format!(" of {operation}"));
                let head =
                    format!("Status {status}{}: {}", operation.unwrap_or_default(), row.name);
                tell(output, &head, row.meaning, row.action, row.waiting_helps)?;
            }
            let codes = ErrorCode::ALL.iter().filter(|row| row.status == status);
            let codes: Vec<_> = codes.map(|row| row.code).collect();
            if !codes.is_empty() {
                writeln!(output, "\nCodes with this status: {}", codes.join(", "))?;
            }
        }
        if output.is_empty() {
            return Err(Failure::Usage(format!(
                "`{}` is not in the contract's tables; an unknown code is ordinary, so try the HTTP status it came with",
                self.subject.escape_debug()
            )));
        }
        Ok(())
    }
}

fn tell(
    output: &mut Vec<u8>,
    head: &str,
    meaning: &str,
    action: &str,
    waiting_helps: bool,
) -> io::Result<()> {
    let gap = if output.is_empty() { "" } else { "\n" };
    let waiting = if waiting_helps { "helps" } else { "does not help" };
    let text =
        format!("{gap}{head}\n  Meaning: {meaning}\n  To do:   {action}\n  Waiting: {waiting}");
    writeln!(output, "{}", wrapped(&text, columns(&io::stdout()), "  Meaning: ".len()))
}
