//! Responses of gateways and load balancers, in none of the documented formats, with the bytes that they send.

use taurusdb_htap::Credentials;
use taurusdb_htap::ErrorKind::{
    Forbidden, InvalidRequest, NotFound, Service, Throttled, Unauthorized,
};

use crate::harness::expected::error;
use crate::harness::scripted_peer::{Action, response, scripted_peer};
use crate::harness::{Observation, builder, observe, sandbox, sandbox_client};

const IN_BETWEEN: &str = "it came from a proxy, load balancer or gateway in between";

rows! {
    nginx_large_header: "nginx: its 494, which is 400 on the wire, for a token of 9000 bytes" =>
        error(InvalidRequest).status(400).hint("The token has 9000 bytes"), large("400 Bad Request", NGINX_LARGE);
    nginx_large_header_of_little: "nginx: the same for a short token, with smaller buffers" =>
        error(InvalidRequest).status(400).hint("headers of the request are too large"), responds(1, "400 Bad Request", NGINX_LARGE);
    haproxy_large_header: "HAProxy: 400 for a token of 9000 bytes" =>
        error(InvalidRequest).status(400).hint("The token has 9000 bytes"), large("400 Bad request", HAPROXY_400);
    haproxy_bad_request: "HAProxy: 400 for a short token" =>
        error(InvalidRequest).status(400).hint("check its host and port"), responds(1, "400 Bad request", HAPROXY_400);
    tls_port: "nginx: plain HTTP was sent to its port for TLS" =>
        error(InvalidRequest).status(400).hint("write `https://`"), responds(1, "400 Bad Request", NGINX_TLS_PORT);
    basic_auth: "nginx with `auth_basic`: a new token would not help" =>
        error(Unauthorized).status(401).hint("credentials of its own"), basic();
    empty_401: "401 without a body: the token is replaced" =>
        crate::harness::expected::rows(0).attempts(2), replaced("401 Unauthorized", "");
    blocked: "403 from a web application firewall" =>
        error(Forbidden).status(403).hint("allow requests to this host"), responds(1, "403 Forbidden", "<html>planted</html>");
    other_host: "404 from another web server" =>
        error(NotFound).status(404).hint("Check the host"), responds(1, "404 Not Found", "planted: not found");
    limit_req: "nginx with `limit_req_status 429`" =>
        error(Throttled).status(429).attempts(3).takes(2.0).hint("send fewer"), responds(3, "429 Too Many Requests", "<html>");
    bad_gateway: "HAProxy: 502" => error(Service).status(502).attempts(3).hint(IN_BETWEEN), responds(3, "502 Bad Gateway", "<html>");
    no_server: "HAProxy: 503, no server is available" =>
        error(Service).status(503).attempts(3).hint(IN_BETWEEN), responds(3, "503 Service Unavailable", "<html>");
    gateway_timeout: "504 without a body" => error(Service).status(504).attempts(3).hint(IN_BETWEEN), responds(3, "504 X", "");
    spring: "404 in the format of another application" => error(NotFound).status(404).hint(IN_BETWEEN),
        responds(1, "404 Not Found", r#"{"timestamp":1,"status":404,"error":"planted","path":"planted"}"#);
    teapot: "418 in no documented format" => error(InvalidRequest).status(418).hint(IN_BETWEEN), responds(1, "418 X", "planted");
}

const NGINX_LARGE: &str = "<html>\r\n<head><title>400 Request Header Or Cookie Too Large</title></head>\r\n<body>\r\n\
    <center><h1>400 Bad Request</h1></center>\r\n<center>Request Header Or Cookie Too Large</center>\r\n\
    <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

const NGINX_TLS_PORT: &str = "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n\
    <body>\r\n<center><h1>400 Bad Request</h1></center>\r\n\
    <center>The plain HTTP request was sent to HTTPS port</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

const HAPROXY_400: &str =
    "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n";

const BASIC: &str = "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"planted\"";

const NGINX_401: &str = "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n\
    <center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

async fn responds(times: usize, start: &str, body: &str) -> Observation {
    let actions = vec![Action::Respond(response(start, body)); times];
    observe(&builder(&scripted_peer(actions).await.endpoint).build().unwrap()).await
}

async fn large(start: &str, body: &str) -> Observation {
    let endpoint = scripted_peer([Action::Respond(response(start, body))]).await.endpoint;
    let token = format!("planted{}", "t".repeat(9000 - "planted".len()));
    observe(&builder(&endpoint).credentials(Credentials::token(token)).build().unwrap()).await
}

/// Observes a call with a token of IAM, and returns the number of logins, too.
async fn with_password(start: &str, body: &str) -> (Observation, usize) {
    let iam = sandbox().await;
    let endpoint = scripted_peer([Action::Respond(response(start, body))]).await.endpoint;
    let builder = sandbox_client(&iam).endpoint(endpoint).credentials(iam.user_credentials());
    let seen = observe(&builder.build().unwrap()).await;
    (seen, iam.requests().len())
}

async fn basic() -> Observation {
    let (seen, tokens) = with_password(BASIC, NGINX_401).await;
    assert_eq!(tokens, 1, "the token stays cached");
    seen
}

async fn replaced(start: &str, body: &str) -> Observation {
    let (seen, tokens) = with_password(start, body).await;
    assert_eq!(tokens, 2);
    seen
}
