"""Every admin module of the package, so that Django finds them."""

from awards.admin import achievements, catalogue, certificates, nominations, rounds, rules, standing

__all__ = ["achievements", "catalogue", "certificates", "nominations", "rounds", "rules", "standing"]
