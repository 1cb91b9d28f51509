//! Why an exchange brought no complete response: read from the error of the HTTP client, with what to do about it.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::io;

use crate::error::ErrorKind;
use crate::http::endpoint::is_local;
use crate::http::error_response::{CHECK_ENDPOINT, SPEAKS_TLS, Verdict, size_note};

/// What went wrong between the request and the end of its response.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    not(feature = "rustls"),
    allow(dead_code, reason = "another TLS library does not say what is wrong")
)]
pub(crate) enum Failure {
    Unbuildable,
    Timeout,
    ConnectTimeout,
    Unreachable {
        is_local: bool,
    },
    ProxyUnreachable,
    /// The proxy asks for a user name and password: status 407, or the same of a SOCKS proxy.
    ProxyUnauthorized,
    /// The HTTP proxy did not make the connection. The cause does not hold its status.
    ProxyRefused,
    /// The SOCKS proxy did not make the connection. The cause holds its reason.
    SocksRefused,
    /// The server does not speak TLS.
    NoTls,
    /// The client and the server have no TLS version or cipher in common.
    IncompatibleTls,
    UnknownIssuer,
    Expired,
    NotYetValid,
    OtherHost,
    /// An issuer of the server's certificate used an algorithm that ring does not verify.
    UnknownAlgorithm,
    /// The server's certificate has any other defect.
    Certificate,
    /// The server asks for a client certificate, or does not accept the one that it got.
    ClientCertificate,
    /// The connection ended before a response arrived.
    Disconnected {
        is_plain: bool,
    },
    /// The server states over HTTP/2 that it did not process the request, as when it ends a connection after a number of
    /// requests.
    Unprocessed,
    /// The received bytes are not the head of an HTTP response, or the head is larger than the client reads.
    NotHttp {
        is_plain: bool,
    },
    /// The response began and did not end.
    Incomplete,
}

impl Failure {
    /// Classifies an error of the HTTP client. `has_head` is whether the head of a response arrived.
    pub(crate) fn of(error: &reqwest::Error, has_head: bool) -> Self {
        let url = error.url();
        let is_plain = url.is_some_and(|url| url.scheme() == "http");
        if error.is_timeout() && !error.is_connect() {
            Self::Timeout
        } else if has_head || error.is_body() || error.is_decode() {
            Self::Incomplete
        } else if error.is_timeout() {
            Self::ConnectTimeout
        } else if error.is_builder() {
            Self::Unbuildable
        } else if let Some(failure) =
            causes(error).find_map(proxy).or_else(|| causes(error).find_map(tls))
        {
            failure
        } else if error.is_connect() {
            let host = url.and_then(url::Url::host);
            Self::Unreachable { is_local: host.is_some_and(|host| is_local(&host)) }
        } else if causes(error).filter_map(|cause| cause.downcast_ref()).any(hyper::Error::is_parse)
        {
            Self::NotHttp { is_plain }
        } else if causes(error).filter_map(|cause| cause.downcast_ref()).any(is_unprocessed) {
            Self::Unprocessed
        } else {
            Self::Disconnected { is_plain }
        }
    }

    /// What happened, and what it means.
    pub(crate) fn verdict(self, token_size: Option<usize>) -> (&'static str, Verdict) {
        let (what, hint) = self.texts();
        let (kind, is_retryable) = match self {
            Self::Timeout | Self::ConnectTimeout => (ErrorKind::Timeout, true),
            Self::NotHttp { .. } | Self::Incomplete => (ErrorKind::InvalidResponse, true),
            Self::Unbuildable => (ErrorKind::Configuration, false),
            Self::Unreachable { .. }
            | Self::Disconnected { .. }
            | Self::Unprocessed
            | Self::ProxyUnreachable
            | Self::ProxyRefused
            | Self::SocksRefused => (ErrorKind::Connection, true),
            _ => (ErrorKind::Connection, false),
        };
        // A server that does not accept the headers may close the connection without a response.
        let is_disconnected = matches!(self, Self::Disconnected { .. });
        let note = size_note(token_size.filter(|_| is_disconnected));
        let hint = Some(note.map_or(hint.into(), Cow::from));
        (what, Verdict { kind, hint, is_retryable, refuses_identity: false })
    }

