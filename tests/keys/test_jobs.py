"""What happens to keys by the clock, and the command that does the same at once."""

import json
import logging
import shutil
from argparse import ArgumentParser
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from watchbook.keys import cli, draft, jobs, rotation
from watchbook.keys.refused import KeyDestroyed


def given(command):
    """The command as it is typed."""
    parser = ArgumentParser()
    cli.add_commands(parser.add_subparsers())
    arguments = parser.parse_args(command.split())
    return arguments.run(arguments)


def test_each_hour_a_lost_copy_comes_back_and_old_drafts_are_nobodys_to_read(db, ring, caplog, monkeypatch):
    session = {}
    draft.keep(session, "apply", {"who": "Jane Roe"})
    later = timezone.localdate() + timedelta(days=2)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    shutil.rmtree(ring.copies[1].folder)
    with caplog.at_level(logging.WARNING, logger="watchbook.keys.jobs"):
        jobs.look_after(timestamp=0)
    assert ring.copies[1].is_whole()
    assert [line for line in caplog.messages if "mended" in line]
    assert "Jane" not in caplog.text
    assert draft.kept(session, "apply") == {}


def test_on_sundays_keys_are_wrapped_anew_where_one_was_destroyed_and_only_then(ring, caplog):
    gone, kept = uuid4(), uuid4()
    ring.keys_to_seal([gone, kept])
    jobs.rotate(timestamp=0)
    assert ring.wrapping.versions() == [1]
    ring.destroy([gone])
    with caplog.at_level(logging.INFO, logger="watchbook.keys.jobs"):
        jobs.rotate(timestamp=0)
    assert ring.wrapping.versions() == [2]
    assert rotation.destroyed_for_good(gone)
    with pytest.raises(KeyDestroyed):
        ring.keys([gone])
    assert "version 2" in caplog.text


def test_the_command_mends_and_rotates_and_says_what_it_did(ring, capsys):
    ring.keys_to_seal([uuid4()])
    shutil.rmtree(ring.copies[0].folder)
    assert given("keys mend --json") == 0
    assert len(json.loads(capsys.readouterr().out)["mended"]) >= 1
    assert given("keys rotate") == 0
    assert "version: 2\nitems: 1\n" in capsys.readouterr().out
    assert ring.copies[0].is_whole()
