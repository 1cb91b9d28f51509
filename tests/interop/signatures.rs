//! An SDK and our signer must give a request the same signature: the cases of `tests/signing`, and random requests.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::request::{Random, Request};
use crate::sdk::SdkSigner;
use crate::signing::{Signable, authorization, is_signed, signature, string_to_sign};
use crate::text;
use crate::worker::Worker;

/// The seed of the random requests.
pub(crate) const SEED: u64 = 20_260_102_030_405;

const RANDOM_REQUESTS: usize = 200;

/// The minimum number of random requests with each of the [`Request::traits`].
const ENOUGH: usize = 20;

/// Returns the number of cases and of random requests with the same signature.
pub(crate) fn check(signer: &SdkSigner, worker: &mut Worker) -> (usize, usize) {
    let (mut same, mut deviating) = (0, Vec::new());
    for (name, request) in Request::cases() {
        let [theirs, ours] = signer.sign_twice(worker, &request);
        if signer.deviations_of(&request).is_empty() {
            assert_eq!(theirs, ours, "{name}: {request:#?}");
            same += 1;
        } else if theirs != ours {
            deviating.push(name);
        }
    }
    assert_eq!(deviating, signer.deviating_cases);
    signer.check_random(worker);
    (same, RANDOM_REQUESTS)
}

impl SdkSigner {
    /// Checks random requests until enough of them have no known deviation. Each listed deviation must occur: if an SDK
    /// no longer has it, this fails until it is removed from the list.
    fn check_random(&self, worker: &mut Worker) {
        let (mut random, mut number) = (Random(SEED), 0);
        let (mut traits, mut seen) = ([0; 6], BTreeSet::new());
        while number < RANDOM_REQUESTS {
            let request = random.request();
            let deviations = self.deviations_of(&request);
            let [theirs, ours] = match deviations[..] {
                [] | [_] => self.sign_twice(worker, &request),
                _ => continue,
            };
            if let [deviation] = deviations[..] {
                seen.extend((theirs != ours).then_some(deviation));
                continue;
            }
            assert_eq!(theirs, ours, "random request {number} of seed {SEED}: {request:#?}");
            number += 1;
            for (count, has) in traits.iter_mut().zip(request.traits()) {
                *count += usize::from(has);
            }
        }
        assert!(
            traits.iter().all(|count| *count >= ENOUGH),
            "the sample does not cover all traits: {traits:?}"
        );
        let listed: BTreeSet<_> = self.deviations.iter().map(|deviation| deviation.name).collect();
        assert_eq!(seen, listed);
    }

    /// The known deviations of the SDK for this request.
    fn deviations_of(&self, request: &Request) -> Vec<&'static str> {
        let deviations = self.deviations.iter().filter(|deviation| (deviation.applies)(request));
        deviations.map(|deviation| deviation.name).collect()
    }

    /// The header `Authorization` by the SDK, and by our signer with the headers that the SDK signs.
    fn sign_twice(&self, worker: &mut Worker, request: &Request) -> [String; 2] {
        let response = worker.call(&json!({
            "do": "sign",
            "access_key_id": request.access_key_id,
            "secret_key": request.secret_key,
            "method": request.method,
            "host": request.host,
            "path": request.path,
            "query": request.query,
            "headers": request.headers,
            "body": request.body,
        }));
        let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let pairs = request.query.iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let headers = self.signed_headers(request);
        let headers: Vec<_> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let signable = Signable {
            method: &request.method,
            path: &request.path,
            query: &pairs.collect::<Vec<_>>().join("&"),
            headers: &headers,
            body: request.body.as_bytes(),
        };
        let date = request.header("X-Sdk-Date").unwrap();
        let to_sign = string_to_sign(date, &signable.canonical_request());
        let signature = signature(&request.secret_key, &to_sign);
        let ours = authorization(&request.access_key_id, &signable.signed_headers(), &signature);
        [text(&response["authorization"]).to_owned(), ours]
    }

    /// The headers that the SDK signs, by name in lower case.
    fn signed_headers(&self, request: &Request) -> BTreeMap<String, String> {
        let mut headers: BTreeMap<_, _> = BTreeMap::from([("host".into(), request.host.clone())]);
        headers.extend(
            request.headers.iter().map(|(name, value)| (name.to_lowercase(), value.clone())),
        );
        if self.leaves_payload_unsigned && !request.is_hashed() {
            headers.insert("x-sdk-content-sha256".into(), "UNSIGNED-PAYLOAD".into());
        }
        headers.retain(|name, _| {
            (is_signed(name) || self.signs_underscores) && !self.not_signed.contains(&name.as_str())
        });
        headers
    }
}
