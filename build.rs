//! read → check → generate: turns the contracts in `openapi/` into Rust in `OUT_DIR`.
//!
//! Every failure is one sentence with file, line and remedy, printed as `cargo::error=`.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::Path;
use std::{env, fs};

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};

use self::contract::{Contract, entries};
use self::corrections::completed;
use self::rows::rows;
use self::rules::check;
use self::tables::{constant, tables};

#[cfg(feature = "cli")]
#[path = "src/build/chinese.rs"]
mod chinese;
#[path = "src/build/contract.rs"]
pub(crate) mod contract;
#[path = "src/build/corrections.rs"]
mod corrections;
#[cfg(feature = "cli")]
#[path = "src/build/overlay.rs"]
mod overlay;
#[path = "src/build/rows.rs"]
pub(crate) mod rows;
#[path = "src/build/rules.rs"]
mod rules;
#[path = "src/build/tables.rs"]
pub(crate) mod tables;

const CONTRACTS: [&str; 2] = ["taurusdb_htap", "iam"];

/// Operations that only the sandbox serves, from the contract's paths, examples and tables. They get no code, so that no
/// user compiles it.
const SANDBOX_ONLY: [&str; 4] = ["DeleteToken", "ListAuthDomains", "ListUsers", "ShowProject"];

/// Scalars with a hand-written type: versions order by their numbers, secrets do not print, and users see no generated trait.
const WRITTEN_TYPES: [(&str, &str); 10] = [
    ("DatastoreId", "crate::contract::id::DatastoreId"),
    ("DatastoreVersion", "crate::contract::version::DatastoreVersion"),
    ("KernelVersion", "crate::contract::version::KernelVersion"),
    ("ProjectId", "crate::contract::id::ProjectId"),
    ("IdTokenValue", "crate::contract::secret::SentSecret"),
    ("Passcode", "crate::contract::secret::SentSecret"),
    ("Secret", "crate::contract::secret::SentSecret"),
    ("SecretAccessKey", "crate::contract::secret::SentSecret"),
    ("SecurityToken", "crate::contract::secret::SentSecret"),
    ("TokenValue", "crate::contract::secret::SentSecret"),
];

/// Objects that users see.
const PUBLIC_OBJECTS: [&str; 1] = ["Datastore"];

/// How many words of the generator's message an error repeats: a panic may print a whole schema.
const CAUSE_WORDS: usize = 20;

#[allow(dead_code, reason = "the tests include this file as a module")]
fn main() {
    set_hook(Box::new(|_| ())); // `generate` reports a panic of the generator
    let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    match run(root.as_ref(), out.as_ref()) {
        // Cargo shows the line as a warning, also to those who only depend on this folder. They build elsewhere.
        Ok(operations) if Path::new(&out).starts_with(&root) => {
            build_print::info!("generated {operations} from openapi/");
        }
        Ok(_) => {}
        Err(problems) => problems.iter().for_each(|problem| println!("cargo::error={problem}")),
    }
}

