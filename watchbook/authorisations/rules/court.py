"""What a court may do with a grant or renewal, and when an authorisation begins and ends (RIPA ss.32A, 32B, 43)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.london_day import london_day
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.states import AuthorisationKind, CourtOutcome
from watchbook.law.durations import authorisation_ends
from watchbook.law.parameters import number
from watchbook.law.periods import months_beginning_with
from watchbook.law.reasons import Reason, Ruling, reason
from watchbook.law.working_days import CALENDARS, days_through


@dataclass(frozen=True)
class HearingFacts:
    """A hearing: when the officer decided, when the court ordered what, and when it first refused if it quashes."""

    nation: str
    decided_at: datetime
    ordered_at: datetime
    recorded_at: datetime
    outcome: str
    refused_at: datetime | None = None


def ruling_on_order(facts: HearingFacts) -> Ruling:
    """Every reason for or against recording this order of a court."""
    reasons = [
        reason(
            "ripa.s32A.2",
            facts.ordered_at >= _to_the_minute(facts.decided_at),
            met=_("The order is not earlier than the authorising officer’s decision."),
            not_met=_(
                "The order is earlier than the authorising officer’s decision. Check the date and time on the order."
            ),
        ),
        reason(
            "ripa.s32A.2",
            facts.ordered_at <= facts.recorded_at,
            met=_("The date of the order is not in the future."),
            not_met=_(
                "The date of the order is in the future. Enter the date and time that are on the order, or record the order once the court has made it."
            ),
        ),
    ]
    if facts.outcome == CourtOutcome.QUASHED:
        reasons.append(_time_for_representations(facts))
    return Ruling(tuple(reasons))


def _to_the_minute(moment: datetime) -> datetime:
    """An order bears its minute and no second, so within the minute of the decision it is not earlier."""
    return moment.replace(second=0, microsecond=0)


def _time_for_representations(facts: HearingFacts) -> Reason:
    if facts.refused_at is None:
        return Reason(
            "ripa.s32B", False, _("The court’s refusal is not recorded yet. Record the refusal first.")
        )
    wanted = number("ripa.quashing.business_days", on=london_day(facts.ordered_at))
    given = days_through(
        london_day(facts.ordered_at),
        after=london_day(facts.refused_at),
        calendar=CALENDARS[facts.nation],
    )
    return reason(
        "ripa.s32B",
        given >= wanted,
        met=ngettext(
            "The authority had at least {wanted} business day after the refusal in which to make representations.",
            "The authority had at least {wanted} business days after the refusal in which to make representations.",
            wanted,
        ).format(wanted=wanted),
        not_met=ngettext(
            "The authority had less than {wanted} business day after the refusal in which to make representations.",
            "The authority had fewer than {wanted} business days after the refusal in which to make representations.",
            wanted,
        ).format(wanted=wanted),
    )


def last_day(
    kind: str, *, nation: str, first_day: date, born: date | None = None, granted_on: date | None = None
) -> date:
    """The last day in force of what takes effect on a day (invariant I8: age as on the day of the grant or renewal)."""
    if kind == AuthorisationKind.NON_RIPA:
        months = number("authority.non_ripa.duration_months", on=first_day)
        return months_beginning_with(first_day, months=months)
    return authorisation_ends(first_day, kind=kind, nation=nation, born=born, granted_on=granted_on).on


@dataclass(frozen=True)
class RenewalFacts:
    """The running period's last day, when the officer decided, and when it was approved where a court must."""

    ends_on: date
    decided_at: datetime
    effective_at: datetime
    kind: str
    source_was_reviewed: bool = True


def ruling_on_renewal(facts: RenewalFacts) -> Ruling:
    """Renewed before the end or not at all: what is approved later is a new authorisation (RIPA s.43(4) to (6))."""
    reasons = [
        reason(
            "ripa.s43.4",
            facts.effective_at < ends_at(facts.ends_on),
            met=_("The renewal is complete before the authorisation ends."),
            not_met=_("The authorisation ends before the renewal is complete. Make a new application."),
        ),
        reason(
            "ripa.s43.4",
            facts.effective_at >= _to_the_minute(facts.decided_at),
            met=_("The renewal does not take effect before the authorising officer’s decision."),
            not_met=_("The renewal would take effect before the authorising officer’s decision."),
        ),
    ]
    if facts.kind == AuthorisationKind.CHIS:
        reasons.append(
            reason(
                "ripa.s43.4",
                facts.source_was_reviewed,
                met=_(
                    "The use made of the source, the source’s tasks and conduct, and the information obtained were reviewed first."
                ),
                not_met=_(
                    "The use made of the source, the source’s tasks and conduct, and the information obtained have not been reviewed. Review the authorisation "
                    "first."
                ),
            )
        )
    return Ruling(tuple(reasons))
