"""Each night verifies the log, the rows and the guards unasked: an event tells what came of it, and page and doctor show it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import given, server
from tests.audit_log.sealing import a_place, sealed
from tests.audit_log.test_sign import as_superuser
from tests.pages import signed_in, words
from watchbook.audit_log.models import Event
from watchbook.keys import sealed_under
from watchbook.keys.keyring import the_keyring
from watchbook.machine import installation, jobs, keys_verified, nightly_verification
from watchbook.machine.connection import as_role, connect
from watchbook.machine.seal_doctor import last_verification, seal_findings

SEAL = "/oversight/seal/"
MONDAY, SUNDAY = datetime(2026, 11, 23, 3, 30, tzinfo=UTC), datetime(2026, 11, 29, 3, 30, tzinfo=UTC)


@pytest.fixture
def place(committed, committed_people, settings, tmp_path, monkeypatch):
    """A sealed log that is this installation's."""

    def parameters(role):
        return as_role(
            server.admin(), places=server.HOME, prefix=server.PREFIX, role=role, database=committed
        )

    place = a_place(tmp_path / "signer")
    sealed(committed, place)
    settings.SIGNING_KEY, settings.SEALING_FOLDER = tmp_path / "signer" / "key", place.files.folder
    monkeypatch.setattr(installation, "parameters", parameters)
    monkeypatch.setattr(installation, "prefix", lambda: server.PREFIX)
    monkeypatch.setattr(nightly_verification, "state_file", lambda: tmp_path / "verified.json")
    return place


@pytest.fixture
def looked_at(place, monkeypatch):
    """The same for tests of something else than guards and indexes, which take most of a night and are as they should be."""
    monkeypatch.setattr(nightly_verification.schema_guards, "differences", lambda _connection, *, prefix: [])
    monkeypatch.setattr(nightly_verification.indexes_verified, "problems", lambda _connection, *, since: [])
    return place


def told():
    return Event.objects.filter(name="verification.completed").order_by("number").last().fields


def finding(place):
    found = seal_findings(Path("none"), place.files.folder, installation.parameters)
    return next(one for one in found if one.subject == "Verification")


def test_before_the_first_night_page_and_doctor_say_that_there_was_none(place, committed_people):
    assert "none yet; every night Watchbook verifies the audit log" in words(
        signed_in(committed_people.edmund).get(SEAL)
    )
    assert (finding(place).ok, finding(place).what) == (False, "none yet.")


def test_a_good_night_is_an_event_and_stands_on_the_page_and_with_the_doctor(place, committed_people):
    jobs.verify_log(timestamp=0)
    assert (told()["was_full"], told()["number_of_problems"], told()["problems"]) == (True, 0, [])
    assert told()["key_of_log"] == place.signer.verifier.line
    assert "no problems found" in words(signed_in(committed_people.edmund).get(SEAL))
    assert finding(place).ok


def test_a_later_night_reads_what_came_since_and_sunday_reads_all(looked_at, committed, committed_people):
    assert nightly_verification.verify(now=MONDAY).was_full
    given.a_letter(committed_people)
    sealed(committed, looked_at)
    later = nightly_verification.verify(now=MONDAY + timedelta(days=1))
    assert (later.was_full, later.problems) == (False, [])
    assert nightly_verification.verify(now=SUNDAY).was_full


def test_a_transaction_that_was_open_beside_the_last_night_is_no_problem_of_the_next(
    looked_at, committed, committed_people
):
    with connect(installation.parameters("app")) as another, another.transaction():
        another.execute("SELECT pg_current_xact_id()")
        given.a_letter(committed_people)
        sealed(committed, looked_at)
        assert nightly_verification.verify(now=MONDAY).was_full
    later = nightly_verification.verify(now=MONDAY + timedelta(days=1))
    assert (later.was_full, later.problems) == (False, [])


def test_an_entry_of_before_that_was_written_anew_is_found_the_next_night(looked_at, committed):
    assert nightly_verification.verify(now=MONDAY).was_full
    as_superuser(
        "SET session_replication_role = replica;"
        ' UPDATE audit_log_leaf SET leaf = set_byte(leaf, 40, 1) WHERE "index" = 5',
        database=committed,
    )
    problems = nightly_verification.verify(now=MONDAY + timedelta(days=1)).problems
    assert any("are not those that were verified last time" in one for one in problems)


def test_a_stored_file_that_is_gone_is_told_the_next_night_and_a_changed_one_on_sunday(
    looked_at, committed, committed_people, files_folder
):
    given.a_letter(committed_people)
    sealed(committed, looked_at)
    assert not nightly_verification.verify(now=MONDAY).problems
    (file,) = (one for one in files_folder.rglob("*") if one.is_file())
    whole = file.read_bytes()
    file.chmod(0o600)
    file.write_bytes(whole + b" ")
    assert not nightly_verification.verify(now=MONDAY + timedelta(days=1)).problems
    (changed,) = nightly_verification.verify(now=SUNDAY).problems
    assert changed.startswith(f"The stored file {file.name} does not match its name")
    file.unlink()
    (gone,) = nightly_verification.verify(now=MONDAY + timedelta(days=1)).problems
    assert gone.startswith(f"The stored file {file.name} is missing, although a row names it")


