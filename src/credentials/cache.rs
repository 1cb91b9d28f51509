//! Keeps one identity, renews it ahead of its expiry, and never fetches twice at once.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Identity;
use crate::error::Result;

#[derive(Debug, Default)]
pub(crate) struct Cache {
    current: ArcSwapOption<Identity>,
    /// Held while one caller fetches. The current identity is read without it.
    fetching: Mutex<()>,
}

enum State {
    Fresh,
    /// Lives, and is due for renewal.
    Ageing,
    Dead,
}

impl Cache {
    pub(crate) async fn get(
        &self,
        fetch: impl AsyncFnOnce() -> Result<Identity>,
    ) -> Result<Arc<Identity>> {
        let current = self.current.load_full();
        match (state(current.as_deref(), Instant::now()), current) {
            (State::Fresh, Some(identity)) => Ok(identity),
            // Whoever comes first renews; the others, and the first one if IAM fails, go on with the old identity.
            (State::Ageing, Some(identity)) => match self.fetching.try_lock() {
                Ok(_fetching) => Ok(self.renew(fetch).await.unwrap_or(identity)),
                Err(_) => Ok(identity),
            },
            _ => {
                let _fetching = self.fetching.lock().await;
                self.renew(fetch).await
            }
        }
    }

    /// Only for the holder of `fetching`, who may find that another has renewed in the meantime.
    async fn renew(&self, fetch: impl AsyncFnOnce() -> Result<Identity>) -> Result<Arc<Identity>> {
        let current = self.current.load_full();
        if let (State::Fresh, Some(identity)) = (state(current.as_deref(), Instant::now()), current)
        {
            return Ok(identity);
        }
        let identity = Arc::new(fetch().await?);
        self.current.store(Some(identity.clone()));
        Ok(identity)
    }

    /// Forgets an identity, unless another has taken its place.
    pub(crate) fn discard(&self, refused: &Arc<Identity>) {
        self.current.compare_and_swap(Arc::as_ptr(refused), None);
    }
}

fn state(identity: Option<&Identity>, now: Instant) -> State {
    match identity.map(|identity| identity.life) {
        None => State::Dead,
        Some(Some(life)) if now >= life.expires_at => State::Dead,
        Some(Some(life)) if now >= life.renew_at => State::Ageing,
        Some(_) => State::Fresh,
    }
}
