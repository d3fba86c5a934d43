"""nginx with the shipped configuration, in front of two replicas: what comes through, from whom, and what never."""

from __future__ import annotations

import datetime
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.telegram.intake.webhook import (
    BODY_BYTES,
    BODY_SECONDS,
    HEAD_SECONDS,
    HEALTH_PATH,
    METRICS_PATH,
    READY_PATH,
    RETRY_SECONDS,
)

from .replicas import ADDRESSES, NameServer, Replicas

FOLDER = Path(__file__).resolve().parent.parent.parent / "deploy" / "nginx"
SECRET = "X-Telegram-Bot-Api-Secret-Token"
INSTALL = "nginx is not installed: apt-get install nginx-light (or: brew install nginx)"
TELEGRAM, STRANGER = "127.0.0.1", "127.0.0.9"


@dataclass(frozen=True, slots=True)
class Proxy:
    port: int
    certificate: Path | None
    replicas: Replicas
    names: NameServer

    def ask(self, method: str, path: str, body: bytes = b"", sender: str = TELEGRAM, **headers: str) -> tuple[int, str]:
        """The status, and when to come again."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        way: dict[str, Any] = {"host": "127.0.0.1", "port": self.port, "timeout": 10, "source_address": (sender, 0)}
        if self.certificate:
            context = ssl.create_default_context(cafile=self.certificate)
            context.check_hostname = False  # it is called by its address
            way["context"] = context
        connection = (http.client.HTTPSConnection if self.certificate else http.client.HTTPConnection)(**way)
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Retry-After", "")
        finally:
            connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def configure(folder: Path, server: str, ports: dict[str, int]) -> Path:
    """The shipped files, with the addresses of this test in place of Docker's and Telegram's."""
    exchanged = {
        "/tmp/": f"{folder}/",  # first: the folder itself may be below /tmp
        "listen 8443": f"listen 127.0.0.1:{ports['front']}",
        "listen 127.0.0.1:8081": f"listen 127.0.0.1:{ports['health']}",
        "resolver 127.0.0.11": f"resolver 127.0.0.1:{ports['names']}",
        "$replicas:8080": f"$replicas:{ports['replicas']}",
        "149.154.160.0/20": TELEGRAM,
        "/etc/nginx/tls": str(folder),
    }
    found = set()
    for source, target in (("nginx", "nginx"), ("routes", "routes"), (f"server-{server}", "server")):
        text = (FOLDER / f"{source}.conf").read_text()
        found |= {old for old in exchanged if old in text}
        for old, new in exchanged.items():
            text = text.replace(old, new)
        (folder / f"{target}.conf").write_text(text)
    assert exchanged.keys() - found <= {"/etc/nginx/tls"}
    return folder / "nginx.conf"


def certify(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot.contoh.id")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    certificate = (
        builder.not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(private)
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Proxy]]:
    if shutil.which("nginx") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(INSTALL)
    with ExitStack() as ends:

        def started(server: str) -> Proxy:
            replicas, names = Replicas(), NameServer()
            replicas.start()
            ends.callback(names.stop)
            ends.callback(replicas.stop_all)
            front, health = free_port(), free_port()
            certify(tmp_path)
            ports = {"front": front, "health": health, "names": names.port, "replicas": replicas.port}
            command = ["nginx", "-p", str(tmp_path), "-c", str(configure(tmp_path, server, ports))]
            # As root, nginx would run as somebody who may not enter this folder.
            command += ["-g", "user root;"] if os.getuid() == 0 else []
            with (tmp_path / "log").open("wb") as log:
                process = subprocess.Popen(command, stdout=log, stderr=log)
            ends.callback(process.wait, 10)
            ends.callback(process.terminate)
            for port in (front, health):
                wait_for(port, process, tmp_path / "log")
            return Proxy(front, tmp_path / "fullchain.pem" if server == "tls" else None, replicas, names)

        yield started


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(500):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("nginx does not listen: " + log.read_text())


@pytest.fixture
def proxy(start: Callable[[str], Proxy]) -> Proxy:
    return start("tls")


def test_what_telegram_posts_reaches_one_replica_whole_and_with_its_secret(proxy: Proxy) -> None:
    status, _ = proxy.ask("POST", "/telegram", b"{}" * 2000, **{SECRET: "rahasia", "Content-Type": "application/json"})
    (arrived,) = proxy.replicas.arrived
    assert (status, arrived.method, arrived.path, len(arrived.body)) == (200, "POST", "/telegram", 4000)
    assert (arrived.headers[SECRET], arrived.headers["Content-Type"]) == ("rahasia", "application/json")
    assert set(proxy.names.asked) == {"bot"}


@pytest.mark.parametrize("path", ["/telegram", "/telegram?a=1", "//telegram", "/./telegram"])
def test_strangers_may_not_post(proxy: Proxy, path: str) -> None:
    assert proxy.ask("POST", path, b"{}", STRANGER, **{SECRET: "rahasia"}) == (403, "")
    assert proxy.replicas.arrived == []


def test_a_post_as_large_as_the_bot_takes_comes_through_and_a_larger_one_does_not(proxy: Proxy) -> None:
    assert proxy.ask("POST", "/telegram", b" " * BODY_BYTES)[0] == 200
    assert proxy.ask("POST", "/telegram", b" " * (BODY_BYTES + 1))[0] == 413
    assert len(proxy.replicas.arrived) == 1


@pytest.mark.parametrize("path", [METRICS_PATH, READY_PATH, "/", "/telegram/", f"/telegram/..{METRICS_PATH}"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_else_leads_to_the_bots_not_even_for_telegram(proxy: Proxy, method: str, path: str) -> None:
    assert proxy.ask(method, path)[0] == 404
    assert proxy.replicas.arrived == []


def test_the_webhook_may_only_be_posted_to(proxy: Proxy) -> None:
    assert proxy.ask("GET", "/telegram")[0] == 403
    assert proxy.replicas.arrived == []


def test_everybody_may_look_whether_the_bot_is_well_but_not_all_the_time(proxy: Proxy) -> None:
    assert proxy.ask("POST", HEALTH_PATH, b"{}", STRANGER)[0] == 403
    looks = [proxy.ask("GET", HEALTH_PATH, b"", STRANGER)[0] for _ in range(15)]
    assert (looks[0], looks[-1]) == (200, 429)
    assert {arrived.path for arrived in proxy.replicas.arrived} == {HEALTH_PATH}


@pytest.mark.parametrize("down", ADDRESSES)
def test_a_replica_that_is_gone_is_passed_over(proxy: Proxy, down: str) -> None:
    proxy.replicas.stop(down)
    assert [proxy.ask("POST", "/telegram", b"{}")[0] for _ in range(6)] == [200] * 6
    assert len(proxy.replicas.arrived) == 6


@pytest.mark.parametrize("busy", ADDRESSES)
def test_what_one_replica_cannot_keep_the_other_is_given(proxy: Proxy, busy: str) -> None:
    proxy.replicas.answers[busy] = 503
    assert [proxy.ask("POST", "/telegram", b"{}")[0] for _ in range(6)] == [200] * 6


def test_telegram_is_told_when_to_come_again_if_no_replica_can_keep_it(proxy: Proxy) -> None:
    proxy.replicas.answers = dict.fromkeys(ADDRESSES, 503)
    assert proxy.ask("POST", "/telegram", b"{}") == (503, str(RETRY_SECONDS))
    assert {arrived.address for arrived in proxy.replicas.arrived} == set(ADDRESSES)


def test_behind_another_proxy_the_address_is_the_one_it_saw(start: Callable[[str], Proxy]) -> None:
    proxy = start("plain")
    assert proxy.ask("POST", "/telegram", b"{}", X_Forwarded_For="203.0.113.9")[0] == 403
    assert proxy.ask("POST", "/telegram", b"{}", X_Forwarded_For=TELEGRAM)[0] == 200


def test_its_limits_are_the_bots_own() -> None:
    text = (FOLDER / "nginx.conf").read_text()
    given = dict(re.findall(r"^\s+(client_\w+) (\S+);", text, re.MULTILINE))
    megabytes = f"{BODY_BYTES // 1024**2}m"
    assert given["client_max_body_size"] == given["client_body_buffer_size"] == megabytes
    assert given["client_body_timeout"] == f"{BODY_SECONDS:.0f}s"
    assert given["client_header_timeout"] == f"{HEAD_SECONDS:.0f}s"
