//! `htap man`

use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::{Man, generate_to};

use crate::failure::{Failure, LOCAL_EXIT_CODES};
use crate::language::localized;

const EXAMPLES: &str = "\
Examples:
  htap man | man -l -
  htap man ~/.local/share/man/man1";

/// Print the manual page of `htap`, or write the pages of all its commands.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Folder for the pages of all commands, such as `htap-datastores.1`; it must exist
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn run(self, command: Command, output: &mut Vec<u8>) -> Result<(), Failure> {
        // There is no page for the command `help`.
        let command = localized(command.disable_help_subcommand(true));
        match self.folder {
            Some(folder) => generate_to(command, folder)?,
            None => Man::new(command).render(output)?,
        }
        Ok(())
    }
}
