"""An event's open fields as pages tell them: in words, with names for ids that have one, and nothing empty."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from tests.each import each
from watchbook.audit_log.models import Event
from watchbook.audit_log.wording import (
    LABELS,
    FieldWords,
    fields_told,
    folded,
    ids_in,
    is_decision,
    without_reads,
)
from watchbook.organisation.duty import GRANTED
from watchbook.organisation.rules import DutyKind

SOMEBODY = UUID("0192f0c1-0000-7000-8000-000000000001")
SOMETHING = UUID("0192f0c1-0000-7000-8000-000000000002")
NAMES = {SOMEBODY: "Simon Harrow"}


def an_event(table="governance_tool", **fields):
    """An event of which only what pages tell is of interest."""
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    return Event(id=uuid4(), name="thing.happened", subject_table=table, by=SOMEBODY, at=at, fields=fields)


def told(value, name="something", table="governance_tool"):
    """The value of one field as told, or nothing where it is left out."""
    return next((field.value for field in fields_told(an_event(table, **{name: value}), NAMES)), None)


@each(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (12, "12"),
        ("2018-06-12", "12 June 2018"),
        ("2018-06-12T09:05:00.000000+00:00", "12 June 2018 at 10:05am"),
        ("line_manager", "line manager"),
        ("L-0001", "L-0001"),
        ("Cabinet_Office", "Cabinet_Office"),
        (["2018-06-12", "investigator"], "12 June 2018, investigator"),
        (["trade_union=none_held", "looks=3"], "trade union: none held, looks: 3"),
        ("held_on.numbers=day_first", "held on numbers: day first"),
        (str(SOMEBODY), "Simon Harrow"),
        ([str(SOMETHING), str(SOMEBODY)], "Simon Harrow"),
    ],
)
def test_a_value_is_told_in_words(value, words):
    assert told(value) == words


@pytest.mark.parametrize("value", [None, "", [], str(SOMETHING), [str(SOMETHING)], [None, ""]])
def test_what_is_empty_or_only_an_id_is_left_out(value):
    assert told(value) is None


@pytest.mark.parametrize(
    ("table", "name", "value", "words"),
    [
        ("governance_tool", "acquired", "bought", "bought"),
        ("governance_document", "kind", "dpia", "data protection impact assessment"),
        ("governance_document", "must_read", ["ripa_coordinator"], "RIPA co-ordinator"),
        ("governance_document", "owner", "dpia", "dpia"),
        ("governance_document", "must_read", [str(SOMETHING)], None),
        ("governance_document", "pk_of_nothing", "some_code", "some code"),
        ("table_of_yesterday", "kind", "some_code", "some code"),
    ],
)
def test_a_choice_is_told_by_its_label_where_the_row_has_one(table, name, value, words):
    assert told(value, name, table) == words
    assert DutyKind.RIPA_COORDINATOR.value == "ripa_coordinator"


@pytest.mark.parametrize("value", ["2018-13-45", "2018-06-12T99:99:99+00:00"])
def test_what_only_looks_like_a_day_is_told_as_it_stands(value):
    assert told(value) == value


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("received_on", "Received"),
        ("counts_until", "Counts until"),
        ("is_struck", "Taken back"),
        ("file_sha256", "SHA-256 of the file"),
    ],
)
def test_a_fields_name_is_told_in_words(name, words):
    digest = name == "file_sha256"
    assert fields_told(an_event(**{name: "x"}), {}) == [FieldWords(words, "x", is_digest=digest)]


def test_fields_come_as_their_kind_declares_them_and_those_it_declares_no_more_come_last():
    event = an_event(until_on="2018-06-12", of_old="x", holder=str(SOMEBODY), duty="investigator")
    event.name = GRANTED.name
    assert [field.name for field in fields_told(event, NAMES)] == ["Person", "Duty", "Last date", "Of old"]


def test_labels_are_translated_when_they_are_told():
    with override("en-gb"):
        assert [str(label)[0].isupper() for label in LABELS.values()] == [True] * len(LABELS)


def test_ids_are_whoever_acted_and_the_rows_that_fields_name():
    event = an_event(owner=str(SOMETHING), services=[str(SOMETHING), "x"], days=3, none=None)
    assert ids_in([event]) == {SOMEBODY, SOMETHING}
    assert ids_in([]) == set()
    assert all(isinstance(one, UUID) for one in ids_in([event]))


def test_that_an_entry_was_taken_back_is_told_only_where_it_was():
    assert told(False, name="is_struck") is None
    assert told(True, name="is_struck") == "yes"


def test_what_was_merely_read_stands_apart_from_what_was_done():
    names = ("look.opened", "reading.text_read", "look.read", "authorising.granted", "subject.all_read")
    done, reads = without_reads(Event(name=name) for name in names)
    assert [event.name for event in done] == ["look.opened", "authorising.granted"]
    assert [event.name for event in reads] == ["reading.text_read", "look.read", "subject.all_read"]


def test_neighbours_that_read_the_same_are_told_together():
    edited = ["application.edited"] * 3
    names = ("begun", *edited, "sent", *edited[:2], *["application.granted"] * 3)
    groups = folded(Event(name=name, by=SOMEBODY, subject_id=SOMETHING) for name in names)
    assert [len(group) for group in groups] == [1, 3, 1, 1, 1, 1, 1, 1]
    apart = folded(Event(name="x", by=one, subject_id=SOMETHING) for one in (SOMEBODY, SOMETHING, SOMEBODY))
    assert [len(group) for group in apart] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "stands_out"),
    [
        ("authorising.granted", True),
        ("judicial_approval.refused", True),
        ("cancellation.recorded", True),
        ("review.recorded", True),
        ("look.opened", False),
        ("application.submitted", False),
        ("look.read", False),
    ],
)
def test_decisions_stand_out(name, stands_out):
    assert is_decision(Event(name=name)) is stands_out
