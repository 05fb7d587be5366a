"""Fields that fill the boxes of the official forms: a function for each, and answers, reports and decisions by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import ApplicantReport, Authorisation, Cancellation, Renewal, Review
from watchbook.authorisations.queries.known_beside import greatest_penalty, threshold_says
from watchbook.authorisations.queries.officers import offence_in_law, source_born
from watchbook.authorisations.rules.court import last_day
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.rules.kinds import has_crime_threshold
from watchbook.keys.envelope import Facts, opened
from watchbook.law.provisions import provision
from watchbook.organisation.models import Authority, Nation, Person
from watchbook.organisation.queries import ranks_listed
from watchbook.web import wording

type LaterDecision = Review | Renewal | Cancellation

HAND = "_" * 28  # a line to write on
BY_HAND = {
    "signature": gettext_lazy("Signature"),
    "date": gettext_lazy("Date"),
    "time": gettext_lazy("Time"),
    "name": gettext_lazy("Name"),
    "notes": gettext_lazy("Notes"),
    "reasons": gettext_lazy("Reasons"),
    "address": gettext_lazy("Address"),
}


@dataclass(frozen=True)
class OfficialFacts:
    """Everything that a paper may say about an authorisation, opened once; `words` by where they come from."""

    row: Authorisation
    authority: Authority
    by: Person
    on: date
    title: str
    subjects: tuple[str, ...]
    words: Mapping[str, Facts]
    report: ApplicantReport | None = None
    decided: LaterDecision | None = None
    renewal: Renewal | None = None
    court: str = ""
    pages: int = 0
    orders: tuple[str, ...] = field(default=())


def value_of(name: str, facts: OfficialFacts) -> str:
    """Return what fills a field; empty where nothing does."""
    where, _dot, key = name.partition(".")
    if where == "hand":
        return f"{BY_HAND[key]}: {HAND}"
    if key:
        return str(facts.words.get(where, {}).get(key, ""))
    return FIELDS[name](facts)


def _moment(value: object) -> str:
    return wording.moment(value) if value else ""  # type: ignore[arg-type]  # each caller gives a moment or none


def _person(person: Person | None, *, rank: str = "") -> str:
    return ", ".join(filter(None, [person.name, rank])) if person else ""


def _authority_contact(facts: OfficialFacts) -> str:
    """As its letters bear it; a line to write on where nothing is recorded, for a court must know where to answer."""
    one = facts.authority
    return "; ".join(filter(None, [one.address, one.telephone, one.email, one.contact])) or HAND


def _rank_sought(facts: OfficialFacts) -> str:
    row = facts.row
    if row.officer_rank:
        return row.officer_rank
    if row.is_confidential or row.source_is_juvenile or row.source_is_vulnerable:
        return _("Head of paid service")
    return "; ".join(one.replace("_", " ") for one in ranks_listed(facts.authority, on=facts.on))


def _greatest_penalty(facts: OfficialFacts) -> str:
    return greatest_penalty(facts.row, on=facts.on)


def _threshold(facts: OfficialFacts) -> str:
    row = facts.row
    if not row.offence or not has_crime_threshold(row.kind, nation=row.nation):
        return ""
    return threshold_says(row, on=facts.on)


def _last_day(facts: OfficialFacts) -> str:
    """The last date in force; before a court approved it, what it would be if it approved on the paper's day."""
    row = facts.row
    if row.ends_on:
        return wording.end(ends_at(row.ends_on))
    ends = last_day(
        row.kind, nation=row.nation, first_day=facts.on, born=source_born(row), granted_on=facts.on
    )
    return _("{day}, 23:59, if the authorisation takes effect on {first}").format(
        day=wording.day(ends), first=wording.day(facts.on)
    )


def _head_decided(facts: OfficialFacts) -> str:
    if not facts.row.is_confidential:
        return _("Not applicable: confidential information is not likely")
    return _("Decided by the head of paid service") if facts.row.officer_is_head else ""


