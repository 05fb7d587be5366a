"""The authority's own thresholds of drift: stricter than the rules propose, from a day in the future; they decide, and are shown."""

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import given
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.pages import a_day, signed_in, words
from tests.rights import refused_to_all_but
from tests.triage import cases
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.governance.thresholds import disposal, drift_threshold
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.thresholds.queries import applied, own_thresholds
from watchbook.governance.thresholds.rules import laxer, proposed
from watchbook.investigations.together import together_with
from watchbook.law.parameters import number
from watchbook.looks.opening import NotOpened
from watchbook.looks.queries.drift import drift_of, thresholds_on
from watchbook.organisation.queries import today
from watchbook.triage.facts import parse
from watchbook.triage.rules import decide

AT = given.AT
DAY = timedelta(days=1)
FROM = london_day(AT) + DAY
BY_LAW = proposed(on=FROM)
STRICT = replace(BY_LAW, amber_look=1, red_look=2, window_days=90)


def set_by_simon(people, chosen=STRICT, *, from_on=FROM, why="Zephyrine asked for it", by=None, at=AT):
    return drift_threshold.set(chosen, from_on=from_on, why=why, by=by or people.simon, at=at)


def test_the_sro_sets_stricter_thresholds_from_a_day_to_come(people):
    assert applied(on=FROM) == BY_LAW
    row = set_by_simon(people)
    name, by, _, fields, personal = told(row)
    assert (name, by, fields["red_look"], fields["from_on"]) == (
        "drift_threshold.set", people.simon.id, 2, FROM.isoformat(),
    )  # fmt: skip
    assert personal == {"why": "Zephyrine asked for it"}
    assert "Zephyrine" not in open_words()
    assert (applied(on=FROM - DAY), applied(on=FROM)) == (BY_LAW, STRICT)
    assert thresholds_on(FROM).red_look == 2
    assert (
        number("authority.drift.red_look", on=FROM) == BY_LAW.red_look
    )  # outside, the law says what it says
    with own_thresholds(on=FROM):
        assert number("authority.drift.red_look", on=FROM) == 2


def test_the_newest_that_has_begun_applies_and_stays_for_its_days(people):
    set_by_simon(people)
    set_by_simon(people, BY_LAW, from_on=FROM + 9 * DAY, why="Too strict for us")
    assert [applied(on=FROM + days * DAY).red_look for days in (0, 8, 9)] == [2, 2, BY_LAW.red_look]


def test_nobody_else_sets_them(people):
    refused_to_all_but({"simon"}, people, lambda by: set_by_simon(people, by=by), match="senior responsible")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"red_look": BY_LAW.red_look + 1}, "less strict than the rules propose"),
        ({"window_days": BY_LAW.window_days - 1}, "less strict than the rules propose"),
        ({"night_from_hour": BY_LAW.night_from_hour + 1}, "less strict than the rules propose"),
        ({"night_until_hour": BY_LAW.night_until_hour - 1}, "less strict than the rules propose"),
        ({"amber_look": 0}, "Enter 1 or more"),
        ({"collateral_handles": 0}, "Enter 1 or more"),
        ({"red_look": 1, "amber_look": 2}, "look that needs a reason must come no later than"),
    ],
)
def test_what_is_laxer_or_senseless_is_refused(people, changes, reason):
    leaves_nothing(WrongState, lambda: set_by_simon(people, replace(BY_LAW, **changes)), reason)


@pytest.mark.parametrize(
    ("changes", "reason"), [({"why": " "}, "Say why"), ({"from_on": london_day(AT)}, "Enter a future date")]
)
def test_they_are_set_with_a_reason_and_never_for_what_was_decided_already(people, changes, reason):
    leaves_nothing(WrongState, lambda: set_by_simon(people, **changes), reason)


def test_a_row_whose_entry_in_the_log_fails_is_not_kept(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, drift_threshold, lambda: set_by_simon(people))


def test_rules_that_have_become_stricter_since_win(people, monkeypatch):
    set_by_simon(people, replace(BY_LAW, amber_look=1))
    assert laxer(BY_LAW, on=FROM) == ()
    monkeypatch.setattr(
        "watchbook.governance.thresholds.queries.laxer", lambda _own, on: ("amber_look",) if on else ()
    )
    assert applied(on=FROM).amber_look == BY_LAW.amber_look


