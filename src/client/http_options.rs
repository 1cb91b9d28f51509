//! The settings of the HTTP client: certificates, proxy, user agent.

#[cfg(feature = "http-client")]
use std::sync::Arc;
use std::time::Duration;

use crate::client::builder::ClientBuilder;
use crate::contract::secret::Secret;

impl ClientBuilder {
    /// A suffix for the header `User-Agent`, such as `my-app/1.0`: 1 to 200 visible ASCII characters.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.http.user_agent_suffix = Some(suffix.into());
        self
    }

    /// The timeout of a connection, including TLS: 10 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// Trusts these certificates, in PEM, in addition to those of the system. Each use of this method adds some.
    ///
    /// On Linux, the certificates of the system are those of the file in `SSL_CERT_FILE`, if it is set.
    #[cfg(all(feature = "rustls", not(target_os = "android")))]
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.http.tls.root_certificates.extend_from_slice(pem.as_ref());
        self.http.tls.root_certificates.push(b'\n');
        self
    }

    /// The certificate that the client presents to a server or gateway that asks for one: one PEM text with the certificate,
    /// those of its issuers, and the private key.
    ///
    /// ```no_run
    /// use taurusdb_htap::Client;
    ///
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder()
    ///     .environment()
    ///     .root_certificates(std::fs::read("company-ca.pem")?)
    ///     .client_certificate(std::fs::read_to_string("client-certificate-and-key.pem")?)
    ///     .proxy("http://proxy.example.com:3128")
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "rustls")]
    pub fn client_certificate(mut self, pem: impl Into<Secret>) -> Self {
        self.http.tls.client_certificate = Some(pem.into());
        self
    }

    /// The URL of the proxy for requests over https, in place of `HTTPS_PROXY` and `ALL_PROXY`. It applies to the hosts in
    /// `NO_PROXY` too.
    ///
    /// Without it, the client uses the proxy in `HTTPS_PROXY` or `ALL_PROXY`, except for the hosts in `NO_PROXY`. If such a
    /// variable names no usable proxy, `build` fails, even if you set a proxy here. The feature `socks` adds SOCKS proxies.
    /// Requests to addresses of this machine never go through a proxy.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.http.proxy = Some(url.into());
        self
    }

    /// Changes any setting of the HTTP client that this builder has no method for, such as the resolver, the version of HTTP or
    /// the TLS library.
    ///
    /// ```no_run
    /// use taurusdb_htap::Client;
    ///
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let pinned = taurusdb_htap::reqwest::Certificate::from_pem(&std::fs::read("company-ca.pem")?)?;
    /// let client = Client::builder()
    ///     .environment()
    ///     .http_client(move |http| http.tls_certs_only([pinned.clone()]))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A client with this setting uses reqwest's own TLS, with the provider of cryptography that the program installed, or with
    /// aws-lc-rs.
    ///
    /// The client then enforces what it relies on: TLS 1.2 or later, no redirects and no automatic retries, because both would
    /// send the credentials again, no decompression, and no proxy for a loopback address. Hosts on this machine, and hosts
    /// reached over http, have an HTTP client of their own: `configure` is called for it again.
    #[cfg(feature = "http-client")]
    pub fn http_client(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http.configure = Some(Arc::new(configure));
        self
    }
}
