//! Settings that the builder checks before anything is sent. Its errors contain no secret.

use std::time::Duration;

use taurusdb_htap::{
    Client, ClientBuilder, Credentials, EngineName, ErrorKind, Language, ProjectId, Region,
    RetryPolicy,
};

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
fn a_client_prints_what_tells_it_from_another() {
    let credentials = Credentials::token(PLANTED);
    let text = format!("{:?}", builder().credentials(credentials).build().unwrap());
    let expected = r#"Client { endpoint: "https://gaussdb.cn-north-4.myhuaweicloud.com", region: Some("cn-north-4"), credentials: "token", .. }"#;
    assert_eq!(text, expected);
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
            "region: not the ID of a region: `cn-north-4.evil`",
        ),
        (builder().endpoint("gaussdb"), ErrorKind::Configuration, "endpoint: not a URL: `gaussdb`"),
        (
            builder().endpoint("http://10.0.0.1"),
            ErrorKind::Configuration,
            "endpoint: not https: `http://10.0.0.1`",
        ),
        (
            builder().project_id("short"),
            ErrorKind::Configuration,
            "project ID: not 32 letters and digits: `short`",
        ),
        (
            builder().project_id("23a50154cf494ec9ad6883979a12db0/"),
            ErrorKind::Configuration,
            "project ID: not 32 letters and digits: `23a50154cf494ec9ad6883979a12db0/`",
        ),
        (Client::builder().region("cn-north-4"), ErrorKind::Credentials, "credentials: not set"),
        (tokened(), ErrorKind::Configuration, "project ID: no project ID and no region is set"),
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
            "IAM endpoint: not https: `http://iam.example.com`",
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

/// IAM would refuse them, and count the refusal towards a lock. Only a line break is certainly no part of a password.
#[test]
fn a_stray_line_break_or_blank_is_not_sent() {
    let build = |user: &str, password: &str, domain: &str| {
        let credentials = Credentials::password(user, password, domain);
        Client::builder().region("cn-north-4").credentials(credentials).build()
    };
    for (user, password, domain, sentence) in [
        ("user", "planted-secret\n", "account", "the password contains a line break"),
        ("user", "planted\rsecret", "account", "the password contains a line break"),
        ("user\r\n", PLANTED, "account", "the user name contains a line break"),
        (" user", PLANTED, "account", "the user name begins or ends with a blank"),
        ("user", PLANTED, "account\t", "the domain name begins or ends with a blank"),
    ] {
        let error = build(user, password, domain).unwrap_err();
        assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Credentials, sentence));
        assert!(error.hint().unwrap().starts_with("Remove "), "{error:?}");
        assert!(!format!("{error:?}").contains("planted"), "{sentence}");
    }
    build("a user", " planted secret ", "an account").unwrap();
}

/// A hint names a variable only to a client that reads it.
#[test]
fn a_missing_region_names_what_sets_it() {
    let hint = Client::builder().build().unwrap_err().hint().unwrap().to_owned();
    assert!(hint.starts_with("Call `region` ") && !hint.contains("Set HW_"), "{hint}");
}

/// An error shows the refused value, without the part that may be a secret.
#[test]
fn a_refused_value_is_shown() {
    let endpoint = |endpoint: &str| builder().endpoint(endpoint).build().unwrap_err().to_string();
    assert_eq!(
        endpoint("https://gaussdb.example.com/v3"),
        "endpoint: contains more than a host: `https://gaussdb.example.com/v3`"
    );
    for (text, sentence) in [
        ("https://user:planted-secret@host", "endpoint: contains a user name or password"),
        ("https://host?token=planted-secret", "endpoint: contains more than a host"),
        ("host#planted-secret", "endpoint: not a URL"),
    ] {
        assert_eq!(endpoint(text), sentence);
    }
    let error = builder().project_id("x\n".repeat(99)).build().unwrap_err();
    let start = "x\\n".repeat(30);
    assert_eq!(error.to_string(), format!("project ID: not 32 letters and digits: `{start}…`"));
}

#[test]
fn limits_with_which_no_call_succeeds_are_refused() {
    for (builder, name) in [
        (builder().timeout(Duration::ZERO), "timeout"),
        (builder().attempt_timeout(Duration::ZERO), "attempt_timeout"),
        (builder().connect_timeout(Duration::ZERO), "connect_timeout"),
        (builder().body_limit(0), "body_limit"),
    ] {
        let error = builder.build().unwrap_err();
        let sentence = format!("{name}: must be greater than 0");
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::Configuration, sentence));
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
        assert_eq!(name.parse::<EngineName>().unwrap_err().hint(), Some(hint), "{name}");
    }
    for &engine in EngineName::ALL {
        assert_eq!(engine.as_str().parse::<EngineName>().unwrap(), engine);
    }
    let error = "zh_cn".parse::<Language>().unwrap_err();
    assert_eq!(error.to_string(), "language: no language is called `zh_cn`");
    assert_eq!(error.hint(), Some("did you mean `zh-cn`? The languages are en-us, zh-cn."));
}

/// `?` converts the error of each type.
#[test]
fn texts_are_read_with_the_errors_of_the_crate() {
    fn read(
        engine: &str,
        language: &str,
        project: &str,
        region: &str,
    ) -> taurusdb_htap::Result<()> {
        let _: (EngineName, Language) = (engine.parse()?, language.parse()?);
        let _: (ProjectId, Region) = (project.parse()?, region.parse()?);
        Ok(())
    }
    let id = "23a50154cf494ec9ad6883979a12db0a";
    read("star-rocks", "en-us", id, "cn-north-4").unwrap();
    for (engine, language, project, region) in [
        ("x", "en-us", id, "r"),
        ("star-rocks", "x", id, "r"),
        ("star-rocks", "en-us", "x", "r"),
        ("star-rocks", "en-us", id, "R"),
    ] {
        let error = read(engine, language, project, region).unwrap_err();
        assert!(error.kind() == ErrorKind::Configuration && error.hint().is_some(), "{error}");
    }
}

#[test]
fn a_region_is_accepted_as_such() {
    let region: Region = "eu-west-101".parse().unwrap();
    for builder in [builder().region(&region), builder().region(region.clone())] {
        assert_eq!(builder.build().unwrap().endpoint(), region.endpoint());
    }
}

#[test]
fn a_retry_policy_shows_its_settings() {
    let seconds = Duration::from_secs;
    let policy = RetryPolicy::off().backoff(seconds(1), seconds(2)).max_retry_after(seconds(3));
    assert_eq!(policy.get_max_attempts(), 1);
    assert_eq!(policy.get_backoff(), (seconds(1), seconds(2)));
    assert_eq!(policy.get_max_retry_after(), seconds(3));
}

#[test]
fn a_client_and_its_calls_are_send() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn sent<T: Send + 'static>(_: T) {}
    let client = builder().build().unwrap();
    shared(&client);
    shared(&builder());
    assert_eq!(builder().clone().build().unwrap().endpoint(), client.endpoint());
    sent(client.list_datastores(EngineName::StarRocks).into_future());
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
