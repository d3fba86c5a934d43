"""What stands behind nginx in the tests: replicas that note what reaches them, and a name server that knows them.

Docker gives every replica an address of its own; here they have one each of this machine's own.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ADDRESSES = ("127.0.0.2", "127.0.0.3")


@dataclass(frozen=True, slots=True)
class Arrived:
    address: str
    method: str
    path: str
    headers: Message
    body: bytes


@dataclass(slots=True)
class Replicas:
    """All at one port. `answers`: the status that each gives."""

    port: int = 0
    answers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ADDRESSES, 200))
    arrived: list[Arrived] = field(default_factory=list)
    servers: dict[str, ThreadingHTTPServer] = field(default_factory=dict)

    def start(self) -> None:
        for address in ADDRESSES:
            server = ThreadingHTTPServer((address, self.port), self._handler(address))
            self.port = server.server_port
            self.servers[address] = server
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self, address: str) -> None:
        server = self.servers.pop(address)
        server.shutdown()
        server.server_close()

    def stop_all(self) -> None:
        for address in tuple(self.servers):
            self.stop(address)

    def _handler(self, address: str) -> type[BaseHTTPRequestHandler]:
        replicas = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                replicas.arrived.append(Arrived(address, self.command, self.path, self.headers, body))
                self.send_response(replicas.answers[address])
                self.send_header("Content-Length", "0")
                self.send_header("Retry-After", "5")
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the base class looks for it

            def log_message(self, *_: object) -> None:
                """Nothing to say."""

        return Handler


class NameServer:
    """Every name has the addresses of all replicas, for a second (RFC 1035, 4.1)."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.asked: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                query, sender = self._socket.recvfrom(512)
            except OSError:
                return
            end = query.index(b"\0", 12)
            self.asked.append(query[13:end].decode())
            question = query[12 : end + 5]
            head = query[:2] + b"\x81\x80" + b"\0\1" + len(ADDRESSES).to_bytes(2, "big") + b"\0\0\0\0"
            records = (
                b"\xc0\x0c\0\1\0\1" + (1).to_bytes(4, "big") + b"\0\4" + socket.inet_aton(address)
                for address in ADDRESSES
            )
            self._socket.sendto(head + question + b"".join(records), sender)