def _reviews(facts: OfficialFacts) -> str:
    return _("Earlier reviews: {days}").format(days="; ".join(_earlier_reviews(facts)) or _("none"))


def _earlier_reviews(facts: OfficialFacts) -> Iterator[str]:
    yield from map(wording.day, facts.row.earlier_reviews)
    for one in facts.row.reviews.all():
        if facts.decided is None or one.at < facts.decided.at:
            amended = opened(one).get("amended", "")
            yield ": ".join(
                filter(None, [f"{wording.day(one.reviewed_on)}, {one.get_decision_display()}", amended])
            )


def _renewals(facts: OfficialFacts) -> str:
    granted = facts.row.renewals.filter(is_granted=True)
    if facts.decided is not None:
        granted = granted.filter(at__lt=facts.decided.at)
    days = [*facts.row.earlier_renewals, *(london_day(one.at) for one in granted)]
    return _("Earlier renewals: {days}").format(days="; ".join(map(wording.day, days)) or _("none"))


def _decision_made(facts: OfficialFacts) -> str:
    match facts.decided:
        case Review():
            return facts.decided.get_decision_display()
        case Renewal():
            return _("granted") if facts.decided.is_granted else _("refused")
    return ""


def _renewed_period(facts: OfficialFacts) -> str:
    if not isinstance(facts.decided, Renewal) or not facts.decided.is_granted:
        return ""
    row, before = facts.row, facts.decided.from_end_of
    ends = last_day(
        row.kind,
        nation=row.nation,
        first_day=before + timedelta(days=1),
        born=source_born(row),
        granted_on=london_day(facts.decided.at),
    )
    return _("from the end of {day} (23:59) to the end of {last} (23:59)").format(
        day=wording.day(before), last=wording.day(ends)
    )


def _officer(facts: OfficialFacts) -> str:
    renewal = facts.renewal
    if renewal is not None:
        return _person(renewal.by, rank=renewal.officer_rank)
    return _person(facts.row.decided_by, rank=facts.row.officer_rank)


def _half_officer(facts: OfficialFacts) -> str:
    if facts.decided is None:
        return ""
    rank = facts.decided.officer_rank if isinstance(facts.decided, Renewal) else facts.row.officer_rank
    return f"{_person(facts.decided.by, rank=rank)}, {_moment(facts.decided.at)}"


def _reporter(facts: OfficialFacts) -> str:
    return f"{facts.report.by.name}, {_moment(facts.report.at)}" if facts.report else ""


def _lead_officer(facts: OfficialFacts) -> str:
    whole = facts.row.investigation
    lead = whole.opened_by if whole else None
    return lead.name if lead and lead != facts.row.applicant else _("the applicant")


def _linked(facts: OfficialFacts) -> str:
    rows = Authorisation.objects.filter(operation=facts.row.operation).exclude(pk=facts.row.pk)
    return "; ".join(rows.values_list("reference", flat=True)) or _("none")


def _declaration(facts: OfficialFacts) -> str:
    return _(
        "I declare that this information is true to the best of my knowledge, and that I have included everything that is relevant to the decision."
    )


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _of_facts(facts: OfficialFacts, name: str) -> str:
    return str(facts.words.get("facts", {}).get(name, ""))


def _appears_under(facts: OfficialFacts) -> str:
    """The decision that authorises whoever appears: in Northern Ireland no section of the Act of 1972 is cited."""
    under, act = _of_facts(facts, "authorised_by") or HAND, provision(APPEARANCE)
    if facts.row.nation != Nation.NORTHERN_IRELAND:
        confirmed = "" if act.verified else _(", to be confirmed by the solicitor")
        under = f"{under} ({act.title}{confirmed})"
    return _("Authorised by: {decision}").format(decision=under)


def _next_set(facts: OfficialFacts) -> str:
    on = facts.decided.next_due_on if isinstance(facts.decided, Review) else None
    return wording.day(on) if on else _("none: the authorisation is to be cancelled")


def _programme(facts: OfficialFacts) -> str:
    """The day of the next review; before the first one no later day is set."""
    due, first = facts.row.review_due_on, facts.row.first_review_on
    return _("each review sets the date of the next review") if due and due == first else _day(due)


