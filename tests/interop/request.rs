//! Unsigned requests: the cases of `tests/signing`, and random ones.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;

use crate::signing::DATE_FORMAT;

#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) access_key_id: String,
    pub(crate) secret_key: String,
    pub(crate) method: String,
    pub(crate) host: String,
    /// Percent-encoded, as it is sent.
    pub(crate) path: String,
    /// Not encoded, in the order of sending.
    pub(crate) query: Vec<(String, String)>,
    /// With `X-Sdk-Date`, without `Host`.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    /// The cases of `tests/signing`, by name.
    pub(crate) fn cases() -> Vec<(String, Self)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/signing");
        let cases = fs::read_dir(folder).unwrap().map(|case| {
            let case = case.unwrap();
            let text = fs::read_to_string(case.path().join("request.http")).unwrap();
            (case.file_name().into_string().unwrap(), Self::read(&text))
        });
        let mut cases: Vec<_> = cases.collect();
        cases.sort_by(|(left, _), (right, _)| left.cmp(right));
        cases
    }

    /// From the text of an HTTP request.
    fn read(text: &str) -> Self {
        let decode = |text| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let (head, body) = text.split_once("\n\n").unwrap();
        let mut lines = head.lines();
        let [method, target, _] =
            lines.next().unwrap().split(' ').collect::<Vec<_>>().try_into().unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let (host, headers): (Vec<_>, Vec<_>) = headers.partition(|(name, _)| *name == "Host");
        Self {
            access_key_id: "AKEXAMPLE0000000TEST".into(),
            secret_key: "SKexampleSecretKeyForTests0000000000TEST".into(),
            method: method.into(),
            // One case has no `Host`, but most SDKs sign one.
            host: host.first().map_or("example.com", |(_, host)| host).into(),
            path: path.into(),
            query: pairs.map(|(name, value)| (decode(name), decode(value))).collect(),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            body: body.into(),
        }
    }

    pub(crate) fn decoded_path(&self) -> String {
        percent_decode_str(&self.path).decode_utf8().unwrap().into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether every SDK signs the hash of a body of this type.
    pub(crate) fn is_hashed(&self) -> bool {
        let hashed = ["application/json", "application/bson"];
        self.header("Content-Type")
            .is_none_or(|text| hashed.iter().any(|hashed| text.starts_with(hashed)))
    }

    /// Properties that a sample of requests must cover.
    pub(crate) fn traits(&self) -> [bool; 6] {
        let repeated = |(name, _): &(String, String)| {
            self.query.iter().filter(|(other, _)| name == other).count() > 1
        };
        [
            self.path.contains('%'),
            self.path.ends_with('/'),
            !self.query.is_sorted(),
            self.query.iter().any(repeated),
            self.headers.iter().any(|(_, value)| !value.is_ascii()),
            !self.body.is_empty(),
        ]
    }
}

/// The generator `SplitMix64`, which gives the same numbers on every machine.
pub(crate) struct Random(pub(crate) u64);

/// Characters that a path must encode.
const ENCODED_IN_PATHS: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

const PLAIN: &str = "abcXYZ0189-_.~";
const ASCII: &str = "abcXYZ0189-_.~ !\"#$%&'()*+,/:;<=>?@[\\]^`{|}";
const ANY: &str = "aZ09-~ %+/=&é中文😀ß";
const HEX: &str = "0123456789abcdef";

impl Random {
    fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % below
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.number(number) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.number(from.len())]
    }

    fn alphabet(&mut self) -> &'static str {
        self.pick(&[PLAIN, PLAIN, ASCII, ANY])
    }

    fn text(&mut self, alphabet: &str, least: usize, most: usize) -> String {
        let alphabet: Vec<_> = alphabet.chars().collect();
        let length = least + self.number(most - least + 1);
        (0..length).map(|_| self.pick(&alphabet)).collect()
    }

    pub(crate) fn request(&mut self) -> Request {
        let method = self.pick(&["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"]);
        let port = self.pick(&["", ":8443", ":50123"]);
        Request {
            access_key_id: self.text("ABCXYZ0189", 20, 20),
            secret_key: self.text(ASCII, 1, 80),
            method: method.into(),
            host: format!("{}.myhuaweicloud.com{port}", self.text("abcxyz", 1, 12)),
            path: self.path(),
            query: self.query(),
            headers: self.headers(),
            body: self.body(),
        }
    }

    /// Some characters are encoded although they need not be.
    fn path(&mut self) -> String {
        let mut path = String::new();
        for _ in 0..self.number(5) {
            let alphabet = self.alphabet();
            path.push('/');
            for character in self.text(alphabet, 0, 8).chars() {
                let set = if self.one_in(8) { NON_ALPHANUMERIC } else { ENCODED_IN_PATHS };
                path.extend(utf8_percent_encode(character.encode_utf8(&mut [0; 4]), set));
            }
        }
        if path.is_empty() || self.one_in(4) {
            path.push('/');
        }
        path
    }

    fn query(&mut self) -> Vec<(String, String)> {
        let alphabet = self.alphabet();
        let mut query: Vec<(String, String)> = Vec::new();
        for _ in 0..self.number(5) {
            let name = match query.last() {
                Some((name, _)) if self.one_in(3) => name.clone(),
                _ => self.text(alphabet, 1, 6),
            };
            query.push((name, self.text(alphabet, 0, 6)));
        }
        query
    }

    /// Names in any case, one of them with an underscore, and values with white space within and around.
    fn headers(&mut self) -> Vec<(String, String)> {
        let date = i64::try_from(self.number(2_000_000_000)).unwrap();
        let date = Timestamp::from_second(date).unwrap().to_zoned(TimeZone::UTC);
        let mut headers = vec![("X-Sdk-Date", date.strftime(DATE_FORMAT).to_string())];
        for (name, alphabet) in [
            ("X-Project-Id", HEX),
            ("X-Security-Token", PLAIN),
            ("x-language", "enzhus-"),
            ("UNDER_SCORE", ASCII),
            ("User-Agent", ASCII),
            ("X-Any", ANY),
            ("X-Blanks", " \ta"),
        ] {
            if self.one_in(2) {
                headers.push((name, self.text(alphabet, 0, 20)));
            }
        }
        if self.one_in(2) {
            let json = ["application/json", "application/json;charset=UTF-8", "application/bson"];
            let other = ["text/plain", "application/x-www-form-urlencoded"];
            let content_type = if self.one_in(3) { self.pick(&other) } else { self.pick(&json) };
            headers.push(("Content-Type", content_type.into()));
        }
        if self.one_in(8) {
            headers.push(("X-Sdk-Content-Sha256", self.text(HEX, 64, 64)));
        }
        headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn body(&mut self) -> String {
        match self.number(4) {
            0 => String::new(),
            1 => self.text(ANY, 1, 40),
            _ => json!({"name": self.text(ANY, 0, 20), "limit": self.number(100)}).to_string(),
        }
    }
}
