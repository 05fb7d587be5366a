"""Overdue records of Harrowmere: three old overt plans that two people agreed to delete, with their certificate, and one to try it with."""

from datetime import timedelta
from itertools import islice

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import overt_plan
from watchbook.demo.applied import ago
from watchbook.demo.cast import holder_of
from watchbook.investigations import investigation, subject
from watchbook.investigations.models import SubjectKind
from watchbook.organisation import system_acts
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.deletion import course, deletion, queue, sample

SERVICE = "Trading Standards"
OVER = 4 * 366  # days ago: longer than the schedule keeps an entry of a look
MARKETS = (
    "Winter market 2022 (fictional)",
    "Spring fair 2022 (fictional)",
    "Canal festival 2022 (fictional)",
    "Harbour market 2022 (fictional)",
)
AGREED = 3  # of them: the last stays, ready to be proposed


def agree_on_deletion() -> None:
    """The line manager proposes what is overdue, the auditor, who may read it too, opens it, and the records manager approves."""
    _sign_old_plans()
    group = next(one for one in queue.overdue(on=today()) if one.table == "authorisations.overtplan")
    proposer, second = _manager_of(SERVICE), holder_of(DutyKind.RECORDS_MANAGER)
    with recorded_as_if_at(ago(4)):
        things = islice(queue.proposed(group, on=today()), AGREED)
        row = deletion.propose(things, queue.cause(group), by=proposer, at=ago(4))
    with recorded_as_if_at(ago(3)):
        for one in sample.sampled(row, by=second):
            sample.open_record(row, one.thing.number, by=holder_of(DutyKind.INTERNAL_AUDITOR), at=ago(3))
            sample.look_at(row, one.thing.number, by=second, at=ago(3))
        deletion.approve(row, shown=deletion.edition(row), by=second, at=ago(3))


def carry_out_deletion() -> None:
    """Delete what two people agreed on, as the worker does each minute."""
    system_acts.do(lambda *, by, at: course.go_on_with_all(by=by))


def _sign_old_plans() -> None:
    """One investigation of long ago, closed, with a plan for each of its events."""
    officer, manager = holder_of(DutyKind.INVESTIGATOR, SERVICE), _manager_of(SERVICE)
    assert officer.service is not None  # noqa: S101  # each investigator of the list has one
    at = ago(OVER)
    particulars = investigation.InvestigationParticulars(
        title="Copied goods at markets",
        purpose="See which public pages offer copied goods before an event.",
        power="Trade Marks Act 1994, section 93",
    )
    with recorded_as_if_at(at):
        whole = investigation.open(
            particulars, service=officer.service, opened_on=at.date(), by=officer, at=at
        )
        for market in MARKETS:
            said = subject.SubjectParticulars(called=market)
            event = subject.add(whole, said, kind=SubjectKind.EVENT, by=officer, at=at)
            plan = overt_plan.PlanTerms(
                purpose="See whether copied goods are offered.",
                what="Posts that everybody can see, signed out.",
                often_looks=1,
                often_days=7,
                looks_at_most=4,
                from_on=at.date(),
                until_on=at.date() + timedelta(weeks=4),
            )
            signed = overt_plan.propose(event, plan, by=officer, at=at)
            overt_plan.read(signed, by=manager, at=at)
            overt_plan.sign(signed, by=manager, at=at)
    with recorded_as_if_at(ago(OVER - 60)):
        investigation.close(whole, reason="The events are over.", by=officer, at=ago(OVER - 60))


def _manager_of(service: str) -> Person:
    """The line manager of a service."""
    managers = holders_of(DutyKind.LINE_MANAGER, on=today())
    return next(one for one in managers if one.service and one.service.name == service)
