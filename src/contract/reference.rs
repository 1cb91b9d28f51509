//! The contract's tables of error codes and HTTP statuses: the meaning of each, and what to do. The build script writes the
//! rows.

use serde::Serialize;

/// What an error code means when it comes with a certain HTTP status: a row of `x-error-codes` in the contract.
///
/// `Serialize` writes a map of the fields. [`find`](Self::find) looks a code up, as `htap explain` does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ErrorCode {
    /// The code, such as `DBS.280235`.
    pub code: &'static str,
    /// The HTTP status of the response.
    pub status: u16,
    /// The literal message, where the vendor documents one.
    pub message: Option<&'static str>,
    /// What happened.
    pub meaning: &'static str,
    /// What to do now.
    pub action: &'static str,
    /// Whether the same request can succeed later.
    pub waiting_helps: bool,
    /// More specific rows, for texts inside the message.
    pub details: &'static [ErrorDetail],
}

/// What an error code means when its message contains a certain text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The text within the message.
    pub contains: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// What to do now.
    pub action: &'static str,
    /// Whether the same request can succeed later.
    pub waiting_helps: bool,
}

/// What an HTTP status means when no known error code is more specific: a row of `x-status-codes` in the contract.
///
/// ```
/// use taurusdb_htap::StatusAdvice;
///
/// let advice = StatusAdvice::find(429).map(|row| (row.name, row.waiting_helps));
/// assert_eq!(advice, Some(("Too Many Requests", true)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct StatusAdvice {
    /// The one operation that the row applies to. `None` if it applies to all others.
    pub operation: Option<&'static str>,
    /// The HTTP status.
    pub status: u16,
    /// Its name, such as `Bad Request`.
    pub name: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// What to do now.
    pub action: &'static str,
    /// Whether the same request can succeed later.
    pub waiting_helps: bool,
}

impl ErrorCode {
    /// Returns the rows of a code, one for each status that it comes with. Ignores letter case, and reads `APIG.` as `APIGW.`.
    ///
    /// ```
    /// use taurusdb_htap::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::find("APIG.0308").next().map(|row| row.status), Some(429));
    /// ```
    pub fn find(code: &str) -> impl Iterator<Item = &'static Self> {
        let code = code.trim().to_ascii_uppercase();
        let code =
            code.strip_prefix("APIG.").map(|number| format!("APIGW.{number}")).unwrap_or(code);
        Self::ALL.iter().filter(move |row| row.code == code)
    }
}

impl StatusAdvice {
    /// Returns the general row of a status.
    #[must_use]
    pub fn find(status: u16) -> Option<&'static Self> {
        Self::ALL.iter().find(|row| row.status == status && row.operation.is_none())
    }

    /// Returns the row of a status for one operation, such as `ListHtapDataStore`, or the general row.
    #[must_use]
    pub fn find_for(operation: &str, status: u16) -> Option<&'static Self> {
        let mut rows = Self::ALL.iter().filter(|row| row.status == status);
        rows.find(|row| row.operation == Some(operation)).or_else(|| Self::find(status))
    }
}

/// Returns what to do about an error, and whether waiting helps. The most specific row decides.
pub(crate) fn advice(
    operation: &str,
    status: u16,
    code: Option<&str>,
    message: Option<&str>,
) -> (Option<&'static str>, bool) {
    let row = code.and_then(|code| ErrorCode::find(code).find(|row| row.status == status));
    let detail = row.zip(message).and_then(|(row, message)| {
        row.details.iter().find(|detail| message.contains(detail.contains))
    });
    match (detail, row, StatusAdvice::find_for(operation, status)) {
        (Some(detail), ..) => (Some(detail.action), detail.waiting_helps),
        (None, Some(row), _) => (Some(row.action), row.waiting_helps),
        (None, None, Some(row)) => (Some(row.action), row.waiting_helps),
        (None, None, None) => (None, status >= 500),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::generated::tables::LIST_HTAP_DATA_STORE_ID as LIST;

    #[test]
    fn the_most_specific_row_decides() {
        let generic = advice(LIST, 401, None, None);
        let code =
            advice(LIST, 401, Some("APIG.0301"), Some("Incorrect IAM authentication information"));
        let detail = advice(
            LIST,
            401,
            Some("APIG.0301"),
            Some("x: AK access failed to reach the limit,forbidden"),
        );
        assert_ne!(generic.0, code.0);
        assert_ne!(code.0, detail.0);
        assert_ne!(generic.0, advice("CreateUserToken", 401, Some("401"), None).0);
        assert_eq!([generic.1, code.1, detail.1], [false, false, true]);
        assert_eq!(advice(LIST, 599, Some("X.1"), None), (None, true));
    }

    /// Advice about a refusal of IAM or STS does not mention engines, and does not tell a caller to send no body where the
    /// operation needs one.
    #[test]
    fn each_operation_of_iam_has_advice_of_its_own() {
        for operation in [
            "AssumeAgencyWithOidc",
            "CreateTemporaryAccessKey",
            "CreateTokenWithIdToken",
            "CreateUserToken",
            "ListAuthProjects",
            "ListProjects",
            "ShowToken",
        ] {
            for status in [400, 401, 404] {
                let (general, _) = advice(LIST, status, None, None);
                assert_ne!(
                    advice(operation, status, None, None).0,
                    general,
                    "{operation} {status}"
                );
            }
            let (action, _) = advice(operation, 413, None, None);
            let is_of_list = action.is_some_and(|action| action.starts_with("Send no body"));
            let is_get = operation.starts_with("List") || operation.starts_with("Show");
            assert_eq!(is_of_list, is_get, "{operation}");
        }
    }
}
