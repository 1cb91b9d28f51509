//! A line on the terminal that counts the regions.

use textwrap::core::display_width;

use crate::language::translated;
use crate::streams;

/// How many regions have answered. The line is there while this value is, and only on a terminal.
pub(crate) struct Progress {
    answered: usize,
    total: usize,
}

impl Progress {
    pub(crate) fn start(total: usize) -> Self {
        let progress = Self { answered: 0, total };
        streams::replace_line(&progress.line());
        progress
    }

    pub(crate) fn advance(&mut self) {
        self.answered += 1;
        streams::replace_line(&self.line());
    }

    fn line(&self) -> String {
        format!("{} of {} regions answered", self.answered, self.total)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        streams::replace_line(&" ".repeat(display_width(&translated(&self.line()))));
        streams::replace_line("");
    }
}
