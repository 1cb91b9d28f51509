//! The types of the contract in every format of serde, on their own and inside the types of a program.

use std::collections::HashSet;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use taurusdb_htap::{
    Datastore, DatastoreId, DatastoreVersion, EngineName, KernelVersion, Language, ProjectId,
};

const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";

/// Its name is no number: 3.10 is not 3.1.
fn row() -> Datastore {
    Datastore::new("38197973-8895-36ed-b853-52daeefb6d3a", "3.10", "3.1.10.0")
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Flat {
    engine_name: EngineName,
    #[serde(flatten)]
    row: Datastore,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    Row(Datastore),
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
enum Untagged {
    Row(Datastore),
    Version { version: KernelVersion },
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Scalars {
    id: DatastoreId,
    name: DatastoreVersion,
    kernel_version: KernelVersion,
    engine: EngineName,
    language: Language,
    project_id: ProjectId,
}

fn flat() -> Flat {
    Flat { engine_name: EngineName::ClickHouse, row: row() }
}

fn scalars() -> Scalars {
    let Datastore { id, name, kernel_version, .. } = row();
    let (engine, language) = (EngineName::StarRocks, Language::ZhCn);
    Scalars { id, name, kernel_version, engine, language, project_id: PROJECT_ID.parse().unwrap() }
}

fn cbor<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn csv<T: Serialize>(value: &T) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(value).unwrap();
    writer.into_inner().unwrap()
}

fn from_csv<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    csv::Reader::from_reader(text).deserialize().next().unwrap().ok()
}

/// Writes a value in each format that names the fields, and reads it again.
fn survives<T: Debug + DeserializeOwned + PartialEq + Serialize>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value, "{json}");
    assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), *value, "{json}");
    let json = serde_json::to_value(value).unwrap();
    assert_eq!(serde_json::from_value::<T>(json).unwrap(), *value);
    let yaml = serde_saphyr::to_string(value).unwrap();
    assert_eq!(serde_saphyr::from_str::<T>(&yaml).unwrap(), *value, "{yaml}");
    let toml = toml::to_string(value).unwrap();
    assert_eq!(toml::from_str::<T>(&toml).unwrap(), *value, "{toml}");
    assert_eq!(ciborium::from_reader::<T, _>(&*cbor(value)).unwrap(), *value);
}

#[test]
fn each_format_keeps_the_text() {
    survives(&row());
    survives(&scalars());
    survives(&flat());
    survives(&Tagged::Row(row()));
    survives(&Untagged::Row(row()));
    survives(&Untagged::Version { version: row().kernel_version });
    assert_eq!(from_csv(&csv(&row())), Some(row()));
    assert_eq!(from_csv(&csv(&scalars())), Some(scalars()));
    // A format without names, where a struct is an array.
    let bytes = postcard::to_stdvec(&row()).unwrap();
    assert_eq!(postcard::from_bytes::<Datastore>(&bytes).unwrap(), row());
}

/// A reader that sees a number may have rounded it.
#[test]
fn a_number_is_never_rounded() {
    let json = serde_json::to_string(&row()).unwrap().replace("\"3.10\"", "3.10");
    assert!(json.contains(":3.10"), "{json}");
    let among = |more: &str| json.replace('{', &format!("{{{more},"));
    assert!(serde_json::from_str::<Datastore>(&json).is_err());
    assert!(serde_json::from_str::<Flat>(&among(r#""engine_name":"star-rocks""#)).is_err());
    assert!(serde_json::from_str::<Tagged>(&among(r#""kind":"Row""#)).is_err());
    assert!(serde_json::from_str::<Untagged>(&json).is_err());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(serde_json::from_value::<Datastore>(value.clone()).is_err());
    assert!(ciborium::from_reader::<Datastore, _>(&*cbor(&value)).is_err());
    let toml = toml::to_string(&row()).unwrap().replace("\"3.10\"", "3.10");
    assert!(toml.contains("= 3.10"), "{toml}");
    assert!(toml::from_str::<Datastore>(&toml).is_err());
    // A text without quotes is a text, unless the reader must guess.
    let yaml = "id: a\nname: 3.10\nkernel_version: 3.1.10.0\n";
    let read = serde_saphyr::from_str::<Datastore>(yaml).map(|row| row.name);
    assert!(read.is_err() || read.unwrap() == "3.10");
    let read = serde_saphyr::from_str::<Flat>(&format!("engine_name: star-rocks\n{yaml}"));
    assert!(read.is_err() || read.unwrap().row.name == "3.10");
    assert_eq!(from_csv::<Datastore>(&csv(&row())).unwrap().name, "3.10");
    let csv = b"engine_name,id,name,kernel_version\nstar-rocks,a,3.10,3.1.10.0\n";
    assert_eq!(from_csv::<Flat>(csv), None);
}

#[test]
fn no_project_id_escapes_its_pattern() {
    assert!(serde_json::from_str::<ProjectId>(&format!("\"{PROJECT_ID}\"")).is_ok());
    for wrong in ["short", &format!("{PROJECT_ID}0"), &format!("{PROJECT_ID}\n"), ""] {
        assert!(serde_json::from_value::<ProjectId>(wrong.into()).is_err(), "{wrong}");
        assert!(
            ProjectId::try_from(wrong).is_err() && ProjectId::try_from(wrong.to_owned()).is_err()
        );
    }
}

#[test]
fn scalars_are_alike() {
    macro_rules! alike {
        ($($value:expr => $text:expr),+) => { $(
            let (value, text) = ($value, $text);
            assert_eq!((value.as_str(), AsRef::<str>::as_ref(&value)), (text, text));
            assert_eq!(value, text);
            assert_eq!(value, *text);
            assert_eq!(format!("[{value:>40}]"), format!("[{text:>40}]"));
            assert_eq!(text.parse().ok().as_ref(), Some(&value));
            assert_eq!(String::from(value), text);
        )+ };
    }
    let Scalars { id, name, kernel_version, engine, language, project_id } = scalars();
    alike!(
        id => "38197973-8895-36ed-b853-52daeefb6d3a",
        name => "3.10",
        kernel_version => "3.1.10.0",
        engine => "star-rocks",
        language => "zh-cn",
        project_id => PROJECT_ID
    );
    let text = String::from("3.1");
    assert_eq!(DatastoreVersion::from(&*text), DatastoreVersion::from(text));
    assert_eq!(HashSet::from([row(), row()]).len(), 1);
}

/// The rows of the command, in each of its formats.
#[cfg(feature = "cli")]
#[test]
fn the_rows_of_the_command_are_read_again() {
    let rows = |format| {
        let arguments = ["datastores", "star-rocks", "--sandbox", "--output", format];
        let (code, output, problem) = crate::support::command::run(&arguments, &[]);
        assert_eq!(code, 0, "{problem}");
        output
    };
    let json: Vec<Datastore> = serde_json::from_str(&rows("json")).unwrap();
    let expected = Datastore::new("38197973-8895-36ed-b853-52daeefb6d3a", "3.1", "3.1.6.0");
    assert_eq!(json, [expected]);
    assert_eq!(serde_saphyr::from_str::<Vec<Datastore>>(&rows("yaml")).unwrap(), json);
    assert_eq!(from_csv::<Datastore>(rows("csv").as_bytes()).as_ref(), json.first());
    let flat: Vec<Flat> = serde_json::from_str(&rows("json")).unwrap();
    assert_eq!((flat[0].engine_name, &flat[0].row), (EngineName::StarRocks, &json[0]));
}
