//! The sandbox's IAM: tokens, lists, and permissions.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, EngineName, Region};

use crate::support::sandbox_http::{
    LIST, PROJECT_ID, TOKENS, USERS, error, get, http_client, login, password, post, send,
    subject_token, token,
};

#[tokio::test]
async fn a_user_logs_in_by_name_or_id_within_the_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let [name, password, id] = USERS[0];
    let wrong = (401, "The username or password is wrong.".to_owned());
    let unreadable = (400, "The request body is invalid".to_owned());
    let known = (201, String::new());
    for (user, expected) in [
        (json!({"name": name, "domain": {"name": "example-account"}}), &known),
        (json!({"name": name, "domain": {"id": "0123456789abcdef0123456789abcdef"}}), &known),
        (json!({"id": id}), &known),
        (json!({"id": id, "domain": {"name": "example-account"}}), &known),
        (json!({"name": name, "domain": {"name": "another-account"}}), &wrong),
        (json!({"name": name, "domain": {"id": "another"}}), &wrong),
        (json!({"id": id, "domain": {"name": "another-account"}}), &wrong),
        (json!({"id": "another"}), &wrong),
        (json!({"id": id, "name": "example-member"}), &wrong),
        (json!({"name": "example-member", "domain": {"name": "example-account"}}), &wrong),
        (json!({"name": name}), &unreadable),
        (json!({"name": name, "domain": {}}), &unreadable),
        (json!({}), &unreadable),
    ] {
        let mut user = user;
        user["password"] = json!(password);
        let identity = json!({"methods": ["password"], "password": {"user": user}});
        let response = post(&sandbox, TOKENS, &login(&identity, &Value::Null)).await;
        assert_eq!(error(&response), *expected, "{user}");
        if response.status == 201 {
            assert_eq!(response.body["token"]["user"]["id"], id, "{user}");
        }
    }
}

#[tokio::test]
async fn a_token_has_the_requested_scope() {
    let sandbox = Sandbox::start().await.unwrap();
    let project = json!({"domain": true, "project": {"id": PROJECT_ID}});
    let unreadable = (400, "The request body is invalid");
    for (scope, expected, members) in [
        (json!({"project": {"id": PROJECT_ID}}), (201, ""), &["project", "roles", "catalog"][..]),
        (
            json!({"project": {"name": "cn-north-4", "domain": {"name": "example-account"}}}),
            (201, ""),
            &["project", "roles", "catalog"],
        ),
        (
            json!({"project": {"id": PROJECT_ID}, "domain": {"name": "example-account"}}),
            (201, ""),
            &["project", "roles", "catalog"],
        ),
        (
            json!({"domain": {"id": "0123456789abcdef0123456789abcdef"}}),
            (201, ""),
            &["domain", "roles", "catalog"],
        ),
        (
            json!({"domain": {"name": "example-account"}}),
            (201, ""),
            &["domain", "roles", "catalog"],
        ),
        (json!({}), (201, ""), &[]),
        (Value::Null, (201, ""), &[]),
        (json!({"project": {"name": "elsewhere"}}), (404, "IAM.0004"), &[]),
        (
            json!({"project": {"name": "cn-north-4", "domain": {"name": "x"}}}),
            (404, "IAM.0004"),
            &[],
        ),
        (json!({"domain": {"name": "elsewhere"}}), (404, "IAM.0004"), &[]),
        (json!({"project": {}}), unreadable, &[]),
        (json!({"domain": {}}), unreadable, &[]),
        (json!({"project": {"id": PROJECT_ID, "name": null}}), unreadable, &[]),
        (project, unreadable, &[]),
    ] {
        let response = post(&sandbox, TOKENS, &login(&password(USERS[0]), &scope)).await;
        assert_eq!(error(&response), (expected.0, expected.1.to_owned()), "{scope}");
        for member in ["project", "domain", "roles", "catalog"] {
            let has = response.body["token"].get(member).is_some();
            assert_eq!(has, members.contains(&member), "{member} of {scope}");
        }
        if expected.0 == 404 {
            let asked = scope.pointer("/project/name").unwrap_or(&json!("elsewhere")).clone();
            let message = response.body["error_msg"].as_str().unwrap();
            assert!(message.contains(asked.as_str().unwrap()), "{message}");
        }
        if expected.0 == 201 {
            let token = subject_token(&response);
            let listed = get(&sandbox, LIST, &[("X-Auth-Token", &token)]).await;
            let is_for_project = members.contains(&"project");
            assert_eq!(listed.status, if is_for_project { 200 } else { 403 }, "{scope}");
        }
    }
}

