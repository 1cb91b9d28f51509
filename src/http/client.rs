//! The HTTP client of an endpoint: the settings that you may change, and those that the client enforces.

use std::time::Duration;

use http::HeaderValue;

use crate::error::{Error, ErrorKind, Result};
use crate::http::endpoint::Endpoint;
use crate::http::proxy;

/// The largest list of response headers over HTTP/2, in bytes. Tokens arrive in a header and can exceed 32 KiB, but hyper's
/// default is 16 KiB. This is about hyper's limit for HTTP/1.1.
const HEADER_LIMIT: u32 = 400 * 1024;

const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The longest suffix of the user agent, in characters. Gateways truncate or refuse long headers.
const SUFFIX_LIMIT: usize = 200;

/// The settings of a `ClientBuilder`.
pub(crate) struct HttpSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) user_agent_suffix: Option<String>,
    pub(crate) configure: Option<Box<Configure>>,
}

type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send;

impl HttpSettings {
    pub(crate) fn client(&self, endpoint: &Endpoint) -> Result<reqwest::Client> {
        proxy::check(endpoint)?;
        let mut builder = reqwest::Client::builder()
            .user_agent(self.user_agent()?)
            .connect_timeout(self.connect_timeout);
        #[cfg(feature = "rustls")]
        if endpoint.is_plain {
            builder = builder.tls_certs_only([]); // works on a machine without certificates
        }
        if let Some(configure) = &self.configure {
            builder = configure(builder);
        }
        if endpoint.is_local {
            builder = builder.no_proxy(); // a proxy cannot reach the address, and would read the secrets
        }
        #[cfg(feature = "rustls")]
        {
            builder = builder.tls_version_min(reqwest::tls::Version::TLS_1_2);
        }
        builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .http2_max_header_list_size(HEADER_LIMIT)
            .build()
            .map_err(|error| {
                Error::new(ErrorKind::Configuration, "the HTTP client cannot be built")
                    .with_hint(Some(
                        "Check the certificates of the system and what `http_client` changes.",
                    ))
                    .with_source(error)
            })
    }

    fn user_agent(&self) -> Result<HeaderValue> {
        let Some(suffix) = &self.user_agent_suffix else {
            return Ok(HeaderValue::from_static(USER_AGENT));
        };
        let is_fit = suffix.trim() == suffix
            && (1..=SUFFIX_LIMIT).contains(&suffix.len())
            && suffix.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        let value = HeaderValue::from_str(&format!("{USER_AGENT} {suffix}"));
        value.ok().filter(|_| is_fit).ok_or_else(|| {
            Error::configuration(
                "user agent suffix: not 1 to 200 visible ASCII characters",
                "Write the name and version of your program, such as `my-app/1.0`.",
            )
        })
    }
}
