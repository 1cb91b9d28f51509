//! The values of a contract and their lines. Part of the build script, not of the library.

use std::collections::{BTreeMap, BTreeSet};

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Number, Value};

/// One YAML file: its values, and the line of each.
pub(crate) struct Contract {
    pub(crate) file: String,
    pub(crate) root: Value,
    pub(crate) lines: BTreeMap<String, usize>,
    /// Keys that differ in YAML and not in JSON, such as `200` and `'200'`.
    pub(crate) repeated: Vec<String>,
}

impl Contract {
    /// Reads YAML into JSON values and notes the line of each.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self, Vec<String>> {
        let documents = MarkedYaml::load_from_str(text).map_err(|error| {
            let (line, what) = (error.marker().line(), error.info());
            vec![format!(
                "{file}:{line}: not valid YAML ({what}); fix this line or the one above it"
            )]
        })?;
        let [document] = documents.as_slice() else {
            let count = documents.len();
            return Err(vec![format!("{file}:1: holds {count} YAML documents; keep exactly one")]);
        };
        let mut contract = Self {
            file: file.to_owned(),
            root: Value::Null,
            lines: BTreeMap::new(),
            repeated: Vec::new(),
        };
        contract.root = contract.value(document, "");
        Ok(contract)
    }

    fn value(&mut self, node: &MarkedYaml, pointer: &str) -> Value {
        self.lines.entry(pointer.to_owned()).or_insert(node.span.start.line());
        match &node.data {
            YamlData::Mapping(entries) => {
                let mut object = Map::new();
                for (key, value) in entries {
                    let name = match &key.data {
                        YamlData::Value(Scalar::Integer(status)) => status.to_string(),
                        name => name.as_str().unwrap_or_default().to_owned(),
                    };
                    let child = below(pointer, &name);
                    if self.lines.insert(child.clone(), key.span.start.line()).is_some() {
                        self.repeated.push(child.clone());
                    }
                    object.insert(name, self.value(value, &child));
                }
                object.into()
            }
            YamlData::Sequence(items) => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| self.value(item, &format!("{pointer}/{index}"))).collect()
            }
            YamlData::Value(Scalar::Boolean(value)) => (*value).into(),
            YamlData::Value(Scalar::Integer(value)) => (*value).into(),
            YamlData::Value(Scalar::FloatingPoint(value)) => Number::from_f64(value.0).into(),
            YamlData::Value(Scalar::String(value)) => value.as_ref().into(),
            _ => Value::Null,
        }
    }

    /// The line of a value, or of the nearest value around it that is written.
    pub(crate) fn line(&self, pointer: &str) -> usize {
        let mut place = pointer;
        while !self.lines.contains_key(place) {
            place = place.rfind('/').map_or("", |end| &place[..end]);
        }
        self.lines[place]
    }

    /// Every operation with its pointer.
    pub(crate) fn operations(&self) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        for (path, item) in entries(&self.root["paths"]) {
            let methods = entries(item).filter(|(_, operation)| !operation["responses"].is_null());
            found.extend(
                methods
                    .map(|(method, operation)| (below(&below("/paths", path), method), operation)),
            );
        }
        found
    }

    /// Adds every `$ref` below a value, and every `$ref` below their targets.
    pub(crate) fn references(&self, value: &Value, found: &mut BTreeSet<String>) {
        if let Some(reference) = value["$ref"].as_str()
            && found.insert(reference.to_owned())
        {
            self.references(self.resolve(value, String::new()).0, found);
        }
        for (_, child) in entries(value) {
            self.references(child, found);
        }
        for item in value.as_array().into_iter().flatten() {
            self.references(item, found);
        }
    }

    /// Follows `$ref`. Returns the value and its pointer.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value, pointer: String) -> (&'a Value, String) {
        match value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
            Some(target) => (self.root.pointer(target).unwrap_or(&Value::Null), target.to_owned()),
            None => (value, pointer),
        }
    }
}

/// The members of an object; none of anything else.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The JSON pointer of a member.
pub(crate) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
