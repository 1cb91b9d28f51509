//! What is generated, so that a new generator or an edit of a contract shows its difference in review.
//!
//! `EXPECTORATE=overwrite cargo test` renews the files.

use expectorate::assert_contents;

#[test]
fn generated_code() {
    assert_contents(
        "tests/golden/taurusdb_htap.rs",
        include_str!(concat!(env!("OUT_DIR"), "/taurusdb_htap.rs")),
    );
    assert_contents("tests/golden/iam.rs", include_str!(concat!(env!("OUT_DIR"), "/iam.rs")));
}
