//! The contracts against what was generated from them.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{iam, taurusdb_htap};

#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../../build/contract.rs"]
mod contract;
mod rows;

use contract::{Contract, entries};

fn contracts() -> [Contract; 2] {
    [
        ("openapi/taurusdb-htap.yaml", include_str!("../../../openapi/taurusdb-htap.yaml")),
        ("openapi/iam.yaml", include_str!("../../../openapi/iam.yaml")),
    ]
    .map(|(file, text)| Contract::read(file, text).unwrap())
}

/// Every schema that has a generated or written type; the test fails for one that is not listed.
macro_rules! each_schema {
    ($visit:ident) => {
        each_schema!($visit, taurusdb_htap: Datastore EngineName ErrorCode ErrorMessage ErrorResponse Language
            ListHtapDataStoreResponse RequestId RetryAfter);
        each_schema!($visit, iam: AccessKeyId AccountId AgencyCredentials AgencyName AgencyUrn AssumeAgencyWithOidcRequest
            AssumeAgencyWithOidcResponse AssumedRole CatalogEndpoint CatalogService CreateTemporaryAccessKeyRequest
            CreateTemporaryAccessKeyResponse CreateTokenWithIdTokenRequest CreateUserTokenRequest CreateUserTokenResponse
            Domain DomainName Enabled EndpointId EndpointInterface EndpointUrl ErrorStatus ErrorTitle ExchangeMethod
            ExchangedToken IamError IamErrorResponse IamId IamTraceId IdToken IdTokenAuth IdentityProviderId IsDomain
            IssueTime KeyDuration LinkUrl Links ListProjectsResponse LoginMethod MethodName NextUrl NoCatalog OwnerId
            OwningDomain PageNumber PageSize ParentId PasswordExpiry PasswordLogin PasswordUser PolicyId PreviousUrl Project
            ProjectDescription ProjectName ProviderUrn RegionName Role RoleId RoleName ScopeProject SecondFactor
            SecondFactorTime SecondFactorUser ServiceId ServiceName ServiceType SessionDuration SessionName SessionPolicy
            SubjectToken TemporaryAccessKey TemporaryKeyAuth Timestamp Token TokenIdentity TokenLogin TokenProject
            TokenScope TokenUser UserId UserIdentity UserName UserTokenAuth);
        $visit!(DatastoreId, crate::contract::types::DatastoreId);
        $visit!(DatastoreVersion, crate::contract::types::DatastoreVersion);
        $visit!(KernelVersion, crate::contract::types::KernelVersion);
        $visit!(ProjectId, crate::contract::types::ProjectId);
        $visit!(IdTokenValue, crate::contract::secret::SentSecret);
        $visit!(Passcode, crate::contract::secret::SentSecret);
        $visit!(Secret, crate::contract::secret::SentSecret);
        $visit!(SecretAccessKey, crate::contract::secret::SentSecret);
        $visit!(SecurityToken, crate::contract::secret::SentSecret);
        $visit!(TokenValue, crate::contract::secret::SentSecret);
    };
    ($visit:ident, $module:ident: $($name:ident)*) => { $($visit!($name, $module::types::$name);)* };
}

/// Schemas that only the sandbox's own operations use. They have no type; the linters check their examples.
const WITHOUT_TYPE: [&str; 8] = [
    "AuthDomain",
    "DomainDescription",
    "ListAuthDomainsResponse",
    "ListUsersResponse",
    "ShowProjectResponse",
    "User",
    "UserDescription",
    "UserEnabled",
];

/// Secrets that share the type of `Secret`, and so its name and text.
#[cfg(feature = "schemars")]
const SECRETS: [&str; 5] =
    ["IdTokenValue", "Passcode", "SecretAccessKey", "SecurityToken", "TokenValue"];

/// Decodes a value and encodes it again.
fn round<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, String> {
    let json = value.to_string(); // in memory, as a response
    let decoded: T = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    serde_json::to_value(decoded).map_err(|error| error.to_string())
}

