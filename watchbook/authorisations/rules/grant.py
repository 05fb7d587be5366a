"""Whether an authorising officer may grant: who they are, what is authorised, and what the law of the day demands.

Every reason is returned, met or not. Necessity and proportionality are believed by a person and written in their own
words (RIPA s.28(2), s.29(2)); no rule can believe them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.authorisations.rules.kinds import act_of, arrangements_provision, has_crime_threshold
from watchbook.authorisations.states import AuthorisationKind
from watchbook.law.durations import is_juvenile
from watchbook.law.parameters import number
from watchbook.law.periods import birthday
from watchbook.law.reasons import Reason, Ruling, reason


@dataclass(frozen=True)
class SourceFacts:
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
    """The officer as on that day, and what is applied for. `assessed_less`: the assessments that ask for less, in words."""

    kind: str
    nation: str
    on: date
    officer_is_applicant: bool
    officer_takes_part: bool | None
    taking_part_explained: bool
    officer_holds_duty: bool
    officer_is_head_of_paid_service: bool
    officer_rank: str
    training_counts: bool
    is_confidential: bool
    threshold_is_met: bool | None
    source: SourceFacts | None = None
    assessed_less: str = ""
    less_is_explained: bool = False


def ruling_on_grant(facts: GrantFacts) -> Ruling:
    """Every reason for or against this officer granting this on that day (invariants I3, I4, I5)."""
    reasons = [*_officer(facts), *_head_of_paid_service(facts)]
    if has_crime_threshold(facts.kind, nation=facts.nation):
        reasons.append(_threshold(facts))
    if facts.assessed_less:
        reasons.append(_assessed_less(facts))
    if facts.source is not None:
        reasons += _source(facts.source, facts=facts)
    return Ruling(tuple(reasons))


def needs_head_of_paid_service(
    kind: str, *, nation: str, on: date, is_confidential: bool, source: SourceFacts | None
) -> bool:
    """Whether only the head of paid service, or who acts for them, may grant (Codes, Annex A)."""
    if is_confidential:
        return True
    if kind != AuthorisationKind.CHIS or source is None:
        return False
    return source.is_vulnerable or _is_juvenile(source, nation=nation, on=on)


def _is_juvenile(source: SourceFacts, *, nation: str, on: date) -> bool:
    return source.born is not None and is_juvenile(source.born, on=on, act=act_of("chis", nation=nation))


def _officer(facts: GrantFacts) -> list[Reason]:
    rank = "ripsa.s5" if facts.nation == "scotland" else "ripa.s30"
    return [
        reason(
            "ripa.code.separation",
            not facts.officer_is_applicant,
            met=_("The authorising officer is not the applicant."),
            not_met=_(
                "The authorising officer is the applicant, and officers cannot grant their own applications."
            ),
        ),
        _takes_part(facts),
        reason(
            rank,
            facts.officer_holds_duty,
            met=_(
                "The officer is on the authority’s list of authorising officers on the date of the decision."
            ),
            not_met=_(
                "The officer is not on the authority’s list of authorising officers on the date of the decision."
            ),
        ),
        reason(
            rank,
            bool(facts.officer_rank),
            met=_(
                "The officer’s rank on the date of the decision is {rank}. The authority decides whether the Order lists that rank or an equivalent."
            ).format(rank=facts.officer_rank),
            not_met=_("No rank is recorded for the officer on the date of the decision."),
        ),
        reason(
            rank,
            facts.training_counts,
            met=_("The officer’s training for this duty is valid on the date of the decision."),
            not_met=_("The officer has no valid training for this duty on the date of the decision."),
        ),
    ]


def _takes_part(facts: GrantFacts) -> Reason:
    if facts.officer_takes_part is None:
        says = _("Say below whether you take part in the operation.")
        return Reason("ripa.code.separation", False, says, is_open=True)
    if not facts.officer_takes_part:
        return Reason(
            "ripa.code.separation", True, _("The authorising officer takes no part in the operation.")
        )
    return reason(
        "ripa.code.separation",
        facts.taking_part_explained,
        met=_(
            "The authorising officer takes part in the operation and has said why that could not be avoided."
        ),
        not_met=_("You take part in the operation and have not said why that could not be avoided."),
    )


def _head_of_paid_service(facts: GrantFacts) -> list[Reason]:
    if not needs_head_of_paid_service(
        facts.kind,
        nation=facts.nation,
        on=facts.on,
        is_confidential=facts.is_confidential,
        source=facts.source,
    ):
        return []
    if facts.is_confidential:
        return [
            reason(
                "ripa.code.confidential",
                facts.officer_is_head_of_paid_service,
                met=_(
                    "Confidential information is likely to be obtained, "
                    "and the officer is the head of paid service or acts in that post."
                ),
                not_met=_(
                    "Confidential information is likely to be obtained, "
                    "so only the head of paid service, or the person acting in that post, can grant the authorisation."
                ),
            )
        ]
    return [
        reason(
            "ripa.vulnerable",
            facts.officer_is_head_of_paid_service,
            met=_(
                "The source is a juvenile or a vulnerable person, and the officer is the head of paid service or acts in that post."
            ),
            not_met=_(
                "The source is a juvenile or a vulnerable person, so only the head of paid service, or the person acting in that post, can grant the authorisation."
            ),
        )
    ]


def _threshold(facts: GrantFacts) -> Reason:
    if facts.threshold_is_met is None:
        return Reason(
            "ripa.art7A",
            False,
            _(
                "It is not clear whether the offence meets the crime threshold on the date of the decision. Ask the solicitor."
            ),
        )
    return reason(
        "ripa.art7A",
        facts.threshold_is_met,
        met=_("The offence meets the crime threshold on the date of the decision."),
        not_met=_("The offence does not meet the crime threshold on the date of the decision."),
    )


def _assessed_less(facts: GrantFacts) -> Reason:
    return reason(
        "authority.triage",
        facts.less_is_explained,
        met=_(
            "The newest assessment asks for less than this authorisation ({less}), and the officer has said why the authorisation is necessary all the same."
        ).format(less=facts.assessed_less),
        not_met=_(
            "The newest assessment asks for less than this authorisation ({less}), and the officer has not said why the authorisation is necessary all the same."
        ).format(less=facts.assessed_less),
    )


def _source(source: SourceFacts, *, facts: GrantFacts) -> list[Reason]:
    reasons = [
        reason(arrangements_provision(facts.nation), is_met, met=met, not_met=not_met)
        for is_met, met, not_met in _arrangements(source)
    ]
    if source.born is not None and _is_juvenile(source, nation=facts.nation, on=facts.on):
        reasons += [
            _against_parent(source, born=source.born, on=facts.on),
            _accompanied(source, born=source.born, on=facts.on),
        ]
    return reasons


def _arrangements(source: SourceFacts) -> Iterator[tuple[bool, str, str]]:
    yield (
        source.has_handler,
        _("The source has a handler for day-to-day contact, security and welfare."),
        _("The source has no handler for day-to-day contact, security and welfare."),
    )
    yield (
        source.has_controller,
        _("The source has a controller with general oversight."),
        _("The source has no controller with general oversight."),
    )
    yield (
        not source.controller_is_handler,
        _("The handler and the controller are not the same person."),
        _("The handler and the controller are the same person."),
    )
    yield (
        source.has_record_keeper,
        _("A named person keeps the source’s records."),
        _("No person is named to keep the source’s records."),
    )
    yield (
        source.has_risk_assessment,
        _("The risks to the source have been assessed."),
        _("The risks to the source have not been assessed."),
    )


def _against_parent(source: SourceFacts, *, born: date, on: date) -> Reason:
    if not source.is_against_parent:
        return Reason(
            "ripa.juvenile_parent",
            True,
            _("The source is not used against a parent or a person with parental responsibility."),
        )
    return reason(
        "ripa.juvenile_parent",
        on >= birthday(born, years=number("ripa.chis.not_against_parent_under_age", on=on)),
        met=_(
            "The source is old enough to be used against a parent or a person with parental responsibility."
        ),
        not_met=_(
            "The source is too young to be used against a parent or a person with parental responsibility."
        ),
    )


def _accompanied(source: SourceFacts, *, born: date, on: date) -> Reason:
    if source.is_accompanied:
        return Reason(
            "ripa.juvenile_adult", True, _("An appropriate adult is present at meetings with the source.")
        )
    return reason(
        "ripa.juvenile_adult",
        on >= birthday(born, years=number("ripa.chis.appropriate_adult_under_age", on=on)),
        met=_("The source is old enough for meetings without an appropriate adult."),
        not_met=_("The source is too young for meetings without an appropriate adult."),
    )
