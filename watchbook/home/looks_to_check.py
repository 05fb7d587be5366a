"""Tell who checks looks which are to be checked: at fault, an immediate response, or kept from without an authorisation."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.home.waiting import COUNTED, Gather, Lists, Matters, Several, at_least, matter, several
from watchbook.looks.models import Look
from watchbook.looks.permissions import may_check_looks, may_see_all_looks, may_supervise_looks
from watchbook.looks.queries.looks import immediate_to_check, kept_to_check, supervised, without_basis
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.oversight.error_report.permissions import may_record_error
from watchbook.oversight.error_report.queries import by_triage, suggestions, without_question
from watchbook.register.asked_together import SqlQuestion, Wants
from watchbook.register.written import written, written_by_services

FINDER = DutyKind.RIPA_COORDINATOR  # of errors

type Find = Callable[[QuerySet[Look]], QuerySet[Look]]
type WhatToDo = tuple[str, str]  # what it is, and what to do
type Words = Callable[[Several], WhatToDo]


def _line(
    find: Find,
    words: Words,
    *,
    but_for: Callable[[Person], None] | None = None,
    owner: DutyKind = DutyKind.LINE_MANAGER,
) -> Gather:
    """Return what tells one sort of look to be checked, without those that an error report is about. One query.

    For those who only read, it waits for its owner. `but_for`: whose right means that this is not theirs to check.
    """

    @written_by_services
    def asked(person: Person, _on: date) -> SqlQuestion:
        return several(find(supervised(person, sees_all=can(may_see_all_looks, person))), "opened_at")

    def gather(person: Person, on: date) -> Matters:
        if but_for and can(but_for, person):
            return
        found = Several(asked(person, on))
        yield Wants(found.asked)
        who = "" if can(may_check_looks, person) else str(TITLES[owner])
        if found.count:
            yield matter(*words(found), "looks:service", since=found.since, waits_for=who)

    return gather


@written
def _possible(_person: Person, _on: date) -> tuple[SqlQuestion, QuerySet[Look]]:
    return several(without_question(), "opened_at"), by_triage()[:COUNTED]


def _possible_errors(person: Person, on: date) -> Matters:
    """One line for all looks that may be errors, as their list has them, which the co-ordinator finds for the whole authority.

    Four queries more where one was by triage alone.
    """
    asked, triaged = _possible(person, on)
    yield Wants(asked, triaged)
    sure, others = Several(asked), suggestions(looks=triaged) if triaged else []
    if count := sure.count + len(others):
        what = ngettext(
            "{count} look may be an error and is not in an error report",
            "{count} looks may be errors and are not in an error report",
            count,
        ).format(count=at_least(count) if sure.is_more else count)
        since = min(filter(None, (sure.since, *(one.look.opened_at for one in others))))
        is_own = FINDER in duties_of(person, on=on)
        to_do, who = _("check whether there is an error to report"), "" if is_own else str(TITLES[FINDER])
        yield matter(what, to_do, "oversight:errors", since=since, waits_for=who)


def _wrong(found: Several) -> WhatToDo:
    what = ngettext(
        "In {count} look, the officer had no basis or did more than look",
        "In {count} looks, the officer had no basis or did more than look",
        found.count,
    )
    return what.format(count=found.said), _("check whether there is an error to report")


def _immediate(found: Several) -> WhatToDo:
    what = ngettext(
        "{count} look was an immediate response", "{count} looks were immediate responses", found.count
    )
    return what.format(count=found.said), _("check whether each look could have been planned")


def _kept(found: Several) -> WhatToDo:
    what = ngettext(
        "In {count} look, the officer kept something without an authorisation",
        "In {count} looks, the officers kept something without an authorisation",
        found.count,
    )
    return what.format(count=found.said), _("check whether the next look needs an authorisation")


LISTS: Lists = (
    # Who records errors has their list.
    (may_supervise_looks, _line(without_basis, _wrong, but_for=may_record_error, owner=FINDER)),
    (may_supervise_looks, _line(immediate_to_check, _immediate)),
    (may_supervise_looks, _line(kept_to_check, _kept, but_for=may_see_all_looks)),  # the line manager’s
    (may_record_error, _possible_errors),
)
