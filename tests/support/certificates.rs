//! A private certificate authority, its certificates, and TLS servers that use them.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair,
    PKCS_ECDSA_P521_SHA512, date_time_ymd,
};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};

pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
pub(crate) struct Certificate {
    pub(crate) der: CertificateDer<'static>,
    pem: String,
    key: KeyPair,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Flaw {
    None,
    Expired,
    NotYetValid,
    OtherHost,
    SelfSigned,
    OtherAuthority,
}

impl Authority {
    pub(crate) fn new() -> Self {
        Self::named("the user's own", KeyPair::generate().unwrap())
    }

    /// An authority with a key on the curve P-521, which ring does not verify.
    pub(crate) fn p521() -> Self {
        Self::named("with P-521", KeyPair::generate_for(&PKCS_ECDSA_P521_SHA512).unwrap())
    }

    fn named(name: &str, key: KeyPair) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate with this flaw. It is for 127.0.0.1 unless the flaw is another host.
    pub(crate) fn certificate(&self, flaw: Flaw) -> Certificate {
        let host = if flaw == Flaw::OtherHost { "other.example.com" } else { "127.0.0.1" };
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        match flaw {
            Flaw::Expired => params.not_after = date_time_ymd(2020, 1, 2),
            Flaw::NotYetValid => params.not_before = date_time_ymd(2999, 1, 1),
            _ => {}
        }
        let key = KeyPair::generate().unwrap();
        let certificate = match flaw {
            Flaw::SelfSigned => params.self_signed(&key),
            Flaw::OtherAuthority => {
                params.signed_by(&key, &Self::named("another", KeyPair::generate().unwrap()).0)
            }
            _ => params.signed_by(&key, &self.0),
        };
        let certificate = certificate.unwrap();
        Certificate { der: certificate.der().clone(), pem: certificate.pem(), key }
    }

    /// A server with such a certificate. With `asks_client`, clients need a certificate that this authority signed.
    pub(crate) fn server(
        &self,
        flaw: Flaw,
        versions: &[&'static SupportedProtocolVersion],
        asks_client: bool,
    ) -> Arc<ServerConfig> {
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone());
        let builder = builder.with_protocol_versions(versions).unwrap();
        let builder = if asks_client {
            let mut roots = RootCertStore::empty();
            roots.add(self.0.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        } else {
            builder.with_no_client_auth()
        };
        let certificate = self.certificate(flaw);
        let key = PrivateKeyDer::Pkcs8(certificate.key.serialize_der().into());
        Arc::new(builder.with_single_cert(vec![certificate.der], key).unwrap())
    }
}

impl Certificate {
    /// The certificate and its key in PEM, for a client.
    pub(crate) fn identity(&self) -> String {
        format!("{}{}", self.pem, self.key.serialize_pem())
    }
}

pub(crate) const BOTH: &[&SupportedProtocolVersion] = &[&version::TLS12, &version::TLS13];
pub(crate) const ONLY_1_2: &[&SupportedProtocolVersion] = &[&version::TLS12];
