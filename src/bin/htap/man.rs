//! `htap man`

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::builder::Resettable;
use clap::{Args, Command, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::failure::{Failure, LOCAL_EXIT_CODES};
use crate::language::{localized, translated};

const EXAMPLES: &str = "\
Examples:
  htap man | man -l -
  htap man ~/.local/share/man/man1";

/// Print the manual page of `htap`, or write the pages of all its commands.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Folder for the pages of all commands, such as `htap-datastores.1`; it must exist
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn run(self, command: Command, output: &mut Vec<u8>) -> Result<(), Failure> {
        // There is no page for the command `help`.
        let mut command = localized(command.disable_help_subcommand(true));
        match self.folder {
            Some(folder) => {
                command.build(); // names the pages of the subcommands
                write_all(command, &folder)?;
            }
            None => write(command, output)?,
        }
        Ok(())
    }
}

/// Writes the pages of a command and of its subcommands.
fn write_all(command: Command, folder: &Path) -> io::Result<()> {
    for command in command.get_subcommands() {
        write_all(command.clone(), folder)?;
    }
    let path = folder.join(Man::new(command.clone()).get_filename());
    let mut page = Vec::new();
    write(command, &mut page)?;
    fs::write(path, page)
}

/// Writes a page. Examples and exit codes get their usual sections and keep their lines; `clap_mangen` fills them.
fn write(command: Command, page: &mut Vec<u8>) -> io::Result<()> {
    let help = command.get_after_long_help().or(command.get_after_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let command = command.after_help(Resettable::Reset).after_long_help(Resettable::Reset);
    Man::new(command).render(page)?;
    let sections = [("Examples:", "EXAMPLES"), ("Exit codes:", "EXIT STATUS")];
    let mut roff = Roff::new();
    for line in help.lines().filter(|line| !line.is_empty()) {
        let section =
            sections.iter().find(|(heading, _)| line == *heading || line == translated(heading));
        if let Some((_, name)) = section {
            roff.control("fi", []).control("SH", [*name]).control("nf", []);
        } else if line.starts_with(' ') {
            roff.text([roman(line)]);
        } else {
            roff.control("fi", []).control("PP", []).text([roman(line)]).control("nf", []);
        }
    }
    roff.control("fi", []).to_writer(page)
}
