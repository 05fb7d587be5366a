"""After a restore, what was deleted since the backup is deleted again before anybody is served."""

import json
import shutil
from functools import partial
from importlib import import_module
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from tests import server
from tests.evidence import given as evidence
from tests.pages import signed_in, words
from tests.retention import given as holds
from tests.retention.deletion import given
from tests.threads import at_once
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.evidence import content
from watchbook.evidence.models import Capture
from watchbook.keys.keyring import the_keyring
from watchbook.machine import database, quarantine, replaying
from watchbook.machine.came_back_doctor import came_back_findings
from watchbook.machine.connection import as_role, connect
from watchbook.machine.failure import Failure
from watchbook.machine.places import places
from watchbook.retention import sealed_file
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.replay import replay
from watchbook.retention.legal_hold.models import LegalHold


@pytest.mark.usefixtures("real_dumps")
def test_what_came_back_is_deleted_again_and_what_is_held_is_said(register):
    gone, held = (evidence.a_held_capture(register.people) for _ in range(2))
    hold = holds.a_hold(register.people, held, by=register.people.simon)
    folder = register.back_up()
    holds.ended(register.people, hold, by=register.people.simon)
    given.carried_out(given.an_approved_list(register.people, gone, held))
    register.bring_back(folder)
    assert Capture.objects.count() == 2
    found = replay(by=evidence.the_system(), at=given.now())
    assert (found.lists, found.came_back, found.readable, found.deleted) == (1, 2, 0, 1)
    assert [held.reference in line for line in found.left] == [True]
    assert found.left_readable == []
    assert found.files == {gone.file_sha256}
    assert list(Capture.objects.all()) == [held]
    told = Event.objects.get(name="deletion.replayed").fields
    assert told == {
        "lists": 1,
        "lost": 0,
        "came_back": 2,
        "deleted": 1,
        "left": 1,
        "entries_lost": 0,
        "entries_unknown": False,
    }


def test_what_the_guards_refuse_stays_alone(register, monkeypatch):
    gone = [evidence.a_held_capture(register.people) for _ in range(3)]
    hold = holds.a_hold(register.people, gone[1], by=register.people.simon)
    folder = register.back_up()
    holds.ended(register.people, hold, by=register.people.simon)
    given.carried_out(given.an_approved_list(register.people, *gone))
    register.bring_back(folder)
    monkeypatch.setattr(
        "watchbook.retention.deletion.replay.why_held", lambda _items: {}
    )  # as if nobody had asked
    found = replay(by=evidence.the_system(), at=given.now())
    assert (found.came_back, found.deleted, len(found.left)) == (3, 2, 1)
    assert list(Capture.objects.all()) == [gone[1]]


@pytest.fixture
def replays_here(monkeypatch, capsys):
    """Replay in this process, as the process of its own does."""

    def replayed(*options, variables):
        replaying.run(options)
        return json.loads(capsys.readouterr().out)

    monkeypatch.setattr(quarantine, "replayed", replayed)


def a_register_with_a_held_record_back(register, tmp_path, *, old_keys):
    """A restored register whose backup brought a hold back with what it holds; the keys of today, or of that day."""
    held = evidence.a_held_capture(register.people)
    hold = holds.a_hold(register.people, held, by=register.people.simon)
    folder = register.back_up()
    old = [shutil.copytree(one, tmp_path / f"old {one.name}") for one in register.key_folders]
    holds.ended(register.people, hold, by=register.people.simon)
    given.carried_out(given.an_approved_list(register.people, held))
    register.bring_back(folder)
    if old_keys:
        settings.KEY_FOLDERS = tuple(old)
    return held


def test_while_what_is_left_can_be_read_the_register_stays_in_quarantine(register, tmp_path, replays_here):
    newest = settings.KEY_FOLDERS
    held = a_register_with_a_held_record_back(register, tmp_path, old_keys=True)
    with pytest.raises(Failure, match="stays in quarantine: 1 records") as failure:
        quarantine.end(register.home)
    assert held.reference in failure.value.why
    assert "newest key folders" in failure.value.next_step
    with pytest.raises(Failure, match="in quarantine"):
        quarantine.check_none(register.home)
    settings.KEY_FOLDERS = newest
    quarantine.end(register.home)
    quarantine.check_none(register.home)


