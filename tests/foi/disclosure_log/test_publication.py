"""An answer is published, corrected and withdrawn by the information officer, and by nobody while it names somebody."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg import errors

from tests.foi import sent as letters
from tests.foi.published import AT, CONFIRMED, TITLE, a_publication, corrected, withdrawn, wording_of
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.foi.disclosure_log import publication
from watchbook.foi.published import Publication, Withdrawal
from watchbook.organisation.models import Person

EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn"})


@pytest.fixture
def letter(people):
    return letters.a_sent_answer(people)


def publish(letter, by, **changes):
    given = {"title": TITLE, "answers": wording_of(letter), **CONFIRMED} | changes
    return publication.publish(letter, by=by, at=AT, **given)


def test_an_entry_is_published_in_its_own_wording(people, letter):
    row = Publication.objects.get(pk=publish(letter, people.bryn, title=f"  {TITLE} ").pk)
    assert (str(row), row.request_reference, row.edition, row.title) == ("DL-0001", "FOI-0001", 1, TITLE)
    assert row.published_on == AT.date()
    assert row.recorded_by == people.bryn
    assert [one["answer"] for one in row.answers] == ["There were 7 audits."]


def test_the_log_says_that_it_was_published_and_repeats_no_word_of_it(people, letter):
    row = publish(letter, people.bryn)
    event = Event.objects.get(name="publication.published")
    assert (event.subject_id, event.by, event.at) == (row.id, people.bryn.id, AT)
    digest = event.fields.pop("answers_sha256")
    assert len(digest) == 64
    assert event.fields == {
        "reference": "DL-0001", "edition": 1, "request_reference": "FOI-0001", "questions": 1,
    }  # fmt: skip
    assert personal_facts(event) == {}


@pytest.mark.parametrize("name", one_in(4, EVERYONE_ELSE))
def test_only_the_information_officer_publishes_corrects_and_withdraws(people, letter, name):
    row, other = publish(letter, people.bryn), getattr(people, name)
    with pytest.raises(NotPermitted, match="publish an answer"):
        publish(letter, other)
    with pytest.raises(NotPermitted, match="correct an entry"):
        publication.correct(row, title=TITLE, answers=wording_of(letter), by=other, at=AT, **CONFIRMED)
    with pytest.raises(NotPermitted, match="withdraw an entry"):
        publication.withdraw(row, reason="A mistake", by=other, at=AT)
    assert (Publication.objects.count(), Withdrawal.objects.count()) == (1, 0)


def test_the_system_person_publishes_nothing(letter):
    with pytest.raises(NotPermitted):
        publish(letter, Person.objects.get(is_system=True))


@pytest.mark.parametrize("unconfirmed", CONFIRMED)
def test_nothing_is_published_before_both_are_confirmed(people, letter, unconfirmed):
    with pytest.raises(WrongState, match="You cannot publish this answer yet"):
        publish(letter, people.bryn, **{unconfirmed: False})
    assert not Publication.objects.exists()


@pytest.mark.parametrize("unconfirmed", CONFIRMED)
def test_the_database_itself_refuses_what_was_not_confirmed(people, unconfirmed):
    facts = {
        "reference": "DL-0009",
        "title": TITLE,
        "answers": [],
        "published_on": AT.date(),
        "first_published_on": AT.date(),
        "received_on": AT.date(),
        "answered_on": AT.date(),
        "licence": "ogl",
        "recorded_by": people.bryn,
    }
    with pytest.raises(IntegrityError, match="published_names_nobody"), transaction.atomic():
        Publication.objects.create(**facts | CONFIRMED | {unconfirmed: False})


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"question": "Imogen Vale asks"}, "Question 1 still contains the requester’s name"),
        ({"answer": "Dear Ms Vale"}, "The answer to question 1 still contains the requester’s name"),
        ({"answer": "Mail foi@example.org"}, "The answer to question 1 still contains an email address"),
        ({"answer": "Call 01632 960123"}, "The answer to question 1 still contains a telephone number"),
        ({"value": "Imogen Vale"}, "The data published with question 1 still contains the requester’s name"),
    ],
)
def test_a_wording_that_names_or_reaches_somebody_is_refused_with_its_place(people, letter, changes, where):
    (one,) = wording_of(letter)
    with pytest.raises(WrongState, match=where):
        publish(letter, people.bryn, answers=[replace(one, **changes)])
    assert not Publication.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", "x" * 201, "What Imogen Vale asked"])
def test_an_entry_has_a_title_that_names_nobody(people, letter, title):
    with pytest.raises(WrongState, match="title"):
        publish(letter, people.bryn, title=title)


def test_every_question_that_was_answered_is_in_it_once_and_in_order(people):
    letter = letters.a_sent_answer(people, letters.an_answer(), letters.an_answer(number="2"))
    first, second = wording_of(letter)
    for answers in ([], [first], [second, first], [first, first], [first, second, second]):
        with pytest.raises(WrongState, match="must contain every question"):
            publish(letter, people.bryn, answers=answers)


@pytest.mark.parametrize("changes", [{"question": " "}, {"answer": ""}])
def test_no_question_is_without_words_or_answer(people, letter, changes):
    (one,) = wording_of(letter)
    with pytest.raises(WrongState, match="no wording or no answer: 1"):
        publish(letter, people.bryn, answers=[replace(one, **changes)])


def test_the_facts_beside_the_wording_are_the_letters(people, letter):
    (one,) = wording_of(letter)
    for changes in ({"status": "NIL"}, {"topic": "drones"}, {"period": None}):
        with pytest.raises(WrongState, match="must contain every question"):
            publish(letter, people.bryn, answers=[replace(one, **changes)])


def test_an_answer_is_public_once_only(people, letter):
    publish(letter, people.bryn)
    with pytest.raises(WrongState, match="the answer to FOI-0001 has already been published as DL-0001"):
        publish(letter, people.bryn)


def test_after_a_withdrawal_the_answer_may_be_published_anew_at_another_address(people, letter):
    withdrawn(publish(letter, people.bryn), people, reason="A mistake")
    assert publish(letter, people.bryn).reference == "DL-0002"


def test_a_correction_is_the_next_edition_and_the_earlier_one_is_kept(people, letter):
    row = corrected(publish(letter, people.bryn), people, answer="There were 8.")
    assert (row.reference, row.edition, row.request_reference) == ("DL-0001", 2, "FOI-0001")
    assert [one.answers[0]["answer"] for one in Publication.objects.all()] == [
        "There were 7 audits.",
        "There were 8.",
    ]
    assert Event.objects.get(name="publication.corrected").fields["edition"] == 2


def test_a_correction_is_held_to_the_same(people, letter):
    row = publish(letter, people.bryn)
    with pytest.raises(WrongState, match="The answer to question 1 still contains the requester’s name"):
        corrected(row, people, answer="Imogen Vale knows")
    with pytest.raises(WrongState, match="You cannot publish this answer yet"):
        publication.correct(
            row, title=TITLE, answers=wording_of(letter), requester_is_out=False, persons_are_out=True,
            by=people.bryn, at=AT,
        )  # fmt: skip


def test_of_two_who_correct_at_once_the_second_is_told(people, letter):
    row = publish(letter, people.bryn)
    corrected(row, people, answer="There were 8.")
    with pytest.raises(WrongState, match=r"corrected since you opened it.*edition 2"):
        corrected(row, people, answer="There were 9.")
    with pytest.raises(WrongState, match="corrected since"):
        withdrawn(row, people, reason="A mistake")


def test_a_withdrawal_has_its_day_and_reason_and_ends_the_entry(people, letter):
    row = publish(letter, people.bryn)
    gone = withdrawn(row, people, reason=" A mistake ")
    assert (gone.publication, gone.reason, gone.withdrawn_on) == (row, "A mistake", AT.date())
    assert str(gone) == str(gone.pk)
    event = Event.objects.get(name="publication.withdrawn")
    assert (event.subject_id, event.fields) == (gone.id, {"reference": "DL-0001", "edition": 1})
    with pytest.raises(WrongState, match="was withdrawn"):
        withdrawn(row, people, reason="Again")
    with pytest.raises(WrongState, match="was withdrawn"):
        corrected(row, people, answer="There were 8.")


@pytest.mark.parametrize("reason", ["", " ", "x" * 1_001])
def test_a_withdrawal_needs_a_reason(people, letter, reason):
    with pytest.raises(WrongState, match="is missing or longer"):
        withdrawn(publish(letter, people.bryn), people, reason=reason)


def test_the_reason_names_nobody(people, letter):
    with pytest.raises(WrongState, match="The reason still contains the requester’s name"):
        withdrawn(publish(letter, people.bryn), people, reason="Imogen Vale wished it")


@pytest.mark.parametrize("act", ["published", "corrected", "withdrawn"])
def test_an_act_whose_record_fails_never_happened(people, letter, monkeypatch, act):
    row = None if act == "published" else publish(letter, people.bryn)
    for writer in ("record", "record_row"):
        monkeypatch.setattr(publication, writer, lambda *_, **__: 1 / 0)
    doing = {
        "published": lambda: publish(letter, people.bryn),
        "corrected": lambda: corrected(row, people, answer="There were 8."),
        "withdrawn": lambda: withdrawn(row, people, reason="A mistake"),
    }
    with pytest.raises(ZeroDivisionError):
        doing[act]()
    assert (Publication.objects.count(), Withdrawal.objects.count()) == (0 if row is None else 1, 0)


def test_an_edition_is_never_changed_not_even_by_sql(people):
    a_publication(people)
    with pytest.raises(Exception, match="foi_publication") as refused, transaction.atomic():
        connection.cursor().execute("UPDATE foi_publication SET title = 'x'")
    assert isinstance(refused.value.__cause__, errors.Error)


def test_no_small_part_of_a_figure_is_published(people, letter):
    (one,) = wording_of(letter)
    told = replace(one, answer="There were 7 audits.\nHousing: 6\nLicensing: 1")
    with pytest.raises(WrongState, match="these parts: Housing: 6; Licensing: 1"):
        publish(letter, people.bryn, answers=(told,))
    assert not Publication.objects.exists()
