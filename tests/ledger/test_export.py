"""The outsider's folder: what is in it, that it appears whole or not at all, and what does not fit."""

from hashlib import sha256

import pytest

from tests.ledger.made import ORIGIN, Log, stamped_log
from tests.ledger.reading import leaves_of
from watchbook.ledger import export
from watchbook.ledger.note import BadNote


def paths(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_holds_the_log_as_tiles_and_everything_beside_it(tmp_path):
    log, token = stamped_log(300, sealed=257)
    folder = log.export(tmp_path / "new" / "export", tokens=[token], receipts=[7])
    assert paths(folder) == {
        "checkpoint", "checkpoints/1", "checkpoints/257", "checkpoints/301", "keys", "verify.py", "READ-ME.txt",
        "SHA256SUMS", "tile/0/000", "tile/0/001.p/45", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/45",
        "tokens/257.2026-11-23-A-TSA.tsr", "tokens/257.2026-11-23-A-TSA.tlog-proof", f"receipts/{log.events[7]}.tlog-proof",
    }  # fmt: skip
    assert leaves_of((folder / "tile/entries/000").read_bytes()) == log.leaves[:256]
    assert (folder / "verify.py").read_bytes() == export.verify_program()
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, path = line.split("  ")
        assert sha256((folder / path).read_bytes()).hexdigest() == digest
    words = (folder / "READ-ME.txt").read_text()
    assert ORIGIN in words
    assert "python3 verify.py . --key 'NAME+ID+KEY'" in words  # the folder's own key proves nothing
    assert sha256(export.verify_program()).hexdigest() in words


def test_a_log_without_leaves_is_exported_too(tmp_path):
    assert "tile/entries/000" not in paths(Log(0).export(tmp_path / "export"))


def test_leaves_of_another_log_leave_no_folder_behind(tmp_path):
    log = Log(5)
    for leaves in (log.leaves[:4], [*log.leaves, b"more"], log.leaves[::-1]):
        with pytest.raises(export.DoesNotFit, match="not the 5 under the checkpoint"):
            export.write(tmp_path / "export", leaves=leaves, contents=log.contents())
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_taken_and_a_full_one_or_a_file_is_not(tmp_path):
    (tmp_path / "empty").mkdir()
    assert paths(Log(1).export(tmp_path / "empty"))
    (tmp_path / "file").write_text("mine")
    for place in ("empty", "file"):
        with pytest.raises(FileExistsError, match="not empty"):
            Log(1).export(tmp_path / place)


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".x", "a\nb", "x" * 101])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    log = Log(1)
    contents = export.Contents(
        checkpoint=log.head(), log=log.signer.verifier, receipts={name: log.receipt(0)}
    )
    with pytest.raises(export.DoesNotFit, match="cannot be part of a file's name"):
        export.write(tmp_path / "export", leaves=log.leaves, contents=contents)


def test_a_checkpoint_of_another_log_is_not_exported(tmp_path):
    log = Log(1)
    contents = export.Contents(checkpoint=log.head().replace(ORIGIN, "other"), log=log.signer.verifier)
    with pytest.raises(BadNote):
        export.write(tmp_path / "export", leaves=log.leaves, contents=contents)
