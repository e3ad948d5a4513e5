"""Facts on digital work."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.digital import digital_work
from campaign.selectors.facts.build import count, rate, rows_of, words
from office_culture.rules.facts import Fact, FactScope, ListedFacts


class DigitalFacts(ListedFacts):
    """`digital.share.<name in narratives>` for each share, and the systems in use."""

    prefix = "digital"
    title = _("Digital work")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        work = digital_work(scope)
        systems = rows_of("digitalsystem", work.system_rows)
        for share in work.shares:
            rows = rows_of("digitalshare", [share.row])
            key = f"digital.share.{share.code}"
            yield replace(rate(key, share.what, share.percent, rows), confirmed=share.confirmed)
            if share.target is not None:
                aimed = gettext("target for: %(what)s") % {"what": share.what}
                yield rate(f"{key}.target", aimed, share.target, rows)
            left_out = gettext("left out of: %(what)s") % {"what": share.what}
            yield words(f"{key}.excludes", left_out, share.excludes, rows)
        yield count("digital.systems_count", gettext("digital systems in use"), len(work.systems), systems)
        yield words(
            "digital.systems", gettext("names of the digital systems"), "; ".join(work.systems), systems
        )
