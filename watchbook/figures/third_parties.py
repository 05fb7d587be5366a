"""Third parties who look at social media for the authority: who, under which contract, for whom, and how it is checked."""

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.figures.by_period import in_days, time_asked
from watchbook.figures.findings import Asked, Evidence, Finding, Searched, Status, to_be_searched
from watchbook.figures.sentences import in_words
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.reading.asked_periods import Kind

VERSION = 1


def third_parties(asked: Asked) -> Finding:
    """Return who looks for the authority, in the time asked about. A register without entries proves nothing."""
    time = time_asked(asked)
    if time.reason:
        return to_be_searched(time.reason)
    rows = ThirdParty.objects.as_at(asked.as_at).filter(is_struck=False, from_on__lte=asked.received_on)
    periods = time.periods if time.kind is Kind.PERIODS else ()
    found = [
        row
        for row in rows
        if not periods or any(row.is_at_work(one.first_on, one.last_on) for one in periods)
    ]
    searched = (Searched(_("third parties"), f"third_parties/{VERSION}", in_days(time), len(found)),)
    if not found:
        why = _(
            "To be searched: the register names no third party. Ask each service, and search its contracts."
        )
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, [_("Yes."), *map(_sentence, found), time.note])),
        value=[{"who": row.who, "contract": row.contract, "from": row.from_on.isoformat()} for row in found],
        period=time.whole if periods else None,
        evidence=tuple(_evidence(row) for row in found),
        searched=searched,
    )


def _sentence(row: ThirdParty) -> str:
    told = {
        "who": row.who,
        "contract": row.contract,
        "first": in_words(row.from_on),
        "terms": row.terms.rstrip("."),
    }
    told["services"] = row.services or _("the whole authority")
    until = _(" to {last}").format(last=in_words(row.until_on)) if row.until_on else ""
    return _("{who}, under contract {contract}, for {services}, from {first}{until}: {terms}.").format(
        **told, until=until
    )


def _evidence(row: ThirdParty) -> Evidence:
    address = reverse("governance:third_party", args=[row.reference])
    return Evidence(_("third parties"), row.reference, row.who, row.recorded_at, address=address)
