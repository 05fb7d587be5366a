"""What waits for a person, by their duties: each list is a query of the part that owns it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.refusals import can
from watchbook.figures.sentences import in_words
from watchbook.foi.models import Request
from watchbook.foi.permissions import may_receive_request
from watchbook.foi.queries import due, requests_waiting
from watchbook.home import (
    authorisations,
    governance,
    looks,
    members,
    overseen,
    recoveries,
    retention,
    rights,
    seal,
)
from watchbook.home.waiting import Lists, Matters, WaitingMatter, first_of, in_lines, matter
from watchbook.investigations.models import BreakGlass
from watchbook.investigations.permissions import may_hear_of_broken_glass, may_see_broken_glass
from watchbook.investigations.queries import glass_to_acknowledge
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import (
    may_decide_own_pages,
    may_see_own_pages,
    may_see_people,
    require_duty,
)
from watchbook.organisation.proposals import takings_of, to_be_decided, why_not
from watchbook.organisation.proposals_waiting import duties_to_decide
from watchbook.organisation.queries import duties_in_force, joined_in, the_authority
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.oversight.error_report.permissions import may_decide_error
from watchbook.oversight.error_report.queries import waiting_errors
from watchbook.oversight.error_report.states import ErrorState
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation.permissions import may_discharge, may_see_discharges
from watchbook.oversight.recommendation.queries import (
    RecommendationStanding,
    open_rows,
    rows_to_discharge,
    standing,
)
from watchbook.oversight.recommendation.states import Progress
from watchbook.register.asked_together import Wants, gathered, with_related
from watchbook.triage.permissions import may_answer, may_lower, may_see_questions
from watchbook.triage.queries import AssessmentStanding, as_they_stand, questions_of
from watchbook.web.wording import moment

RECOMMENDATIONS = "oversight:overview"
OF_ERRORS = {
    ErrorState.SUSPECTED: gettext_lazy("establish the error, or say why it is not an error"),
    ErrorState.ESTABLISHED: gettext_lazy("report the error to the Commissioner"),
    ErrorState.INTERIM: gettext_lazy("send the full report"),
}


def waiting_for(person: Person, *, on: date) -> list[WaitingMatter]:
    """Everything that waits for this person today, the next due first. A few queries for all lists together."""
    return in_order(gathered(readers_for(person, on=on)))


def readers_for(person: Person, *, on: date) -> list[Matters]:
    """Tell what gathers each list that a person may see."""
    return [gather(person, on) for may, gather in LISTS if can(may, person)]


def in_order(found: list[WaitingMatter]) -> list[WaitingMatter]:
    """The overdue and the next due first, then what has waited longest."""
    return sorted(found, key=lambda waiting: waiting.place)


def _requests(_person: Person, _on: date) -> Matters:
    rows = first_of(requests_waiting().prefetch_related(None))
    yield Wants(rows)
    yield from with_related(rows, "steps")
    yield from in_lines(rows, _request, others=_("requests for information"), page="foi:requests")


def _request(row: Request) -> WaitingMatter:
    what = _("Request {reference}, received {day}").format(
        reference=row.reference, day=in_words(row.received_on)
    )
    to_do, by = _("answer the request"), due(row).on
    return matter(what, to_do, "foi:request", row.reference, by=by, since=row.received_on)


def _duties(person: Person, _on: date) -> Matters:
    """One proposal by its name; several as the list in which they are decided together."""
    rows = duties_to_decide(person)
    yield Wants(rows)
    waiting = to_be_decided(person, rows)
    taken = takings_of(waiting)
    refused = [bool(why_not(row, by=person, taking=taken.get(row.person_id))) for row in waiting]
    to_do = _("see why you cannot grant a duty now, or decline it") if all(refused) else _("grant or decline")
    if len(waiting) > 1:
        what = _("{number} proposed duties").format(number=len(waiting))
        yield matter(what, to_do, "organisation:duties")
        return
    for duty in waiting:
        what = _("{duty} for {name}, proposed by {proposer}").format(
            duty=duty.title, name=duty.person.name, proposer=duty.proposed_by.name
        )
        yield matter(what, to_do, "organisation:people")


def _own_pages(person: Person, _on: date) -> Matters:
    """Pages proposed as the authority's own, for who may decide. One query."""
    row = the_authority()
    if row and row.own_pages_proposed and can(may_decide_own_pages, person, row):
        count = len(row.own_pages_proposed.split())
        what = ngettext(
            "{count} page is proposed as one of the authority’s own pages",
            "{count} pages are proposed as the authority’s own pages",
            count,
        ).format(count=count)
        yield matter(
            what, _("check who runs each page, then confirm or decline it"), "organisation:own_pages"
        )


def _to_see_to(person: Person, on: date) -> Matters:
    rows = first_of(open_rows(person))
    yield Wants(rows)
    to_do = _("give evidence that the recommendation was followed")
    page = RECOMMENDATIONS if can(may_read_oversight, person) else ""
    yield from in_lines(
        standing(rows),
        lambda one: _recommendation(one, to_do, on=on),
        others=_("recommendations that you own"),
        page=page,
    )


