//! 10 000 callers of a client that sends at most 64 requests at once.
//!
//! In the first run the peer responds only when all calls are waiting. In the second run it responds at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::Sandbox;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

use crate::peer::{self, Peer};
use crate::{MIB, PROJECT_ID, Result, TOKEN, judge, process, runtime};

const CALLERS: usize = 10_000;
const AT_ONCE: usize = 64;
const MEMORY: u64 = 200 * MIB;

pub(crate) fn measure() -> Result<bool> {
    let idle = process::resident();
    let (answered, most, size) = gather("concurrency")?;
    println!("  one call waiting: {size} bytes");
    let mut holds = judge(format!("{answered} answered"), CALLERS, answered == CALLERS);
    // The HTTP client opens a connection whenever none is idle, and keeps it even if another one becomes idle first.
    println!("  {most} connections at most");
    let (answered, most, _) = gather("burst")?;
    holds &= judge(format!("at once: {answered} answered"), CALLERS, answered == CALLERS);
    println!("  at once: {most} connections at most");
    let (Some(idle), Some(peak)) = (idle, process::peak()) else {
        println!("  memory: not available on this system");
        return Ok(holds);
    };
    let each = (peak - idle) / CALLERS as u64;
    let (peak_kib, idle_kib, limit) = (peak / 1024, idle / 1024, MEMORY / 1024);
    let figure = format!("{peak_kib} KiB at most, {idle_kib} KiB idle, {each} bytes a caller");
    Ok(judge(figure, format_args!("{limit} KiB"), peak < MEMORY) && holds)
}

/// Returns the number of successful calls, the maximum number of connections, and the size of a call in bytes.
fn gather(name: &str) -> Result<(usize, usize, usize)> {
    let mut peer = Peer::start(name)?;
    let client = peer.client_builder().max_concurrent_requests(AT_ONCE).build()?;
    let call = client.list_datastores(EngineName::StarRocks);
    let size = size_of_val(&*call.into_future());
    let answered = runtime()?.block_on(async {
        let (came, mut coming) = mpsc::unbounded_channel();
        let mut calls = Vec::with_capacity(CALLERS);
        for _ in 0..CALLERS {
            let (call, came) = (client.list_datastores(EngineName::StarRocks), came.clone());
            calls.push(tokio::spawn(async move {
                _ = came.send(());
                call.await
            }));
        }
        for _ in 0..CALLERS {
            coming.recv().await;
        }
        peer.query("go")?;
        let mut answered = 0;
        for call in calls {
            match call.await? {
                Ok(_) => answered += 1,
                Err(error) => println!("  {error}"),
            }
        }
        Ok::<_, Box<dyn std::error::Error>>(answered)
    })?;
    Ok((answered, peer.query("most")?.parse()?, size))
}

/// A sandbox behind a relay that counts connections. The relay forwards nothing until it receives "go", unless
/// `at_once`.
pub(crate) fn run_peer(at_once: bool) -> Result {
    let runtime = runtime()?;
    let (start, started) = watch::channel(at_once);
    let most = Arc::new(AtomicUsize::new(0));
    let (_sandbox, endpoint) = runtime.block_on(async {
        let builder = Sandbox::builder().token(TOKEN).project_id(PROJECT_ID.parse()?);
        let sandbox = builder.start().await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let behind = sandbox.endpoint().trim_start_matches("http://").to_owned();
        tokio::spawn(relay(listener, behind, started, most.clone()));
        Ok::<_, Box<dyn std::error::Error>>((sandbox, endpoint))
    })?;
    peer::serve_queries(&endpoint, |query| {
        if query == "go" {
            start.send(true)?;
        }
        Ok(most.load(Ordering::SeqCst).to_string())
    })
}

async fn relay(
    listener: TcpListener,
    behind: String,
    started: watch::Receiver<bool>,
    most: Arc<AtomicUsize>,
) {
    let open = Arc::new(AtomicUsize::new(0));
    while let Ok((mut stream, _)) = listener.accept().await {
        let (open, behind, mut started) = (open.clone(), behind.clone(), started.clone());
        most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        tokio::spawn(async move {
            _ = started.wait_for(|started| *started).await;
            if let Ok(mut sandbox) = TcpStream::connect(behind).await {
                _ = tokio::io::copy_bidirectional(&mut stream, &mut sandbox).await;
            }
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}