    /// What happened, and what to do about it.
    fn texts(self) -> (&'static str, &'static str) {
        const IN_TIME: &str = "Check the network and the endpoint, or allow more time.";
        const RETRY: &str = "Retry the call.";
        match self {
            Self::Unbuildable => {
                ("the request could not be built", "Check the endpoint and the TLS features.")
            }
            Self::Timeout => ("no response in the time allowed", IN_TIME),
            Self::ConnectTimeout => ("no connection in the time allowed", IN_TIME),
            Self::Unreachable { is_local } => (
                "the service could not be reached",
                if is_local {
                    "Check that the service is running and that the port is right."
                } else {
                    "Check the region or endpoint and your network. If your network needs a proxy, name it in `HTTPS_PROXY`."
                },
            ),
            Self::ProxyUnreachable => (
                "the proxy could not be reached",
                "Check the address in `HTTPS_PROXY` or `ALL_PROXY`. Most proxies are addressed with `http://`, also for https requests.",
            ),
            Self::ProxyUnauthorized => (
                "the proxy refused the connection: it requires a user name and password",
                "Write them into the proxy's URL, such as `http://user:password@proxy.example.com:3128`, with special characters percent-encoded.",
            ),
            Self::SocksRefused => (
                "the proxy did not make the connection",
                "See the cause, and ask whoever operates the proxy to allow this host and port.",
            ),
            Self::ProxyRefused => (
                "the proxy did not make the connection",
                "`curl -v` with the same endpoint shows the proxy's response. For a status of 401, check the user name and password in the proxy's URL. For 403, ask whoever operates the proxy to allow this host and port. For 502, 503 or 504, wait and retry.",
            ),
            Self::NoTls => (
                "the server does not speak TLS",
                "Check the port of the endpoint. A proxy in between may also break TLS.",
            ),
            Self::IncompatibleTls => (
                "the server and this client have no version or cipher of TLS in common",
                "Check the endpoint: the client needs TLS 1.2 or later. A proxy in between may offer less.",
            ),
            Self::UnknownIssuer => (
                "the server's certificate is signed by an issuer that this machine does not trust",
                "Check the endpoint. If a proxy inspects TLS, or the issuer is your own, add the issuer's certificate: to the system, to a file that `SSL_CERT_FILE` names (on Linux), or in code by `ClientBuilder::root_certificates`.",
            ),
            Self::Expired => (
                "the server's certificate has expired",
                "Check this machine's clock. If it is right, the operator of the server must renew the certificate.",
            ),
            Self::NotYetValid => {
                ("the server's certificate is not valid yet", "Check this machine's clock.")
            }
            Self::OtherHost => (
                "the server's certificate is for another host",
                "Check the host of the endpoint. A proxy or name server may also lead to another server.",
            ),
            Self::UnknownAlgorithm => (
                "the server's certificate is signed with an algorithm that this client does not verify",
                "If the issuer uses P-521, enable the feature `http-client` of `taurusdb-htap`, and call `ClientBuilder::http_client(|http| http)`.",
            ),
            Self::Certificate => (
                "the server's certificate is not trusted",
                "Check the endpoint, and see the cause. To trust an issuer of your own, name its certificate in `SSL_CERT_FILE` (on Linux), or pass it by `ClientBuilder::root_certificates`.",
            ),
            Self::ClientCertificate => (
                "the server does not accept the connection without a client certificate that it trusts",
                "Check the endpoint. Pass a certificate and its key by `ClientBuilder::client_certificate`.",
            ),
            Self::Disconnected { is_plain } => {
                let hint =
                    "Retry the call. If the port expects TLS, write `https://` in the endpoint.";
                let hint = if is_plain { hint } else { RETRY };
                ("the connection broke before a response arrived", hint)
            }
            Self::Unprocessed => {
                ("the server ended the connection without processing the request", RETRY)
            }
            Self::NotHttp { is_plain } => (
                "invalid response: it is not HTTP, or its headers are too large",
                if is_plain { SPEAKS_TLS } else { CHECK_ENDPOINT },
            ),
            Self::Incomplete => {
                ("invalid response: the connection ended before the body did", RETRY)
            }
        }
    }
}

