//! Questions to several regions, and the newest version.

use serde_json::Value;
use taurusdb_htap::{Datastore, EngineName, Region, sandbox::Sandbox};

use crate::support::cloud::{Cloud, projects, refusal};
use crate::support::command::run;

const REGIONS: [&str; 4] = ["cn-north-4", "cn-east-3", "cn-south-1", "ap-southeast-1"];

/// Runs the command with the endpoints and the access key of a cloud.
fn ask(cloud: &Cloud, arguments: &[&str], set: &[(&str, &str)]) -> (i32, String, String) {
    let environment = cloud.environment();
    let environment = environment.iter().map(|(name, value)| (&**name, &**value));
    let environment: Vec<_> = environment.chain(set.iter().copied()).collect();
    run(&[arguments, &["--attempts", "1"]].concat(), &environment)
}

fn in_all<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let regions = REGIONS.iter().flat_map(|region| ["--region", region]);
    arguments.iter().copied().chain(regions).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_name_their_region_if_several_are_asked() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let csv = ["datastores", "star-rocks", "--output", "csv"];
    let reversed: Vec<_> =
        csv.into_iter().chain(["--region", "cn-south-1", "--region", "cn-north-4"]).collect();
    let (code, stdout, stderr) = ask(&cloud, &reversed, &[]);
    let expected = "region,engine_name,id,name,kernel_version\n\
        cn-south-1,star-rocks,id-cn-south-1,3.1,3.1.3.0\n\
        cn-north-4,star-rocks,id-cn-north-4,3.1,3.1.1.0\n";
    assert_eq!((code, &*stdout, &*stderr), (0, expected, ""), "a pipe gets no progress");
    let one: Vec<_> = csv.into_iter().chain(["--region", "cn-north-4"]).collect();
    let (_, stdout, _) = ask(&cloud, &one, &[]);
    assert_eq!(
        stdout,
        "engine_name,id,name,kernel_version\nstar-rocks,id-cn-north-4,3.1,3.1.1.0\n"
    );
    for format in ["json", "yaml"] {
        let (code, stdout, _) = ask(&cloud, &in_all(&["datastores", "--output", format]), &[]);
        let regions: Vec<_> = stdout.lines().filter(|line| line.contains("region")).collect();
        assert_eq!((code, regions.len()), (0, 8));
        assert!(regions[0].contains("cn-north-4") && regions[7].contains("ap-southeast-1"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn regions_that_fail_are_reported_beside_the_rows_of_the_others() {
    let respond = |what: &str| match what {
        "cn-north-4 star-rocks" => Some(refusal("503 Unavailable", "APIGW.0201")),
        "cn-south-1 star-rocks" => Some(refusal("403 Forbidden", "DBS.280015")),
        "cn-south-1 click-house" => unreachable!("the error applies to both engines"),
        _ => None,
    };
    let cloud = Cloud::start(REGIONS, respond).await;
    let (code, stdout, stderr) = ask(&cloud, &in_all(&["datastores", "--output", "json"]), &[]);
    let rows: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    let found: Vec<_> = rows.iter().map(|row| row["region"].as_str().unwrap()).collect();
    assert_eq!(found, ["cn-east-3", "cn-east-3", "ap-southeast-1", "ap-southeast-1"]);
    assert_eq!(code, 4, "the lowest code: 4 and 5");
    let errors: Vec<_> = stderr.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_eq!(errors.len(), 2, "{stderr}");
    assert!(errors[0].starts_with("error: cn-north-4: ListHtapDataStore star-rocks: 503 "));
    assert!(errors[1].starts_with("error: cn-south-1: ListHtapDataStore star-rocks: 403 "));
}

/// A token would be refused, so the hint does not name it.
#[tokio::test(flavor = "multi_thread")]
async fn without_credentials_the_hint_fits_several_regions() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let no_key = [("HUAWEICLOUD_SDK_AK", ""), ("HUAWEICLOUD_SDK_SK", "")];
    let (code, _, stderr) = ask(&cloud, &in_all(&["datastores", "star-rocks"]), &no_key);
    assert_eq!((code, cloud.asked().len()), (3, 0));
    assert!(stderr.contains("\nhint: Set HW_ACCESS_KEY and HW_SECRET_KEY; or "), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_identity_is_one_error() {
    let respond =
        |what: &str| (what == "projects").then(|| refusal("401 Unauthorized", "APIGW.0301"));
    let cloud = Cloud::start(REGIONS, respond).await;
    let (code, stdout, stderr) = ask(&cloud, &in_all(&["datastores"]), &[]);
    assert_eq!((code, &*stdout, cloud.asked()), (3, "", vec!["projects".to_owned()]));
    assert_eq!(stderr.matches("error:").count(), 1, "{stderr}");
    assert!(stderr.starts_with("error: ListProjects: 401 Unauthorized, APIGW.0301"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_without_a_project_is_a_note() {
    let respond = |what: &str| (what == "projects").then(|| projects(&["", "cn-east-3", "", ""]));
    let cloud = Cloud::start(REGIONS, respond).await;
    let (code, stdout, stderr) = ask(&cloud, &in_all(&["datastores", "--output", "csv"]), &[]);
    assert_eq!((code, stdout.lines().count()), (0, 3));
    let expected = "note: The account has no project in cn-north-4, cn-south-1, ap-southeast-1.\n";
    assert_eq!(stderr, expected);
    let nowhere = in_all(&["datastores", "star-rocks", "--kernel-version", "9"]);
    let (code, _, stderr) = ask(&cloud, &nowhere, &[]);
    assert_eq!((code, stderr), (7, expected.to_owned() + "note: No region has star-rocks 9.\n"));
    // One region alone has to have one.
    let (code, _, _) = ask(&cloud, &["datastores", "--region", "cn-north-4"], &[]);
    assert_eq!(code, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_that_fails_and_is_not_known_may_be_a_typo() {
    let unknown = ["cn-north4", "ap-southeast3", "xx-nowhere-1"];
    let respond = |what: &str| (what == "projects").then(|| projects(&["", "", ""]));
    let cloud = Cloud::start(unknown, respond).await;
    let notes = [
        "note: `cn-north4` is not in `htap regions`; did you mean `cn-north-4`?\n",
        "note: `ap-southeast3` is not in `htap regions`; did you mean `ap-southeast-3`?\n",
        "note: `xx-nowhere-1` is not in `htap regions`.\n",
    ];
    let all: Vec<_> = unknown.iter().flat_map(|region| ["--region", region]).collect();
    let (code, _, stderr) = ask(&cloud, &[&["datastores"], &*all].concat(), &[]);
    assert!(code == 0 && stderr.contains(&notes.concat()), "{stderr}");
    for command in ["datastores", "project"] {
        let (code, _, stderr) = ask(&cloud, &[command, "--region", unknown[0]], &[]);
        assert!(code == 4 && stderr.starts_with(notes[0]), "{stderr}");
        let (_, _, stderr) = ask(&cloud, &[command], &[("HW_REGION_NAME", unknown[1])]);
        assert!(stderr.starts_with(notes[1]), "{stderr}");
    }
    let cloud = Cloud::start(["cn-north4"], |_| None).await;
    let (code, _, stderr) = ask(&cloud, &["datastores", "--region", "cn-north4"], &[]);
    assert_eq!((code, &*stderr), (0, ""), "the vendor adds regions");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_regions_are_asked_and_only_those() {
    let ids = Region::ALL.iter().map(Region::id);
    let cloud = Cloud::start(ids, |_| None).await;
    let arguments = ["datastores", "star-rocks", "--all-regions", "--output", "csv"];
    let (code, stdout, stderr) = ask(&cloud, &arguments, &[("HW_REGION_NAME", "cn-south-1")]);
    assert_eq!((code, &*stderr), (0, ""));
    let found = stdout.lines().skip(1).map(|line| line.split(',').next().unwrap());
    assert_eq!(found.collect::<Vec<_>>(), Region::ALL.iter().map(Region::id).collect::<Vec<_>>());
    assert_eq!(cloud.asked().len(), 1 + 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_of_one_region_are_refused_for_several() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let id = "23a50154cf494ec9ad6883979a12db0a";
    let token =
        [("HUAWEICLOUD_SDK_AK", ""), ("HUAWEICLOUD_SDK_SK", ""), ("HW_AUTH_TOKEN", "planted")];
    for (arguments, set, expected) in [
        (
            &["--endpoint", "https://x.example"][..],
            &[][..],
            "error: endpoint: it belongs to one region",
        ),
        (&["--project-id", id], &[], "error: project ID: it belongs to one region"),
        (&[], &[("HW_PROJECT_ID", id)], "error: environment: HW_PROJECT_ID belongs to one region"),
        (
            &[],
            &[("HUAWEICLOUD_SDK_PROJECT_ID", id)],
            "error: environment: HUAWEICLOUD_SDK_PROJECT_ID belongs to one region",
        ),
        (
            &[],
            &[("HW_PROJECT_NAME", "x")],
            "error: environment: HW_PROJECT_NAME belongs to one region",
        ),
        (&[], &token, "error: the environment (HW_AUTH_TOKEN): a token is valid for one project"),
    ] {
        for regions in
            [&["--all-regions"][..], &["--region", "cn-north-4", "--region", "cn-east-3"]]
        {
            let arguments = [&["datastores"], regions, arguments].concat();
            let (code, stdout, stderr) = ask(&cloud, &arguments, set);
            assert_eq!((code, &*stdout), (2, ""), "{stderr}");
            assert!(stderr.starts_with(expected) && !stderr.contains("planted"), "{stderr}");
            assert!(stderr.contains("\nhint: "), "{stderr}");
        }
    }
    for (set, domain) in [
        (("HW_REGION_NAME", "eu-west-101"), "myhuaweicloud.eu"),
        (("HW_CLOUD", "cloud.example"), "cloud.example"),
    ] {
        let (code, _, stderr) = ask(&cloud, &["datastores", "--all-regions"], &[set]);
        let expected =
            format!("error: regions: the contract lists no host of the service in `{domain}`\n");
        assert!(code == 2 && stderr.starts_with(&expected), "{stderr}");
    }
    for arguments in [&["--all-regions", "--region", "x"][..], &["--all-regions", "--sandbox"]] {
        let (code, _, stderr) = ask(&cloud, &[&["datastores"], arguments].concat(), &[]);
        assert!(code == 2 && stderr.contains("cannot be used with"), "{stderr}");
    }
    assert_eq!(cloud.asked().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_assumed_once_for_all_regions() {
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let agency =
        [("HW_ASSUME_ROLE_AGENCY_NAME", "agency"), ("HW_ASSUME_ROLE_DOMAIN_NAME", "account")];
    let (code, _, stderr) = ask(&cloud, &in_all(&["datastores"]), &agency);
    assert_eq!((code, &*stderr), (0, ""));
    let asked = cloud.asked();
    assert_eq!((asked.len(), &*asked[0], &*asked[1]), (2 + 8, "key", "projects"));
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_filtered_by_their_leading_parts() {
    let sandbox = Sandbox::start().await.unwrap();
    let versions = ["3.2.0.0", "3.1.1.0", "3.1.10.0"];
    let rows = versions.map(|version| Datastore::new(version, "3", version));
    sandbox.set_datastores(EngineName::StarRocks, rows);
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let target = ["--endpoint", sandbox.endpoint(), "--project-id", &project_id];
    let ask =
        |arguments: &[&str]| run(&[arguments, &target].concat(), &[("HW_AUTH_TOKEN", &token)]);
    let list = |arguments: &[&str]| {
        let list = ["datastores", "star-rocks", "--output", "csv"];
        let (code, stdout, stderr) = ask(&[&list, arguments].concat());
        let rows =
            stdout.lines().skip(1).map(|line| line.split(',').next_back().unwrap().to_owned());
        (code, rows.collect::<Vec<_>>(), stderr)
    };
    let nothing = String::new;
    assert_eq!(list(&["--kernel-version", "3.1.1"]), (0, vec!["3.1.1.0".into()], nothing()));
    let note = || "note: The region has no star-rocks 4.\n".to_owned();
    assert_eq!(list(&["--kernel-version", "4"]), (7, vec![], note()));
    let json = ask(&["datastores", "star-rocks", "--kernel-version", "4", "-o", "json"]);
    assert_eq!(json, (7, "[]\n".into(), note()));
    assert_eq!(list(&["star-rocks", "--kernel-version", "3.2"]).1.len(), 1, "no row twice");
    let newer = vec!["3.1.10.0".to_owned(), "3.2.0.0".to_owned()];
    assert_eq!(list(&["--newer-than", "3.1.6.0"]), (0, newer, nothing()));
    let unchanged = "note: No kernel version is newer than 3.2.0.0.\n".to_owned();
    assert_eq!(list(&["--newer-than", "3.2.0.0"]), (7, vec![], unchanged));
    assert_eq!(list(&["--newer-than", "3.2"]).0, 7, "missing parts count as 0");
    let latest = ["latest", "star-rocks"];
    assert_eq!(ask(&latest), (0, "3.2.0.0\n".into(), nothing()));
    let of = |series| [&latest[..], &["--kernel-version", series]].concat();
    assert_eq!(ask(&of("3.1")), (0, "3.1.10.0\n".into(), nothing()));
    assert_eq!(ask(&of("4")), (7, nothing(), note()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_wins_over_the_answer_that_there_is_no_version() {
    let respond = |what: &str| {
        (what == "cn-east-3 star-rocks").then(|| refusal("503 Unavailable", "APIGW.0201"))
    };
    let cloud = Cloud::start(REGIONS, respond).await;
    let newer = |version| in_all(&["datastores", "star-rocks", "--newer-than", version]);
    assert_eq!(ask(&cloud, &newer("3.1.2.0"), &[]).0, 5);
    let (code, stdout, _) = ask(&cloud, &newer("9.9"), &[]);
    assert_eq!((code, &*stdout), (5, ""));
    let latest = |series| in_all(&["latest", "star-rocks", "--kernel-version", series]);
    let (code, stdout, _) = ask(&cloud, &latest("3.1"), &[]);
    assert_eq!((code, &*stdout), (5, "3.1.4.0\n"));
    assert_eq!(ask(&cloud, &latest("4"), &[]).0, 5);
}

#[test]
fn a_comparison_needs_one_engine_and_a_version() {
    for (arguments, expected) in [
        (
            &["datastores", "--newer-than", "3.1"][..],
            "--newer-than compares the versions of one engine",
        ),
        (
            &["datastores", "star-rocks", "click-house", "--newer-than", "3.1"],
            "--newer-than compares the versions of one engine",
        ),
        (&["datastores", "star-rocks", "--newer-than", "v3.1"], "a version has numbers and dots"),
        (&["latest", "star-rocks", "--kernel-version", ""], "a version has numbers and dots"),
        (&["latest"], "<ENGINE>"),
        (
            &["latest", "star-rocks", "--sandbox", "--timeout", "5s"],
            "a number of seconds, such as 30",
        ),
        (
            &["latest", "star-rocks", "--sandbox", "--timeout", "0"],
            "a number of seconds, such as 30",
        ),
        (&["latest", "star-rocks", "--sandbox", "--attempts", "0"], "a count is a number from 1"),
        (&["latest", "star-rocks", "click-house"], "unexpected argument 'click-house'"),
    ] {
        let (code, stdout, stderr) = run(arguments, &[]);
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}");
        assert!(stderr.contains(expected), "{stderr}");
    }
    let (code, stdout, _) = run(&["latest", "star-rocks", "--sandbox"], &[]);
    assert_eq!((code, &*stdout), (0, "3.1.6.0\n"));
}

/// A terminal shows how many regions have answered. The line is gone at the end.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn progress_is_shown_on_a_terminal_alone() {
    use crate::support::command::htap;
    use crate::support::terminal::{Pipe, run, screen};
    let cloud = Cloud::start(REGIONS, |_| None).await;
    let command = |pipe| {
        let mut command = htap(&in_all(&["datastores"]), &[("TERM", "xterm")]);
        command.envs(cloud.environment());
        run(command, 80, pipe)
    };
    let (terminal, _, status) = command(None);
    assert!(status.success());
    for number in 0..=4 {
        assert!(terminal.contains(&format!("\r{number} of 4 regions answered")), "{terminal:?}");
    }
    assert!(screen(&terminal, 80).starts_with("| REGION "), "{terminal}");
    let (terminal, piped, _) = command(Some(Pipe::Stderr));
    assert!(!(terminal + &piped).contains("answered"));
    let (terminal, piped, _) = command(Some(Pipe::Stdout));
    assert!(terminal.contains("4 of 4 regions answered") && piped.starts_with("REGION "));
}