fn decode(schema: &str, value: &Value) -> Result<Value, String> {
    macro_rules! visit {
        ($name:ident, $path:path) => {
            if schema == stringify!($name) {
                return round::<$path>(value);
            }
        };
    }
    each_schema!(visit);
    Err("no type of this name: list it in `each_schema`".to_owned())
}

/// Everything in the contract that has a schema and an example: its place, its schema's name, the example.
fn examples(contract: &Contract) -> Vec<(String, String, Value)> {
    fn visit(
        contract: &Contract,
        value: &Value,
        place: &str,
        found: &mut Vec<(String, String, Value)>,
    ) {
        let schema = value["schema"]["$ref"].as_str().and_then(|schema| schema.rsplit('/').next());
        if let Some(schema) = schema {
            let named = entries(&value["examples"]).map(|(name, example)| {
                (name.as_str(), contract.resolve(example, String::new()).0["value"].clone())
            });
            let single = value.get("example").map(|example| ("example", example.clone()));
            found.extend(
                named
                    .chain(single)
                    .map(|(name, example)| (format!("{place}/{name}"), schema.to_owned(), example)),
            );
        }
        for (key, child) in entries(value) {
            visit(contract, child, &format!("{place}/{key}"), found);
        }
    }
    let mut found = Vec::new();
    visit(contract, &contract.root, "", &mut found);
    for (name, schema) in entries(&contract.root["components"]["schemas"]) {
        let example = schema.get("example").cloned();
        found.extend(example.map(|example| (format!("schema {name}"), name.clone(), example)));
    }
    found
}

/// Whether the decoded value is that of the example, except for empty lists and nulls.
fn holds(example: &Value, decoded: &Value) -> bool {
    match (example, decoded) {
        (Value::Object(example), Value::Object(decoded)) => {
            decoded
                .iter()
                .all(|(key, value)| example.get(key).is_some_and(|example| holds(example, value)))
                && example.iter().all(|(key, value)| {
                    decoded.contains_key(key)
                        || value.is_null()
                        || value.as_array().is_some_and(Vec::is_empty)
                })
        }
        (Value::Array(example), Value::Array(decoded)) => {
            example.len() == decoded.len()
                && example.iter().zip(decoded).all(|(example, value)| holds(example, value))
        }
        _ => example == decoded,
    }
}

#[test]
fn every_example_decodes_through_the_types() {
    let mut used = BTreeSet::new();
    for contract in contracts() {
        for (place, schema, example) in examples(&contract) {
            used.insert(place.rsplit('/').next().unwrap_or_default().to_owned());
            if WITHOUT_TYPE.contains(&&*schema) {
                continue;
            }
            let decoded = decode(&schema, &example)
                .unwrap_or_else(|error| panic!("{place} as {schema}: {error}"));
            assert!(holds(&example, &decoded), "{place} as {schema}: {example} became {decoded}");
        }
        for (name, _) in entries(&contract.root["components"]["examples"]) {
            assert!(used.contains(name), "the example {name} stands nowhere");
        }
        assert!(!examples(&contract).is_empty());
    }
}

#[test]
fn what_both_contracts_name_is_equal_except_for_examples() {
    let [service, iam] = contracts();
    let mut shared = 0;
    for (section, components) in entries(&service.root["components"]) {
        for (name, component) in entries(components) {
            let other = &iam.root["components"][section][name];
            if !other.is_null() {
                let [one, other] = [component, other].map(|value| {
                    let mut value = value.clone();
                    value.as_object_mut().map(|value| value.remove("example"));
                    value
                });
                assert_eq!(one, other, "{section}/{name}");
                shared += 1;
            }
        }
    }
    assert!(shared >= 8, "the contracts share {shared} names");
}

