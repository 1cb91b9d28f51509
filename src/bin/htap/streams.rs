//! Standard output and standard error. Only this file writes to them and decides about color.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;
use anstream::stream::RawStream;
use clap::builder::styling::{AnsiColor, Style};
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, fill};

use crate::language::translated;

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// A space at which lines are not broken.
const NO_BREAK: &str = "\u{a0}";

/// The columns of help that is not on a terminal, and the most on a terminal.
const HELP_COLUMNS: usize = 100;

/// Punctuation that no line begins with, or ends with.
const CLOSING: &str = "，。、；：？！）》」”’…,.;:?!)]'";
const OPENING: &str = "（《「“‘([";

/// Writes a message to standard error, and ignores a stream that is closed or full.
macro_rules! message {
    ($($arguments:tt)*) => { crate::streams::print_error(format_args!("{}\n", format_args!($($arguments)*))) };
}

/// Writes `text` to standard error: in the language of the command, with lines that fit the terminal, and with styles if the
/// stream shows them.
pub(crate) fn print_error(text: impl Display) {
    print_translated_error(&translated(&text.to_string()));
}

/// Writes `text` to standard error, as [`print_error`] does. It is in the language of the command already.
pub(crate) fn print_translated_error(text: &str) {
    let stream = io::stderr();
    let text = wrapped(text, columns(&stream), |line| last_column(line).max(4));
    _ = write_all(&styled(text, &stream), stream);
}

/// Writes over the current line of standard error, if it is a terminal. The new text is at least as long as the old one.
pub(crate) fn replace_line(text: &str) {
    let stream = io::stderr();
    if stream.is_terminal() {
        _ = write_all(format!("\r{}", translated(text)).as_bytes(), stream);
    }
}

/// Writes all of `bytes` to standard output, unchanged: rows have no styles.
pub(crate) fn print(bytes: &[u8]) -> io::Result<()> {
    write_all(bytes, io::stdout())
}

/// The number of columns of `stream`, if it is a terminal that reports its size.
pub(crate) fn columns(stream: &impl Stream) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| width.0.into())
}

/// Help in the language of the command. `clap` breaks lines at spaces alone, which Chinese does not have.
pub(crate) fn help(text: impl Display) -> String {
    let columns = columns(&io::stdout()).unwrap_or(HELP_COLUMNS).min(HELP_COLUMNS);
    wrapped(&translated(&text.to_string()), Some(columns), last_column)
}

/// The column in which the last part of a line begins, after two spaces.
fn last_column(line: &str) -> usize {
    display_width(&line[..line.rfind("  ").map_or(0, |gap| gap + 2)])
}

/// Breaks lines between words; terminals break them within words. Text in backticks is not broken, so that users can copy a
/// command. `indent` is the column in which the further lines of a line begin.
pub(crate) fn wrapped(
    text: &str,
    columns: Option<usize>,
    indent: impl Fn(&str) -> usize,
) -> String {
    let Some(columns) = columns else {
        return text.to_owned();
    };
    let options = Options::new(columns)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    let unbroken = text.split('`').enumerate().map(|(number, part)| match number % 2 {
        0 => part.to_owned(),
        _ => part.replace(' ', NO_BREAK),
    });
    let text = unbroken.collect::<Vec<_>>().join("`");
    let lines = text.split('\n').map(|line| {
        let indent = " ".repeat(indent(line).min(columns / 2));
        fill(line, options.clone().subsequent_indent(&indent))
    });
    lines.collect::<Vec<_>>().join("\n").replace(NO_BREAK, " ")
}

/// The parts between which a line may be broken: English words, and Chinese characters with their punctuation.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let is_wide = |letter| matches!(letter, '\u{2e80}'..='\u{ffef}');
    let mut is_name = false; // in backticks
    let letters = line.char_indices().zip(line.chars().skip(1));
    let breaks = letters.filter(move |((_, left), right)| {
        is_name ^= *left == '`';
        match (*left, *right) {
            (' ', right) => right != ' ',
            (_, ' ') => false,
            (left, right) => {
                let is_chinese = !is_name && (is_wide(left) || is_wide(right));
                is_chinese && !OPENING.contains(left) && !CLOSING.contains(right)
            }
        }
    });
    let ends = breaks.map(|((index, left), _)| index + left.len_utf8());
    let words = ends.chain([line.len()]).scan(0, |start, end| {
        let word = &line[*start..end];
        *start = end;
        Some(Word::from(word))
    });
    Box::new(words)
}

/// The text with or without styles. `anstream` decides by the stream, `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and `TERM`.
pub(crate) fn styled(text: impl Display, stream: &impl RawStream) -> Vec<u8> {
    let mut styled = AutoStream::new(Vec::new(), AutoStream::choice(stream));
    _ = write!(styled, "{text}"); // writing to a vector cannot fail
    styled.into_inner()
}

/// Writes all of `bytes`. Another process that shares the stream may have made it non-blocking; then this waits until the
/// stream has room.
fn write_all(bytes: &[u8], stream: impl Write + Stream) -> io::Result<()> {
    let mut stream = Waiting(stream);
    stream.write_all(bytes)?;
    stream.flush()
}

struct Waiting<S>(S);

impl<S: Stream + Write> Waiting<S> {
    fn retry<T>(&mut self, mut attempt: impl FnMut(&mut S) -> io::Result<T>) -> io::Result<T> {
        loop {
            match attempt(&mut self.0) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(&self.0)?,
                result => return result,
            }
        }
    }
}

impl<S: Stream + Write> Write for Waiting<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.retry(|stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.retry(S::flush)
    }
}

#[cfg(unix)]
use std::os::fd::AsFd as Stream;
#[cfg(windows)]
use std::os::windows::io::AsHandle as Stream;

#[cfg(unix)]
fn wait(stream: &impl Stream) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let mut stream = [PollFd::new(stream, PollFlags::OUT)];
    rustix::io::retry_on_intr(|| poll(&mut stream, None))?;
    Ok(())
}

#[cfg(windows)]
fn wait(_: &impl Stream) -> io::Result<()> {
    Err(io::ErrorKind::WouldBlock.into())
}
