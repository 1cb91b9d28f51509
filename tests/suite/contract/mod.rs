//! The contracts, the code that the build script generates from them, and the types of versions.

pub(crate) mod build_script;
mod formats;
mod generated_code;
mod versions;
