"""Tell what is overdue with others, for whoever oversees them: requests that are late, requests about personal data, and records."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.foi.queries import due, requests_unanswered
from watchbook.home.waiting import Lists, Matters, matter
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.asked_together import Wants, with_related
from watchbook.retention.rights_request import queries as rights_requests


def _oversee(person: Person) -> None:
    """The SRO oversees what the information officers answer."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see overdue requests"))


def _late_requests(_person: Person, on: date) -> Matters:
    """One line for all of them: the inbox lists each."""
    rows = requests_unanswered()
    yield Wants(rows)
    yield from with_related(rows, "steps")
    days = [(due(row).on, row.received_on) for row in rows]
    late = [(by, since) for by, since in days if by < on]
    if late:
        what = ngettext(
            "{count} request for information is overdue",
            "{count} requests for information are overdue",
            len(late),
        ).format(count=len(late))
        yield matter(
            what,
            _("ask the information officers what is missing"),
            "foi:requests",
            by=min(by for by, _since in late),
            since=min(since for _by, since in late),
            waits_for=str(TITLES[DutyKind.INFORMATION_OFFICER]),
        )


def _late_rights_requests(_person: Person, on: date) -> Matters:
    rows = rights_requests.waiting_rows()
    yield Wants(rows)
    yield from with_related(rows, "steps")
    late = [one for one in rights_requests.waiting_of(rows) if one.due_on and one.due_on < on]
    if late:
        what = ngettext(
            "{count} request about personal data is overdue",
            "{count} requests about personal data are overdue",
            len(late),
        ).format(count=len(late))
        yield matter(
            what,
            _("ask the data protection officer what is missing"),
            "retention:rights_requests",
            by=late[0].due_on,
            since=min(one.row.received_on for one in late),
            waits_for=str(TITLES[DutyKind.DATA_PROTECTION_OFFICER]),
        )


LISTS: Lists = ((_oversee, _late_requests), (_oversee, _late_rights_requests))
