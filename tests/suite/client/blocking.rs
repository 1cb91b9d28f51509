//! The blocking client: the same results as the async one, in every kind of thread.

use std::future::Future;
use std::sync::mpsc::{RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use taurusdb_htap::blocking::Client;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{
    CredentialProvider, Credentials, CredentialsFuture, EngineName, Error, ErrorKind, Language,
    RetryPolicy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::builder_of;

/// How long a test waits for an event that does not happen if the client has an error.
const LIMIT: Duration = Duration::from_secs(60);

fn multi_thread() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A runtime, and a server in its background.
fn background<T>(server: impl Future<Output = T>) -> (Runtime, T) {
    let runtime = multi_thread();
    let server = runtime.block_on(server);
    (runtime, server)
}

fn sandbox() -> (Runtime, Sandbox) {
    background(async { Sandbox::start().await.unwrap() })
}

fn client(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().build_blocking().unwrap()
}

fn rows(client: &Client) -> usize {
    client.list_datastores(EngineName::StarRocks).send().unwrap().len()
}

fn client_of(endpoint: &str) -> Client {
    builder_of(endpoint).build_blocking().unwrap()
}

#[test]
fn each_method_returns_what_the_async_one_returns() {
    let (runtime, sandbox) = sandbox();
    let builder = || {
        let builder = Client::builder().endpoint(sandbox.endpoint());
        let builder = builder.iam_endpoint(sandbox.endpoint()).project_name("cn-north-4");
        builder.credentials(sandbox.access_key_credentials())
    };
    let (client, other) = (builder().build_blocking().unwrap(), builder().build().unwrap());
    assert_eq!(client.endpoint(), other.endpoint());
    assert_eq!(client.project_id().unwrap(), runtime.block_on(other.project_id()).unwrap());
    assert_eq!(client.login().unwrap(), runtime.block_on(other.login()).unwrap());
    let (client, other) = (builder().build_blocking().unwrap(), builder().build().unwrap());
    let login = client.verify_login().unwrap();
    assert_eq!((login.is_verified, login), (true, runtime.block_on(other.verify_login()).unwrap()));
    let rows = client.list_datastores(EngineName::ClickHouse).send().unwrap();
    let others = runtime.block_on(other.list_datastores(EngineName::ClickHouse).into_future());
    assert_eq!(rows, others.unwrap());
    assert_eq!((rows.status(), rows.attempts(), rows.len()), (200, 1, 1));
}

#[test]
fn errors_are_those_of_the_async_client() {
    let (runtime, sandbox) = sandbox();
    let other = sandbox.client_builder().build().unwrap();
    let fault = || sandbox.fail(Fault::status(429).header("X-Request-Id", "one"));
    fault();
    let error = client(&sandbox).list_datastores(EngineName::StarRocks).send().unwrap_err();
    fault();
    let call = other.list_datastores(EngineName::StarRocks).into_future();
    assert_eq!(described(&error), described(&runtime.block_on(call).unwrap_err()));
    let error = Client::builder().build_blocking().unwrap_err();
    assert_eq!(described(&error), described(&Client::builder().build().unwrap_err()));
}

fn described(error: &Error) -> (ErrorKind, String, Option<String>, u32) {
    (error.kind(), error.to_string(), error.hint().map(str::to_owned), error.attempts())
}

#[test]
fn options_apply_to_one_call() {
    let (_runtime, sandbox) = sandbox();
    let client = client(&sandbox);
    let call = || client.list_datastores(EngineName::StarRocks);
    call().language(Language::ZhCn).send().unwrap();
    call().send().unwrap();
    let languages = sandbox.requests();
    let languages: Vec<_> = languages.iter().map(|it| it.header("X-Language")).collect();
    assert_eq!(languages, [Some("zh-cn"), None]);
    sandbox.fail(Fault::status(503));
    let patient = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    assert_eq!(call().retry(patient).send().unwrap().attempts(), 2);
    for call in [
        call().timeout(Duration::from_millis(10)),
        call().attempt_timeout(Duration::from_millis(10)),
    ] {
        sandbox.fail(Fault::delay(Duration::from_secs(24 * 60 * 60)));
        assert_eq!(call.send().unwrap_err().kind(), ErrorKind::Timeout);
    }
}

/// In async code a call returns an error and sends nothing. A client can be built, cloned and dropped there.
#[test]
fn async_code_gets_an_error() {
    let (_runtime, sandbox) = sandbox();
    let client = client(&sandbox);
    let refused = move |client: &Client| {
        let errors = [
            client.list_datastores(EngineName::StarRocks).send().unwrap_err(),
            client.login().unwrap_err(),
            client.project_id().unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains("async code"), "{error}");
            assert!(error.hint().unwrap().contains("spawn_blocking"), "{error}");
        }
    };
    for runtime in [multi_thread(), current_thread()] {
        let of_task = client.clone();
        runtime.block_on(async {
            refused(&client);
            tokio::task::yield_now().await; // the budget of this task has ended, and begins anew
            tokio::spawn(async move { refused(&of_task) }).await.unwrap();
            let own = sandbox.client_builder().build_blocking().unwrap();
            refused(&own.clone());
        });
    }
    assert_eq!((sandbox.requests().len(), rows(&client)), (0, 1));
}

#[test]
fn threads_that_may_block_can_call() {
    let (_runtime, sandbox) = sandbox();
    let client = client(&sandbox);
    let call = || {
        let client = client.clone();
        move || rows(&client)
    };
    for runtime in [multi_thread(), current_thread()] {
        let task = async { tokio::task::spawn_blocking(call()).await.unwrap() };
        assert_eq!(runtime.block_on(task), 1);
        let _guard = runtime.enter();
        assert_eq!(call()(), 1);
    }
    let in_place = call();
    let task = async move { tokio::task::block_in_place(in_place) };
    let task = multi_thread().block_on(async { tokio::spawn(task).await });
    assert_eq!(task.unwrap(), 1);
}

/// Reads the head of a request.
async fn request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "the request ended early");
    }
}

