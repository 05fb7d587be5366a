"""Exhibits: on what they rest, how they are marked, what a correction leaves, and who may not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.evidence import exhibits as given
from tests.evidence.exhibits import AT, a_held_capture, an_exhibit, facts
from tests.governance.signed import an_adopted_schedule
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.evidence import exhibit
from watchbook.evidence.models import Exhibit, Sensitivity
from watchbook.evidence.retention_day import choices, choices_beside, title_of
from watchbook.evidence.views.seeing import warnings_on
from watchbook.keys import envelope


def test_it_rests_on_the_look_and_its_basis_and_is_marked_by_initials(people):
    capture = a_held_capture(people)
    row = an_exhibit(people, capture, sensitivity=Sensitivity.VIOLENCE)
    assert (row.reference, row.mark, str(row)) == ("EX-0001", "I/1", "I/1")
    look = capture.look
    assert (row.basis, row.basis_id, row.investigation) == (look.basis, look.basis_id, look.investigation)
    assert envelope.opened(row) == {
        "shows": "An offer of trainers with a price",
        "minimised": "The comments under it were left out",
    }
    name, by, at, fields, personal = told(row)
    assert (name, by, at, personal) == ("exhibit.produced", people.ines.id, AT, {})
    assert fields == {
        "reference": "EX-0001",
        "mark": "I/1",
        "capture": capture.reference,
        "basis": "triage",
        "collateral": 2,
        "sensitivity": "violence",
        "retention_class": "capture_prosecution",
        "retain_until": "2026-09-03",
    }
    assert "trainers" not in open_words()
    assert warnings_on([capture]) == [Sensitivity.VIOLENCE.label]
    second = an_exhibit(people, capture)
    assert (second.reference, second.mark) == ("EX-0002", "I/2")


def test_a_look_without_a_basis_gives_no_exhibit_save_what_was_taken_in(people):
    look = looks.made(people, looks.a_subject(people), facts={})
    ours = a_held_capture(people, look)
    leaves_nothing(WrongState, lambda: an_exhibit(people, ours), "the look had no basis")
    taken_in = a_held_capture(people, look, origin="imported", content_kind="WACZ", manifest_sha256="")
    assert an_exhibit(people, taken_in).basis == "none"


@pytest.mark.parametrize("state", ["waiting", "running", "failed", "given_up"])
def test_what_is_not_held_gives_none(people, state):
    begun = None if state in {"waiting", "given_up"} else AT
    ended = None if state in {"waiting", "running"} else AT
    capture = a_held_capture(people, state=state, begun_at=begun, ended_at=ended)
    leaves_nothing(WrongState, lambda: an_exhibit(people, capture), "You cannot use this capture")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"shows": "  "}, "what the exhibit shows"),
        ({"minimised": "\n"}, "how you kept the intrusion on them to a minimum"),
        ({"retention_class": "look"}, "not on the list"),
        ({"retention_class": "../etc"}, "not on the list"),
        (
            {"retain_until": None},
            "cannot leave the retention date blank: .* Enter the date of the next review",
        ),
        ({"retain_until": date(2026, 3, 3)}, "for at least a day"),
        ({"retain_until": date(2099, 1, 1)}, "more than 6 years from today"),
    ],
)
def test_what_cannot_be_said_of_one_is_refused_and_takes_no_number(people, changes, why):
    capture = a_held_capture(people)
    leaves_nothing(WrongState, lambda: an_exhibit(people, capture, **changes), why)
    assert an_exhibit(people, capture).mark == "I/1"


def test_where_nobody_else_is_in_it_nothing_need_be_said(people):
    assert an_exhibit(people, collateral=0, minimised="").collateral == 0


def test_the_schedule_counts_the_day_where_it_has_a_number(people):
    assert {one.code for one in choices(on=AT.date()) if one.settled} == set()
    at = datetime(2026, 11, 27, 9, tzinfo=UTC)
    an_adopted_schedule(people)
    settled = {one.code: one for one in choices(on=at.date())}
    assert "look" not in settled
    assert settled["capture_not_relevant"].words == "28 days"
    row = an_exhibit(people, at=at, retention_class="capture_not_relevant", retain_until=None)
    assert row.retain_until == date(2026, 12, 25)
    assert title_of("capture_not_relevant", on=at.date()) == "Capture found not to be relevant"
    assert title_of("gone_by", on=at.date()) == "gone by"
    capture = row.capture
    wrong = {"at": at, "retention_class": "capture_not_relevant", "retain_until": date(2026, 12, 24)}
    leaves_nothing(
        WrongState, lambda: an_exhibit(people, capture, **wrong), "works out the date. Leave the date blank"
    )
    assert an_exhibit(people, capture, at=at, retain_until=date(2028, 1, 1)).retain_until == date(2028, 1, 1)


def test_a_correction_leaves_what_it_was_in_the_log(people):
    row = an_exhibit(people)
    changed = facts(
        shows="An offer", minimised="Cut out", collateral=1, sensitivity=Sensitivity.CHILD, retain_until=None
    )
    at = AT + timedelta(days=1)
    now = exhibit.correct(row, changed, why="Counted again", by=people.marian, at=at)
    assert (now.collateral, now.sensitivity, now.retain_until) == (1, "child", given.UNTIL)
    assert envelope.opened(now) == {"shows": "An offer", "minimised": "Cut out"}
    name, _by, _at, fields, personal = told(row)
    assert name == "exhibit.corrected"
    assert (fields["collateral_before"], fields["collateral"]) == (2, 1)
    assert (fields["sensitivity_before"], fields["sensitivity"]) == ("none", "child")
    assert personal == {
        "why": "Counted again",
        "shows_before": "An offer of trainers with a price",
        "minimised_before": "The comments under it were left out",
    }
    assert "Counted again" not in open_words()
    later = facts(retain_until=date(2027, 1, 1))
    assert exhibit.correct(row, later, why="Appeal", by=people.ines, at=at).retain_until == date(2027, 1, 1)
    for day, wrong in (
        (date(2026, 3, 3), "for at least a day"),
        (date(2032, 3, 5), "more than 6 years from today"),
    ):
        told_wrong = facts(retain_until=day)
        leaves_nothing(
            WrongState,
            lambda told=told_wrong: exhibit.correct(row, told, why="x", by=people.ines, at=at),
            wrong,
        )
    leaves_nothing(
        WrongState, lambda: exhibit.correct(row, facts(), why=" ", by=people.ines, at=at), "Say why"
    )
    leaves_nothing(
        WrongState, lambda: exhibit.correct(row, facts(shows=""), why="x", by=people.ines, at=at), "shows"
    )


def test_another_class_settles_the_day_and_a_later_event_moves_it_by_hand(people):
    at = datetime(2026, 11, 27, 9, tzinfo=UTC)
    an_adopted_schedule(people)
    row = an_exhibit(people, at=at, retain_until=date(2028, 1, 1))
    number = facts(
        retention_class="capture_not_relevant", retain_until=row.retain_until
    )  # as the form still shows it
    counted = exhibit.correct(row, number, why="Not relevant", by=people.ines, at=at)
    assert counted.retain_until == date(2026, 12, 25)
    by_hand = facts(retention_class="capture_not_relevant", retain_until=date(2027, 2, 1))
    assert exhibit.correct(row, by_hand, why="Decided on 4 January", by=people.ines, at=at).retain_until == date(2027, 2, 1)  # fmt: skip
    assert [one.code for one in choices_beside("gone_by", on=at.date())][-1] == "gone_by"
    assert choices_beside("capture_no_action", on=at.date()) == choices(on=at.date())
    wrong = facts(retention_class="capture_no_action", retain_until=date(2027, 3, 1))
    leaves_nothing(WrongState, lambda: exhibit.correct(row, wrong, why="x", by=people.ines, at=at), "works out the date. Leave the date blank")  # fmt: skip


def test_that_somebody_else_read_it_is_recorded(people):
    row = an_exhibit(people)
    assert exhibit.read(row, by=people.ines, at=AT)["shows"].startswith("An offer")
    assert told(row)[0] == "exhibit.produced"
    exhibit.read(row, by=people.ivo, at=AT)
    assert told(row)[0] == "exhibit.read"


def test_those_without_need_to_know_neither_produce_nor_correct_nor_read(people):
    row = an_exhibit(people)
    hanna = looks.an_officer_of_housing(people)
    for act in (
        lambda: an_exhibit(people, row.capture, by=hanna),
        lambda: exhibit.correct(row, facts(), why="x", by=hanna, at=AT),
        lambda: exhibit.read(row, by=hanna, at=AT),
        lambda: an_exhibit(people, row.capture, by=people.oliver),
        lambda: exhibit.read(row, by=people.ada, at=AT),
    ):
        leaves_nothing(NotPermitted, act)


def test_of_nobody_in_particular_whoever_looked_produces(people):
    capture = a_held_capture(people, looks.opened(people))
    row = an_exhibit(people, capture)
    assert (row.investigation, row.basis) == (None, "no_subject")
    leaves_nothing(NotPermitted, lambda: an_exhibit(people, capture, by=people.helen), "open looks")


def test_an_act_whose_entry_in_the_log_fails_is_not_kept(people, monkeypatch):
    row = an_exhibit(people)
    capture = row.capture
    undone_when_the_log_fails(monkeypatch, exhibit, lambda: an_exhibit(people, capture))
    undone_when_the_log_fails(
        monkeypatch, exhibit, lambda: exhibit.correct(row, facts(), why="x", by=people.ines, at=AT)
    )
    undone_when_the_log_fails(monkeypatch, exhibit, lambda: exhibit.read(row, by=people.marian, at=AT))


@pytest.mark.parametrize(
    "change", [{"mark": "I/9"}, {"basis": "chis"}, {"produced_at": AT + timedelta(1)}, {"reference": "EX-9"}]
)
def test_what_it_rests_on_never_changes_even_by_sql(people, change):
    row = an_exhibit(people)
    with pytest.raises(Exception, match=r"never|chang"), transaction.atomic():
        Exhibit.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("change", [{"mark": "i/1"}, {"mark": "I-1"}, {"retain_until": AT.date()}])
def test_the_database_refuses_a_mark_that_is_none_and_a_record_without_an_end(people, change):
    row = an_exhibit(people)
    told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    other = Exhibit(**told | {"id": None, "reference": "EX-9", "mark": "I/9"} | change)
    other.id = Exhibit._meta.pk.get_default()
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save(force_insert=True)


def test_somebody_of_another_name_counts_for_themselves(people):
    capture = a_held_capture(people)
    an_exhibit(people, capture)
    assert an_exhibit(people, capture, by=people.marian).mark == "M/1"
