"""The server of `deploy/office-culture.service` on an address of its own."""

import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "deploy" / "office-culture.service"
PATIENCE = 300  # seconds
SETTINGS = "tests.concurrency.settings"
# What a production server asks for.
ANSWERS = {
    "SECRET_KEY": "only-for-the-suite-of-many-at-once-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "127.0.0.1",
    "PLAIN_HTTP": "1",
    # Sealing goes on beside everything else.
    "SEAL_EVENTS_EVERY": "1",
}


def command(address: str, *more: str) -> list[str]:
    """What systemd starts, with another address and the interpreter of this process."""
    line = next(
        line.removeprefix("ExecStart=")
        for line in UNIT.read_text("utf-8").splitlines()
        if line.startswith("ExecStart=")
    )
    program, *arguments = shlex.split(line)
    assert Path(program).name == "gunicorn", program
    arguments[arguments.index("--bind") + 1] = address
    return [sys.executable, "-m", "gunicorn", *arguments, *more]


@contextmanager
def serving(home: Path, *more: str) -> Iterator[str]:
    """The address of a server that answers; its log is in `home`. It ends with the block."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(command(address, *more), cwd=ROOT, stdout=log, stderr=log) as server,
    ):
        try:
            try:
                # Not its health: the tables come without migrations here, which it would complain of.
                _wait_for(f"http://{address}/admin/login/", server)
            except RuntimeError as error:
                error.add_note((home / "log").read_text("utf-8", "replace")[-3000:])
                raise
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if server.poll() is not None:
            raise RuntimeError("The server has ended by itself.")
        try:
            with urlopen(url, timeout=PATIENCE):  # noqa: S310 - our own address
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError("The server does not answer.")