def _to_discharge(person: Person, on: date) -> Matters:
    """Tell what may be discharged, and what is overdue of others’: their owners are to be asked."""
    rows = first_of(rows_to_discharge(person, on=on))
    yield Wants(rows)

    def line(one: RecommendationStanding) -> WaitingMatter | None:
        if one.progress == Progress.OPEN:
            owner = one.row.owner.name
            to_do = _("ask {name} for evidence that the recommendation was followed").format(name=owner)
            return _recommendation(one, to_do, on=on, waits_for=owner)
        if not can(may_discharge, person, one.row, one.evidence_by):
            return None
        to_do = _("check the evidence, then discharge the recommendation or open it again")
        return _recommendation(one, to_do, on=on)

    yield from in_lines(standing(rows), line, others=_("recommendations"), page=RECOMMENDATIONS)


def _recommendation(
    one: RecommendationStanding, to_do: str, *, on: date, waits_for: str = ""
) -> WaitingMatter:
    row = one.row
    if one.is_overdue(on):
        to_do = _("{to_do}; until then the oversight page shows the recommendation as overdue").format(
            to_do=to_do
        )
    what = _("Recommendation {reference} ({colour})").format(reference=row.reference, colour=one.colour)
    page, by = "oversight:recommendation", row.due_on
    return matter(what, to_do, page, row.reference, by=by, since=row.recorded_at, waits_for=waits_for)


def _joined(_person: Person, on: date) -> Matters:
    rows = duties_in_force(on)
    yield Wants(rows)
    for holder, met in joined_in(rows):
        for joining in met:
            what = _("{name} is both {duties}").format(name=holder.name, duties=joining.titles)
            to_do = _("check that one person needs to hold both duties. {why}").format(why=joining.why)
            yield matter(what, to_do, "organisation:person", holder.id)


def may_see_joined_duties(person: Person) -> None:
    """The SRO sees which duties are joined in one person."""
    require_duty(
        person,
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        to=_("see the people who hold two duties that should be kept apart"),
    )


def _anybody(_person: Person) -> None:
    """A recommendation may be anybody's to see to."""


def _assessments(person: Person, on: date) -> Matters:
    """List what waits for an answer of the co-ordinator or of legal, or is held until an authorising officer or the solicitor signs."""
    waiting, held = map(first_of, questions_of(person, on=on))
    yield Wants(waiting, held)

    def asked(one: AssessmentStanding) -> WaitingMatter | None:
        if not can(may_answer, person, one):
            return None
        what = _("Assessment {reference}: a look is waiting for it").format(
            reference=one.assessment.reference
        )
        return _assessment(one, what, _("answer the question"))

    def to_sign(one: AssessmentStanding) -> WaitingMatter | None:
        if not can(may_lower, person, one):
            return None
        what = _("Assessment {reference}, less strict than {before}").format(
            reference=one.assessment.reference, before=one.assessment.held_to
        )
        return _assessment(one, what, _("sign the less strict outcome, or leave the assessment as it is"))

    page = "triage:waiting"
    yield from in_lines(as_they_stand(waiting), asked, others=_("questions about assessments"), page=page)
    yield from in_lines(as_they_stand(held), to_sign, others=_("less strict assessments"), page=page)


def _assessment(one: AssessmentStanding, what: str, to_do: str) -> WaitingMatter:
    row = one.assessment
    return matter(what, to_do, "triage:assessment", row.reference, since=row.assessed_at)


def _broken_glass(person: Person, _on: date) -> Matters:
    """The data protection officer hears of all, whoever leads an investigation of what they lead."""
    rows = first_of(glass_to_acknowledge(person).order_by("recorded_at"))
    yield Wants(rows)
    page = "investigations:break_glass_all" if can(may_see_broken_glass, person) else ""
    yield from in_lines(rows, _glass, others=_("uses of emergency access"), page=page)


def _glass(row: BreakGlass) -> WaitingMatter:
    what = _("{name} used emergency access to {reference}, until {end}").format(
        name=row.opened_by.name, reference=row.investigation.reference, end=moment(row.until_at)
    )
    to_do = _("read the reason, and acknowledge that you were told")
    return matter(what, to_do, "investigations:break_glass", row.id, since=row.recorded_at)


def _errors(_person: Person, _on: date) -> Matters:
    """The errors that wait for the SRO. One query."""
    rows = first_of(waiting_errors())
    yield Wants(rows)
    yield from in_lines(rows, _error, others=_("errors"), page="oversight:errors")


def _error(row: ErrorReport) -> WaitingMatter:
    what = _("Error {reference}: {kind}").format(reference=row.reference, kind=row.get_kind_display())
    to_do = str(OF_ERRORS[ErrorState(row.state)])
    return matter(what, to_do, "oversight:error", row.reference, by=row.due_on, since=row.recorded_at)


LISTS: Lists = (
    (may_receive_request, _requests),
    (_anybody, _to_see_to),
    (may_see_discharges, _to_discharge),
    (may_see_people, _duties),
    (may_see_own_pages, _own_pages),
    (may_see_joined_duties, _joined),
    (may_see_questions, _assessments),
    (may_hear_of_broken_glass, _broken_glass),
    *governance.LISTS,
    *members.LISTS,
    *overseen.LISTS,
    *recoveries.LISTS,
    *authorisations.LISTS,
    *looks.LISTS,
    *retention.LISTS,
    *rights.LISTS,
    *seal.LISTS,
    (may_decide_error, _errors),
)
