//! Prints the public API that a JSON file of rustdoc describes, a line for each item.

use public_api::{Builder, Error};

fn main() -> Result<(), Error> {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    // Blanket implementations are the same for every type. Automatic ones, such as `Send`, are part of the promise.
    let api = Builder::from_rustdoc_json(path).omit_blanket_impls(true).build()?;
    print!("{api}");
    Ok(())
}
