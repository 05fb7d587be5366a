"""Outsiders are named by a file of the operator; none by default, and a mistake in it is refused with its reason."""

import pytest

from tests.ledger.authority import OpenSSL
from watchbook.audit_log import outsiders
from watchbook.audit_log.outsiders import BadOutsiders, Outsiders

WITNESS = """
[[witness]]
address = "https://witness.example/"
key = "witness.example+2f6d70a4+BDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
"""
AUTHORITY = """
[[timestamp_authority]]
name = "Example"
address = "https://tsa.example/"
certificates = "tsa.pem"
policy = "1.2.3.4.1"
"""


def read(tmp_path, text):
    (tmp_path / "outsiders.toml").write_text(text, encoding="utf-8")
    return outsiders.read(tmp_path / "outsiders.toml")


def test_nobody_is_asked_by_default(tmp_path):
    assert outsiders.read(tmp_path / "outsiders.toml") == Outsiders()


def test_authorities_and_witnesses_are_those_of_the_file(tmp_path):
    made = tmp_path / "made"
    made.mkdir()
    OpenSSL(made)
    (tmp_path / "tsa.pem").write_bytes((made / "one.pem").read_bytes() + (made / "root.pem").read_bytes())
    found = read(tmp_path, AUTHORITY + WITNESS)
    assert [one.name for one in found.authorities] == ["Example"]
    for other in ("Example", "Example!", "–"):
        with pytest.raises(BadOutsiders, match="have the same name, or one has a name without a letter"):
            read(tmp_path, AUTHORITY + AUTHORITY.replace('"Example"', f'"{other}"'))
    assert [one.verifier.name for one in found.witnesses] == ["witness.example"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[witnesses]]", "known are timestamp_authority, witness"),
        ("[[witness]]\naddress = 'x'", "each witness has address, key"),
        (WITNESS.replace("2f6d70a4", "00000000"), "cannot be used"),
        (AUTHORITY, "tsa.pem, which is not there"),
        (WITNESS + WITNESS, "two have the same name"),
        ("[[", "cannot be used"),
    ],
)
def test_a_mistake_is_refused_with_its_reason(tmp_path, text, said):
    with pytest.raises(BadOutsiders, match=said):
        read(tmp_path, text)
