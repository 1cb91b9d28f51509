//! Settings that the builder checks before anything is sent. Its errors contain no secret.

use taurusdb_htap::{Client, ClientBuilder, Credentials, EngineName, ErrorKind};

const PLANTED: &str = "planted-secret";

fn builder() -> ClientBuilder {
    Client::builder()
        .region("cn-north-4")
        .project_id("23a50154cf494ec9ad6883979a12db0a")
        .credentials(Credentials::token("token"))
}

#[test]
fn complete_settings_build_a_client() {
    builder().build().unwrap();
}

#[test]
fn invalid_settings_are_reported_by_name() {
    let token = |token: String| builder().credentials(Credentials::token(token));
    let key = |id: &str, secret: &str| builder().credentials(Credentials::access_key(id, secret));
    let password = |user: &str, password: &str, domain: &str| {
        builder().credentials(Credentials::password(user, password, domain))
    };
    let tokened = || {
        Client::builder()
            .endpoint("https://gaussdb.example.com")
            .credentials(Credentials::token(PLANTED))
    };
    let unscoped = Client::builder().endpoint("https://gaussdb.example.com");
    for (builder, kind, sentence) in [
        (
            Client::builder().credentials(Credentials::token(PLANTED)),
            ErrorKind::Configuration,
            "region: neither a region nor an endpoint is set",
        ),
        (
            builder().region("cn-north-4.evil"),
            ErrorKind::Configuration,
            "region: not the ID of a region",
        ),
        (builder().endpoint("gaussdb"), ErrorKind::Configuration, "endpoint: not a URL"),
        (builder().endpoint("http://10.0.0.1"), ErrorKind::Configuration, "endpoint: not https"),
        (
            builder().project_id("short"),
            ErrorKind::Configuration,
            "project ID: not 32 letters and digits",
        ),
        (
            builder().project_id("23a50154cf494ec9ad6883979a12db0/"),
            ErrorKind::Configuration,
            "project ID: not 32 letters and digits",
        ),
        (Client::builder().region("cn-north-4"), ErrorKind::Credentials, "credentials: not set"),
        (tokened(), ErrorKind::Configuration, "project ID: neither it nor a region is set"),
        (token(String::new()), ErrorKind::Credentials, "the token is empty"),
        (
            token(format!("{PLANTED}\n")),
            ErrorKind::Credentials,
            "the token contains white space, a line break or another character that is not visible ASCII",
        ),
        (key("", PLANTED), ErrorKind::Credentials, "the access key ID is empty"),
        (key("ID", ""), ErrorKind::Credentials, "the secret key is empty"),
        (
            key("ID", "planted-secret "),
            ErrorKind::Credentials,
            "the secret key contains white space, a line break or another character that is not visible ASCII",
        ),
        (
            token(format!("\"{PLANTED}\"")),
            ErrorKind::Credentials,
            "the token is in quotes, which do not belong to it (`docker --env-file` passes them on)",
        ),
        (
            key("\"ID\"", PLANTED),
            ErrorKind::Credentials,
            "the access key ID is in quotes, which do not belong to it (`docker --env-file` passes them on)",
        ),
        (
            key("ID", "'planted-secret'"),
            ErrorKind::Credentials,
            "the secret key is in quotes, which do not belong to it (`docker --env-file` passes them on)",
        ),
        (password("", PLANTED, "account"), ErrorKind::Credentials, "the user name is empty"),
        (password("user", "", "account"), ErrorKind::Credentials, "the password is empty"),
        (password("user", PLANTED, ""), ErrorKind::Credentials, "the domain name is empty"),
        (
            password("user", PLANTED, "account").iam_endpoint("http://iam.example.com"),
            ErrorKind::Configuration,
            "IAM endpoint: not https",
        ),
        (
            unscoped.credentials(Credentials::password("user", PLANTED, "account")),
            ErrorKind::Configuration,
            "IAM endpoint: neither it nor a region that has one is set",
        ),
    ] {
        let text = format!("{builder:?}");
        let error = builder.build().expect_err(sentence);
        assert_eq!((error.kind(), error.to_string()), (kind, sentence.to_owned()));
        assert!(error.hint().is_some_and(|hint| hint.ends_with('.')), "{sentence}");
        assert!(!error.is_retryable());
        assert!(!format!("{text}{error:?}").contains(PLANTED), "{sentence}");
    }
}

#[test]
fn a_misspelt_engine_name_gets_a_suggestion() {
    for (name, hint) in [
        ("star-rock", "did you mean `star-rocks`? The engines are star-rocks, click-house."),
        ("ClickHouse", "did you mean `click-house`? The engines are star-rocks, click-house."),
        ("mysql", "The engines are star-rocks, click-house."),
        ("", "The engines are star-rocks, click-house."),
    ] {
        assert_eq!(EngineName::from_name(name).unwrap_err().hint(), Some(hint), "{name}");
    }
    for &engine in EngineName::ALL {
        assert_eq!(EngineName::from_name(&engine.to_string()).unwrap(), engine);
    }
}

#[test]
fn a_client_and_its_calls_are_send() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn sent<T: Send + 'static>(_: T) {}
    let client = builder().build().unwrap();
    shared(&client);
    sent(client.list_datastores(EngineName::StarRocks).into_future());
    assert!(!format!("{client:?}").contains("token\""));
}

/// The program decides about the provider of cryptography for the whole process.
#[cfg(feature = "rustls")]
#[test]
fn a_client_installs_no_provider_for_the_process() {
    builder().build().unwrap();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[cfg(feature = "rustls")]
#[test]
fn unusable_certificates_and_proxies_are_errors_without_secrets() {
    let new = || rcgen::generate_simple_self_signed(["client.example.com".to_owned()]).unwrap();
    let (certificate, other) = (new(), new());
    let pem = |key: &rcgen::KeyPair| certificate.cert.pem() + &key.serialize_pem();
    builder().client_certificate(pem(&certificate.signing_key)).build().unwrap();
    builder()
        .root_certificates(new().cert.pem())
        .root_certificates(new().cert.pem())
        .build()
        .unwrap();
    let broken = pem(&certificate.signing_key).replace("KEY-----\n", "KEY-----");
    for (builder, sentence) in [
        (builder().root_certificates(""), "root certificates: no certificate in PEM"),
        (
            builder().root_certificates("-----BEGIN CERTIFICATE-----"),
            "root certificates: no certificate in PEM",
        ),
        (
            builder().client_certificate(broken),
            "client certificate: no certificate and private key in PEM",
        ),
        (
            builder().client_certificate(certificate.cert.pem()),
            "client certificate: no certificate and private key in PEM",
        ),
        (builder().client_certificate(pem(&other.signing_key)), "client certificate: not usable"),
        (builder().proxy("http:/planted-secret"), "proxy: not the URL of a proxy"),
        (
            builder().proxy("ftp://user:planted-secret@proxy.example.com"),
            "proxy: not the URL of a proxy",
        ),
    ] {
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        let text = format!("{error} {error:?} {} {shown}", error.hint().unwrap());
        assert_eq!(
            (error.kind(), error.to_string()),
            (ErrorKind::Configuration, sentence.to_owned())
        );
        let key = certificate.signing_key.serialize_pem();
        let key = key.lines().nth(1).unwrap();
        assert!(!text.contains(key) && !text.contains(PLANTED), "{text}");
    }
}
