//! SDK-HMAC-SHA256: request → canonical request → string to sign → signature, as pure functions.
//!
//! The vendor's description: <https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm-002.html>

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// Names the algorithm in the string to sign and in the header `Authorization`.
pub(crate) const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The form of `X-Sdk-Date`, in UTC.
pub(crate) const DATE_FORMAT: &str = "%Y%m%dT%H%M%SZ";

/// When a request was signed, in UTC: the gateway allows 15 minutes to its own clock.
pub(crate) const X_SDK_DATE: &str = "x-sdk-date";

/// The project, since a signature is not scoped to one as a token is.
pub(crate) const X_PROJECT_ID: &str = "x-project-id";

/// What a temporary access key has beside it.
pub(crate) const X_SECURITY_TOKEN: &str = "x-security-token";

/// As far as the clock of who signs may be off.
pub(crate) const CLOCK_WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Reads `X-Sdk-Date`.
pub(crate) fn signed_at(date: &str) -> Option<Timestamp> {
    let date = DateTime::strptime(DATE_FORMAT, date).ok()?;
    Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// What is not unreserved in RFC 3986 is encoded, `/` in a query too.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A request as far as it is signed.
#[derive(Debug)]
pub(crate) struct Signable<'a> {
    pub(crate) method: &'a str,
    /// As it is sent.
    pub(crate) path: &'a str,
    /// As it is sent, without the `?`.
    pub(crate) query: &'a str,
    /// Names in lower case, sorted.
    pub(crate) headers: &'a [(&'a str, &'a [u8])],
    pub(crate) body: &'a [u8],
}

/// Whether a header can be signed: the gateway drops names with an underscore.
pub(crate) fn is_signed(name: &str) -> bool {
    !name.contains('_')
}

impl Signable<'_> {
    /// The six parts, one below the other.
    pub(crate) fn canonical_request(&self) -> Vec<u8> {
        let mut canonical = Vec::with_capacity(1024);
        canonical.extend_from_slice(self.method.as_bytes());
        canonical.push(b'\n');
        canonical_path(self.path, &mut canonical);
        canonical.push(b'\n');
        canonical_query(self.query, &mut canonical);
        canonical.push(b'\n');
        for (name, value) in self.headers {
            canonical.extend_from_slice(name.as_bytes());
            canonical.push(b':');
            canonical.extend_from_slice(value.trim_ascii());
            canonical.push(b'\n');
        }
        canonical.push(b'\n');
        canonical.extend_from_slice(self.signed_headers().as_bytes());
        canonical.push(b'\n');
        self.hash_body(&mut canonical);
        canonical
    }

    /// The names that are signed, for the canonical request and for `Authorization`.
    pub(crate) fn signed_headers(&self) -> String {
        let mut names = String::with_capacity(128);
        for (index, (name, _)) in self.headers.iter().enumerate() {
            if index > 0 {
                names.push(';');
            }
            names.push_str(name);
        }
        names
    }

    /// A header may stand for the hash of a body, but not for that of none.
    fn hash_body(&self, canonical: &mut Vec<u8>) {
        let stated = self.headers.iter().find(|(name, _)| *name == "x-sdk-content-sha256");
        match stated {
            Some((_, hash)) if !self.body.is_empty() => {
                canonical.extend_from_slice(hash.trim_ascii());
            }
            _ => hex(&Sha256::digest(self.body), canonical),
        }
    }
}

/// The date and the hash of the canonical request; there is no scope.
pub(crate) fn string_to_sign(date: &str, canonical_request: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(128);
    for line in [ALGORITHM, date] {
        text.extend_from_slice(line.as_bytes());
        text.push(b'\n');
    }
    hex(&Sha256::digest(canonical_request), &mut text);
    text
}

/// The secret key itself is the key: none is derived.
pub(crate) fn signature(secret_key: &str, string_to_sign: &[u8]) -> Vec<u8> {
    let mut signature = Vec::with_capacity(64);
    // HMAC takes keys of any length, so this never fails.
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()) {
        mac.update(string_to_sign);
        hex(&mac.finalize().into_bytes(), &mut signature);
    }
    signature
}

