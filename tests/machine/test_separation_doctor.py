"""What the doctor says of who runs what, over a folder of processes made for the purpose and real users' rights."""

import os

import pytest

from watchbook.machine import separation_doctor
from watchbook.machine.places import Places
from watchbook.machine.separation_doctor import KNOWN_BY, ProcessOfOurs, separation
from watchbook.organisation.named_provider import Settings

WEB, WORKER = 61_201, 61_202
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can look as another user")


@pytest.fixture
def home(tmp_path):
    places = Places((tmp_path / "home").resolve())
    for folder in (places.secrets, places.files, tmp_path / "keys"):
        folder.mkdir(parents=True, mode=0o700)
    for path in (places.signing_key, places.secret_key, places.passfile("app"), places.passfile("owner")):
        path.write_text("secret")
        path.chmod(0o600)
    for folder in (tmp_path, *tmp_path.parents):  # other users reach it: its own files are what is tried
        if folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o011)
    return places


@pytest.fixture
def proc(tmp_path, home, monkeypatch):
    """A folder like /proc, and what puts a process into it."""
    root = tmp_path / "proc"
    root.mkdir()
    monkeypatch.setattr(separation_doctor, "PROC", root)
    (root / "1").mkdir()  # one that ended while it was looked at
    (root / "2").mkdir()
    (root / "2" / "cmdline").write_text("somebody\0else")

    def put(number, name, user, **variables):
        folder = root / str(number)
        folder.mkdir()
        variables = {"WATCHBOOK_HOME": str(home.home), "WATCHBOOK_MODE": "test"} | variables
        (folder / "cmdline").write_text(f"python\0{KNOWN_BY[name]}\0")
        (folder / "environ").write_text(
            "\0".join([*(f"{one}={value}" for one, value in variables.items()), ""])
        )
        (folder / "status").write_text(f"Uid:\t{user}\t{user}\nGid:\t{user}\t{user}\nGroups:\t\n")

    return put


def found(home, *, is_needed=True):
    return separation(
        home, signing_key=home.signing_key, key_folders=[home.home.parent / "keys"], is_needed=is_needed
    )


def test_where_nothing_runs_nothing_was_tried(home, proc):
    assert (found(home).why, "nothing is running" in found(home).what) == ("", True)


def test_another_homes_process_is_not_ours(home, proc):
    proc(11, "web", WEB, WATCHBOOK_HOME="/elsewhere")
    assert "nothing is running" in found(home).what


def test_all_as_one_user_is_a_fault_where_they_are_to_be_apart_and_told_elsewhere(home, proc):
    proc(11, "web", WEB)
    proc(12, "worker", WEB)
    assert "run as one user" in found(home, is_needed=False).what
    assert (found(home, is_needed=False).why, "breaks into" in found(home).why) == ("", True)


@as_root
def test_users_of_their_own_open_nothing_that_is_anothers(home, proc):
    proc(11, "web", WEB, DATABASE_URL="of its own")
    proc(12, "worker", WORKER)
    proc(13, "sealer", WORKER + 1)
    assert "none can open what it does not need" in found(home).what


@as_root
def test_what_can_be_opened_and_an_address_too_many_are_named(home, proc):
    proc(11, "web", WEB, DATABASE_SEALER_URL="another's")
    proc(12, "worker", WORKER)
    os.chown(home.signing_key, WEB, WEB)
    home.secrets.chmod(0o711)
    told = found(home)
    assert f"web can open {home.signing_key}." in told.what
    assert "web has DATABASE_SEALER_URL." in told.what
    assert "worker can open" not in told.what
    assert told.why.startswith("A break-in")


@as_root
def test_the_key_of_sessions_and_the_secret_for_the_council_are_the_webs_alone(home, proc, settings):
    secret = home.secrets / "council-sign-in.secret"
    secret.write_text("secret")
    secret.chmod(0o644)
    home.secrets.chmod(0o711)
    settings.COUNCIL_SIGN_IN = Settings("https://login.council.invalid", "watchbook", secret)
    proc(11, "web", WEB, WATCHBOOK_SECRET_KEY="its own")
    proc(12, "worker", WORKER, WATCHBOOK_SECRET_KEY="another's")
    told = found(home).what
    assert "worker has WATCHBOOK_SECRET_KEY." in told
    assert f"worker can open {secret}." in told
    assert "web has" not in told
    assert "web can open" not in told


def test_who_may_not_look_as_others_says_so(home, proc, monkeypatch):
    def refused(*_words):
        raise PermissionError

    proc(11, "web", WEB)
    proc(12, "worker", WORKER)
    monkeypatch.setattr(ProcessOfOurs, "opens", refused)
    assert "run the doctor as root" in found(home).what


@as_root
def test_a_user_that_cannot_be_taken_is_a_refusal(home):
    with pytest.raises(PermissionError, match="Only root"):
        ProcessOfOurs("web", -2, -2, [], {}).opens([home.signing_key])
