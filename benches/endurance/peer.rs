//! The process that answers: it tells its endpoint in one line, then answers each line with one, and ends with its input.

use std::env;
use std::io::{BufRead, BufReader, Lines, Write, stdin};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use taurusdb_htap::{Client, ClientBuilder, Credentials};

use crate::{PROJECT_ID, Result, TOKEN};

pub(crate) struct Peer {
    child: Child,
    /// None once it is to end.
    questions: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
    endpoint: String,
}

impl Peer {
    pub(crate) fn start(name: &str) -> Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .args(["peer", name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let questions = child.stdin.take();
        let mut answers = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let endpoint = answers.next().ok_or("the peer did not start")??;
        Ok(Self { child, questions, answers, endpoint })
    }

    pub(crate) fn ask(&mut self, question: &str) -> Result<String> {
        writeln!(self.questions.as_mut().ok_or("the peer has ended")?, "{question}")?;
        Ok(self.answers.next().ok_or("the peer has ended")??)
    }

    pub(crate) fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .endpoint(&self.endpoint)
            .iam_endpoint(&self.endpoint)
            .project_id(PROJECT_ID)
            .credentials(Credentials::token(TOKEN))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.questions = None;
        _ = self.child.wait();
    }
}

/// The other end of [`Peer::ask`].
pub(crate) fn converse(endpoint: &str, mut answer: impl FnMut(&str) -> Result<String>) -> Result {
    println!("{endpoint}");
    for question in stdin().lines() {
        println!("{}", answer(&question?)?);
    }
    Ok(())
}
