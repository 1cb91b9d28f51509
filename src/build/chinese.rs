//! The Chinese of the contract's tables, for the command. Part of the build script, not of the library.

use std::collections::BTreeMap;

use saphyr::{LoadableYamlNode, Yaml};

use super::overlay::apply;

/// The parts of the contract whose texts the command shows.
const TABLES: [&str; 3] = ["servers", "x-error-codes", "x-status-codes"];

/// Writes each text of the tables that the overlay translates: a line in English and a line in Chinese.
pub(crate) fn chinese(contract: &str, overlay: &str) -> Result<String, String> {
    let read = |text| Yaml::load_from_str(text).map_err(|error| error.to_string());
    let (contract, overlay) = (read(contract)?, read(overlay)?);
    let mut translated = contract.clone();
    for (overlay, contract) in overlay.iter().zip(&mut translated) {
        apply(overlay, contract).map_err(|error| error.to_string())?;
    }
    let mut texts = BTreeMap::new();
    for (english, chinese) in contract.iter().zip(&translated) {
        let tables = TABLES.map(|name| [english, chinese].map(|it| it.as_mapping_get(name)));
        for table in tables {
            if let [Some(english), Some(chinese)] = table {
                pair(english, chinese, &mut texts);
            }
        }
    }
    let lines = texts.into_iter().flat_map(|(english, chinese)| [english, "\n", chinese, "\n"]);
    Ok(lines.collect())
}

fn pair<'a>(english: &'a Yaml<'_>, chinese: &'a Yaml<'_>, texts: &mut BTreeMap<&'a str, &'a str>) {
    match (english, chinese) {
        (Yaml::Mapping(english), Yaml::Mapping(chinese)) => {
            let pairs = english.values().zip(chinese.values());
            pairs.for_each(|(english, chinese)| pair(english, chinese, texts));
        }
        (Yaml::Sequence(english), Yaml::Sequence(chinese)) => {
            let pairs = english.iter().zip(chinese);
            pairs.for_each(|(english, chinese)| pair(english, chinese, texts));
        }
        _ => {
            let pair = english.as_str().zip(chinese.as_str());
            texts.extend(pair.filter(|(english, chinese)| english != chinese));
        }
    }
}
