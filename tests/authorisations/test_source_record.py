"""A covert source's own records: who opens them and who never does, under a key of their own, and what disposal leaves."""

from datetime import timedelta

import pytest

from tests.authorisations import given
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.pages import a_day, signed_in, words
from tests.rights import those_who_may
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.authorisations import disposal, source_opening, source_record
from watchbook.authorisations.models import SourceOpening, SourceRecord, SourceVault
from watchbook.authorisations.permissions import may_keep_source_records, may_open_source_records
from watchbook.authorisations.source_record import Keepers
from watchbook.keys import envelope
from watchbook.keys.refused import KeyDestroyed
from watchbook.organisation.queries import today

AT = given.ORDERED + timedelta(days=1)
NAME = "Rowan Marsh, 12 Canal Street"


@pytest.fixture
def source(people):
    """A source that is run by Ines (handler), Marian (controller) and Helen (record-keeper); Oliver authorised it."""
    return given.in_force(people, kind="chis")


def kept(people, row, *, particular="a", text=NAME, by=None):
    """Something is written into its records."""
    return source_record.keep(row, particular=particular, words=text, by=by or people.helen, at=AT)


def opened_to_ivo(people, row, *, days=2, by=None, inspector=None, why="Inspection of March"):
    """Oliver opens them to the inspector."""
    on = AT.date() + timedelta(days=days)
    return source_opening.grant(
        row, inspector=inspector or people.ivo, until_on=on, why=why, by=by or people.oliver, at=AT
    )


def test_what_is_kept_is_read_by_the_few_and_that_is_recorded_without_a_word_of_it(people, source):
    kept(people, source)
    assert told(source)[:2] == ("source_record.recorded", people.helen.id)
    assert told(source)[3] == {"reference": "CHIS-0001", "particular": "a"}
    assert told(source)[4] == {}
    ((entry, text),) = source_record.read(source, by=people.oliver, at=AT)
    assert (entry.particular, str(entry), text) == ("a", "a", NAME)
    assert told(source)[3] == {"reference": "CHIS-0001", "entries": 1}
    assert "Rowan" not in repr(everything())


def test_its_key_is_no_other_rows(people, source):
    kept(people, source)
    vault = SourceVault.objects.get()
    entry = SourceRecord.objects.get()
    assert (entry.item, vault.id) == (vault.id, entry.vault_id)
    assert vault.id != source.id
    kept(people, source, text="More")
    assert SourceVault.objects.count() == 1
    assert str(vault) == str(source.id)


def test_those_three_write_those_and_the_officer_read_and_nobody_else_whatever_their_duty(people, source):
    three = {"ines", "marian", "helen"}
    assert those_who_may(people, may_keep_source_records, source) == three
    assert those_who_may(people, may_open_source_records, source, False) == {*three, "oliver"}
    assert those_who_may(people, may_open_source_records, source, True) == {*three, "oliver", "ivo"}
    leaves_nothing(
        NotPermitted,
        lambda: kept(people, source, by=people.oliver),
        "You cannot add to the records of this source",
    )
    leaves_nothing(NotPermitted, lambda: source_record.read(source, by=people.judith, at=AT), "inspector")


@pytest.mark.parametrize(
    ("told_", "why"),
    [
        ({"particular": "z"}, "Enter what you want to record"),
        ({"text": " "}, "Enter what you want to record"),
        ({"text": "x" * 8001}, "longer than 8000"),
    ],
)
def test_an_entry_says_something_of_a_listed_particular(people, source, told_, why):
    leaves_nothing(WrongState, lambda: kept(people, source, **told_), why)


def test_only_a_source_has_such_records(people):
    row = given.in_force(people)
    leaves_nothing(NotPermitted, lambda: kept(people, row), "You cannot add to the records of this source")
    leaves_nothing(WrongState, lambda: source_record.read(row, by=people.oliver, at=AT), "covert source")


def test_an_opening_to_the_inspector_ends_by_itself(people, source):
    kept(people, source)
    leaves_nothing(
        NotPermitted,
        lambda: source_record.read(source, by=people.ivo, at=AT),
        "do not have access to them today",
    )
    opening = opened_to_ivo(people, source)
    assert told(source)[0] == "source_opening.granted"
    assert envelope.opened(opening) == {"why": "Inspection of March"}
    assert str(opening) == str(opening.until_at)
    last = opening.until_at - timedelta(seconds=1)
    assert source_record.read(source, by=people.ivo, at=last)
    leaves_nothing(
        NotPermitted,
        lambda: source_record.read(source, by=people.ivo, at=opening.until_at),
        "do not have access to them today",
    )
    leaves_nothing(
        WrongState,
        lambda: source_opening.end(opening, by=people.oliver, at=opening.until_at),
        "already ended",
    )


def test_an_opening_is_ended_before_its_day(people, source):
    kept(people, source)
    opening = opened_to_ivo(people, source)
    leaves_nothing(
        NotPermitted,
        lambda: source_opening.end(opening, by=people.judith, at=AT),
        "You cannot manage this source",
    )
    source_opening.end(opening, by=people.oliver, at=AT)
    assert told(source)[0] == "source_opening.ended"
    leaves_nothing(
        NotPermitted,
        lambda: source_record.read(source, by=people.ivo, at=AT),
        "do not have access to them today",
    )


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (7, True), (8, False)])
def test_it_lasts_seven_days_at_most(people, source, days, is_open):
    kept(people, source)
    if is_open:
        opened_to_ivo(people, source, days=days)
        return
    leaves_nothing(
        WrongState, lambda: opened_to_ivo(people, source, days=days), "no later than 12 March 2026"
    )


