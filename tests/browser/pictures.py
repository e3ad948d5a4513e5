"""The pictures of the README and of the guides, taken from the sample office: `make pictures`.

Works on a database of its own below a temporary directory and leaves the installation alone.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import guide_pictures

ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = ROOT / "office_culture/project/sample/office/8-accounts.toml"
SCRATCH = "office_culture.project.settings.scratch"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESK = {"width": 1280, "height": 800}

# name, account, address
PICTURES = (("statistics", "lanhdao", "/admin/awards/conferral/statistics/"),)
# A title that the office itself awarded; printed as a whole page, in the layout that comes with the program.
CERTIFICATE = "/admin/awards/conferral/33/certificate.pdf"
PALETTE = 192
# The one account of an empty office, for as long as its picture takes.
NEW_PASSWORD = "mot-van-phong-trong-2026"


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    password = tomllib.loads(ACCOUNTS.read_text("utf-8"))["password"]
    with tempfile.TemporaryDirectory() as directory, sample_office(Path(directory)) as home:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            for name, account, address in PICTURES:
                context = browser.new_context(
                    base_url=home,
                    viewport=DESK,
                    color_scheme="light",
                    timezone_id="Asia/Ho_Chi_Minh",
                )
                context.add_cookies([{"name": "django_language", "value": "vi", "url": home}])
                page = context.new_page()
                sign_in(page, account, password)
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=target / f"{name}.png")
                context.close()
            signed_in = browser.new_context(base_url=home)
            sign_in(signed_in.new_page(), "canbo", password)
            printed = Path(directory) / "certificate.pdf"
            printed.write_bytes(signed_in.request.get(CERTIFICATE).body())
            first_page(printed, target / "certificate")
            signed_in.close()
            for language in guide_pictures.LANGUAGES:
                guide_pictures.draw(browser, home, password, target.parent / language / "pictures", language)
            browser.close()
        paper(Path(directory), target)
    with (
        tempfile.TemporaryDirectory() as directory,
        empty_office(Path(directory)) as home,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in guide_pictures.LANGUAGES:
            pictures = target.parent / language / "pictures"
            guide_pictures.draw_set_up(browser, home, NEW_PASSWORD, pictures, language)
        browser.close()
    for picture in target.parent.glob("**/pictures/*.png"):
        smaller(picture)


@contextmanager
def empty_office(directory: Path):
    """A server of an office with one superuser and nothing else; gives its address."""
    environment = {
        "DJANGO_SUPERUSER_PASSWORD": NEW_PASSWORD,
        "DJANGO_SUPERUSER_FULL_NAME": "Người Mở Đầu",
        "DJANGO_SUPERUSER_EMAIL": "mo-dau@example.vn",
    }
    command = ("createsuperuser", "--noinput", "--username", guide_pictures.FIRST)
    with office(directory, (command,), environment) as home:
        yield home


def sign_in(page, account: str, password: str) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", account)
    page.fill("#id_password", password)
    page.click("#login-form input[type=submit]")


def smaller(picture: Path) -> None:
    """Flat colours need no more than a palette: a third of the bytes."""
    with Image.open(picture) as opened:
        palette = opened.convert("RGB").quantize(PALETTE, dither=Image.Dither.NONE)
    palette.save(picture, optimize=True)


def sample_office(directory: Path):
    """A server of the sample office on a free port; gives its address."""
    return office(directory, (("load_sample",),), {})


@contextmanager
def office(directory: Path, commands: tuple[tuple[str, ...], ...], further: dict[str, str]):
    """A server of an office that these commands fill, on a free port; gives its address."""
    environment = {
        **os.environ,
        **further,
        "DATABASE_URL": f"sqlite:///{directory / 'office.sqlite3'}",
    }

    def manage(*arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    for command in (("migrate", "--verbosity", "0"), *commands):
        subprocess.run(
            manage(*command), cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=600
        )
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with subprocess.Popen(
        manage("runserver", "--noreload", address),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(f"http://{address}/admin/login/")
            yield f"http://{address}"
        finally:
            server.terminate()


def wait_for(address: str, seconds: int = 30) -> None:
    for _ in range(seconds * 5):
        try:
            urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"No answer from {address} within {seconds} seconds.")


def paper(directory: Path, target: Path) -> None:
    """The first page of the printed report."""
    pdf = directory / "report.pdf"
    subprocess.run(
        [sys.executable, "manage.py", "sample_report", str(pdf), f"--settings={SCRATCH}"],
        cwd=ROOT,
        check=True,
        timeout=600,
    )
    first_page(pdf, target / "paper")


def first_page(pdf: Path, picture: Path) -> None:
    options = ["-png", "-r", "70", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(["pdftoppm", *options, str(pdf), str(picture)], check=True, timeout=600)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
