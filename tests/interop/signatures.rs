//! The same random requests, signed by an SDK and by this crate.

use std::collections::BTreeMap;

use serde_json::json;

use crate::signing::{Signable, signature, string_to_sign};
use crate::worker::Worker;

const COUNT: u64 = 300;

/// What an SDK's signer can be given.
pub(crate) struct Limits {
    /// It signs the bytes of a body as they are given.
    pub(crate) bodies: bool,
    /// It decodes a path before it encodes it.
    pub(crate) encoded_paths: bool,
    /// It sorts the values of one name in a query.
    pub(crate) sorts_values: bool,
}

/// xorshift64*: the same requests in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % limit
    }

    /// One to twelve of these letters.
    fn text(&mut self, letters: &str) -> String {
        let letters: Vec<char> = letters.chars().collect();
        (0..=self.below(12)).map(|_| letters[self.below(letters.len())]).collect()
    }
}

const UNRESERVED: &str = "abcXYZ0189-_.~";
const ANY: &str = "abXY09-_.~ !*'()+=&?/:@%,;$#[]|\"<>{}^`é中文😀";

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Tells how many signatures were the same.
pub(crate) fn same_signatures(sdk: &str, limits: &Limits, worker: &mut Worker) -> u64 {
    for seed in 1..=COUNT {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut path = String::from("/v3");
        for _ in 0..=random.below(4) {
            path.push('/');
            // An encoded slash would be two segments to whoever decodes first.
            let letters = ANY.replace('/', "");
            path += &match limits.encoded_paths && random.below(2) == 0 {
                true => encode(&random.text(&letters)),
                false => random.text(UNRESERVED),
            };
        }
        let mut query = BTreeMap::new();
        for _ in 0..random.below(4) {
            let mut values: Vec<_> = (0..=random.below(2)).map(|_| random.text(ANY)).collect();
            if !limits.sorts_values {
                values.sort();
            }
            query.insert(random.text(UNRESERVED), values);
        }
        let method = if limits.bodies && random.below(2) == 0 { "POST" } else { "GET" };
        let body = match method {
            "POST" => json!({ random.text("abc"): random.text("abc é中") }).to_string(),
            _ => String::new(),
        };
        let date = format!(
            "2026{:02}{:02}T{:02}0405Z",
            1 + random.below(12),
            1 + random.below(28),
            random.below(24)
        );
        let host = format!("gaussdb.{}.example.com", random.text("abc"));
        let mut headers = BTreeMap::from([
            ("Content-Type", "application/json".to_owned()),
            ("Host", host.clone()),
            ("X-Sdk-Date", date.clone()),
        ]);
        if random.below(2) == 0 {
            headers.insert("X-Project-Id", random.text(UNRESERVED));
        }
        if random.below(2) == 0 {
            headers.insert("X-Security-Token", format!("a {} z", random.text("a+/= ")));
        }
        let command = json!({
            "do": "sign", "access_key_id": "ID", "secret_key": "a-secret-key", "method": method, "host": host,
            "path": path, "query": query, "headers": headers, "body": body,
        });
        let answer = worker.ask(&command);
        let theirs = answer["authorization"].as_str().unwrap();
        let ours = authorization(theirs, &date, &host, method, &path, &query, &headers, &body);
        assert_eq!(ours, theirs, "{sdk}, seed {seed}: {command}");
    }
    COUNT
}

/// Our signature of what the SDK chose to sign: Go leaves out `host` and `content-type`.
#[allow(clippy::too_many_arguments, reason = "the parts of a request")]
fn authorization(
    theirs: &str,
    date: &str,
    host: &str,
    method: &str,
    path: &str,
    query: &BTreeMap<String, Vec<String>>,
    headers: &BTreeMap<&str, String>,
    body: &str,
) -> String {
    let names = theirs.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
    let value = |name: &str| {
        let known = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        known.map_or(host, |(_, value)| value.as_str())
    };
    let signed: Vec<_> = names.split(';').map(|name| (name, value(name).as_bytes())).collect();
    let pairs =
        query.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    let pairs: Vec<_> =
        pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let request =
        Signable { method, path, query: &pairs.join("&"), headers: &signed, body: body.as_bytes() };
    let to_sign = string_to_sign(date, &request.canonical_request());
    let signature = signature("a-secret-key", &to_sign);
    crate::signing::authorization("ID", &request.signed_headers(), &signature)
}
