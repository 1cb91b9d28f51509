//! Versions keep their text, and have a total order.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::collection::vec;
use proptest::prelude::*;
use taurusdb_htap::{DatastoreVersion, KernelVersion};

/// Mostly version-like text, short enough that equal values occur, and sometimes any text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[0-3]{0,2}(\\.[0-9x]{0,2}){0,4}", 1 => any::<String>()]
}

fn kernel() -> impl Strategy<Value = KernelVersion> {
    text().prop_map(KernelVersion::from)
}

fn hash(version: &KernelVersion) -> u64 {
    let mut hasher = DefaultHasher::new();
    version.hash(&mut hasher);
    hasher.finish()
}

fn numbers() -> impl Strategy<Value = Vec<u64>> {
    vec(prop_oneof![3 => 0..120_u64, 1 => any::<u64>()], 1..5)
}

fn dotted(numbers: &[u64]) -> String {
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

#[test]
fn a_later_version_is_greater() {
    let [newer, older] = ["3.1.10.0", "3.1.6.0"].map(KernelVersion::from);
    assert!(newer > older);
    assert!(newer > "3.1.9" && older < *"3.1.9");
    let [newer, older] = ["3.10", "3.9"].map(DatastoreVersion::from);
    assert!(newer > older && newer > "3.9.9");
}

proptest! {
    #[test]
    fn a_version_keeps_its_text(text in text()) {
        let version = KernelVersion::from(&*text);
        prop_assert_eq!(version.as_str(), &text);
        prop_assert_eq!(&KernelVersion::from(version.to_string()), &version);
        let json = serde_json::to_string(&version).unwrap();
        prop_assert_eq!(serde_json::from_str::<KernelVersion>(&json).unwrap(), version);
    }

    #[test]
    fn a_series_is_the_leading_numbers(version in numbers(), series in numbers()) {
        let is_in = KernelVersion::from(dotted(&version)).is_in_series(&dotted(&series));
        prop_assert_eq!(is_in, version.starts_with(&series));
        prop_assert!(KernelVersion::from(dotted(&version)).is_in_series(&dotted(&version[..1])));
    }

    #[test]
    fn versions_are_ordered_by_their_numbers(left in numbers(), right in numbers()) {
        let order = KernelVersion::from(dotted(&left)).cmp(&KernelVersion::from(dotted(&right)));
        prop_assert_eq!(order, left.cmp(&right));
    }

    #[test]
    fn zeros_at_the_end_make_no_version_newer(version in numbers(), zeros in 0..3_usize, other in kernel()) {
        let longer = KernelVersion::from(dotted(&version) + &".0".repeat(zeros));
        let version = KernelVersion::from(dotted(&version));
        prop_assert!(!longer.is_newer_than(&version) && !version.is_newer_than(&longer));
        prop_assert_eq!(longer.is_newer_than(&other), version.is_newer_than(&other));
        prop_assert!(!version.is_newer_than(&other) || version > other);
    }

    #[test]
    fn the_order_is_total(a in kernel(), b in kernel(), c in kernel()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.partial_cmp(&b), Some(a.cmp(&b)));
        prop_assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
        prop_assert_eq!(a == b, a.as_str() == b.as_str());
        prop_assert!(a != b || hash(&a) == hash(&b));
        let mut sorted = [&a, &b, &c];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
    }

    #[test]
    fn a_version_in_json_is_a_string(json in "[\"\\\\u0-9eE.+\\-a-z\\[\\]{}]{0,12}") {
        let version = serde_json::from_str::<KernelVersion>(&json).ok();
        let text = serde_json::from_str::<String>(&json).ok();
        prop_assert_eq!(version.map(String::from), text);
    }
}
