//! An endpoint: scheme, host and port, and nothing that could send a secret to another host.

use std::net::Ipv6Addr;

use url::{Host, Url};

use crate::error::{Error, Result};

#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Without a slash at the end. An IAM endpoint includes its path.
    pub(crate) origin: String,
    /// Whether the host is on this machine or its link. The client never uses a proxy for it.
    pub(crate) is_local: bool,
    /// Whether the scheme is http, so that no certificate is checked.
    pub(crate) is_plain: bool,
}

/// Whether a host is this machine or on its link. The client never uses a proxy for it.
pub(crate) fn is_local(host: &Host<&str>) -> bool {
    is_loopback(host) || is_link_local(host)
}

/// Whether a host is this machine.
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => *name == "localhost",
    }
}

/// Whether a host is on this machine's link, where a cloud puts the services for its machines.
fn is_link_local(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_link_local(),
        Host::Ipv6(address) => address.is_unicast_link_local(),
        Host::Domain(_) => false,
    }
}

impl Endpoint {
    /// Reads an endpoint. `field` is the name of the setting.
    pub(crate) fn parse(field: &str, text: &str) -> Result<Self> {
        let (endpoint, url) = Self::read(field, text, is_loopback)?;
        endpoint.without_path(field, text, &url)
    }

    /// Reads an endpoint of IAM, which may have a path, and `/v3` at its end.
    pub(crate) fn parse_iam(field: &str, text: &str) -> Result<Self> {
        let (endpoint, mut url) = Self::read(field, text, is_loopback)?;
        let path = url.path().trim_end_matches('/');
        let path = path.strip_suffix("/v3").unwrap_or(path).to_owned();
        url.set_path("");
        let endpoint = endpoint.without_path(field, text, &url)?;
        Ok(Self { origin: endpoint.origin + &path, ..endpoint })
    }

    /// Reads the endpoint of a service for this machine.
    pub(crate) fn parse_local(field: &str, text: &str) -> Result<Self> {
        let (endpoint, url) = Self::parse_local_url(field, text)?;
        endpoint.without_path(field, text, &url)
    }

    /// The same, with a path.
    pub(crate) fn parse_local_url(field: &str, text: &str) -> Result<(Self, Url)> {
        Self::read(field, text, is_local)
    }

    fn read(field: &str, text: &str, is_local: fn(&Host<&str>) -> bool) -> Result<(Self, Url)> {
        let wrong = |problem: &str, hint: &str| Err(refused(field, problem, hint, text));
        let Ok(url) = Url::parse(text) else {
            return wrong("not a URL", without_scheme(text, is_local).unwrap_or(NOT_A_URL));
        };
        let Some(host) = url.host() else {
            let hint = without_scheme(text, is_local).unwrap_or("Write `https://` and the host.");
            return wrong("no host", hint);
        };
        let is_local = is_local(&host);
        if url.scheme() != "https" && !(url.scheme() == "http" && is_local) {
            return wrong(
                "not https",
                "Write `https://`: the request carries a secret. Only an address of this machine may use http.",
            );
        }
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("contains a user name or password", "Remove what stands before the `@`.");
        }
        let origin = url.origin().ascii_serialization();
        Ok((Self { origin, is_local, is_plain: url.scheme() == "http" }, url))
    }

    fn without_path(self, field: &str, text: &str, url: &Url) -> Result<Self> {
        if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            return Ok(self);
        }
        let hint = "Remove what follows the host; the client adds the path.";
        Err(refused(field, "contains more than a host", hint, text))
    }
}

const NOT_A_URL: &str =
    "Write it with its scheme, such as `https://gaussdb.cn-north-4.myhuaweicloud.com`.";

/// What to do about an address of this machine without a scheme, or an IPv6 address without brackets.
fn without_scheme(text: &str, is_local: fn(&Host<&str>) -> bool) -> Option<&'static str> {
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    if authority.parse::<Ipv6Addr>().is_ok() {
        return Some("Write an IPv6 address in brackets, such as `http://[::1]:8080`.");
    }
    let url = Url::parse(&format!("http://{text}")).ok()?;
    let hint = "Write `http://` before it, or `https://` if the server has a certificate.";
    url.host().is_some_and(|host| is_local(&host)).then_some(hint)
}

/// The error about an endpoint. It shows the text, unless a part of it may be a secret.
fn refused(field: &str, problem: &str, hint: &str, text: &str) -> Error {
    let error = Error::configuration(format!("{field}: {problem}"), hint);
    if text.contains(['@', '?', '#']) { error } else { error.with_value(text) }
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
            assert_eq!((&*endpoint.origin, endpoint.is_local), (origin, is_loopback));
        }
    }

    #[test]
    fn iam_may_stand_below_a_path() {
        for (text, base) in [
            ("https://iam.example.com", "https://iam.example.com"),
            ("https://iam.example.com/v3", "https://iam.example.com"),
            ("https://iam.example.com/v3/", "https://iam.example.com"),
            ("https://iam.example.com/identity", "https://iam.example.com/identity"),
            ("https://iam.example.com/identity/v3/", "https://iam.example.com/identity"),
            ("https://iam.example.com/a/../identity/v3", "https://iam.example.com/identity"),
        ] {
            assert_eq!(Endpoint::parse_iam("IAM endpoint", text).unwrap().origin, base, "{text}");
        }
        for text in ["https://iam.example.com/v3?a=b", "https://iam.example.com/v3#a"] {
            let error = Endpoint::parse_iam("IAM endpoint", text).unwrap_err();
            assert_eq!(error.to_string(), "IAM endpoint: contains more than a host", "{text}");
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
            ("https://user:planted@gaussdb.example.com", "contains a user name or password"),
            ("https://gaussdb.example.com/v3", "contains more than a host"),
            ("https://gaussdb.example.com?a=b", "contains more than a host"),
        ] {
            let error = Endpoint::parse("endpoint", text).unwrap_err();
            let shown = if text.contains(['@', '?']) { "" } else { &format!(": `{text}`") };
            assert_eq!(error.to_string(), format!("endpoint: {problem}{shown}"));
            assert!(!format!("{error:?}").contains("planted"));
        }
    }

    #[test]
    fn a_hint_names_what_is_left_out() {
        let local = "Write `http://` before it, or `https://` if the server has a certificate.";
        let brackets = "Write an IPv6 address in brackets, such as `http://[::1]:8080`.";
        for (text, hint) in [
            ("localhost:36253", local),
            ("localhost", local),
            ("127.0.0.1:36253", local),
            ("[::1]:8080", local),
            ("http://::1:8080", brackets),
            ("https://2001:db8::1", brackets),
            ("::1", brackets),
            ("gaussdb.example.com:443", "Write `https://` and the host."),
            ("gaussdb.example.com", NOT_A_URL),
            ("https://", NOT_A_URL),
        ] {
            let error = Endpoint::parse("endpoint", text).unwrap_err();
            assert_eq!(error.hint(), Some(hint), "{text}");
        }
    }
}
