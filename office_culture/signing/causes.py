"""The reason why a certificate is not trusted, as a sentence."""

import datetime

from asn1crypto import x509
from django.utils.translation import gettext as _

from office_culture.signing.trust import Trust
from office_culture.text.dates import numeric


def untrusted_because(certificate: x509.Certificate, trust: Trust, now: datetime.datetime) -> tuple[str, str]:
    """Code and sentence, with a place for %(signer)s. Dates are checked first: they are the commonest cause."""
    if certificate.not_valid_after < now:
        return "expired", _("The certificate of %(signer)s expired on {day}. Sign with a valid one.").format(
            day=numeric(certificate.not_valid_after.date())
        )
    if certificate.not_valid_before > now:
        return "not_yet_valid", _("The certificate of %(signer)s is valid from {day} only.").format(
            day=numeric(certificate.not_valid_before.date())
        )
    if not _is_trusted_issuer(certificate, trust):
        return "unknown_root", _(
            "The certificate of %(signer)s was issued by {issuer}, which this installation does not know."
        ).format(issuer=certificate.issuer.human_friendly.replace("%", "%%"))
    return "untrusted", _("The certificate of %(signer)s is not fit for signing papers.")


def _is_trusted_issuer(certificate: x509.Certificate, trust: Trust) -> bool:
    known = {found.subject.hashable for found in (*trust.roots, *trust.others)}
    return certificate.issuer.hashable in known
