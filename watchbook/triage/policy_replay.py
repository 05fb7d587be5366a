"""Policy replay: every saved assessment decided again by a changed rule or threshold, and what would differ."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.record import Kind, record
from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.keys import envelope
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority
from watchbook.triage.models import Assessment
from watchbook.triage.permissions import may_see_assessments, may_try_out_rules
from watchbook.triage.queries import all_assessments, titles_of
from watchbook.triage.supposed import Supposition, decided_again

TRIED = Kind(
    "policy_replay.tried",
    fields=("supposed", "assessments", "differing"),
    says=gettext_lazy(
        "Saved assessments were decided again under a changed rule, to see which outcomes would differ."
    ),
)


@dataclass(frozen=True)
class Difference:
    """One assessment that would come out otherwise: what the rules said, what they would say, and what is raised beside."""

    assessment: Assessment
    before: tuple[str, ...]
    after: tuple[str, ...]
    flags_gone: tuple[str, ...]
    flags_new: tuple[str, ...]
    refusal: str

    @property
    def before_words(self) -> str:
        """What the rules said, in words."""
        return titles_of(self.before)

    @property
    def after_words(self) -> str:
        """What they would say, or why they would not take the facts."""
        return self.refusal or titles_of(self.after)


@dataclass(frozen=True)
class Replay:
    """How many were decided again, and those that would differ."""

    assessments: int
    differences: tuple[Difference, ...]


@transaction.atomic
def try_out(supposed: Supposition, *, by: Person, at: datetime) -> Replay:
    """Decide every saved assessment again; nothing about any of them changes, and that it was tried is recorded."""
    may_try_out_rules(by)
    authority = the_authority()
    if authority is None:
        raise WrongState(
            _(
                "You cannot try out rules: the register has not been set up. Ask a system administrator to set it up."
            )
        )
    found = _as_seen_by(by, replayed(supposed))
    record(
        TRIED,
        subject=authority,
        by=by,
        at=at,
        supposed=supposed.told,
        assessments=found.assessments,
        differing=len(found.differences),
    )
    return found


def _as_seen_by(person: Person, found: Replay) -> Replay:
    """Without the flags of assessments that this person may not see: one says of somebody that they are a child."""
    return replace(
        found,
        differences=tuple(
            one
            if can(may_see_assessments, person, one.assessment.investigation)
            else replace(one, flags_gone=(), flags_new=())
            for one in found.differences
        ),
    )


def replayed(supposed: Supposition) -> Replay:
    """The same without a record, for the command line; what a backup brought back after its disposal is passed over."""
    rows = all_assessments()
    said = envelope.opened_all(rows)
    left = [row for row in rows if said[row.id]]
    with asking_once():  # the thresholds of a day
        differences = tuple(one for row in left if (one := _difference(row, said[row.id], supposed)))
    return Replay(assessments=len(left), differences=differences)


def _difference(row: Assessment, said: envelope.Facts, supposed: Supposition) -> Difference | None:
    before, flags = tuple(row.outcomes), set(said["decision"]["flags"])
    given = {"facts": {**said["facts"], "nation": row.nation}, "notes": said["notes"]}
    try:
        with own_thresholds(on=row.on):
            decision = decided_again(given, on=row.on, supposed=supposed)
    except Refusal as refusal:
        return Difference(row, before, (), (), (), refused(refusal))
    now = set(decision.flags)
    if decision.outcomes == before and now == flags:
        return None
    return Difference(
        row, before, decision.outcomes, tuple(sorted(flags - now)), tuple(sorted(now - flags)), ""
    )
