//! The SDKs: how to start each, and how it is known to deviate.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::deviations::{
    BLANKS, COMPACT_JSON, Deviation, ENCODED_BY_URL_PARSE, HASH_OF_NOTHING, QUERY_NAMES,
    QUERY_ORDER, SLASHES, UNSIGNED_NOTHING, URL_END, URL_MARKS,
};

pub(crate) struct Sdk {
    pub(crate) name: &'static str,
    /// The arguments are the folder of installed SDKs and a home folder.
    pub(crate) command: fn(&Path, &Path) -> Command,
    pub(crate) environment: fn(&Path) -> Vec<(&'static str, PathBuf)>,
    /// `None` if the SDK has no published package for this service.
    pub(crate) client: Option<SdkClient>,
    pub(crate) signer: SdkSigner,
}

pub(crate) struct SdkClient {
    /// The types of its errors: for 4xx, and for 5xx.
    pub(crate) error_classes: [&'static str; 2],
    pub(crate) loses_429: bool,
}

pub(crate) struct SdkSigner {
    /// Headers that it leaves out of the signature.
    pub(crate) not_signed: &'static [&'static str],
    /// Signs headers with an underscore in the name, which the gateway drops.
    pub(crate) signs_underscores: bool,
    /// Does not hash a body that is neither JSON nor BSON, and adds a header that states this.
    pub(crate) leaves_payload_unsigned: bool,
    /// Requests for which its signature differs from ours.
    pub(crate) deviations: &'static [&'static Deviation],
    /// The cases of `tests/signing` whose signature differs because of a deviation.
    pub(crate) deviating_cases: &'static [&'static str],
}

pub(crate) const PYTHON: Sdk = Sdk {
    name: "python",
    command: |installed, _| {
        let mut command = Command::new(installed.join("python/bin/python"));
        command.arg("python/worker.py");
        command
    },
    environment: |_| Vec::new(),
    client: Some(SdkClient {
        error_classes: ["ClientRequestException", "ServerResponseException"],
        loses_429: true,
    }),
    // This SDK is the reference for our signer.
    signer: SdkSigner {
        not_signed: &[],
        signs_underscores: false,
        leaves_payload_unsigned: true,
        deviations: &[],
        deviating_cases: &[],
    },
};

pub(crate) const GO: Sdk = Sdk {
    name: "go",
    command: |installed, _| Command::new(installed.join("go/worker")),
    environment: |_| Vec::new(),
    client: Some(SdkClient {
        error_classes: ["ServiceResponseError", "ServiceResponseError"],
        loses_429: false,
    }),
    signer: SdkSigner {
        not_signed: &["content-type", "host"],
        signs_underscores: false,
        leaves_payload_unsigned: true,
        deviations: &[&HASH_OF_NOTHING, &UNSIGNED_NOTHING],
        deviating_cases: &["11-get-non-json-empty-body"],
    },
};

pub(crate) const JAVA: Sdk = Sdk {
    name: "java",
    command: |installed, home| {
        let mut command = Command::new("java");
        // Java gets the home folder from the system, not from the environment.
        command.arg(format!("-Duser.home={}", home.display()));
        command.arg("-cp").arg(installed.join("java/*")).arg("java/Worker.java");
        command
    },
    environment: |_| Vec::new(),
    client: Some(SdkClient {
        error_classes: ["ClientRequestException", "ServerResponseException"],
        loses_429: false,
    }),
    signer: SdkSigner {
        not_signed: &["content-type"],
        signs_underscores: false,
        leaves_payload_unsigned: false,
        deviations: &[
            &HASH_OF_NOTHING,
            &BLANKS,
            &URL_MARKS,
            &URL_END,
            &SLASHES,
            &QUERY_NAMES,
            &QUERY_ORDER,
        ],
        deviating_cases: &["05-get-query", "09-get-header-edge", "11-get-non-json-empty-body"],
    },
};

/// The package of this service is not published, so only the signer is checked.
pub(crate) const NODE: Sdk = Sdk {
    name: "node",
    command: |_, _| {
        let mut command = Command::new("node");
        command.arg("node/worker.js");
        command
    },
    environment: |installed| vec![("NODE_PATH", installed.join("node/node_modules"))],
    client: None,
    signer: SdkSigner {
        not_signed: &[],
        signs_underscores: true,
        leaves_payload_unsigned: false,
        deviations: &[&HASH_OF_NOTHING, &BLANKS, &URL_MARKS, &ENCODED_BY_URL_PARSE, &COMPACT_JSON],
        deviating_cases: &[
            "06-post-json",
            "08-get-path-encoding",
            "09-get-header-edge",
            "11-get-non-json-empty-body",
        ],
    },
};
