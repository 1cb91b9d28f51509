//! A success body: it is rows or a token, or an error that tells the place and quotes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use taurusdb_htap::{Result, fuzzing};

/// In the seeds, and in no sentence of ours.
const PLANTED: &str = "planted";

fuzz_target!(|body: &[u8]| {
    let is_token = body.windows(7).any(|part| part == b"\"token\"");
    let decode: fn(&[u8]) -> Result<String> = if is_token { fuzzing::token } else { fuzzing::list };
    match decode(body) {
        Ok(written) => {
            assert!(body.trim_ascii_start().starts_with(b"{"), "only an object is a success");
            let again = decode(written.as_bytes()).expect("what was written can be read");
            assert_eq!(written, again, "what was read is written and read alike");
        }
        Err(error) => {
            let sentence = format!("{error}{}", error.hint().unwrap_or_default());
            assert!(!sentence.contains(PLANTED), "{sentence}");
            assert!(!sentence.contains(char::is_control) && sentence.is_ascii(), "{sentence:?}");
            assert!(sentence.len() < 1000, "{sentence}");
        }
    }
});
