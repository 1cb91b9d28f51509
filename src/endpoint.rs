//! An endpoint is an origin: scheme, host and port, and nothing that could send a secret elsewhere.

use url::{Host, Url};

use crate::error::{Error, Result};

#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// Without a slash at the end.
    pub(crate) origin: String,
    pub(crate) is_loopback: bool,
    /// Over http: no certificate is ever looked at.
    pub(crate) is_plain: bool,
}

impl Endpoint {
    /// Reads an endpoint; `field` is what the user calls it.
    pub(crate) fn parse(field: &str, text: &str) -> Result<Self> {
        let wrong = |problem: &str, hint: &str| {
            Err(Error::configuration(format!("{field}: {problem}"), hint))
        };
        let Ok(url) = Url::parse(text) else {
            return wrong(
                "not a URL",
                "Write it with its scheme, such as `https://gaussdb.cn-north-4.myhuaweicloud.com`.",
            );
        };
        let is_loopback = match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => return wrong("no host", "Write `https://` and the host."),
        };
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
            return wrong(
                "not https",
                "Write `https://`: the request carries a secret. Only a loopback address may use http.",
            );
        }
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("holds a user name or password", "Remove what stands before the `@`.");
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return wrong(
                "holds more than a host",
                "Remove what follows the host; the client adds the path.",
            );
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            is_loopback,
            is_plain: url.scheme() == "http",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_an_origin() {
        for (text, origin, is_loopback) in [
            ("https://gaussdb.example.com/", "https://gaussdb.example.com", false),
            ("https://gaussdb.example.com:8443", "https://gaussdb.example.com:8443", false),
            ("http://127.0.0.1:80", "http://127.0.0.1", true),
            ("http://[::1]:8080", "http://[::1]:8080", true),
            ("http://localhost:1", "http://localhost:1", true),
        ] {
            let endpoint = Endpoint::parse("endpoint", text).unwrap();
            assert_eq!((&*endpoint.origin, endpoint.is_loopback), (origin, is_loopback));
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for (text, problem) in [
            ("", "not a URL"),
            ("gaussdb.example.com", "not a URL"),
            ("https://", "not a URL"),
            ("mailto:a@b", "no host"),
            ("http://gaussdb.example.com", "not https"),
            ("http://localhost.example.com", "not https"),
            ("ftp://127.0.0.1", "not https"),
            ("https://user:planted@gaussdb.example.com", "holds a user name or password"),
            ("https://gaussdb.example.com/v3", "holds more than a host"),
            ("https://gaussdb.example.com?a=b", "holds more than a host"),
        ] {
            let error = Endpoint::parse("endpoint", text).unwrap_err();
            assert_eq!(error.to_string(), format!("endpoint: {problem}"), "{text}");
            assert!(!format!("{error:?}").contains("planted"));
        }
    }
}
