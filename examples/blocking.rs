//! Calls without async code, from several threads at once.
//!
//! `cargo run --example blocking --features blocking,sandbox`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use std::error::Error;
use std::thread;

use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::Sandbox;

fn main() -> Result<(), Box<dyn Error>> {
    // Only the sandbox needs a runtime. A real program uses `blocking::Client::from_env()?` in place of these three lines.
    let runtime = tokio::runtime::Runtime::new()?;
    let sandbox = runtime.block_on(Sandbox::start())?;
    let client = sandbox.client_builder().build_blocking()?;

    thread::scope(|scope| {
        let call = |engine| client.list_datastores(engine).send();
        let calls = EngineName::ALL.iter().map(|engine| scope.spawn(move || call(*engine)));
        for call in calls.collect::<Vec<_>>() {
            for version in call.join().map_err(|_| "a thread panicked")?? {
                println!("{} {}", version.name, version.kernel_version);
            }
        }
        Ok(())
    })
}
