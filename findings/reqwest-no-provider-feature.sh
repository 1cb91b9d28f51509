#!/usr/bin/env bash
# Cargo builds reqwest once for a whole program, with the features that all crates ask for. If a library asks for
# `rustls-no-provider` and passes its own TLS configuration, a program that uses reqwest without TLS changes too: its client
# for http, which worked before, panics when it is built. A library that wants a lighter TLS library than reqwest's own
# has no other feature to ask for.
# Observed: reqwest 0.13.5 builds the client without the library, and panics with "No rustls crypto provider is configured"
# as soon as the library is a dependency, although the program calls nothing in it. Needs cargo.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p library/src program/src
printf '[workspace]\nmembers = ["library", "program"]\nresolver = "3"\n' >Cargo.toml

cat >library/Cargo.toml <<'TOML'
[package]
name = "library"
version = "0.0.0"
edition = "2024"

[dependencies]
reqwest = { version = "=0.13.5", default-features = false, features = ["rustls-no-provider"] }
TOML
echo '//! A library with its own TLS configuration.' >library/src/lib.rs

cat >program/Cargo.toml <<'TOML'
[package]
name = "program"
version = "0.0.0"
edition = "2024"

[dependencies]
library = { path = "../library", optional = true }
reqwest = { version = "=0.13.5", default-features = false }
TOML
cat >program/src/main.rs <<'RUST'
fn main() {
    println!("built: {}", reqwest::Client::builder().build().is_ok());
}
RUST

alone=$(cargo run --quiet --package program)
printf 'without the library: %s\n' "$alone"
[ "$alone" = 'built: true' ]
cargo build --quiet --package program --features library
if beside=$(target/debug/program 2>&1); then
  printf 'with the library: %s\n' "$beside"
  exit 1
fi
printf 'with the library: %s\n' "$(grep -o 'No rustls crypto provider is configured' <<<"$beside")"
