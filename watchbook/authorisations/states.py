"""The kinds and grounds of an authorisation, and its life: applied for, checked, decided, approved by a court where the law wants one, cancelled.

Whether it is in force is no state: it is computed from the times at each act (`rules.is_in_force`), so that no job
that did not run can prolong it. An authorisation that lapsed is `IN_FORCE` here and awaits its cancellation: a fault.
"""

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import WrongState, cannot


class AuthorisationKind(models.TextChoices):
    """Under which power something covert is done; one operation may have several."""

    DIRECTED_SURVEILLANCE = "directed_surveillance", gettext_lazy("directed surveillance")
    CHIS = "chis", gettext_lazy("covert human intelligence source")
    NON_RIPA = "non_ripa", gettext_lazy("authorisation outside RIPA")


class Ground(models.TextChoices):
    """On which ground it is necessary (RIPA s.28(3), s.29(3); RIP(S)A s.6(3))."""

    CRIME = "crime", gettext_lazy("preventing or detecting crime")
    DISORDER = "disorder", gettext_lazy("preventing disorder")
    PUBLIC_SAFETY = "public_safety", gettext_lazy("public safety")
    PUBLIC_HEALTH = "public_health", gettext_lazy("protecting public health")
    OUTSIDE = "outside", gettext_lazy("none: outside RIPA")


class WhyNotRipa(models.TextChoices):
    """A reason why RIPA cannot be used (docs/law/central-record.md#outside-ripa)."""

    BELOW_THRESHOLD = "below_threshold", gettext_lazy("the offence is below the crime threshold")
    NOT_CORE_FUNCTION = (
        "not_core_function",
        gettext_lazy("the activity is not a core function of the authority"),
    )
    CIVIL = "civil", gettext_lazy("the purpose is civil or safeguarding")
    SCOTLAND_GROUND = "scotland_ground", gettext_lazy("no ground of the Scottish Act applies")


class OperationOutcome(models.TextChoices):
    """The outcome of an authorisation, recorded on cancellation (demand D15)."""

    PROSECUTION = "prosecution", gettext_lazy("a prosecution")
    OTHER_ENFORCEMENT = "other_enforcement", gettext_lazy("enforcement action other than a prosecution")
    CIVIL = "civil", gettext_lazy("civil or safeguarding action")
    ADVICE = "advice", gettext_lazy("advice or a warning")
    NO_ACTION = "no_action", gettext_lazy("no action")
    NOT_KNOWN = "not_known", gettext_lazy("not known yet")


class Fate(models.TextChoices):
    """What happens to what was obtained (Code, chapter on safeguards)."""

    NONE = "none", gettext_lazy("nothing was obtained")
    KEEP = "keep", gettext_lazy("kept for the case")
    DESTROY = "destroy", gettext_lazy("to be destroyed")


class ReportStep(models.TextChoices):
    """The steps on which the applicant reports and the officer then decides."""

    REVIEW = "review", gettext_lazy("review")
    RENEWAL = "renewal", gettext_lazy("renewal")
    CANCELLATION = "cancellation", gettext_lazy("cancellation")


class AuthorisationState(models.TextChoices):
    """Where an authorisation stands."""

    DRAFT = "draft", gettext_lazy("being written")
    SUBMITTED = "submitted", gettext_lazy("with the RIPA co-ordinator")
    RETURNED = "returned", gettext_lazy("returned with comments")
    PASSED = "passed", gettext_lazy("with the authorising officer")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn by the applicant")
    REFUSED = "refused", gettext_lazy("refused by the authorising officer")
    GRANTED = "granted", gettext_lazy("granted, but not in force until the court approves")
    COURT_REFUSED = "court_refused", gettext_lazy("refused by the court")
    QUASHED = "quashed", gettext_lazy("refused and quashed by the court")
    EFFECTIVE = "effective", gettext_lazy("took effect")
    CANCELLED = "cancelled", gettext_lazy("cancelled")


