"""A year of looks at Harrowmere by the acts of real ones: planned, stopped, re-triaged, recorded late; nobody in it exists."""

import tomllib
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import overt_plan
from watchbook.demo.cast import holder_of
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import Subject, SubjectKind
from watchbook.looks import evaluation, look, opening, re_triage, standing_purpose
from watchbook.looks.models import About, PersonNotice, Purpose, Result, Usefulness, Verification
from watchbook.looks.sitting import NOBODY, USUAL, Closing, MadeLook, Sitting
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind

BEGAN_AT = datetime(2025, 11, 3, 9, 30, tzinfo=UTC)
A_WEEK = timedelta(weeks=1)
SITTING = timedelta(minutes=12)
AGAIN = USUAL | {"one_off": "no"}


class DemoMatter(NamedTuple):
    """A matter that a service looks into, and why, with every look at it; the words stand in `matters.toml`."""

    service: str
    words: str
    power: str
    title: str
    purpose: str
    called: str
    profile: str
    why_not_told: str
    monthly: list[dict[str, str]]
    busy: list[dict[str, str]]
    planned: dict[str, str]
    again: list[dict[str, str]]
    asked: str
    signed: str
    last: dict[str, str]
    plan: dict[str, Any]


WORDS = tomllib.loads(Path(__file__).with_name("matters.toml").read_text(encoding="utf-8"))
MATTERS = tuple(DemoMatter(**one) for one in WORDS["matters"])
OWN_PAGES = "Community Safety"


def look_for_a_year() -> None:
    """Three services at a subject each, one on the council's own page, and one look that was made without asking."""
    for number, matter in enumerate(MATTERS):
        _one_service(matter, begins=BEGAN_AT + number * timedelta(days=1, hours=2))
    _own_pages(_officer(OWN_PAGES))
    _without_asking(_officer("Licensing"))


def _one_service(matter: DemoMatter, *, begins: datetime) -> None:
    """A look every five weeks; then three within a fortnight, the third under a plan; one signed re-triage."""
    officer, manager = _officer(matter.service), holder_of(DutyKind.LINE_MANAGER, matter.service)
    stands = standing_purpose.Stands(purpose=Purpose.INVESTIGATION, words=matter.words, power=matter.power)
    with recorded_as_if_at(begins):
        if manager.service is not None:
            standing_purpose.set(manager.service, stands, by=manager, at=begins)
        one = _subject(matter, officer, at=begins)
    for turn, told in enumerate(matter.monthly):
        _look(one, matter, officer, told, at=begins + 5 * turn * A_WEEK)
    busy = begins + 34 * A_WEEK
    first, second = matter.busy
    _look(one, matter, officer, first, at=busy)
    _look(one, matter, officer, second, at=busy + timedelta(days=5), facts=AGAIN)
    _sign_plan(one, matter, officer, manager, at=busy + A_WEEK)
    _look(one, matter, officer, matter.planned, at=busy + 2 * A_WEEK, facts=AGAIN)
    _re_triaged(one, matter, officer, at=busy + 8 * A_WEEK)


def _subject(matter: DemoMatter, officer: Person, *, at: datetime) -> Subject:
    particulars = investigation.InvestigationParticulars(
        title=matter.title, purpose=matter.purpose, power=matter.power
    )
    assert officer.service is not None  # noqa: S101  # each investigator of the list has one
    whole = investigation.open(particulars, service=officer.service, opened_on=at.date(), by=officer, at=at)
    said = subject.SubjectParticulars(called=matter.called)
    one = subject.add(whole, said, kind=SubjectKind.PERSON, by=officer, at=at)
    account.add(one, matter.profile, by=officer, at=at)
    return one