def test_what_is_left_and_unreadable_is_served_and_shown_until_it_is_gone(register, tmp_path, replays_here):
    held = a_register_with_a_held_record_back(register, tmp_path, old_keys=False)
    told = quarantine.end(register.home)
    assert (len(told["left"]), told["left_readable"]) == (1, [])
    quarantine.check_none(register.home)
    assert "1 records deleted earlier came back" in quarantine.left_lines(told["left"])[0]

    def found():
        page = signed_in(register.people.fatima).get(reverse("retention:pathway"))
        parameters = partial(parameters_of, register)
        return words(page), list(came_back_findings(register.home, parameters))

    page, (finding,) = found()
    assert "1 record deleted earlier came back with a restored backup" in page
    assert held.reference in page
    assert (finding.ok, held.reference in finding.what) == (False, True)
    holds.ended(register.people, LegalHold.objects.get(ended_at=None), by=register.people.simon)
    assert quarantine.end(register.home)["left"] == []
    page, (finding,) = found()
    assert "deleted earlier" not in page
    assert finding.ok


def parameters_of(register, role):
    return as_role(
        server.admin(), places=server.HOME, prefix=server.PREFIX, role=role, database=register.database
    )


def test_a_register_that_was_never_restored_has_no_such_finding(register):
    assert list(came_back_findings(register.home, partial(parameters_of, register))) == []


def test_a_database_that_cannot_be_reached_is_told_elsewhere(tmp_path):
    home = places(tmp_path)
    home.came_back.parent.mkdir()
    home.came_back.write_text("[]")

    def unreachable(_role):
        raise Failure("No.", why="No.", next_step="No.")

    assert list(came_back_findings(home, unreachable)) == []
    assert quarantine.left_lines([]) == []


def a_capture_back(register):
    """Restore a register, with a capture in it that was deleted since."""
    capture = evidence.a_held_capture(register.people)
    folder = register.back_up()
    given.carried_out(given.an_approved_list(register.people, capture))
    register.bring_back(folder)


@pytest.fixture
def a_list(register):
    """A restored register with a capture back in it, and the list outside by which it was deleted, with what the file says."""
    register.brought_about(a_capture_back)
    (file,) = register.home.deletions.glob("*.json")
    return file, json.loads(file.read_bytes())


def without(told, name):
    return {key: value for key, value in told.items() if key != name}


CHANGES = {
    "a record added": lambda told: (
        told | {"things": [*told["things"], ["looks.look", "0" * 32, "L-0001", []]]}
    ),
    "a record taken off": lambda told: told | {"things": []},
    "another reference": lambda told: told | {"reference": "DL-9999"},
    "another seal": lambda told: told | {"seal": "00" * 32},
    "an empty seal": lambda told: told | {"seal": ""},
    "a seal of other letters": lambda told: told | {"seal": "“é”"},
    "a seal that is a number": lambda told: told | {"seal": 7},
    "none": lambda told: without(told, "seal"),
    "no list": lambda told: [told],
}


def test_by_a_list_that_was_changed_nothing_is_deleted_again(a_list, capsys):
    file, told = a_list
    for name, change in CHANGES.items():
        file.write_text(json.dumps(change(told)))
        outside.seal_earlier()  # what is there without a seal is not sealed now
        assert replaying.run([]) == 1, name
        assert f"The deletion list {file.name}" in capsys.readouterr().err, name
    file.write_text("{")
    assert replaying.run([]) == 1
    assert Capture.objects.count() == 1
    assert not Event.objects.filter(name="deletion.replayed").exists()
    file.write_text(json.dumps(told))
    assert replaying.run([]) == 0
    assert not Capture.objects.exists()


def test_a_list_of_before_lists_were_sealed_counts_and_is_sealed_once(a_list, monkeypatch):
    file, told = a_list
    file.write_text(json.dumps(as_before(told)))
    monkeypatch.setattr(outside, "THE_LISTS", uuid4())  # an earlier version left neither its key nor a place
    found = replay(by=evidence.the_system(), at=given.now())
    assert (found.lists, found.unchecked, found.deleted) == (1, 1, 1)
    assert "older than the key" in quarantine.unchecked_lines(found.unchecked, lost=0)[0]
    outside.seal_earlier()
    sealed = json.loads(file.read_bytes())
    assert as_before(sealed) == as_before(told)
    assert (sealed["place"], sealed["before"], outside.newest_place()) == (1, "", 1)
    assert sealed["seal"] != told["seal"]
    assert replay(by=evidence.the_system(), at=given.now()).unchecked == 0


def as_before(told):
    """What a list said before lists were sealed and had places."""
    return {name: told[name] for name in ("reference", "approved_at", "things")}


