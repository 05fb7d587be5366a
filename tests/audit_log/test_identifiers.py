"""Identifiers of register rows: UUID version 7 (RFC 9562 §5.7)."""

from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchbook.audit_log import identifiers
from watchbook.audit_log.identifiers import uuidv7


@pytest.fixture
def clock(monkeypatch):
    """Stop the clock at so many milliseconds."""
    return lambda milliseconds: monkeypatch.setattr(
        identifiers.time, "time_ns", lambda: milliseconds * 1_000_000 + 999_999
    )


def test_the_example_of_the_rfc(clock, monkeypatch):
    # RFC 9562, A.6: unix_ts_ms 0x017F22E279B0, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    clock(0x017F22E279B0)
    monkeypatch.setattr(identifiers.secrets, "randbits", lambda bits: (0xCC3 << 62) | 0x18C4DC0C0C07398F)
    assert str(uuidv7()) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@pytest.mark.parametrize("bits", [0, (1 << 74) - 1])
def test_version_and_variant_stand_whatever_the_random_bits_are(monkeypatch, bits):
    monkeypatch.setattr(identifiers.secrets, "randbits", lambda wanted: bits if wanted == 74 else None)
    made = uuidv7()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert ((made.int >> 64) & 0xFFF, made.int & ((1 << 62) - 1)) == (bits >> 62, bits & ((1 << 62) - 1))


@given(st.lists(st.integers(0, (1 << 48) - 1), min_size=2, max_size=5, unique=True))
def test_rows_sort_by_when_they_were_made(moments):
    with pytest.MonkeyPatch.context() as patched:
        made = []
        for milliseconds in sorted(moments):
            patched.setattr(identifiers.time, "time_ns", lambda now=milliseconds: now * 1_000_000)
            made.append(uuidv7())
    assert made == sorted(made)
    assert [str(one) for one in made] == sorted(map(str, made))
    assert [one.int >> 80 for one in made] == sorted(moments)


def test_no_two_are_alike(clock):
    clock(1_795_537_445_484)
    assert len({uuidv7() for _ in range(2_000)}) == 2_000
