//! `htap completions`: the scripts complete in a shell.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::command::run;

/// What bash offers for the last word of a line.
fn offered(words: &[&str]) -> Vec<String> {
    let (code, script, stderr) = run(&["completions", "bash"], &[]);
    assert_eq!((code, &*stderr), (0, ""));
    let ask = format!(
        "\nCOMP_WORDS=({}); COMP_CWORD={}\n_htap htap {:?} {:?}\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        words.join(" "),
        words.len() - 1,
        words[words.len() - 1],
        words[words.len() - 2],
    );
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-s"]).env_clear().env("PATH", "/usr/bin:/bin");
    bash.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut bash = bash.spawn().unwrap();
    bash.stdin.take().unwrap().write_all((script + &ask).as_bytes()).unwrap();
    let output = bash.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_options_and_values() {
    assert_eq!(offered(&["htap", "data"]), ["datastores"]);
    assert_eq!(offered(&["htap", "datastores", "--langu"]), ["--language"]);
    assert_eq!(offered(&["htap", "datastores", "--output", "j"]), ["json"]);
    assert_eq!(offered(&["htap", "completions", "f"]), ["fish"]);
    assert_eq!(offered(&["htap", "datastores", "s"]), ["star-rocks"]);
    assert_eq!(offered(&["htap", "datastores", "--region", "cn-north-4"]), ["cn-north-4"]);
    assert_eq!(offered(&["htap", "project", "--project-id", "/et"]), ["/et"], "not /etc");
}

#[test]
fn each_shell_has_a_script() {
    for (shell, begin) in [
        ("bash", "_htap()"),
        ("zsh", "#compdef htap"),
        ("fish", "# Print an optspec"),
        ("elvish", "\nuse builtin;"),
        ("powershell", "\nusing namespace"),
    ] {
        let (code, script, _) = run(&["completions", shell], &[]);
        assert!(code == 0 && script.starts_with(begin), "{shell}: {script:.40}");
        assert!(script.contains("datastores") && script.contains("dry-run"), "{shell}");
    }
    let (code, _, stderr) = run(&["completions", "cmd"], &[]);
    assert!(code == 2 && stderr.contains("bash, elvish, fish, powershell, zsh"), "{stderr}");
}
