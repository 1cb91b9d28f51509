//! The URLs of earlier requests of a client. A program sends nearly all of its requests to one or two URLs.

use std::sync::{Mutex, PoisonError};

use reqwest::Result;
use url::Url;

/// How many URLs a client keeps. A URL names a project and an engine, and few clients have more than one project.
const CAPACITY: usize = 4;

#[derive(Debug, Default)]
pub(crate) struct KnownUrls(Mutex<Vec<Url>>);

impl KnownUrls {
    /// Returns a copy of a known URL, because that costs a small part of reading the text.
    pub(crate) fn get_or_parse(&self, text: &str, parse: impl Fn() -> Result<Url>) -> Result<Url> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(url) = known.iter().find(|url| url.as_str() == text) {
            return Ok(url.clone());
        }
        let url = parse()?;
        if known.len() < CAPACITY {
            known.push(url.clone());
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(number: usize) -> Url {
        format!("https://example.com/{number}").parse().unwrap()
    }

    #[test]
    fn a_known_url_is_not_parsed_again() {
        let urls = KnownUrls::default();
        let found = urls.get_or_parse(url(0).as_str(), || Ok(url(0))).unwrap();
        assert_eq!(found, url(0));
        let found = urls.get_or_parse(url(0).as_str(), || unreachable!()).unwrap();
        assert_eq!(found, url(0));
        let found = urls.get_or_parse(url(1).as_str(), || Ok(url(1))).unwrap();
        assert_eq!(found, url(1));
    }

    #[test]
    fn their_number_is_limited() {
        let urls = KnownUrls::default();
        for number in 0..100 {
            let found = urls.get_or_parse(url(number).as_str(), || Ok(url(number))).unwrap();
            assert_eq!(found, url(number));
        }
        assert_eq!(urls.0.lock().unwrap().len(), CAPACITY);
    }
}
