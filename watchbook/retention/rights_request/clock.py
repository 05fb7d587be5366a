"""The clock of a rights request, from the days of its steps: identity, clarification, longer time (DPA 2018 s.54)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from watchbook.law.explanations import Deadline, cited_instead
from watchbook.law.parameters import number, parameter_entry
from watchbook.law.refusals import Refusal
from watchbook.law.rights_requests import Pause, rights_answer_due
from watchbook.organisation.models import Authority
from watchbook.organisation.queries import the_authority
from watchbook.retention.rights_request.late_letter import unchecked
from watchbook.retention.rights_request.models import RightsRequest, RightsStep
from watchbook.retention.rights_request.rules import DataRegime, Right
from watchbook.retention.rights_request.states import RightsState, RightsStepKind

MONTHS = {
    DataRegime.UK_GDPR: "data_protection.rights.months_under_the_uk_gdpr",
    DataRegime.PART_3: "data_protection.rights.months_under_part_3",
}


@dataclass(frozen=True)
class RightsClock:
    """The last day of the answer, none while the time stands still; and the last day without the longer time."""

    deadline: Deadline | None
    ordinary: Deadline | None


@dataclass
class _Course:
    """The time of a request after its steps so far: its start, its pauses, whether it is longer, and since when it stands still."""

    received: date
    nation: str
    is_access_alone: bool
    identified: date | None = None
    pauses: list[Pause] = field(default_factory=list)
    is_extended: bool = False
    stopped_on: date | None = None

    def due(self, *, is_extended: bool) -> Deadline:
        return rights_answer_due(
            self.received,
            nation=self.nation,
            identified=self.identified,
            pauses=self.pauses,
            is_extended=is_extended,
        )

    def stops(self, kind: str, *, on: date) -> bool:
        """Whether a question on a day stops the time: what is late stays late, and the proof of identity starts it once."""
        is_asked = (kind == RightsStepKind.IDENTITY_ASKED and self.identified is None) or (
            kind == RightsStepKind.CLARIFICATION_ASKED and self.is_access_alone
        )
        return is_asked and on <= self.due(is_extended=self.is_extended).on

    def take(self, step: RightsStep) -> None:
        if step.kind == RightsStepKind.EXTENDED:
            self.is_extended = True
        elif step.kind in _ASKED:
            self.stopped_on = step.on if self.stops(step.kind, on=step.on) else None
        elif step.kind in _TOLD and self.stopped_on:
            if step.kind == RightsStepKind.IDENTIFIED:
                self.identified = step.on
            else:
                self.pauses.append(Pause(self.stopped_on, step.on))
            self.stopped_on = None


_ASKED = (RightsStepKind.IDENTITY_ASKED, RightsStepKind.CLARIFICATION_ASKED)
_TOLD = (RightsStepKind.IDENTIFIED, RightsStepKind.CLARIFIED)


def clock_of(request: RightsRequest, *, as_if_extended: bool = False) -> RightsClock:
    """The clock of a request. Two queries, one where its steps were fetched with it. Raises law.Refusal.

    Asking who asks stops it. Asking what is meant stops it for a request for access alone: the law says so of no other
    right, so a request that also asks for erasure is answered in the time that its erasure has.
    """
    course = _course(request)
    if course.stopped_on:
        return RightsClock(None, None)
    is_extended = as_if_extended or course.is_extended
    deadline = course.due(is_extended=is_extended)
    return RightsClock(deadline, ordinary=course.due(is_extended=False) if is_extended else deadline)


def time_provision(regime: DataRegime, *, on: date) -> str:
    """The provision by which a request under this law has its time, as at a day. Raises NotInForce."""
    return parameter_entry(MONTHS[regime], on=on).provision


def cited_under(deadline: Deadline, regimes: Iterable[DataRegime], *, on: date) -> Deadline:
    """The same last day, its time cited by the law of each purpose, as it was on the day when the request came."""
    of_time = {one: time_provision(one, on=on) for one in DataRegime}
    mine = [of_time[one] for one in dict.fromkeys(regimes)]
    steps = (
        cited_instead(step, mine) if step.provision in of_time.values() else step
        for step in deadline.explanation
    )
    return replace(deadline, explanation=tuple(steps))


def keepers_decide_by(request: RightsRequest, *, found_on: date) -> date:
    """The last day on which the keepers of protected records decide on what a search of a day found, before the answer is due.

    It is told of every search alike, whatever was found. Two queries, one where the steps were fetched with the request.
    """
    last = found_on + timedelta(days=number("authority.protected_records.decide_days", on=found_on))
    try:
        deadline = clock_of(request).deadline
    except Refusal:
        return last
    return max(found_on, min(last, deadline.on - timedelta(days=1))) if deadline else last


def refused_by(request: RightsRequest) -> date | None:
    """The last day for telling a person who has not proved who they are that we cannot act (UK GDPR art 12(4)); None while it runs.

    It is a month from receipt, whatever stops the time of the answer. Raises law.Refusal.
    """
    course = _course(request)
    if course.identified or course.stopped_on is None or request.state != RightsState.IDENTITY:
        return None
    return rights_answer_due(request.received_on, nation=course.nation).on


def is_stopped_by(request: RightsRequest, kind: str, *, on: date) -> bool:
    """Whether a question of a day would stop the time of a request, as its letter has to say. Raises law.Refusal."""
    return _course(request).stops(kind, on=on)


def _course(request: RightsRequest) -> _Course:
    steps: Iterable[RightsStep] = list(request.steps.all())
    authority = the_authority()
    if authority is None:
        raise Authority.DoesNotExist
    course = _Course(request.received_on, authority.nation, list(request.rights) == [Right.ACCESS])
    left = {one.pk for one in unchecked(steps)}
    for step in steps:
        if step.pk not in left:
            course.take(step)
    return course
