"""The instruction to stop, and the cancellation that every authorisation in force must get (invariant I7)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from tests.authorisations import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.rights import refused_to_all_but
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import cancellation
from watchbook.keys.envelope import opened
from watchbook.looks import look
from watchbook.looks.sitting import USUAL

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)


def test_a_cancellation_ends_it_at_once_and_says_what_was_obtained(people):
    row = given.cancelled(people, given.in_force(people), at=AT)
    assert (row.state, row.cancelled_at, row.stopped_at) == ("cancelled", AT, AT)
    assert (row.product, row.outcome) == ("keep", "prosecution")
    name, _by, _at, fields, personal = told(row)
    assert (name, fields["had_lapsed"]) == ("cancellation.recorded", False)
    assert personal["directions"] == "Kept with the case file"
    assert opened(row.cancellations.get().report)["answers"]["objectives"] == "Met"


def test_an_instruction_to_stop_stands_before_the_cancellation(people):
    row = given.in_force(people)
    early = datetime(2026, 4, 1, 9, tzinfo=UTC)
    leaves_nothing(
        WrongState,
        lambda: cancellation.instruct_stop(row, instruction="", by=people.oliver, at=early),
        "words of the instruction and the person",
    )
    row = cancellation.instruct_stop(row, instruction="Ines told by phone", by=people.simon, at=early)
    assert row.stopped_at == early
    leaves_nothing(
        WrongState,
        lambda: cancellation.instruct_stop(row, instruction="Stop now", by=people.oliver, at=AT),
        "already given one",
    )
    row = given.cancelled(people, row, at=AT)
    assert row.cancellations.get().stop_instructed_at == early


def test_a_lapse_is_cancelled_late_and_stays_on_the_record(people):
    late = datetime(2026, 6, 10, 9, tzinfo=UTC)
    row = given.cancelled(people, given.in_force(people), at=late)
    assert told(row)[3]["had_lapsed"] is True


def test_what_the_court_has_not_approved_can_be_cancelled_and_never_ran(people):
    row = given.cancelled(
        people, given.a_granted(people), at=AT, ending=replace(given.ENDING, product="none")
    )
    assert (row.state, row.stopped_at, row.effective_from) == ("cancelled", None, None)


def test_what_never_ran_is_not_stopped(people):
    row = given.a_granted(people)
    leaves_nothing(
        WrongState,
        lambda: cancellation.instruct_stop(row, instruction="Stop now", by=people.oliver, at=AT),
        "no activity to stop",
    )


def test_an_empty_cancellation_is_refused(people):
    row = given.in_force(people)
    for ending, match in [
        (replace(given.ENDING, directions=""), "Say in your directions"),
        (replace(given.ENDING, product="lost"), "what will happen to"),
    ]:
        leaves_nothing(
            WrongState,
            lambda ending=ending: cancellation.cancel(
                row, ending, given.ALONE, report=None, by=people.oliver, at=AT
            ),
            match,
        )


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (date(2026, 3, 3), "was not in force on the last date of activity"),
        (date(2026, 5, 2), "2 May 2026, is in the future"),
    ],
)
def test_the_last_day_of_activity_is_one_on_which_it_was_in_force(people, last, why):
    row = given.in_force(people)
    ending = replace(given.ENDING, last_activity_on=last)
    leaves_nothing(
        WrongState,
        lambda: cancellation.cancel(row, ending, given.ALONE, report=None, by=people.oliver, at=AT),
        why,
    )


def test_officers_end_it_the_sro_may_stop_it_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.in_force(people)

    def cancel(by):
        return cancellation.cancel(row, given.ENDING, given.ALONE, report=None, by=by, at=AT)

    def stop(by):
        return cancellation.instruct_stop(row, instruction="Stop now", by=by, at=AT)

    refused_to_all_but({"oliver", "judith"}, people, cancel, match="only the")
    refused_to_all_but({"oliver", "judith", "simon"}, people, stop, match="only the")
    undone_when_the_log_fails(monkeypatch, cancellation, lambda: cancel(people.oliver))
    undone_when_the_log_fails(monkeypatch, cancellation, lambda: stop(people.oliver))


def test_the_end_is_held_against_the_looks_that_were_made_under_it(people):
    subject = looks.a_subject(people)
    row = given.in_force(people, subject=subject)
    hidden = USUAL | triage.of_case("T02")["facts"]
    made = looks.opened(people, subject, at=given.ORDERED + 3 * A_DAY, facts=hidden)
    look.close(made, looks.SEEN, by=people.ines, at=given.ORDERED + 3 * A_DAY)
    at, nothing = given.ORDERED + 5 * A_DAY, replace(given.ENDING, product="none", directions="")
    early = replace(given.ENDING, last_activity_on=(given.ORDERED + A_DAY).date())
    for ending, why in ((early, "a look was made under it on"), (nothing, "found or kept something")):
        with transaction.atomic(), pytest.raises(WrongState, match=why):
            given.cancelled(people, row, at=at, ending=ending)
    told = replace(nothing, directions="The post was gone before a copy was made")
    assert given.cancelled(people, row, at=at, ending=told).state == "cancelled"
