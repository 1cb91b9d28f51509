//! What `build.rs` writes from the contracts: the only place where generated code enters.

macro_rules! generated {
    ($($(#[$meta:meta])* $module:ident),+) => {
        $(
            $(#[$meta])*
            #[allow(
                clippy::all, clippy::pedantic, clippy::unwrap_used, dead_code, missing_debug_implementations, missing_docs,
                unreachable_patterns, unreachable_pub, unused_imports, unused_qualifications,
                reason = "the generator's style is not ours to judge"
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
    /// Tables, examples, paths and header names of both.
    tables
);

#[cfg(test)]
mod tests;
