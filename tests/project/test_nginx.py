"""`deploy/nginx.conf` in a real nginx, with two servers behind it that note what reaches them."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError

import pytest

CONF = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed; .ci/run installs it")


@dataclass
class Behind:
    """A server behind nginx: what it was asked, and whether it answers with 503."""

    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    restarting: bool = False


def start(behind: Behind) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            behind.asked.append({"line": f"{self.command} {self.path}", **self.headers})
            told = json.dumps(behind.port).encode()
            self.send_response(503 if behind.restarting else 200)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    behind.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class House:
    """The address of nginx, and the two servers behind it."""

    secure: int
    plain: int
    behind: list[Behind]

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        asked = urllib.request.Request(f"https://127.0.0.1:{self.secure}{path}", data, headers)
        try:
            with urllib.request.urlopen(asked, timeout=60, context=trusting) as told:  # noqa: S310 - our own
                return told.status, told.read().decode()
        except HTTPError as error:
            return error.code, ""

    @property
    def asked(self) -> list[dict[str, str]]:
        return [entry for one in self.behind for entry in one.asked]


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("nginx")
    house = House(free_port(), free_port(), [Behind(), Behind()])
    servers = [start(one) for one in house.behind]
    key, certificate = folder / "records.key", folder / "records.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=records",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = CONF.read_text("utf-8")
    for place, one in enumerate(house.behind):
        text = text.replace(f"10.0.0.{11 + place}:8000", f"127.0.0.1:{one.port}")
    for before, after in (
        ("listen 443 ssl", f"listen 127.0.0.1:{house.secure} ssl"),
        ("listen 80", f"listen 127.0.0.1:{house.plain}"),
        ("/etc/ssl/records.crt", str(certificate)),
        ("/etc/ssl/records.key", str(key)),
    ):
        assert before in text, before
        text = text.replace(before, after)
    (folder / "site.conf").write_text(text)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        # Its processes write into our folder, whoever starts them.
        f"{'user root;' if os.geteuid() == 0 else ''}"
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; {temporary} include {folder}/site.conf; }}"
    )
    folder.chmod(0o755)
    with subprocess.Popen(
        [str(NGINX), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    ) as nginx:
        try:
            wait_for(house.secure, nginx)
            yield house
        finally:
            nginx.terminate()
            nginx.wait(60)
            for server in servers:
                server.shutdown()
                server.server_close()


def wait_for(port: int, nginx: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + 60
    while time.monotonic() < last and nginx.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


@pytest.fixture
def house(running):
    for one in running.behind:
        one.asked.clear()
        one.restarting = False
    return running


def test_the_program_learns_address_name_and_scheme_and_no_forged_ones(house):
    assert house.ask("/admin/", **{"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "http"})[0] == 200
    [asked] = house.asked
    assert asked["X-Forwarded-For"].split(", ")[-1] == "127.0.0.1"
    assert (asked["X-Forwarded-Proto"], asked["Host"]) == ("https", "127.0.0.1")


def test_both_are_asked_and_a_form_is_never_sent_twice(house):
    told = {house.ask("/")[1] for _ in range(4)}
    assert told == {str(one.port) for one in house.behind}
    house.behind[0].restarting = True
    assert {house.ask("/page")[0] for _ in range(4)} == {200}
    for one in house.behind:
        one.asked.clear()
        one.restarting = True
    assert house.ask("/form", b"a=1")[0] in {502, 503}
    assert len([entry for entry in house.asked if entry["line"] == "POST /form"]) <= 1


def test_those_outside_learn_nothing_of_its_health(house):
    assert {house.ask(path)[0] for path in ("/healthz", "/readyz")} == {403}
    assert house.asked == []


def test_what_is_larger_than_an_upload_is_refused_and_one_upload_is_not(house):
    megabyte = b"x" * 1024 * 1024
    assert house.ask("/upload", megabyte * 61)[0] == 413
    assert house.ask("/upload", megabyte * 51)[0] == 200


def test_plain_http_leads_to_https(house):
    with closing(socket.create_connection(("127.0.0.1", house.plain), timeout=60)) as line:
        line.sendall(b"GET /x HTTP/1.0\r\nHost: records.example.gov.vn\r\n\r\n")
        head = line.recv(4096).decode()
    assert re.search(r"301 .*Location: https://records.example.gov.vn/x", head, re.DOTALL), head
