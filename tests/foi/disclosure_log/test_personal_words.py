"""Words that name or reach somebody are found where they stand, and what only looks like it is let be."""

import pytest

from tests.each import each
from watchbook.foi.disclosure_log.text import without_personal_words
from watchbook.reading.personal_words import Asker, parts_of_name, personal_words

IMOGEN = Asker("Dr Imogen Vale", "4 Larch Lane\nHarrowmere\nHX9 4ZZ")


def found(text, asker=IMOGEN):
    return [(str(one.sort), one.text) for one in personal_words(text, asker=asker)]


@each(
    "name",
    [
        "Imogen Vale", "imogen  vale", "IMOGEN\nVALE", "Imogen R. Vale", "Vale, Imogen", "Vale Imogen", "Dr Vale",
        "Ms. Vale", "I Vale", "I. Vale", "I.Vale", "I. R. Vale", "I.R. Vale", "IR Vale", "Vale, I.",
        "Vale I.", "Vale, I.R.",
    ],
)  # fmt: skip
def test_the_requesters_name_is_found_however_it_is_written(name):
    assert found(f"Asked by {name}, today") == [("name", name)]


@each(
    "name",
    [
        "Imogen van der Vale", "I. van der Vale", "Ms van der Vale", "van der Vale, Imogen", "Van Der Vale, I.",
        "Imogen Vale", "I. Vale",
    ],
)  # fmt: skip
def test_a_family_name_of_several_words_is_found_with_all_of_them(name):
    assert found(f"Asked by {name}, today", Asker("Imogen van der Vale")) == [("name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "the vale of tears",
        "Imogen asked",
        "in Vale",
        "Imogens Vale",
        "i vale",
        "Thermal Vale",
        "PI Vale",
        "in the Vale, I think",
    ],
)
def test_what_is_not_the_whole_name_is_let_be(text):
    assert found(text) == []


def test_a_name_with_an_apostrophe_or_a_hyphen_is_found_with_every_kind():
    for sign in "'’‘ʼ`´′":
        assert found(f"From Mary O{sign}Hara.", Asker("Mary O'Hara")) == [("name", f"Mary O{sign}Hara")]
    for sign in "-‐‑–":
        assert found(f"From Mary Roe{sign}Vale.", Asker("Mary Roe-Vale")) == [("name", f"Mary Roe{sign}Vale")]


def test_a_requester_of_one_name_is_found():
    assert found("Zephyr asked", Asker("zephyr")) == [("name", "Zephyr")]
    assert found("This will do", Asker("Will")) == []


def test_a_name_is_found_however_its_letters_are_put_together():
    accented, hidden = "Zoe\u0308 Vale", "Imo\u00adgen\u200b Vale"
    assert without_personal_words(f"I am {accented}", asker=Asker("Zo\u00eb Vale")) == "I am [name removed]"
    for turned in ("Imo\u200egen Vale", "Imogen \u202aVale", "\u2066Imogen\u2069 Vale", "Imogen Va\u061cle"):
        assert "[name removed]" in without_personal_words(f"I am {turned}", asker=IMOGEN), ascii(turned)
    assert without_personal_words(f"I am {hidden}", asker=IMOGEN) == "I am [name removed]"


def test_titles_alone_are_no_name():
    assert found("Dr asked", Asker("Dr", "")) == []


@each(
    ("text", "sort", "words"),
    [
        ("I live at 4  larch lane.", "address", "4  larch lane"),
        ("Postcode hx94zz", "postcode", "hx94zz"),
        ("near SW1A 1AA", "postcode", "SW1A 1AA"),
        ("write to a.b+c@example.co.uk.", "email", "a.b+c@example.co.uk"),
        ("a [at] example [dot] org", "email", "a [at] example [dot] org"),
        ("call 01632 960 123 now", "telephone", "01632 960 123"),
        ("call (01632) 960123", "telephone", "(01632) 960123"),
        ("+44 1632 960123", "telephone", "+44 1632 960123"),
        ("+44 (0)1632 960123", "telephone", "+44 (0)1632 960123"),
        ("07700-900-123", "telephone", "07700-900-123"),
    ],
)
def test_what_reaches_somebody_is_found(text, sort, words):
    assert found(text) == [(sort, words)]


@each(
    "text",
    [
        "in Harrowmere", "between 01/04/2019 and 31/03/2020", "2019-03-01", "0 of 12", "£01,234,567,890", "FOI 9477",
        "reference 0123456789012345", "@ noon", "section 46(1)", "in 2019 2020 2021", "A1 paper", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_let_be(text):
    assert found(text) == []


def test_of_stretches_that_overlap_the_first_and_longest_is_taken():
    asker = Asker("Imogen Vale", "4 Larch Lane HX9 4ZZ")
    assert found("4 Larch Lane HX9 4ZZ; imogen.vale@example.org", asker) == [
        ("address", "4 Larch Lane HX9 4ZZ"),
        ("email", "imogen.vale@example.org"),
    ]


def test_each_is_replaced_by_a_mark():
    text = "Imogen Vale, 4 Larch Lane, HX9 4ZA, i@example.org, 01632 960123: why?"
    assert without_personal_words(text, asker=IMOGEN) == (
        "[name removed], [address removed], [postcode removed], [email address removed], "
        "[telephone number removed]: why?"
    )


def test_without_a_requester_addresses_are_found_all_the_same():
    assert without_personal_words("Imogen Vale, i@example.org") == "Imogen Vale, [email address removed]"


def test_single_names_are_pointed_out_as_names_are_written():
    assert parts_of_name("Ask Vale, or Imogen Vale", asker=IMOGEN) == ("Vale",)
    assert parts_of_name("Ask Imogen Vale", asker=Asker("I. Vale")) == ("Vale",)
    assert parts_of_name("A vale", asker=IMOGEN) == ()
    assert parts_of_name("Jo Ng", asker=Asker("Jo Ng")) == ()
