//! The code that `build.rs` generates from the contracts. No other file includes it.

macro_rules! generated {
    ($($(#[$meta:meta])* $module:ident),+) => {
        $(
            $(#[$meta])*
            #[allow(
                clippy::all, clippy::pedantic, clippy::unwrap_used, dead_code, missing_debug_implementations, missing_docs,
                unreachable_patterns, unreachable_pub, unused_imports, unused_mut, unused_qualifications,
                reason = "the lints of this crate do not apply to generated code"
            )]
            pub(crate) mod $module {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".rs"));
            }
        )+
    };
}

generated!(
    /// `openapi/taurusdb-htap.yaml`
    taurusdb_htap,
    /// `openapi/iam.yaml`
    iam,
    /// Examples, paths and header names of both.
    tables,
    /// The rows of the types in `reference.rs` and `region.rs`.
    rows
);

#[cfg(test)]
mod tests;