def test_it_is_opened_by_the_officer_to_an_inspector_and_says_why(people, source):
    leaves_nothing(WrongState, lambda: opened_to_ivo(people, source), "the source has no records yet")
    kept(people, source)
    leaves_nothing(
        NotPermitted,
        lambda: opened_to_ivo(people, source, by=people.judith),
        "You cannot manage this source",
    )
    leaves_nothing(
        NotPermitted,
        lambda: opened_to_ivo(people, source, by=people.simon),
        "manage a covert source",
    )
    leaves_nothing(
        WrongState,
        lambda: opened_to_ivo(people, source, inspector=people.edmund),
        "inspector of the Commissioner",
    )
    leaves_nothing(WrongState, lambda: opened_to_ivo(people, source, why=" "), "without a reason")


def test_who_runs_it_changes_and_who_ran_it_stays_on_record(people, source):
    keepers = Keepers(handler=people.marian, controller=people.leila, record_keeper=people.helen)
    row = source_record.hand_over(source, keepers, by=people.oliver, at=AT)
    assert (row.handler, row.controller) == (people.marian, people.leila)
    ((entry, text),) = source_record.read(row, by=people.leila, at=AT)
    assert (entry.particular, text.startswith("Ines, Marian, Helen, until")) == ("i", True)
    leaves_nothing(
        NotPermitted,
        lambda: kept(people, row, by=people.ines),
        "You cannot add to the records of this source",
    )
    one = Keepers(handler=people.leila, controller=people.leila, record_keeper=people.helen)
    both = r"You cannot choose Leila as both handler and controller.*section 29\(5\)\). Choose a different person"
    leaves_nothing(WrongState, lambda: source_record.hand_over(row, one, by=people.oliver, at=AT), both)
    leaves_nothing(
        NotPermitted,
        lambda: source_record.hand_over(row, keepers, by=people.helen, at=AT),
        "manage a covert source",
    )


def test_disposal_destroys_the_vaults_key_and_a_search_finds_the_authorisation(committed_people):
    people = committed_people
    row = given.cancelled(people, given.in_force(people, kind="chis"), at=AT)
    entry, vault = kept(people, row), SourceVault.objects.get()
    opened_to_ivo(people, row)
    assert disposal.find("rowan MARSH") == [row.id]
    assert disposal.find("inspection of march") == [row.id]
    disposal.dispose(row.id, by=people.winston, at=AT)
    assert not SourceRecord.objects.exists()
    assert not SourceOpening.objects.exists()
    assert envelope.is_destroyed(vault.id)
    with pytest.raises(KeyDestroyed):
        envelope.opened(entry)


def test_nothing_stays_where_the_log_fails(people, source, monkeypatch):
    undone_when_the_log_fails(monkeypatch, source_record, lambda: kept(people, source))
    undone_when_the_log_fails(
        monkeypatch, source_record, lambda: source_record.read(source, by=people.oliver, at=AT)
    )
    kept(people, source)
    undone_when_the_log_fails(monkeypatch, source_opening, lambda: opened_to_ivo(people, source))


def test_the_pages_from_writing_to_opening_and_ending(people, source):
    helen, oliver, ivo = map(signed_in, (people.helen, people.oliver, people.ivo))
    at = f"/authorisations/{source}/source-records/"
    assert "The source’s own records" in words(helen.get(f"/authorisations/{source}/"))
    assert "The source’s own records" not in words(ivo.get(f"/authorisations/{source}/"))
    assert helen.post(f"{at}add/", {"particular": "a", "words": NAME}).status_code == 302
    page = words(oliver.get(at))
    assert NAME in page
    assert "payments and benefits" in page
    assert ivo.get(at).status_code == 403
    told_ = {"inspector": str(people.ivo.id), "why": "Inspection"} | a_day("until_on", AT.date())
    refused = oliver.post(f"{at}open/", told_)
    assert "Enter an end date for the inspector’s access that is today or later, and no later than" in words(
        refused
    )

    told_ |= a_day("until_on", today())
    assert oliver.post(f"{at}open/", told_).status_code == 302
    assert NAME in words(ivo.get(at))
    opening = SourceOpening.objects.get()
    assert ivo.post(f"{at}openings/{opening.id}/end/").status_code == 403
    assert oliver.post(f"{at}openings/{opening.id}/end/").status_code == 302
    assert ivo.get(at).status_code == 403
    asked = words(oliver.get(f"{at}keepers/"))
    assert "Handler, controller and record-keeper of the source" in asked
    keepers = {name: str(people.marian.id) for name in ("handler", "controller", "record_keeper")}
    assert "both handler and controller" in words(oliver.post(f"{at}keepers/", keepers))
    keepers["controller"] = str(people.leila.id)
    assert oliver.post(f"{at}keepers/", keepers).status_code == 302
    assert helen.get(at).status_code == 403
    assert helen.get(f"{at}add/").status_code == 403
    assert Event.objects.filter(name="source_record.read").count() == 2
