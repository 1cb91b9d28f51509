//! The site that the sandbox serves to browsers, and requests from pages of other hosts.

use std::fs;

use reqwest::{Method, Response};
use taurusdb_htap::EngineName;
use taurusdb_htap::ErrorKind;
use taurusdb_htap::sandbox::{Fault, Sandbox};

use crate::support::sandbox_http::{LIST, http_client};

/// Browsers accept HTML. Other programs get the versions of IAM at `/`.
const BROWSER: (&str, &str) = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

async fn send(sandbox: &Sandbox, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let http = http_client().build().unwrap();
    let mut request = http.request(method, format!("{}{path}", sandbox.endpoint()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_site_is_served_beside_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("zh-cn")).unwrap();
    fs::write(site.join("index.html"), "<title>first</title>").unwrap();
    fs::write(site.join("zh-cn/index.html"), "<title>second</title>").unwrap();
    fs::write(site.join("page.css"), "b{}").unwrap();
    fs::write(folder.path().join("outside.txt"), "outside").unwrap();
    fs::create_dir(site.join("v3")).unwrap();
    fs::write(site.join("v3/projects"), "a file of the site does not replace an operation")
        .unwrap();
    let sandbox = Sandbox::builder().site(site).start().await.unwrap();
    // A fault applies to calls, not to the pages that a browser fetches before.
    sandbox.fail(Fault::status(503));
    for (path, kind, text) in [
        ("/", "text/html", "first"),
        ("/index.html", "text/html", "first"),
        ("/zh-cn/", "text/html", "second"),
        ("/page.css", "text/css", "b{}"),
    ] {
        let response = send(&sandbox, Method::GET, path, &[BROWSER]).await;
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, kind));
        assert_eq!(header(&response, "server"), "taurusdb-htap-sandbox");
        assert!(response.text().await.unwrap().contains(text), "{path}");
    }
    let head = send(&sandbox, Method::HEAD, "/", &[BROWSER]).await;
    assert_eq!((head.status().as_u16(), header(&head, "server")), (200, "taurusdb-htap-sandbox"));
    assert_eq!(sandbox.requests().len(), 0, "pages are not calls");

    let token = [("X-Auth-Token", "sandbox-token")];
    assert_eq!(send(&sandbox, Method::GET, LIST, &token).await.status(), 503);
    let call = send(&sandbox, Method::GET, LIST, &token).await;
    assert_eq!((call.status().as_u16(), header(&call, "server")), (200, ""));
    for path in ["/missing.css", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/v3/nothing"] {
        let response = send(&sandbox, Method::GET, path, &[]).await;
        assert_eq!(response.status(), 404, "{path}");
        assert!(response.text().await.unwrap().contains("APIGW.0101"), "{path}");
    }
    assert_eq!(send(&sandbox, Method::GET, "/v3/projects", &token).await.status(), 200);
    let projects = send(&sandbox, Method::GET, "/v3/projects", &token).await.text().await.unwrap();
    assert!(projects.contains("cn-north-4"), "{projects}");
    assert_eq!(send(&sandbox, Method::POST, "/", &[]).await.status(), 404);
}

#[tokio::test]
async fn a_compressed_file_is_sent_to_browsers_that_accept_it() {
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("index.html"), "as it is").unwrap();
    fs::write(site.path().join("index.html.gz"), "compressed").unwrap();
    fs::write(site.path().join("icon.svg"), "<svg/>").unwrap();
    let sandbox = Sandbox::builder().site(site.path()).start().await.unwrap();
    for (path, accepted, coding, text) in [
        ("/", "gzip, deflate, br", "gzip", "compressed"),
        ("/index.html", "gzip", "gzip", "compressed"),
        ("/", "identity", "", "as it is"),
        ("/icon.svg", "gzip", "", "<svg/>"),
    ] {
        let headers = [BROWSER, ("Accept-Encoding", accepted)];
        let response = send(&sandbox, Method::GET, path, &headers).await;
        assert_eq!(
            (response.status().as_u16(), header(&response, "content-encoding")),
            (200, coding)
        );
        assert_eq!(response.text().await.unwrap(), text, "{path}");
    }
}

#[tokio::test]
async fn without_a_site_the_first_page_explains_how_to_build_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let response = send(&sandbox, Method::GET, "/", &[BROWSER]).await;
    assert_eq!(
        (response.status().as_u16(), header(&response, "content-type")),
        (200, "text/html; charset=utf-8")
    );
    let page = response.text().await.unwrap();
    assert!(page.contains("npm --prefix openapi ci &amp;&amp; npm --prefix openapi run site"));
    assert_eq!(send(&sandbox, Method::GET, "/index.html", &[]).await.status(), 404);

    let folder = tempfile::tempdir().unwrap();
    let error = Sandbox::builder().site(folder.path()).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    assert!(error.hint().unwrap().contains("run site"));
}

#[tokio::test]
async fn pages_of_other_hosts_can_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let origin = ("Origin", "https://docs.example");
    let headers = [
        origin,
        ("Access-Control-Request-Method", "GET"),
        ("Access-Control-Request-Headers", "content-type,x-auth-token"),
        ("Access-Control-Request-Private-Network", "true"),
    ];
    let preflight = send(&sandbox, Method::OPTIONS, LIST, &headers).await;
    assert!(preflight.status().is_success());
    for name in ["origin", "methods", "headers"] {
        assert_eq!(header(&preflight, &format!("access-control-allow-{name}")), "*");
    }
    assert_eq!(header(&preflight, "access-control-allow-private-network"), "true");
    assert_eq!(sandbox.requests().len(), 0, "a preflight request is not recorded");

    let response =
        send(&sandbox, Method::GET, LIST, &[origin, ("X-Auth-Token", "sandbox-token")]).await;
    assert_eq!(
        (response.status().as_u16(), header(&response, "access-control-allow-origin")),
        (200, "*")
    );
    let exposed = header(&response, "access-control-expose-headers");
    for name in ["x-request-id", "x-subject-token", "retry-after", "x-iam-trace-id"] {
        assert!(exposed.split(',').any(|exposed| exposed == name), "{name}: {exposed}");
    }

    // Other programs get no CORS headers.
    let plain = send(&sandbox, Method::GET, LIST, &[("X-Auth-Token", "sandbox-token")]).await;
    assert!(!plain.headers().keys().any(|name| name.as_str().starts_with("access-control")));
    let client = sandbox.client_builder().build().unwrap();
    sandbox.fail(Fault::disconnect());
    let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
}
