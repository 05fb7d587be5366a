"""Investigations and assessments of Harrowmere before it looked, one assessment made stricter; and the rules its solicitor adopted."""

from datetime import UTC, date, datetime, time, timedelta

from watchbook.acting.refusals import can
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.demo.cast import holder_of
from watchbook.governance.rule_set import rule_set
from watchbook.governance.rule_set.permissions import may_adopt_rule_set
from watchbook.investigations import investigation, note, subject
from watchbook.investigations.models import Investigation, Subject, SubjectKind
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind
from watchbook.triage import assessment, departure
from watchbook.triage.departure import NewOutcome
from watchbook.triage.graph import current
from watchbook.triage.queries import standing_of
from watchbook.triage.views.rule_set import rules_in_use

OPENED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
A_WEEK = timedelta(days=7)
EXCEPTIONS = "Offences that the Tobacco and Vapes Act 2026 replaces are sent to the solicitor one by one."
FACTORS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8")
# A first look, openly, at what somebody sells; nothing is taken from it.
FIRST_LOOK = {
    **dict.fromkeys(("unlawful_means", "lent_login", "inside_home", "relationship", "third_party"), "no"),
    **dict.fromkeys(
        ("past_access_control", "shared_profile", "open_interview", "civil_behind_offence"), "no"
    ),
    **dict.fromkeys(("no_one_named", "immediate", "told", "made_open", "covert", *FACTORS), "no"),
    "specific_investigation": "yes",
    "one_off": "yes",
    "f1": "yes",
    "core_function": "yes",
    "offence": "trade_marks_act_1994_s92",
    "prior_looks": 0,
}
WATCHING = FIRST_LOOK | {"one_off": "no", "covert": "yes", "f2": "yes", "f4": "yes", "f7": "yes"}
NOTES = {"f7": "He sells on Saturdays, so the page would be viewed each Friday."}


def adopt_rules() -> None:
    """By the solicitor of the council, on the day of the edition in use."""
    solicitor = next((one for one in Person.objects.active() if can(may_adopt_rule_set, one)), None)
    if solicitor is None:
        return
    adopted_at = datetime.combine(date.fromisoformat(current().version), time(9), UTC)
    with recorded_as_if_at(adopted_at):
        rule_set.adopt(
            rules_in_use(), adopted_on=adopted_at.date(), exceptions=EXCEPTIONS, by=solicitor, at=adopted_at
        )


def open_investigations() -> None:
    """By the investigator whose service enforces trade marks."""
    officer = holder_of(DutyKind.INVESTIGATOR, "Trading Standards")
    assert officer.service is not None  # noqa: S101  # each investigator of the list has one
    with recorded_as_if_at(OPENED_AT):
        whole = investigation.open(
            investigation.InvestigationParticulars(
                title="Counterfeit trainers at the Saturday market",
                purpose="Find out who sells them at the market and who supplies them.",
                power="Trade Marks Act 1994, section 93",
            ),
            service=officer.service,
            opened_on=OPENED_AT.date(),
            by=officer,
            at=OPENED_AT,
        )
        seller = subject.SubjectParticulars(
            called="Kit Marlowe-Finch (fictional)",
            handles=("@kicks.harrowmere",),
            known="Named by a complainant who bought two pairs.",
        )
        one = subject.add(whole, seller, kind=SubjectKind.PERSON, by=officer, at=OPENED_AT)
        group = subject.SubjectParticulars(called="Harrowmere Bargain Hunters, an open group (fictional)")
        subject.add(whole, group, kind=SubjectKind.GROUP, people=None, by=officer, at=OPENED_AT)
        note.write(
            whole,
            "The complainant brought a photograph of the stall and the receipt.",
            about=one,
            by=officer,
            at=OPENED_AT,
        )


def assess_looks() -> None:
    """By the officer who opened the investigation: a first look, made stricter, and watching what is offered."""
    whole = Investigation.objects.order_by("reference").first()
    seller = Subject.objects.filter(investigation=whole, kind=SubjectKind.PERSON).first()
    if whole is None or seller is None:
        return
    officer = whole.opened_by
    with recorded_as_if_at(AT):
        first = assessment.make(whole, {"facts": FIRST_LOOK}, subject=seller, by=officer, at=AT)
        if standing := standing_of(first.reference):
            to = NewOutcome(
                ("overt",),
                "He knows our officer by sight. We will write to him first and then look openly.",
                standing.version,
            )
            departure.depart_upwards(standing, to, by=officer, at=AT)
    later = AT + A_WEEK
    with recorded_as_if_at(later):
        assessment.make(whole, {"facts": WATCHING, "notes": NOTES}, subject=seller, by=officer, at=later)
