"""The signing key: made once, its owner's alone, in the line that Go's note package reads; nothing else is taken for one."""

import pytest

from watchbook.audit_log import signing_key
from watchbook.audit_log.signing_key import NoSigningKey


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path):
    file = tmp_path / "key"
    signing_key.make(file, origin="council.example/log")
    first = file.read_text()
    signing_key.make(file, origin="another/log")
    assert file.read_text() == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert signing_key.read(file).name == "council.example/log"
    assert list(tmp_path.iterdir()) == [file]


def test_a_broken_off_attempt_to_make_one_is_forgotten(tmp_path):
    (tmp_path / "key.new").write_text("half")
    signing_key.make(tmp_path / "key", origin="council.example/log")
    assert signing_key.read(tmp_path / "key")


def test_the_line_is_the_one_that_the_seed_gives(tmp_path):
    line = signing_key.line_of("council.example/log", seed=bytes(32))
    (tmp_path / "key").write_text(line)
    assert signing_key.read(tmp_path / "key").verifier.line.split("+")[1] == line.split("+")[3]


def test_two_logs_are_never_called_the_same():
    first, second = (signing_key.a_new_origin("council.example") for _ in range(2))
    assert first != second
    assert first.startswith("council.example/watchbook/")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "PRIVATE+KEY+council.example/log+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        signing_key.line_of("council.example/log", seed=bytes(32)).replace("log", "lob"),
        signing_key.line_of("council.example/log", seed=bytes(32)).strip()[:-4],
        "PRIVATE+KEY+a b+00000000+AQ==\n",
        "\udcff",
    ],
)
def test_what_is_no_key_is_refused(tmp_path, content):
    (tmp_path / "key").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(NoSigningKey, match="is not a signing key"):
        signing_key.read(tmp_path / "key")


def test_a_missing_key_is_said_to_be_missing(tmp_path):
    with pytest.raises(NoSigningKey, match="There is no signing key"):
        signing_key.read(tmp_path / "key")
