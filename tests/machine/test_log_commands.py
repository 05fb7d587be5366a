"""`watchbook audit-log`: verify, export, receipt; what it refuses is a line with what to do."""

import json
from datetime import UTC, datetime

import pytest

from tests.audit_log.sealing import a_place, as_sealer, sealed
from tests.audit_log.test_sign import as_superuser
from tests.commands import watchbook_here
from tests.ledger.reading import check_receipt
from watchbook.audit_log import publish
from watchbook.audit_log.models import Event
from watchbook.config.cli import main


@pytest.fixture
def place(committed, committed_people, tmp_path, settings):
    """The council's log, sealed and published."""
    place = a_place(tmp_path)
    settings.SIGNING_KEY, settings.SEALING_FOLDER = tmp_path / "key", place.files.folder
    settings.OUTSIDERS = tmp_path / "outsiders.toml"
    sealed(committed, place)
    with as_sealer(committed):
        publish.publish(key=place.signer.verifier.line, now=datetime(2026, 11, 25, 12, tzinfo=UTC))
    return place


@pytest.fixture
def give(capsys, monkeypatch):
    def give(*arguments):
        return watchbook_here(main, "audit-log", *arguments, capsys=capsys, monkeypatch=monkeypatch)

    return give


def test_verify_says_that_everything_holds_or_what_does_not(committed, place, give):
    done = give("verify")
    assert (done.code, done.beside) == (0, "")
    first, held, *apart = done.data.splitlines()
    assert first == "Everything holds."
    assert f": {place.files.read().log.size:,} entries signed with {place.signer.verifier.line}, " in held
    assert all(
        "and says it was so at 2026-03-02" in line for line in apart
    )  # as the council of tests is made
    as_superuser("UPDATE audit_log_event SET by = gen_random_uuid()", database=committed)
    done = give("verify", "--json")
    assert done.code == 1
    assert "the event was changed" in done.lines[0]["problems"][0]


def test_export_and_receipt_open_what_was_asked_for(place, give, tmp_path):
    event = Event.objects.filter(name="person.added").first()
    done = give("export", str(tmp_path / "folder"), "--receipt", f"{event.id}", "--json")
    assert (done.code, done.lines[0]["entries"]) == (0, place.files.read().log.size)
    assert (tmp_path / "folder" / "receipts" / f"{event.id}.tlog-proof").exists()
    done = give("receipt", f"{event.id}:subject_id")
    assert "subject_id" in check_receipt(done.data, log=place.signer.verifier).fields


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["receipt", "00000000-0000-4000-8000-000000000000"], "There is no such event."),
        (["receipt", "EVENT:nothing"], "nothing is not one of its fields."),
        (["export", "KEY"], "is there already"),
        (["receipt", "nonsense"], ""),
    ],
)
def test_what_is_refused_says_what_to_do(place, give, tmp_path, arguments, what):
    event = str(Event.objects.first().id)
    given = [one.replace("EVENT", event).replace("KEY", str(tmp_path / "key")) for one in arguments]
    done = give(*given)
    assert done.code == (1 if what else 2)
    if what:
        error = json.loads(done.beside)["error"]
        assert what in error["what"]
        assert error["next"]


def test_without_a_key_or_a_seal_it_says_so(committed, place, give, settings, tmp_path):
    as_superuser("TRUNCATE audit_log_signedcheckpoint", database=committed)
    assert "It is not sealed yet." in give("export", str(tmp_path / "folder")).beside
    settings.SIGNING_KEY = tmp_path / "nothing"
    assert "There is no signing key" in give("verify").beside


def test_a_lost_head_begins_anew_under_a_kept_checkpoint(committed, place, give, tmp_path):
    give("export", str(tmp_path / "folder"))
    kept = str(tmp_path / "folder" / "checkpoint")
    assert "The signer has its head." in give("adopt", "--trust", kept).beside
    size = place.files.read().log.size
    place.files.head.unlink()
    assert give("adopt", "--trust", kept).data == f"The signer goes on from {size} entries.\n"
    assert give("verify").code == 0


def test_rejoin_of_a_whole_log_records_nothing_and_has_the_sealer_look(place, give, monkeypatch):
    steps = []
    monkeypatch.setattr("watchbook.machine.log_commands.run_steps", steps.append)
    done = give("rejoin", "--json")
    assert (done.code, done.lines) == (0, [{"entries_without_event": 0}])
    assert list(steps[0].command[-2:]) == ["--rejoin", "--once"]
    assert not Event.objects.filter(
        name="rejoin.restored"
    ).exists()  # nothing came back, and nothing is excused
