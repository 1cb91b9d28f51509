//! TLS by rustls, with ring as its provider of cryptography.
//!
//! The client passes its own configuration to the HTTP client. The HTTP client alone would need aws-lc-rs, or a provider that is
//! installed for the whole process, which is the decision of the program.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::contract::secret::Secret;
use crate::error::{Error, ErrorKind, Result};

/// What a `ClientBuilder` says about certificates.
#[derive(Clone, Default)]
pub(crate) struct TlsSettings {
    /// PEM, in addition to the certificates of the system.
    #[cfg(any(feature = "http-client", not(target_os = "android")))]
    pub(crate) root_certificates: Vec<u8>,
    /// PEM: a private key, and the certificates from the client's own to its issuer's.
    pub(crate) client_certificate: Option<Secret>,
}

impl TlsSettings {
    /// Needs no certificates on the machine if no request uses TLS.
    pub(crate) fn config(&self, is_plain: bool) -> Result<ClientConfig> {
        let provider = Arc::new(default_provider());
        let config = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| {
                Error::new(ErrorKind::Configuration, "TLS: no usable version").with_source(error)
            })?;
        let config = if is_plain {
            config.with_root_certificates(RootCertStore::empty())
        } else {
            config.dangerous().with_custom_certificate_verifier(Arc::new(self.verifier(provider)?))
        };
        let mut config = match self.identity()? {
            Some((chain, key)) => config.with_client_auth_cert(chain, key).map_err(|error| {
                let hint = "Check that the private key belongs to the first certificate, and that it is an RSA, P-256, P-384 or Ed25519 key.";
                Error::configuration("client certificate: not usable", hint).with_source(error)
            })?,
            None => config.with_no_client_auth(),
        };
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    /// The same for reqwest's own TLS.
    #[cfg(feature = "http-client")]
    pub(crate) fn apply(
        &self,
        builder: reqwest::ClientBuilder,
        is_plain: bool,
    ) -> Result<reqwest::ClientBuilder> {
        let builder = builder.tls_backend_rustls(); // another crate may have enabled `native-tls`
        if is_plain {
            return Ok(builder.tls_certs_only([]));
        }
        _ = self.identity()?; // its error names the setting
        let unusable = |error| {
            Error::new(ErrorKind::Configuration, "TLS: unusable certificates").with_source(error)
        };
        let roots = self.roots()?.into_iter();
        let roots = roots.map(|root| reqwest::Certificate::from_der(&root));
        let builder =
            builder.tls_certs_merge(roots.collect::<Result<Vec<_>, _>>().map_err(unusable)?);
        let identity = self.client_certificate.as_ref();
        let identity = identity.map(|pem| reqwest::Identity::from_pem(pem.expose().as_bytes()));
        Ok(match identity.transpose().map_err(unusable)? {
            Some(identity) => builder.identity(identity),
            None => builder,
        })
    }

    fn verifier(&self, provider: Arc<CryptoProvider>) -> Result<Verifier> {
        #[cfg(not(target_os = "android"))]
        let verifier = Verifier::new_with_extra_roots(self.roots()?, provider);
        #[cfg(target_os = "android")] // there, the builder has no method to add some
        let verifier = Verifier::new(provider);
        verifier.map_err(|error| {
            let hint =
                "Check the certificates of the system, `SSL_CERT_FILE` and `root_certificates`.";
            Error::configuration("TLS: no usable root certificates", hint).with_source(error)
        })
    }

    #[cfg(any(feature = "http-client", not(target_os = "android")))]
    fn roots(&self) -> Result<Vec<CertificateDer<'static>>> {
        let pem = &self.root_certificates;
        let roots = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        roots.ok().filter(|roots| pem.is_empty() || !roots.is_empty()).ok_or_else(|| {
            let hint = "Pass the text of a PEM file. A certificate begins with `-----BEGIN CERTIFICATE-----`.";
            Error::configuration("root certificates: no certificate in PEM", hint)
        })
    }

    /// The certificates and the key that the client presents. An error has no cause, because the cause may quote the key.
    fn identity(&self) -> Result<Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>> {
        let Some(pem) = &self.client_certificate else { return Ok(None) };
        let pem = pem.expose().as_bytes();
        let chain = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        let key = PrivateKeyDer::from_pem_slice(pem);
        chain.ok().filter(|chain| !chain.is_empty()).zip(key.ok()).map(Some).ok_or_else(|| {
            let hint = "Pass one PEM text with the certificate, those of its issuers, and the private key without a passphrase.";
            Error::configuration("client certificate: no certificate and private key in PEM", hint)
        })
    }
}
