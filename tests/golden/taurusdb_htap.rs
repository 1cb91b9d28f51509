#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        PartialEq
    )]
    ///One version of an engine. The service can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    pub struct Datastore {
        ///The ID of a DB version. Each version has its own ID.
        pub id: crate::contract::id::DatastoreId,
        ///The DB kernel version with all its four parts.
        pub kernel_version: crate::contract::version::KernelVersion,
        ///The DB version number. The service returns only the two parts of the major version.
        pub name: crate::contract::version::DatastoreVersion,
    }
    ///The name of an HTAP engine.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum EngineName {
        #[serde(rename = "star-rocks")]
        StarRocks,
        #[serde(rename = "click-house")]
        ClickHouse,
    }
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    ///The error code. The service can also return codes that are not in the published tables. For an unknown code, use the HTTP status.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ErrorCode(pub ::std::string::String);
    impl ::std::ops::Deref for ErrorCode {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ErrorCode> for ::std::string::String {
        fn from(value: ErrorCode) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ErrorCode {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ErrorCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ErrorCode {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    ///The service's message about the error, in one sentence. The wording can change, so use the code to tell errors apart.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ErrorMessage(pub ::std::string::String);
    impl ::std::ops::Deref for ErrorMessage {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ErrorMessage> for ::std::string::String {
        fn from(value: ErrorMessage) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ErrorMessage {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ErrorMessage {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ErrorMessage {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The error body of the service and of the gateway in front of it. Only the gateway adds `request_id`. The vendor's pages do not say that the other two fields are always present, but every example has them. The service can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ErrorResponse {
        ///The error code. The service can also return codes that are not in the published tables. For an unknown code, use the HTTP status.
        pub error_code: ErrorCode,
        ///The service's message about the error, in one sentence. The wording can change, so use the code to tell errors apart.
        pub error_msg: ErrorMessage,
        ///The ID of one request in the provider's logs. Include it when you contact support.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<RequestId>,
    }
    ///The language in which the service writes its response.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(extend("default" = "en-us")))]
    #[non_exhaustive]
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Language {
        #[serde(rename = "en-us")]
        EnUs,
        #[serde(rename = "zh-cn")]
        ZhCn,
    }
    impl ::std::default::Default for Language {
        fn default() -> Self {
            Language::EnUs
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The versions of the engine in the request. The service can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ListHtapDataStoreResponse {
        ///The list of versions, with one entry for each version.
        #[serde(deserialize_with = "crate::contract::datastores::rows")]
        pub datastores: ::std::vec::Vec<Datastore>,
    }
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    ///The ID of one request in the provider's logs. Include it when you contact support.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct RequestId(pub ::std::string::String);
    impl ::std::ops::Deref for RequestId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RequestId> for ::std::string::String {
        fn from(value: RequestId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for RequestId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for RequestId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for RequestId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    ///The time to wait in whole seconds, or the HTTP date of the earliest retry.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct RetryAfter(pub ::std::string::String);
    impl ::std::ops::Deref for RetryAfter {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RetryAfter> for ::std::string::String {
        fn from(value: RetryAfter) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for RetryAfter {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for RetryAfter {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for RetryAfter {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
    impl EngineName {
        /// Every value that the contract names, in its order.
        pub const ALL: &'static [Self] = &[Self::StarRocks, Self::ClickHouse];
        /// Returns the name in the contract.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::StarRocks => "star-rocks",
                Self::ClickHouse => "click-house",
            }
        }
    }
    impl Language {
        /// Every value that the contract names, in its order.
        pub const ALL: &'static [Self] = &[Self::EnUs, Self::ZhCn];
        /// Returns the name in the contract.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::EnUs => "en-us",
                Self::ZhCn => "zh-cn",
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for TaurusDB HTAP

Lists the StarRocks and ClickHouse versions that you can run on Huawei Cloud TaurusDB in a region.

TaurusDB (formerly GaussDB(for MySQL)) offers hybrid transactional and analytical processing (HTAP) with the
engines StarRocks and ClickHouse. This contract describes the operation that returns the engine versions of
a region. It follows the vendor's page of 2024-09-11 and the later editions of that page.

## Before the first call

1. Choose the endpoint of your region. The list of servers below contains the endpoints that the vendor's
   pages and SDKs name. There may be others.
2. Get the project ID. A project ID is valid in one region only. The console shows it under
   *My Credentials*. The operation `ListProjects` of `iam.yaml` returns it.
3. Get a user token that is scoped to that project. The operation `CreateUserToken` of `iam.yaml` returns
   the token in the response header `X-Subject-Token`. The token is valid for 24 hours. Instead of using a
   token, you can sign each request with an access key.

## Every request

Every request must have the header `Content-Type: application/json`, even if it has no body. OpenAPI does
not allow a contract to declare this header as a parameter, so this text and the description of the
operation state the rule.

## Errors

Check the HTTP status first, then `error_code`. Two systems return errors, and both use the same two fields:
the service itself (codes that begin with `DBS.`) and the API gateway in front of it. The gateway adds
`request_id`. Its codes begin with `APIGW.` or `APIG.`: both prefixes occur, and the number after the dot
has the same meaning. The tables `x-error-codes` and `x-status-codes` describe what each code and status
means, what to do, and whether waiting helps.


Version: 1.0.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::http::exchange::Exchange,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::http::exchange::Exchange) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::http::exchange::Exchange,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::http::exchange::Exchange> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::http::exchange::Exchange {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::http::exchange::Exchange>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**List HTAP engine versions

Returns the versions of one HTAP engine that you can run in the region of the project.

The request must have the header `Content-Type: application/json`, although it has no body. Only the two
documented engine names are valid. The example URL on the vendor's page ends in `star-rock`, which is a
typo for `star-rocks`.

The vendor's pages do not say which fields of the response are always present. This contract requires
the fields that every example has: the list, and three fields of each version.

The response is not paged. The sources do not say how the list is sorted, whether it can be empty, or
what the service returns in a region that does not offer the engine.

Required permission: `gaussdbformysql:instance:listEngine`. The account itself can call every operation.
An IAM user needs a grant in the project of the region.


Sends a `GET` request to `/v3/{project_id}/htap/datastores/{engine_name}`

Arguments:
- `project_id`: The ID of the tenant's project in the region of the endpoint. The operation `ListProjects` of `iam.yaml` returns it.
- `engine_name`: The HTAP engine whose versions to list. Later editions of the vendor's page name `star-rocks` as the default.
- `x_language`: The language of the request. By default, the service uses `en-us`.
*/
    pub async fn list_htap_data_store<'a>(
        &'a self,
        project_id: &'a crate::contract::id::ProjectId,
        engine_name: types::EngineName,
        x_language: Option<types::Language>,
    ) -> Result<
        ResponseValue<types::ListHtapDataStoreResponse>,
        Error<types::ErrorResponse>,
    > {
        let url = format!(
            "{}/v3/{}/htap/datastores/{}", self.baseurl, encode_path(& project_id
            .to_string()), encode_path(& engine_name.to_string()),
        );
        let mut header_map = ::reqwest::header::HeaderMap::new();
        if let Some(value) = x_language {
            header_map.append("X-Language", value.to_string().try_into()?);
        }
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(self.inner.url(&self.client, &url)?)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "ListHtapDataStore",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            403u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            405u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            413u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            414u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            422u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            494u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            502u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            504u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
crate::contract::object::object!(types::ErrorResponse);
crate::contract::object::object!(types::ListHtapDataStoreResponse);
