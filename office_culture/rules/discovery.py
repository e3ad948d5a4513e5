"""Finding what registers itself."""

import pkgutil
from importlib import import_module


def discover(*packages: str) -> None:
    """Imports every module of these packages, so that what they register is known."""
    for package in packages:
        for found in pkgutil.iter_modules(import_module(package).__path__):
            import_module(f"{package}.{found.name}")