/// Such a request can be sent again, whatever it does (RFC 9113, 6.8 and 8.7).
fn is_unprocessed(error: &h2::Error) -> bool {
    let is = |reason| error.reason() == Some(reason);
    error.is_remote()
        && (error.is_go_away() && is(h2::Reason::NO_ERROR)
            || error.is_reset() && is(h2::Reason::REFUSED_STREAM))
}

/// An error and its causes. The sources of an I/O error leave out the error that it wraps.
fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map_or_else(|| error.source(), |error| Some(error))
    })
}

/// Reads the text of the HTTP client's errors about proxies, because their type is private.
fn proxy(cause: &(dyn StdError + 'static)) -> Option<Failure> {
    let text = cause.to_string();
    Some(match text.split_once(" error: ")? {
        ("tunnel" | "SOCKS", "failed to create underlying connection") => Failure::ProxyUnreachable,
        (
            "tunnel" | "SOCKS",
            "proxy authorization required"
            | "credentials not accepted"
            | "server does not support user/pass authentication",
        ) => Failure::ProxyUnauthorized,
        ("tunnel", _) => Failure::ProxyRefused,
        ("SOCKS", _) => Failure::SocksRefused,
        _ => return None,
    })
}

#[cfg(feature = "rustls")]
fn tls(cause: &(dyn StdError + 'static)) -> Option<Failure> {
    use rustls::CertificateError as Flaw;
    use rustls::Error::{
        AlertReceived, InvalidCertificate, InvalidMessage, NoCertificatesPresented,
        PeerIncompatible,
    };
    use rustls::{AlertDescription as Alert, InvalidMessage as Message};
    Some(match cause.downcast_ref()? {
        InvalidCertificate(Flaw::UnknownIssuer) => Failure::UnknownIssuer,
        InvalidCertificate(Flaw::Expired | Flaw::ExpiredContext { .. }) => Failure::Expired,
        InvalidCertificate(Flaw::NotValidYet | Flaw::NotValidYetContext { .. }) => {
            Failure::NotYetValid
        }
        InvalidCertificate(Flaw::NotValidForName | Flaw::NotValidForNameContext { .. }) => {
            Failure::OtherHost
        }
        InvalidCertificate(Flaw::UnsupportedSignatureAlgorithmContext { .. }) => {
            Failure::UnknownAlgorithm
        }
        InvalidCertificate(_) | NoCertificatesPresented => Failure::Certificate,
        InvalidMessage(Message::InvalidContentType) => Failure::NoTls,
        PeerIncompatible(_)
        | AlertReceived(
            Alert::HandshakeFailure | Alert::InsufficientSecurity | Alert::ProtocolVersion,
        ) => Failure::IncompatibleTls,
        // A server checks no certificate but the client's.
        AlertReceived(
            Alert::AccessDenied
            | Alert::BadCertificate
            | Alert::CertificateExpired
            | Alert::CertificateRequired
            | Alert::CertificateRevoked
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::UnsupportedCertificate,
        ) => Failure::ClientCertificate,
        _ => return None,
    })
}

/// The errors of other TLS libraries all mention the certificate if it is the reason.
#[cfg(not(feature = "rustls"))]
fn tls(cause: &(dyn StdError + 'static)) -> Option<Failure> {
    cause.to_string().contains("certificate").then_some(Failure::Certificate)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts are the HTTP client's own; `tests/faults/proxies.rs` meets them on the wire.
    #[test]
    fn the_text_of_a_proxy_error_decides_its_kind() {
        for (text, expected) in [
            ("tunnel error: proxy authorization required", Some(Failure::ProxyUnauthorized)),
            ("tunnel error: unsuccessful", Some(Failure::ProxyRefused)),
            ("tunnel error: unexpected end of file", Some(Failure::ProxyRefused)),
            (
                "tunnel error: failed to create underlying connection",
                Some(Failure::ProxyUnreachable),
            ),
            (
                "SOCKS error: failed to create underlying connection",
                Some(Failure::ProxyUnreachable),
            ),
            ("SOCKS error: credentials not accepted", Some(Failure::ProxyUnauthorized)),
            ("SOCKS error: general server failure", Some(Failure::SocksRefused)),
            ("failed to create underlying connection", None),
        ] {
            assert_eq!(proxy(&io::Error::other(text)), expected, "{text}");
        }
    }

    #[test]
    fn the_error_that_an_io_error_wraps_is_found() {
        let inner = io::Error::other(io::Error::other("SOCKS error: credentials not accepted"));
        let found = causes(&inner).find_map(proxy);
        assert_eq!(found, Some(Failure::ProxyUnauthorized));
    }

    #[test]
    fn each_failure_has_a_kind_a_hint_and_a_retry_verdict() {
        use ErrorKind::{Configuration, Connection, InvalidResponse, Timeout};
        let local = |is_local| Failure::Unreachable { is_local };
        let garbage = |is_plain| Failure::NotHttp { is_plain };
        for (failure, kind, hint, is_retryable) in [
            (Failure::Unbuildable, Configuration, "TLS features", false),
            (Failure::Timeout, Timeout, "allow more time", true),
            (Failure::ConnectTimeout, Timeout, "allow more time", true),
            (local(true), Connection, "the port is right", true),
            (local(false), Connection, "region or endpoint", true),
            (Failure::ProxyUnreachable, Connection, "`ALL_PROXY`", true),
            (Failure::ProxyUnauthorized, Connection, "user:password@", false),
            (Failure::ProxyRefused, Connection, "`curl -v`", true),
            (Failure::SocksRefused, Connection, "See the cause", true),
            (Failure::NoTls, Connection, "the port", false),
            (Failure::IncompatibleTls, Connection, "TLS 1.2", false),
            (Failure::UnknownIssuer, Connection, "`SSL_CERT_FILE`", false),
            (Failure::Expired, Connection, "clock", false),
            (Failure::NotYetValid, Connection, "clock", false),
            (Failure::OtherHost, Connection, "host of the endpoint", false),
            (Failure::UnknownAlgorithm, Connection, "`http-client`", false),
            (Failure::Certificate, Connection, "`ClientBuilder::root_certificates`", false),
            (Failure::ClientCertificate, Connection, "`ClientBuilder::client_certificate`", false),
            (Failure::Disconnected { is_plain: false }, Connection, "Retry", true),
            (Failure::Disconnected { is_plain: true }, Connection, "`https://`", true),
            (Failure::Unprocessed, Connection, "Retry", true),
            (garbage(true), InvalidResponse, "`https://`", true),
            (garbage(false), InvalidResponse, "any proxy", true),
            (Failure::Incomplete, InvalidResponse, "Retry", true),
        ] {
            let (_, verdict) = failure.verdict(Some(8000));
            let text = verdict.hint.unwrap_or_default();
            assert_eq!((verdict.kind, verdict.is_retryable), (kind, is_retryable), "{failure:?}");
            assert!(text.contains(hint), "{failure:?}: {text}");
            let is_about_a_proxy = text.contains("PROXY");
            assert!(!is_about_a_proxy || failure != local(true), "a local address has none");
            let is_sized = failure.verdict(Some(9000)).1.hint.unwrap_or_default().contains("9000");
            let is_disconnected = matches!(failure, Failure::Disconnected { .. });
            assert_eq!(is_sized, is_disconnected, "{failure:?}");
        }
    }
}
