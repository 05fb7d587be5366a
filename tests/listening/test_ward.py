"""The register of wards: kept by administrators, asked by each proposal and each approval of a listening project."""

import re
from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.listening.given import DECIDED, WARD, a_proposal, a_ward, approved, assessments, values
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import a_day, signed_in, words
from tests.rights import closed_to_all_but, refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.listening import disposal, project, ward
from watchbook.listening.models import Ward
from watchbook.listening.permissions import may_agree_ward
from watchbook.listening.queries import is_in_force, registered_places, waiting_for_decision
from watchbook.listening.standing import standing
from watchbook.listening.urls import WARDS
from watchbook.organisation.models import Service
from watchbook.register.spreadsheet import run

LIST = "/listening/wards/"
KEEPERS = {"ada", "bashir"}
READERS = KEEPERS | {
    "marian", "helen", "oliver", "simon", "leila", "bryn", "fatima", "edmund", "ivo", "winston",
}  # fmt: skip
SENT = {"called": "Acton ward", "source": "E05000001", **a_day("from_on", WARD["from_on"])}


def test_a_project_about_a_ward_that_nobody_registered_is_refused_whatever_it_is_called(people):
    assessments()
    for place in ("Black Lives Matter ward", "John Smith ward"):
        why = f"“{place}” is neither a ward on the register of wards nor one of our services"
        leaves_nothing(WrongState, lambda place=place: a_proposal(people, places=f"Acton ward\n{place}"), why)
    service = Service.objects.first().name
    row = a_proposal(
        people,
        places=f"acton WARD\n{service}",
        search_words=f'missed bin "{service}"\nmissed bin "Acton ward"',
    )
    assert row.reference == "LISTEN-0001"


def test_a_ward_must_be_there_on_each_day_of_the_project_at_the_proposal_and_at_the_approval(people):
    first = a_ward(until_on=date(2026, 12, 31))
    row = a_proposal(people)
    newer = ward.correct(first, WARD | {"until_on": date(2026, 12, 30)}, by=people.ada, at=AT)
    leaves_nothing(WrongState, lambda: a_proposal(people), "no second officer has agreed to it")
    ward.agree(newer, by=people.oliver, at=AT)
    why = "“Acton ward” is a ward only from 5 May 2022 to 30 December 2026"
    leaves_nothing(WrongState, lambda: project.approve(row, DECIDED, by=people.simon, at=AT), why)
    leaves_nothing(WrongState, lambda: a_proposal(people), why)
    shorter = values(until_on=date(2026, 12, 30))
    changed = project.change(row, shorter, by=people.marian, at=AT)
    assert project.approve(changed, DECIDED, by=people.simon, at=AT).state == "approved"


def test_a_ward_that_is_taken_back_stops_its_project_and_one_that_has_ended_does_not(people):
    first = a_ward()
    row = approved(people)
    corrected = ward.correct(first, WARD | {"until_on": AT.date()}, by=people.ada, at=AT)
    ended = ward.agree(corrected, by=people.oliver, at=AT)
    assert is_in_force(row, on=AT.date() + timedelta(days=1))
    ward.take_back(ended, by=people.ada, at=AT)
    assert not is_in_force(row, on=AT.date())
    assert standing(row, on=AT.date()) == "stopped, because one of its places is not on the register of wards"
    wide = approved(people, search_words="missed bins")
    assert is_in_force(wide, on=AT.date())


def test_no_administrator_alone_starts_a_stopped_project_again(people):
    first = a_ward()
    row = approved(people)
    ward.take_back(first, by=people.ada, at=AT)
    again = ward.add(WARD, by=people.ada, at=AT)
    assert not is_in_force(row, on=row.from_on)
    over = ward.correct(again, WARD | {"until_on": row.from_on - timedelta(days=1)}, by=people.ada, at=AT)
    over = ward.agree(over, by=people.oliver, at=AT)
    assert not is_in_force(row, on=row.from_on)
    whole = ward.correct(over, WARD, by=people.ada, at=AT)
    assert not is_in_force(row, on=row.from_on)
    ward.agree(whole, by=people.oliver, at=AT)
    assert not is_in_force(row, on=row.from_on)
    assert standing(row, on=AT.date()) == "stopped, because one of its wards was changed after the approval"
    leaves_nothing(
        NotPermitted, lambda: project.approve(row, DECIDED, by=people.oliver, at=AT), "changed its assessment"
    )
    assert is_in_force(project.approve(row, DECIDED, by=people.simon, at=AT), on=row.from_on)


def test_a_ward_that_was_renamed_and_named_back_starts_no_project_again(people):
    first = a_ward()
    row = approved(people)
    for called in ("Adeyfield ward", "Acton ward"):
        first = ward.agree(
            ward.correct(first, WARD | {"called": called}, by=people.ada, at=AT), by=people.oliver, at=AT
        )
        assert not is_in_force(row, on=AT.date())


def test_places_are_told_by_the_days_of_their_wards_and_by_the_services_that_are_open(people):
    a_ward(from_on=date(2022, 5, 5), until_on=date(2026, 5, 6))
    gone = a_ward(called="Mistaken ward")
    ward.take_back(gone, by=people.ada, at=AT)
    services = {
        name.casefold() for name in Service.objects.filter(closed_on=None).values_list("name", flat=True)
    }
    assert registered_places(date(2022, 5, 5), date(2026, 5, 6)) == services | {"acton ward"}
    assert registered_places(date(2022, 5, 4), date(2026, 5, 6)) == services
    assert registered_places(date(2022, 5, 5), date(2026, 5, 7)) == services


