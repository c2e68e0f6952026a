"""A gateway for text messages on this machine: keeps what it is sent, or refuses on demand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any


@dataclass
class Gateway:
    """What reached it, in order, body and headers; `answer` is the status that it gives."""

    url: str = ""
    answer: int = 202
    messages: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def sms_gateway() -> Iterator[Gateway]:
    gateway = Gateway()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.headers.append(dict(self.headers))
            if gateway.answer < 400 or gateway.answer == 500:
                gateway.messages.append(json.loads(body))
            self.send_response(gateway.answer)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    gateway.url = f"http://127.0.0.1:{server.server_port}/send"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
