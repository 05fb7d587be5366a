"""Tasks of those who check the seal, once a verification of the audit log has failed."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.audit_log.health import verifications
from watchbook.audit_log.models import Event
from watchbook.home.waiting import Lists, Matters, matter
from watchbook.organisation.models import Person
from watchbook.oversight.permissions import may_check_seal
from watchbook.register.asked_together import Wants
from watchbook.register.written import written


@written
def _last_verification(_person: Person, _on: date) -> QuerySet[Event]:
    return verifications()[:1]


def _not_holding(person: Person, on: date) -> Matters:
    rows = _last_verification(person, on)
    yield Wants(rows)
    verified = next(iter(rows), None)
    if verified and verified.fields["number_of_problems"]:
        yield matter(
            _("The audit log and the register do not agree"),
            _("read the problems found, change nothing, and find out who changed the register"),
            "oversight:seal",
        )


LISTS: Lists = ((may_check_seal, _not_holding),)
