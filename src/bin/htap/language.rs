//! The language of the command, and its Chinese texts.
//!
//! All texts in the code are English. The files in `chinese/` have a line in English and below it a line in Chinese, with
//! `{}` for each value. In Chinese, `{0}` and `{1}` stand for the values in another order. The build script adds the texts of
//! the contract's tables.

use std::collections::HashMap;
use std::env;
use std::sync::OnceLock;

use clap::Command;
use clap::builder::{PossibleValue, Resettable, StyledStr};

const TEXTS: [&str; 5] = [
    include_str!("chinese/clap.txt"),
    include_str!("chinese/command.txt"),
    include_str!("chinese/help.txt"),
    include_str!("chinese/library.txt"),
    include_str!(concat!(env!("OUT_DIR"), "/chinese.txt")),
];

/// The values of the option `--lang`, with the names that locales have.
pub(crate) fn names() -> [PossibleValue; 2] {
    let english = ["en", "en_us", "en_us.utf-8", "en_us.utf8"];
    let chinese = ["zh", "zh_cn", "zh_cn.utf-8", "zh_cn.utf8"];
    [PossibleValue::new("en-us").aliases(english), PossibleValue::new("zh-cn").aliases(chinese)]
}

/// How deep the parts of a sentence are translated. It limits the time for a long text from a server.
const DEPTH: u8 = 10;

struct Choice {
    /// `None` in English.
    catalogue: Option<Catalogue>,
    /// Whether the language comes from the option, so that it applies to the formats for programs, too.
    is_given: bool,
}

static CHOICE: OnceLock<Choice> = OnceLock::new();

/// Chooses the language, before the arguments are parsed: their errors are in it.
pub(crate) fn choose() {
    let mut words = env::args_os().map(|word| word.to_string_lossy().into_owned());
    let mut given = None;
    while let Some(word) = words.next().filter(|word| word != "--") {
        given = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(value) => value.strip_prefix('=').map(str::to_owned).or(given),
            None => given,
        };
    }
    let given = given.and_then(|name| names().into_iter().find(|it| it.matches(&name, true)));
    let is_given = given.is_some();
    let is_chinese = given.map_or_else(
        || {
            let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(env::var_os);
            let mut locales = variables.filter(|value| !value.is_empty());
            locales.next().is_some_and(|locale| is_chinese(&locale.to_string_lossy()))
        },
        |name| name.get_name() == "zh-cn",
    );
    let catalogue = is_chinese.then(|| Catalogue::read(&TEXTS));
    _ = CHOICE.set(Choice { catalogue, is_given }); // there is no other
}

/// Whether a locale is for readers of simplified Chinese on a terminal with UTF-8. Traditional Chinese is another script, so
/// its readers get English.
fn is_chinese(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase().replace('-', "_");
    let (name, codeset) = locale.split_once('.').unwrap_or((&locale, "utf8"));
    let mut parts = name.split(['_', '@']);
    let is_utf8 = matches!(codeset.split('@').next(), Some("utf8" | "utf_8"));
    is_utf8
        && parts.next() == Some("zh")
        && !parts.any(|part| matches!(part, "tw" | "hk" | "mo" | "hant"))
}

/// Whether the command speaks Chinese.
pub(crate) fn in_chinese() -> bool {
    CHOICE.get().is_some_and(|choice| choice.catalogue.is_some())
}

/// Whether the user chose the language by the option.
pub(crate) fn is_given() -> bool {
    CHOICE.get().is_some_and(|choice| choice.is_given)
}

/// The text in the language of the command. What has no translation stays as it is: values, and messages of other software.
pub(crate) fn translated(text: &str) -> String {
    match CHOICE.get().and_then(|choice| choice.catalogue.as_ref()) {
        Some(catalogue) => {
            text.split('\n').map(|line| catalogue.line(line)).collect::<Vec<_>>().join("\n")
        }
        None => text.to_owned(),
    }
}

/// The text in the language of the command, with `quoted`, the words of other software in it, unchanged.
pub(crate) fn translated_around(text: &str, quoted: &str) -> String {
    // No part of the catalogue has this character, which is for private use.
    const QUOTED: &str = "\u{e000}";
    translated(&text.replace(quoted, QUOTED)).replace(QUOTED, quoted)
}

/// The command with its help in the language, for manual pages and completions. They stay English unless the user chooses
/// the language by the option: packages install them for all users.
pub(crate) fn localized(mut command: Command) -> Command {
    if !is_given() || !in_chinese() {
        return command;
    }
    command.build(); // adds the command and the options for help
    let text = |text: Option<&StyledStr>| {
        Resettable::from(text.map(|text| StyledStr::from(translated(&text.to_string()))))
    };
    let [about, long_about] = [command.get_about(), command.get_long_about()].map(text);
    let [after, long_after] = [command.get_after_help(), command.get_after_long_help()].map(text);
    let command = command.mut_args(|argument| {
        let [help, long_help] = [argument.get_help(), argument.get_long_help()].map(text);
        argument.help(help).long_help(long_help)
    });
    let command = command.mut_subcommands(localized).about(about).long_about(long_about);
    command.after_help(after).after_long_help(long_after)
}

