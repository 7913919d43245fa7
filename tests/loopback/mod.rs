//! A server of the web on loopback, for tests: what it answers is said by the test, byte for byte.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, reason = "a module of several test programs")]

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// What was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// With the query.
    pub path: String,
    /// The fields as they came, one a line.
    pub fields: Vec<String>,
}

impl Asked {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let fields = self.fields.iter().filter_map(|line| line.split_once(':'));
        fields.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// What is answered.
pub enum Reply {
    /// These bytes, and the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes, and then nothing for as long as the server lives.
    Hang(Vec<u8>),
}

/// An answer with a length.
pub fn reply(status: &str, fields: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut bytes = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in fields {
        bytes.extend([name, ": ", value, "\r\n"]);
    }
    bytes.push_str("\r\n");
    Reply::Bytes([bytes.as_bytes(), body].concat())
}

/// A good answer.
pub fn page(kind: &str, body: &[u8]) -> Reply {
    reply("200 OK", &[("Content-Type", kind)], body)
}

/// A redirect.
pub fn redirect(status: &str, to: &str) -> Reply {
    reply(status, &[("Location", to)], b"")
}

struct Shared {
    asked: Mutex<Vec<Asked>>,
    /// Connections that are kept open.
    hanging: Mutex<Vec<TcpStream>>,
    stop: AtomicBool,
}

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts one that answers so.
    pub fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            asked: Mutex::default(),
            hanging: Mutex::default(),
            stop: AtomicBool::new(false),
        });
        let (inner, answer) = (shared.clone(), Arc::new(answer));
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if inner.stop.load(Ordering::SeqCst) {
                    return;
                }
                let (inner, answer) = (inner.clone(), answer.clone());
                thread::spawn(move || stream.map(|stream| serve(stream, &inner, &*answer)));
            }
        });
        Self { address, shared, thread: Some(thread) }
    }

    /// The address of a path on it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The port it listens at.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// All that was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// The paths that were asked for so far.
    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

fn serve(mut stream: TcpStream, shared: &Shared, answer: &(dyn Fn(&Asked) -> Reply + Send + Sync)) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let mut ask = || {
        let first = lines.next()?;
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        Some((first, Asked { path, fields: lines.by_ref().take_while(|line| !line.is_empty()).collect() }))
    };
    let Some((first, mut asked)) = ask() else { return };
    if first.starts_with("CONNECT ") {
        // As a proxy: what is asked through it is answered here.
        shared.asked.lock().unwrap().push(asked);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        let Some((_, inner)) = ask() else { return };
        asked = inner;
    }
    shared.asked.lock().unwrap().push(asked.clone());
    // A client that went away is a part of some tests.
    match answer(&asked) {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Reply::Hang(bytes) => {
            let _ = stream.write_all(&bytes).and_then(|()| stream.flush());
            shared.hanging.lock().unwrap().push(stream);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.shared.hanging.lock().unwrap().clear();
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