def test_the_database_itself_refuses_red_before_amber(people):
    numbers = asdict(BY_LAW) | {"amber_look": 3, "red_look": 2}
    with transaction.atomic(), pytest.raises(IntegrityError, match="no_later_than_red"):
        DriftThreshold.objects.create(**numbers, from_on=FROM, why="x", set_by=people.simon)


def test_looks_and_triage_follow_them_from_their_day(people):
    subject = looks.a_subject(people)
    set_by_simon(people, replace(BY_LAW, red_look=2))
    looks.opened(people, subject)
    with pytest.raises(NotOpened, match="reached the limit on repeat looks"):
        looks.opened(people, subject, at=looks.AT + DAY)
    facts = parse(
        {"facts": dict(looks.ask(subject).facts) | {"nation": "england", "prior_looks": 1}}, on=FROM
    )
    assert decide(facts, on=FROM).outcomes == ("preliminary",)
    with own_thresholds(on=FROM):
        assert decide(facts, on=FROM).outcomes == ("overt_plan",)


def test_the_page_says_which_apply_who_set_them_and_why(people):
    page = reverse("governance:drift_thresholds")
    assert "authority has not set its own limits, so the limits" in words(signed_in(people.ines).get(page))
    simon = signed_in(people.simon)
    form = reverse("governance:drift_thresholds_set")
    assert f"The rules propose {BY_LAW.red_look}" in words(simon.get(form))
    later = today() + 3 * DAY
    sent = asdict(STRICT) | a_day("from_on", later) | {"why": "Asked for by members"}
    assert "less strict than the rules propose" in words(
        simon.post(form, sent | {"red_look": BY_LAW.red_look + 1})
    )
    assert simon.post(form, sent).url == page
    shown = words(signed_in(people.ivo).get(page))
    assert "Asked for by members" in shown
    assert "(not in force yet)" in shown
    set_by_simon(people)
    assert f"{people.simon.name} set these limits, which have applied since" in words(simon.get(page))
    assert "Limits on repeat looks, and the history of these limits" in words(
        signed_in(people.marian).get(reverse("looks:service"))
    )


@pytest.mark.parametrize("typed", ["-1", "1.5", "nine", "9" * 40, "", "\x00", "<b>2</b>", "٣٤٥"])
def test_whatever_is_typed_for_a_number_is_set_or_refused_with_a_sentence(people, typed):
    sent = asdict(STRICT) | a_day("from_on", today() + DAY) | {"why": "x", "amber_look": typed}
    answer = signed_in(people.simon).post(reverse("governance:drift_thresholds_set"), sent)
    assert (answer.status_code, "There is a problem" in words(answer)) == (200, True)
    assert not DriftThreshold.objects.exists()


def test_what_a_look_would_meet_costs_as_much_however_often_it_was_looked_at(
    people, django_assert_max_num_queries
):
    subject = looks.a_subject(people)
    for days in range(2):
        looks.opened(people, subject, at=looks.AT + days * DAY)
    whole = together_with(subject)
    with django_assert_max_num_queries(10):
        drift_of(subject, service=people.ines.service_id, at=looks.AT + 2 * DAY, whole=whole)


def test_a_row_that_another_replaced_is_disposed_of(people):
    first = set_by_simon(people, why="Ottoline asked")
    set_by_simon(people, BY_LAW, from_on=FROM + DAY)
    assert disposal.due(date(2026, 3, 1)) == []
    assert disposal.due(FROM + 9 * DAY) == [first.id]
    assert disposal.find("ottoline") == [first.id]
    disposal.dispose(first.id, by=people.winston, at=AT)
    assert DriftThreshold.objects.count() == 1


def test_a_case_of_the_codes_is_decided_as_before_where_nothing_is_set(people):
    with own_thresholds(on=cases.TODAY):
        assert number("authority.drift.red_look", on=cases.TODAY) == proposed(on=cases.TODAY).red_look


@pytest.mark.parametrize("night", [(3, 6), (6, 6), (0, 6), (22, 23), (22, 30)])
def test_a_night_that_does_not_run_past_midnight_is_refused_in_words(people, night):
    chosen = replace(STRICT, night_from_hour=night[0], night_until_hour=night[1])
    leaves_nothing(WrongState, lambda: set_by_simon(people, chosen), "the night does not run past midnight")