def test_a_link_in_the_store_and_numbers_set_far_ahead_are_told_the_next_night(
    looked_at, committed, committed_people, files_folder, tmp_path
):
    given.a_letter(committed_people)
    sealed(committed, looked_at)
    assert not nightly_verification.verify(now=MONDAY).problems
    (file,) = (one for one in files_folder.rglob("*") if one.is_file())
    shutil.move(file, tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    (linked,) = nightly_verification.verify(now=MONDAY + timedelta(days=1)).problems
    assert linked.startswith(f"{file.parent.name}/{file.name} in the store is a link to another place")
    file.unlink()
    shutil.move(tmp_path / "elsewhere", file)
    as_superuser("SELECT setval('audit_log_event_number', 900000000000)", database=committed)
    (ahead,) = nightly_verification.verify(now=MONDAY + timedelta(days=2)).problems
    assert ahead.startswith("Events are numbered from 900000000000 on")


def test_keys_of_content_that_are_gone_without_an_event_are_told_on_sunday(looked_at, monkeypatch):
    assert not nightly_verification.verify(now=SUNDAY).problems
    item, ring = min(sealed_under.items()), the_keyring()
    left = SimpleNamespace(keys_left=lambda items: ring.keys_left(set(items) - {item}))
    monkeypatch.setattr(keys_verified, "the_keyring", lambda: left)
    (said,) = nightly_verification.verify(now=SUNDAY).problems
    assert f"The keys of 1 records ({item}) were destroyed and no act here ordered it" in said


def test_keys_that_do_not_open_are_told_on_sunday(looked_at, settings, tmp_path):
    settings.KEY_FOLDERS = [tmp_path / "first", tmp_path / "second"]
    (said,) = nightly_verification.verify(now=SUNDAY).problems
    assert "No copy of the key store" in said


def test_a_publication_of_another_day_than_the_last_night_saw_is_told(looked_at, committed):
    published = "INSERT INTO audit_log_publishedcheckpoint SELECT current_date, %s, size, note FROM audit_log_signedcheckpoint"
    as_superuser(published.replace("%s", "'key'"), database=committed)
    assert nightly_verification.verify(now=MONDAY).problems == []
    as_superuser(
        'SET session_replication_role = replica; UPDATE audit_log_publishedcheckpoint SET "on" = "on" - 7',
        database=committed,
    )
    (said,) = nightly_verification.verify(now=MONDAY + timedelta(days=1)).problems
    assert said.startswith("The published checkpoints are not those of the last verification")


def test_a_backup_that_was_changed_where_it_lies_is_told_on_sunday(looked_at, monkeypatch):
    monkeypatch.setattr(nightly_verification.backup, "finished", lambda _places: [Path("/nowhere")])
    (said,) = nightly_verification.verify(now=SUNDAY).problems
    assert said.startswith("The newest backup was changed or is damaged.")


def test_a_row_that_was_changed_is_told_to_those_who_check_and_by_the_doctor(
    place, committed, committed_people
):
    jobs.verify_log(timestamp=0)
    as_superuser(
        "SET session_replication_role = replica; UPDATE organisation_duty SET until_on = '2030-01-01'",
        database=committed,
    )
    kept = nightly_verification.state_file().read_bytes()
    jobs.verify_log(timestamp=0)
    assert told()["number_of_problems"] >= 1
    assert "does not match its newest event" in " ".join(told()["problems"])
    assert (
        nightly_verification.state_file().read_bytes() == kept
    )  # the next night starts at the last good one
    for person in (committed_people.simon, committed_people.edmund):
        client = signed_in(person)
        page = words(client.get(SEAL))
        assert "Problems found" in page
        assert "problem" in page
        assert "The audit log and the register do not agree" in words(client.get("/"))
    assert not finding(place).ok


def test_a_guard_that_was_dropped_is_a_grave_event_and_a_problem_of_the_night(place, committed, as_owner):
    as_owner.execute("ALTER TABLE organisation_person DISABLE TRIGGER row_digest")
    jobs.verify_log(timestamp=0)
    grave = Event.objects.get(name="guard.changed")
    assert "table organisation_person" in " ".join(grave.fields["differences"])
    assert "table organisation_person" in " ".join(told()["problems"])


def test_a_night_that_did_not_come_is_said(looked_at):
    jobs.verify_log(timestamp=0)
    event = Event.objects.filter(name="verification.completed").last()
    found = last_verification((event.recorded_at, 0), now=event.recorded_at + timedelta(hours=27))
    assert (found.ok, found.why) == (False, "One is due each night.")
