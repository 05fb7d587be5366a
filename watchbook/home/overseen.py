"""Tell what is overdue with others, for whoever oversees them: requests that are late, requests about personal data, and records."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.foi.models import Request
from watchbook.foi.queries import requests_waiting
from watchbook.home.rights import rights_requests_by_receipt
from watchbook.home.waiting import SHOWN, Lists, Matters, Several, at_least, matter, several
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.asked_together import SqlQuestion, Wants, with_related
from watchbook.register.written import written
from watchbook.retention.rights_request import queries as rights_requests


def _oversee(person: Person) -> None:
    """The SRO oversees what the information officers answer."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see overdue requests"))


@written
def _late_rows(_person: Person, on: date) -> tuple[QuerySet[Request], SqlQuestion]:
    rows = requests_waiting().prefetch_related(None).filter(due_on__lt=on)
    return rows[:1], several(rows, "due_on")


def _late_requests(person: Person, on: date) -> Matters:
    """One line for all of them: the inbox lists each."""
    first, asked = _late_rows(person, on)
    yield Wants(first, asked)
    late = Several(asked)
    if late.count:
        what = ngettext(
            "{count} request for information is overdue",
            "{count} requests for information are overdue",
            late.count,
        ).format(count=late.said)
        yield matter(
            what,
            _("ask the information officers what is missing"),
            "foi:requests",
            by=late.since,
            since=first[0].received_on,
            waits_for=str(TITLES[DutyKind.INFORMATION_OFFICER]),
        )


def _late_rights_requests(person: Person, on: date) -> Matters:
    """One line for all of them, of each list as far as it is read."""
    lists = rights_requests_by_receipt(person, on)
    yield Wants(*lists)
    yield from with_related([row for rows in lists for row in rows], "steps")
    found = [rights_requests.waiting_of(rows) for rows in lists]
    late = [[one for one in waiting if one.due_on and one.due_on < on] for waiting in found]
    is_more = any(len(some) > SHOWN for some in late)
    if all_late := sorted((one for some in late for one in some[:SHOWN]), key=lambda one: one.due_on or on):
        count = len(all_late)
        what = ngettext(
            "{count} request about personal data is overdue",
            "{count} requests about personal data are overdue",
            count,
        ).format(count=at_least(count) if is_more else count)
        yield matter(
            what,
            _("ask the data protection officer what is missing"),
            "retention:rights_requests",
            by=all_late[0].due_on,
            since=min(one.row.received_on for one in all_late),
            waits_for=str(TITLES[DutyKind.DATA_PROTECTION_OFFICER]),
        )


LISTS: Lists = ((_oversee, _late_requests), (_oversee, _late_rights_requests))
