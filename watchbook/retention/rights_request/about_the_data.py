"""The information that goes with a copy: purposes, recipients, periods, sources, and that no machine alone decided (UK GDPR art 15(1))."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.governance.retention_schedule.rules import period_in_words
from watchbook.keys import envelope
from watchbook.retention.due import endings
from watchbook.retention.letter import Section
from watchbook.retention.rights_request.found_thing import kind_of
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.rules import BY_ID, DataRegime, Right
from watchbook.retention.rights_request.states import RECIPIENTS

# The parts whose records come from pages that somebody looked at.
ONLINE = frozenset({"investigations", "looks", "evidence", "triage", "authorisations", "listening"})

OTHER = gettext_lazy("your name or handle, and what our records say about you")
_WRITTEN = gettext_lazy("your name, your contact details, and the letters and messages between you and us")
_NAMED = gettext_lazy("your name, and what letters and papers about our work say about you")
_WORK = gettext_lazy("your name, your job and your actions in that job")
CATEGORIES = {
    "foi.request": _WRITTEN,
    "retention.rightsrequest": _WRITTEN,
    "retention.complaint": _WRITTEN,
    "foi.publication": _NAMED,
    "governance.letterreceived": _NAMED,
    "governance.document": _NAMED,
    "oversight.internalaudit": _NAMED,
    "oversight.inspection": _NAMED,
    "organisation.person": _WORK,
    "governance.trainingsession": _WORK,
    "governance.statement": _WORK,
}

USED = {
    DataRegime.UK_GDPR: gettext_lazy(
        "{purpose}, under the UK GDPR and Part 2 of the Data Protection Act 2018"
    ),
    DataRegime.PART_3: gettext_lazy(
        "{purpose}, under Part 3 of the Data Protection Act 2018 (law enforcement)"
    ),
}


def about_the_data(row: RightsRequest, items: list[FoundItem], *, on: date) -> Iterator[Section]:
    """Tell a person what goes with the copy, of the records that the letter tells of and of nothing else."""
    if Right.ACCESS not in row.rights or not items:
        return
    yield Section(
        (_("We use the data for these purposes:"),), heading=_("About your data"), items=_uses(items)
    )
    yield Section((_("We hold these kinds of data:"),), items=_categories(items))
    steps = [one for one in row.steps.all() if one.kind in RECIPIENTS]
    words = envelope.opened_all(steps)
    given = tuple(words[one.id]["words"] for one in steps)
    nobody = _("Our records do not show that we gave the data to anybody else.")
    told = _(
        "We gave the data to these people and bodies. For each of them, we say whether we told them about this answer:"
    )
    yield Section((told if given else nobody,), items=given)
    yield Section((_("How long we keep the data:"),), items=_periods(items, on=on))
    yield Section((_sources(items), _rights(items)))


def _rights(items: list[FoundItem]) -> str:
    """Say which further rights there are, by the law of each record: Part 3 gives no right to object."""
    regimes = {BY_ID[one.ground].regime for one in items}
    if DataRegime.PART_3 not in regimes:
        return _(
            "You may ask us to correct or erase the data, or to restrict how we use them. You may also object to our use of them."
        )
    without = _("You may ask us to correct or erase the data, or to restrict our use of them.")
    if DataRegime.UK_GDPR not in regimes:
        return without
    only = _(
        "You may also object to our use of the data under the UK GDPR, but not to our use of them under Part 3 of the Data Protection Act 2018 (law "
        "enforcement)."
    )
    return f"{without} {only}"


def _categories(items: list[FoundItem]) -> tuple[str, ...]:
    """Say the categories of the data (art 15(1)(b)), by the kinds of the records; a protected one is told without its kind."""
    every = [OTHER if one.is_protected else CATEGORIES.get(one.table, OTHER) for one in items]
    return tuple(dict.fromkeys(str(one) for one in every))


def _uses(items: list[FoundItem]) -> tuple[str, ...]:
    purposes = {one.purpose.pk: one.purpose for one in items if one.purpose}
    said, own = envelope.opened_all(purposes.values()), envelope.opened_all(items)
    used = [(said[key]["purpose"], DataRegime(one.regime)) for key, one in purposes.items()]
    used += [(own[one.id]["purpose"], BY_ID[one.ground].regime) for one in items if one.is_protected]
    return tuple(dict.fromkeys(str(USED[regime]).format(purpose=purpose) for purpose, regime in used))


def _periods(items: list[FoundItem], *, on: date) -> tuple[str, ...]:
    """Say how long these records are kept, by their kinds and what begins their time; a protected one is told without its kind."""
    schedule = schedule_in_force(on=on)
    periods = {one.code: period_in_words(one) for one in schedule.classes} if schedule else {}
    tables = {one.table for one in items if not one.is_protected}
    said: dict[tuple[str, str], str] = {}  # one line for each kind and period
    for one in endings():
        table = one.table._meta.label_lower
        if table in tables and not one.by_hand and one.code in periods:
            kind, period = kind_of(table), periods[one.code]
            line = _("{kind}: {period} from {event}").format(kind=kind, period=period, event=one.event)
            said.setdefault((kind, period), line)
    lines = list(said.values())
    if not lines or any(one.is_protected for one in items):
        lines.append(
            _(
                "other records: for as long as our retention schedule says for that kind of record; you may ask us for the schedule"
            )
        )
    return tuple(lines)


def _sources(items: list[FoundItem]) -> str:
    """Say where the data come from, by the kinds of the records; of a protected one nothing may tell the kind."""
    is_online = any(one.is_protected or one.table.partition(".")[0] in ONLINE for one in items)
    pages = _("The data come from public pages on social media and from our own records.")
    own = _("The data come from our own records and from letters and messages that people sent us.")
    return (pages if is_online else own) + " " + _("We made no decision about you by automated means alone.")
