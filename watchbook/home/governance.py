"""Tell what waits for a person in the registers of governance: letters, statements, training, documents."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.figures.sentences import in_words
from watchbook.governance.documents.models import Document, DocumentKind
from watchbook.governance.documents.permissions import (
    may_decide_document,
    may_keep_documents,
    may_record_document,
    may_see_documents,
)
from watchbook.governance.documents.queries import (
    HeldDocument,
    drafts,
    edition_rows,
    held_documents,
    key_of,
    overdue_for_review,
    steps_of,
    unread_of,
)
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.letters.permissions import may_confirm_no_reply, may_record_letter
from watchbook.governance.letters.queries import letters_without_an_answer
from watchbook.governance.statements.missing import (
    LeftOpen,
    asked_quarters,
    in_part,
    not_covered,
    signed_spans,
    stated_of,
    theirs,
)
from watchbook.governance.statements.permissions import may_see_who_has_not_signed, may_sign_statements
from watchbook.governance.statements.queries import NotSigned, seats_of, services_by_name
from watchbook.governance.statements.rules import Quarter, sign_until
from watchbook.governance.training.models import Attendance
from watchbook.governance.training.permissions import may_record_training
from watchbook.governance.training.queries import completed, ending_for, without_training
from watchbook.home.statements import disagreeing, signs_or_oversees
from watchbook.home.waiting import Lists, Matters, WaitingMatter, anybody, first_of, in_lines, matter
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.signed_in import authority_beside
from watchbook.register.asked_together import Wants
from watchbook.register.written import written
from watchbook.web.address import address_of

DOCUMENT, DOCUMENTS = "governance:document", "governance:documents"
NAMED = 3  # signers who are named; more are counted


@written
def _unanswered(_person: Person, _on: date) -> QuerySet[LetterReceived]:
    return first_of(letters_without_an_answer().order_by("recorded_at"))


def _letters(person: Person, on: date) -> Matters:
    to_do = (
        _("record the reply, or confirm that no reply was asked for")
        if can(may_confirm_no_reply, person)
        else _(
            "record the reply, or ask the senior responsible officer to confirm that no reply was asked for"
        )
    )
    rows = _unanswered(person, on)
    yield Wants(rows)

    def line(row: LetterReceived) -> WaitingMatter:
        what = _("Letter {reference}, dated {day}").format(
            reference=row.reference, day=in_words(row.dated_on)
        )
        return matter(what, to_do, "governance:letter", row.reference, since=row.recorded_at)

    yield from in_lines(rows, line, others=_("letters without a reply"), page="governance:letters")


def _statements(person: Person, on: date) -> Matters:
    """Tell what a person has to sign, and for who oversees them who else has not."""
    if not (quarters := asked_quarters(authority_beside(person), on)):
        return
    signed, services, stated = signed_spans(quarters), services_by_name(), stated_of(quarters)
    yield Wants(signed, services, stated)
    seats = seats_of(services)
    missing = not_covered(quarters, signed, seats)
    if can(may_sign_statements, person):
        yield from _to_sign(theirs(missing, person, on=on))
    if can(may_see_who_has_not_signed, person):
        yield from _not_signed(missing)
        yield from _in_part(in_part(quarters, stated, asked=seats, missing=missing))


def _to_sign(missing: list[NotSigned]) -> Iterator[WaitingMatter]:
    to_do = _("sign the statement: give the number of entries, or say that there is nothing to report")
    for one in missing:
        seat, quarter = one.seat, one.quarter
        what = _("Statement of {signer} for {quarter}").format(signer=seat.title, quarter=quarter.title)
        until, since = sign_until(quarter.last_on), quarter.last_on
        yield matter(what, to_do, "governance:statement_sign", seat.slug, quarter.slug, by=until, since=since)


def _not_signed(missing: list[NotSigned]) -> Iterator[WaitingMatter]:
    for quarter in dict.fromkeys(one.quarter for one in missing):
        signers = [one.seat.title for one in missing if one.quarter == quarter]
        count = len(signers)
        what = ngettext(
            "{count} statement for {quarter} is not signed",
            "{count} statements for {quarter} are not signed",
            count,
        ).format(count=count, quarter=quarter.title)
        href = f"{address_of('governance:statements')}?year={quarter.first_on.year}"
        to_do = _("ask the people who have not signed to sign")
        by, who = sign_until(quarter.last_on), _people(signers)
        yield WaitingMatter(what, to_do, href, by, since=quarter.last_on, waits_for=who)


def _in_part(left_open: list[LeftOpen]) -> Iterator[WaitingMatter]:
    """Give one line for all of them: the page of statements names each."""
    if not left_open:
        return
    quarters, count = list(dict.fromkeys(one.quarter for one in left_open)), len(left_open)
    what = ngettext(
        "{count} statement for {quarters} is signed in part",
        "{count} statements for {quarters} are signed in part",
        count,
    ).format(count=count, quarters=_quarters(quarters))
    first = min(quarters, key=lambda one: one.first_on)
    href = f"{address_of('governance:statements')}?year={first.first_on.year}"
    who = _people(list(dict.fromkeys(one.seat.title for one in left_open)))
    to_do = _("ask the signers to answer the questions that they left open")
    yield WaitingMatter(what, to_do, href, since=first.last_on, waits_for=who)


def _quarters(quarters: Sequence[Quarter]) -> str:
    """Name a quarter; of several say how many they are."""
    if len(quarters) == 1:
        return quarters[0].title
    return ngettext("{count} quarter", "{count} quarters", len(quarters)).format(count=len(quarters))


def _people(names: list[str]) -> str:
    more = len(names) - NAMED
    said = ", ".join(names[:NAMED])
    if more <= 0:
        return said
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=said, count=more
    )


@written
def _taken_and_lacking(person: Person, on: date) -> tuple[QuerySet[Attendance], QuerySet[Duty]]:
    held = [DutyKind(kind) for kind in duties_of(person, on=on)]
    return completed([person.id], on=on), without_training(*held, on=on).filter(person=person)


def _my_training(person: Person, on: date) -> Matters:
    rows, lacking = _taken_and_lacking(person, on)
    yield Wants(rows, lacking)
    if not rows and not lacking:
        return
    said = {
        True: _("Your training for the duty of {duty} counts until {day}"),
        False: _("Your training for the duty of {duty} counted until {day}"),
    }
    to_do = _("take a course for this duty, or ask the RIPA co-ordinator to record a course that you took")
    ended = ending_for(person, rows, on=on)
    for title in dict.fromkeys(one.title for one in lacking if one.kind not in dict(ended)):
        what = _("You have no current training for the duty of {duty}").format(duty=title)
        yield matter(what, to_do, "governance:training_of", person.id)
    for kind, how in ended:
        if how.until:
            what = said[how.counts].format(duty=TITLES[kind], day=in_words(how.until))
            yield matter(what, to_do, "governance:training_of", person.id, by=how.until)


@written
def _lacking(_person: Person, on: date) -> QuerySet[Duty]:
    return without_training(*DutyKind, on=on)


def _without_training(person: Person, on: date) -> Matters:
    """One line for all of them: the matrix names each."""
    to_do = _("record the training of each person, or make sure that each person takes a course")
    rows = _lacking(person, on)
    yield Wants(rows)
    if names := list({duty.person_id: duty.person.name for duty in rows}.values()):
        what = ngettext(
            "{count} person has no current training for a duty that they hold",
            "{count} people have no current training for a duty that they hold",
            len(names),
        ).format(count=len(names))
        yield matter(what, to_do, "governance:training_matrix", waits_for=_people(names))


@written
def _unread(person: Person, on: date) -> QuerySet[Document]:
    rows = unread_of(person, on).in_force(on=on)
    return first_of(rows.order_by(TruncDate("recorded_at"), "kind", "title", "reference"))


def _to_read(person: Person, on: date) -> Matters:
    rows = _unread(person, on)
    yield Wants(rows)
    if not rows:
        return
    steps = steps_of(rows)
    yield Wants(steps)
    to_do = _("read the document, and confirm that you have read it (in force here since {day}, no due date)")

    def line(held: HeldDocument) -> WaitingMatter | None:
        row = held.document
        if not held.is_in_force(on):
            return None
        since = max(
            held.in_force_from or on, london_day(row.recorded_at)
        )  # before that nobody could read it here
        said = to_do.format(day=in_words(since))
        return matter(f"{row.title}, {row.reference}", said, DOCUMENT, *key_of(row), since=since)

    page = DOCUMENTS if can(may_see_documents, person) else ""
    yield from in_lines(
        held_documents(rows, steps, on=on), line, others=_("documents that you must read"), page=page
    )


@written
def _drafts(_person: Person, _on: date) -> QuerySet[Document]:
    return first_of(drafts().order_by("recorded_at"))


def _to_approve(person: Person, on: date) -> Matters:
    rows = _drafts(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _draft, others=_("draft documents"), page=DOCUMENTS)


def _draft(row: Document) -> WaitingMatter:
    what = _("Draft of {title}, {document}").format(title=row.title, document=row)
    to_do = _("record the approval, or withdraw the draft")
    return matter(what, to_do, DOCUMENT, *key_of(row), since=row.recorded_at)


@written
def _due_for_review(person: Person, on: date) -> QuerySet[Document]:
    mine = [kind for kind in DocumentKind if can(may_record_document, person, kind)]
    due = edition_rows(overdue_for_review(on) & Q(kind__in=mine))
    return first_of(due.in_force(on=on).order_by("review_on"))


def _to_review(person: Person, on: date) -> Matters:
    rows = _due_for_review(person, on)
    yield Wants(rows)
    if not rows:
        return
    steps = steps_of(rows)
    yield Wants(steps)
    to_do = _("review the document, or record a new edition")

    def line(held: HeldDocument) -> WaitingMatter | None:
        row = held.document
        if not held.is_in_force(on) or not can(may_record_document, person, row.kind):
            return None
        owner = row.owner.name if row.owner and row.owner != person else ""
        by = row.review_on
        return matter(
            f"{row.title}, {row.reference}", to_do, DOCUMENT, *key_of(row), by=by, since=by, waits_for=owner
        )

    yield from in_lines(
        held_documents(rows, steps, on=on), line, others=_("documents to review"), page=DOCUMENTS
    )


LISTS: Lists = (
    (may_record_letter, _letters),
    (anybody, _to_read),
    (may_decide_document, _to_approve),
    (may_keep_documents, _to_review),
    (anybody, _my_training),
    (may_record_training, _without_training),
    (signs_or_oversees, _statements),
    (signs_or_oversees, disagreeing),
)
