//! Own ways of the SDKs' signers: requests that some of them sign unlike us.
//!
//! Our call makes none of these requests: it has no body, no query, no blanks around a header, and a plain path.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::request::Request;

pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// Whether a request is signed in this way.
    pub(crate) concerns: fn(&Request) -> bool,
}

pub(crate) const HASH_OF_NOTHING: Way = Way {
    name: "takes X-Sdk-Content-Sha256 for the hash of an empty body too",
    concerns: |request| request.body.is_empty() && states_hash(request),
};

pub(crate) const UNSIGNED_NOTHING: Way = Way {
    name: "leaves an empty body unsigned too, if its type is neither JSON nor BSON",
    concerns: |request| request.body.is_empty() && !request.is_hashed(),
};

pub(crate) const BLANKS: Way = Way {
    name: "signs blanks around a header's value",
    concerns: |request| {
        request.headers.iter().any(|(_, value)| value.trim_ascii().len() < value.len())
    },
};

pub(crate) const URL_MARKS: Way = Way {
    name: "builds a URL from the decoded path, which ends at a question mark or hash sign",
    concerns: |request| request.decoded_path().contains(['?', '#']),
};

pub(crate) const URL_END: Way = Way {
    name: "builds a URL from the decoded path, which loses blanks at its end",
    concerns: |request| request.decoded_path().ends_with(' '),
};

pub(crate) const ENCODED_BY_URL_PARSE: Way = Way {
    name: "has Node's url.parse encode some of the decoded path, and encodes that again",
    concerns: |request| request.decoded_path().contains(|mark| " \"'<>\\^`{|}".contains(mark)),
};

pub(crate) const SLASHES: Way = Way {
    name: "leaves one of several slashes at the end of a path",
    concerns: |request| request.decoded_path().ends_with("//"),
};

pub(crate) const QUERY_NAMES: Way = Way {
    name: "has a parameter twice, encoded and not, if its name needs encoding",
    concerns: |request| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        request.query.iter().any(|(name, _)| !name.bytes().all(is_plain))
    },
};

pub(crate) const QUERY_ORDER: Way = Way {
    name: "leaves the values of a repeated parameter in the caller's order",
    concerns: |request| {
        let mut last = BTreeMap::new();
        let mut pairs = request.query.iter();
        pairs.any(|(name, value)| last.insert(name, value).is_some_and(|last| last > value))
    },
};

pub(crate) const COMPACT_JSON: Way = Way {
    name: "reads a body as JSON and hashes what it would write",
    concerns: |request| {
        // It writes objects without blanks. What it does with other values, such as `-0`, is no matter here.
        let parsed = serde_json::from_str::<Value>(&request.body).ok().filter(Value::is_object);
        let is_compact = parsed.is_some_and(|value| value.to_string().len() == request.body.len());
        !request.body.is_empty() && !is_compact && !states_hash(request)
    },
};

fn states_hash(request: &Request) -> bool {
    request.header("X-Sdk-Content-Sha256").is_some()
}
