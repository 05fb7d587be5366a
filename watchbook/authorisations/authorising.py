"""The authorising officer's decision: granted or refused, in their own words, under the law of that day (RIPA ss.28-30).

A grant has effect at once only where no court must approve it; elsewhere from the court's order (`judicial_approval`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_a_word, has_words
from watchbook.acting.refusals import WrongState, check_allowed
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.comment import comment_on, told
from watchbook.authorisations.judicial_approval import take_effect
from watchbook.authorisations.models import Authorisation, Comment, Determination
from watchbook.authorisations.particulars import newest_version
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.queries.officers import facts_beside, rank_of, source_born
from watchbook.authorisations.reading import check_text_read
from watchbook.authorisations.remark import BELIEFS, check_answered, remarks_on_beliefs
from watchbook.authorisations.rules.grant import ruling_on_grant
from watchbook.authorisations.rules.in_force import ReviewFacts, latest_next_review
from watchbook.authorisations.rules.kinds import needs_judicial_approval
from watchbook.authorisations.states import AuthorisationState, check_move
from watchbook.investigations.states import check_goes_on
from watchbook.keys.envelope import Facts, put
from watchbook.law.reasons import Ruling
from watchbook.organisation.models import Person

FIELDS = ("reference", "state", "needs_court", "effective_from", "ends_on", "review_due_on")
WORDS = (
    "who",
    "what",
    "where",
    "when",
    "why",
    "how",
    "necessity",
    "proportionality",
    "conditions",
    "takes_part",
    "remarks_answered",
)
GRANTED = Kind(
    "authorising.granted",
    is_grave=True,
    fields=FIELDS,
    personal=("officer_rank", *WORDS),  # the rank is typed, and may name its holder
    says=gettext_lazy("The authorising officer granted the authorisation."),
)
RETURNED = Kind(
    "authorising.returned",
    fields=("reference", "state"),
    personal=("comments", "boxes"),
    says=gettext_lazy("The authorising officer returned the application with comments."),
)
REFUSED = Kind(
    "authorising.refused",
    fields=("reference", "state"),
    personal=("officer_rank", "why"),
    says=gettext_lazy("The authorising officer refused the application."),
)


@dataclass(frozen=True)
class OwnWords:
    """What the officer writes: who, what, where, when, why and how, and why they believe it necessary and proportionate.

    `takes_part` says why the officer takes part in the operation, where that could not be avoided; `remarks_answered` answers
    what was noticed before they signed.
    """

    who: str
    what: str
    where: str
    when: str
    why: str
    how: str
    necessity: str
    proportionality: str
    conditions: str = ""
    takes_part: str = ""
    remarks_answered: str = ""


# What the officer authorises, in a word or two; and why, in words that a reader can follow.
IN_SHORT = {
    "who": gettext_lazy("Who may officers look at?"),
    "what": gettext_lazy("What may officers do?"),
    "where": gettext_lazy("Where: on which platforms and at which places?"),
    "when": gettext_lazy("When, and how often?"),
}
IN_OWN_WORDS = {
    "why": gettext_lazy("Why: what is the authorisation for?"),
    "how": gettext_lazy("How: with which profiles, tools and equipment?"),
    **BELIEFS,
}


@transaction.atomic
def grant(
    authorisation: Authorisation,
    words: OwnWords,
    *,
    review_on: date,
    by: Person,
    at: datetime,
    version: int,
    takes_part: bool = False,
) -> Authorisation:
    """Grant it and set the first review. Refused with every reason where the law of the day does not allow it."""
    row = locked(authorisation)
    may_decide(by, row)
    today = london_day(at)
    needs_court = needs_judicial_approval(row.kind, nation=row.nation, on=today)
    to = AuthorisationState.GRANTED if needs_court else AuthorisationState.EFFECTIVE
    check_move(AuthorisationState(row.state), to=to)
    tried = _("You cannot grant this authorisation")
    check_goes_on(row.investigation.state if row.investigation else None, tried=tried)
    check_text_read(row, version, by=by, to=to)
    _check_words(words)
    remarks = remarks_on_beliefs(row, asdict(words), at=at)
    check_answered(remarks, words.remarks_answered)
    facts = facts_beside(row, asdict(words), takes_part=takes_part, officer=by, at=at)
    ruling = ruling_on_grant(facts)
    check_allowed(ruling, tried=tried)
    _check_review(row, review_on, on=today)
    row.decided_by, row.decided_at, row.officer_rank = by, at, rank_of(by, on=today)
    row.officer_takes_part, row.needs_court = takes_part, needs_court
    row.officer_is_head = facts.officer_is_head_of_paid_service
    row.first_review_on, row.review_due_on, row.state = review_on, review_on, to
    if not needs_court:
        take_effect(row, at=at)
    row.save(force_update=True)
    _keep(row, is_granted=True, words=asdict(words) | {"remarks": list(remarks)}, ruling=ruling, by=by, at=at)
    _tell_granted(row, words, by=by, at=at)
    return row


@transaction.atomic
def give_back(
    authorisation: Authorisation,
    *,
    comments: str,
    by: Person,
    at: datetime,
    version: int,
    boxes: Mapping[str, str] | None = None,
) -> Authorisation:
    """Return it to the applicant undecided; the co-ordinator checks it again before it comes back."""
    row = locked(authorisation)
    may_decide(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.RETURNED)
    check_text_read(row, version, by=by, to=AuthorisationState.RETURNED)
    if row.state != AuthorisationState.PASSED:
        raise WrongState(
            _(
                "You cannot return this application: the RIPA co-ordinator is still checking it. Wait until it is passed on to you."
            )
        )
    comment = comment_on(
        row, step=Comment.Step.RETURNED, comments=comments, boxes=boxes, made_by=by, made_at=at
    )
    comment.save(force_insert=True)
    row.state = AuthorisationState.RETURNED
    row.save(force_update=True)
    record_row(RETURNED, row, by=by, at=at, **told(comment))
    return row


@transaction.atomic
def refuse(
    authorisation: Authorisation, *, why: str, by: Person, at: datetime, version: int
) -> Authorisation:
    """Refuse it; the record and the reasons stay (invariant I6)."""
    row = locked(authorisation)
    may_decide(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.REFUSED)
    check_text_read(row, version, by=by, to=AuthorisationState.REFUSED)
    if not has_words(why):
        raise WrongState(
            _(
                "You cannot refuse this application without a reason: the record of the refusal must give one. Enter the reason."
            )
        )
    row.decided_by, row.decided_at = by, at
    row.officer_rank, row.state = rank_of(by, on=london_day(at)), AuthorisationState.REFUSED
    row.save(force_update=True)
    _keep(row, is_granted=False, words={"why": why}, ruling=Ruling(()), by=by, at=at)
    record_row(REFUSED, row, by=by, at=at, why=why)
    return row


def _check_words(words: OwnWords) -> None:
    said = asdict(words)
    silent = [str(asks) for name, asks in IN_SHORT.items() if not has_a_word(said[name])]
    silent += [str(asks) for name, asks in IN_OWN_WORDS.items() if not has_words(said[name])]
    if silent:
        raise WrongState(
            _(
                "You cannot grant this authorisation before you say in your own words what you authorise. Write more in answer to: {questions}"
            ).format(questions=" ".join(silent))
        )


def _check_review(row: Authorisation, review_on: date, *, on: date) -> None:
    latest = latest_next_review(
        ReviewFacts(kind=row.kind, nation=row.nation, last_on=on, born=source_born(row))
    )
    if not on < review_on <= latest:
        raise WrongState(
            _(
                "You cannot choose that date. Enter a date for the first review that is after today and no later than {latest:%-d %B %Y}."
            ).format(latest=latest)
        )


def _keep(
    row: Authorisation, *, is_granted: bool, words: Facts, ruling: Ruling, by: Person, at: datetime
) -> None:
    determination = Determination(
        authorisation=row,
        version=newest_version(row),
        is_granted=is_granted,
        officer_rank=row.officer_rank,
        reasons=[{"provision": one.provision, "is_met": one.is_met} for one in ruling.reasons],
        by=by,
        at=at,
    )
    put(determination, words)
    determination.save(force_insert=True)


def _tell_granted(row: Authorisation, words: OwnWords, *, by: Person, at: datetime) -> None:
    record_row(GRANTED, row, by=by, at=at, **asdict(words))
