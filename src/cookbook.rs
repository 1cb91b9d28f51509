//! Recipes. Each page does one task, and its program runs in the tests of this crate, most of them against the sandbox.
//!
//! | task | page |
//! | --- | --- |
//! | make the first call, with and without an account | [`first_call`] |
//! | choose the credentials | [`credentials`] |
//! | connect from a company network: its certificates, a proxy | [`network`] |
//! | find out whether your version is behind | [`upgrades`] |
//! | ask several regions at once | [`across_regions`] |
//! | decide what to do about an error | [`errors`] |
//! | make many calls at once, and call from a task | [`concurrency`] |
//! | call from a program without async code | [`blocking`] |
//! | test your own code | [`testing`] |
//! | see the requests in logs and traces | [`tracing`] |
//! | call from a web service | [`web_service`] |
//! | write a command-line tool | [`command_line`] |
//! | come from the vendor's SDKs | [`coming_from_sdks`] |
//!
//! Where a program starts a sandbox, use your own project in its place: replace `sandbox.client_builder()` by
//! [`Client::builder()`](crate::Client::builder) with your region and credentials, or use
//! [`Client::from_env()`](crate::Client::from_env).

macro_rules! pages {
    ($($page:ident),+ $(,)?) => {
        $(pub mod $page {
            #![doc = include_str!(concat!("cookbook/", stringify!($page), ".md"))]
        })+
    };
}

pages!(
    first_call,
    credentials,
    network,
    upgrades,
    across_regions,
    errors,
    concurrency,
    blocking,
    testing,
    tracing,
    web_service,
    command_line,
    coming_from_sdks,
);
