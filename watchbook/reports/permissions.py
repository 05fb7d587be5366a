"""Rights to read statistics, a year, how a service stands, the inspection page, samples and whole exports."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.governance.training.permissions import NAMERS
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.permissions import CHECKERS, KEEPERS, READERS

# Whoever reads no row of the central record is given the report to members, which shows no small number.
COUNTERS = tuple(duty for duty in READERS if duty is not DutyKind.RECORDS_MANAGER)


def may_read_statistics(person: Person) -> None:
    """Let those read figures, small numbers too, who govern, answer or check and may read the central record."""
    require_duty(person, *COUNTERS, to=_("read statistics"))


def may_read_members_report(person: Person) -> None:
    """Let elected members read it, and those who govern, answer or check: figures, without a person or a case in them."""
    require_duty(person, *READERS, DutyKind.ELECTED_MEMBER, to=_("read the report to members"))


def may_read_inspection_page(person: Person) -> None:
    """Let those read it who keep the whole in order, and those who check it."""
    require_duty(person, *CHECKERS, to=_("read the page for inspectors"))


def may_read_sheet(person: Person) -> None:
    """Let those read whether the authority is defensible today who answer for it, and those who check it."""
    answering = (DutyKind.SOLICITOR, DutyKind.HEAD_OF_PAID_SERVICE)
    require_duty(person, *CHECKERS, *answering, to=_("read the page “Are we defensible today?”"))


def may_read_year(person: Person) -> None:
    """Let those read a year month by month, small numbers too, who may read statistics; members have their report."""
    require_duty(person, *COUNTERS, to=_("read the monthly figures of a year"))


def may_read_services(person: Person) -> None:
    """Let line managers, the co-ordinator and the SRO read how a service stands."""
    require_duty(person, DutyKind.LINE_MANAGER, *KEEPERS, to=_("see the state of a service"))


def may_read_service(person: Person, service: Service) -> None:
    """Let the co-ordinator and the SRO read it of every service, a line manager of those they lead."""
    may_read_services(person)
    if not can(may_read_every_service, person) and service.id not in services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You cannot see the state of this service: you are not its line manager. Ask the line manager or the RIPA co-ordinator."
            )
        )


def may_read_every_service(person: Person) -> None:
    """Let the co-ordinator and the SRO read how any service stands."""
    require_duty(person, *KEEPERS, to=_("see the state of every service"))


def may_draw_sample(person: Person) -> None:
    """Let those draw who audit or inspect; whoever is audited draws none."""
    require_duty(person, DutyKind.INTERNAL_AUDITOR, DutyKind.INSPECTOR, to=_("draw a sample"))


def may_take_exports(person: Person) -> None:
    """Let those take whole exports who govern, answer or check; each table asks its own right besides."""
    require_duty(person, *READERS, to=_("export whole registers"))


def may_export_attendance(person: Person) -> None:
    """Let those take it who may see by name who took part in training and who read a document."""
    require_duty(person, *NAMERS, to=_("export the register of attendance at training"))


def may_export_requests(person: Person) -> None:
    """Let those take requests for information and the disclosure log who may read each request."""
    duties = (*CHECKERS, DutyKind.INFORMATION_OFFICER, DutyKind.SOLICITOR)
    require_duty(person, *duties, to=_("export requests for information"))


def may_read_papers_of_activities(person: Person) -> None:
    """Let those read which activity lacks a paper who govern, answer or check."""
    require_duty(person, *READERS, to=_("read the list of activities and their papers"))


def may_read_governance_calendar(person: Person) -> None:
    """Let elected members read what was due and what was missed, and those who govern, answer or check."""
    require_duty(person, *READERS, DutyKind.ELECTED_MEMBER, to=_("read the governance calendar"))


def may_sign_annual_return(person: Person) -> None:
    """Let the SRO sign the return to the Commissioner."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("sign the annual return"))
