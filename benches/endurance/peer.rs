//! The peer process. It prints its endpoint on the first line, then one line for each line that it reads, and ends when
//! its input ends.

use std::env;
use std::io::{BufRead, BufReader, Lines, Write, stdin};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use taurusdb_htap::{Client, ClientBuilder, Credentials};

use crate::{PROJECT_ID, Result, TOKEN};

pub(crate) struct Peer {
    child: Child,
    /// `None` after the peer has been asked to end.
    queries: Option<ChildStdin>,
    responses: Lines<BufReader<ChildStdout>>,
    endpoint: String,
}

impl Peer {
    pub(crate) fn start(name: &str) -> Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .args(["peer", name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let queries = child.stdin.take();
        let mut responses = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let endpoint = responses.next().ok_or("the peer did not start")??;
        Ok(Self { child, queries, responses, endpoint })
    }

    pub(crate) fn query(&mut self, query: &str) -> Result<String> {
        writeln!(self.queries.as_mut().ok_or("the peer has ended")?, "{query}")?;
        Ok(self.responses.next().ok_or("the peer has ended")??)
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
        self.queries = None;
        _ = self.child.wait();
    }
}

/// The other end of [`Peer::query`].
pub(crate) fn serve_queries(
    endpoint: &str,
    mut respond: impl FnMut(&str) -> Result<String>,
) -> Result {
    println!("{endpoint}");
    for query in stdin().lines() {
        println!("{}", respond(&query?)?);
    }
    Ok(())
}