pub(crate) fn run(root: &Path, out: &Path) -> Result<String, Vec<String>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/build");
    let (mut problems, mut contracts, mut modules) = (Vec::new(), Vec::new(), Vec::new());
    for name in CONTRACTS {
        let file = format!("openapi/{name}.yaml").replace('_', "-");
        println!("cargo::rerun-if-changed={file}");
        let text = fs::read_to_string(root.join(&file)).map_err(|error| {
            vec![format!(
                "{file}: cannot be read ({error}); restore it, because the client is generated from it"
            )]
        });
        let generated = text.and_then(|text| {
            let contract = Contract::read(&file, &text)?;
            let code = generate(&contract, contracts.first())?;
            Ok((contract, code))
        });
        match generated {
            Ok((contract, code)) => {
                modules.push((format!("{name}.rs"), code));
                contracts.push(contract);
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        modules.push(("tables.rs".to_owned(), tables(&contracts)));
        match rows(&contracts[0]) {
            Ok(code) => modules.push(("rows.rs".to_owned(), code)),
            Err(found) => problems.extend(found),
        }
        #[cfg(feature = "cli")]
        match chinese(root) {
            Ok(texts) => modules.push(("chinese.txt".to_owned(), texts)),
            Err(problem) => problems.push(problem),
        }
    }
    for (file, code) in modules {
        if let Err(error) = fs::write(out.join(&file), code) {
            problems.push(format!(
                "{file}: cannot be written ({error}); make the target folder writable"
            ));
        }
    }
    let called: Vec<_> = contracts.iter().flat_map(called).collect();
    if problems.is_empty() { Ok(called.join(", ")) } else { Err(problems) }
}

/// The Chinese of the contract's tables, which only the command shows.
#[cfg(feature = "cli")]
fn chinese(root: &Path) -> Result<String, String> {
    const OVERLAY: &str = "openapi/overlays/taurusdb-htap.zh-cn.yaml";
    println!("cargo::rerun-if-changed={OVERLAY}");
    let read = |file| fs::read_to_string(root.join(file)).map_err(|error| error.to_string());
    let texts = read("openapi/taurusdb-htap.yaml")
        .and_then(|contract| chinese::chinese(&contract, &read(OVERLAY)?));
    texts.map_err(|error| format!("{OVERLAY}: cannot be applied ({error}); restore it"))
}

/// The operations that the client calls.
fn called(contract: &Contract) -> impl Iterator<Item = &str> {
    let operations = contract.operations().into_iter();
    let names = operations.filter_map(|(_, operation)| operation["operationId"].as_str());
    names.filter(|name| !SANDBOX_ONLY.contains(name))
}

/// Checks the house rules, runs progenitor on the operations that the client calls, and formats its code.
///
/// Schemas that the contract of the service has too get no second type.
pub(crate) fn generate(
    contract: &Contract,
    service: Option<&Contract>,
) -> Result<String, Vec<String>> {
    let mut document = check(contract)?;
    let schemas = keep(&mut document, contract);
    describe(&mut document, contract);
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Positional).with_hooks(HooksMode::Expected);
    settings.with_inner_type("crate::http::exchange::Exchange".parse().unwrap_or_default());
    let mut objects = String::new();
    for (name, schema) in entries(&contract.root["components"]["schemas"]) {
        if !schemas.contains(name) {
            continue;
        }
        let mut patch = TypePatch::default();
        patch.with_attr(r#"#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]"#);
        patch.with_attr("#[non_exhaustive]");
        if let Some(default) = schema["default"].as_str() {
            patch.with_attr(format!(
                r#"#[cfg_attr(feature = "schemars", schemars(extend("default" = {default:?})))]"#
            ));
        }
        let is_public = PUBLIC_OBJECTS.contains(&name.as_str());
        if is_public {
            for derive in ["Eq", "Hash", "PartialEq"] {
                patch.with_derive(derive);
            }
        }
        let written = WRITTEN_TYPES.iter().find(|(written, _)| written == name);
        let written = written.map(|(_, path)| (*path).to_owned());
        let is_shared =
            |service: &Contract| service.root["components"]["schemas"].get(name).is_some();
        let shared = format!("crate::contract::generated::taurusdb_htap::types::{name}");
        if let Some(path) = written.or(service.is_some_and(is_shared).then_some(shared)) {
            settings.with_replacement(name, path, std::iter::empty());
        } else if schema["type"] == "object" && !is_public {
            // serde makes these functions as visible as the type, so a public type does without.
            patch.with_attr(r#"#[serde(remote = "Self")]"#);
            objects += &["crate::contract::object::object!(types::", name, ");\n"].concat();
        }
        settings.with_patch(name, &patch);
    }
    let generated =
        catch_unwind(AssertUnwindSafe(|| Generator::new(&settings).generate_tokens(&document)));
    let cause = match generated {
        Ok(Ok(tokens)) => match syn::parse2(tokens) {
            Ok(code) => return Ok(formatted(&completed(code), contract) + &objects),
            Err(error) => format!("wrote code that is not Rust: {error}"),
        },
        Ok(Err(error)) => format!("refused it: {error}"),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            format!("panicked: {}", text.unwrap_or("without a message"))
        }
    };
    let cause = cause.split_whitespace().take(CAUSE_WORDS).collect::<Vec<_>>().join(" ");
    Err(vec![format!(
        "{}: the generator {cause}; undo the last edit, or read its limits in CONTRIBUTING.md",
        contract.file
    )])
}

/// Removes the operations that the client does not call, and the schemas that only they use. Returns the names of the other
/// schemas.
fn keep(document: &mut OpenAPI, contract: &Contract) -> BTreeSet<String> {
    let called: Vec<_> = called(contract).collect();
    let is_called = |name: &str| called.contains(&name);
    let mut used = BTreeSet::new();
    for (_, operation) in contract.operations() {
        if operation["operationId"].as_str().is_some_and(is_called) {
            contract.references(operation, &mut used);
        }
    }
    for item in document.paths.paths.values_mut() {
        let ReferenceOr::Item(item) = item else { continue };
        for method in
            [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete]
        {
            method.take_if(|operation| !operation.operation_id.as_deref().is_some_and(is_called));
        }
    }
    let prefix = "#/components/schemas/";
    let used: BTreeSet<_> =
        used.iter().filter_map(|used| used.strip_prefix(prefix)).map(str::to_owned).collect();
    if let Some(components) = &mut document.components {
        components.schemas.retain(|name, _| used.contains(name));
    }
    used
}

/// Formats the code, with three changes: the hooks get the ID of an operation as the contract writes it, a client reads a URL
/// once and not for each request, and patterns are checked by regex-lite, which is smaller than the generator's choice and has
/// the same methods.
fn formatted(code: &syn::File, contract: &Contract) -> String {
    let mut text = prettyplease::unparse(code)
        .replace(".get(url)", ".get(self.inner.url(&self.client, &url)?)")
        .replace("::regress::", "::regex_lite::");
    for id in called(contract) {
        let [generated, written] = [&*constant(id).to_lowercase(), id];
        text = text.replace(
            &format!("operation_id: {generated:?}"),
            &format!("operation_id: {written:?}"),
        );
    }
    text
}

/// Gives each property that is a reference the description of its target. The generator documents a field from its property
/// only, and the fields of public types need a text.
fn describe(document: &mut OpenAPI, contract: &Contract) {
    let Some(components) = &mut document.components else { return };
    for schema in components.schemas.values_mut() {
        let ReferenceOr::Item(Schema {
            schema_kind: SchemaKind::Type(Type::Object(object)), ..
        }) = schema
        else {
            continue;
        };
        for property in object.properties.values_mut() {
            let ReferenceOr::Reference { reference } = &*property else { continue };
            let target = contract.root.pointer(reference.trim_start_matches('#'));
            let description = target.and_then(|it| it["description"].as_str()).map(str::to_owned);
            let all_of = vec![ReferenceOr::ref_(reference)];
            *property = ReferenceOr::boxed_item(Schema {
                schema_data: SchemaData { description, ..SchemaData::default() },
                schema_kind: SchemaKind::AllOf { all_of },
            });
        }
    }
}
