"""Reading the registers of documents on a day, as recorded by a moment."""

from datetime import date, timedelta

from django.utils import timezone

from tests.given import AT
from tests.governance.adopted import (
    APPROVED_ON,
    a_clause,
    a_draft,
    a_newer_edition,
    a_policy,
    publish,
    withdraw,
)
from watchbook.governance.documents import document, dpia, reading
from watchbook.governance.documents.models import DocumentKind
from watchbook.governance.documents.queries import (
    documents_due,
    documents_in_force,
    documents_overdue_for_review,
    documents_to_read,
    editions,
    editions_of,
    newest_by_title,
    readers_of,
    versions_of,
)

POLICY, FORM = DocumentKind.POLICY, DocumentKind.FORM
LATER = date(2019, 1, 1)
TODAY = AT.date()


def named(found):
    return [str(held.document) for held in found]


def in_force(on, *kinds, as_at=None):
    return named(documents_in_force(*(kinds or (POLICY,)), on=on, as_at=as_at))


def test_an_edition_is_in_force_from_its_approval_until_it_is_superseded_or_withdrawn(people):
    row = a_policy()
    assert in_force(APPROVED_ON - timedelta(days=1)) == []
    assert in_force(APPROVED_ON) == ["D-0001/1"]
    newer = a_newer_edition(row, approved_on=LATER)
    assert in_force(LATER - timedelta(days=1)) == ["D-0001/1"]
    assert in_force(LATER) == ["D-0001/2"]
    withdraw(newer, on=date(2020, 1, 1))
    assert in_force(date(2019, 12, 31)) == ["D-0001/2"]
    assert in_force(date(2020, 1, 1)) == []


def test_an_approved_edition_is_in_force_once_it_is_in_use(people):
    a_policy(in_use_from=LATER)
    assert in_force(LATER - timedelta(days=1)) == []
    assert in_force(LATER) == ["D-0001/1"]


def test_a_draft_and_what_was_taken_back_are_not_in_force(people):
    a_draft()
    row = a_policy()
    document.take_back(row, by=people.simon, at=AT)
    assert in_force(TODAY) == []


def test_kinds_are_asked_for_one_by_one_or_together(people):
    a_policy()
    a_policy(kind="form", title="A form")
    assert in_force(TODAY, FORM) == ["D-0002/1"]
    assert in_force(TODAY, POLICY, FORM) == ["D-0002/1", "D-0001/1"]
    assert in_force(TODAY, DocumentKind.DPIA) == []


def test_a_held_document_has_what_happened_to_it_and_its_clauses_in_order(people):
    row = a_policy(kind="dpia")
    for number in ("10", "7.1", "2", "7", "1"):
        a_clause(row, number, by=people.simon)
    published = publish(row)
    advised = dpia.advise(row, on=LATER, words="Good", by=people.fatima, at=AT)
    [held] = documents_in_force(DocumentKind.DPIA, on=LATER)
    assert (held.published, held.advised, held.ended) == (published, advised, None)
    assert [clause.number for clause in held.clauses] == ["1", "2", "7", "7.1", "10"]
    [held] = documents_in_force(DocumentKind.DPIA, on=APPROVED_ON)
    assert (held.published, held.advised) == (published, None)


def test_an_edition_that_ends_later_says_so(people):
    a_newer_edition(a_policy(), approved_on=LATER)
    [held] = documents_in_force(POLICY, on=APPROVED_ON)
    assert (held.ended.step, held.ended.on) == ("superseded", LATER)


def test_what_was_recorded_by_a_moment_is_told_as_it_stood_then(people):
    before = timezone.now()
    assert in_force(TODAY, as_at=before) == []
    row = a_policy()
    assert in_force(TODAY, as_at=before) == []
    assert in_force(TODAY, as_at=timezone.now() + timedelta(minutes=1)) == ["D-0001/1"]
    assert named(editions(as_at=before)) == []
    document.take_back(row, by=people.simon, at=AT)
    assert in_force(TODAY, as_at=timezone.now() + timedelta(minutes=1)) == []


def due(after, until):
    return named(documents_due(FORM, after=after, until=until))


