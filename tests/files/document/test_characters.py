"""Which characters a letter carries: all that can be printed, to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchbook.files.document.characters import printable, runs_right_to_left


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("a\x00b\x07c\x1bd", "abcd"),
        ("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\ufffe\uffffb\U0001fffec", "abc"),
        ("a\u202eb\u2066c\u2069d", "abcd"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tab\tstays", "tab\tstays"),
        ("  ŵyth 漢字 😀 مرحبا\n", "ŵyth 漢字 😀 مرحبا"),
    ],
)
def test_what_no_format_prints_is_left_out_and_the_rest_stands(written, carried):
    assert printable(written) == carried


@given(st.text())
def test_what_is_carried_can_be_carried_again_and_is_text_of_xml(text):
    once = printable(text)
    assert printable(once) == once
    assert not [sign for sign in once if ord(sign) < 0x20 and sign not in "\n\t"]
    once.encode()  # no half of a pair


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("مرحبا", True),
        ("1. שלום", True),
        ("How, مرحبا?", False),
        ("", False),
        ("17", False),
        ("漢字", False),
    ],
)
def test_the_first_letter_with_a_direction_decides(text, turned):
    assert runs_right_to_left(text) == turned
