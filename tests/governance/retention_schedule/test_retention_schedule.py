"""Acts of the retention schedule: an edition is proposed, its classes settled within the law's bounds."""

import pytest

from tests.given import AT
from tests.governance.signed import a_proposal, an_adopted_schedule, facts
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.retention_schedule import retention_schedule
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.queries import edition_by_reference
from watchbook.governance.retention_schedule.rules import ClassFacts
from watchbook.law.retention import retention_classes
from watchbook.register.entry import facts_of

PREPARERS = {"simon", "winston", "fatima"}


def refused(act, says):
    leaves_nothing(WrongState, act, says)


def class_of(reference, code):
    return next(row for row in edition_by_reference(reference).classes if row.code == code)


def test_an_edition_begins_with_every_class_that_the_rule_set_proposes(people):
    proposed = a_proposal(people)
    assert proposed.reference == "RS-0001"
    found = edition_by_reference("RS-0001")
    assert [row.code for row in found.classes] == [one.code for one in retention_classes(on=AT.date())]
    assert told(proposed) == (
        "retention_schedule.proposed",
        people.winston.id,
        AT,
        {"reference": "RS-0001", "corrects": None, "is_struck": False},
        {"title": "Retention schedule 2026"},
    )
    assert told(found.classes[0])[0] == "retention_schedule.class_added"


def test_the_next_edition_takes_over_the_last_ones_classes_and_adds_what_the_rule_set_has_besides(people):
    first = a_proposal(people)
    retention_schedule.add_class(first, facts(), by=people.winston, at=AT)
    look = class_of("RS-0001", "look")
    retention_schedule.change_class(look, facts(code="look", period=2), by=people.winston, at=AT)
    retention_schedule.remove_class(class_of("RS-0001", "chis_record"), by=people.winston, at=AT)
    a_proposal(people, title="2027", after=edition_by_reference("RS-0001"))
    assert class_of("RS-0002", "look").period == 2
    assert class_of("RS-0002", "planning_file").period == 4
    assert class_of("RS-0002", "chis_record").period == 5


def test_an_edition_has_a_title(people):
    refused(lambda: a_proposal(people, title=" "), "You cannot save this schedule: the title is missing")


def test_a_class_is_changed_by_a_new_version_and_keeps_its_code(people):
    a_proposal(people)
    look = class_of("RS-0001", "look")
    newer = retention_schedule.change_class(look, facts(code="other", period=1), by=people.fatima, at=AT)
    assert (newer.code, newer.period, newer.corrects) == ("look", 1, look)
    assert told(newer)[0] == "retention_schedule.class_changed"
    refused(
        lambda: retention_schedule.change_class(look, facts(), by=people.fatima, at=AT),
        "changed the schedule in the meantime",
    )


@pytest.mark.parametrize(
    ("code", "changes", "says"),
    [
        ("directed_surveillance_record", {"period": 2}, "the law requires at least 3 years"),
        (
            "directed_surveillance_record",
            {"period": 35, "unit": "months"},
            "kept for 35 months, but the law requires at least 3 years",
        ),
        (
            "directed_surveillance_record",
            {"period": None, "unit": "", "period_words": "a while"},
            "must be a number",
        ),
        ("chis_record", {"period": 4}, "the law requires at least 5 years"),
        ("deletion_request", {"period": 2, "unit": "months"}, "the law allows at most 1 month"),
    ],
)
def test_a_class_stays_within_the_laws_bounds(people, code, changes, says):
    a_proposal(people)
    row = class_of("RS-0001", code)
    refused(lambda: retention_schedule.change_class(row, facts(**changes), by=people.winston, at=AT), says)


def test_a_class_of_the_authoritys_own_is_added_once_taken_out_and_put_back(people):
    proposed = a_proposal(people)
    added = retention_schedule.add_class(proposed, facts(), by=people.winston, at=AT)
    refused(lambda: retention_schedule.add_class(proposed, facts(), by=people.winston, at=AT), "already")
    gone = retention_schedule.remove_class(added, by=people.winston, at=AT)
    assert (gone.is_struck, gone.corrects) == (True, added)
    assert told(gone)[0] == "retention_schedule.class_removed"
    refused(
        lambda: retention_schedule.remove_class(added, by=people.winston, at=AT),
        "changed the schedule in the meantime",
    )
    again = retention_schedule.add_class(proposed, facts(), by=people.winston, at=AT)
    assert again.corrects == gone
    assert facts_of(ClassFacts, class_of("RS-0001", "planning_file")) == facts()


def test_what_is_adopted_changes_no_more(people):
    schedule = an_adopted_schedule(people).schedule
    look = class_of("RS-0001", "look")
    for act in (
        lambda: retention_schedule.add_class(schedule, facts(), by=people.winston, at=AT),
        lambda: retention_schedule.change_class(look, facts(), by=people.winston, at=AT),
        lambda: retention_schedule.remove_class(look, by=people.winston, at=AT),
        lambda: retention_schedule.take_back(schedule, by=people.winston, at=AT),
    ):
        refused(act, "You cannot change this edition: it has been adopted")


def test_an_edition_begun_by_mistake_is_taken_back(people):
    proposed = a_proposal(people)
    gone = retention_schedule.take_back(proposed, by=people.winston, at=AT)
    assert (gone.is_struck, gone.corrects) == (True, proposed)
    assert told(gone)[0] == "retention_schedule.taken_back"
    refused(
        lambda: retention_schedule.take_back(proposed, by=people.winston, at=AT),
        "changed the schedule in the meantime",
    )


def test_only_those_who_prepare_it_do_so(people):
    proposed = a_proposal(people)
    look = class_of("RS-0001", "look")
    for act in (
        lambda by: retention_schedule.begin(title="x", by=by, at=AT),
        lambda by: retention_schedule.propose(title="x", after=None, by=by, at=AT),
        lambda by: retention_schedule.add_class(proposed, facts(), by=by, at=AT),
        lambda by: retention_schedule.change_class(look, facts(), by=by, at=AT),
        lambda by: retention_schedule.remove_class(look, by=by, at=AT),
        lambda by: retention_schedule.take_back(proposed, by=by, at=AT),
    ):
        refused_to_all_but(PREPARERS, people, act, match="prepare a retention schedule")
    refused_to_all_but(
        {"simon"},
        people,
        lambda by: retention_schedule.enter_class(proposed, facts(), by=by, at=AT),
        match="was adopted",
    )


def test_without_its_entry_in_the_log_nothing_is_left(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, retention_schedule, lambda: a_proposal(people))
    proposed = a_proposal(people)
    undone_when_the_log_fails(
        monkeypatch,
        retention_schedule,
        lambda: retention_schedule.add_class(proposed, facts(), by=people.winston, at=AT),
    )
    assert RetentionClass.objects.filter(code="planning_file").count() == 0
