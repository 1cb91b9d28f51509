//! SDK-HMAC-SHA256: request → canonical request → string to sign → signature, as pure functions.
//!
//! The vendor's description: <https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm-002.html>

use std::fmt::Write as _;
use std::io::Write as _;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};

/// Names the algorithm in the string to sign and in the header `Authorization`.
pub(crate) const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The format of `X-Sdk-Date`, in UTC.
pub(crate) const DATE_FORMAT: &str = "%Y%m%dT%H%M%SZ";

/// The time of the signature, in UTC. The gateway accepts a difference of 15 minutes to its own clock.
pub(crate) const X_SDK_DATE: &str = "x-sdk-date";

/// The project. A token is scoped to a project, a signature is not.
pub(crate) const X_PROJECT_ID: &str = "x-project-id";

/// The security token of a temporary access key.
pub(crate) const X_SECURITY_TOKEN: &str = "x-security-token";

/// How far the signer's clock may differ from the gateway's.
pub(crate) const CLOCK_WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Reads `X-Sdk-Date`.
pub(crate) fn signed_at(date: &str) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(DateTime::strptime(DATE_FORMAT, date).ok()?).ok()
}

/// All characters but the unreserved ones of RFC 3986 are encoded.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const IN_PATH: &AsciiSet = &IN_QUERY.remove(b'/');

/// The signed parts of a request.
#[derive(Debug)]
pub(crate) struct Signable<'a> {
    pub(crate) method: &'a str,
    /// As in the request.
    pub(crate) path: &'a str,
    /// As in the request, without the `?`.
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
    /// The six parts, one per line. The headers take several lines.
    pub(crate) fn canonical_request(&self) -> Vec<u8> {
        // The path is decoded once and encoded again. The request itself keeps its path, without the slash at the end.
        let path = percent_decode_str(self.path).decode_utf8_lossy();
        let end = if path.ends_with('/') { "" } else { "/" };
        let (path, query) = (utf8_percent_encode(&path, IN_PATH), canonical_query(self.query));
        let mut canonical = Vec::with_capacity(1024);
        _ = writeln!(canonical, "{}\n{path}{end}\n{query}", self.method); // a write to memory does not fail
        for (name, value) in self.headers {
            for part in [name.as_bytes(), b":", value.trim_ascii(), b"\n"] {
                canonical.extend_from_slice(part);
            }
        }
        _ = writeln!(canonical, "\n{}", self.signed_headers());
        // The header may replace the hash of a body, but not the hash of an empty one.
        let stated = self.headers.iter().find(|(name, _)| *name == "x-sdk-content-sha256");
        match stated {
            Some((_, hash)) if !self.body.is_empty() => canonical.extend(hash.trim_ascii()),
            _ => canonical.extend(hex(digest(&SHA256, self.body).as_ref())),
        }
        canonical
    }

    /// The names of the signed headers, for the canonical request and for `Authorization`.
    pub(crate) fn signed_headers(&self) -> String {
        let mut names = String::with_capacity(128);
        for (name, _) in self.headers {
            names.extend([name, ";"]);
        }
        names.pop();
        names
    }
}

/// The date and the hash of the canonical request. There is no scope.
pub(crate) fn string_to_sign(date: &str, canonical_request: &[u8]) -> String {
    let hash = digest(&SHA256, canonical_request);
    let hash: String = hex(hash.as_ref()).map(char::from).collect();
    [ALGORITHM, date, &hash].join("\n")
}

/// Signs with the secret key itself; there is no derived key.
pub(crate) fn signature(secret_key: &str, string_to_sign: &str) -> String {
    let key = hmac::Key::new(HMAC_SHA256, secret_key.as_bytes());
    hex(hmac::sign(&key, string_to_sign.as_bytes()).as_ref()).map(char::from).collect()
}

/// The value of the header `Authorization`.
pub(crate) fn authorization(access_key_id: &str, signed_headers: &str, signature: &str) -> String {
    let mut text = String::with_capacity(256);
    _ = write!(
        text,
        "{ALGORITHM} Access={access_key_id}, SignedHeaders={signed_headers}, Signature={signature}"
    );
    text
}

/// The pairs, sorted by name and value before they are encoded.
fn canonical_query(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decode = |text| percent_decode_str(text).decode_utf8_lossy();
    let mut pairs: Vec<_> = pairs.map(|(name, value)| [decode(name), decode(value)]).collect();
    pairs.sort_unstable();
    let encode = |text| utf8_percent_encode(text, IN_QUERY);
    let pairs = pairs.iter().map(|[name, value]| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn hex(bytes: &[u8]) -> impl Iterator<Item = u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| DIGITS[usize::from(digit)])
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// `tests/signing` has a folder for each case and a file for each step, so that the wrong step is the one that fails.
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
            assert_eq!(to_sign, read("string-to-sign.txt"), "{name}");
            let signature = signature(secret, &to_sign);
            assert_eq!(signature, read("signature.txt"), "{name}");
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
