"""Third parties who look at social media for the authority: who, under which contract, for whom, on which terms."""

from django.utils.translation import gettext as _

from watchbook.figures.evidence import of_row
from watchbook.figures.findings import Finding, Inquiry, Status, searched_in, to_be_searched
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_days, in_its_time, note_of, ran_in
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion

VERSION = 1


@in_its_time
def third_parties(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Return who looks for the authority, in the time asked about. A register without entries proves nothing."""
    rows = ThirdParty.objects.as_at(inquiry.as_at).filter(is_struck=False, from_on__lte=inquiry.on)
    found = [row for row in rows if ran_in(time, row.from_on, row.until_on, on=inquiry.on)]
    searched = searched_in(_("third parties"), f"third_parties/{VERSION}", in_days(time), len(found))
    if not found:
        why = _("To be searched: no third party is recorded for that time. Search each service’s contracts.")
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, [_("Yes."), *map(_sentence, found), note_of(time.is_cut_off)])),
        value=[{"who": row.who, "contract": row.contract, "from": row.from_on.isoformat()} for row in found],
        period=time.whole if time.kind is TimeKind.PERIODS else None,
        evidence=tuple(of_row(row, _("third parties"), row.who, "governance:third_party") for row in found),
        searched=searched,
    )


def _sentence(row: ThirdParty) -> str:
    told = {name: getattr(row, name) for name in ("who", "contract", "services")}
    until = _(" to {last}").format(last=in_words(row.until_on)) if row.until_on else ""
    said = _("{who}, under contract {contract}, for {services}, from {first}{until}: {terms}.")
    return said.format(**told, terms=row.terms.rstrip("."), first=in_words(row.from_on), until=until)
