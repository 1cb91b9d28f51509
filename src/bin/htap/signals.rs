//! Signals that end the command.

use std::future::poll_fn;
use std::io;
use std::task::Poll;

use tokio::signal::unix::{SignalKind, signal};

/// Handles these signals from now on. The future resolves to the number of the first signal that arrives.
pub(crate) fn first(kinds: &[SignalKind]) -> io::Result<impl Future<Output = i32> + use<>> {
    let signals = kinds.iter().map(|kind| Ok((kind.as_raw_value(), signal(*kind)?)));
    let mut signals = signals.collect::<io::Result<Vec<_>>>()?;
    Ok(poll_fn(move |context| {
        let arrived = signals
            .iter_mut()
            .find_map(|(number, signal)| signal.poll_recv(context).is_ready().then_some(*number));
        arrived.map_or(Poll::Pending, Poll::Ready)
    }))
}
