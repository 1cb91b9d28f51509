//! Known deviations: requests that an SDK signs differently from our signer.
//!
//! The client sends no such request: its requests have a plain path, no query, no body, and no white space
//! around a header.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::request::Request;

pub(crate) struct Deviation {
    pub(crate) name: &'static str,
    /// Whether the deviation applies to a request.
    pub(crate) applies: fn(&Request) -> bool,
}

pub(crate) const HASH_OF_NOTHING: Deviation = Deviation {
    name: "uses X-Sdk-Content-Sha256 as the hash of an empty body, too",
    applies: |request| request.body.is_empty() && states_hash(request),
};

pub(crate) const UNSIGNED_NOTHING: Deviation = Deviation {
    name: "leaves an empty body unsigned, too, if its type is neither JSON nor BSON",
    applies: |request| request.body.is_empty() && !request.is_hashed(),
};

pub(crate) const BLANKS: Deviation = Deviation {
    name: "signs white space around a header's value",
    applies: |request| {
        request.headers.iter().any(|(_, value)| value.trim_ascii().len() < value.len())
    },
};

pub(crate) const URL_MARKS: Deviation = Deviation {
    name: "builds a URL from the decoded path, which ends at a question mark or hash sign",
    applies: |request| request.decoded_path().contains(['?', '#']),
};

pub(crate) const URL_END: Deviation = Deviation {
    name: "builds a URL from the decoded path, which loses white space at its end",
    applies: |request| request.decoded_path().ends_with(' '),
};

pub(crate) const ENCODED_BY_URL_PARSE: Deviation = Deviation {
    name: "has Node's url.parse encode some of the decoded path, and encodes that again",
    applies: |request| request.decoded_path().contains(|mark| " \"'<>\\^`{|}".contains(mark)),
};

pub(crate) const SLASHES: Deviation = Deviation {
    name: "keeps only one of several slashes at the end of a path",
    applies: |request| request.decoded_path().ends_with("//"),
};

pub(crate) const QUERY_NAMES: Deviation = Deviation {
    name: "signs a parameter twice, encoded and not encoded, if its name needs encoding",
    applies: |request| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        request.query.iter().any(|(name, _)| !name.bytes().all(is_plain))
    },
};

pub(crate) const QUERY_ORDER: Deviation = Deviation {
    name: "does not sort the values of a repeated parameter",
    applies: |request| {
        let mut last = BTreeMap::new();
        let mut pairs = request.query.iter();
        pairs.any(|(name, value)| last.insert(name, value).is_some_and(|last| last > value))
    },
};

pub(crate) const COMPACT_JSON: Deviation = Deviation {
    name: "parses a body as JSON and hashes its own serialization",
    applies: |request| {
        // It writes objects without white space. Other values, such as `-0`, do not matter here.
        let parsed = serde_json::from_str::<Value>(&request.body).ok().filter(Value::is_object);
        let is_compact = parsed.is_some_and(|value| value.to_string().len() == request.body.len());
        !request.body.is_empty() && !is_compact && !states_hash(request)
    },
};

fn states_hash(request: &Request) -> bool {
    request.header("X-Sdk-Content-Sha256").is_some()
}
