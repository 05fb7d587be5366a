"""Tell who checks looks which are to be checked: at fault, an immediate response, or kept from without an authorisation."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.home.waiting import Lists, Matters, Several, matter, several
from watchbook.looks.permissions import may_check_looks, may_see_all_looks, may_supervise_looks
from watchbook.looks.queries.looks import immediate_to_check, kept_to_check, supervised, without_basis
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.oversight.error_report.permissions import may_record_error
from watchbook.register.asked_together import SqlQuestion, Wants
from watchbook.register.written import written_by_services

SERVICE = "looks:service"


@written_by_services
def _unchecked(person: Person, _on: date) -> tuple[SqlQuestion, ...]:
    sees_all = can(may_see_all_looks, person)
    looks = supervised(person, sees_all=sees_all)
    finds = (
        (without_basis, immediate_to_check)
        if sees_all
        else (without_basis, immediate_to_check, kept_to_check)
    )
    return tuple(several(find(looks), "opened_at") for find in finds)


def _to_check(person: Person, on: date) -> Matters:
    """One line for each sort of look to be checked, without those that an error report is about. One query.

    Whoever may record an error is led to the list of possible errors, where they need not read the look. What was kept
    without an authorisation is the line manager’s to check; for those who only read, all of it waits for that manager,
    but for errors, which the co-ordinator finds for the whole authority.
    """
    found = tuple(map(Several, _unchecked(person, on)))
    yield Wants(*(one.asked for one in found))
    who = "" if can(may_check_looks, person) else str(TITLES[DutyKind.LINE_MANAGER])
    finds_errors = not can(may_see_all_looks, person) or DutyKind.RIPA_COORDINATOR in duties_of(person, on=on)
    owners = ("" if finds_errors else str(TITLES[DutyKind.RIPA_COORDINATOR]), who, who)
    pages = ("oversight:errors" if can(may_record_error, person) else SERVICE, SERVICE, SERVICE)
    for one, (what, to_do), page, owner in zip(found, _checks(found), pages, owners, strict=False):
        if one.count:
            yield matter(what, to_do, page, since=one.since, waits_for=owner)


def _checks(found: Sequence[Several]) -> Iterator[tuple[str, str]]:
    """Say of each sort of look to be checked how many there are, and what to check."""
    wrong, immediate, *kept = found
    yield (
        ngettext(
            "In {count} look, the officer had no basis or did more than look",
            "In {count} looks, the officer had no basis or did more than look",
            wrong.count,
        ).format(count=wrong.said),
        _("check whether there is an error to report"),
    )
    yield (
        ngettext(
            "{count} look was an immediate response",
            "{count} looks were immediate responses",
            immediate.count,
        ).format(count=immediate.said),
        _("check whether each look could have been planned"),
    )
    for one in kept:
        yield (
            ngettext(
                "In {count} look, the officer kept something without an authorisation",
                "In {count} looks, the officers kept something without an authorisation",
                one.count,
            ).format(count=one.said),
            _("check whether the next look needs an authorisation"),
        )


LISTS: Lists = ((may_supervise_looks, _to_check),)
