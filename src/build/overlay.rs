//! Applies an OpenAPI Overlay that replaces texts of a contract. Of the syntax of targets, it reads what our overlays use: keys,
//! indexes, and filters by members that are equal to a literal or absent.

use regex_lite::{Captures, Regex};
use saphyr::Yaml;

/// `.key`, `['key']`, `[0]`, or `[?(filter)]`.
const STEP: &str = r"\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]|\[\?\((.+?)\)\]";

/// `!@.key`, `@.key == 'text'`, `@['key'] == 1`; a filter joins several by `&&`.
const CONDITION: &str = r"(!?)@(?:\.([\w-]+)|\['([^']+)'\])(?: == (?:'([^']*)'|(\d+)))?";

/// Replaces the texts that the actions of the overlay name.
pub(crate) fn apply<'a>(
    overlay: &Yaml<'a>,
    contract: &mut Yaml<'a>,
) -> Result<(), regex_lite::Error> {
    let (step, condition) = (Regex::new(STEP)?, Regex::new(CONDITION)?);
    let actions = overlay.as_mapping_get("actions").and_then(Yaml::as_sequence);
    for action in actions.into_iter().flatten() {
        let target = action.as_mapping_get("target").and_then(Yaml::as_str).unwrap_or_default();
        let nodes = step.captures_iter(target).fold(vec![&mut *contract], |nodes, step| {
            nodes.into_iter().flat_map(|node| children(node, &step, &condition)).collect()
        });
        let texts = action.as_mapping_get("update").and_then(Yaml::as_mapping);
        for node in nodes {
            for (key, text) in texts.into_iter().flatten() {
                if let Some(old) = node.as_mapping_get_mut(key.as_str().unwrap_or_default()) {
                    *old = text.clone();
                }
            }
        }
    }
    Ok(())
}

/// The children of a node that a step selects.
fn children<'t, 'a>(
    node: &'t mut Yaml<'a>,
    step: &Captures<'_>,
    condition: &Regex,
) -> Vec<&'t mut Yaml<'a>> {
    let part = |number| step.get(number).map(|part| part.as_str());
    if let Some(key) = part(1).or(part(2)) {
        return node.as_mapping_get_mut(key).into_iter().collect();
    }
    let items = node.as_sequence_mut().into_iter().flatten();
    if let Some(index) = part(3).and_then(|index| index.parse().ok()) {
        return items.skip(index).take(1).collect();
    }
    let conditions: Vec<_> = condition.captures_iter(part(4).unwrap_or_default()).collect();
    items.filter(|item| conditions.iter().all(|condition| holds(condition, item))).collect()
}

fn holds(condition: &Captures<'_>, item: &Yaml<'_>) -> bool {
    let part = |number| condition.get(number).map(|part| part.as_str());
    let key = part(2).or(part(3)).unwrap_or_default();
    let value = item.as_mapping_get(key);
    match (part(4), part(5)) {
        (Some(text), _) => value.and_then(Yaml::as_str) == Some(text),
        (_, Some(number)) => value.and_then(Yaml::as_integer) == number.parse().ok(),
        _ => value.is_none() == (part(1) == Some("!")),
    }
}
