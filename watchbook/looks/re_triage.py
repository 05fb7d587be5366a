"""Re-triages: the officer asks, the authorising officer signs that it is not directed surveillance, and one look opens.

Not available where triage says directed surveillance, a source or not allowed. Each use goes in the inspection pack.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.investigations.models import Subject
from watchbook.investigations.states import InvestigationState, check_goes_on, check_open
from watchbook.investigations.together import hold, together_with
from watchbook.keys import envelope
from watchbook.looks import look as look_acts
from watchbook.looks import opening
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.opening import RE_TRIAGE_FACTS, Answers, assess
from watchbook.looks.permissions import may_decide_re_triage, may_look_at, may_read_re_triage
from watchbook.looks.queries.departures import looked_before
from watchbook.looks.queries.drift import Drift, drift_of
from watchbook.looks.rules.assessed import assessed_elsewhere, can_depart
from watchbook.looks.rules.opening import can_be_signed
from watchbook.looks.states import ReTriageState, check_re_triage_move
from watchbook.organisation.models import Person
from watchbook.triage.binding import binding_among, binding_elsewhere

REGISTER = "RT"
ASKED = Kind(
    "re_triage.asked",
    fields=RE_TRIAGE_FACTS,
    says=gettext_lazy("The authorising officer was asked to sign a re-triage."),
)
SIGNED = Kind(
    "re_triage.signed",
    fields=RE_TRIAGE_FACTS,
    says=gettext_lazy(
        "The authorising officer signed to confirm that looking again is not directed surveillance."
    ),
)
DECLINED = Kind(
    "re_triage.declined",
    fields=RE_TRIAGE_FACTS,
    personal=("why",),
    says=gettext_lazy("The authorising officer did not sign the re-triage."),
)
READ = Kind("re_triage.read", fields=("reference", "over"), says=gettext_lazy("The re-triage was read."))


class NotAsked(WrongState):
    """The re-triage is not asked for; its answers can be kept, so that they bind."""

    def __init__(self, why: str, said: Answers) -> None:
        super().__init__(why)
        self.said = said


@transaction.atomic
def ask(subject: Subject, facts: Mapping[str, Any], *, why_not: str, by: Person, at: datetime) -> ReTriage:
    """Answer triage again, say why it is not surveillance, and put both before the authorising officer.

    Answers that are stricter than what stands bind at once, whatever the officer decides.
    """
    may_look_at(by, subject)
    check_open(InvestigationState(subject.investigation.state))
    whole = hold(subject)
    stands = drift_of(subject, service=subject.investigation.service_id, at=at, whole=whole)
    facts, decision = assess(facts, on=london_day(at), counted=stands.standing)
    said = Answers(subject, facts, decision)
    if why := _why_waits(subject) or _why_not_asked(stands, decision.outcomes, why_not=why_not):
        raise NotAsked(why, said)
    binds = opening.keep(said, by=by, at=at) or (stands.assessed and stands.assessed.assessment)
    row = ReTriage(
        reference=next_reference(REGISTER),
        subject=subject,
        outcomes=list(decision.outcomes),
        triage_version=decision.graph,
        prior_looks=stands.standing.prior_looks,
        departs_from=binds.id if binds else None,
        asked_by=by,
        asked_at=at,
    )
    envelope.put(row, {"facts": dict(facts), "why_not": why_not.strip(), "decision": ""})
    row.save(force_insert=True)
    record_row(ASKED, row, by=by, at=at, looked_at=row.subject_id, look=row.used_by_id)
    return row


@transaction.atomic
def read(re_triage: ReTriage, *, by: Person, at: datetime) -> envelope.Facts:
    """Return what was put before the authorising officer, and over which assessments; that somebody read it is recorded first."""
    may_read_re_triage(by, re_triage)
    over = over_now(re_triage, at=at)
    record_row(READ, re_triage, by=by, at=at, over=over)
    return envelope.opened(re_triage) | {"over": over}


@transaction.atomic
def answers_before(re_triage: ReTriage, *, by: Person, at: datetime) -> tuple[Look, Mapping[str, Any]] | None:
    """Return the last look before it and its answers to triage, for whoever is to sign; that the look was read is recorded first."""
    may_decide_re_triage(by, re_triage)
    look = looked_before(re_triage)
    if look is None:
        return None
    record_row(look_acts.READ, look, by=by, at=at)
    return look, envelope.opened(look)["facts"]


def over_now(re_triage: ReTriage, *, at: datetime) -> str:
    """Name the assessments, each in its version, that are in front of whoever reads a re-triage now."""
    return " ".join(standing_for(re_triage, at=at))


@transaction.atomic
def sign(re_triage: ReTriage, *, why: str, over: str, by: Person, at: datetime) -> ReTriage:
    """The authorising officer signs that looking once more is not directed surveillance, and says why.

    `over` names the assessments that were on the page, as `read` gave them: over any other nothing is signed.
    """
    hold(re_triage.subject)  # an assessment that is made meanwhile waits, or is seen
    row = locked(re_triage, "subject__investigation")
    may_decide_re_triage(by, row)
    check_re_triage_move(ReTriageState(row.state), to=ReTriageState.SIGNED)
    check_goes_on(row.subject.investigation.state, tried=_("You cannot sign this re-triage"))
    row.signed_over = over.split()
    return _decide(row, SIGNED, why=why, over=over, state=ReTriageState.SIGNED, by=by, at=at)


@transaction.atomic
def decline(re_triage: ReTriage, *, why: str, over: str, by: Person, at: datetime) -> ReTriage:
    """The authorising officer does not sign, and says why; `over` as for signing."""
    hold(re_triage.subject)  # an assessment that is made meanwhile waits, or is seen
    row = locked(re_triage, "subject__investigation")
    may_decide_re_triage(by, row)
    check_re_triage_move(ReTriageState(row.state), to=ReTriageState.DECLINED)
    return _decide(row, DECLINED, why=why, over=over, state=ReTriageState.DECLINED, by=by, at=at)


def _why_waits(subject: Subject) -> str:
    """Name the re-triage of the subject that waits already: two signatures would open two looks. “” where none does."""
    row = ReTriage.objects.filter(subject=subject, state=ReTriageState.ASKED).first()
    if row is None:
        return ""
    return _(
        "You cannot ask for another re-triage for this subject: {reference} is waiting for the authorising officer. Wait for that decision."
    ).format(reference=row.reference)


def _why_not_asked(stands: Drift, outcomes: tuple[str, ...], *, why_not: str) -> str:
    """Say why a re-triage is not asked for; “” where it is."""
    if not has_words(why_not):
        return _(
            "You cannot ask for a re-triage without saying in a few words why a look at this subject is not surveillance."
        )
    assessed = stands.assessed
    if assessed is not None and not can_depart(assessed.outcomes):
        return _(
            "You cannot ask for a re-triage: {reference} says “{outcome}”, and a re-triage cannot change that outcome. Open the assessment to see who can change it."
        ).format(reference=assessed.assessment.reference, outcome=assessed.titles)
    if stands.elsewhere and not can_depart(stands.elsewhere.outcomes):
        return cannot(_("You cannot ask for a re-triage"), assessed_elsewhere())
    if not can_be_signed(outcomes):
        return _(
            "You cannot ask for a re-triage: with these answers the authorising officer cannot confirm that the look is not directed surveillance. Apply for the "
            "authorisation that triage names, or ask the RIPA co-ordinator."
        )
    return ""


def _decide(
    row: ReTriage, kind: Kind, *, why: str, over: str, state: ReTriageState, by: Person, at: datetime
) -> ReTriage:
    tried = _("You cannot decide on this re-triage")
    if over != over_now(row, at=at):
        raise WrongState(
            cannot(
                tried,
                _(
                    "An assessment of this account changed after you opened this page. Read the page again, then decide."
                ),
            )
        )
    check_read(READ.name, of=row.id, by=by.id, tried=tried, over=over)
    if not has_words(why):
        raise WrongState(
            _(
                "You cannot decide on this re-triage without a reason: an inspector must be able to follow the decision. Enter the reason."
            )
        )
    row.state, row.decided_by, row.decided_at = state, by, at
    envelope.put(row, envelope.opened(row) | {"decision": why.strip()})
    row.save(update_fields=["state", "signed_over", "decided_by", "decided_at", "envelope"])
    told = {"why": why.strip()} if kind is DECLINED else {}
    record_row(kind, row, by=by, at=at, looked_at=row.subject_id, look=row.used_by_id, **told)
    return row


def standing_for(re_triage: ReTriage, *, at: datetime) -> list[str]:
    """Name the assessments, of this service and of others, over which a re-triage is decided, in the version that stands."""
    whole, service = together_with(re_triage.subject), re_triage.subject.investigation.service_id
    bind = (binding_among(whole, service=service, at=at), binding_elsewhere(whole, service=service, at=at))
    return [one.as_it_stands for one in bind if one is not None]
