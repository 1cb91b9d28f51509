//! Our signer against a second one, written from the vendor's description alone, slow and plain. The input is an HTTP
//! request as in `tests/signing`; the body is the secret key as well.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use taurusdb_htap::fuzzing;

const ID: &str = "AKEXAMPLE0000000TEST";

fuzz_target!(|input: &[u8]| {
    let Ok(input) = str::from_utf8(input) else { return };
    let (head, body) = input.split_once("\n\n").unwrap_or((input, ""));
    let mut lines = head.split('\n');
    let mut first = lines.next().unwrap_or_default().split(' ');
    let [method, target] = [(); 2].map(|()| first.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = Vec::new();
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let (name, value) = (name.to_lowercase(), value.trim_matches([' ', '\t']));
        let is_sent = http::HeaderName::from_bytes(name.as_bytes()).is_ok()
            && http::HeaderValue::from_str(value).is_ok();
        if is_sent && !name.contains('_') {
            headers.push((name, value));
        }
    }
    let date = headers.iter().find(|(name, _)| name == "x-sdk-date").map_or("", |(_, date)| date);

    // Ours wants them sorted, and cuts blanks off itself.
    let padded: Vec<_> =
        headers.iter().map(|(name, value)| (name, format!(" {value}\t"))).collect();
    let mut sorted: Vec<_> =
        padded.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    sorted.sort_unstable();
    let ours = fuzzing::signed([ID, body], date, [method, path, query], &sorted, body.as_bytes());

    let theirs = naive(body, date, [method, path, query], headers, body);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(String::from_utf8_lossy(ours), *theirs);
    }
});

fn naive(
    secret_key: &str,
    date: &str,
    [method, path, query]: [&str; 3],
    mut headers: Vec<(String, &str)>,
    body: &str,
) -> [String; 4] {
    // Step 1: the canonical request.
    let mut uri = decode(path).split('/').map(encode).collect::<Vec<_>>().join("/");
    if !uri.ends_with('/') {
        uri += "/";
    }
    let mut parameters: Vec<(String, String)> = Vec::new();
    for pair in query.split('&') {
        if pair.is_empty() {
            continue;
        }
        let mut halves = pair.splitn(2, '=');
        let [name, value] = [(); 2].map(|()| decode(halves.next().unwrap_or("")));
        let place = parameters.iter().position(|(other, other_value)| {
            (name.chars().collect::<Vec<_>>(), value.chars().collect::<Vec<_>>())
                < (other.chars().collect(), other_value.chars().collect())
        });
        parameters.insert(place.unwrap_or(parameters.len()), (name, value));
    }
    let parameters: Vec<_> = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    headers.sort();
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let names: Vec<_> = headers.iter().map(|(name, _)| &**name).collect();
    let names = names.join(";");
    let stated = headers.iter().find(|(name, _)| name == "x-sdk-content-sha256");
    let payload = match stated {
        Some((_, hash)) if body != "" => (*hash).to_owned(),
        _ => hex(&Sha256::digest(body)),
    };
    let query = parameters.join("&");
    let canonical = format!("{method}\n{uri}\n{query}\n{lines}\n{names}\n{payload}");

    // Step 2: the string to sign.
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(&canonical)));

    // Step 3: the signature. HMAC as in RFC 2104.
    let mut key = secret_key.as_bytes().to_vec();
    if key.len() > 64 {
        key = Sha256::digest(&key).to_vec();
    }
    key.resize(64, 0);
    let pad = |with: u8| key.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = Sha256::digest([pad(0x36), to_sign.clone().into_bytes()].concat());
    let signature = hex(&Sha256::digest([pad(0x5c), inner.to_vec()].concat()));

    // Step 4: the header.
    let header =
        format!("SDK-HMAC-SHA256 Access={ID}, SignedHeaders={names}, Signature={signature}");
    [canonical, to_sign, signature, header]
}

fn decode(text: &str) -> String {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let (bytes, mut decoded, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        match (bytes[at], digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).expect("two digits"));
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match char::from(byte) {
            letter @ ('A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '~') => {
                encoded.push(letter)
            }
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