/// The Chinese of English texts.
struct Catalogue {
    texts: HashMap<&'static str, &'static str>,
    /// Texts with values: the parts around them. The most specific one comes first.
    templates: Vec<(Vec<&'static str>, &'static str)>,
}

impl Catalogue {
    fn read(files: &[&'static str]) -> Self {
        let mut lines = files.iter().flat_map(|file| file.lines()).filter(|line| !line.is_empty());
        let pairs = std::iter::from_fn(|| Some((lines.next()?, lines.next()?)));
        let (templates, texts) =
            pairs.partition::<Vec<_>, _>(|(english, _)| english.contains("{}"));
        let templates = templates.into_iter();
        let templates =
            templates.map(|(english, chinese)| (english.split("{}").collect(), chinese));
        let mut templates: Vec<(Vec<_>, _)> = templates.collect();
        templates.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.concat().len()));
        Self { texts: texts.into_iter().collect(), templates }
    }

    /// Translates the last column of a line, and a styled label before it.
    fn line(&self, line: &str) -> String {
        let (start, text) = line.split_at(line.rfind("  ").map_or(0, |gap| gap + 2));
        let styles = text.split_inclusive('m').take_while(|part| part.starts_with('\u{1b}'));
        let (style, rest) = text.split_at(styles.map(str::len).sum());
        let label = rest.split_once('\u{1b}').filter(|_| !style.is_empty());
        if let Some((label, (end, rest))) =
            label.and_then(|(label, rest)| Some((self.texts.get(label)?, rest.split_once('m')?)))
        {
            let rest = rest.trim_start();
            let rest = self.find(rest, DEPTH).unwrap_or_else(|| rest.to_owned());
            return format!("{start}{style}{label}\u{1b}{end}m{rest}");
        }
        format!("{start}{}", self.find(text, DEPTH).unwrap_or_else(|| text.to_owned()))
    }

    /// The Chinese of a sentence, of several, or of a part of one.
    fn find(&self, text: &str, depth: u8) -> Option<String> {
        let (text, depth) = (text.trim(), depth.checked_sub(1)?);
        if let Some(chinese) = self.texts.get(text) {
            return Some((*chinese).to_owned());
        }
        if let Some(chinese) = text.strip_suffix('.').and_then(|text| self.texts.get(text)) {
            return Some(format!("{chinese}。"));
        }
        let or_same = |text| self.find(text, depth).unwrap_or_else(|| names_in_chinese(text));
        let several = || {
            let (first, rest) =
                text.match_indices(". ").take(DEPTH.into()).find_map(|(end, _)| {
                    Some((self.find(&text[..=end], depth.min(2))?, &text[end + 2..]))
                })?;
            Some(first + &or_same(rest))
        };
        let list = || {
            let parts = text.contains("; ").then(|| text.split("; "))?;
            let parts = parts.map(|part| self.find(part, depth));
            Some(parts.collect::<Option<Vec<_>>>()?.join("；"))
        };
        let template = || {
            let mut templates = self.templates.iter();
            templates.find_map(|(parts, chinese)| {
                let values: Vec<_> = values(parts, text)?.into_iter().map(or_same).collect();
                Some(filled(chinese, &values))
            })
        };
        let with_subject = || {
            let (subject, rest) = text.split_once(": ")?;
            let (first, second) = (self.find(subject, depth), self.find(rest, depth));
            let is_known = first.is_some() || second.is_some();
            let first = first.unwrap_or_else(|| names_in_chinese(subject));
            is_known.then(|| format!("{first}：{}", second.unwrap_or_else(|| rest.to_owned())))
        };
        several().or_else(list).or_else(template).or_else(with_subject)
    }
}

/// The text, with Chinese marks if it is a list of names, such as `'latest', 'login'`.
fn names_in_chinese(text: &str) -> String {
    let parts = text.split(", ").map(|part| {
        // A name may have a version, as in `star-rocks 3.1`.
        let mut others = part.split(' ').skip(1);
        let is_name =
            part.is_ascii() && others.all(|it| it.starts_with(|c: char| c.is_ascii_digit()));
        let quoted = part.strip_prefix('\'').and_then(|part| part.strip_suffix('\''));
        is_name.then(|| quoted.map_or_else(|| part.to_owned(), |part| format!("“{part}”")))
    });
    let parts = Some(parts.collect::<Option<Vec<_>>>()).flatten().filter(|parts| parts.len() > 1);
    parts.map_or_else(|| text.to_owned(), |parts| parts.join("、"))
}

/// The values of a text, if the text has these parts around them.
fn values<'t>(parts: &[&str], text: &'t str) -> Option<Vec<&'t str>> {
    let [first, middle @ .., last] = parts else { return None };
    let mut rest = text.strip_prefix(first)?.strip_suffix(last)?;
    let mut values = Vec::new();
    for part in middle {
        let (value, after) = rest.split_once(part)?;
        values.push(value);
        rest = after;
    }
    values.push(rest);
    Some(values)
}

/// Puts values into a text.
fn filled(text: &str, values: &[String]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for (next, part) in parts.enumerate() {
        let (number, rest) = part.split_once('}').unwrap_or_default();
        filled += values.get(number.parse().unwrap_or(next)).map_or("", String::as_str);
        filled += rest;
    }
    filled
}

#[cfg(test)]
mod tests;
