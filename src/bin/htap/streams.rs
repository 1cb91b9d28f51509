//! Standard output and standard error: the one place that decides about colour, and that writes.

use std::fmt::Display;
use std::io::{self, Write};

use anstream::AutoStream;
use anstream::stream::RawStream;
use clap::builder::styling::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter, fill};

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// A space at which no line is broken.
const NO_BREAK: &str = "\u{a0}";

/// Writes a line to standard error. If that is closed or full, nobody can be told.
macro_rules! tell {
    ($($arguments:tt)*) => { crate::streams::print_error(format_args!("{}\n", format_args!($($arguments)*))) };
}

/// Writes `text` to standard error, in lines that it can show, and without its styles unless it shows them.
pub(crate) fn print_error(text: impl Display) {
    let stream = io::stderr();
    let text = wrapped(&text.to_string(), columns(&stream), 4);
    _ = write_all(&styled(text, &stream), stream);
}

/// Writes all of `bytes` to standard output as they are: rows have no styles.
pub(crate) fn print(bytes: &[u8]) -> io::Result<()> {
    write_all(bytes, io::stdout())
}

/// How many columns `stream` shows, if it is a terminal that knows.
pub(crate) fn columns(stream: &impl Stream) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(width, _)| width.0.into())
}

/// Breaks lines between words, as no terminal does. What is in backticks stays whole, so that a command can be copied.
pub(crate) fn wrapped(text: &str, columns: Option<usize>, indent: usize) -> String {
    let Some(columns) = columns else {
        return text.to_owned();
    };
    let indent = " ".repeat(indent);
    let options = Options::new(columns)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    let unbroken = text.split('`').enumerate().map(|(number, part)| match number % 2 {
        0 => part.to_owned(),
        _ => part.replace(' ', NO_BREAK),
    });
    let text = unbroken.collect::<Vec<_>>().join("`");
    let lines = text.split('\n').map(|line| fill(line, &options));
    lines.collect::<Vec<_>>().join("\n").replace(NO_BREAK, " ")
}

/// The text as `stream` shows it. `anstream` decides by the stream, `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and `TERM`.
pub(crate) fn styled(text: impl Display, stream: &impl RawStream) -> Vec<u8> {
    let mut styled = AutoStream::new(Vec::new(), AutoStream::choice(stream));
    _ = write!(styled, "{text}"); // a vector has room for everything
    styled.into_inner()
}

/// Another process that shares a stream may have made it non-blocking: then this waits until it has room.
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