def _look(
    one: Subject,
    matter: DemoMatter,
    officer: Person,
    told: dict[str, str],
    *,
    at: datetime,
    facts: dict[str, str] = USUAL,
) -> None:
    """Opened, closed a few minutes later; what showed something is evaluated."""
    seen = told.get("seen", "")
    ask = Sitting(
        about=About.SUBJECT,
        purpose=Purpose.INVESTIGATION,
        why=told["why"],
        facts=facts,
        attests=True,
        subject=one,
        account=one.accounts.get(),
        address=matter.profile,
        why_not=told.get("why_not", ""),
    )
    result = Result.SOMETHING if seen else Result.NOTHING
    with recorded_as_if_at(at):
        row = opening.open(ask, by=officer, at=at)
        closing = Closing(result=result, seen=seen, collateral=0, next="")
        row = look.close(row, closing, by=officer, at=at + SITTING)
        if seen:
            became = evaluation.EvaluationParticulars(
                useful=Usefulness.PARTLY,
                verified=Verification.OTHER_SOURCE,
                used_in_decision=False,
                told=PersonNotice.EXEMPT,
                why_not_told=matter.why_not_told,
            )
            evaluation.write(row, became, by=officer, at=at + SITTING)


def _sign_plan(one: Subject, matter: DemoMatter, officer: Person, manager: Person, *, at: datetime) -> None:
    plan = overt_plan.PlanTerms(
        **matter.plan,
        looks_at_most=4,
        from_on=at.date(),
        until_on=at.date() + 4 * A_WEEK,
    )
    with recorded_as_if_at(at):
        row = overt_plan.propose(one, plan, by=officer, at=at)
        overt_plan.read(row, by=manager, at=at)
        overt_plan.sign(row, by=manager, at=at)


def _re_triaged(one: Subject, matter: DemoMatter, officer: Person, *, at: datetime) -> None:
    """Two looks in a week, and a third that the authorising officer signed."""
    first, second = matter.again
    _look(one, matter, officer, first, at=at, facts=AGAIN)
    _look(one, matter, officer, second, at=at + timedelta(days=2), facts=AGAIN)
    signer = next(row for row in holders_of(DutyKind.AUTHORISING_OFFICER, on=today()) if row != officer)
    signed_at = at + timedelta(days=4)
    with recorded_as_if_at(signed_at):
        row = re_triage.ask(one, AGAIN, why_not=matter.asked, by=officer, at=signed_at)
        over = re_triage.read(row, by=signer, at=signed_at)["over"]
        re_triage.sign(row, why=matter.signed, over=over, by=signer, at=signed_at)
    _look(one, matter, officer, matter.last, at=at + timedelta(days=5), facts=AGAIN)


def _own_pages(officer: Person) -> None:
    """Replies on the council's own page, every fourth week, several times a day."""
    for month, post in enumerate(WORDS["own_page"]["posts"]):
        for turn in range(3):
            at = BEGAN_AT + 4 * month * A_WEEK + timedelta(hours=turn)
            ask = Sitting(
                about=About.OWN_PAGE,
                purpose=Purpose.OWN_PAGES,
                why=post,
                facts=NOBODY,
                attests=True,
                address="https://www.facebook.com/harrowmere.council.fictional",
            )
            with recorded_as_if_at(at):
                row = opening.open(ask, by=officer, at=at)
                closing = Closing(result=Result.NOTHING, seen="", collateral=0, next="")
                look.close(row, closing, by=officer, at=at + SITTING)


def _without_asking(officer: Person) -> None:
    """A look that was made first and recorded the day after, without triage."""
    at = datetime.combine(BEGAN_AT.date() + 20 * A_WEEK, time(16, 5), tzinfo=UTC)
    ask = Sitting(
        about=About.SUBJECT,
        purpose=Purpose.INVESTIGATION,
        why="A complaint about a late bar",
        facts={},
        attests=True,
        address="https://www.facebook.com/the.late.bar.fictional",
    )
    told_at = at + timedelta(days=1)
    with recorded_as_if_at(told_at):
        closing = Closing(result=Result.NOTHING, seen="", collateral=0, next="")
        look.record_made(MadeLook(sitting=ask, looked_at=at, closing=closing), by=officer, at=told_at)


def _officer(service: str) -> Person:
    return holder_of(DutyKind.INVESTIGATOR, service)
