"""People who asked Harrowmere about their own data: one request for each right, and a complaint; nobody in it exists."""

from datetime import datetime
from typing import NamedTuple

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.demo.applied import ago
from watchbook.demo.cast import holder_of
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.complaint import complaint
from watchbook.retention.complaint.complaint import Complained, StepTaken
from watchbook.retention.complaint.states import ComplaintChannel, ComplaintStepKind
from watchbook.retention.rights_question import rights_question
from watchbook.retention.rights_question.rights_question import RightsAnswer
from watchbook.retention.rights_request import rights_request, rights_step, subject_search
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.need_to_know import readable
from watchbook.retention.rights_request.rights_request import AskedRights
from watchbook.retention.rights_request.rules import Known, Right
from watchbook.retention.rights_request.states import RightsStepKind


class DemoAsker(NamedTuple):
    """A person who asked: how many days ago, for what, by which other names they go, and what happened next."""

    person: str
    days: int
    right: Right
    words: str
    names: tuple[str, ...]
    then: RightsStepKind | None = None


ASKERS = (
    DemoAsker("Tobias Fennimore (fictional)", 21, Right.ACCESS, "Please send me what you hold about me.", ("@tobias.fennimore.fictional",), RightsStepKind.ANSWERED),
    DemoAsker("Cheap Clearances (fictional)", 16, Right.ERASURE, "You looked at my page. Delete all of it.", ("@cheap.clearances.fictional",)),
    DemoAsker("Odette Quillfeather (fictional)", 9, Right.OBJECTION, "I object to being looked at.", (), RightsStepKind.IDENTITY_ASKED),
    DemoAsker("Rufus Applegarth (fictional)", 6, Right.RESTRICTION, "Keep it for my tribunal, but do not use it.", (), RightsStepKind.ACKNOWLEDGED),
    DemoAsker("Perpetua Lowe (fictional)", 4, Right.RECTIFICATION, "The post was not mine. Correct your record.", (), RightsStepKind.EXTENDED),
)  # fmt: skip
GROUNDS = ("evidence_3", "no_breach_3")
WORDS = {
    RightsStepKind.IDENTITY_ASKED: "Your message came from an address that we do not know. A copy of a letter to you is enough.",
    RightsStepKind.EXTENDED: "You sent us four requests in one week.",
}
COMPLAINT = "An officer of yours looked at my page and nobody told me. I want to know why."


def ask_about_personal_data() -> None:
    """Each request with its first step, one of them answered, one decided in part; and a complaint by the form."""
    officer = holder_of(DutyKind.INFORMATION_OFFICER)
    for asker in ASKERS:
        with recorded_as_if_at(ago(asker.days)):
            row = _received(asker, by=officer, at=ago(asker.days))
        with recorded_as_if_at(ago(asker.days - 2)):
            _go_on(row, asker, by=officer, at=ago(asker.days - 2))
    _complain(by=officer)


def _received(asker: DemoAsker, *, by: Person, at: datetime) -> RightsRequest:
    return rights_request.receive(
        AskedRights(
            rights=(asker.right,),
            received_on=at.date(),
            name=asker.person,
            contact="12 Canal Street, Harrowmere (fictional)",
            words=asker.words,
            names=asker.names,
        ),
        by=by,
        at=at,
    )


def _go_on(row: RightsRequest, asker: DemoAsker, *, by: Person, at: datetime) -> None:
    """Search for what is asked to be copied or deleted; refuse the deletion of what is found, or keep it as evidence."""
    if asker.right in (Right.ACCESS, Right.ERASURE):
        names = [asker.person.removesuffix(" (fictional)"), *asker.names]
        subject_search.search(row, subject_search.read(row, names, by=by), by=by, at=at)
    if asker.right == Right.ERASURE:
        _decide(row, at=at)
    if asker.then:
        rights_step.take(row, asker.then, on=at.date(), words=WORDS.get(asker.then, ""), by=by, at=at)


def _decide(row: RightsRequest, *, at: datetime) -> None:
    """The line manager who may read what was found keeps the first as evidence and refuses the next; the rest still wait."""
    for item, ground in zip(row.founditems.filter(is_protected=True), GROUNDS, strict=False):
        manager = next(one for one in holders_of(DutyKind.LINE_MANAGER, on=today()) if readable(one, [item]))
        rights_question.read(item, by=manager, at=at)
        rights_question.answer(
            [item],
            RightsAnswer(
                ground,
                "We need it as evidence until the proceedings end.",
                "Prosecuting fly-tipping",
                has_function=Known.YES,
                is_against_crime=Known.YES,
            ),
            by=manager,
            at=at,
        )


def _complain(*, by: Person) -> None:
    at, told_at = ago(12), ago(10)
    with recorded_as_if_at(at):
        row = complaint.receive(
            Complained(
                name="Isolde Farthingale",
                contact="isolde.farthingale@residents.invalid",
                words=COMPLAINT,
                channel=ComplaintChannel.FORM,
                received_on=at.date(),
            ),
            by=Person.objects.get(is_system=True),
            at=at,
        )
    with recorded_as_if_at(told_at):
        complaint.take(row, StepTaken(ComplaintStepKind.ACKNOWLEDGED, told_at.date()), by=by, at=told_at)
