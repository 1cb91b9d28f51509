//! `htap completions`

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use crate::failure::LOCAL_EXIT_CODES;
use crate::language::localized;

const EXAMPLES: &str = "\
Examples:
  source <(htap completions bash)                            # in ~/.bashrc
  htap completions zsh > ~/.zfunc/_htap                      # a folder of $fpath
  htap completions fish > ~/.config/fish/completions/htap.fish";

/// Print a script that completes commands and options in your shell.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Shell that reads the script
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

impl Arguments {
    pub(crate) fn run(self, command: Command, output: &mut Vec<u8>) {
        generate(self.shell, &mut localized(command), "htap", output);
    }
}
