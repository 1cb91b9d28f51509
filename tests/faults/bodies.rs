//! Successful responses whose body does not follow the contract, or has more than it defines.

use taurusdb_htap::ErrorKind::InvalidResponse;

use crate::harness::Observation;
use crate::harness::expected::{error, rows};
use crate::harness::scripted_peer::{Action, observe_peer, response};

const ROW: &str = r#"{"id":"a","name":"3.1","kernel_version":"3.1.6.0"}"#;

rows! {
    html: "HTML" => error(InvalidResponse).status(200), body("<!doctype html><title>planted</title>");
    empty: "An empty body" => error(InvalidResponse).status(200), body("");
    white_space: "White space" => error(InvalidResponse).status(200), body(" \r\n\t");
    null: "`null`" => error(InvalidResponse).status(200), body("null");
    text: "A string" => error(InvalidResponse).status(200), body(r#""planted""#);
    array: "An array of rows" => error(InvalidResponse).status(200), body(format!("[{ROW}]"));
    array_as_object: "An array instead of the object" => error(InvalidResponse).status(200), body("[[]]");
    an_error: "An error with the status of a success" =>
        error(InvalidResponse).status(200), body(r#"{"error_code":"DBS.1","error_msg":"planted"}"#);
    missing_list: "An object without the list" => error(InvalidResponse).status(200), body("{}");
    null_list: "`null` instead of the list" => error(InvalidResponse).status(200), body(r#"{"datastores":null}"#);
    wrong_list: "A string instead of the list" =>
        error(InvalidResponse).status(200), body(r#"{"datastores":"planted"}"#);
    wrong_row: "An array instead of a row" =>
        error(InvalidResponse).status(200), body(r#"{"datastores":[["a","3.1","3.1.6.0"]]}"#);
    wrong_field: "An object instead of a name" =>
        error(InvalidResponse).status(200), row(r#""id":"a","name":{"planted":1},"kernel_version":"3""#);
    null_field: "`null` instead of a name" =>
        error(InvalidResponse).status(200), row(r#""id":"a","name":null,"kernel_version":"3""#);
    missing_field: "A row without `kernel_version`" =>
        error(InvalidResponse).status(200), row(r#""id":"planted","name":"3.1""#);
    unknown_fields: "Fields that the contract does not have, in the row and beside the list" =>
        rows(1), body(format!(r#"{{"planted":1,"datastores":[{},"new":[1]}}],"new":{{}}}}"#, &ROW[..ROW.len() - 1]));
    number_as_name: "A number as name" => rows(1), row(r#""id":"a","name":3.10,"kernel_version":"3.10.0.0""#);
    long_number_as_name: "A number of 400 digits as name" =>
        rows(1), row(format!(r#""id":"a","name":{},"kernel_version":"3""#, "9".repeat(400)));
    duplicate_keys: "The list twice" =>
        error(InvalidResponse).status(200), body(r#"{"datastores":[],"datastores":[]}"#);
    duplicate_field: "A name twice" =>
        error(InvalidResponse).status(200), row(r#""id":"a","name":"1","name":"2","kernel_version":"3""#);
    deep_nesting: "100 000 nested arrays" =>
        error(InvalidResponse).status(200), body(format!(r#"{{"planted":{}"#, "[".repeat(100_000)));
    deep_objects: "100 000 nested objects instead of the list" =>
        error(InvalidResponse).status(200), body(format!(r#"{{"datastores":{}"#, r#"{"datastores":"#.repeat(100_000)));
    invalid_utf_8: "Bytes that are not UTF-8" =>
        error(InvalidResponse).status(200), body(b"{\"datastores\":[{\"id\":\"\xff\xfe\",\"name\":\"\"}]}");
    lone_surrogate: "Half a surrogate pair" =>
        error(InvalidResponse).status(200), row(r#""id":"\ud800","name":"3.1","kernel_version":"3""#);
    byte_order_mark: "A byte order mark" =>
        error(InvalidResponse).status(200), body("\u{feff}{\"datastores\":[]}");
    utf_16: "UTF-16" => error(InvalidResponse).status(200), body(rows_in_utf_16());
    cut_within_a_row: "JSON that ends within a row" =>
        error(InvalidResponse).status(200), body(r#"{"datastores":[{"id":"planted"#);
    text_after_the_json: "Text after the JSON" =>
        error(InvalidResponse).status(200), body(r#"{"datastores":[]} planted"#);
    no_rows: "An empty list" => rows(0), body(r#"{"datastores":[]}"#);
    many_rows: "10 000 rows" => rows(10_000), body(many());
    over_the_limit: "25 000 rows, which is over the limit" => error(InvalidResponse).status(200), body(many_more());
    control_characters: "Control characters in a name" =>
        rows(1), row(r#""id":"a","name":"\u001b[2J","kernel_version":"3""#);
}

async fn body(body: impl AsRef<[u8]>) -> Observation {
    observe_peer([Action::Respond(response("200 OK\r\nContent-Type: application/json", body))])
        .await
}

/// A list of one row with these members.
async fn row(members: impl AsRef<str>) -> Observation {
    body(format!(r#"{{"datastores":[{{{}}}]}}"#, members.as_ref())).await
}

fn many() -> String {
    format!(r#"{{"datastores":[{}]}}"#, vec![ROW; 10_000].join(","))
}

fn many_more() -> String {
    format!(r#"{{"datastores":[{}]}}"#, vec![ROW; 25_000].join(","))
}

fn rows_in_utf_16() -> Vec<u8> {
    crate::harness::scripted_peer::ROWS.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
