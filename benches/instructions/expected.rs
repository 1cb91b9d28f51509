//! The counts of an earlier run, which a change must not exceed: `expected.txt`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use crate::Result;

/// How much a ratio may grow. Both of its counts are from the same run, so processor and compiler hardly change it. Two
/// runs differ by 0.0002.
const RATIO_TOLERANCE: f64 = 0.01;

/// How much a count may grow. Another processor uses other variants of memcpy, and another compiler generates other code.
const COUNT_TOLERANCE: f64 = 0.05;

/// What may be added to any count, in instructions. The compiler inlines differently after any change, and a small count
/// changes by more than a percent then.
const INLINING: f64 = 100.0;

const HEADER: &str = "\
# Instructions of one call, and of the call that it is compared with: see benches/README.md.
# Renew this file with: EXPECTORATE=overwrite cargo bench --bench instructions
";

const RENEW: &str = "To renew the file: EXPECTORATE=overwrite cargo bench --bench instructions";

/// By the name of a line: the counts of the call, and of what it is compared with.
pub(crate) struct Expected {
    lines: BTreeMap<String, [u32; 2]>,
    is_renewed: bool,
}

impl Expected {
    pub(crate) fn read() -> Result<Self> {
        let is_renewed = env::var_os("EXPECTORATE").is_some_and(|value| value == "overwrite");
        if is_renewed {
            return Ok(Self { lines: BTreeMap::new(), is_renewed });
        }
        let mut lines = BTreeMap::new();
        let text = fs::read_to_string(path())
            .map_err(|error| format!("expected.txt cannot be read ({error}). {RENEW}"))?;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let counts = line.split_once(": ").and_then(|(name, counts)| {
                let (counted, compared) = counts.split_once(' ')?;
                Some((name.to_owned(), [counted.parse().ok()?, compared.parse().ok()?]))
            });
            let (name, counts) =
                counts.ok_or_else(|| format!("expected.txt: not a line: {line}"))?;
            lines.insert(name, counts);
        }
        Ok(Self { lines, is_renewed })
    }

    /// Compares the counts with those of the earlier run. Prints what grew, or records the counts if the file is renewed.
    pub(crate) fn holds(&mut self, name: &str, counts: [u32; 2]) -> bool {
        if self.is_renewed {
            self.lines.insert(name.to_owned(), counts);
            return true;
        }
        let Some(before) = self.lines.get(name) else {
            println!("{name}: expected.txt has no such line. {RENEW}");
            return false;
        };
        let [before, after] = [*before, counts].map(|counts| counts.map(f64::from));
        let ratio = |[counted, compared]: [f64; 2]| counted / compared;
        let ratio_slack = (ratio(before) * RATIO_TOLERANCE).max(INLINING / before[1]);
        let count_slack = (before[0] * COUNT_TOLERANCE).max(INLINING);
        let mut holds = true;
        for (what, before, after, slack, digits) in [
            ("the ratio", ratio(before), ratio(after), ratio_slack, 3),
            ("the count", before[0], after[0], count_slack, 0),
        ] {
            if (after - before).abs() > slack {
                let verb = if after > before { "grew" } else { "fell" };
                println!(
                    "{name}: {what} {verb} from {before:.digits$} to {after:.digits$}, by more than {slack:.digits$}. {RENEW}"
                );
            }
            holds &= after - before <= slack;
        }
        holds
    }

    /// Writes the file if it is renewed.
    pub(crate) fn write(&self) -> Result {
        if !self.is_renewed {
            return Ok(());
        }
        let lines = self
            .lines
            .iter()
            .map(|(name, [counted, compared])| format!("{name}: {counted} {compared}\n"));
        Ok(fs::write(path(), HEADER.to_owned() + &lines.collect::<String>())?)
    }
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/instructions/expected.txt")
}
