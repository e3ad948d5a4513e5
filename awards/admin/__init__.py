"""Every admin module of the package, so that Django finds them."""

from awards.admin import catalogue, rounds

__all__ = ["catalogue", "rounds"]
