"""Third parties who look at social media for the authority: who, under which contract, for whom, on which terms."""

from django.utils.translation import gettext as _

from watchbook.figures.by_period import in_days, ran_in
from watchbook.figures.evidence import of_entry
from watchbook.figures.findings import Finding, Inquiry, RegisterSearch, Status, to_be_searched
from watchbook.figures.sentences import in_words
from watchbook.figures.times import note_of, time_of, unclear_time
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.reading.times.time_of_question import TimeKind

VERSION = 1


def third_parties(inquiry: Inquiry) -> Finding:
    """Return who looks for the authority, in the time asked about. A register without entries proves nothing."""
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    rows = ThirdParty.objects.as_at(inquiry.as_at).filter(is_struck=False, from_on__lte=inquiry.on)
    found = [row for row in rows if ran_in(time, row.from_on, row.until_on, on=inquiry.on)]
    register = _("third parties")
    searched = (RegisterSearch(register, f"third_parties/{VERSION}", in_days(time), len(found)),)
    if not found:
        why = _(
            "To be searched: the register names no third party for that time. Ask each service, and search its contracts."
        )
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, [_("Yes."), *map(_sentence, found), note_of(time.is_cut_off)])),
        value=[{"who": row.who, "contract": row.contract, "from": row.from_on.isoformat()} for row in found],
        period=time.whole if time.kind is TimeKind.PERIODS else None,
        evidence=tuple(of_entry(row, row.who, register, page="governance:third_party") for row in found),
        searched=searched,
    )


def _sentence(row: ThirdParty) -> str:
    return _("{who}, under contract {contract}, for {services}, from {first}{until}: {terms}.").format(
        who=row.who,
        contract=row.contract,
        services=row.services,
        first=in_words(row.from_on),
        until=_(" to {last}").format(last=in_words(row.until_on)) if row.until_on else "",
        terms=row.terms.rstrip("."),
    )
