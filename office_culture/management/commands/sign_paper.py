"""Signs an issued paper with a key from a PKCS#12 file."""

import getpass
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from office_culture.actions.signatures import sign_with_file
from office_culture.models import IssuedPaper, User
from office_culture.signing import SignatureRefused, UnusableKey


class Command(BaseCommand):
    """For tests and small installations. The key is used once and not stored."""

    help = "Adds the next signature, the person's first and then the agency's, with a PKCS#12 file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paper", help="the id in the address of the paper's check")
        parser.add_argument("--key", type=Path, required=True, help="the PKCS#12 file (.p12, .pfx)")
        parser.add_argument("--user", required=True, help="the account that signs, for the record of events")
        parser.add_argument("--picture", type=Path, help="picture of the signature or seal, transparent PNG")
        parser.add_argument(
            "--passphrase-from", metavar="VARIABLE", help="environment variable; otherwise it is asked for"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            paper = IssuedPaper.objects.get(public_id=options["paper"])
            by = User.objects.get(username=options["user"])
            added = sign_with_file(
                paper=paper,
                pkcs12=options["key"].read_bytes(),
                passphrase=_passphrase(options["passphrase_from"]),
                by=by,
                picture=options["picture"].read_bytes() if options["picture"] else None,
            )
        except (IssuedPaper.DoesNotExist, ValidationError) as error:
            raise CommandError("No issued paper has this id.") from error
        except User.DoesNotExist as error:
            raise CommandError("No account has this name.") from error
        except (SignatureRefused, UnusableKey, OSError) as error:
            raise CommandError(str(error)) from error
        paper.refresh_from_db()
        self.stdout.write(f"{paper}: {', '.join(signature.signer for signature in added)}; {paper.signing}")


def _passphrase(variable: str | None) -> bytes:
    if variable is None:
        return getpass.getpass("Passphrase of the key: ").encode()
    return os.environ.get(variable, "").encode()