const EMPTY: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"datastores\":[]}";

/// The server responds only when it has the requests of all threads.
#[test]
fn calls_of_several_threads_run_at_the_same_time() {
    const THREADS: usize = 8;
    let (_runtime, endpoint) = background(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let mut streams = Vec::new();
            for _ in 0..THREADS {
                let (mut stream, _) = listener.accept().await.unwrap();
                request(&mut stream).await;
                streams.push(stream);
            }
            for stream in &mut streams {
                stream.write_all(EMPTY).await.unwrap();
            }
        });
        endpoint
    });
    let client = client_of(&endpoint);
    let calls: Vec<_> = (0..THREADS).map(|_| client.clone()).collect();
    let calls = calls.into_iter().map(|client| thread::spawn(move || rows(&client)));
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.join().unwrap(), 0);
    }
}

/// The thread of a client reads from its connections while no call runs.
#[test]
fn the_last_clone_closes_the_connections() {
    let (closed, has_closed) = channel();
    let (runtime, (endpoint, server)) = background(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut first, _) = listener.accept().await.unwrap();
            request(&mut first).await;
            first.write_all(EMPTY).await.unwrap();
            first.shutdown().await.unwrap();
            assert_eq!(first.read(&mut [0]).await.unwrap(), 0);
            closed.send(()).unwrap();
            let (mut second, _) = listener.accept().await.unwrap();
            request(&mut second).await;
            second.write_all(EMPTY).await.unwrap();
            timeout(LIMIT, second.read(&mut [0])).await.unwrap().unwrap()
        });
        (endpoint, server)
    });
    let client = client_of(&endpoint);
    assert_eq!(rows(&client), 0);
    has_closed.recv_timeout(LIMIT).unwrap();
    let clone = client.clone();
    drop(client);
    assert_eq!(rows(&clone), 0);
    assert!(!server.is_finished());
    current_thread().block_on(async { drop(clone) });
    assert_eq!(runtime.block_on(server).unwrap(), 0);
}

/// Leaves a task behind in the runtime that asks it for credentials. The task has a sender until the runtime ends.
#[derive(Debug)]
struct LeavesTask(Sender<()>);

impl CredentialProvider for LeavesTask {
    fn credentials<'a: 'f, 'f>(&'a self) -> CredentialsFuture<'f> {
        let sender = self.0.clone();
        Box::pin(async {
            tokio::spawn(async {
                std::future::pending::<()>().await;
                drop(sender);
            });
            Ok(Credentials::token("sandbox-token"))
        })
    }
}

#[test]
fn the_thread_ends_with_the_last_clone() {
    let (_runtime, sandbox) = sandbox();
    let (sender, receiver) = channel();
    let builder = sandbox.client_builder().credentials(Credentials::provider(LeavesTask(sender)));
    let client = builder.build_blocking().unwrap();
    assert_eq!(rows(&client), 1);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    drop(client.clone());
    assert_eq!(rows(&client), 1);
    current_thread().block_on(async { drop(client) });
    assert_eq!(receiver.recv_timeout(LIMIT), Err(RecvTimeoutError::Disconnected));
}