#[test]
fn every_scalar_has_an_example_and_every_extension_is_documented() {
    for contract in contracts() {
        let parameters = entries(&contract.root["components"]["parameters"]);
        // Tools send the example of an optional parameter.
        let optional: Vec<_> = parameters
            .filter(|(_, parameter)| parameter["in"] == "query" && parameter["required"] != true)
            .filter_map(|(_, parameter)| parameter["schema"]["$ref"].as_str()?.rsplit('/').next())
            .collect();
        for (name, schema) in entries(&contract.root["components"]["schemas"]) {
            let is_scalar = !matches!(schema["type"].as_str(), Some("object" | "array"));
            let has_example = !schema["example"].is_null();
            assert!(!is_scalar || has_example != optional.contains(&&**name), "{name}: example");
            assert!(schema["description"].is_string(), "{name} has no description");
            for (property, schema) in entries(&schema["properties"]) {
                let is_named = schema["$ref"].is_string() || schema["items"]["$ref"].is_string();
                assert!(is_named, "{name}.{property} has a schema without a name");
            }
        }
        let documented = contract.root["x-extensions"].as_array().cloned().unwrap_or_default();
        for pointer in contract.lines.keys() {
            let key = pointer.rsplit('/').next().unwrap_or_default();
            let is_extension = key.starts_with("x-") && !pointer.contains("/headers/");
            assert!(
                !is_extension || documented.iter().any(|row| row["name"] == key),
                "{pointer} is not documented in x-extensions"
            );
        }
    }
}

/// The statements of the vendor's API page, in one list.
#[test]
fn the_vendors_page_is_in_the_contract() {
    let [service, _] = contracts();
    let operation = &service.root["paths"]["/v3/{project_id}/htap/datastores/{engine_name}"]["get"];
    assert_eq!(operation["operationId"], "ListHtapDataStore");
    assert_eq!(service.root["servers"][0]["url"], "https://{endpoint}");
    let components = &service.root["components"];
    let parameters = &components["parameters"];
    for (name, wire, place) in [
        ("ProjectId", "project_id", "path"),
        ("EngineName", "engine_name", "path"),
        ("XLanguage", "X-Language", "header"),
    ] {
        assert_eq!(
            (&parameters[name]["name"], &parameters[name]["in"]),
            (&wire.into(), &place.into())
        );
        assert_eq!(parameters[name]["required"].as_bool().unwrap_or_default(), place == "path");
    }
    let schemas = &components["schemas"];
    assert_eq!(schemas["EngineName"]["enum"], serde_json::json!(["star-rocks", "click-house"]));
    assert_eq!(schemas["Language"]["enum"], serde_json::json!(["en-us", "zh-cn"]));
    assert_eq!(schemas["Language"]["default"], "en-us");
    assert_eq!(
        schemas["Datastore"]["required"],
        serde_json::json!(["id", "name", "kernel_version"])
    );
    assert_eq!(schemas["DatastoreVersion"]["type"], "string");
    assert_eq!(components["securitySchemes"]["UserToken"]["name"], "X-Auth-Token");
    let examples = &components["examples"];
    let row = serde_json::json!({
        "id": "38197973-8895-36ed-b853-52daeefb6d3a", "name": "3.1", "kernel_version": "3.1.6.0"
    });
    assert_eq!(examples["StarRocksDatastores"]["value"]["datastores"], serde_json::json!([row]));
    assert_eq!(
        examples["InvalidDatabaseType"]["value"],
        serde_json::json!({"error_code": "DBS.280235", "error_msg": "Invalid database type."})
    );
    let description = operation["description"].as_str().unwrap_or_default();
    for said in
        ["`Content-Type: application/json`", "`star-rock`", "`gaussdbformysql:instance:listEngine`"]
    {
        assert!(description.contains(said), "{said}");
    }
}

/// The generated schemas say what the contract says.
#[cfg(feature = "schemars")]
mod schemas {
    use schemars::JsonSchema;

    use super::*;

    fn schema_of<T: JsonSchema>() -> Value {
        schemars::SchemaGenerator::default().into_root_schema_for::<T>().to_value()
    }