/// IAM ignores members that `methods` does not name.
#[tokio::test]
async fn a_user_can_log_in_with_a_token() {
    let sandbox =
        Sandbox::builder().token_lifetime(Duration::from_secs(3600)).start().await.unwrap();
    let first = post(&sandbox, TOKENS, &login(&password(USERS[1]), &Value::Null)).await;
    let scope = json!({"project": {"id": PROJECT_ID}});
    let by = |token: &str| login(&json!({"methods": ["token"], "token": {"id": token}}), &scope);
    sandbox.advance(Duration::from_secs(1800));
    let second = post(&sandbox, TOKENS, &by(&subject_token(&first))).await;
    let (old, new) = (&first.body["token"], &second.body["token"]);
    assert_eq!((second.status, &new["expires_at"]), (201, &old["expires_at"]));
    assert_ne!(new["issued_at"], old["issued_at"]);
    assert_eq!(
        (&new["user"]["name"], &new["methods"]),
        (&json!("example-member"), &json!(["password", "token"]))
    );
    let third = post(&sandbox, TOKENS, &by(&subject_token(&second))).await;
    assert_eq!(third.body["token"]["methods"], json!(["password", "token"]));
    sandbox.advance(Duration::from_secs(1801));
    for token in [subject_token(&second), subject_token(&third), "unknown".to_owned()] {
        let refused = post(&sandbox, TOKENS, &by(&token)).await;
        assert_eq!(error(&refused), (401, "IAM.0067".to_owned()));
        assert!(!refused.body.to_string().contains(&token));
    }
    let mut identity = password(USERS[0]);
    for methods in [json!([]), json!(["token"]), json!(["totp"])] {
        identity["methods"] = methods;
        assert_eq!(
            post(&sandbox, TOKENS, &login(&identity, &scope)).await.status,
            400,
            "{identity}"
        );
    }
}

#[tokio::test]
async fn each_method_has_its_member() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut identity = password(USERS[0]);
    identity["methods"] = json!(["password", "totp"]);
    let refused = post(&sandbox, TOKENS, &login(&identity, &Value::Null)).await;
    assert_eq!(error(&refused), (400, "The request body is invalid".to_owned()));
    identity["totp"] = json!({"user": {"id": USERS[0][2], "passcode": "123456"}});
    let issued = post(&sandbox, TOKENS, &login(&identity, &Value::Null)).await;
    assert_eq!(
        (issued.status, &issued.body["token"]["methods"]),
        (201, &json!(["password", "totp"]))
    );
}

/// Keystone's clients write it so; the contract wants a scope to be left out.
#[tokio::test]
async fn an_unscoped_token_is_asked_for_by_name_unless_the_sandbox_is_strict() {
    let body = login(&password(USERS[0]), &json!("unscoped")).to_string();
    let kind = [("Content-Type", "application/json")];
    for (sandbox, status) in [(Sandbox::builder(), 201), (Sandbox::builder().strict(), 400)] {
        let sandbox = sandbox.start().await.unwrap();
        let answer = send(&sandbox, Method::POST, TOKENS, &kind, body.clone()).await;
        assert_eq!(answer.status, status);
        for member in ["project", "domain", "roles", "catalog"] {
            assert_eq!(answer.body["token"].get(member), None, "{member}");
        }
        let other = login(&password(USERS[0]), &json!("project")).to_string();
        assert_eq!(send(&sandbox, Method::POST, TOKENS, &kind, other).await.status, 400);
    }
}

