"""What waits for a person, by their duties: each list is a query of the part that owns it."""

from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.refusals import can
from watchbook.figures.sentences import in_words
from watchbook.foi.models import Request
from watchbook.foi.permissions import may_receive_request
from watchbook.foi.queries import due, requests_waiting
from watchbook.home import (
    applications,
    authorisations,
    governance,
    investigations,
    law,
    looks,
    members,
    overseen,
    recommendations,
    recoveries,
    retention,
    rights,
    seal,
    sent,
)
from watchbook.home.waiting import Gather, Lists, Matters, WaitingMatter, first_of, in_lines, matter
from watchbook.investigations.models import BreakGlass
from watchbook.investigations.permissions import may_hear_of_broken_glass, may_see_broken_glass
from watchbook.investigations.queries import glass_to_acknowledge
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import (
    may_decide_own_pages,
    may_propose_duty,
    may_see_own_pages,
    may_see_people,
    require_duty,
)
from watchbook.organisation.proposals import takings_of, to_be_decided, why_not
from watchbook.organisation.proposals_waiting import duties_to_decide, proposed_by
from watchbook.organisation.queries import duties_in_force, joined_in
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.signed_in import authority_beside
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.oversight.error_report.permissions import may_decide_error, may_record_error
from watchbook.oversight.error_report.queries import waiting_errors
from watchbook.oversight.error_report.states import ErrorState
from watchbook.register.asked_together import Wants, gathered, with_related
from watchbook.register.written import ASKED_AT, written, written_by_services
from watchbook.triage.models import Assessment
from watchbook.triage.permissions import may_answer, may_lower, may_see_questions
from watchbook.triage.queries import AssessmentStanding, as_they_stand, questions_of
from watchbook.web.wording import moment

OF_ERRORS = {
    ErrorState.SUSPECTED: gettext_lazy("establish the error, or say why it is not an error"),
    ErrorState.ESTABLISHED: gettext_lazy("report the error to the Commissioner"),
    ErrorState.INTERIM: gettext_lazy("send the full report"),
}


def waiting_for(person: Person, *, on: date) -> list[WaitingMatter]:
    """Everything that waits for this person today, the next due first. A few queries for all lists together."""
    return in_order(gathered(readers_for(person, on=on)), on=on)


def readers_for(person: Person, *, on: date) -> list[Matters]:
    """Tell what gathers each list that a person may see."""
    return [gather(person, on) for gather in _lists_of(person)]


@by_duties
def _lists_of(person: Person) -> tuple[Gather, ...]:
    return tuple(gather for may, gather in LISTS if can(may, person))


def in_order(found: list[WaitingMatter], *, on: date) -> list[WaitingMatter]:
    """The overdue and the next due first, then what has waited longest, then what is due in some weeks."""
    return sorted(found, key=lambda waiting: waiting.turn(on))


@written
def _unanswered(_person: Person, _on: date) -> QuerySet[Request]:
    return first_of(requests_waiting().prefetch_related(None))


def _requests(person: Person, on: date) -> Matters:
    rows = _unanswered(person, on)
    yield Wants(rows)
    yield from with_related(rows, "steps")
    yield from in_lines(rows, _request, others=_("requests for information"), page="foi:requests")


def _request(row: Request) -> WaitingMatter:
    what = _("Request {reference}, received {day}").format(
        reference=row.reference, day=in_words(row.received_on)
    )
    to_do, by = _("answer the request"), due(row).on
    return matter(what, to_do, "foi:request", row.reference, by=by, since=row.received_on)


@written
def _proposed(person: Person, _on: date) -> QuerySet[Duty]:
    return duties_to_decide(person, at=ASKED_AT)


def _duties(person: Person, on: date) -> Matters:
    """One proposal by its name; several as the list in which they are decided together."""
    rows = _proposed(person, on)
    yield Wants(rows)
    waiting = to_be_decided(person, rows)
    taken = takings_of(waiting)
    refused = [bool(why_not(row, by=person, taking=taken.get(row.person_id))) for row in waiting]
    to_do = (
        _("decline the duty, or see why you cannot grant it now") if all(refused) else _("grant or decline")
    )
    if len(waiting) > 1:
        what = _("{number} proposed duties").format(number=len(waiting))
        yield matter(what, to_do, "organisation:duties")
        return
    for duty in waiting:
        what = _("{duty} for {name}, proposed by {proposer}").format(
            duty=duty.title, name=duty.person.name, proposer=duty.proposed_by.name
        )
        yield matter(what, to_do, "organisation:people")


@written
def _proposed_by(person: Person, _on: date) -> QuerySet[Duty]:
    return proposed_by(person)[:1]


def _own_proposals(person: Person, on: date) -> Matters:
    """One line for all that this person proposed: their page lists each, to be taken back."""
    rows = _proposed_by(person, on)
    yield Wants(rows)
    if rows:
        to_do = _("grant or decline them")
        what, who = _("Duties that you proposed"), _("another officer")
        yield matter(what, to_do, "organisation:duties", waits_for=who)


def _own_pages(person: Person, _on: date) -> Matters:
    """Pages proposed as the authority's own, for who may decide. No query where they are signed in, else one."""
    row = authority_beside(person)
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