def _day(on: date | None) -> str:
    return wording.day(on) if on else ""


APPEARANCE = "lga_1972.s223"
FIELDS: dict[str, Callable[[OfficialFacts], str]] = {
    "authority": lambda facts: facts.authority.name,
    "authority_contact": _authority_contact,
    "applicant": lambda facts: _person(facts.row.applicant),
    "applicant_contact": lambda facts: facts.row.applicant.email if facts.row.applicant else "",
    "unit": lambda facts: facts.row.service.name,
    "lead_officer": _lead_officer,
    "title": lambda facts: facts.title,
    "operation": lambda facts: facts.row.operation,
    "reference": lambda facts: facts.row.reference,
    "rank_sought": _rank_sought,
    "subjects": lambda facts: "; ".join(facts.subjects),
    "ground": lambda facts: facts.row.get_ground_display(),
    "offence": lambda facts: offence_in_law(facts.row),
    "greatest_penalty": _greatest_penalty,
    "threshold": _threshold,
    "is_confidential": lambda facts: _yes(facts.row.is_confidential),
    "declaration": _declaration,
    "submitted": lambda facts: _moment(facts.row.submitted_at),
    "head_decided": _head_decided,
    "first_review": lambda facts: _day(facts.row.first_review_on),
    "next_review": _programme,
    "officer": _officer,
    "decided": lambda facts: _moment(facts.renewal.at if facts.renewal else facts.row.decided_at),
    "in_force_from": lambda facts: _moment(facts.row.effective_from),
    "last_day": _last_day,
    "reviews": _reviews,
    "review_number": lambda facts: str(len(list(_earlier_reviews(facts))) + 1),
    "renewals": _renewals,
    "renewal_number": lambda facts: str(getattr(facts.decided, "number", "")),
    "reporter": _reporter,
    "decision_made": _decision_made,
    "half_officer": _half_officer,
    "next_review_set": _next_set,
    "renewed_period": _renewed_period,
    "court_orders": lambda facts: "; ".join(facts.orders) or HAND,
    "product": lambda facts: facts.row.get_product_display(),
    "outcome": lambda facts: facts.row.get_outcome_display(),
    "last_activity": lambda facts: _day(getattr(facts.decided, "last_activity_on", None)),
    "stopped": lambda facts: _moment(facts.row.stopped_at),
    "cancelled": lambda facts: _moment(facts.row.cancelled_at),
    "pseudonym": lambda facts: str(facts.words.get("facts", {}).get("pseudonym", "")),
    "handler": lambda facts: _person(facts.row.handler),
    "controller": lambda facts: _person(facts.row.controller),
    "record_keeper": lambda facts: _person(facts.row.record_keeper),
    "linked": _linked,
    "court": lambda facts: facts.court or HAND,
    "technique": lambda facts: facts.row.get_kind_display(),
    "grant_or_renewal": lambda facts: _("renewal") if facts.renewal else _("grant"),
    "attends": lambda facts: _of_facts(facts, "appears") or HAND,
    "appears_under": _appears_under,
    "pages": lambda facts: str(facts.pages) if facts.pages else "",
    "order_preamble": lambda facts: _(
        "The court considered application {reference} for the approval of a {what}. The application was made without notice to the person named in it."
    ).format(reference=facts.row.reference, what=_("renewal") if facts.renewal else _("grant")),
    "order_approved": lambda facts: _(
        "☐ Satisfied that, at the time of the {what}, there were reasonable grounds to believe the authorisation necessary and proportionate, that there still "
        "are, and that the relevant conditions are met. The {what} is approved."
    ).format(what=_("renewal") if facts.renewal else _("grant")),
    "order_refused": lambda facts: _("☐ Not satisfied of these points. Approval is refused."),
    "order_quashed": lambda facts: _(
        "☐ Not satisfied of these points. Approval is refused, and the {what} is quashed."
    ).format(what=_("renewal") if facts.renewal else _("grant")),
}
