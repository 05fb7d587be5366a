"""What waits for a person, by their duties: each list is a query of the part that owns it."""

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.refusals import can
from watchbook.figures.sentences import in_words
from watchbook.foi.permissions import may_receive_request
from watchbook.foi.queries import due, requests_waiting
from watchbook.governance.documents.permissions import (
    may_decide_document,
    may_keep_documents,
    may_record_document,
)
from watchbook.governance.documents.queries import (
    documents_overdue_for_review,
    documents_to_read,
    drafts,
    key_of,
)
from watchbook.governance.letters.permissions import may_confirm_no_reply, may_record_letter
from watchbook.governance.letters.queries import letters_without_an_answer
from watchbook.governance.statements.permissions import may_see_who_has_not_signed, may_sign_statements
from watchbook.governance.statements.queries import not_signed, statements_to_sign
from watchbook.governance.statements.rules import sign_until
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.queries import ending_for, without_training
from watchbook.home import authorisations, looks, recoveries, retention, rights, seal
from watchbook.home.waiting import Lists, Matters, WaitingMatter, matter
from watchbook.investigations.permissions import may_hear_of_broken_glass
from watchbook.investigations.queries import glass_to_acknowledge
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import (
    may_decide_own_pages,
    may_see_own_pages,
    may_see_people,
    require_duty,
)
from watchbook.organisation.proposals import proposals_for, takings_of, why_not
from watchbook.organisation.queries import joined_duties, the_authority
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.oversight.error_report.permissions import may_decide_error
from watchbook.oversight.error_report.queries import waiting_errors
from watchbook.oversight.error_report.states import ErrorState
from watchbook.oversight.recommendation.permissions import may_discharge, may_see_discharges
from watchbook.oversight.recommendation.queries import (
    RecommendationStanding,
    recommendations_to_discharge,
    recommendations_to_see_to,
)
from watchbook.triage.permissions import may_answer, may_lower, may_see_questions
from watchbook.triage.queries import assessments_held, assessments_waiting
from watchbook.web.wording import moment

DOCUMENT = "governance:document"
OF_ERRORS = {
    ErrorState.SUSPECTED: gettext_lazy("establish it, or say why it is no error"),
    ErrorState.ESTABLISHED: gettext_lazy("report it to the Commissioner"),
    ErrorState.INTERIM: gettext_lazy("send the full report"),
}


def waiting_for(person: Person, *, on: date) -> list[WaitingMatter]:
    """Everything that waits for this person today, the next due first. A fixed number of queries a list."""
    found = [waiting for may, gather in LISTS if can(may, person) for waiting in gather(person, on)]
    return sorted(found, key=lambda waiting: waiting.by or date.max)


def _requests(_person: Person, _on: date) -> Matters:
    for row in requests_waiting():
        what = _("Request {reference}, received {day}").format(
            reference=row.reference, day=in_words(row.received_on)
        )
        yield matter(what, _("draft the answer"), "foi:request", row.reference, by=due(row).on)


def _letters(person: Person, _on: date) -> Matters:
    to_do = (
        _("record the reply, or sign that none was asked for")
        if can(may_confirm_no_reply, person)
        else _("record the reply, or ask the senior responsible officer to sign that none was asked for")
    )
    for entry in letters_without_an_answer():
        row = entry.letter
        what = _("Letter {reference} of {day}").format(reference=row.reference, day=in_words(row.dated_on))
        yield matter(what, to_do, "governance:letter", row.reference)


def _statements(person: Person, on: date) -> Matters:
    to_do = _("sign what there was, or that there was none")
    for one in statements_to_sign(person, on=on):
        seat, quarter = one.seat, one.quarter
        what = _("Statement of {signer} for {quarter}").format(signer=seat.title, quarter=quarter.title)
        until = sign_until(quarter.last_on)
        yield matter(what, to_do, "governance:statement_sign", seat.slug, quarter.slug, by=until)


def _who_has_not_signed(_person: Person, on: date) -> Matters:
    missing = Counter(one.quarter for one in not_signed(on))
    for quarter, count in missing.items():
        what = ngettext(
            "{count} statement for {quarter} is not signed",
            "{count} statements for {quarter} are not signed",
            count,
        ).format(count=count, quarter=quarter.title)
        href = f"{reverse('governance:statements')}?year={quarter.first_on.year}"
        yield WaitingMatter(what, _("ask those who have not signed"), href, sign_until(quarter.last_on))


def _duties(person: Person, _on: date) -> Matters:
    """One proposal by its name; several as the list in which they are decided together."""
    waiting = proposals_for(person)
    taken = takings_of(waiting)
    refused = [bool(why_not(row, by=person, taking=taken.get(row.person_id))) for row in waiting]
    to_do = _("see why you cannot grant now, or decline") if all(refused) else _("grant or decline")
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
            "{count} page is proposed as the authority’s own",
            "{count} pages are proposed as the authority’s own",
            count,
        ).format(count=count)
        yield matter(what, _("check who runs them, then confirm or decline"), "organisation:own_pages")


def _to_see_to(person: Person, on: date) -> Matters:
    for one in recommendations_to_see_to(person):
        yield _recommendation(one, _("give evidence that it was followed"), on=on)


def _to_discharge(person: Person, on: date) -> Matters:
    for one in recommendations_to_discharge():
        if can(may_discharge, person, one.row, one.evidence_by):
            to_do = _("look at the evidence, then discharge it or open it again")
            yield _recommendation(one, to_do, on=on)


