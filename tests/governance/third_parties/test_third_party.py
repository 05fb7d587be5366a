"""Third parties who look on our behalf: recorded, corrected, checked, taken back, and how their entries end."""

from datetime import date, timedelta

import pytest
from psycopg import errors

from tests.given import AT
from tests.governance.third_parties.given import CHECK, PARTY, a_third_party
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.governance.third_parties import disposal, third_party
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.third_parties.urls import THIRD_PARTIES
from watchbook.register.spreadsheet import ImportRefused, run

TOMORROW = AT.date() + timedelta(days=1)
KEEPERS = {"helen", "simon"}


def correct(row, by, **changes):
    return third_party.correct(row, PARTY | changes, by=by, at=AT)


def record_check(row, by, **changes):
    return third_party.record_check(row, CHECK | changes, by=by, at=AT)


def take_back(row, by):
    return third_party.take_back(row, by=by, at=AT)


def test_a_third_party_is_recorded_with_the_next_reference(people):
    row = ThirdParty.objects.get(pk=a_third_party(people).pk)
    assert (str(row), row.who, row.contract, row.recorded_by) == (
        "TP-0001", "Example Research Limited", "CON-2025-17", people.helen,
    )  # fmt: skip
    assert (row.until_on, row.checked_on, row.corrects, row.is_struck) == (None, None, None, False)
    assert a_third_party(people).reference == "TP-0002"


def test_the_log_tells_a_third_party_without_its_words(people):
    row = a_third_party(people)
    name, by, _at, fields, personal = told(row)
    assert (name, by) == ("third_party.recorded", people.helen.id)
    assert fields == {
        "reference": "TP-0001", "from_on": "2025-04-01", "until_on": None, "checked_on": None, "corrects": None,
        "is_struck": False,
    }  # fmt: skip
    assert personal["who"] == "Example Research Limited"
    assert "Example Research" not in open_words()


def test_a_correction_and_a_check_are_new_versions_and_the_old_ones_stay(people):
    old = a_third_party(people)
    newer = correct(old, people.simon, terms="Nothing about children.")
    checked = record_check(newer, people.helen)
    assert (newer.corrects, newer.terms, checked.corrects) == (old, "Nothing about children.", newer)
    assert (checked.terms, checked.check_found) == ("Nothing about children.", "The terms were kept.")
    assert [told(row)[0] for row in (newer, checked)] == ["third_party.corrected", "third_party.checked"]
    assert ThirdParty.objects.versions(reference="TP-0001") == [old, newer, checked]


def test_only_the_newest_version_is_corrected_checked_or_taken_back(people):
    old = a_third_party(people)
    correct(old, people.helen)
    for act in (correct, record_check, take_back):
        leaves_nothing(WrongState, lambda act=act: act(old, people.helen), "has already corrected the entry")


def test_what_was_taken_back_is_neither_checked_nor_taken_back_again_until_it_is_corrected(people):
    gone = take_back(a_third_party(people), people.helen)
    assert told(gone)[0] == "third_party.taken_back"
    for act in (record_check, take_back):
        leaves_nothing(
            WrongState, lambda act=act: act(gone, people.helen), "has already taken the entry back"
        )
    assert not correct(gone, people.helen).is_struck


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until_on": date(2025, 3, 31)}, "last date of the contract is before the first date"),
        ({"checked_on": date(2025, 3, 31)}, "before the contract began or in the future"),
        ({"checked_on": TOMORROW}, "before the contract began or in the future"),
    ],
)
def test_a_third_party_that_cannot_be_so_is_neither_recorded_nor_corrected_into(people, changes, why):
    row = a_third_party(people)
    leaves_nothing(WrongState, lambda: a_third_party(people, **changes), why)
    leaves_nothing(WrongState, lambda: correct(row, people.helen, **changes), why)


