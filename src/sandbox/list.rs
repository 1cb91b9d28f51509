//! What IAM lists: projects, accounts and users.

use std::ops::RangeInclusive;

use http::request::Parts;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::account::Account;
use super::answer::{Answer, example};
use super::iam::origin;
use crate::contract::generated::tables;

/// The one project, if it fits every filter of the query.
pub(super) fn projects(
    account: &Account,
    query: Option<&str>,
    head: &Parts,
) -> Result<Answer, Answer> {
    list(
        "projects",
        tables::EXAMPLE_PROJECTS_FOUND,
        vec![shown_project(account, head)],
        query,
        head,
    )
}

/// The project with this ID.
pub(super) fn project(account: &Account, id: &str, head: &Parts) -> Result<Answer, Answer> {
    if id == account.project_id.as_str() {
        return Ok(Answer::json(200, &json!({"project": shown_project(account, head)})));
    }
    Err(Answer::not_found(&format!("project: {id}")))
}

fn shown_project(account: &Account, head: &Parts) -> Value {
    let mut project = example(tables::EXAMPLE_PROJECT_SHOWN)["project"].take();
    project["id"] = json!(account.project_id);
    let id = account.project_id.as_str();
    project["links"]["self"] = format!("{}{}/{id}", origin(head), tables::LIST_PROJECTS).into();
    project
}

/// The one account.
pub(super) fn domains(head: &Parts) -> Result<Answer, Answer> {
    let mut domain = example(tables::EXAMPLE_DOMAINS_FOUND)["domains"][0].take();
    let id = domain["id"].as_str().unwrap_or_default();
    domain["links"]["self"] = format!("{}/v3/domains/{id}", origin(head)).into();
    list("domains", tables::EXAMPLE_DOMAINS_FOUND, vec![domain], None, head)
}

/// The users that fit every filter.
pub(super) fn users(account: &Account, head: &Parts) -> Result<Answer, Answer> {
    let shown = example(tables::EXAMPLE_USERS_FOUND)["users"][0].take();
    let users = account.users.iter().map(|user| {
        let mut shown = shown.clone();
        shown["id"] = json!(user.id);
        shown["name"] = json!(user.name);
        shown["links"]["self"] =
            format!("{}{}/{}", origin(head), tables::LIST_USERS, user.id).into();
        shown
    });
    list("users", tables::EXAMPLE_USERS_FOUND, users.collect(), head.uri.query(), head)
}

/// The items that fit every filter of the query, or the page of them that it asks for. Parameters that are no members of an
/// item are ignored.
fn list(
    member: &str,
    example_text: &str,
    mut items: Vec<Value>,
    query: Option<&str>,
    head: &Parts,
) -> Result<Answer, Answer> {
    let (mut page, mut size) = (1, i64::MAX);
    let any = items.first().cloned().unwrap_or_default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let invalid = || Answer::invalid_parameter(&name);
        let number = |allowed: RangeInclusive<i64>| {
            value.parse().ok().filter(|number| allowed.contains(number)).ok_or_else(invalid)
        };
        let wanted = match (&*name, &any[&*name]) {
            ("page", _) => {
                page = number(tables::PAGE_NUMBER_RANGE)?;
                continue;
            }
            ("per_page", _) => {
                size = number(tables::PAGE_SIZE_RANGE)?;
                continue;
            }
            (_, Value::Bool(_)) => value.parse().map(Value::Bool).map_err(|_| invalid())?,
            (_, Value::String(_)) => Value::from(&*value),
            _ => continue,
        };
        items.retain(|item| item[&*name] == wanted);
    }
    let count = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    let items = items.into_iter().skip(count((page - 1).saturating_mul(size))).take(count(size));
    let mut body = example(example_text);
    body[member] = items.collect();
    body["links"]["self"] = format!("{}{}", origin(head), head.uri.path()).into();
    Ok(Answer::json(200, &body))
}
