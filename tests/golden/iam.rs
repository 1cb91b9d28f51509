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
    ///The public part of an access key. It identifies the key in each signed request.
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
    ///The ID of an account.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct AccountId(pub ::std::string::String);
    impl ::std::ops::Deref for AccountId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AccountId> for ::std::string::String {
        fn from(value: AccountId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for AccountId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for AccountId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for AccountId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**An access key that expires. Sign with `access_key_id` and `secret_access_key`, and send `security_token`
as `X-Security-Token`. The key does not work without it.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AgencyCredentials {
        ///The public part of an access key. It identifies the key in each signed request.
        pub access_key_id: AccessKeyId,
        /**When a token or an access key expires, in UTC. Most values have six digits after the seconds, but some
have three, none or another number of digits, so parse them leniently.*/
        pub expiration: Timestamp,
        /**The secret part of an access key. It signs requests and is never sent to the service. Do not write it to
logs or error messages.*/
        pub secret_access_key: crate::contract::secret::SentSecret,
        /**The security token of a temporary access key. Send it in `X-Security-Token` with each request. Do not
write it to logs or error messages.*/
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
    /**A request to assume a trust agency with an ID token. By default, the session lasts one hour and has all
the permissions of the agency.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AssumeAgencyWithOidcRequest {
        ///A name for the session, from 2 to 128 characters. It distinguishes the callers of an agency.
        pub agency_session_name: SessionName,
        ///The URN of the trust agency to assume.
        pub agency_urn: AgencyUrn,
        ///The duration of a session in seconds, from 900 (15 minutes) to the limit of the agency, and at most 43200 (12 hours).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_seconds: ::std::option::Option<SessionDuration>,
        ///An ID token exactly as the OpenID Connect provider issued it. Do not write it to logs or error messages.
        pub id_token: crate::contract::secret::SentSecret,
        ///A policy in JSON, as one string. The session can do only what both the agency and the policy allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub policy: ::std::option::Option<SessionPolicy>,
        ///The IDs of identity policies that restrict the session.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub policy_ids: ::std::vec::Vec<PolicyId>,
        ///The URN of the OpenID Connect provider that the trust agency accepts.
        pub provider_urn: ProviderUrn,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A temporary access key with the permissions of the agency. STS can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AssumeAgencyWithOidcResponse {
        /**An access key that expires. Sign with `access_key_id` and `secret_access_key`, and send `security_token`
as `X-Security-Token`. The key does not work without it.*/
        pub credentials: AgencyCredentials,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**The agency to assume, and the account that delegates to it. Set the name or the ID of the account. By
default, the key is valid for 15 minutes.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct AssumedRole {
        ///The name of an agency, as the delegating account created it.
        pub agency_name: AgencyName,
        ///The ID of an account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_id: ::std::option::Option<AccountId>,
        ///The name of an account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_name: ::std::option::Option<DomainName>,
        ///The lifetime of a key in seconds, from 900 (15 minutes) to 86400 (24 hours).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_seconds: ::std::option::Option<KeyDuration>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///The address of a service in one region.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CatalogEndpoint {
        ///The ID of an address of a service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<EndpointId>,
        ///Who can reach an endpoint. `public` means everyone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub interface: ::std::option::Option<EndpointInterface>,
        ///The ID of a region.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region: ::std::option::Option<RegionName>,
        ///The ID of a region.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region_id: ::std::option::Option<RegionName>,
        ///The address of a service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<EndpointUrl>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///A service that accepts the token, and the addresses of the service.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CatalogService {
        ///The addresses of the service.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub endpoints: ::std::vec::Vec<CatalogEndpoint>,
        ///The ID of a service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<ServiceId>,
        ///The name of a service.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<ServiceName>,
        ///The type of a service.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<ServiceType>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A request for a temporary access key.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateTemporaryAccessKeyRequest {
        ///The identity that the key is created from.
        pub auth: TemporaryKeyAuth,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A new temporary access key. IAM can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateTemporaryAccessKeyResponse {
        /**An access key that expires. Sign with `access` and `secret`, and send `securitytoken` as
`X-Security-Token`. The key does not work without it.*/
        pub credential: TemporaryAccessKey,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A request to exchange an ID token for a token of IAM.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateTokenWithIdTokenRequest {
        ///The ID token, and the scope of the new token. Without a scope, the token is for no project.
        pub auth: IdTokenAuth,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A request for a user token.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateUserTokenRequest {
        ///The identity of the caller, and the scope of the token. Without a scope, the token is for no project.
        pub auth: UserTokenAuth,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The expiry time and the scope of a token. The token itself is in the header `X-Subject-Token`. IAM can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct CreateUserTokenResponse {
        /**The expiry time, the user and the scope of a token. `project` is present if the token is for a project,
and `domain` if it is for a whole account. `mfa_authn_at` is present if a second factor was used.
`catalog` is empty if the request set `nocatalog`.*/
        pub token: Token,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///An account. IAM calls it a domain.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Domain {
        ///The ID of an account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<AccountId>,
        ///The name of an account.
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
    ///Whether a project or an account is enabled.
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
    ///The ID of an address of a service.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct EndpointId(pub ::std::string::String);
    impl ::std::ops::Deref for EndpointId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<EndpointId> for ::std::string::String {
        fn from(value: EndpointId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for EndpointId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for EndpointId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for EndpointId {
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
    ///Who can reach an endpoint. `public` means everyone.
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
    ///The HTTP status of the response.
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
    ///The name of the HTTP status.
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
    ///The source of a temporary access key: a token, or an agency that the caller assumes.
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
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The token, and the lifetime of the key. By default, the key is valid for 15 minutes.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ExchangedToken {
        ///The lifetime of a key in seconds, from 900 (15 minutes) to 86400 (24 hours).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_seconds: ::std::option::Option<KeyDuration>,
        ///A user token of IAM. Do not write it to logs or error messages.
        pub id: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///The first shape of an error. Its only code is the HTTP status.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IamError {
        ///The HTTP status of the response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<ErrorStatus>,
        ///The service's message about the error, in one sentence. The wording can change, so use the code to tell errors apart.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ErrorMessage,
        >,
        ///The name of the HTTP status.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<ErrorTitle>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    /**An error in one of two shapes. A response has exactly one of them: either `error`, or `error_code` with
`error_msg`. Gateways and STS add `request_id` to the second shape. Both shapes can have further fields.

For `CreateUserToken`, IAM returns the first shape:

```json
{"error": {"code": 401, "message": "The username or password is wrong.", "title": "Unauthorized"}}
```

For most other operations, it returns the second shape:

```json
{"error_code": "IAM.0003", "error_msg": "Policy doesn't allow this action to be performed."}
```*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IamErrorResponse {
        ///The first shape of an error. Its only code is the HTTP status.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<IamError>,
        ///The error code. The service can also return codes that are not in the published tables. For an unknown code, use the HTTP status.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ErrorCode,
        >,
        ///The service's message about the error, in one sentence. The wording can change, so use the code to tell errors apart.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<
            crate::contract::generated::taurusdb_htap::types::ErrorMessage,
        >,
        ///The ID of one request in the provider's logs. Include it when you contact support.
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
    ///The ID that IAM assigned to a project. Most IDs have 32 letters and digits, but not all of them.
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
    ///The ID of one request in the logs of IAM. Include it when you contact support.
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
    ///An ID token exactly as the OpenID Connect provider issued it, without surrounding white space.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IdToken {
        ///An ID token exactly as the OpenID Connect provider issued it. Do not write it to logs or error messages.
        pub id: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The ID token, and the scope of the new token. Without a scope, the token is for no project.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct IdTokenAuth {
        ///An ID token exactly as the OpenID Connect provider issued it, without surrounding white space.
        pub id_token: IdToken,
        /**The scope of a token, which is a project or a whole account. TaurusDB requires a token for a project. If
both are set, the project takes precedence.*/
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
    ///Whether a project represents an account.
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
    ///When IAM issued the token, in UTC. Parse it as leniently as the expiry time.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct IssueTime(pub ::std::string::String);
    impl ::std::ops::Deref for IssueTime {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<IssueTime> for ::std::string::String {
        fn from(value: IssueTime) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for IssueTime {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for IssueTime {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for IssueTime {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The lifetime of a key in seconds, from 900 (15 minutes) to 86400 (24 hours).
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
    ///The address of this resource. It can be null.
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
    ///The address of this resource, and those of the previous and the next one. A single project may have only `self`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Links {
        ///The address of the next resource, or null if there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next: ::std::option::Option<NextUrl>,
        ///The address of the previous resource, or null if there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub previous: ::std::option::Option<PreviousUrl>,
        ///The address of this resource. It can be null.
        #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
        pub self_: ::std::option::Option<LinkUrl>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A list of projects. IAM can add fields.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ListProjectsResponse {
        ///The address of this resource, and those of the previous and the next one. A single project may have only `self`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<Links>,
        ///The projects, or an empty list.
        pub projects: ::std::vec::Vec<Project>,
    }
    ///A part of a login. `totp` is the second factor in addition to `password`. `token` is used alone.
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
    ///How the user of a token was authenticated, such as `password`, `totp` or `mapped`.
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
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The address of the next resource, or null if there is none.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct NextUrl(pub ::std::option::Option<::std::string::String>);
    impl ::std::ops::Deref for NextUrl {
        type Target = ::std::option::Option<::std::string::String>;
        fn deref(&self) -> &::std::option::Option<::std::string::String> {
            &self.0
        }
    }
    impl ::std::convert::From<NextUrl> for ::std::option::Option<::std::string::String> {
        fn from(value: NextUrl) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::option::Option<::std::string::String>> for NextUrl {
        fn from(value: ::std::option::Option<::std::string::String>) -> Self {
            Self(value)
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
    ///A switch. Every non-empty value turns it on, even `false`.
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
    ///The ID of the account that owns the project or the user.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct OwnerId(pub ::std::string::String);
    impl ::std::ops::Deref for OwnerId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<OwnerId> for ::std::string::String {
        fn from(value: OwnerId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for OwnerId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for OwnerId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for OwnerId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///An account, identified by its name or by its ID. IAM calls an account a domain.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct OwningDomain {
        ///The ID of an account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<AccountId>,
        ///The name of an account.
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
    ///The number of entries on a page.
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
    ///The ID of the project or account directly above the project.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ParentId(pub ::std::string::String);
    impl ::std::ops::Deref for ParentId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ParentId> for ::std::string::String {
        fn from(value: ParentId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ParentId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ParentId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ParentId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///When a password expires, in UTC. Empty or null if the password never expires.
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
        /**An IAM user and its password. Identify the user by its name and the account that owns it, as the vendor
documents. Alternatively, identify it by its ID alone, as the vendor's Terraform provider does.*/
        pub user: PasswordUser,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**An IAM user and its password. Identify the user by its name and the account that owns it, as the vendor
documents. Alternatively, identify it by its ID alone, as the vendor's Terraform provider does.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct PasswordUser {
        ///An account, identified by its name or by its ID. IAM calls an account a domain.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<OwningDomain>,
        ///The ID of an IAM user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<UserId>,
        ///The name of an IAM user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<UserName>,
        ///The password of an IAM user. Do not write it to logs or error messages.
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
    ///The address of the previous resource, or null if there is none.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct PreviousUrl(pub ::std::option::Option<::std::string::String>);
    impl ::std::ops::Deref for PreviousUrl {
        type Target = ::std::option::Option<::std::string::String>;
        fn deref(&self) -> &::std::option::Option<::std::string::String> {
            &self.0
        }
    }
    impl ::std::convert::From<PreviousUrl>
    for ::std::option::Option<::std::string::String> {
        fn from(value: PreviousUrl) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::option::Option<::std::string::String>>
    for PreviousUrl {
        fn from(value: ::std::option::Option<::std::string::String>) -> Self {
            Self(value)
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///A project. Its `id` is the project ID for requests to TaurusDB.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Project {
        ///The owner's description of a project. It is often empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<ProjectDescription>,
        ///The ID of the account that owns the project or the user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_id: ::std::option::Option<OwnerId>,
        ///Whether a project or an account is enabled.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<Enabled>,
        ///The ID that IAM assigned to a project. Most IDs have 32 letters and digits, but not all of them.
        pub id: IamId,
        ///Whether a project represents an account.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_domain: ::std::option::Option<IsDomain>,
        ///The address of this resource, and those of the previous and the next one. A single project may have only `self`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<Links>,
        ///The name of a project. The default project of a region has the name of the region.
        pub name: ProjectName,
        ///The ID of the project or account directly above the project.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parent_id: ::std::option::Option<ParentId>,
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
    ///The owner's description of a project. It is often empty.
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
    ///The name of a project. The default project of a region has the name of the region.
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
    ///A set of permissions of the user. The ID `0` is a placeholder and not a real set of permissions.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Role {
        ///The ID of a set of permissions. `0` is a placeholder.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<RoleId>,
        ///The name of a set of permissions.
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
    ///The ID of a set of permissions. `0` is a placeholder.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct RoleId(pub ::std::string::String);
    impl ::std::ops::Deref for RoleId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RoleId> for ::std::string::String {
        fn from(value: RoleId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for RoleId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for RoleId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for RoleId {
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
    /**A project, identified by its ID or by its name. Set one of the two. With a name, you can also set the
account of the project. The default is the user's own account.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct ScopeProject {
        ///An account, identified by its name or by its ID. IAM calls an account a domain.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<OwningDomain>,
        ///The ID of a tenant's project in one region, as 32 letters and digits.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<crate::contract::id::ProjectId>,
        ///The name of a project. The default project of a region has the name of the region.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<ProjectName>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The second factor of a login that a virtual MFA device protects.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct SecondFactor {
        ///The ID of the IAM user (not its name) and the six digits that its virtual MFA device shows now.
        pub user: SecondFactorUser,
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
    ///When the user presented the second factor, in UTC. Parse it as leniently as the expiry time.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct SecondFactorTime(pub ::std::string::String);
    impl ::std::ops::Deref for SecondFactorTime {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SecondFactorTime> for ::std::string::String {
        fn from(value: SecondFactorTime) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for SecondFactorTime {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for SecondFactorTime {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for SecondFactorTime {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The ID of the IAM user (not its name) and the six digits that its virtual MFA device shows now.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct SecondFactorUser {
        ///The ID of an IAM user.
        pub id: UserId,
        ///The six digits that the virtual MFA device of the user shows now.
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
    ///The ID of a service.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct ServiceId(pub ::std::string::String);
    impl ::std::ops::Deref for ServiceId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ServiceId> for ::std::string::String {
        fn from(value: ServiceId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for ServiceId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for ServiceId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for ServiceId {
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
    ///The type of a service.
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
    ///The duration of a session in seconds, from 900 (15 minutes) to the limit of the agency, and at most 43200 (12 hours).
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
    ///A name for the session, from 2 to 128 characters. It distinguishes the callers of an agency.
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
    ///A policy in JSON, as one string. The session can do only what both the agency and the policy allow.
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
    ///The token to show or to revoke. Do not write it to logs.
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
`X-Security-Token`. The key does not work without it.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TemporaryAccessKey {
        ///The public part of an access key. It identifies the key in each signed request.
        pub access: AccessKeyId,
        /**When a token or an access key expires, in UTC. Most values have six digits after the seconds, but some
have three, none or another number of digits, so parse them leniently.*/
        pub expires_at: Timestamp,
        /**The secret part of an access key. It signs requests and is never sent to the service. Do not write it to
logs or error messages.*/
        pub secret: crate::contract::secret::SentSecret,
        /**The security token of a temporary access key. Send it in `X-Security-Token` with each request. Do not
write it to logs or error messages.*/
        pub securitytoken: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The identity that the key is created from.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TemporaryKeyAuth {
        ///The source of the key. `methods` names the one part that is present, `token` or `assume_role`.
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
    /**When a token or an access key expires, in UTC. Most values have six digits after the seconds, but some
have three, none or another number of digits, so parse them leniently.*/
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
    /**The expiry time, the user and the scope of a token. `project` is present if the token is for a project,
and `domain` if it is for a whole account. `mfa_authn_at` is present if a second factor was used.
`catalog` is empty if the request set `nocatalog`.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct Token {
        ///The services that accept the token. Empty if the request set `nocatalog`.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub catalog: ::std::vec::Vec<CatalogService>,
        ///An account. IAM calls it a domain.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<Domain>,
        /**When a token or an access key expires, in UTC. Most values have six digits after the seconds, but some
have three, none or another number of digits, so parse them leniently.*/
        pub expires_at: Timestamp,
        ///When IAM issued the token, in UTC. Parse it as leniently as the expiry time.
        pub issued_at: IssueTime,
        ///How the user was authenticated.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub methods: ::std::vec::Vec<MethodName>,
        ///When the user presented the second factor, in UTC. Parse it as leniently as the expiry time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mfa_authn_at: ::std::option::Option<SecondFactorTime>,
        ///The project that a token is for. Its `id` is the project ID for requests to TaurusDB.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project: ::std::option::Option<TokenProject>,
        ///The permissions of the user.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub roles: ::std::vec::Vec<Role>,
        ///The user that a token was issued to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user: ::std::option::Option<TokenUser>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The source of the key. `methods` names the one part that is present, `token` or `assume_role`.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenIdentity {
        /**The agency to assume, and the account that delegates to it. Set the name or the ID of the account. By
default, the key is valid for 15 minutes.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assume_role: ::std::option::Option<AssumedRole>,
        ///The one part that is present.
        pub methods: ::std::vec::Vec<ExchangeMethod>,
        ///The token, and the lifetime of the key. By default, the key is valid for 15 minutes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<ExchangedToken>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///An existing token that replaces a password.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenLogin {
        ///A user token of IAM. Do not write it to logs or error messages.
        pub id: crate::contract::secret::SentSecret,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    ///The project that a token is for. Its `id` is the project ID for requests to TaurusDB.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenProject {
        ///An account. IAM calls it a domain.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<Domain>,
        ///The ID that IAM assigned to a project. Most IDs have 32 letters and digits, but not all of them.
        pub id: IamId,
        ///The name of a project. The default project of a region has the name of the region.
        pub name: ProjectName,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    /**The scope of a token, which is a project or a whole account. TaurusDB requires a token for a project. If
both are set, the project takes precedence.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenScope {
        ///An account, identified by its name or by its ID. IAM calls an account a domain.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<OwningDomain>,
        /**A project, identified by its ID or by its name. Set one of the two. With a name, you can also set the
account of the project. The default is the user's own account.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project: ::std::option::Option<ScopeProject>,
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    ///The user that a token was issued to.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct TokenUser {
        ///An account. IAM calls it a domain.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain: ::std::option::Option<Domain>,
        ///The ID of an IAM user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<UserId>,
        ///The name of an IAM user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<UserName>,
        ///When a password expires, in UTC. Empty or null if the password never expires.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password_expires_at: ::std::option::Option<PasswordExpiry>,
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
    ///The ID of an IAM user.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(transparent)]
    pub struct UserId(pub ::std::string::String);
    impl ::std::ops::Deref for UserId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserId> for ::std::string::String {
        fn from(value: UserId) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<::std::string::String> for UserId {
        fn from(value: ::std::string::String) -> Self {
            Self(value)
        }
    }
    impl ::std::fmt::Display for UserId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            self.0.fmt(f)
        }
    }
    impl ::std::str::FromStr for UserId {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(Self(value.to_string()))
        }
    }
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    /**The credentials of a user. `methods` lists every part that is present: `password` alone, `password` and
`totp`, or `token` alone.*/
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct UserIdentity {
        ///The parts of the login that are present.
        pub methods: ::std::vec::Vec<LoginMethod>,
        ///The user name and the password.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub password: ::std::option::Option<PasswordLogin>,
        ///An existing token that replaces a password.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<TokenLogin>,
        ///The second factor of a login that a virtual MFA device protects.
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
    ///The identity of the caller, and the scope of the token. Without a scope, the token is for no project.
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    #[non_exhaustive]
    #[serde(remote = "Self")]
    pub struct UserTokenAuth {
        /**The credentials of a user. `methods` lists every part that is present: `password` alone, `password` and
`totp`, or `token` alone.*/
        pub identity: UserIdentity,
        /**The scope of a token, which is a project or a whole account. TaurusDB requires a token for a project. If
both are set, the project takes precedence.*/
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
        /// Returns the name in the contract.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Token => "token",
                Self::AssumeRole => "assume_role",
            }
        }
    }
    impl LoginMethod {
        /// Every value that the contract names, in its order.
        pub const ALL: &'static [Self] = &[Self::Password, Self::Totp, Self::Token];
        /// Returns the name in the contract.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Password => "password",
                Self::Totp => "totp",
                Self::Token => "token",
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Identity for TaurusDB HTAP

The operations that give a client of the TaurusDB HTAP API an identity (a user token or a temporary access
key) and a project ID. They belong to two services of Huawei Cloud. IAM manages users and projects. STS
issues temporary access keys with the permissions of an agency. This contract describes the operations that
a client of TaurusDB calls, and those that the vendor's Terraform provider calls in addition.

Choose an operation by the credentials that you have:

- With a user name and a password, call `CreateUserToken`. Send the token in `X-Auth-Token`. The same
  response contains the project ID.
- With an access key, sign each request with the key. No call is needed to get an identity. Call
  `ListProjects` to get the project ID. A user that is not allowed to list projects calls
  `ListAuthProjects`.
- With an existing token, call `ShowToken`. It returns the project that the token is for.
- With an access key or a token of a user that is allowed to assume an agency of another account, call
  `CreateTemporaryAccessKey` with the method `assume_role`.
- With an ID token of an OpenID Connect provider that is registered with IAM, call `CreateTokenWithIdToken`,
  then `CreateTemporaryAccessKey`.
- With an ID token of a provider that a trust agency accepts, call `AssumeAgencyWithOidc`. No other call is
  needed.

Requests and responses are JSON in UTF-8 over HTTPS. Send `Content-Type: application/json;charset=utf8` with
every request body. Errors have one of two shapes, which `IamErrorResponse` describes. A gateway between
client and service may also return an empty body, HTML or plain text. Decide by the status, and use the body
only as additional information.

Version: 2.0.0*/
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
        "2.0.0"
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
    /**Exchange an ID token

Exchanges the ID token of an OpenID Connect provider for a token of IAM. **The token is the response
header `X-Subject-Token`**. Rely on this header only, as the official SDKs do. The vendor's page shows
the status 201 and a body like that of `CreateUserToken`. Neither was checked against the live service.

Without a scope, the token is for no project. TaurusDB does not accept such a token, but
`CreateTemporaryAccessKey` exchanges it for an access key that signs requests to TaurusDB. With a
project in the scope, the token is for that project.

**Who can call.** Everyone who has an ID token of a provider that is registered with IAM. The request is
not signed and has no other credentials. ID tokens expire, so read the current one before each exchange.

Sends a `POST` request to `/v3.0/OS-AUTH/id-token/tokens`

Arguments:
- `x_idp_id`: The ID of the registered provider that issued the ID token.
- `body`: The ID token, and optionally the scope of the new token.
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
        let mut header_map = ::reqwest::header::HeaderMap::new();
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

Returns an access key that expires. Sign requests with the key and its secret. Send the security token
in `X-Security-Token`, and sign this header too. There are two methods:

- `token` exchanges the token of a user or of a federated user. The key has the permissions of the
  token. The request contains the token in the body and is not signed.
- `assume_role` assumes an agency, with which another account (the delegating account) has delegated
  permissions to the caller's account. The key has the permissions of the agency. The request is signed
  with an access key of the caller (according to the vendor's page, since its edition of 2024-11-18), or
  has the caller's token in `X-Auth-Token`.

According to the vendor's pages, the key is valid for 15 minutes by default and for 24 hours at most.
The official SDKs request six hours. Call the operation again before the key expires.

**Who can call.** With `token`, everyone who has a token. With `assume_role`, the account, and IAM users
with the permission `iam:tokens:assume` (Agent Operator).

Sends a `POST` request to `/v3.0/OS-CREDENTIAL/securitytokens`

Arguments:
- `body`: The token or the agency, and the lifetime of the key.
*/
    pub async fn create_temporary_access_key<'a>(
        &'a self,
        body: &'a types::CreateTemporaryAccessKeyRequest,
    ) -> Result<
        ResponseValue<types::CreateTemporaryAccessKeyResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3.0/OS-CREDENTIAL/securitytokens", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::new();
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

Returns the projects in which the caller has a role. The project of a region is the one whose name
equals the region ID. The operation has no filter.

**Who can call.** Every user, without a grant. Use this operation if `ListProjects` returns 403. The
vendor's page also lists the statuses 405 and 413.

Sends a `GET` request to `/v3/auth/projects`

*/
    pub async fn list_auth_projects<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<types::ListProjectsResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3/auth/projects", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::new();
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

Returns when a token expires, which user it belongs to, and which project or account it is for. A caller
that asks about its own token sends it in both `X-Auth-Token` and `X-Subject-Token`.

**Who can call.** Every user, for their own token. A user with the permission Security Administrator can
query every token of the same account. No user can query a token of another account.

Sends a `GET` request to `/v3/auth/tokens`

Arguments:
- `nocatalog`: Omits the catalogue of services from the body if the value is not empty, such as `true`.
- `x_subject_token`: The token to show or to revoke.
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
        let mut header_map = ::reqwest::header::HeaderMap::new();
        header_map.append("X-Subject-Token", x_subject_token.to_string().try_into()?);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(self.inner.url(&self.client, &url)?)
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

Checks a user name and a password, with or without a second factor, and returns a token. **The token is
the response header `X-Subject-Token`**. The body contains the expiry time and the project of the token,
so you do not need `ListProjects`. With the method `token`, the caller sends an existing token instead
of a password. The new token expires at the same time as the old one. The vendor documents this method
for federated users only, but the vendor's Terraform provider uses it for every user.

**Lifetime.** A token is valid for 24 hours. Keep it and reuse it, because IAM throttles calls and a new
token does not revoke older ones. Renew it before it expires, because a call fails if its token expires
during the call. A token expires early, within 30 minutes, when its user is deleted or disabled, when
the password or an access key changes, or when the permissions change (a new grant, arrears, a beta
programme).

**Size.** A token can be larger than 32 KB. Configure the client to accept response headers and to send
request headers of that size. Over HTTP/2, many clients have a lower limit. Set `nocatalog` to keep the
body small.

**Who can call.** An IAM user with programmatic access and a password. A HUAWEI ID cannot get a token,
so create an IAM user under it. A federated user must set a password first, or call
`CreateTokenWithIdToken` instead. A user whose login is protected by a virtual MFA device must send the
second factor: the user ID and the six digits that the device shows.

**Scope.** Name a project, because TaurusDB requires a token for a project. A token for a whole account
(`domain`), or without a scope, is for global services such as IAM itself.

Do not repeat a rejected password, because IAM can lock the account.

Sends a `POST` request to `/v3/auth/tokens`

Arguments:
- `nocatalog`: Omits the catalogue of services from the body if the value is not empty, such as `true`.
- `body`: The identity of the caller, and the scope of the token.
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
        let mut header_map = ::reqwest::header::HeaderMap::new();
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

Returns the projects that match all given filters, or an empty list. To find the project of a region,
filter by `name` with the region ID, because the default project of a region has the name of the region.
If the list has several projects, use the one whose name equals the region ID.

Call the operation once and keep the ID. Paging is optional. Set `page` and `per_page` together. A page
has at most 5000 projects.

**Who can call.** The account, and IAM users that are allowed to read its projects. Other callers get
403 (`IAM.0003`) and can call `ListAuthProjects`. You do not need this operation after
`CreateUserToken`, because its response names the project.

Sends a `GET` request to `/v3/projects`

Arguments:
- `domain_id`: Returns only projects of the account with this ID.
- `enabled`: Returns only enabled projects, or only disabled ones.
- `is_domain`: Do not set this filter. The vendor lists it and asks callers to leave it blank.
- `name`: Returns only projects with this name, such as `cn-north-4`. The default project of a region has the name of the region.
- `page`: The number of the page to return, counted from 1. Set it together with `per_page`.
- `parent_id`: Returns only projects directly below the project or account with this ID.
- `per_page`: The number of projects on a page, from 1 to 5000. Set it together with `page`.
*/
    pub async fn list_projects<'a>(
        &'a self,
        domain_id: Option<&'a str>,
        enabled: Option<bool>,
        is_domain: Option<bool>,
        name: Option<&'a str>,
        page: Option<&'a types::PageNumber>,
        parent_id: Option<&'a str>,
        per_page: Option<&'a types::PageSize>,
    ) -> Result<
        ResponseValue<types::ListProjectsResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v3/projects", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::new();
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(self.inner.url(&self.client, &url)?)
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

Exchanges the ID token of an OpenID Connect provider for a temporary access key with the permissions of
a trust agency. The exchange takes one call and needs no IAM user. The response contains the key, its
secret, and the security token, which you must send in `X-Security-Token`. STS also returns details
about the session, which this contract does not describe.

The key is valid for one hour by default. The limits in this contract, 15 minutes to 12 hours, are those
that the vendor's pages give for the similar operation `AssumeAgency`. A policy in the request can
restrict the permissions of the agency, but cannot extend them.

**Who can call.** Everyone who has an ID token of a provider that the trust agency accepts. The request
is not signed and has no other credentials.

The host is an STS host, not an IAM host. Many generated clients ignore this and send the request to the
base URL of the client. With such a client, create a second one with the STS host as its base URL.

Errors of STS have the shape with `error_code`, `error_msg` and `request_id`. The status 200 is that of
similar operations in the vendor's manual. The error statuses are assumed to be those of IAM. Neither
was checked against the live service.

Sends a `POST` request to `/v5/agencies/assume-with-oidc`

Arguments:
- `body`: The ID token, the provider that issued it, and the agency to assume.
*/
    pub async fn assume_agency_with_oidc<'a>(
        &'a self,
        body: &'a types::AssumeAgencyWithOidcRequest,
    ) -> Result<
        ResponseValue<types::AssumeAgencyWithOidcResponse>,
        Error<types::IamErrorResponse>,
    > {
        let url = format!("{}/v5/agencies/assume-with-oidc", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::new();
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
