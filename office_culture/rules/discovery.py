"""Importing the modules that register something when they are imported."""

import pkgutil
from importlib import import_module


def discover(*packages: str) -> None:
    """Imports every module directly in these packages, so that what they register is known."""
    for package in packages:
        for found in pkgutil.iter_modules(import_module(package).__path__):
            import_module(f"{package}.{found.name}")