def test_the_co_ordinator_and_the_sro_alone_record(people):
    row = a_third_party(people)
    for act in (correct, record_check, take_back):
        refused_to_all_but(
            KEEPERS, people, lambda by, act=act: act(row, by), match="cannot record a third party"
        )
    refused_to_all_but(
        KEEPERS,
        people,
        lambda by: third_party.add(PARTY, by=by, at=AT),
        match="cannot record a third party",
    )


@pytest.mark.parametrize("act", [correct, record_check, take_back])
def test_a_failing_log_undoes_it(people, monkeypatch, act):
    row = a_third_party(people)
    undone_when_the_log_fails(monkeypatch, third_party, lambda: act(row, people.helen))


def test_a_contract_ends_after_it_begins_also_by_sql(committed_people, as_app):
    a_third_party(committed_people)
    copied = (
        "reference || '9', who, contract, services, terms, from_on, {}, checked_on, checked_by, check_found"
    )
    columns = (
        "reference, who, contract, services, terms, from_on, until_on, checked_on, checked_by, check_found"
    )
    insert = (
        f"INSERT INTO governance_thirdparty (id, is_struck, recorded_by_id, {columns})"
        f" SELECT gen_random_uuid(), false, recorded_by_id, {copied} FROM governance_thirdparty"
    )
    with pytest.raises(errors.CheckViolation, match="third_party_ends_after_it_begins"):
        as_app.execute(insert.format("DATE '2025-03-31'"))
    with pytest.raises(errors.UniqueViolation, match="third_party_is_one"):
        as_app.execute(insert.format("NULL").replace(" || '9'", ""))
    with pytest.raises(errors.IntegrityConstraintViolation, match="never changed"):
        as_app.execute("UPDATE governance_thirdparty SET until_on = '2025-03-31'")


def test_a_spreadsheet_records_third_parties_with_their_last_check(people):
    sheet = (
        "who,contract,services,terms,from_on,until_on,checked_on,checked_by,check_found\n"
        "Example Research Limited,C-1,the whole authority,Read public posts,2025-04-01,,2025-10-01,Helen,Terms kept\n"
        "Another Limited,C-2,Trading Standards,Read public posts,2024-04-01,2025-03-31,,,\n"
    )
    run(THIRD_PARTIES, sheet.encode(), name="third_parties.csv", files={}, by=people.helen, at=AT)
    rows = ThirdParty.objects.order_by("reference")
    assert [(row.who, row.checked_by) for row in rows] == [
        ("Example Research Limited", "Helen"), ("Another Limited", ""),
    ]  # fmt: skip
    wrong = sheet.replace("2025-10-01", "2025-03-01")
    with pytest.raises(ImportRefused) as refused:
        run(THIRD_PARTIES, wrong.encode(), name="third_parties.csv", files={}, by=people.helen, at=AT)
    assert "before the contract began or in the future" in refused.value.rows[0].reason
    with pytest.raises(NotPermitted):
        run(THIRD_PARTIES, sheet.encode(), name="third_parties.csv", files={}, by=people.winston, at=AT)


def test_a_third_party_taken_back_is_due_although_its_contract_has_no_end(people):
    taken_back = third_party.take_back(a_third_party(people), by=people.helen, at=AT)
    day = taken_back.recorded_at.date()
    assert disposal.due(day) == []
    assert disposal.due(day + timedelta(days=1)) == [taken_back.id]


def test_third_parties_whose_contract_ended_are_due_and_go_with_every_version(people):
    a_third_party(people)
    ended = a_third_party(people, until_on=date(2025, 6, 30))
    newest = record_check(ended, people.helen, checked_by="Jane Roe")
    assert disposal.due(date(2025, 7, 1)) == [newest.id]
    assert disposal.due(date(2025, 6, 30)) == []
    assert disposal.find("jane roe") == [newest.id]
    disposal.dispose(newest.id, by=people.winston, at=AT)
    assert [row.reference for row in ThirdParty.objects.all()] == ["TP-0001"]
    events = Event.objects.filter(name="third_party.disposed")
    assert [event.fields for event in events] == [{"reference": "TP-0002", "versions": 2}] * 2
