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
        Ord,
        PartialEq,
        PartialOrd
    )]
    ///The part of an access key that may be seen. It names the key in each signed request.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct AccessKeyId(pub ::std::string::String);
    impl ::std::ops::Deref for AccessKeyId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AccessKeyId> for ::std::string::String {
        fn from(value: AccessKeyId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for AccessKeyId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for AccessKeyId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for AccessKeyId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**An access key that expires. Sign with `access_key_id` and `secret_access_key`, and send
`security_token` as `X-Security-Token`: the key does not work without it.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AgencyCredentials {
        pub access_key_id: AccessKeyId,
        pub expiration: Timestamp,
        pub secret_access_key: crate::contract::secret::SentSecret,
        pub security_token: crate::contract::secret::SentSecret,
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
    ///The name of an agency, as the delegating account created it.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct AgencyName(pub ::std::string::String);
    impl ::std::ops::Deref for AgencyName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AgencyName> for ::std::string::String {
        fn from(value: AgencyName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for AgencyName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for AgencyName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for AgencyName {
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
    ///The URN of the trust agency to assume.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct AgencyUrn(pub ::std::string::String);
    impl ::std::ops::Deref for AgencyUrn {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AgencyUrn> for ::std::string::String {
        fn from(value: AgencyUrn) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for AgencyUrn {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for AgencyUrn {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for AgencyUrn {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**A request to assume a trust agency with an ID token. Without a duration the session lasts one hour;
without a policy it has all the rights of the agency.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AssumeAgencyWithOidcRequest {
        pub agency_session_name: SessionName,
        pub agency_urn: AgencyUrn,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_seconds: ::std::option::Option<SessionDuration>,
        pub id_token: crate::contract::secret::SentSecret,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub policy: ::std::option::Option<SessionPolicy>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub policy_ids: ::std::vec::Vec<PolicyId>,
        pub provider_urn: ProviderUrn,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A temporary access key with the rights of the agency.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AssumeAgencyWithOidcResponse {
        pub credentials: AgencyCredentials,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**The agency to assume, and the account that delegates to it. Give the name of the account or its ID.
Without a duration the key lives for 15 minutes.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AssumedRole {
        pub agency_name: AgencyName,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_name: ::std::option::Option<DomainName>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_seconds: ::std::option::Option<KeyDuration>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///Where a service is reached in one region.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CatalogEndpoint {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interface: ::std::option::Option<EndpointInterface>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region: ::std::option::Option<RegionName>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region_id: ::std::option::Option<RegionName>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<EndpointUrl>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///A service that the token can be used with, and where it is reached.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CatalogService {
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub endpoints: ::std::vec::Vec<CatalogEndpoint>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<ServiceName>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<ServiceType>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A request for a temporary access key.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateTemporaryAccessKeyRequest {
        pub auth: TemporaryKeyAuth,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A new temporary access key.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateTemporaryAccessKeyResponse {
        pub credential: TemporaryAccessKey,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A request to exchange an ID token for a token of IAM.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateTokenWithIdTokenRequest {
        pub auth: IdTokenAuth,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A request for a user token.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateUserTokenRequest {
        pub auth: UserTokenAuth,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///What a token is good for. The token itself is in the header `X-Subject-Token`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateUserTokenResponse {
        pub token: Token,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///An account. IAM calls it a domain.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Domain {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<DomainName>,
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
    ///The name of an account.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct DomainName(pub ::std::string::String);
    impl ::std::ops::Deref for DomainName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<DomainName> for ::std::string::String {
        fn from(value: DomainName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for DomainName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for DomainName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for DomainName {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///Whether a project or an account is usable.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct Enabled(pub bool);
    impl ::std::ops::Deref for Enabled {
        type Target = bool;
        fn deref(&self) -> &bool {
            &self.0
        }
    }
    impl ::std::convert::From<Enabled> for bool {
        fn from(value: Enabled) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<bool> for Enabled {
        fn from(value: bool) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for Enabled {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for Enabled {
        type Err = <bool as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for Enabled {
        type Error = <bool as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for Enabled {
        type Error = <bool as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
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
    ///Who can reach an endpoint. `public` stands for everyone.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct EndpointInterface(pub ::std::string::String);
    impl ::std::ops::Deref for EndpointInterface {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<EndpointInterface> for ::std::string::String {
        fn from(value: EndpointInterface) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for EndpointInterface {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for EndpointInterface {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for EndpointInterface {
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
    ///The address of a service.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct EndpointUrl(pub ::std::string::String);
    impl ::std::ops::Deref for EndpointUrl {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<EndpointUrl> for ::std::string::String {
        fn from(value: EndpointUrl) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for EndpointUrl {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for EndpointUrl {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for EndpointUrl {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The status of the answer, once more.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ErrorStatus(pub i64);
    impl ::std::ops::Deref for ErrorStatus {
        type Target = i64;
        fn deref(&self) -> &i64 {
            &self.0
        }
    }
    impl ::std::convert::From<ErrorStatus> for i64 {
        fn from(value: ErrorStatus) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<i64> for ErrorStatus {
        fn from(value: i64) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ErrorStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ErrorStatus {
        type Err = <i64 as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for ErrorStatus {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for ErrorStatus {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
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
    ///The status in words.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ErrorTitle(pub ::std::string::String);
    impl ::std::ops::Deref for ErrorTitle {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ErrorTitle> for ::std::string::String {
        fn from(value: ErrorTitle) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ErrorTitle {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ErrorTitle {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ErrorTitle {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    ///What a temporary access key is made from: a token, or an agency that the caller assumes.
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
    pub enum ExchangeMethod {
        #[serde(rename = "token")]
        Token,
        #[serde(rename = "assume_role")]
        AssumeRole,
    }
    impl ::std::fmt::Display for ExchangeMethod {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Token => f.write_str("token"),
                Self::AssumeRole => f.write_str("assume_role"),
            }
        }
    }
    impl ::std::str::FromStr for ExchangeMethod {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "token" => Ok(Self::Token),
                "assume_role" => Ok(Self::AssumeRole),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ExchangeMethod {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ExchangeMethod {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The token, and how long the key is to live. Without a duration it lives for 15 minutes.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ExchangedToken {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_seconds: ::std::option::Option<KeyDuration>,
        pub id: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///The first shape of an error. It has no code but the status.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IamError {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<ErrorStatus>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ErrorMessage,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<ErrorTitle>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    /**What went wrong, in one of two shapes. Exactly one of the two is set: either `error`, or
`error_code` with `error_msg`. Gateways and STS add `request_id` to the second shape.

IAM answers the call for a user token in the first shape:

```json
{"error": {"code": 401, "message": "The username or password is wrong.", "title": "Unauthorized"}}
```

Most other calls answer in the second:

```json
{"error_code": "IAM.0003", "error_msg": "Policy doesn't allow this action to be performed."}
```*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IamErrorResponse {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<IamError>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ErrorCode,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ErrorMessage,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::RequestId,
        >,
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
    /**An ID that IAM gave: of a project, an account, a user, a role, a service, or an endpoint. Most are
32 letters and digits, but not all.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct IamId(pub ::std::string::String);
    impl ::std::ops::Deref for IamId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<IamId> for ::std::string::String {
        fn from(value: IamId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for IamId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for IamId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for IamId {
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
    ///Identifies one request in the logs of IAM. Quote it to support.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct IamTraceId(pub ::std::string::String);
    impl ::std::ops::Deref for IamTraceId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<IamTraceId> for ::std::string::String {
        fn from(value: IamTraceId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for IamTraceId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for IamTraceId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for IamTraceId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///An ID token as the OpenID Connect provider issued it, without surrounding white space.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IdToken {
        pub id: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The ID token, and the project that the new token is for. Without a scope it is for none.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IdTokenAuth {
        pub id_token: IdToken,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub scope: ::std::option::Option<TokenScope>,
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
    ///The ID under which an OpenID Connect provider is registered with IAM.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct IdentityProviderId(pub ::std::string::String);
    impl ::std::ops::Deref for IdentityProviderId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<IdentityProviderId> for ::std::string::String {
        fn from(value: IdentityProviderId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for IdentityProviderId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for IdentityProviderId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for IdentityProviderId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///Whether a project stands for an account.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct IsDomain(pub bool);
    impl ::std::ops::Deref for IsDomain {
        type Target = bool;
        fn deref(&self) -> &bool {
            &self.0
        }
    }
    impl ::std::convert::From<IsDomain> for bool {
        fn from(value: IsDomain) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<bool> for IsDomain {
        fn from(value: bool) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for IsDomain {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for IsDomain {
        type Err = <bool as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for IsDomain {
        type Error = <bool as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for IsDomain {
        type Error = <bool as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///How many seconds a key lives, from 15 minutes to 24 hours.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct KeyDuration(pub i64);
    impl ::std::ops::Deref for KeyDuration {
        type Target = i64;
        fn deref(&self) -> &i64 {
            &self.0
        }
    }
    impl ::std::convert::From<KeyDuration> for i64 {
        fn from(value: KeyDuration) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<i64> for KeyDuration {
        fn from(value: i64) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for KeyDuration {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for KeyDuration {
        type Err = <i64 as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for KeyDuration {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for KeyDuration {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///An address, or null where there is nothing to link to.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct LinkUrl(pub ::std::option::Option<::std::string::String>);
    impl ::std::ops::Deref for LinkUrl {
        type Target = ::std::option::Option<::std::string::String>;
        fn deref(&self) -> &::std::option::Option<::std::string::String> {
            &self.0
        }
    }
    impl ::std::convert::From<LinkUrl> for ::std::option::Option<::std::string::String> {
        fn from(value: LinkUrl) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::option::Option<::std::string::String>> for LinkUrl {
        fn from(value: ::std::option::Option<::std::string::String>) -> Self {
            Self(value)
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///Where this is found, and its neighbours. The links of a single project may hold only `self`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Links {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<LinkUrl>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub previous: ::std::option::Option<LinkUrl>,
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<LinkUrl>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A list of projects.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ListProjectsResponse {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<Links>,
        pub projects: ::std::vec::Vec<Project>,
    }
    ///A part of a login. `totp` is the second factor beside `password`; `token` stands alone.
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
    pub enum LoginMethod {
        #[serde(rename = "password")]
        Password,
        #[serde(rename = "totp")]
        Totp,
        #[serde(rename = "token")]
        Token,
    }
    impl ::std::fmt::Display for LoginMethod {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Password => f.write_str("password"),
                Self::Totp => f.write_str("totp"),
                Self::Token => f.write_str("token"),
            }
        }
    }
    impl ::std::str::FromStr for LoginMethod {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "password" => Ok(Self::Password),
                "totp" => Ok(Self::Totp),
                "token" => Ok(Self::Token),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for LoginMethod {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for LoginMethod {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
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
    ///How the user of a token proved who they are, such as `password`, `totp`, or `mapped`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct MethodName(pub ::std::string::String);
    impl ::std::ops::Deref for MethodName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<MethodName> for ::std::string::String {
        fn from(value: MethodName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for MethodName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for MethodName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for MethodName {
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
    ///A switch. Any value that is not empty turns it on, even `false`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct NoCatalog(pub ::std::string::String);
    impl ::std::ops::Deref for NoCatalog {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<NoCatalog> for ::std::string::String {
        fn from(value: NoCatalog) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for NoCatalog {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for NoCatalog {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for NoCatalog {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///An account, by its name or by its ID. IAM calls an account a domain.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct OwningDomain {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<DomainName>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The number of a page, counted from 1.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct PageNumber(pub ::std::num::NonZeroU64);
    impl ::std::ops::Deref for PageNumber {
        type Target = ::std::num::NonZeroU64;
        fn deref(&self) -> &::std::num::NonZeroU64 {
            &self.0
        }
    }
    impl ::std::convert::From<PageNumber> for ::std::num::NonZeroU64 {
        fn from(value: PageNumber) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::num::NonZeroU64> for PageNumber {
        fn from(value: ::std::num::NonZeroU64) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for PageNumber {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for PageNumber {
        type Err = <::std::num::NonZeroU64 as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for PageNumber {
        type Error = <::std::num::NonZeroU64 as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for PageNumber {
        type Error = <::std::num::NonZeroU64 as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///How many entries a page holds.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct PageSize(pub ::std::num::NonZeroU64);
    impl ::std::ops::Deref for PageSize {
        type Target = ::std::num::NonZeroU64;
        fn deref(&self) -> &::std::num::NonZeroU64 {
            &self.0
        }
    }
    impl ::std::convert::From<PageSize> for ::std::num::NonZeroU64 {
        fn from(value: PageSize) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::num::NonZeroU64> for PageSize {
        fn from(value: ::std::num::NonZeroU64) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for PageSize {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for PageSize {
        type Err = <::std::num::NonZeroU64 as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for PageSize {
        type Error = <::std::num::NonZeroU64 as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for PageSize {
        type Error = <::std::num::NonZeroU64 as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///When a password expires, in UTC. Empty or null when it never does.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct PasswordExpiry(pub ::std::option::Option<::std::string::String>);
    impl ::std::ops::Deref for PasswordExpiry {
        type Target = ::std::option::Option<::std::string::String>;
        fn deref(&self) -> &::std::option::Option<::std::string::String> {
            &self.0
        }
    }
    impl ::std::convert::From<PasswordExpiry>
    for ::std::option::Option<::std::string::String> {
        fn from(value: PasswordExpiry) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::option::Option<::std::string::String>>
    for PasswordExpiry {
        fn from(value: ::std::option::Option<::std::string::String>) -> Self {
            Self(value)
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The user name and the password.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct PasswordLogin {
        pub user: PasswordUser,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**An IAM user and its password. The user is named by its name and the account that owns it, as the
vendor documents, or by its ID alone, which the vendor's Terraform provider sends.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct PasswordUser {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<OwningDomain>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<UserName>,
        pub password: crate::contract::secret::SentSecret,
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
    ///The ID of an existing identity policy.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct PolicyId(pub ::std::string::String);
    impl ::std::ops::Deref for PolicyId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<PolicyId> for ::std::string::String {
        fn from(value: PolicyId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for PolicyId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for PolicyId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for PolicyId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A project. Its `id` is the project ID that TaurusDB asks for.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Project {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<ProjectDescription>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<Enabled>,
        pub id: IamId,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_domain: ::std::option::Option<IsDomain>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<Links>,
        pub name: ProjectName,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent_id: ::std::option::Option<IamId>,
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
    ///What the owner wrote about a project. Often empty.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ProjectDescription(pub ::std::string::String);
    impl ::std::ops::Deref for ProjectDescription {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ProjectDescription> for ::std::string::String {
        fn from(value: ProjectDescription) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ProjectDescription {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ProjectDescription {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ProjectDescription {
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
    ///The name of a project. The default project of a region is named like the region.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ProjectName(pub ::std::string::String);
    impl ::std::ops::Deref for ProjectName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ProjectName> for ::std::string::String {
        fn from(value: ProjectName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ProjectName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ProjectName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ProjectName {
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
    ///The URN of the OpenID Connect provider that the trust agency accepts.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ProviderUrn(pub ::std::string::String);
    impl ::std::ops::Deref for ProviderUrn {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ProviderUrn> for ::std::string::String {
        fn from(value: ProviderUrn) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ProviderUrn {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ProviderUrn {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ProviderUrn {
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
    ///The ID of a region.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct RegionName(pub ::std::string::String);
    impl ::std::ops::Deref for RegionName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RegionName> for ::std::string::String {
        fn from(value: RegionName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for RegionName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for RegionName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for RegionName {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///A set of permissions of the user. The ID `0` is a placeholder and no real set of permissions.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Role {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<RoleName>,
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
    ///The name of a set of permissions.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct RoleName(pub ::std::string::String);
    impl ::std::ops::Deref for RoleName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RoleName> for ::std::string::String {
        fn from(value: RoleName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for RoleName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for RoleName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for RoleName {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    /**The project, by its ID or by its name. Give one of the two. Beside a name you can give the account of
the project; by default it is the user's own.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ScopeProject {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<OwningDomain>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ProjectId,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<ProjectName>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The second factor of a login that is protected by a virtual MFA device.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct SecondFactor {
        pub user: SecondFactorUser,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**The ID of the IAM user (not its name) and the six digits that its virtual MFA device shows at the
moment.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct SecondFactorUser {
        pub id: IamId,
        pub passcode: crate::contract::secret::SentSecret,
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
    ///The name of a service.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ServiceName(pub ::std::string::String);
    impl ::std::ops::Deref for ServiceName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ServiceName> for ::std::string::String {
        fn from(value: ServiceName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ServiceName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ServiceName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ServiceName {
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
    ///What kind of service it is.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ServiceType(pub ::std::string::String);
    impl ::std::ops::Deref for ServiceType {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ServiceType> for ::std::string::String {
        fn from(value: ServiceType) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ServiceType {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ServiceType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ServiceType {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///How many seconds a session lasts, from 15 minutes to the limit of the agency, at most 12 hours.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct SessionDuration(pub i64);
    impl ::std::ops::Deref for SessionDuration {
        type Target = i64;
        fn deref(&self) -> &i64 {
            &self.0
        }
    }
    impl ::std::convert::From<SessionDuration> for i64 {
        fn from(value: SessionDuration) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<i64> for SessionDuration {
        fn from(value: i64) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for SessionDuration {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for SessionDuration {
        type Err = <i64 as ::std::str::FromStr>::Err;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.parse()?))
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionDuration {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: &str) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<String> for SessionDuration {
        type Error = <i64 as ::std::str::FromStr>::Err;
        fn try_from(value: String) -> ::std::result::Result<Self, Self::Error> {
            value.parse()
        }
    }
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    ///A name for the session, from 2 to 128 characters. It tells one caller of the agency from another.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct SessionName(::std::string::String);
    impl ::std::ops::Deref for SessionName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SessionName> for ::std::string::String {
        fn from(value: SessionName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for SessionName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 128usize {
                return Err("longer than 128 characters".into());
            }
            if value.chars().count() < 2usize {
                return Err("shorter than 2 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SessionName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    ///A policy in JSON, as one string. The session can do what both the agency and the policy allow.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct SessionPolicy(::std::string::String);
    impl ::std::ops::Deref for SessionPolicy {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SessionPolicy> for ::std::string::String {
        fn from(value: SessionPolicy) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for SessionPolicy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 2048usize {
                return Err("longer than 2048 characters".into());
            }
            if value.chars().count() < 2usize {
                return Err("shorter than 2 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionPolicy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionPolicy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SessionPolicy {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
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
    ///The token that a call is about. Keep it out of logs, like every token.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct SubjectToken(pub ::std::string::String);
    impl ::std::ops::Deref for SubjectToken {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SubjectToken> for ::std::string::String {
        fn from(value: SubjectToken) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for SubjectToken {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for SubjectToken {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for SubjectToken {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**An access key that expires. Sign with `access` and `secret`, and send `securitytoken` as
`X-Security-Token`: the key does not work without it.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TemporaryAccessKey {
        pub access: AccessKeyId,
        pub expires_at: Timestamp,
        pub secret: crate::contract::secret::SentSecret,
        pub securitytoken: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///Who asks for the key.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TemporaryKeyAuth {
        pub identity: TokenIdentity,
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
    /**A moment in UTC. Read it leniently: most have six digits after the second, but some have three,
none, or another number.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct Timestamp(pub ::std::string::String);
    impl ::std::ops::Deref for Timestamp {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<Timestamp> for ::std::string::String {
        fn from(value: Timestamp) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for Timestamp {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for Timestamp {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for Timestamp {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**How long a token lives, and for whom and what it was issued. `project` is there when the token is
for a project, `domain` when it is for a whole account, `mfa_authn_at` when a second factor was
used. `catalog` is empty after `nocatalog`.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Token {
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub catalog: ::std::vec::Vec<CatalogService>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<Domain>,
        pub expires_at: Timestamp,
        pub issued_at: Timestamp,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub methods: ::std::vec::Vec<MethodName>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mfa_authn_at: ::std::option::Option<Timestamp>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project: ::std::option::Option<TokenProject>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub roles: ::std::vec::Vec<Role>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user: ::std::option::Option<TokenUser>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///What the key is made from: `methods` names the one part that is given, `token` or `assume_role`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenIdentity {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assume_role: ::std::option::Option<AssumedRole>,
        pub methods: ::std::vec::Vec<ExchangeMethod>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<ExchangedToken>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///An existing token in place of a password.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenLogin {
        pub id: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The project that a token is for. Its `id` is the project ID that TaurusDB asks for.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenProject {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<Domain>,
        pub id: IamId,
        pub name: ProjectName,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    /**What the token is for: a project, or a whole account. TaurusDB needs a token for a project. If both are
given, the project counts.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenScope {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<OwningDomain>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project: ::std::option::Option<ScopeProject>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///The user that a token was issued to.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenUser {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<Domain>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<IamId>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<UserName>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password_expires_at: ::std::option::Option<PasswordExpiry>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**How a user proves who they are. `methods` names every part that is given: `password` alone,
`password` and `totp`, or `token` alone.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct UserIdentity {
        pub methods: ::std::vec::Vec<LoginMethod>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password: ::std::option::Option<PasswordLogin>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<TokenLogin>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub totp: ::std::option::Option<SecondFactor>,
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
    ///The name of an IAM user.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct UserName(pub ::std::string::String);
    impl ::std::ops::Deref for UserName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserName> for ::std::string::String {
        fn from(value: UserName) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for UserName {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for UserName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for UserName {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///Who asks, and what the token is for. Without a scope it is for no project.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct UserTokenAuth {
        pub identity: UserIdentity,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub scope: ::std::option::Option<TokenScope>,
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
    impl ExchangeMethod {
        /// Every value that the contract names, in its order.
        pub const ALL: &'static [Self] = &[Self::Token, Self::AssumeRole];
    }
    impl LoginMethod {
        /// Every value that the contract names, in its order.
        pub const ALL: &'static [Self] = &[Self::Password, Self::Totp, Self::Token];
    }
}
#[derive(Clone, Debug)]
/**Client for Identity for TaurusDB HTAP

The calls that give a client of the TaurusDB HTAP API its identity (a user token or a temporary access
key) and the ID of the project to ask about. They belong to two services of Huawei Cloud: IAM, which
knows users and projects, and STS, which lends the rights of an agency. This contract describes what a
client of TaurusDB calls, and what the vendor's Terraform provider calls beside it.

Which call for whom:

- With a user name and a password, call `CreateUserToken`. The token goes into `X-Auth-Token`, and the
  same answer tells the ID of the project.
- With an access key, no call is needed to get an identity: the key signs each request. `ListProjects`
  finds the ID of the project; a user that may not list projects finds it with `ListAuthProjects`.
- With a token that someone else obtained, call `ShowToken`: it returns the project that the token is for.
- With an access key, or a token, of a user that may assume an agency of another account, call
  `CreateTemporaryAccessKey` with the method `assume_role`.
- With an ID token of an OpenID Connect provider that IAM knows, call `CreateTokenWithIdToken`, then
  `CreateTemporaryAccessKey`.
- With an ID token of a provider that a trust agency accepts, call `AssumeAgencyWithOidc` alone.

Requests and answers are JSON in UTF-8 over HTTPS. Send `Content-Type: application/json;charset=utf8`
with every body. Errors come in two shapes, see `IamErrorResponse`; gateways on the way may also answer
with an empty body, HTML, or plain text, so let the status decide and take the body as a hint.

Version: 1.0.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::http::attempt::Attempt,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::http::attempt::Attempt) -> Self {
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
        inner: crate::http::attempt::Attempt,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::http::attempt::Attempt> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::http::attempt::Attempt {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::http::attempt::Attempt>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Exchange an ID token

Exchanges the ID token of an OpenID Connect provider for a token of IAM. **The token is the response
header `X-Subject-Token`**. Rely on this header alone, as the official SDKs do. The vendor's page
shows 201 and a body like that of `CreateUserToken`; neither was checked against the live service.

Without a scope the token belongs to no project. TaurusDB has no use for it, but
`CreateTemporaryAccessKey` exchanges it for a key that signs requests to TaurusDB. With a project in
the scope it is a token for that project.

**Who may call.** Anyone who holds an ID token of a provider that is registered with IAM; the
request is not signed and carries no other identity. ID tokens expire: read the current one before
each exchange.

Sends a `POST` request to `/v3.0/OS-AUTH/id-token/tokens`

Arguments:
- `x_idp_id`: Which registered provider issued the ID token.
- `body`: The ID token, and optionally the project that the new token is for.
*/
    pub async fn create_token_with_id_token<'a>(
        &'a self,
        x_idp_id: &'a types::IdentityProviderId,
        body: &'a types::CreateTokenWithIdTokenRequest,
    ) -> Result<
        ResponseValue<types::CreateUserTokenResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3.0/OS-AUTH/id-token/tokens", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        header_map.append("X-Idp-Id", x_idp_id.to_string().try_into()?);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "CreateTokenWithIdToken",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create a temporary access key

Returns an access key that expires. The key and its secret sign requests, and the security token has to
go along in `X-Security-Token`, signed as well. There are two methods:

- `token` exchanges a token, of a user or of a federated user. The key can do what the token can. The
  token is in the body, and the request is not signed.
- `assume_role` assumes an agency: another account, the delegating one, has given the agency's rights
  to the caller's account. The key can do what the agency can. The request is signed with an access
  key of the caller (by the vendor's page, since its edition of 2024-11-18), or carries the caller's
  token in `X-Auth-Token`.

By the vendor's pages the key lives for 15 minutes unless asked otherwise, and for 24 hours at most;
the official SDKs ask for six hours. Call again before it expires.

**Who may call.** With `token`, everyone who holds a token. With `assume_role`, the account, and IAM
users with the permission `iam:tokens:assume` (Agent Operator).

Sends a `POST` request to `/v3.0/OS-CREDENTIAL/securitytokens`

Arguments:
- `body`: The token or the agency, and how long the key is to live.
*/
    pub async fn create_temporary_access_key<'a>(
        &'a self,
        body: &'a types::CreateTemporaryAccessKeyRequest,
    ) -> Result<
        ResponseValue<types::CreateTemporaryAccessKeyResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3.0/OS-CREDENTIAL/securitytokens", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "CreateTemporaryAccessKey",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List your projects

Returns the projects that the caller has a role in. To find the project of a region, take the one whose
name equals the ID of the region. The call has no filter.

**Who may call.** Every user, without a grant. Use it where `ListProjects` answers 403. The vendor's
page also lists the statuses 405 and 413.

Sends a `GET` request to `/v3/auth/projects`

*/
    pub async fn list_auth_projects<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<types::ListProjectsResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3/auth/projects", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "ListAuthProjects",
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Show a token

Returns what a token is good for: until when it lives, whose it is, and which project or account it is
for. With
the token in `X-Auth-Token` and once more in `X-Subject-Token`, a caller asks about its own token.

**Who may call.** Everyone about their own token. A user with the permission Security Administrator
may ask about every token of the same account; nobody may ask about a token of another account.

Sends a `GET` request to `/v3/auth/tokens`

Arguments:
- `nocatalog`: Any value that is not empty leaves the catalogue of services out of the body.
- `x_subject_token`: The token that the call is about.
*/
    pub async fn show_token<'a>(
        &'a self,
        nocatalog: Option<&'a types::NoCatalog>,
        x_subject_token: &'a types::SubjectToken,
    ) -> Result<
        ResponseValue<types::CreateUserTokenResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3/auth/tokens", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        header_map.append("X-Subject-Token", x_subject_token.to_string().try_into()?);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("nocatalog", &nocatalog))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "ShowToken",
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Create a user token

Checks a user name and a password, with or without a second factor, and answers with a token. **The token is the response header `X-Subject-Token`**; the body tells how long it lives
and which project it is for, so `ListProjects` is not needed. With the method `token`, an existing
token takes the place of the password, and the new token expires when the old one does. The vendor
documents that method for federated users only; its Terraform provider uses it for every user.

**Lifetime.** A token lives for 24 hours. Keep it and use it again: calls are throttled, and a new
token does not end older ones. Replace it in good time, as one that runs out during a call fails the
call. It dies early, within 30 minutes, when its user is deleted or disabled, when the password or
an access key changes, or when the permissions change (a new grant, arrears, a beta programme).

**Size.** A token can exceed 32 KB. Let the client accept response headers and send request headers
of that size; over HTTP/2 many limit them to less. Set `nocatalog` to keep the body small.

**Who may call.** An IAM user that has programmatic access and a password. A HUAWEI ID cannot
get a token: create an IAM user under it. A federated user has to set a password first, or take
`CreateTokenWithIdToken`. A user whose login is protected by a virtual MFA device must send the
second factor: the user's ID and the six digits that the device shows.

**Scope.** TaurusDB wants a token for a project, so name a project. A token for a whole account
(`domain`), or for nothing (no scope), is for global services such as IAM itself.

Do not repeat a password that was refused: IAM can lock the account.

Sends a `POST` request to `/v3/auth/tokens`

Arguments:
- `nocatalog`: Any value that is not empty leaves the catalogue of services out of the body.
- `body`: Who asks, and for which project.
*/
    pub async fn create_user_token<'a>(
        &'a self,
        nocatalog: Option<&'a types::NoCatalog>,
        body: &'a types::CreateUserTokenRequest,
    ) -> Result<
        ResponseValue<types::CreateUserTokenResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3/auth/tokens", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .query(&progenitor_client::QueryParam::new("nocatalog", &nocatalog))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "CreateUserToken",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Find projects

Answers with the projects that match all given filters; with an empty list when there are none. To
find the project of a region, filter by `name` with the ID of the region: the default project of a
region is named like it. When several are found, take the one whose name equals the region.

Ask once and keep the ID. Paging is optional: `page` goes together with `per_page`, and a page holds
at most 5000 projects.

**Who may call.** The account, and IAM users that may read its projects; others get 403
(`IAM.0003`) and can call `ListAuthProjects`. With a token of `CreateUserToken` the call is not
needed: that answer names the project already.

Sends a `GET` request to `/v3/projects`

Arguments:
- `domain_id`: Only projects of the account with this ID.
- `enabled`: Only projects that are usable, or only those that are not.
- `is_domain`: Leave this out. The vendor lists the filter and asks to keep it blank.
- `name`: Only projects of this name. The default project of a region is named like the region.
- `page`: Which page to answer with, counted from 1. Goes together with `per_page`.
- `parent_id`: Only projects directly below the project, or the account, with this ID.
- `per_page`: How many projects a page holds, from 1 to 5000. Goes together with `page`.
*/
    pub async fn list_projects<'a>(
        &'a self,
        domain_id: Option<&'a types::IamId>,
        enabled: Option<&'a types::Enabled>,
        is_domain: Option<&'a types::IsDomain>,
        name: Option<&'a types::ProjectName>,
        page: Option<&'a types::PageNumber>,
        parent_id: Option<&'a types::IamId>,
        per_page: Option<&'a types::PageSize>,
    ) -> Result<
        ResponseValue<types::ListProjectsResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3/projects", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("domain_id", &domain_id))
            .query(&progenitor_client::QueryParam::new("enabled", &enabled))
            .query(&progenitor_client::QueryParam::new("is_domain", &is_domain))
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(&progenitor_client::QueryParam::new("page", &page))
            .query(&progenitor_client::QueryParam::new("parent_id", &parent_id))
            .query(&progenitor_client::QueryParam::new("per_page", &per_page))
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "ListProjects",
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Assume an agency with OIDC

Exchanges the ID token of an OpenID Connect provider for a temporary access key with the rights of a
trust agency, in one step and without a user of IAM. The answer holds the key, its secret, and the
security token that has to go along in `X-Security-Token`. STS adds details about the session, which
are not described here.

The key lives for one hour unless asked otherwise. The limits given here, 15 minutes to 12
hours, are those of the sister call `AssumeAgency` on the vendor's pages. A policy in the
request can narrow the rights of the agency, never widen them.

**Who may call.** Anyone who holds an ID token of a provider that the trust agency accepts; the
request is not signed and carries no other identity.

The host is that of STS, not of IAM. Its errors have the shape with `error_code`, `error_msg` and
`request_id`. The status 200 is that of the sister calls in the vendor's manual, and the statuses of
its errors are taken to be those of IAM; neither was checked against the live service.

Sends a `POST` request to `/v5/agencies/assume-with-oidc`

Arguments:
- `body`: The ID token, who issued it, and which agency to assume.
*/
    pub async fn assume_agency_with_oidc<'a>(
        &'a self,
        body: &'a types::AssumeAgencyWithOidcRequest,
    ) -> Result<
        ResponseValue<types::AssumeAgencyWithOidcResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v5/agencies/assume-with-oidc", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "AssumeAgencyWithOidc",
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
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            503u16 => {
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
crate::contract::object::object!(types::AgencyCredentials);
crate::contract::object::object!(types::AssumeAgencyWithOidcRequest);
crate::contract::object::object!(types::AssumeAgencyWithOidcResponse);
crate::contract::object::object!(types::AssumedRole);
crate::contract::object::object!(types::CatalogEndpoint);
crate::contract::object::object!(types::CatalogService);
crate::contract::object::object!(types::CreateTemporaryAccessKeyRequest);
crate::contract::object::object!(types::CreateTemporaryAccessKeyResponse);
crate::contract::object::object!(types::CreateTokenWithIdTokenRequest);
crate::contract::object::object!(types::CreateUserTokenRequest);
crate::contract::object::object!(types::CreateUserTokenResponse);
crate::contract::object::object!(types::Domain);
crate::contract::object::object!(types::ExchangedToken);
crate::contract::object::object!(types::IamError);
crate::contract::object::object!(types::IamErrorResponse);
crate::contract::object::object!(types::IdToken);
crate::contract::object::object!(types::IdTokenAuth);
crate::contract::object::object!(types::Links);
crate::contract::object::object!(types::ListProjectsResponse);
crate::contract::object::object!(types::OwningDomain);
crate::contract::object::object!(types::PasswordLogin);
crate::contract::object::object!(types::PasswordUser);
crate::contract::object::object!(types::Project);
crate::contract::object::object!(types::Role);
crate::contract::object::object!(types::ScopeProject);
crate::contract::object::object!(types::SecondFactor);
crate::contract::object::object!(types::SecondFactorUser);
crate::contract::object::object!(types::TemporaryAccessKey);
crate::contract::object::object!(types::TemporaryKeyAuth);
crate::contract::object::object!(types::Token);
crate::contract::object::object!(types::TokenIdentity);
crate::contract::object::object!(types::TokenLogin);
crate::contract::object::object!(types::TokenProject);
crate::contract::object::object!(types::TokenScope);
crate::contract::object::object!(types::TokenUser);
crate::contract::object::object!(types::UserIdentity);
crate::contract::object::object!(types::UserTokenAuth);
