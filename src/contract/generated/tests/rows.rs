//! The contract against the rows of its tables, its regions and its enumerations.

use std::collections::BTreeSet;

use serde_json::Value;

use super::contracts;
use crate::contract::generated::tables;
use crate::contract::reference::{ErrorCode, StatusAdvice};
use crate::contract::region::Region;
use crate::contract::types::{EngineName, Language};

#[test]
fn tables_are_whole() {
    let [service, _] = contracts();
    let written = |table: &str| service.root[table].as_array().unwrap().len();
    let rows = ErrorCode::ALL;
    let keys: BTreeSet<_> = rows.iter().map(|row| (row.code, row.status)).collect();
    assert_eq!(keys.len(), rows.len(), "a code has a status twice");
    assert!(rows.iter().all(|row| !row.code.starts_with("APIG.")));
    assert_eq!(rows.len(), written("x-error-codes"));
    let details = rows.iter().flat_map(|row| row.details).map(|detail| detail.contains);
    assert!(details.clone().count() > 0 && details.clone().all(|text| !text.is_empty()));
    assert_eq!(ErrorCode::find("APIGW.0201").count(), 6);
    let statuses: Vec<u16> = StatusAdvice::ALL.iter().map(|row| row.status).collect();
    assert_eq!(statuses.len(), written("x-status-codes"));
    assert!(statuses.is_sorted() && statuses.len() > 40, "{statuses:?}");
    assert_eq!(Region::ALL.len(), 20);
    // Each status of the service and its gateway is a response of the operation.
    for row in rows.iter().filter(|row| !row.code.starts_with("IAM.")) {
        let is_documented =
            tables::LIST_HTAP_DATA_STORE_ERRORS.iter().any(|(status, _)| *status == row.status);
        assert!(is_documented, "{} with {}", row.code, row.status);
    }
    // Each error that the operation documents is explained, and so is each example's code.
    for (status, body) in
        tables::LIST_HTAP_DATA_STORE_ERRORS.iter().chain(tables::CREATE_USER_TOKEN_ERRORS)
    {
        assert!(statuses.contains(status), "{status}");
        let body: Value = serde_json::from_str(body).unwrap();
        if let Some(code) = body["error_code"].as_str() {
            assert!(keys.contains(&(code, *status)), "{code} with {status}");
        }
    }
}

/// Every region has the hosts that the contract lists for it, and `new` returns the same.
#[test]
fn regions_have_their_hosts() {
    let [service, _] = contracts();
    let host = |table: &str, id: &str| {
        let mut rows = service.root[table].as_array().into_iter().flatten();
        let row = rows.find(|row| row["region"] == id || row["x-region"] == id)?;
        row["url"].as_str().map(str::to_owned)
    };
    for region in Region::ALL {
        let id = region.id();
        assert_eq!(&Region::new(id).unwrap(), region);
        assert_eq!(host("servers", id).as_deref(), Some(region.endpoint()));
        let iam = host("x-iam-endpoints", id);
        assert_eq!(
            iam.as_deref().unwrap_or("https://iam.myhuaweicloud.com"),
            region.iam_endpoint()
        );
        assert_eq!(
            host("x-sts-endpoints", id).as_deref(),
            region.sts.as_ref().map(|sts| &*sts.url)
        );
        assert!(
            !region.is_guessed()
                && !region.iam.is_guessed
                && region.sts.as_ref().is_none_or(|sts| !sts.is_guessed)
        );
    }
    for table in ["x-iam-endpoints", "x-sts-endpoints"] {
        for row in service.root[table].as_array().unwrap() {
            let region = Region::new(row["region"].as_str().unwrap()).unwrap();
            let hosts = [Some(region.iam_endpoint()), region.sts.as_ref().map(|sts| &*sts.url)];
            assert!(hosts.contains(&row["url"].as_str()), "{row}");
            assert_eq!(region.is_guessed(), !Region::ALL.contains(&region), "{row}");
        }
    }
}

#[test]
fn enumerations_list_their_values() {
    let [service, _] = contracts();
    let schemas = &service.root["components"]["schemas"];
    assert_eq!(serde_json::json!(EngineName::ALL), schemas["EngineName"]["enum"]);
    assert_eq!(serde_json::json!(Language::ALL), schemas["Language"]["enum"]);
}