_S = AuthorisationState
type Moves = Mapping[AuthorisationState, frozenset[AuthorisationState]]
MOVES: Moves = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.SUBMITTED: frozenset({_S.RETURNED, _S.PASSED, _S.WITHDRAWN}),
    _S.RETURNED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.PASSED: frozenset({_S.RETURNED, _S.REFUSED, _S.GRANTED, _S.EFFECTIVE, _S.WITHDRAWN}),
    _S.GRANTED: frozenset({_S.EFFECTIVE, _S.COURT_REFUSED, _S.QUASHED, _S.CANCELLED}),
    _S.COURT_REFUSED: frozenset({_S.QUASHED}),
    _S.EFFECTIVE: frozenset({_S.CANCELLED}),
    _S.WITHDRAWN: frozenset(),
    _S.REFUSED: frozenset(),
    _S.QUASHED: frozenset(),
    _S.CANCELLED: frozenset(),
}
# A court orders only on what an officer granted; what is passed on takes effect by the grant alone, where no court is asked.
BY_THE_COURT: Moves = {**MOVES, _S.PASSED: MOVES[_S.PASSED] - {_S.EFFECTIVE}}
WRITABLE = frozenset({_S.DRAFT, _S.RETURNED})  # the applicant may still change the answers
DECIDED = frozenset({_S.REFUSED, _S.GRANTED, _S.COURT_REFUSED, _S.QUASHED, _S.EFFECTIVE, _S.CANCELLED})
BEFORE_EFFECT = [_S.DRAFT, _S.SUBMITTED, _S.RETURNED, _S.PASSED, _S.WITHDRAWN, _S.REFUSED, _S.GRANTED]
BEFORE_DECISION = [_S.DRAFT, _S.SUBMITTED, _S.RETURNED, _S.PASSED, _S.WITHDRAWN]
NEVER_EFFECTIVE = [*BEFORE_EFFECT, _S.COURT_REFUSED, _S.QUASHED]
NOT_GRANTED = [*BEFORE_DECISION, _S.REFUSED]


# What is tried where a row is to come into a state, as its refusal begins.
TRIED = {
    AuthorisationState.DRAFT: gettext_lazy("You cannot begin this application again"),
    AuthorisationState.SUBMITTED: gettext_lazy("You cannot submit this application"),
    AuthorisationState.RETURNED: gettext_lazy("You cannot return this application"),
    AuthorisationState.PASSED: gettext_lazy("You cannot pass this application on"),
    AuthorisationState.WITHDRAWN: gettext_lazy("You cannot withdraw this application"),
    AuthorisationState.REFUSED: gettext_lazy("You cannot refuse this application"),
    AuthorisationState.GRANTED: gettext_lazy("You cannot grant this authorisation"),
    AuthorisationState.COURT_REFUSED: gettext_lazy("You cannot record that the court refused approval"),
    AuthorisationState.QUASHED: gettext_lazy("You cannot record that the court quashed the authorisation"),
    AuthorisationState.EFFECTIVE: gettext_lazy("You cannot bring this authorisation into force"),
    AuthorisationState.CANCELLED: gettext_lazy("You cannot cancel this authorisation"),
}


def check_move(now: AuthorisationState, *, to: AuthorisationState, moves: Moves = MOVES) -> None:
    """Raise WrongState unless the table of moves has this one."""
    why = _("Its state is “{now}”. Open its page to see its history and who acts next.")
    if now in DECIDED and to in DECIDED:
        why = _(
            "Somebody has already decided on it, and its state is now “{now}”. Open its page to see who decided and why."
        )
    require_move(moves, now, to=to, refusal=cannot(str(TRIED[to]), why.format(now=now.label)))


def check_writable(now: AuthorisationState) -> None:
    """Raise WrongState unless the applicant may still change the application."""
    if now not in WRITABLE:
        raise WrongState(
            _(
                "You cannot change these answers: the application’s state is “{now}”. "
                "If something is wrong and nobody has decided yet, ask the RIPA co-ordinator to return the application."
            ).format(now=now.label)
        )


class CourtOutcome(models.TextChoices):
    """What the court ordered."""

    APPROVED = "approved", gettext_lazy("approved")
    REFUSED = "refused", gettext_lazy("refused")
    QUASHED = "quashed", gettext_lazy("refused and quashed")


