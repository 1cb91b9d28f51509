//! `htap completions`

use clap::{Args, Command, ValueHint};
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
        generate(self.shell, &mut without_files(localized(command)), "htap", output);
    }
}

/// Shells complete the names of files for each value, unless a hint says otherwise.
fn without_files(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let takes_values = argument.get_action().takes_values();
        if takes_values && argument.get_value_hint() == ValueHint::Unknown {
            argument.value_hint(ValueHint::Other)
        } else {
            argument
        }
    });
    command.mut_subcommands(without_files)
}
