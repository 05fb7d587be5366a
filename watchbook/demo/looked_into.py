"""What Harrowmere looks into: two investigations with fictional subjects, opened by the acts of real ones."""

from datetime import UTC, datetime

from watchbook.acting.refusals import can
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.investigations import investigation, note, subject
from watchbook.investigations.models import SubjectKind
from watchbook.investigations.permissions import may_open_investigations
from watchbook.organisation.models import Person

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def open_investigations() -> None:
    """By the first investigator of the council who belongs to a service."""
    officer = next(
        (
            one
            for one in Person.objects.active().filter(service__isnull=False)
            if can(may_open_investigations, one)
        ),
        None,
    )
    if officer is None or officer.service is None:
        return
    with recorded_as_if_at(AT):
        whole = investigation.open(
            investigation.InvestigationParticulars(
                title="Counterfeit trainers at the Saturday market",
                purpose="Find out who offers them for sale, and stop it.",
                power="Trade Marks Act 1994, section 93",
            ),
            service=officer.service,
            opened_on=AT.date(),
            by=officer,
            at=AT,
        )
        seller = subject.SubjectParticulars(
            called="Kit Marlowe-Finch (fictional)",
            handles=("@kicks.harrowmere",),
            known="Named by a complainant.",
        )
        one = subject.add(whole, seller, kind=SubjectKind.PERSON, by=officer, at=AT)
        group = subject.SubjectParticulars(called="Harrowmere Bargain Hunters, an open group")
        subject.add(whole, group, kind=SubjectKind.GROUP, people=None, by=officer, at=AT)
        note.write(whole, "A complainant brought a photograph of the stall.", about=one, by=officer, at=AT)