class PlanState(models.TextChoices):
    """Where an overt plan stands."""

    PROPOSED = "proposed", gettext_lazy("waiting for the line manager’s signature")
    SIGNED = "signed", gettext_lazy("signed")
    DECLINED = "declined", gettext_lazy("not signed")
    ENDED = "ended", gettext_lazy("ended")


PLAN_MOVES: dict[PlanState, frozenset[PlanState]] = {
    PlanState.PROPOSED: frozenset({PlanState.SIGNED, PlanState.DECLINED}),
    PlanState.SIGNED: frozenset({PlanState.ENDED}),
    PlanState.DECLINED: frozenset(),
    PlanState.ENDED: frozenset(),
}


PLAN_TRIED = {
    PlanState.PROPOSED: gettext_lazy("You cannot propose this plan again"),
    PlanState.SIGNED: gettext_lazy("You cannot sign this plan"),
    PlanState.DECLINED: gettext_lazy("You cannot decline this plan"),
    PlanState.ENDED: gettext_lazy("You cannot end this plan"),
}


def check_plan_move(now: PlanState, *, to: PlanState, tried: str = "") -> None:
    """Raise WrongState unless the table of an overt plan's moves has this one; `tried` where it is done by another name."""
    why = _("Its state is “{now}”. Propose a new plan instead.").format(now=now.label)
    require_move(PLAN_MOVES, now, to=to, refusal=cannot(tried or str(PLAN_TRIED[to]), why))


class ProfileState(models.TextChoices):
    """Where a covert profile stands in the register."""

    PROPOSED = "proposed", gettext_lazy("waiting for approval")
    APPROVED = "approved", gettext_lazy("approved")
    DECLINED = "declined", gettext_lazy("not approved")
    RETIRED = "retired", gettext_lazy("retired")


PROFILE_MOVES: dict[ProfileState, frozenset[ProfileState]] = {
    ProfileState.PROPOSED: frozenset({ProfileState.APPROVED, ProfileState.DECLINED}),
    ProfileState.APPROVED: frozenset({ProfileState.RETIRED}),
    ProfileState.DECLINED: frozenset(),
    ProfileState.RETIRED: frozenset(),
}


PROFILE_TRIED = {
    ProfileState.PROPOSED: gettext_lazy("You cannot record this profile again"),
    ProfileState.APPROVED: gettext_lazy("You cannot approve this profile"),
    ProfileState.DECLINED: gettext_lazy("You cannot decline this profile"),
    ProfileState.RETIRED: gettext_lazy("You cannot retire this profile"),
}


def check_profile_move(now: ProfileState, *, to: ProfileState) -> None:
    """Raise WrongState unless the table of a covert profile's moves has this one."""
    why = _("Its state is “{now}”. Open its page to see its history.").format(now=now.label)
    require_move(PROFILE_MOVES, now, to=to, refusal=cannot(str(PROFILE_TRIED[to]), why))


def check_profile_usable(
    now: ProfileState,
    *,
    is_theirs: bool,
    is_for_service: bool,
    is_risk_assessed: bool,
    review_due_on: date | None,
    on: date,
) -> None:
    """Raise WrongState unless somebody may use it for a service now: approved, theirs, their risk assessed, reviewed."""
    if now != ProfileState.APPROVED:
        raise WrongState(
            _(
                "You cannot use this profile: its state is “{now}”. Choose another profile, or ask the RIPA co-ordinator."
            ).format(now=now.label)
        )
    if not is_theirs:
        raise WrongState(
            _("You cannot use this profile: you are not one of its users. Ask the RIPA co-ordinator.")
        )
    if not is_for_service:
        raise WrongState(
            _(
                "You cannot use this profile: it is not approved for this service. Ask the RIPA co-ordinator, who decides which services may use it."
            )
        )
    if not is_risk_assessed:
        raise WrongState(
            _(
                "You cannot use this profile: other people use it too, and nobody has assessed the risk to you. Ask the RIPA co-ordinator to assess that risk."
            )
        )
    if review_due_on is None or on > review_due_on:
        raise WrongState(
            _("You cannot use this profile: its review is overdue. Ask the RIPA co-ordinator to review it.")
        )
