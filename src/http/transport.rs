//! Why an exchange brought no whole answer, read from the error of the HTTP client.

use std::error::Error as StdError;
use std::io;

use crate::http::endpoint::is_local;

/// What went wrong between the request and the end of its answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Failure {
    /// The request could not be built.
    Unbuildable,
    /// The answer did not come in time.
    Timeout,
    /// The connection was not made in time.
    ConnectTimeout,
    /// The connection was not made.
    Unreachable {
        is_local: bool,
    },
    Proxy(Proxy),
    Tls(Tls),
    /// The connection ended before an answer came.
    Disconnected {
        is_plain: bool,
    },
    /// The server says over HTTP/2 that it did not process the request, as when it ends a connection after a number of them.
    Unprocessed,
    /// What came is not the head of an HTTP answer, or is larger than the client reads.
    NotHttp {
        is_plain: bool,
    },
    /// The answer began and did not end.
    Cut,
}

/// What kept a proxy from making the connection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Proxy {
    Unreachable,
    /// It wants a user name and password: status 407, or its like in SOCKS.
    Unauthorized,
    /// It did not make the connection. The cause has the reason of a SOCKS proxy, but not the status of an HTTP proxy.
    Refused {
        is_socks: bool,
    },
}

/// What is wrong with TLS.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(not(feature = "rustls"), allow(dead_code, reason = "another TLS does not say which"))]
pub(crate) enum Tls {
    /// The server does not speak it.
    None,
    /// There is no version or cipher that both sides know.
    Incompatible,
    UnknownIssuer,
    Expired,
    NotYetValid,
    OtherHost,
    /// Anything else about the certificate of the server.
    Certificate,
    /// The server wants a certificate of the client, or does not accept the one that it got.
    ClientCertificate,
}

impl Failure {
    /// `is_begun` says whether the head of an answer came.
    pub(crate) fn of(error: &reqwest::Error, is_begun: bool) -> Self {
        let url = error.url();
        let is_plain = url.is_some_and(|url| url.scheme() == "http");
        if error.is_timeout() && !error.is_connect() {
            Self::Timeout
        } else if is_begun || error.is_body() || error.is_decode() {
            Self::Cut
        } else if error.is_timeout() {
            Self::ConnectTimeout
        } else if error.is_builder() {
            Self::Unbuildable
        } else if let Some(proxy) = causes(error).find_map(proxy) {
            Self::Proxy(proxy)
        } else if let Some(tls) = causes(error).find_map(tls) {
            Self::Tls(tls)
        } else if error.is_connect() {
            Self::Unreachable {
                is_local: url.and_then(url::Url::host).is_some_and(|host| is_local(&host)),
            }
        } else if causes(error).filter_map(|cause| cause.downcast_ref()).any(hyper::Error::is_parse)
        {
            Self::NotHttp { is_plain }
        } else if causes(error).filter_map(|cause| cause.downcast_ref()).any(is_unprocessed) {
            Self::Unprocessed
        } else {
            Self::Disconnected { is_plain }
        }
    }
}

/// RFC 9113, 6.8 and 8.7: such a request can be sent again, whatever it does.
fn is_unprocessed(error: &h2::Error) -> bool {
    let is = |reason| error.reason() == Some(reason);
    error.is_remote()
        && (error.is_go_away() && is(h2::Reason::NO_ERROR)
            || error.is_reset() && is(h2::Reason::REFUSED_STREAM))
}

/// An error and what caused it. An I/O error leaves out of its sources the error that it wraps.
fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map_or_else(|| error.source(), |error| Some(error))
    })
}

/// The HTTP client's errors of proxies have no public type, only a text. They do not hold the status of a refused CONNECT.
fn proxy(cause: &(dyn StdError + 'static)) -> Option<Proxy> {
    let text = cause.to_string();
    let (from, problem) = text.split_once(" error: ")?;
    if !["tunnel", "SOCKS"].contains(&from) {
        return None;
    }
    Some(match problem {
        "failed to create underlying connection" => Proxy::Unreachable,
        "proxy authorization required"
        | "credentials not accepted"
        | "server does not support user/pass authentication" => Proxy::Unauthorized,
        _ => Proxy::Refused { is_socks: from == "SOCKS" },
    })
}

#[cfg(feature = "rustls")]
fn tls(cause: &(dyn StdError + 'static)) -> Option<Tls> {
    use rustls::CertificateError as Flaw;
    use rustls::Error::{
        AlertReceived, InvalidCertificate, InvalidMessage, NoCertificatesPresented,
        PeerIncompatible,
    };
    use rustls::{AlertDescription as Alert, InvalidMessage as Message};
    Some(match cause.downcast_ref()? {
        InvalidCertificate(Flaw::UnknownIssuer) => Tls::UnknownIssuer,
        InvalidCertificate(Flaw::Expired | Flaw::ExpiredContext { .. }) => Tls::Expired,
        InvalidCertificate(Flaw::NotValidYet | Flaw::NotValidYetContext { .. }) => Tls::NotYetValid,
        InvalidCertificate(Flaw::NotValidForName | Flaw::NotValidForNameContext { .. }) => {
            Tls::OtherHost
        }
        InvalidCertificate(_) | NoCertificatesPresented => Tls::Certificate,
        InvalidMessage(Message::InvalidContentType) => Tls::None,
        PeerIncompatible(_)
        | AlertReceived(
            Alert::HandshakeFailure | Alert::InsufficientSecurity | Alert::ProtocolVersion,
        ) => Tls::Incompatible,
        // A server looks at no certificate but the client's.
        AlertReceived(
            Alert::AccessDenied
            | Alert::BadCertificate
            | Alert::CertificateExpired
            | Alert::CertificateRequired
            | Alert::CertificateRevoked
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::UnsupportedCertificate,
        ) => Tls::ClientCertificate,
        _ => return None,
    })
}

/// Another TLS has errors of its own, which all name the certificate if that is at fault.
#[cfg(not(feature = "rustls"))]
fn tls(cause: &(dyn StdError + 'static)) -> Option<Tls> {
    cause.to_string().contains("certificate").then_some(Tls::Certificate)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts are the HTTP client's own; `tests/faults/proxies.rs` meets them on the wire.
    #[test]
    fn what_a_proxy_said_is_read_from_the_text() {
        for (text, expected) in [
            ("tunnel error: proxy authorization required", Some(Proxy::Unauthorized)),
            ("tunnel error: unsuccessful", Some(Proxy::Refused { is_socks: false })),
            ("tunnel error: unexpected end of file", Some(Proxy::Refused { is_socks: false })),
            ("tunnel error: failed to create underlying connection", Some(Proxy::Unreachable)),
            ("SOCKS error: failed to create underlying connection", Some(Proxy::Unreachable)),
            ("SOCKS error: credentials not accepted", Some(Proxy::Unauthorized)),
            ("SOCKS error: general server failure", Some(Proxy::Refused { is_socks: true })),
            ("failed to create underlying connection", None),
        ] {
            assert_eq!(proxy(&io::Error::other(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_an_io_error_wraps_is_found() {
        let inner = io::Error::other(io::Error::other("SOCKS error: credentials not accepted"));
        let found = causes(&inner).find_map(proxy);
        assert_eq!(found, Some(Proxy::Unauthorized));
    }
}