def test_a_list_that_is_missing_stops_the_replay_and_is_named(register, capsys):
    captures = [evidence.a_held_capture(register.people) for _ in range(3)]
    folder = register.back_up()
    for capture in captures:
        given.carried_out(given.an_approved_list(register.people, capture))
    register.bring_back(folder)
    files = {json.loads(file.read_bytes())["place"]: file for file in register.home.deletions.glob("*.json")}
    assert sorted(files) == [1, 2, 3]
    kept = {place: file.read_bytes() for place, file in files.items()}
    for place, named in ((2, files[2].name), (3, "3"), (1, files[1].name)):
        files[place].unlink()
        assert replaying.run([]) == 1
        assert f"The deletion list {named} in" in (told := capsys.readouterr().err)
        assert f"make an empty file {place}.lost" in told
        assert not Event.objects.filter(name="deletion.replayed").exists()
        files[place].write_bytes(kept[place])
    for file in files.values():
        file.unlink()
    assert replaying.run([]) == 1  # also where none is left
    files[1].write_bytes(kept[1])
    for place in (2, 3):
        (register.home.deletions / f"{place}.lost").touch()
    capsys.readouterr()
    assert replaying.run([]) == 0
    assert json.loads(capsys.readouterr().out)["lost"] == 2
    assert Event.objects.get(name="deletion.replayed").fields["lost"] == 2
    assert Capture.objects.count() == 2
    assert "2 deletion lists are lost for good" in quarantine.unchecked_lines(0, lost=2)[0]


def test_lists_of_before_they_had_places_are_given_them_once(a_list, monkeypatch):
    file, told = a_list
    monkeypatch.setattr(outside, "THE_LISTS", uuid4())
    key = the_keyring().keys_to_seal([outside.THE_LISTS])[outside.THE_LISTS]
    sealed_file.write(file, as_before(told), key=key)
    assert replay(by=evidence.the_system(), at=given.now()).unchecked == 0
    for _twice in range(2):
        outside.seal_earlier()
        assert (json.loads(file.read_bytes())["place"], outside.newest_place()) == (1, 1)


def test_only_jobs_replay(people):
    with pytest.raises(NotPermitted, match="by hand"):
        replay(by=people.winston, at=given.now())


def test_a_restored_register_is_in_quarantine(register):
    folder = register.back_up()
    quarantine.check_none(register.home)
    register.bring_back(folder)
    with pytest.raises(Failure, match="in quarantine"):
        quarantine.check_none(register.home)


@pytest.mark.usefixtures("real_dumps")
def test_a_drill_restores_beside_the_register_and_says_how_it_went(register, monkeypatch):
    kept, gone = (evidence.a_held_capture(register.people) for _ in range(2))
    folder = register.back_up()
    given.carried_out(given.an_approved_list(register.people, gone))
    monkeypatch.setenv("WATCHBOOK_KEY_FOLDERS", ":".join(map(str, register.key_folders)))
    done = register.drilled(folder)
    assert (done.lists, done.came_back, done.readable, done.deleted, done.left) == (1, 1, 0, 1, [])
    assert done.is_passed
    assert "passed" in done.lines()[-1]
    assert [path.suffix for path in register.home.drills.iterdir()] == [".json"]
    assert list(Capture.objects.all()) == [kept]
    assert content.is_whole(kept)
    with connect(server.admin()) as sql:
        assert database.names(sql, prefix=register.database) == [register.database]


def test_the_program_that_replays_says_what_it_is_for():
    assert import_module("watchbook.machine.replayer").__doc__


def test_with_nothing_to_delete_again_it_says_so(people, monkeypatch):
    monkeypatch.setattr(outside, "THE_LISTS", uuid4())  # the keys are those of every test
    found = replay(by=evidence.the_system(), at=given.now())
    assert (found.lists, found.came_back, found.left) == (0, 0, [])


def test_workers_that_note_lists_at_once_take_a_place_each(register):
    lists = [
        given.an_approved_list(register.people, evidence.a_held_capture(register.people)) for _ in range(3)
    ]
    places_taken = at_once(register.database, *(partial(outside.note, row) for row in lists))
    assert sorted(places_taken) == [1, 2, 3]
    told = [json.loads(path.read_bytes()) for path in outside.folder().glob("*.json")]
    assert sorted(one["place"] for one in told) == [1, 2, 3]
    assert len(list(outside.noted({}))) == 3
