//! The generated code is the same as the golden files, so that a review shows what a new generator or contract changes.
//!
//! `EXPECTORATE=overwrite cargo test` renews the files.

use expectorate::assert_contents;

#[test]
fn the_golden_files_are_up_to_date() {
    assert_contents(
        "tests/golden/taurusdb_htap.rs",
        include_str!(concat!(env!("OUT_DIR"), "/taurusdb_htap.rs")),
    );
    assert_contents("tests/golden/iam.rs", include_str!(concat!(env!("OUT_DIR"), "/iam.rs")));
}
