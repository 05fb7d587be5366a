"""Who signs statements: each duty its own page, a line manager that of their service; nobody signs for somebody else."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.governance.permissions import READERS as GOVERNING
from watchbook.governance.statements.rules import SIGNERS
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.rules import TITLES, DutyKind

READERS = (*GOVERNING, DutyKind.HEAD_OF_PAID_SERVICE, DutyKind.LINE_MANAGER)


def may_read_statements(person: Person) -> None:
    """Those who govern, answer or check, and line managers, read who signed what."""
    require_duty(person, *READERS, to=_("read the signed statements"))


def may_sign_statements(person: Person) -> None:
    """A line manager, internal audit, the co-ordinator and the SRO each sign a page of their own."""
    require_duty(person, *SIGNERS, to=_("sign a statement"))


def may_sign_statement(person: Person, duty: str, service: Service | None) -> None:
    """The holder of the duty signs its page; of a line manager's, the one who leads that service."""
    if duty not in SIGNERS:
        raise NotPermitted(
            _(
                "You cannot sign this statement: nobody signs a statement for this duty. Choose a statement from the list of statements."
            )
        )
    kind = DutyKind(duty)
    require_duty(person, kind, to=_("sign the statement of the {title}").format(title=TITLES[kind]))
    if kind is not DutyKind.LINE_MANAGER:
        return
    if service is None or service.id not in services_led_by(person, on=today()):
        raise NotPermitted(
            _("You cannot sign this statement: you do not lead this service. Ask its line manager to sign.")
        )


def may_see_who_has_not_signed(person: Person) -> None:
    """The SRO is told who has not signed."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see who has not signed a statement"))


def may_import_statements(person: Person) -> None:
    """The SRO, in a demonstration or a test alone: elsewhere each signs for themselves, and nobody by a file."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("import signed statements"))
