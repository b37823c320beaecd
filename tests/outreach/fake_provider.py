"""A provider of this machine: the real SDKs speak HTTP with it, and what they sent can be looked at."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Provider:
    """Answers every request with `answer` and keeps what was asked; `status` of HTTP; hangs up when told to."""

    answer: dict[str, Any]
    status: int = 200
    hang_up: bool = False
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def provider(answer: dict[str, Any], status: int = 200, hang_up: bool = False) -> Iterator[Provider]:
    """A provider that listens while the block runs."""
    kept = Provider(answer, status, hang_up)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            asked = json.loads(body) if body.startswith("{") else parse_qs(urlsplit(self.path).query or body)
            kept.asked.append({"headers": dict(self.headers), "body": asked, "path": self.path})
            if kept.hang_up:
                self.connection.close()
                return
            words = json.dumps(kept.answer).encode()
            self.send_response(kept.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