    fn types_of(schema: &Value) -> BTreeSet<&str> {
        let types = schema["type"]
            .as_array()
            .map_or_else(|| vec![&schema["type"]], |types| types.iter().collect());
        types.into_iter().filter_map(Value::as_str).collect()
    }

    fn strings(list: &Value) -> BTreeSet<&str> {
        list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn words(text: &Value) -> Vec<&str> {
        text.as_str().unwrap_or_default().split_whitespace().collect()
    }

    /// Where a property leads: the name of its schema, and whether there are many of it.
    fn target(schema: &Value) -> (Option<&str>, bool) {
        let (schema, is_many) =
            if schema["items"].is_object() { (&schema["items"], true) } else { (schema, false) };
        let optional = schema["anyOf"]
            .as_array()
            .and_then(|any| any.iter().find(|one| one["$ref"].is_string()));
        let reference = optional.unwrap_or(schema)["$ref"].as_str();
        let name = reference.and_then(|reference| reference.rsplit('/').next());
        (name.map(|name| if SECRETS.contains(&name) { "Secret" } else { name }), is_many)
    }

    fn compare(name: &str, contract: &Value, generated: &Value) {
        let mut types = types_of(contract);
        if contract["nullable"] == true {
            types.insert("null");
        }
        assert_eq!(generated["title"], name);
        assert_eq!(words(&generated["description"]), words(&contract["description"]), "{name}");
        for key in ["default", "pattern"] {
            assert_eq!(generated[key], contract[key], "{key} of {name}");
        }
        assert_eq!(types_of(generated), types, "type of {name}");
        assert_eq!(
            strings(&generated["required"]),
            strings(&contract["required"]),
            "required of {name}"
        );
        let one_of = generated["oneOf"].as_array().into_iter().flatten();
        let variants = one_of.filter_map(|variant| variant["const"].as_str());
        let variants: BTreeSet<_> = variants.chain(strings(&generated["enum"])).collect();
        assert_eq!(variants, strings(&contract["enum"]), "enum of {name}");
        let properties = |schema: &Value| {
            entries(&schema["properties"]).map(|(name, _)| name.clone()).collect::<BTreeSet<_>>()
        };
        assert_eq!(properties(generated), properties(contract), "properties of {name}");
        for (property, schema) in entries(&contract["properties"]) {
            assert_eq!(
                target(&generated["properties"][property]),
                target(schema),
                "{name}.{property}"
            );
        }
    }

    #[test]
    fn each_schema_is_the_contracts() {
        let contracts = contracts();
        let mut compared = BTreeSet::new();
        macro_rules! visit {
            ($name:ident, $path:path) => {
                let name = stringify!($name);
                let schemas = contracts
                    .each_ref()
                    .map(|contract| &contract.root["components"]["schemas"][name]);
                let schema = schemas.into_iter().find(|schema| !schema.is_null()).expect(name);
                if !SECRETS.contains(&name) {
                    compare(name, schema, &schema_of::<$path>());
                }
                compared.insert(name.to_owned());
            };
        }
        each_schema!(visit);
        for contract in &contracts {
            for (name, _) in entries(&contract.root["components"]["schemas"]) {
                let is_listed = compared.contains(name) != WITHOUT_TYPE.contains(&&**name);
                assert!(is_listed, "{name} is not listed in `each_schema` or `WITHOUT_TYPE`");
            }
        }
    }

    #[test]
    fn patterns_hold_when_parsing() {
        use crate::contract::types::ProjectId;
        let [service, _] = contracts();
        assert_eq!(
            service.root["components"]["schemas"]["ProjectId"]["pattern"],
            "^[A-Za-z0-9]{32}$"
        );
        for (text, fits) in [
            ("a".repeat(32), true),
            ("a".repeat(31), false),
            ("a".repeat(33), false),
            ("-".repeat(32), false),
            (format!("{}\n", "a".repeat(32)), false),
        ] {
            assert_eq!(text.parse::<ProjectId>().is_ok(), fits, "{text:?}");
        }
    }
}