def test_administrators_alone_record_a_ward_and_the_log_says_so_without_its_name(people):
    row = ward.add(WARD, by=people.ada, at=AT)
    name, by, _at, fields, personal = told(row)
    assert (name, by, personal["called"]) == ("ward.recorded", people.ada.id, "Acton ward")
    assert fields["from_on"] == "2022-05-05"
    assert "Acton" not in open_words()
    acts = (
        lambda by: ward.add(WARD | {"called": "Another ward"}, by=by, at=AT),
        lambda by: ward.correct(row, WARD, by=by, at=AT),
        lambda by: ward.take_back(row, by=by, at=AT),
    )
    for act in acts:
        refused_to_all_but(KEEPERS, people, act, match="cannot record a ward")


def test_another_officer_agrees_to_a_ward_before_a_project_is_about_it_and_again_after_a_correction(people):
    row = ward.add(WARD, by=people.ada, at=AT)
    assessments()
    refused_to_all_but(
        {"simon", "oliver"}, people, lambda by: ward.agree(row, by=by, at=AT), match="cannot agree to a ward"
    )
    assert list(waiting_for_decision(people.simon, on=AT.date()).wards) == [row]
    leaves_nothing(WrongState, lambda: a_proposal(people), "no second officer has agreed to it")
    agreed = ward.agree(row, by=people.simon, at=AT)
    assert not any(waiting_for_decision(people.oliver, on=AT.date()))
    leaves_nothing(
        WrongState, lambda: ward.agree(agreed, by=people.oliver, at=AT), "agreed to this ward already"
    )
    assert a_proposal(people).reference == "LISTEN-0001"
    assert ward.correct(agreed, WARD, by=people.bashir, at=AT).agreed_on is None
    with pytest.raises(NotPermitted, match="you recorded it or corrected it"):
        may_agree_ward(people.simon, {people.simon.id})


def test_a_failing_log_undoes_it(people, monkeypatch):
    row = ward.add(WARD, by=people.ada, at=AT)
    undone_when_the_log_fails(monkeypatch, ward, lambda: ward.agree(row, by=people.simon, at=AT))
    undone_when_the_log_fails(monkeypatch, ward, lambda: ward.take_back(row, by=people.ada, at=AT))


def test_the_name_of_a_ward_stands_once_on_each_day(people):
    row = a_ward()
    leaves_nothing(WrongState, lambda: a_ward(called="ACTON  ward"), "Correct that record instead")
    assert ward.correct(row, WARD | {"until_on": date(2026, 5, 6)}, by=people.bashir, at=AT).corrects == row
    assert a_ward(from_on=date(2026, 5, 7)).reference == "WARD-0002"


def test_the_list_of_wards_comes_in_by_spreadsheet(people):
    sheet = (
        "called,from_on,until_on,source\n"
        "Acton ward,2022-05-05,,E05000001\nWard y Plas,2017-05-04,2022-05-04,https://www.legislation.gov.uk/wsi\n"
    )
    run(WARDS, sheet.encode(), name="wards.csv", files={}, by=people.ada, at=AT)
    assert list(Ward.objects.values_list("called", "until_on")) == [
        ("Acton ward", None), ("Ward y Plas", date(2022, 5, 4)),
    ]  # fmt: skip


def test_a_ward_that_is_over_is_due_with_every_version(people):
    row = a_ward(until_on=date(2025, 6, 30))
    newest = ward.correct(row, WARD | {"until_on": date(2025, 6, 29)}, by=people.ada, at=AT)
    assert newest.id in disposal.due(date(2025, 6, 30))
    assert newest.id not in disposal.due(date(2025, 6, 29))
    disposal.dispose(newest.id, by=people.winston, at=AT + timedelta(days=1))
    assert not Ward.objects.exists()


def test_an_administrator_records_a_ward_on_its_page_and_an_officer_reads_the_list(people):
    client = signed_in(people.ada)
    page = client.get(LIST)
    assert "A project can be about a ward only once the ward is recorded" in words(page)
    assert [one.strip() for one in re.findall(r'active-fallback">([^<]*)<', page.text)] == ["Registers"]
    assert "The entry was recorded as WARD-0001." in words(client.post(f"{LIST}add/", SENT, follow=True))
    second = signed_in(people.simon)
    assert "Ward WARD-0001" in words(second.get("/"))
    assert "No second officer has agreed to this ward yet" in words(second.get(f"{LIST}WARD-0001/"))
    agreed = words(second.post(f"{LIST}WARD-0001/agree/", {"confirmed": "on"}, follow=True))
    assert "Simon agreed to this ward on" in agreed
    refused = words(client.post(f"{LIST}add/", SENT | {"called": "12 High Street"}))
    assert "You cannot record this ward: this is not the name of a ward or an electoral division." in refused
    text = words(signed_in(people.marian).get(LIST))
    assert "WARD-0001: Acton ward First date 5 May 2022" in text
    assert "Record a ward" not in text


def test_the_pages_are_closed_to_others(people):
    a_ward()
    closed_to_all_but(READERS, people, LIST, f"{LIST}WARD-0001/", match="cannot read the register of wards")
    acts = (f"{LIST}add/", f"{LIST}import/", f"{LIST}WARD-0001/correct/", f"{LIST}WARD-0001/take-back/")
    closed_to_all_but(KEEPERS, people, *acts, match="cannot record a ward")