@written
def _held_together(_person: Person, on: date) -> QuerySet[Duty]:
    """Return the duties of those who hold more than one."""
    several = duties_in_force(on).order_by().values("person").annotate(held=Count("pk")).filter(held__gt=1)
    return duties_in_force(on).filter(person__in=several.values("person"))


def _joined(person: Person, on: date) -> Matters:
    rows = _held_together(person, on)
    yield Wants(rows)
    for holder, met in joined_in(rows):
        for joining in met:
            what = _("{name} is both {duties}").format(name=holder.name, duties=joining.titles)
            to_do = _("check whether one person needs to hold both duties. {why}").format(why=joining.why)
            yield matter(what, to_do, "organisation:person", holder.id)


def may_see_joined_duties(person: Person) -> None:
    """The SRO sees which duties are joined in one person."""
    require_duty(
        person,
        DutyKind.SENIOR_RESPONSIBLE_OFFICER,
        to=_("see the people who hold two duties that should be kept apart"),
    )


@written
def _asked_and_held(person: Person, on: date) -> tuple[QuerySet[Assessment], QuerySet[Assessment]]:
    waiting, held = questions_of(person, on=on)
    return first_of(waiting), first_of(held)


def _assessments(person: Person, on: date) -> Matters:
    """List what waits for an answer of the co-ordinator or of legal, or is held until an authorising officer or the solicitor signs."""
    waiting, held = _asked_and_held(person, on)
    yield Wants(waiting, held)

    def asked(one: AssessmentStanding) -> WaitingMatter | None:
        if not can(may_answer, person, one):
            return None
        what = _("Assessment {reference}: a look is waiting for an answer").format(
            reference=one.assessment.reference
        )
        return _assessment(one, what, _("answer the question"))

    def to_sign(one: AssessmentStanding) -> WaitingMatter | None:
        if not can(may_lower, person, one):
            return None
        what = _("Assessment {reference} is less strict than the earlier assessment {before}").format(
            reference=one.assessment.reference, before=one.assessment.held_to
        )
        return _assessment(one, what, _("sign the less strict outcome, or leave the assessment as it is"))

    page = "triage:waiting"
    yield from in_lines(as_they_stand(waiting), asked, others=_("questions about assessments"), page=page)
    yield from in_lines(as_they_stand(held), to_sign, others=_("less strict assessments"), page=page)


def _assessment(one: AssessmentStanding, what: str, to_do: str) -> WaitingMatter:
    row = one.assessment
    since, about = row.assessed_at, row.investigation
    page, tells_title = ("triage:assessment", row.reference), row.subject_id is not None
    return matter(what, to_do, *page, since=since, titled_by=about, tells_title=tells_title)


@written_by_services
def _not_acknowledged(person: Person, _on: date) -> QuerySet[BreakGlass]:
    return first_of(glass_to_acknowledge(person).order_by("recorded_at"))


def _broken_glass(person: Person, on: date) -> Matters:
    """The data protection officer hears of all, whoever leads an investigation of what they lead."""
    rows = _not_acknowledged(person, on)
    yield Wants(rows)
    page = "investigations:break_glass_all" if can(may_see_broken_glass, person) else ""
    yield from in_lines(rows, _glass, others=_("uses of emergency access"), page=page)


def _glass(row: BreakGlass) -> WaitingMatter:
    what = _("{name} used emergency access to investigation {reference} (end of access: {end})").format(
        name=row.opened_by.name, reference=row.investigation.reference, end=moment(row.until_at)
    )
    to_do = _("read the reason, and acknowledge that you were told")
    return matter(what, to_do, "investigations:break_glass", row.id, since=row.recorded_at)


@written
def _open_errors(_person: Person, _on: date) -> QuerySet[ErrorReport]:
    return first_of(waiting_errors())


def _errors(person: Person, on: date) -> Matters:
    """The errors that wait for the SRO, on the first page of the co-ordinator too, who records them. One query."""
    rows = _open_errors(person, on)
    yield Wants(rows)
    who = "" if can(may_decide_error, person) else str(TITLES[DutyKind.SENIOR_RESPONSIBLE_OFFICER])
    yield from in_lines(
        rows, lambda row: _error(row, waits_for=who), others=_("errors"), page="oversight:errors"
    )


def _error(row: ErrorReport, *, waits_for: str) -> WaitingMatter:
    what = _("Error {reference}: {kind}").format(reference=row.reference, kind=row.get_kind_display())
    to_do = str(OF_ERRORS[ErrorState(row.state)])
    page, by = "oversight:error", row.due_on
    return matter(what, to_do, page, row.reference, by=by, since=row.recorded_at, waits_for=waits_for)


LISTS: Lists = (
    (may_receive_request, _requests),
    *recommendations.LISTS,
    (may_see_people, _duties),
    (may_propose_duty, _own_proposals),
    (may_see_own_pages, _own_pages),
    (may_see_joined_duties, _joined),
    (may_see_questions, _assessments),
    (may_hear_of_broken_glass, _broken_glass),
    *governance.LISTS,
    *law.LISTS,
    *members.LISTS,
    *overseen.LISTS,
    *recoveries.LISTS,
    *authorisations.LISTS,
    *applications.LISTS,
    *investigations.LISTS,
    *looks.LISTS,
    *retention.LISTS,
    *rights.LISTS,
    *seal.LISTS,
    *sent.LISTS,
    (may_record_error, _errors),
)
