//! The HTTP client of an endpoint: the settings that you may change, and those that the client enforces.

#[cfg(feature = "http-client")]
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::contract::secret::Secret;
use crate::error::{Error, ErrorKind, Result};
use crate::http::endpoint::Endpoint;
use crate::http::proxy;
#[cfg(feature = "rustls")]
use crate::http::tls::TlsSettings;

/// The largest list of response headers over HTTP/2, in bytes. Tokens arrive in a header and can exceed 32 KiB, but hyper's
/// default is 16 KiB. This is about hyper's limit for HTTP/1.1.
const HEADER_LIMIT: u32 = 400 * 1024;

const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The longest suffix of the user agent, in characters. Gateways truncate or refuse long headers.
const SUFFIX_LIMIT: usize = 200;

/// The settings of a `ClientBuilder`.
#[derive(Clone)]
pub(crate) struct HttpSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) user_agent_suffix: Option<String>,
    /// Whether a connection stays open for the next request.
    pub(crate) is_pooled: bool,
    /// The URL of a proxy. It may contain a password.
    pub(crate) proxy: Option<Secret>,
    #[cfg(feature = "rustls")]
    pub(crate) tls: TlsSettings,
    #[cfg(feature = "http-client")]
    pub(crate) configure: Option<Arc<Configure>>,
}

#[cfg(feature = "http-client")]
type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

impl HttpSettings {
    pub(crate) fn client(&self, endpoint: &Endpoint) -> Result<reqwest::Client> {
        proxy::check(endpoint)?;
        let mut builder = reqwest::Client::builder()
            .user_agent(self.user_agent()?)
            .connect_timeout(self.connect_timeout);
        if let Some(url) = &self.proxy {
            builder = builder.proxy(proxy::parse(url)?);
        }
        #[cfg(feature = "rustls")]
        {
            builder = self.configured(builder, endpoint.is_plain)?;
        }
        if endpoint.is_local {
            builder = builder.no_proxy(); // a proxy cannot reach the address, and would read the secrets
        }
        if !self.is_pooled {
            builder = builder.pool_max_idle_per_host(0);
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
                        "Check the certificates of the system and the settings of the HTTP client.",
                    ))
                    .with_source(error)
            })
    }

    /// Applies the settings of TLS. What `http_client` changes goes through reqwest's own TLS, which would ignore none of it.
    #[cfg(feature = "rustls")]
    fn configured(
        &self,
        builder: reqwest::ClientBuilder,
        is_plain: bool,
    ) -> Result<reqwest::ClientBuilder> {
        #[cfg(feature = "http-client")]
        if let Some(configure) = &self.configure {
            let builder = configure(self.tls.apply(builder, is_plain)?);
            return Ok(builder.tls_version_min(reqwest::tls::Version::TLS_1_2));
        }
        Ok(builder.tls_backend_preconfigured(self.tls.config(is_plain)?))
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
            .with_value(suffix)
        })
    }
}
