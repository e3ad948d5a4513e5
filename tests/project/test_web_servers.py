"""`deploy/nginx.conf` in a real nginx and `deploy/Caddyfile` in a real caddy, with two servers behind each."""

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

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVERS = {
    name: shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    for name in ("nginx", "caddy")
}


@dataclass
class Behind:
    """A server behind it: what it was asked, and whether it answers with 503."""

    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    restarting: bool = False
    server: ThreadingHTTPServer | None = None

    def stop(self) -> None:
        assert self.server is not None
        self.server.shutdown()
        self.server.server_close()


def start(behind: Behind) -> None:
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

    behind.server = ThreadingHTTPServer(("127.0.0.1", behind.port), Handler)
    behind.port = behind.server.server_address[1]
    Thread(target=behind.server.serve_forever, daemon=True).start()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _trusting() -> ssl.SSLContext:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting


@dataclass
class House:
    """The ports of the web server, and the two servers behind it."""

    name: str
    secure: int
    plain: int
    behind: list[Behind]

    def line(self) -> ssl.SSLSocket:
        return _trusting().wrap_socket(socket.create_connection(("127.0.0.1", self.secure), timeout=60))

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
        asked = urllib.request.Request(f"https://127.0.0.1:{self.secure}{path}", data, headers)
        try:
            with urllib.request.urlopen(asked, timeout=60, context=_trusting()) as told:  # noqa: S310 - our own
                return told.status, told.read().decode()
        except HTTPError as error:
            return error.code, ""

    @property
    def asked(self) -> list[dict[str, str]]:
        return [entry for one in self.behind for entry in one.asked]


@pytest.fixture(scope="module", params=SERVERS)
def running(request, tmp_path_factory) -> Iterator[House]:
    program = SERVERS[request.param]
    if program is None:
        pytest.skip(f"{request.param} is not installed; .ci/run installs it")
    folder = tmp_path_factory.mktemp(request.param)
    folder.chmod(0o755)
    house = House(request.param, free_port(), free_port(), [Behind(), Behind()])
    for one in house.behind:
        start(one)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "records.key"),
         "-out", str(folder / "records.crt")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    command = [program, *(nginx if request.param == "nginx" else caddy)(house, folder)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}) as process,
    ):
        try:
            wait_for(house.secure, process)
            yield house
        finally:
            process.terminate()
            process.wait(60)
            for one in house.behind:
                one.stop()


def changed(house: House, folder: Path, name: str, *changes: tuple[str, str]) -> str:
    """The file of that name with the addresses and files of this test."""
    text = (DEPLOY / name).read_text("utf-8")
    addresses = (
        (f"10.0.0.{11 + place}:8000", f"127.0.0.1:{one.port}") for place, one in enumerate(house.behind)
    )
    files = ((f"/etc/ssl/records.{kind}", f"{folder}/records.{kind}") for kind in ("crt", "key"))
    for before, after in (*addresses, *files, *changes):
        assert before in text, before
        text = text.replace(before, after)
    return text


def nginx(house: House, folder: Path) -> list[str]:
    """Writes its files; how it is started with them."""
    ports = (
        ("listen 443 ssl", f"listen 127.0.0.1:{house.secure} ssl"),
        ("listen 80", f"listen 127.0.0.1:{house.plain}"),
    )
    (folder / "site.conf").write_text(changed(house, folder, "nginx.conf", *ports))
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        # Its processes write into our folder, whoever starts them.
        f"{'user root;' if os.geteuid() == 0 else ''}"
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log off; {temporary} include {folder}/site.conf; }}"
    )
    return ["-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def caddy(house: House, folder: Path) -> list[str]:
    """The same for caddy; the name of the site is where this test finds it."""
    ports = (
        f"{{\n admin off\n http_port {house.plain}\n https_port {house.secure}\n default_bind 127.0.0.1\n}}\n"
    )
    site = changed(house, folder, "Caddyfile", ("records.example.gov.vn {", "127.0.0.1 {"))
    (folder / "Caddyfile").write_text(ports + site)
    return ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + 60
    while time.monotonic() < last and process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the web server does not answer")


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
    assert (asked["X-Forwarded-Proto"], asked["Host"].partition(":")[0]) == ("https", "127.0.0.1")


def test_both_are_asked_and_one_that_is_away_is_passed_over(house):
    told = {house.ask("/")[1] for _ in range(4)}
    assert told == {str(one.port) for one in house.behind}
    house.behind[0].stop()
    try:
        assert [house.ask("/page")[0] for _ in range(4)] == [200] * 4
    finally:
        start(house.behind[0])


def test_a_form_is_never_sent_twice(house):
    for one in house.behind:
        one.restarting = True
    assert house.ask("/form", b"a=1")[0] in {502, 503}
    assert len([entry for entry in house.asked if entry["line"] == "POST /form"]) <= 1
    if house.name == "nginx":
        house.behind[1].restarting = False
        assert [house.ask("/page")[0] for _ in range(4)] == [200] * 4


def test_those_outside_learn_nothing_of_its_health(house):
    assert {house.ask(path)[0] for path in ("/healthz", "/readyz")} == {403}
    assert house.asked == []


def test_what_is_larger_than_an_upload_is_refused_and_one_upload_is_not(house):
    megabyte = b"x" * 1024 * 1024
    # It is refused by its head alone; the body is never sent.
    with house.line() as line:
        line.sendall(
            f"POST /upload HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {61 * len(megabyte)}\r\n\r\n".encode()
        )
        assert line.recv(4096).startswith(b"HTTP/1.1 413 ")
    assert house.asked == []
    assert house.ask("/upload", megabyte * 51)[0] == 200


def test_plain_http_leads_to_https(house):
    with closing(socket.create_connection(("127.0.0.1", house.plain), timeout=60)) as line:
        line.sendall(b"GET /x HTTP/1.0\r\nHost: records.example.gov.vn\r\n\r\n")
        head = line.recv(4096).decode()
    assert re.search(r"(301|308) .*Location: https://records.example.gov.vn/x", head, re.DOTALL), head
