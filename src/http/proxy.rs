//! Checks proxies: those of the variables, and the one that code sets. The HTTP client ignores a value that it cannot read and connects directly.

use std::ffi::OsString;

use http::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::contract::secret::Secret;
use crate::error::{Error, Result};
use crate::http::endpoint::Endpoint;

/// The variables in which the HTTP client looks for the proxy of an https request, in this order. It uses the first of each
/// pair that is set. No request uses `HTTP_PROXY`, because only local addresses may use http.
const VARIABLES: [[&str; 2]; 2] = [["HTTPS_PROXY", "https_proxy"], ["ALL_PROXY", "all_proxy"]];

/// The variables with the hosts that need no proxy.
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Fails if the variables name a proxy for this endpoint that the client cannot use.
pub(crate) fn check(endpoint: &Endpoint) -> Result<()> {
    check_by(endpoint, &|name| std::env::var_os(name))
}

fn check_by(endpoint: &Endpoint, variable: &dyn Fn(&str) -> Option<OsString>) -> Result<()> {
    let first = |names: [&'static str; 2]| {
        names.into_iter().find_map(|name| variable(name).map(|value| (name, value)))
    };
    let exceptions = first(EXCEPTIONS).and_then(|(_, hosts)| hosts.into_string().ok());
    let Ok(uri) = endpoint.origin.parse::<Uri>() else { return Ok(()) };
    let any =
        Matcher::builder().https("http://localhost").no(exceptions.unwrap_or_default()).build();
    if endpoint.is_local || any.intercept(&uri).is_none() {
        return Ok(());
    }
    let mut set = VARIABLES.into_iter().filter_map(first);
    let set = set.find(|(_, value)| value.to_str().is_none_or(|value| !value.trim().is_empty()));
    let Some((name, value)) = set else { return Ok(()) };
    usable(name, value.to_str().unwrap_or_default(), &uri)
}

/// The proxy of a setting in code.
pub(crate) fn parse(url: &Secret) -> Result<reqwest::Proxy> {
    usable("proxy", url.expose(), &Uri::from_static("https://localhost"))?;
    let proxy = reqwest::Proxy::https(url.expose());
    proxy.map_err(|_| Error::configuration(format!("proxy: {NO_URL}"), WRITE_URL))
}

const NO_URL: &str = "not the URL of a proxy";
const WRITE_URL: &str = "Write it as `http://host:port`, with special characters in a password percent-encoded, or unset it.";

fn usable(name: &str, url: &str, target: &Uri) -> Result<()> {
    let proxy = Matcher::builder().https(url).build().intercept(target);
    let is_socks =
        |proxy: &Uri| proxy.scheme_str().is_some_and(|scheme| scheme.starts_with("socks"));
    let (problem, hint) = match proxy.as_ref().map(Intercept::uri) {
        None => (NO_URL, WRITE_URL),
        Some(proxy) if !is_socks(proxy) => return Ok(()),
        Some(_) if !cfg!(feature = "socks") => (
            "a SOCKS proxy, which this build cannot use",
            "Enable the feature `socks` of `taurusdb-htap`, or name an HTTP proxy.",
        ),
        // The HTTP client would take port 80.
        Some(proxy) if proxy.port().is_none() => (
            "a SOCKS proxy without a port",
            "Add the port, such as `socks5h://proxy.example.com:1080`.",
        ),
        Some(_) => return Ok(()),
    };
    Err(Error::configuration(format!("{name}: {problem}"), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(endpoint: &str, set: &[(&str, &str)]) -> Result<(), String> {
        let endpoint = Endpoint::parse("endpoint", endpoint).unwrap();
        let variable = |name: &str| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        check_by(&endpoint, &variable).map_err(|error| {
            let text = format!("{error} {error:?} {:?}", error.hint());
            assert!(!text.contains("planted"), "{text}");
            error.to_string()
        })
    }

    const HOST: &str = "https://gaussdb.example.com";

    #[test]
    fn a_proxy_that_cannot_be_read_is_an_error() {
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            for url in [
                "http://user:planted@",
                "http://user:planted@proxy.example.com:3128 ",
                "http://user:plan ted@proxy.example.com:3128",
                "socks://user:planted@proxy.example.com:1080",
                "ftp://user:planted@proxy.example.com",
                "http:/planted",
                "/planted",
            ] {
                let expected = Err(format!("{name}: not the URL of a proxy"));
                assert_eq!(checked(HOST, &[(name, url)]), expected, "{url}");
            }
            for url in [
                "proxy.example.com:3128",
                "user:planted@proxy.example.com:3128",
                "http://proxy.example.com",
                "https://user:planted@[::1]:3128/",
                "",
                " ",
            ] {
                assert_eq!(checked(HOST, &[(name, url)]), Ok(()), "{url}");
            }
        }
    }

    #[test]
    fn socks_needs_the_feature_and_a_port() {
        for scheme in ["socks4", "socks4a", "socks5", "socks5h"] {
            let all = |rest: &str| checked(HOST, &[("ALL_PROXY", &format!("{scheme}://{rest}"))]);
            let (with_port, without) = if cfg!(feature = "socks") {
                (Ok(()), "ALL_PROXY: a SOCKS proxy without a port")
            } else {
                let problem = "ALL_PROXY: a SOCKS proxy, which this build cannot use";
                (Err(problem.to_owned()), problem)
            };
            assert_eq!(all("user:planted@proxy.example.com:1080"), with_port);
            assert_eq!(all("proxy.example.com"), Err(without.to_owned()));
        }
    }

    /// What does not decide about the request does no harm.
    #[test]
    fn only_the_setting_that_is_used_is_checked() {
        let (good, bad) = ("http://proxy.example.com:3128", "socks://planted");
        for set in [
            &[("HTTPS_PROXY", good), ("ALL_PROXY", bad)][..],
            &[("HTTPS_PROXY", good), ("https_proxy", bad)],
            &[("HTTP_PROXY", bad), ("http_proxy", bad)],
            &[("ALL_PROXY", bad), ("NO_PROXY", ".example.com")],
            &[("ALL_PROXY", bad), ("no_proxy", "other.test, gaussdb.example.com")],
            &[("ALL_PROXY", bad), ("NO_PROXY", "*")],
        ] {
            assert_eq!(checked(HOST, set), Ok(()), "{set:?}");
        }
        assert_eq!(checked("https://127.0.0.1:1", &[("ALL_PROXY", bad)]), Ok(()));
        let problem = Err("ALL_PROXY: not the URL of a proxy".to_owned());
        for set in [
            &[("ALL_PROXY", bad), ("all_proxy", good)][..],
            &[("ALL_PROXY", bad), ("HTTPS_PROXY", "")],
            &[("ALL_PROXY", bad), ("NO_PROXY", "example.org")],
        ] {
            assert_eq!(checked(HOST, set), problem, "{set:?}");
        }
    }
}