def _recommendation(one: RecommendationStanding, to_do: str, *, on: date) -> WaitingMatter:
    row = one.row
    if one.is_overdue(on):
        to_do = _("{to_do}; until then the oversight page shows it as overdue").format(to_do=to_do)
    what = _("Recommendation {reference} ({colour})").format(reference=row.reference, colour=one.colour)
    return matter(what, to_do, "oversight:recommendation", row.reference, by=row.due_on)


def _joined(_person: Person, on: date) -> Matters:
    for holder, met in joined_duties(on=on):
        for joining in met:
            what = _("{name} is both {duties}").format(name=holder.name, duties=joining.titles)
            to_do = _("check that this is needed. {why}").format(why=joining.why)
            yield matter(what, to_do, "organisation:person", holder.id)


def may_see_joined_duties(person: Person) -> None:
    """The SRO sees which duties are joined in one person."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see joined duties"))


def _my_training(person: Person, on: date) -> Matters:
    said = {
        True: _("Your training as {duty} ends on {day}"),
        False: _("Your training as {duty} counted until {day}"),
    }
    to_do = _("take part in a course meant for it, or ask the RIPA co-ordinator to record one")
    for kind, how in ending_for(person, on=on):
        if how.until:
            what = said[how.counts].format(duty=TITLES[kind], day=in_words(how.until))
            yield matter(what, to_do, "governance:training_of", person.id, by=how.until)


def _without_training(_person: Person, on: date) -> Matters:
    to_do = _("record it, or see that they take part in a course")
    for duty in without_training(DutyKind.AUTHORISING_OFFICER, DutyKind.INVESTIGATOR, on=on):
        what = _("{name}, {duty}, has no training on record that counts today").format(
            name=duty.person.name, duty=duty.title
        )
        yield matter(what, to_do, "governance:training_of", duty.person_id)


def _to_read(person: Person, on: date) -> Matters:
    for held in documents_to_read(person, on):
        row = held.document
        yield matter(f"{row.title}, {row}", _("read it, and say that you have"), DOCUMENT, *key_of(row))


def _to_approve(_person: Person, _on: date) -> Matters:
    for row in drafts():
        what = _("{title}, {document}, a draft").format(title=row.title, document=row)
        yield matter(what, _("record its approval, or withdraw it"), DOCUMENT, *key_of(row))


def _to_review(person: Person, on: date) -> Matters:
    to_do = _("review it, or record a new edition")
    for held in documents_overdue_for_review(on):
        row = held.document
        if can(may_record_document, person, row.kind):
            yield matter(f"{row.title}, {row}", to_do, DOCUMENT, *key_of(row), by=row.review_on)


def _anybody(_person: Person) -> None:
    """A recommendation may be anybody's to see to; everybody has training of their own and documents to read."""


def _assessments(person: Person, _on: date) -> Matters:
    """List what waits for an answer of the co-ordinator or of legal, or is held until an authorising officer or the solicitor signs."""
    for one in assessments_waiting():
        if can(may_answer, person, one):
            reference = one.assessment.reference
            what = _("Assessment {reference}, of a look that waits").format(reference=reference)
            yield matter(what, _("answer the question"), "triage:assessment", reference)
    for one in assessments_held():
        if can(may_lower, person, one):
            reference, before = one.assessment.reference, one.assessment.held_to
            what = _("Assessment {reference}, less strict than {before}").format(
                reference=reference, before=before
            )
            to_do = _("sign the less strict outcome, or leave it as it stands")
            yield matter(what, to_do, "triage:assessment", reference)


def _broken_glass(person: Person, _on: date) -> Matters:
    """The data protection officer hears of all, whoever leads an investigation of what they lead."""
    for row in glass_to_acknowledge(person):
        what = _("{name} used emergency access to {reference}, until {end}").format(
            name=row.opened_by.name, reference=row.investigation.reference, end=moment(row.until_at)
        )
        to_do = _("read why, and acknowledge that you were told")
        yield matter(what, to_do, "investigations:break_glass", row.id)


def _errors(_person: Person, _on: date) -> Matters:
    """Every error that waits for the SRO. One query."""
    for row in waiting_errors():
        what = _("Error {reference}: {kind}").format(reference=row.reference, kind=row.get_kind_display())
        to_do = OF_ERRORS[ErrorState(row.state)]
        yield matter(what, to_do, "oversight:error", row.reference, by=row.due_on)


LISTS: Lists = (
    (may_receive_request, _requests),
    (may_record_letter, _letters),
    (_anybody, _to_see_to),
    (may_see_discharges, _to_discharge),
    (_anybody, _to_read),
    (may_decide_document, _to_approve),
    (may_keep_documents, _to_review),
    (_anybody, _my_training),
    (may_record_training, _without_training),
    (may_sign_statements, _statements),
    (may_see_who_has_not_signed, _who_has_not_signed),
    (may_see_people, _duties),
    (may_see_own_pages, _own_pages),
    (may_see_joined_duties, _joined),
    (may_see_questions, _assessments),
    (may_hear_of_broken_glass, _broken_glass),
    *recoveries.LISTS,
    *authorisations.LISTS,
    *looks.LISTS,
    *retention.LISTS,
    *rights.LISTS,
    *seal.LISTS,
    (may_decide_error, _errors),
)
