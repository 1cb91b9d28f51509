//! An access key, which signs each request.

use http::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use reqwest::Request;
use url::Position;

use crate::contract::secret::token_header;
use crate::contract::types::{ProjectId, Secret};
use crate::error::{Error, Result};
use crate::signing::sdk_hmac_sha256::{
    self, DATE_FORMAT, Signable, authorization, is_signed, signature, string_to_sign,
};

pub(crate) const X_SDK_DATE: HeaderName = HeaderName::from_static(sdk_hmac_sha256::X_SDK_DATE);
const X_PROJECT_ID: HeaderName = HeaderName::from_static(sdk_hmac_sha256::X_PROJECT_ID);
const X_SECURITY_TOKEN: HeaderName = HeaderName::from_static(sdk_hmac_sha256::X_SECURITY_TOKEN);

/// Headers that a proxy may change. A signature over them would become wrong.
const NOT_SIGNED: [HeaderName; 2] = [http::header::ACCEPT, http::header::USER_AGENT];

#[derive(Clone, Debug)]
pub(crate) struct AccessKey {
    id: String,
    secret_key: Secret,
    security_token: Option<HeaderValue>,
}

impl AccessKey {
    pub(crate) fn new(
        id: String,
        secret_key: Secret,
        security_token: Option<&Secret>,
    ) -> Result<Self> {
        const HINT: &str = "Pass the access key ID and the secret key as the console shows them, without blanks or quotes around them.";
        let check = |field: &str, value: &str| {
            token_header(value)
                .map_err(|problem| Error::credentials(format!("the {field} {problem}"), HINT))
        };
        check("access key ID", &id)?;
        check("secret key", secret_key.expose())?;
        let security_token = security_token.map(|token| check("security token", token.expose()));
        Ok(Self { id, secret_key, security_token: security_token.transpose()? })
    }

    /// The part that is not secret.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn is_temporary(&self) -> bool {
        self.security_token.is_some()
    }

    pub(crate) fn secrets(&self) -> [&str; 2] {
        let token = self.security_token.as_ref().and_then(|token| token.to_str().ok());
        [self.secret_key.expose(), token.unwrap_or_default()]
    }

    /// Adds the headers of a signed request. The signature comes last, because it covers the others.
    pub(crate) fn sign(
        &self,
        request: &mut Request,
        project_id: Option<&ProjectId>,
        now: Timestamp,
    ) {
        let date = now.to_zoned(TimeZone::UTC).strftime(DATE_FORMAT).to_string();
        let headers = request.headers_mut();
        let header = |value: &str| HeaderValue::from_str(value).ok();
        headers.extend(header(&date).map(|date| (X_SDK_DATE, date)));
        headers.extend(project_id.and_then(|id| header(id.as_str())).map(|id| (X_PROJECT_ID, id)));
        headers.extend(self.security_token.clone().map(|token| (X_SECURITY_TOKEN, token)));
        if let Ok(mut authorization) = HeaderValue::from_str(&self.authorization(request, &date)) {
            authorization.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, authorization);
        }
    }

    fn authorization(&self, request: &Request, date: &str) -> String {
        // The HTTP client adds this header when it sends the request.
        let host = &request.url()[Position::BeforeHost..Position::AfterPort];
        let signed = |name: &HeaderName| is_signed(name.as_str()) && !NOT_SIGNED.contains(name);
        let sent = request.headers().iter().filter(|(name, _)| signed(name));
        let mut headers = Vec::with_capacity(request.headers().len() + 1);
        headers.push((HOST.as_str(), host.as_bytes()));
        headers.extend(sent.map(|(name, value)| (name.as_str(), value.as_bytes())));
        headers.sort_unstable();
        let signable = Signable {
            method: request.method().as_str(),
            path: request.url().path(),
            query: request.url().query().unwrap_or_default(),
            headers: &headers,
            body: request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default(),
        };
        let to_sign = string_to_sign(date, &signable.canonical_request());
        let signature = signature(self.secret_key.expose(), &to_sign);
        authorization(&self.id, &signable.signed_headers(), &signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The request that the generated call makes, before it is signed.
    fn request() -> Request {
        let url = "https://gaussdb.cn-north-4.myhuaweicloud.com/v3/23a50154cf494ec9ad6883979a12db0a/htap/datastores/star-rocks";
        let mut request = Request::new(http::Method::GET, url.parse().unwrap());
        for (name, value) in [
            (http::header::ACCEPT, "application/json"),
            (http::header::CONTENT_TYPE, "application/json"),
        ] {
            request.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        request
    }

    #[test]
    fn signing_allocates_little() {
        let key = AccessKey::new("ID".into(), "secret".into(), None).unwrap();
        let project_id: ProjectId = "23a50154cf494ec9ad6883979a12db0a".parse().unwrap();
        let mut request = request();
        let counted = allocation_counter::measure(|| {
            key.sign(&mut request, Some(&project_id), Timestamp::UNIX_EPOCH);
        });
        assert!(counted.count_total <= 12, "{} allocations", counted.count_total);
        let authorization = request.headers()[AUTHORIZATION].to_str().unwrap();
        let signed = "SDK-HMAC-SHA256 Access=ID, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=";
        assert!(authorization.starts_with(signed), "{authorization}");
        assert_eq!(request.headers()["x-sdk-date"], "19700101T000000Z");
    }
}
