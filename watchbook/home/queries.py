"""What waits for a person, by their duties: each list is a query of the part that owns it."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from watchbook.home import authorisations, errors, investigations, looks
from watchbook.home.waiting import WaitingMatter
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_propose_duty, require_duty
from watchbook.organisation.queries import duties_to_decide, joined_duties
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.oversight.recommendation.permissions import may_discharge, may_see_discharges
from watchbook.oversight.recommendation.queries import (
    RecommendationStanding,
    recommendations_to_discharge,
    recommendations_to_see_to,
)
from watchbook.triage.permissions import may_answer, may_see_questions
from watchbook.triage.queries import assessments_waiting


def waiting_for(person: Person, *, on: date) -> list[WaitingMatter]:
    """Everything that waits for this person today, the next due first. A fixed number of queries a list."""
    found = [waiting for may, gather in LISTS if can(may, person) for waiting in gather(person, on)]
    return sorted(found, key=lambda waiting: waiting.by or date.max)


def _requests(_person: Person, _on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("Request {reference}, received {day}").format(
                reference=row.reference, day=in_words(row.received_on)
            ),
            to_do=_("draft the answer"),
            href=reverse("foi:request", args=[row.reference]),
            by=due(row).on,
        )
        for row in requests_waiting()
    ]


def _letters(person: Person, _on: date) -> list[WaitingMatter]:
    to_do = (
        _("record the reply, or sign that none was asked for")
        if can(may_confirm_no_reply, person)
        else _("record the reply, or ask the senior responsible officer to sign that none was asked for")
    )
    return [
        WaitingMatter(
            what=_("Letter {reference} of {day}").format(
                reference=entry.letter.reference, day=in_words(entry.letter.dated_on)
            ),
            to_do=to_do,
            href=reverse("governance:letter", args=[entry.letter.reference]),
        )
        for entry in letters_without_an_answer()
    ]


def _statements(person: Person, on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("Statement of {signer} for {quarter}").format(
                signer=one.seat.title, quarter=one.quarter.title
            ),
            to_do=_("sign what there was, or that there was none"),
            href=reverse("governance:statement_sign", args=[one.seat.slug, one.quarter.slug]),
            by=sign_until(one.quarter.last_on),
        )
        for one in statements_to_sign(person, on=on)
    ]


def _who_has_not_signed(_person: Person, on: date) -> list[WaitingMatter]:
    missing = Counter(one.quarter for one in not_signed(on))
    return [
        WaitingMatter(
            what=ngettext(
                "{count} statement for {quarter} is not signed",
                "{count} statements for {quarter} are not signed",
                count,
            ).format(count=count, quarter=quarter.title),
            to_do=_("ask those who have not signed"),
            href=f"{reverse('governance:statements')}?year={quarter.first_on.year}",
            by=sign_until(quarter.last_on),
        )
        for quarter, count in missing.items()
    ]


def _duties(person: Person, _on: date) -> list[WaitingMatter]:
    """One proposal by its name; several as the list in which they are decided together."""
    waiting = duties_to_decide(person)
    if len(waiting) > 1:
        what = _("{number} proposed duties").format(number=len(waiting))
        return [WaitingMatter(what=what, to_do=_("grant or decline"), href=reverse("organisation:duties"))]
    return [
        WaitingMatter(
            what=_("{duty} for {name}, proposed by {proposer}").format(
                duty=duty.title, name=duty.person.name, proposer=duty.proposed_by.name
            ),
            to_do=_("grant or decline"),
            href=reverse("organisation:people"),
        )
        for duty in waiting
    ]


def _to_see_to(person: Person, _on: date) -> list[WaitingMatter]:
    return [
        _recommendation(one, _("give evidence that it was followed"))
        for one in recommendations_to_see_to(person)
    ]


def _to_discharge(person: Person, _on: date) -> list[WaitingMatter]:
    return [
        _recommendation(one, _("look at the evidence, then discharge it or open it again"))
        for one in recommendations_to_discharge()
        if can(may_discharge, person, one.row, one.evidence_by)
    ]


def _recommendation(one: RecommendationStanding, to_do: str) -> WaitingMatter:
    return WaitingMatter(
        what=_("Recommendation {reference} ({colour})").format(
            reference=one.row.reference, colour=one.colour
        ),
        to_do=to_do,
        href=reverse("oversight:recommendation", args=[one.row.reference]),
        by=one.row.due_on,
    )


def _joined(_person: Person, on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("{name} holds {duties}").format(name=holder.name, duties=joining.titles),
            to_do=str(joining.why),
            href=reverse("organisation:person", args=[holder.id]),
        )
        for holder, met in joined_duties(on=on)
        for joining in met
    ]


def may_see_joined_duties(person: Person) -> None:
    """The SRO sees which duties are joined in one person."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see joined duties"))


def _my_training(person: Person, on: date) -> list[WaitingMatter]:
    said = {
        True: _("Your training as {duty} ends on {day}"),
        False: _("Your training as {duty} counted until {day}"),
    }
    return [
        WaitingMatter(
            what=said[how.counts].format(duty=TITLES[kind], day=in_words(how.until)),
            to_do=_("take part in a course meant for it, or ask the RIPA co-ordinator to record one"),
            href=reverse("governance:training_of", args=[person.id]),
            by=how.until,
        )
        for kind, how in ending_for(person, on=on)
        if how.until
    ]


def _without_training(_person: Person, on: date) -> list[WaitingMatter]:
    kinds = (DutyKind.AUTHORISING_OFFICER, DutyKind.INVESTIGATOR)
    return [
        WaitingMatter(
            what=_("{name}, {duty}, has no training on record that counts today").format(
                name=duty.person.name, duty=duty.title
            ),
            to_do=_("record it, or see that they take part in a course"),
            href=reverse("governance:training_of", args=[duty.person_id]),
        )
        for duty in without_training(*kinds, on=on)
    ]


def _to_read(person: Person, on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=f"{held.document.title}, {held.document}",
            to_do=_("read it, and say that you have"),
            href=reverse("governance:document", args=key_of(held.document)),
        )
        for held in documents_to_read(person, on)
    ]


def _to_approve(_person: Person, _on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_("{title}, {document}, a draft").format(title=row.title, document=row),
            to_do=_("record its approval, or withdraw it"),
            href=reverse("governance:document", args=key_of(row)),
        )
        for row in drafts()
    ]


def _to_review(person: Person, on: date) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=f"{held.document.title}, {held.document}",
            to_do=_("review it, or record a new edition"),
            href=reverse("governance:document", args=key_of(held.document)),
            by=held.document.review_on,
        )
        for held in documents_overdue_for_review(on)
        if can(may_record_document, person, held.document.kind)
    ]


def _anybody(_person: Person) -> None:
    """A recommendation may be anybody's to see to; everybody has training of their own and documents to read."""


def _assessments(person: Person, _on: date) -> list[WaitingMatter]:
    """What waits for an answer of the co-ordinator, or of legal too where the solicitor asks."""
    return [
        WaitingMatter(
            what=_("Assessment {reference}, of a look that waits").format(reference=one.assessment.reference),
            to_do=_("answer what is asked"),
            href=reverse("triage:assessment", args=[one.assessment.reference]),
        )
        for one in assessments_waiting()
        if can(may_answer, person, one)
    ]


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[WaitingMatter]]], ...] = (
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
    (may_propose_duty, _duties),
    (may_see_joined_duties, _joined),
    (may_see_questions, _assessments),
    *investigations.LISTS,
    *authorisations.LISTS,
    *looks.LISTS,
    *errors.LISTS,
)
