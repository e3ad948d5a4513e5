"""Asks the vulnerability service about every installed package, tools included.

Fails for a known vulnerability that `.ci/accepted-vulnerabilities.txt` does not name. Where the service cannot be
reached nothing is known, which is said and is no failure: a change does not wait for somebody else's server.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ACCEPTED = Path(__file__).with_name("accepted-vulnerabilities.txt")
SERVICES = ("pypi", "osv")


def accepted() -> list[str]:
    """The vulnerabilities that may stand. Exits where one is named without its reason."""
    lines = [line.split("#")[0].strip() for line in ACCEPTED.read_text(encoding="utf-8").splitlines()]
    for line in filter(None, lines):
        if len(line.split()) < 2:
            sys.exit(f"{ACCEPTED.name}: “{line}” needs its reason behind it.")
    return [line.split()[0] for line in lines if line]


def asked(service: str) -> list[dict[str, Any]] | None:
    """What the service says of each package; None where it cannot be reached or knows none of them."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report.json"
        command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, "--format", "json"]
        command += ["--output", str(report), "--progress-spinner", "off", "--timeout", "15"]
        command += [part for name in accepted() for part in ("--ignore-vuln", name)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603 - our own arguments
        try:
            packages: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
        except (OSError, ValueError, KeyError):
            print(f"{service}: {(run.stderr.strip().splitlines() or ['no answer'])[-1]}")
            return None
    if not any("vulns" in package for package in packages):
        print(f"{service}: knows none of the packages, as a mirror without that part of the service.")
        return None
    return packages


def main() -> None:
    for service in SERVICES:
        packages = asked(service)
        if packages is None:
            continue
        skipped = [package["name"] for package in packages if "vulns" not in package]
        found = [
            f"{package['name']} {package['version']}: {flaw['id']}, mended in {flaw['fix_versions'] or 'no version'}"
            for package in packages
            for flaw in package.get("vulns", ())
        ]
        print(
            f"{service}: {len(packages) - len(skipped)} packages asked, {len(found)} known vulnerabilities."
        )
        if skipped:
            print(f"Unknown to the service and not asked: {', '.join(skipped)}")
        sys.exit("\n".join(found) or 0)
    print("NOT AUDITED: no vulnerability service can be reached from here; nothing is known of the packages.")


if __name__ == "__main__":
    main()