#[tokio::test]
async fn the_catalogue_has_the_sandboxs_addresses() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = login(&password(USERS[0]), &json!({"project": {"id": PROJECT_ID}}));
    let catalog = post(&sandbox, TOKENS, &body).await.body["token"]["catalog"].take();
    let endpoint = sandbox.endpoint();
    let iam = format!("{endpoint}/v3");
    let found: Vec<_> = catalog
        .as_array()
        .unwrap()
        .iter()
        .map(|service| {
            let endpoint = &service["endpoints"][0];
            assert_eq!(
                (&endpoint["interface"], &endpoint["region"]),
                (&json!("public"), &json!("cn-north-4"))
            );
            (service["type"].as_str().unwrap(), endpoint["url"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = [
        ("iam", iam.clone()),
        ("identity", iam),
        ("gaussdb", format!("{endpoint}/v3/{PROJECT_ID}")),
    ];
    assert_eq!(found, expected);
    for (query, is_wanted) in [
        ("nocatalog=true", false),
        ("nocatalog=false", false),
        ("nocatalog=", true),
        ("nocatalog", true),
    ] {
        let response = post(&sandbox, &format!("{TOKENS}?{query}"), &body).await;
        let expected = if is_wanted { catalog.clone() } else { json!([]) };
        assert_eq!(
            (response.status, &response.body["token"]["catalog"]),
            (201, &expected),
            "{query}"
        );
    }
    let shown = get(&sandbox, "/v3/auth/catalog", &[("X-Auth-Token", "sandbox-token")]).await;
    assert_eq!((shown.status, &shown.body["catalog"]), (200, &catalog));
    // Links have the host name of the request.
    let port = endpoint.rsplit(':').next().unwrap();
    let named = format!("localhost:{port}");
    let headers = [("X-Auth-Token", "sandbox-token"), ("Host", &*named)];
    for (path, pointer) in [
        ("/v3/auth/projects", "/links/self"),
        ("/v3/projects", "/projects/0/links/self"),
        ("/v3/auth/domains", "/domains/0/links/self"),
        ("/v3/users", "/users/0/links/self"),
        ("/v3", "/version/links/0/href"),
    ] {
        let response = get(&sandbox, path, &headers).await;
        let link = response.body.pointer(pointer).and_then(Value::as_str).unwrap();
        assert!(link.starts_with(&format!("http://{named}/v3")), "{link}");
    }
}

#[tokio::test]
async fn a_token_is_shown_checked_and_revoked() {
    let sandbox =
        Sandbox::builder().token_lifetime(Duration::from_secs(3600)).start().await.unwrap();
    let [admin, member] = [token(&sandbox, USERS[0]).await, token(&sandbox, USERS[1]).await];
    let ask = async |method: Method, caller: &str, subject: &str| {
        let headers = [("X-Auth-Token", caller), ("X-Subject-Token", subject)];
        let http = http_client().build().unwrap();
        let mut request = http.request(method, format!("{}{TOKENS}", sandbox.endpoint()));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        assert!(!text.contains(subject), "a token is a secret");
        (
            status,
            headers.contains_key("x-subject-token"),
            headers.contains_key("content-type"),
            text,
        )
    };
    for (caller, subject, status) in [
        (&member, &*member, 200),
        (&sandbox.token(), &member, 200),
        (&admin, &member, 200),
        (&member, &admin, 403),
        (&member, "unknown", 404),
        (&"unknown".to_owned(), &member, 401),
    ] {
        let shown = ask(Method::GET, caller, subject).await;
        assert_eq!((shown.0, shown.1), (status, status == 200), "{caller} {subject}");
        if status == 200 {
            let shown: Value = serde_json::from_str(&shown.3).unwrap();
            assert_eq!(shown["token"]["user"]["name"], "example-member");
            assert_eq!(shown["token"]["project"]["id"], PROJECT_ID);
        }
        let checked = ask(Method::HEAD, caller, subject).await;
        assert_eq!((checked.0, checked.1, &*checked.3), (status, status == 200, ""));
    }
    assert_eq!(
        error(&get(&sandbox, TOKENS, &[("X-Auth-Token", &admin)]).await),
        (400, "IAM.0007".to_owned())
    );
    let signed = get(&sandbox, TOKENS, &[("X-Subject-Token", &admin)]).await;
    assert_eq!(
        error(&signed),
        (401, "IAM.0001".to_owned()),
        "`X-Subject-Token` does not identify the caller"
    );

    let own = ask(Method::GET, &sandbox.token(), &sandbox.token()).await;
    assert!(own.3.contains("9999-12-30"), "the first token does not expire: {}", own.3);

    assert_eq!(ask(Method::DELETE, &member, &admin).await.0, 403);
    assert_eq!(ask(Method::DELETE, &member, &member).await, (204, false, false, String::new()));
    for method in [Method::DELETE, Method::GET] {
        assert_eq!(ask(method, &member, &member).await.0, 401, "it has been revoked");
    }
    assert_eq!(ask(Method::GET, &admin, &member).await.0, 404);
    assert_eq!(get(&sandbox, LIST, &[("X-Auth-Token", &member)]).await.status, 401);
    // An expired token cannot be shown, but it can be revoked.
    sandbox.advance(Duration::from_secs(3600));
    assert_eq!(ask(Method::GET, &sandbox.token(), &admin).await.0, 404);
    assert_eq!(ask(Method::DELETE, &sandbox.token(), &admin).await.0, 204);
    assert_eq!(ask(Method::DELETE, &sandbox.token(), &admin).await.0, 404);
}

#[tokio::test]
async fn a_user_without_grants_can_list_their_own_projects() {
    let sandbox = Sandbox::start().await.unwrap();
    let [admin, member] = [token(&sandbox, USERS[0]).await, token(&sandbox, USERS[1]).await];
    let show = format!("/v3/projects/{PROJECT_ID}");
    for (path, member_may) in [
        ("/v3/projects?name=cn-north-4", false),
        (&show, false),
        ("/v3/users?name=example-member", false),
        ("/v3/auth/projects", true),
        ("/v3/auth/domains", true),
        (LIST, true),
    ] {
        assert_eq!(get(&sandbox, path, &[("X-Auth-Token", &admin)]).await.status, 200, "{path}");
        let response = get(&sandbox, path, &[("X-Auth-Token", &member)]).await;
        let expected = if member_may { (200, String::new()) } else { (403, "IAM.0003".to_owned()) };
        assert_eq!(error(&response), expected, "{path}");
        assert_eq!(error(&get(&sandbox, path, &[]).await).0, 401, "{path}");
    }
    let admin = [("X-Auth-Token", &*admin)];
    let shown = get(&sandbox, &show, &admin).await;
    assert_eq!(shown.body["project"]["name"], "cn-north-4");
    assert_eq!(shown.body["project"]["links"]["self"], format!("{}{show}", sandbox.endpoint()));
    let missing = get(&sandbox, "/v3/projects/my%20project", &admin).await;
    assert_eq!(error(&missing), (404, "IAM.0004".to_owned()));
    assert_eq!(missing.body["error_msg"], "Could not find project: my%20project.");
    for (query, found) in [
        ("", &["example-user", "example-member"][..]),
        ("?name=example-member", &["example-member"]),
        ("?name=nobody", &[]),
        ("?enabled=true", &["example-user", "example-member"]),
        ("?enabled=false", &[]),
        ("?domain_id=nobody", &[]),
        ("?parent_id=nobody", &["example-user", "example-member"]),
        ("?per_page=1&page=2", &["example-member"]),
    ] {
        let response = get(&sandbox, &format!("/v3/users{query}"), &admin).await;
        let users = response.body["users"].as_array().unwrap().iter().map(|user| &user["name"]);
        assert_eq!(users.collect::<Vec<_>>(), found, "{query}");
    }
    let invalid = get(&sandbox, "/v3/users?name=nobody&enabled=maybe", &admin).await;
    assert_eq!(invalid.body["error_msg"], "Request parameter enabled is invalid.");
    let auth_projects = get(&sandbox, "/v3/auth/projects?name=nobody", &admin).await;
    assert_eq!(auth_projects.body["projects"][0]["id"], PROJECT_ID, "it has no filter");
}

/// The contract requires this header. Only a strict sandbox refuses a request without it.
#[tokio::test]
async fn a_strict_sandbox_requires_the_content_type() {
    let body = login(&password(USERS[0]), &json!({"project": {"id": PROJECT_ID}})).to_string();
    let token = ("X-Auth-Token", "sandbox-token");
    for (kind, strict) in [
        (None, 400),
        (Some("text/plain"), 400),
        (Some("application/jsonp"), 400),
        (Some("application/json"), 200),
        (Some("Application/JSON; charset=utf8"), 200),
    ] {
        let kind: Vec<_> = kind.map(|kind| ("Content-Type", kind)).into_iter().collect();
        let with_token = [&kind[..], &[token]].concat();
        for (sandbox, expected) in [
            (Sandbox::start().await.unwrap(), 200),
            (Sandbox::builder().strict().start().await.unwrap(), strict),
        ] {
            let listed = get(&sandbox, LIST, &with_token).await;
            assert_eq!(listed.status, expected, "{kind:?}");
            let issued = send(&sandbox, Method::POST, TOKENS, &kind, body.clone()).await;
            assert_eq!(issued.status, if expected == 200 { 201 } else { 400 }, "{kind:?}");
            let projects = get(&sandbox, "/v3/projects", &with_token).await;
            assert_eq!(projects.status, 200, "IAM requires it only with a body");
            let nowhere = send(&sandbox, Method::POST, "/v3/nowhere", &kind, String::new()).await;
            assert_eq!(nowhere.status, 404);
        }
    }
    let sandbox = Sandbox::builder().strict().start().await.unwrap();
    for credentials in [
        sandbox.user_credentials(),
        sandbox.access_key_credentials(),
        sandbox.temporary_access_key_credentials(),
    ] {
        let client = sandbox.client_builder().credentials(credentials).build().unwrap();
        client.list_datastores(EngineName::StarRocks).await.unwrap();
    }
}

#[cfg(all(unix, feature = "cli"))]
#[tokio::test]
async fn the_flag_strict_requires_the_content_type() {
    use std::io::{BufRead, BufReader};
    for (arguments, expected) in [(&["sandbox"][..], 200), (&["sandbox", "--strict"], 400)] {
        let mut command = crate::support::command::htap(arguments, &[]);
        let sandbox = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
        let mut sandbox = crate::support::command::Running(sandbox);
        let mut line = String::new();
        // The sandbox ends if nothing reads its output.
        let mut stdout = BufReader::new(sandbox.0.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let endpoint = line.split(' ').find(|word| word.starts_with("http://")).unwrap();
        let http = http_client().build().unwrap();
        let request = http.get(format!("{endpoint}{LIST}"));
        let response = request.header("X-Auth-Token", "sandbox-token").send().await.unwrap();
        assert_eq!(response.status().as_u16(), expected, "{arguments:?}");
    }
}

#[tokio::test]
async fn programs_get_the_versions_of_iam() {
    let sandbox = Sandbox::start().await.unwrap();
    for accept in ["*/*", "application/json", "application/json, text/plain, */*"] {
        let response = get(&sandbox, "/", &[("Accept", accept)]).await;
        assert_eq!(response.status, 300, "{accept}");
        assert_eq!(response.body["versions"]["values"][0]["id"], "v3.6", "{accept}");
    }
    for path in ["/v3", "/v3/"] {
        let response = get(&sandbox, path, &[("Accept", "text/html")]).await;
        assert_eq!(
            (response.status, &response.body["version"]["id"]),
            (200, &json!("v3.6")),
            "{path}"
        );
        let head = send(&sandbox, Method::HEAD, path, &[], String::new()).await;
        assert_eq!(head.status, 200);
        assert_eq!(send(&sandbox, Method::POST, path, &[], String::new()).await.status, 404);
    }
    assert_eq!(send(&sandbox, Method::HEAD, "/", &[], String::new()).await.status, 300);
    let asked = sandbox.requests().len();
    sandbox.fail(Fault::status(503).on_iam());
    assert_eq!(get(&sandbox, "/v3", &[]).await.status, 503, "this is a request to IAM");
    assert_eq!(sandbox.requests().len(), asked + 1);
}

/// Each region has a project, and a token is valid for its own.
#[tokio::test]
async fn an_account_can_have_a_project_in_several_regions() {
    let ids = ["cn-north-4", "ap-southeast-3"];
    let sandbox = Sandbox::builder().regions(ids).start().await.unwrap();
    let endpoint = sandbox.endpoint();
    for login in [sandbox.user_credentials(), sandbox.access_key_credentials()] {
        let builder = Client::builder().iam_endpoint(endpoint).credentials(login);
        let builder = ids.iter().fold(builder, |it, id| it.regional_endpoint(*id, endpoint));
        let client = builder.build_across(ids.map(|id| Region::new(id).unwrap())).unwrap();
        let mut answers = client.list_datastores([EngineName::StarRocks]);
        let mut asked = 0;
        while let Some((region, _, found)) = answers.next().await {
            assert_eq!(found.unwrap().len(), 1, "{region}");
            asked += 1;
        }
        assert_eq!(asked, 2);
    }
    let lists = sandbox.requests();
    let lists = lists.iter().filter(|request| request.path().ends_with("/star-rocks"));
    let paths: std::collections::BTreeSet<_> = lists.map(|it| it.path().to_owned()).collect();
    assert_eq!(paths.len(), 2, "a project for each region");
    let token = sandbox.token();
    let mut statuses = Vec::new();
    for path in &paths {
        let headers = [("X-Auth-Token", &*token), ("Content-Type", "application/json")];
        statuses.push(get(&sandbox, path, &headers).await.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403], "the first token is for the first project");
}