/// The value of the header `Authorization`.
pub(crate) fn authorization(access_key_id: &str, signed_headers: &str, signature: &[u8]) -> String {
    let signature = std::str::from_utf8(signature).unwrap_or_default();
    let mut text = String::with_capacity(256);
    _ = write!(
        text,
        "{ALGORITHM} Access={access_key_id}, SignedHeaders={signed_headers}, Signature={signature}"
    );
    text
}

/// Each segment is decoded once and encoded again; a slash is added at the end, in the canonical form only.
fn canonical_path(path: &str, canonical: &mut Vec<u8>) {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    for (index, segment) in decoded.split('/').enumerate() {
        if index > 0 {
            canonical.push(b'/');
        }
        encode(segment, canonical);
    }
    if !decoded.ends_with('/') {
        canonical.push(b'/');
    }
}

/// Pairs sorted by name, then value, before they are encoded.
fn canonical_query(query: &str, canonical: &mut Vec<u8>) {
    let decode = |text| percent_decode_str(text).decode_utf8_lossy();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<_> = pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            canonical.push(b'&');
        }
        encode(name, canonical);
        canonical.push(b'=');
        encode(value, canonical);
    }
}

fn encode(text: &str, canonical: &mut Vec<u8>) {
    utf8_percent_encode(text, ENCODED)
        .for_each(|part| canonical.extend_from_slice(part.as_bytes()));
}

fn hex(bytes: &[u8], text: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    text.extend(
        bytes
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|digit| DIGITS[usize::from(digit)]),
    );
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// One folder for each case in `tests/signing`, one file for each step: the step that drifted is the one that fails.
    #[test]
    fn every_case_gives_every_step() {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/signing");
        let mut count = 0;
        for case in fs::read_dir(cases).unwrap().map(|case| case.unwrap().path()) {
            let read = |file: &str| fs::read_to_string(case.join(file)).unwrap();
            let request = read("request.http");
            let (head, body) = request.split_once("\n\n").unwrap();
            let mut lines = head.lines();
            let [method, target, _] =
                lines.next().unwrap().split(' ').collect::<Vec<_>>().try_into().unwrap();
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            let headers = lines.map(|line| line.split_once(':').unwrap());
            let headers: Vec<_> =
                headers.map(|(name, value)| (name.to_lowercase(), value)).collect();
            let mut headers: Vec<_> =
                headers.iter().map(|(name, value)| (&**name, value.as_bytes())).collect();
            headers.retain(|(name, _)| is_signed(name));
            headers.sort_unstable();
            let request =
                Signable { method, path, query, headers: &headers, body: body.as_bytes() };

            let (id, secret) = keys(&read("authorization.txt"));
            let date =
                headers.iter().find(|(name, _)| *name == "x-sdk-date").unwrap().1.trim_ascii();
            let canonical = request.canonical_request();
            let name = case.display();
            assert_eq!(
                String::from_utf8_lossy(&canonical),
                read("canonical-request.txt"),
                "{name}"
            );
            let to_sign = string_to_sign(std::str::from_utf8(date).unwrap(), &canonical);
            assert_eq!(String::from_utf8_lossy(&to_sign), read("string-to-sign.txt"), "{name}");
            let signature = signature(secret, &to_sign);
            assert_eq!(String::from_utf8_lossy(&signature), read("signature.txt"), "{name}");
            let header = authorization(id, &request.signed_headers(), &signature);
            assert_eq!(header, read("authorization.txt"), "{name}");
            count += 1;
        }
        assert_eq!(count, 17);
    }

    /// The vendor's own sample keys, and those of the made cases.
    fn keys(authorization: &str) -> (&'static str, &'static str) {
        if authorization.contains("Access=AccessKey,") {
            ("AccessKey", "SecretKey")
        } else {
            ("AKEXAMPLE0000000TEST", "SKexampleSecretKeyForTests0000000000TEST")
        }
    }
}
