"""What outsiders keep: slips of acts that were accepted, and checkpoints with the program that watches."""

import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import combinations
from uuid import UUID

import pytest

from tests.ledger.made import SIGNER, Log
from watchbook.ledger import export, leaf, note, slip, tree, verify, watch, witness
from watchbook.ledger.note import BadNote, Signer
from watchbook.ledger.tiles import bundle

KEY = SIGNER.verifier.line
OTHER = Signer("elsewhere.example/log", seed=bytes(32))


def checked(*arguments):
    return subprocess.run(
        [sys.executable, verify.__file__, *arguments, "--key", KEY],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_slip_holds_where_its_act_reached_the_log_and_tells_where_it_did_not(tmp_path):
    log = Log(5)
    folder = log.export(tmp_path / "export")
    (tmp_path / "kept.slip").write_text(slip.write(log.events[3], log.leaves[3], signer=SIGNER))
    done = checked(folder, tmp_path / "kept.slip")
    assert done.returncode == 0, done.stdout
    assert "kept.slip (given): its entry is in the log." in done.stdout
    alone = checked(tmp_path / "kept.slip")
    assert alone.returncode == 0, alone.stderr
    assert "The log's key signed it." in alone.stdout
    assert "EVERYTHING HOLDS" not in alone.stdout
    gone = leaf.leaf(UUID(int=99), commitment=bytes(32))
    (tmp_path / "kept.slip").write_text(slip.write(UUID(int=99), gone, signer=SIGNER))
    done = checked(folder, tmp_path / "kept.slip")
    assert done.returncode == 1
    assert "Its entry is not in this folder. If the folder is older than the act" in done.stdout


def test_a_slip_of_another_key_promises_nothing(tmp_path):
    log = Log(2)
    text = slip.write(log.events[0], log.leaves[0], signer=OTHER)
    with pytest.raises(BadNote):
        slip.read(text, key=SIGNER.verifier)
    (tmp_path / "kept.slip").write_text(text)
    assert checked(log.export(tmp_path / "export"), tmp_path / "kept.slip").returncode == 1
    mine = slip.write(log.events[0], log.leaves[0], signer=SIGNER)
    assert slip.read(mine, key=SIGNER.verifier) == (log.events[0], tree.leaf_hash(log.leaves[0]))


def test_an_event_that_was_sealed_twice_is_refused(tmp_path):
    log = Log(3)
    twice = leaf.leaf(log.events[0], commitment=bytes(32))
    log.events.append(log.events[0])
    log.values.append(log.values[0])
    log.leaves.append(twice)
    log.hashes.append(tree.leaf_hash(twice))
    log.size += 1
    done = checked(log.export(tmp_path / "export"))
    assert done.returncode == 1
    assert "it was sealed twice" in done.stdout


@pytest.mark.parametrize(
    ("names", "holds"),
    [
        (["by", "field_names", "name", "on", "pages", "subject"], True),
        (["by", "by", "field_names", "name", "on", "pages"], False),
        (["by", "field_names", "name", "on", "pages"], False),
        (["by\u001b[2J", "field_names", "name", "on", "pages", "subject"], False),
        (["by", "field_names", "name", "on", "pages", "subjects", "z"], False),
    ],
)
def test_a_receipt_names_its_closed_fields_and_none_twice(tmp_path, names, holds):
    log = Log(2)
    place = log.add({**log.values[0], "field_names": names})
    path = tmp_path / "one.tlog-proof"
    path.write_text(log.receipt(place, names=("name", "field_names")))
    done = checked(path)
    assert (done.returncode == 0) is holds, done.stdout
    if holds:
        assert "and 4 fields that are kept closed: by, on, pages, subject" in done.stdout


def test_leaves_side_by_side_hash_as_leaves_one_by_one():
    log = Log(7)
    assert verify.leaf_hashes(bundle(log.leaves)) == log.hashes
    assert verify.leaf_hashes(bundle(log.leaves)[:-1]) == []


@contextmanager
def an_authority(answers):
    """A web server that answers what it is told to."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            text = answers.get(self.path)
            self.send_response(200 if text else 404)
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_message(self, *_words):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "watch.py"
    path.write_bytes(export.watch_program())
    return path


PLACE = "/.well-known/watchbook/"


def published(log, size):
    return {f"{PLACE}key": KEY, f"{PLACE}checkpoint": log.head(size)}


def grown(log, old, new):
    proof = tree.consistency_proof(old, size=new, node=log.node)
    return {f"{PLACE}consistency/{old}": witness.body(log.head(new), old=old, proof=proof).decode()}


def handed_out(program, authority, folder, *more):
    return subprocess.run(
        [sys.executable, program, authority, folder, *more], capture_output=True, text=True, check=False
    )


@pytest.fixture
def watched(capsys):
    """The same program within this process, so that each of its lines is known to have been tried."""

    def run(authority, folder, *more):
        try:
            code = watch.main([authority, str(folder), *more])
        except SystemExit as refused:
            code = refused.code
        said, complained = capsys.readouterr()
        return subprocess.CompletedProcess([], code, said, complained)

    return run


def test_the_program_that_is_handed_out_keeps_a_log(tmp_path, program):
    with an_authority(published(Log(3), 3)) as authority:
        done = handed_out(program, authority, tmp_path / "kept", "--key", KEY)
        assert (done.returncode, "has 3 entries" in done.stdout) == (0, True), done.stderr
        assert handed_out(program, "council.example", tmp_path / "kept").returncode == 2
        assert handed_out("-m", "watchbook.ledger.watch", authority, tmp_path / "kept").returncode == 0


def test_every_growth_is_proved_and_no_other():
    log = Log(13)
    heads = {size: verify.head_of(log.head(size), [KEY]) for size in range(1, 14)}
    for old, new in combinations(heads, 2):
        proof = tree.consistency_proof(old, size=new, node=log.node)
        watch.check_growth(heads[old], heads[new], proof)
        for wrong in (proof[:-1], [*proof, bytes(32)], [bytes(32), *proof[1:]]):
            with pytest.raises(verify.Wrong):
                watch.check_growth(heads[old], heads[new], wrong)


def test_a_signed_note_of_other_words_is_no_slip():
    for text in ("something else\n", f"{slip.FIRST}\nno event\nno hash\n"):
        with pytest.raises(BadNote, match="It is no slip"):
            slip.read(note.write(text, [SIGNER.sign(text)]), key=SIGNER.verifier)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 3), (3, 7), (4, 8), (5, 13), (7, 8), (8, 13), (12, 13)])
def test_a_log_that_grew_is_kept(tmp_path, watched, old, new):
    log, answers = Log(13), {}
    with an_authority(answers) as authority:
        answers |= published(log, old)
        assert watched(authority, tmp_path / "kept", "--key", KEY).returncode == 0
        answers |= published(log, new) | grown(log, old, new)
        done = watched(authority, tmp_path / "kept")
        assert done.returncode == 0, done.stdout
        said = "Nothing was added" if old == new else f"only grown since the one of {old} entries"
        assert said in done.stdout
        assert {one.name for one in (tmp_path / "kept" / "checkpoints").iterdir()} == {str(old), str(new)}


def test_a_log_that_was_rewritten_is_shouted(tmp_path, watched):
    log, other, answers = Log(8), Log(8, told="look.begun"), {}
    with an_authority(answers) as authority:
        answers |= published(log, 5)
        assert watched(authority, tmp_path / "kept").returncode == 0
        lies = [
            published(other, 8) | grown(other, 5, 8),
            published(log, 3),
            published(other, 5),
            published(log, 8),
            {f"{PLACE}checkpoint": Log(8, signer=OTHER).head(8)},
        ]
        for lie in lies:
            kept = dict(answers)
            answers |= lie
            done = watched(authority, tmp_path / "kept")
            assert done.returncode == 1, done.stdout
            assert "REWRITTEN" in done.stdout
            answers.clear()
            answers |= kept


def test_an_authority_that_cannot_be_asked_is_not_called_a_liar(tmp_path, watched):
    assert watched("http://127.0.0.1:1", tmp_path / "kept").returncode == 2
    done = watched("council.example", tmp_path / "kept")
    assert (done.returncode, "beginning with https://" in done.stderr, done.stdout) == (2, True, "")


def test_a_key_that_is_none_is_a_wrong_question_and_no_alarm(tmp_path, watched):
    done = watched("http://127.0.0.1:1", tmp_path / "kept", "--key", "a+b+c")
    assert done.returncode == 2
    assert "REWRITTEN" not in done.stdout
