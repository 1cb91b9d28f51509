//! Every default of the client.

use std::time::Duration;

use crate::call::attempts::CallOptions;
use crate::call::retry::RetryPolicy;
use crate::http::client::HttpSettings;
#[cfg(feature = "rustls")]
use crate::http::tls::TlsSettings;

/// The largest body that the client reads, in bytes. The vendor's list has a few hundred bytes, and a token with its catalogue
/// some thousands.
pub(super) const BODY_LIMIT: usize = 1024 * 1024;

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            // The service responds from a small table, and IAM issues a token in a second or two. After this time, no
            // response is coming.
            timeout: Duration::from_secs(30),
            // Three attempts fit into a call. If a response takes longer, its connection is lost.
            attempt_timeout: Duration::from_secs(10),
            retry: RetryPolicy::default(),
        }
    }
}

/// Three attempts. The longest wait is 0.2 seconds before the second attempt and 0.4 seconds before the third, or 20 seconds
/// if the service asks for it.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            // The vendor's guides and the SDKs of other clouds use three. Two retries outlast a restart behind a load
            // balancer; more of them mostly repeat an outage.
            max_attempts: 3,
            // Some round trips around the world.
            base: Duration::from_millis(200),
            // A call of 30 seconds has time for several such waits.
            max: Duration::from_secs(5),
            // With this wait and two attempts of usual length, a call of 30 seconds still ends in time.
            max_retry_after: Duration::from_secs(20),
        }
    }
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            // A round trip around the world with one lost packet, for each step of the handshakes.
            connect_timeout: Duration::from_secs(10),
            user_agent_suffix: None,
            is_pooled: true,
            proxy: None,
            #[cfg(feature = "rustls")]
            tls: TlsSettings::default(),
            #[cfg(feature = "http-client")]
            configure: None,
        }
    }
}
