//! Runs commands on a pseudo-terminal, and prints its screen as text for golden files.

use std::fmt::Write as _;
use std::io::Read;
use std::num::NonZero;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use pty_process::Size;
use pty_process::blocking::{Command as PtyCommand, Pty, open};
use regex_lite::Regex;
use vt100::{Cell, Color, Parser};

/// More rows than any command prints, so that none is lost.
const ROWS: u16 = 400;

/// The stream that is a pipe instead of the terminal.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Pipe {
    Stdout,
    Stderr,
}

/// Starts a command in a new session on a new terminal.
pub(crate) fn start(command: Command, columns: u16, pipe: Option<Pipe>) -> (Pty, Child) {
    let (pty, pts) = open().unwrap();
    pty.resize(Size::new(ROWS, columns)).unwrap();
    let command = PtyCommand::from(command);
    let command = match pipe {
        None => command,
        Some(Pipe::Stdout) => command.stdout(Stdio::piped()),
        Some(Pipe::Stderr) => command.stderr(Stdio::piped()),
    };
    (pty, command.spawn(pts).unwrap())
}

/// Reads from the terminal until `text` has arrived, or until every process has closed it.
pub(crate) fn read_until(pty: &mut Pty, seen: &mut Vec<u8>, text: &str) {
    let mut buffer = [0; 4096];
    while text.is_empty() || !String::from_utf8_lossy(seen).contains(text) {
        match pty.read(&mut buffer) {
            // On Linux, reading from a terminal that no process has open is an error.
            Ok(0) | Err(_) => break,
            Ok(length) => seen.extend(&buffer[..length]),
        }
    }
}

/// Runs a command to its end, and returns the output on the terminal, the output in the pipe, and the exit status.
pub(crate) fn run(
    command: Command,
    columns: u16,
    pipe: Option<Pipe>,
) -> (String, String, ExitStatus) {
    let (mut pty, mut child) = start(command, columns, pipe);
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let piped = thread::spawn(move || {
        let mut text = String::new();
        stdout.map(|mut stdout| stdout.read_to_string(&mut text).unwrap());
        stderr.map(|mut stderr| stderr.read_to_string(&mut text).unwrap());
        text
    });
    let mut seen = Vec::new();
    read_until(&mut pty, &mut seen, "");
    (String::from_utf8(seen).unwrap(), piped.join().unwrap(), child.wait().unwrap())
}

/// Prints the screen with a line for each row: `| ` and its text, or `+ ` for the rest of a wrapped line.
/// If a row has styles, a line `~ ` below it has a letter for the style of each character.
pub(crate) fn screen(bytes: &str, columns: u16) -> String {
    // Only sequences for styles may reach a terminal.
    for sequence in bytes.split('\u{1b}').skip(1) {
        let end = sequence.find(|letter: char| !matches!(letter, '[' | ';' | '0'..='9'));
        assert!(
            sequence.starts_with('[') && sequence[end.unwrap()..].starts_with('m'),
            "{sequence:?}"
        );
    }
    let mut terminal = Parser::new(NonZero::new(ROWS).unwrap(), NonZero::new(columns).unwrap(), 0);
    terminal.process(bytes.as_bytes());
    let screen = terminal.screen();
    let (last, column) = screen.cursor_position();
    assert!(last + 1 < ROWS, "the screen is full");
    let mut text = String::new();
    for row in 0..=last {
        let cells = (0..columns).filter_map(|column| screen.cell(row, column));
        let cells = cells.filter(|cell| !cell.is_wide_continuation());
        let (letters, styles): (Vec<_>, String) =
            cells.map(|cell| (shown(cell), style(cell))).unzip();
        let mark = if row > 0 && screen.row_wrapped(row - 1) { '+' } else { '|' };
        if row == last && column == 0 {
            break; // the shell prints its prompt here
        }
        writeln!(text, "{}", format!("{mark} {}", letters.concat()).trim_end()).unwrap();
        if !styles.trim().is_empty() {
            writeln!(text, "~ {}", styles.trim_end()).unwrap();
        }
    }
    if column > 0 {
        text += "(The last line does not end.)\n";
    }
    text
}

fn shown(cell: &Cell) -> &str {
    if cell.has_contents() { cell.contents() } else { " " }
}

/// The styles that the command and its help use. Any other style is an error.
fn style(cell: &Cell) -> char {
    let odd = cell.italic() || cell.inverse() || cell.dim() || cell.bgcolor() != Color::Default;
    match (cell.fgcolor(), cell.bold(), cell.underline(), odd) {
        (Color::Default, false, false, false) => ' ',
        (Color::Default, true, false, false) => 'B', // bold
        (Color::Default, true, true, false) => 'U',  // bold, underlined
        (Color::Idx(1), true, false, false) => 'R',  // bold, red
        (Color::Idx(2), false, false, false) => 'g', // green
        (Color::Idx(2), true, false, false) => 'G',  // bold, green
        (Color::Idx(3), false, false, false) => 'y', // yellow
        (Color::Idx(3), true, false, false) => 'Y',  // bold, yellow
        (Color::Idx(6), true, false, false) => 'C',  // bold, cyan
        other => panic!("a style without a letter: {other:?}"),
    }
}

/// Masks what differs from run to run: ports of five digits, times, and request IDs.
pub(crate) fn masked(text: &str) -> String {
    let mut masked = text.to_owned();
    for (pattern, mask) in [
        (r"127\.0\.0\.1:\d{5}\b", "127.0.0.1:#####".to_owned()),
        (r" attempts in [0-9.]+m?s", " attempts in #s".to_owned()),
        (r"((?:request ID\s|请求ID：)\s*)[0-9a-f]{32}", format!("$1{}", "#".repeat(32))),
    ] {
        masked = Regex::new(pattern).unwrap().replace_all(&masked, &*mask).into_owned();
    }
    masked
}
