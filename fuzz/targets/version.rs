//! Three versions, one below the other: their order is total, agrees with `Eq` and `Hash`, and their text stays.

#![no_main]

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use libfuzzer_sys::fuzz_target;
use taurusdb_htap::{DatastoreVersion, KernelVersion};

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n');
    let [a, b, c] = [(); 3].map(|()| KernelVersion::from(lines.next().unwrap_or_default()));
    for version in [&a, &b, &c] {
        assert_eq!(version.cmp(version), Ordering::Equal);
        assert_eq!(KernelVersion::from(version.to_string()), *version);
        let json = serde_json::to_string(version).expect("a text can be written");
        assert_eq!(serde_json::from_str::<KernelVersion>(&json).ok().as_ref(), Some(version));
        let other = DatastoreVersion::from(version.as_str());
        assert_eq!(other.as_str(), version.as_str());
    }
    let mut sorted = [&a, &b, &c];
    sorted.sort();
    assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
    for [a, b] in [[&a, &b], [&b, &c], [&a, &c]] {
        let order = a.cmp(b);
        assert_eq!(order, b.cmp(a).reverse());
        assert_eq!(a.partial_cmp(b), Some(order));
        assert_eq!(a == b, order == Ordering::Equal);
        assert_eq!(a == b, a.as_str() == b.as_str());
        assert!(a != b || hash(a) == hash(b));
    }
    by_number([&a, &b]);
    // Only a response may have a number: the target `answer` reads those.
    let version = serde_json::from_str::<KernelVersion>(text).ok();
    assert_eq!(version.map(String::from), serde_json::from_str::<String>(text).ok());
});

/// Where all parts are numbers that a machine has, their order is that of the numbers.
fn by_number(versions: [&KernelVersion; 2]) {
    let numbers = versions.map(|version| {
        let parts = version.as_str().split('.');
        let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        parts.map(|part| Some(part).filter(digits)?.parse().ok()).collect::<Option<Vec<u64>>>()
    });
    if let [Some(left), Some(right)] = numbers {
        let order = versions[0].cmp(versions[1]);
        assert!(left == right || order == left.cmp(&right), "{versions:?}");
    }
}

fn hash(version: &KernelVersion) -> u64 {
    let mut hasher = DefaultHasher::new();
    version.hash(&mut hasher);
    hasher.finish()
}
