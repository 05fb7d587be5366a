"""Whether an authorising officer may grant: who they are, what is authorised, and what the law of the day demands.

Every reason is returned, met or not. Necessity and proportionality are believed by a person and written in their own
words (RIPA s.28(2), s.29(2)); no rule can believe them.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.authorisations.rules.kinds import (
    AuthorisationKind,
    act_of,
    arrangements_provision,
    has_crime_threshold,
)
from watchbook.law.durations import is_juvenile
from watchbook.law.parameters import number
from watchbook.law.periods import birthday
from watchbook.law.reasons import Reason, Ruling


@dataclass(frozen=True)
class Source:
    """What the law asks about a covert source."""

    born: date | None = None
    is_vulnerable: bool = False
    is_against_parent: bool = False
    is_accompanied: bool = False
    has_handler: bool = False
    has_controller: bool = False
    controller_is_handler: bool = False
    has_record_keeper: bool = False
    has_risk_assessment: bool = False


@dataclass(frozen=True)
class GrantFacts:
    """The officer as on that day, and what is applied for."""

    kind: str
    nation: str
    on: date
    officer_is_applicant: bool
    officer_takes_part: bool
    taking_part_explained: bool
    officer_holds_duty: bool
    officer_is_head_of_paid_service: bool
    officer_rank: str
    training_counts: bool
    is_confidential: bool
    threshold_is_met: bool | None
    source: Source | None = None


def ruling_on_grant(facts: GrantFacts) -> Ruling:
    """Every reason for or against this officer granting this on that day (invariants I3, I4, I5)."""
    reasons = [*_officer(facts), *_head_of_paid_service(facts)]
    if has_crime_threshold(facts.kind, nation=facts.nation):
        reasons.append(_threshold(facts))
    if facts.source is not None:
        reasons += _source(facts.source, facts=facts)
    return Ruling(tuple(reasons))


def needs_head_of_paid_service(
    kind: str, *, nation: str, on: date, is_confidential: bool, source: Source | None
) -> bool:
    """Whether only the head of paid service, or who acts for them, may grant (Codes, Annex A)."""
    if is_confidential:
        return True
    if kind != AuthorisationKind.CHIS or source is None:
        return False
    return source.is_vulnerable or _is_juvenile(source, nation=nation, on=on)


def _is_juvenile(source: Source, *, nation: str, on: date) -> bool:
    return source.born is not None and is_juvenile(source.born, on=on, act=act_of("chis", nation=nation))


def _officer(facts: GrantFacts) -> list[Reason]:
    rank = "ripsa.s5" if facts.nation == "scotland" else "ripa.s30"
    return [
        Reason(
            "ripa.code.separation",
            not facts.officer_is_applicant,
            _("The officer who decides is not the one who applied."),
        ),
        Reason(
            "ripa.code.separation",
            not facts.officer_takes_part or facts.taking_part_explained,
            _("The officer takes no part in the operation, or says why that could not be avoided."),
        ),
        Reason(rank, facts.officer_holds_duty, _("The officer is on the authority’s list on that day.")),
        Reason(
            rank,
            bool(facts.officer_rank),
            _(
                "The officer’s rank on that day is on record: {rank}. Whether it is listed in the Order, or equivalent, "
                "is the authority’s to decide."
            ).format(rank=facts.officer_rank or _("none is")),
        ),
        Reason(rank, facts.training_counts, _("The officer’s training for this duty counts on that day.")),
    ]


def _head_of_paid_service(facts: GrantFacts) -> list[Reason]:
    if not needs_head_of_paid_service(
        facts.kind,
        nation=facts.nation,
        on=facts.on,
        is_confidential=facts.is_confidential,
        source=facts.source,
    ):
        return []
    provision = "ripa.code.confidential" if facts.is_confidential else "ripa.vulnerable"
    why = (
        _("Confidential information is likely to be obtained")
        if facts.is_confidential
        else _("The source is a juvenile or vulnerable")
    )
    return [
        Reason(
            provision,
            facts.officer_is_head_of_paid_service,
            _("{why}, so the head of paid service, or who acts for them, decides.").format(why=why),
        )
    ]


def _threshold(facts: GrantFacts) -> Reason:
    says = _("The offence meets the crime threshold on that day.")
    if facts.threshold_is_met is None:
        says = _(
            "Whether the offence meets the crime threshold on that day is open: ask the solicitor first."
        )
    return Reason("ripa.art7A", facts.threshold_is_met is True, says)


def _source(source: Source, *, facts: GrantFacts) -> list[Reason]:
    arrangements = [
        (source.has_handler, _("The source has a handler for day-to-day contact, security and welfare.")),
        (source.has_controller, _("The source has a controller with general oversight.")),
        (not source.controller_is_handler, _("The controller is another person than the handler.")),
        (source.has_record_keeper, _("Somebody is named who keeps the source’s records.")),
        (source.has_risk_assessment, _("The risks to the source are assessed.")),
    ]
    provision = arrangements_provision(facts.nation)
    reasons = [Reason(provision, met, says) for met, says in arrangements]
    if source.born is not None and _is_juvenile(source, nation=facts.nation, on=facts.on):
        reasons += _of_the_young(source, born=source.born, on=facts.on)
    return reasons


def _of_the_young(source: Source, *, born: date, on: date) -> list[Reason]:
    parent_from = birthday(born, years=number("ripa.chis.not_against_parent_under_age", on=on))
    alone_from = birthday(born, years=number("ripa.chis.appropriate_adult_under_age", on=on))
    return [
        Reason(
            "ripa.juvenile_parent",
            not (source.is_against_parent and on < parent_from),
            _("A source so young is not used against a parent or somebody with parental responsibility."),
        ),
        Reason(
            "ripa.juvenile_adult",
            source.is_accompanied or on >= alone_from,
            _("At meetings with a source so young an appropriate adult is present."),
        ),
    ]
