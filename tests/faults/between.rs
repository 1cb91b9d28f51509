//! Answers that are in none of the documented formats: something in between sent them, byte for byte as its software does.

use taurusdb_htap::Credentials;
use taurusdb_htap::ErrorKind::{
    Forbidden, InvalidRequest, NotFound, Service, Throttled, Unauthorized,
};

use crate::expected::error;
use crate::script::{Act, answer, script};
use crate::stage::{Seen, builder, of, sandbox, watch};

const IN_BETWEEN: &str = "it came from a proxy, load balancer or gateway in between";

rows! {
    nginx_large_header: "nginx: its 494, which is 400 on the wire, for a token of 9000 bytes" =>
        error(InvalidRequest).status(400).hint("The token has 9000 bytes"), large("400 Bad Request", NGINX_LARGE);
    nginx_large_header_of_little: "nginx: the same for a short token, whose buffers are smaller" =>
        error(InvalidRequest).status(400).hint("headers of the request are too large"), said(1, "400 Bad Request", NGINX_LARGE);
    haproxy_large_header: "HAProxy: 400 for a token of 9000 bytes" =>
        error(InvalidRequest).status(400).hint("The token has 9000 bytes"), large("400 Bad request", HAPROXY_400);
    haproxy_bad_request: "HAProxy: 400 for a short token" =>
        error(InvalidRequest).status(400).hint("check its host and port"), said(1, "400 Bad request", HAPROXY_400);
    tls_port: "nginx: plain HTTP was sent to its port for TLS" =>
        error(InvalidRequest).status(400).hint("write `https://`"), said(1, "400 Bad Request", NGINX_TLS_PORT);
    basic_auth: "nginx with `auth_basic`: a new token would not help" =>
        error(Unauthorized).status(401).hint("credentials of its own"), basic();
    empty_401: "401 without a body: the token is replaced all the same" =>
        crate::expected::rows(0).attempts(2), replaced("401 Unauthorized", "");
    blocked: "403 from a web application firewall" =>
        error(Forbidden).status(403).hint("allow requests to this host"), said(1, "403 Forbidden", "<html>planted</html>");
    other_host: "404 from another web server" =>
        error(NotFound).status(404).hint("Check the host"), said(1, "404 Not Found", "planted: not found");
    limit_req: "nginx with `limit_req_status 429`" =>
        error(Throttled).status(429).attempts(3).takes(2.0).hint("send fewer"), said(3, "429 Too Many Requests", "<html>");
    bad_gateway: "HAProxy: 502" => error(Service).status(502).attempts(3).hint(IN_BETWEEN), said(3, "502 Bad Gateway", "<html>");
    no_server: "HAProxy: 503, no server is available" =>
        error(Service).status(503).attempts(3).hint(IN_BETWEEN), said(3, "503 Service Unavailable", "<html>");
    gateway_timeout: "504 without a body" => error(Service).status(504).attempts(3).hint(IN_BETWEEN), said(3, "504 X", "");
    spring: "404 in the format of another application" => error(NotFound).status(404).hint(IN_BETWEEN),
        said(1, "404 Not Found", r#"{"timestamp":1,"status":404,"error":"planted","path":"planted"}"#);
    teapot: "418 in no documented format" => error(InvalidRequest).status(418).hint(IN_BETWEEN), said(1, "418 X", "planted");
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

async fn said(times: usize, start: &str, body: &str) -> Seen {
    let acts = vec![Act::Say(answer(start, body)); times];
    watch(&builder(&script(acts).await.endpoint).build().unwrap()).await
}

async fn large(start: &str, body: &str) -> Seen {
    let endpoint = script([Act::Say(answer(start, body))]).await.endpoint;
    let token = format!("planted{}", "t".repeat(9000 - "planted".len()));
    watch(&builder(&endpoint).credentials(Credentials::token(token)).build().unwrap()).await
}

/// A call with a token of IAM, and how many IAM gave out.
async fn with_password(start: &str, body: &str) -> (Seen, usize) {
    let iam = sandbox().await;
    let endpoint = script([Act::Say(answer(start, body))]).await.endpoint;
    let builder = of(&iam).endpoint(endpoint).credentials(iam.user_credentials());
    let seen = watch(&builder.build().unwrap()).await;
    (seen, iam.requests().len())
}

async fn basic() -> Seen {
    let (seen, tokens) = with_password(BASIC, NGINX_401).await;
    assert_eq!(tokens, 1, "the token is kept");
    seen
}

async fn replaced(start: &str, body: &str) -> Seen {
    let (seen, tokens) = with_password(start, body).await;
    assert_eq!(tokens, 2);
    seen
}