def test_what_comes_into_use_after_one_day_and_by_another_is_due(people):
    a_draft(kind="form", title="A draft", in_use_from=LATER)
    a_policy(kind="form", title="Approved", in_use_from=LATER)
    a_policy(kind="form", title="In use")
    for reason, on in (("before", date(2018, 12, 1)), ("on the day", LATER)):
        withdraw(a_draft(kind="form", title=f"Withdrawn {reason}", in_use_from=LATER), on=on)
    later = a_draft(kind="form", title="Withdrawn later", in_use_from=LATER)
    withdraw(later, on=date(2019, 6, 1))
    assert due(date(2018, 12, 31), LATER) == ["D-0001/1", "D-0002/1", "D-0006/1"]
    assert due(LATER, date(2019, 3, 1)) == []
    assert due(date(2018, 10, 1), date(2018, 12, 31)) == []


def test_what_is_in_force_and_past_its_review_is_overdue_the_longest_first(people):
    a_policy(title="Second", review_on=date(2020, 2, 1))
    a_policy(title="First", review_on=date(2020, 1, 1))
    a_policy(title="On the day", review_on=date(2020, 3, 1))
    a_policy(title="Without")
    a_draft(title="A draft", review_on=date(2020, 1, 1))
    withdraw(a_policy(title="Gone", review_on=date(2020, 1, 1)))
    assert named(documents_overdue_for_review(date(2020, 3, 1))) == ["D-0002/1", "D-0001/1"]


def test_a_person_has_to_read_what_their_duties_say_until_they_said_that_they_did(people):
    row = a_policy(must_read=("investigator", "line_manager"))
    a_policy(title="Nobody’s")
    a_draft(title="A draft", must_read=("investigator",))
    withdraw(a_policy(title="Gone", must_read=("investigator",)))
    assert named(documents_to_read(people.ines, TODAY)) == ["D-0001/1"]
    assert named(documents_to_read(people.oliver, TODAY)) == []
    assert named(documents_to_read(people.nell, TODAY)) == []
    reading.confirm(row, by=people.ines, at=AT)
    assert named(documents_to_read(people.ines, TODAY)) == []
    assert named(documents_to_read(people.marian, TODAY)) == ["D-0001/1"]


def test_who_must_read_an_edition_and_who_did(people):
    row = a_policy(must_read=("investigator", "line_manager"))
    for person in (people.ines, people.oliver):
        reading.confirm(row, by=person, at=AT)
    told = [(reader.person.name, reader.duty, reader.read_on) for reader in readers_of(row, on=TODAY)]
    assert told == [
        ("Ines", "investigator", TODAY), ("Marian", "line manager", None), ("Oliver", "", TODAY)
    ]  # fmt: skip
    assert readers_of(a_draft(title="Nobody’s"), on=TODAY) == []


def test_a_document_is_found_by_its_kind_and_title_whatever_their_case(people):
    row = a_policy()
    newer = a_newer_edition(row)
    assert newest_by_title("policy", title="ripa POLICY") == newer
    document.take_back(newer, by=people.simon, at=AT)
    assert newest_by_title("policy", title="RIPA policy") == row
    assert newest_by_title("guidance", title="RIPA policy") is None


def test_every_row_ever_written_of_an_edition_is_told(people):
    row = a_policy()
    a_clause(row)
    a_newer_edition(row, approved_on=LATER)
    versions, steps, clauses = versions_of(row)
    assert (versions, [step.step for step in steps], len(clauses)) == ([row], ["approved", "superseded"], 1)
    assert named(editions_of("D-0001")) == ["D-0001/1", "D-0001/2"]


ASKED = (
    (3, lambda person: documents_in_force(POLICY, on=TODAY)),
    (3, lambda person: documents_due(POLICY, after=APPROVED_ON, until=TODAY)),
    (2, lambda person: documents_overdue_for_review(TODAY)),
    (3, lambda person: documents_to_read(person, TODAY)),
    (2, lambda person: editions()),
)


def test_each_asks_as_often_for_two_documents_as_for_twenty(people, django_assert_num_queries):
    facts = {"must_read": ("investigator",), "review_on": LATER, "in_use_from": LATER}
    for count in (2, 20):
        while len(editions()) < count:
            a_clause(a_policy(file=None, title=f"Policy {len(editions())}", **facts))
        for queries, ask in ASKED:
            ines = people.ines
            with django_assert_num_queries(queries):
                ask(ines)
