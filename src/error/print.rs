//! How an error is printed: as a sentence, or with its causes and its hint.

use std::fmt;

use super::Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(subject) = &self.0.subject {
            write!(f, "{subject}: ")?;
        }
        f.write_str(&self.0.what)?;
        if let Some(id) = &self.0.request_id {
            write!(f, " (request ID {id})")?;
        }
        if let Some(host) = &self.0.host {
            write!(f, " ({host})")?;
        }
        if self.0.attempts > 1 {
            write!(f, " after {} attempts in {:.1?}", self.0.attempts, self.0.elapsed)?;
        }
        if f.alternate() {
            self.causes().try_for_each(|cause| write!(f, ": {cause}"))?;
            self.hint().map_or(Ok(()), |hint| write!(f, " (hint: {hint})"))?;
        }
        Ok(())
    }
}

/// Writes the sentence, each cause and the hint in lines of their own. `{:#?}` writes the fields.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return fmt::Debug::fmt(&self.0, f);
        }
        write!(f, "{self}")?;
        self.causes().try_for_each(|cause| write!(f, "\n  caused by: {cause}"))?;
        self.hint().map_or(Ok(()), |hint| write!(f, "\nhint: {hint}"))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use crate::error::{Error, ErrorKind};

    #[test]
    fn an_error_is_a_sentence_and_prints_each_cause_once() {
        let cause = Error::new(ErrorKind::Connection, "it broke")
            .with_hint(Some("Wait."))
            .with_source(io::Error::other("the cable"));
        let error = Error::configuration("a setting: too long", "Shorten it.").with_source(cause);
        assert_eq!(format!("{error}"), "a setting: too long");
        let line = "a setting: too long: it broke: the cable (hint: Shorten it.)";
        assert_eq!(format!("{error:#}"), line);
        let lines =
            "a setting: too long\n  caused by: it broke\n  caused by: the cable\nhint: Shorten it.";
        assert_eq!(format!("{error:?}"), lines);
        assert!(format!("{error:#?}").starts_with("Details {\n    kind: Configuration,"));
        assert_eq!(format!("{:?}", Error::from(ErrorKind::Timeout)), "timeout");
    }

    #[test]
    fn an_error_shows_the_origin_that_sent_no_response() {
        let asked = |endpoint| Error::new(ErrorKind::Connection, "it broke").asked(endpoint);
        for endpoint in ["https://iam.example.com:8443", "https://iam.example.com:8443/identity/v3"]
        {
            let sentence = "it broke (https://iam.example.com:8443)";
            assert_eq!(asked(endpoint).to_string(), sentence);
        }
        let with_response = Error::from(ErrorKind::Service).with_status(503);
        assert_eq!(
            with_response.asked("https://iam.example.com").to_string(),
            "service, status 503"
        );
    }
}
