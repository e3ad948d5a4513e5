"""Facts on communication."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.communication import communication
from campaign.selectors.facts.build import count, rows_of, words
from office_culture.rules.facts import Fact, FactScope, ListedFacts, Rows


class CommunicationFacts(ListedFacts):
    """Occasions, channels, audiences and documents; `communication.channel.<number>` for each channel used."""

    prefix = "communication"
    title = _("Communication")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        done = communication(scope)
        rows = rows_of("communicationactivity", done.activities)
        channels = rows_of("communicationchannel", [channel.row for channel in done.channels])
        names = "; ".join(channel.name for channel in done.channels)
        yield count("communication.count", gettext("occasions of communication"), done.occasions, rows)
        yield count("communication.reached", gettext("people reached, as far as counted"), done.reached, rows)
        counted = rows_of("communicationactivity", done.counted_activities)
        yield count(
            "communication.counted", gettext("occasions on which people were counted"), done.counted, counted
        )
        yield count("communication.channels_count", gettext("channels used"), len(done.channels), channels)
        yield words("communication.channels", gettext("names of the channels used"), names, channels)
        yield words("communication.audiences", gettext("audiences"), ", ".join(done.audiences), rows)
        yield count(
            "communication.documents_count", gettext("documents made known"), len(done.documents), rows
        )
        for channel in done.channels:
            label = gettext("occasions by: %(channel)s") % {"channel": channel.name}
            used = Rows("campaign.communicationactivity", {**rows.lookups, "channel": channel.row})
            yield count(f"communication.channel.{channel.row}", label, channel.occasions, used)
            if channel.counted:
                told = gettext("people reached by: %(channel)s") % {"channel": channel.name}
                yield count(f"communication.channel.{channel.row}.reached", told, channel.reached, used)
