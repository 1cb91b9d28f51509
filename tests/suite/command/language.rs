//! The language of the command: who chooses it, and what it applies to. The screens are in `screens.rs`.

use serde_json::{Value, json};
use taurusdb_htap::sandbox::{Fault, Sandbox};

use crate::support::command::run;

const CHINESE: &[(&str, &str)] = &[("LANG", "zh_CN.UTF-8")];

fn stdout(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let (code, stdout, stderr) = run(arguments, environment);
    assert_eq!((code, &*stderr), (0, ""), "{arguments:?}");
    stdout
}

#[test]
fn the_option_or_the_first_variable_chooses_the_language() {
    for (option, environment, is_chinese) in [
        (None, &[][..], false),
        (None, &[("LANG", "zh_CN.UTF-8")], true),
        (None, &[("LANG", "zh_CN")], true),
        (None, &[("LANG", "zh")], true),
        (None, &[("LANG", "zh_SG.utf8")], true),
        (None, &[("LANG", "zh_CN.UTF-8@pinyin")], true),
        // Traditional Chinese, and a terminal that does not show UTF-8.
        (None, &[("LANG", "zh_TW.UTF-8")], false),
        (None, &[("LANG", "zh_HK.UTF-8")], false),
        (None, &[("LANG", "zh_CN.GB18030")], false),
        (None, &[("LANG", "C")], false),
        (None, &[("LANG", "POSIX")], false),
        (None, &[("LANG", "zha_CN.UTF-8")], false),
        (None, &[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")], false),
        (None, &[("LC_ALL", "zh_CN.UTF-8"), ("LC_MESSAGES", "C"), ("LANG", "C")], true),
        (None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "C")], true),
        (None, &[("LC_MESSAGES", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")], false),
        (Some("--lang=en-us"), &[("LC_ALL", "zh_CN.UTF-8")], false),
        (Some("--lang=zh-cn"), &[("LC_ALL", "C")], true),
        (Some("--lang=zh_CN.UTF-8"), &[], true),
        (Some("--lang=zh"), &[], true),
        (Some("--lang=en_US"), &[("LC_ALL", "zh_CN.UTF-8")], false),
    ] {
        let arguments: Vec<_> = ["explain", "429"].into_iter().chain(option).collect();
        let is_shown = stdout(&arguments, environment).starts_with("状态码429：");
        assert_eq!(is_shown, is_chinese, "{option:?} {environment:?}");
    }
    assert!(stdout(&["--lang", "zh-cn", "explain", "429"], &[]).contains("  含义："));
    for (language, expected) in [("fr", "error: invalid value 'fr'"), ("", "a value is required")] {
        let (code, _, stderr) = run(&["regions", "--lang", language], &[]);
        assert!(code == 2 && stderr.contains(expected), "{stderr}");
    }
}

#[test]
fn programs_get_english_unless_the_user_chooses_the_language() {
    for arguments in [
        &["regions", "--output", "json"][..],
        &["regions", "--output", "yaml"],
        &["regions", "--output", "csv"],
        &["completions", "zsh"],
        &["man"],
    ] {
        let english = stdout(arguments, &[]);
        assert_eq!(stdout(arguments, CHINESE), english, "{arguments:?}");
        let chosen = stdout(&[arguments, &["--lang", "zh-cn"]].concat(), &[]);
        let expected = if arguments[0] == "regions" {
            "华北-北京四"
        } else {
            "列出已知的区域及其终端节点"
        };
        assert!(chosen.contains(expected), "{chosen}");
    }
    let fields = |language| {
        let rows = stdout(&["regions", "--output", "json", "--lang", language], &[]);
        let rows: Value = serde_json::from_str(&rows).unwrap();
        rows[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(fields("zh-cn"), fields("en-us"));
}

/// The language of the command and that of the service are two settings.
#[tokio::test(flavor = "multi_thread")]
async fn the_service_is_asked_for_a_language_only_by_its_own_option() {
    let sandbox = Sandbox::start().await.unwrap();
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    for (option, expected) in [("--lang", None), ("--language", Some("zh-cn"))] {
        let arguments = ["latest", "star-rocks", "--endpoint", sandbox.endpoint(), option, "zh-cn"];
        let arguments = [&arguments[..], &["--project-id", &project_id]].concat();
        stdout(&arguments, &[("HW_AUTH_TOKEN", &*token)]);
        let requests = sandbox.requests();
        assert_eq!(requests.last().unwrap().header("x-language"), expected, "{option}");
    }
    let help = stdout(&["latest", "--help"], &[]);
    let named =
        |option: &str| help.split(option).nth(1).unwrap().lines().nth(1).unwrap().to_owned();
    assert!(
        named("--lang <").contains("`--language`") && named("--language <").contains("`--lang`")
    );
}

/// Each heading of a table is Chinese, so that a new column needs one.
#[tokio::test(flavor = "multi_thread")]
async fn the_headings_of_tables_are_chinese() {
    let sandbox = Sandbox::start().await.unwrap();
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let login = ["login", "--check", "--endpoint", sandbox.endpoint(), "--project-id", &project_id];
    for arguments in [&["regions"][..], &["datastores", "--sandbox"], &login] {
        let environment = [CHINESE, &[("HW_AUTH_TOKEN", &*token)]].concat();
        let (_, rows, _) = run(arguments, &environment);
        let headings = rows.lines().next().unwrap();
        let english = headings.split_whitespace().filter(|it| it.is_ascii() && *it != "ID");
        assert_eq!(english.collect::<Vec<_>>(), [""; 0], "{headings}");
    }
}

/// The service's message is not translated, even if parts of it are in the catalogue.
#[tokio::test(flavor = "multi_thread")]
async fn the_message_of_the_service_is_shown_as_the_service_wrote_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let arguments =
        ["latest", "star-rocks", "--endpoint", sandbox.endpoint(), "--project-id", &project_id];
    let environment = [CHINESE, &[("HW_AUTH_TOKEN", &*token)]].concat();
    for message in ["Parameter error: language. Set the region.", "engine", "a; b  engine: region"]
    {
        let body = json!({"error_code": "DBS.280001", "error_msg": message});
        sandbox.fail(Fault::response(400, body.to_string()));
        let (_, _, stderr) = run(&arguments, &environment);
        let expected = format!("400 Bad Request, DBS.280001, {message}");
        assert!(stderr.starts_with("错误：") && stderr.contains(&expected), "{stderr}");
    }
}
