"""Names: read as they are written, and told apart."""

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.organisation import names
from watchbook.organisation.names import check_name, claims_office, is_plain, told_apart_by

PLAIN = (
    "Oliver Tamm",
    "Siân O’Brien-Łuk",
    "J. R. Ó Ceallaigh (Housing), MRTPI",
    "Олег Петров",
    "王小明",
    "N’ʼGolo",
    "A",
    "Officer 2",
)
NOT_PLAIN = (
    "", " ", "Amara\u202ePell", "Ol\u200biver", "Oliver\nTamm", "=HYPERLINK(“x”)", "+44", "@ada", "-Ada", "Оliver Tamm", "Ada <b>",
    "Ada|Bo", "ꓢꓲꓟꓳꓠ ꓧꓮꓣꓣꓳꓪ", "Ada=Bo", "12", "Ada\u0000",
    "Simon Harrow; IT approved", "Simon Harrow: investigator", "Simon Harrow； IT",
)  # fmt: skip
SAME = (
    "Oliver Tamm",
    "oliver  tamm",
    "Oliver-Tamm",
    "OIiver Tamm",
    "Öliver Tàmm",
    "O1iver Tamrn",
    "Ｏliver Tamm",
    "Olıver Tamm",
    "Olɩver Tɑmm",
    "Øłiver Tămm",
)
OFFICES = (
    "Simon Harrow (SRO)", "Simon Harrow the S\u0280O", "Simon, DPO", "Watchbook", "Wаtchbook", "Ada, system administrator",
    "Senior  Responsible-Officer Harrow", "Head of Paid Service",
)  # fmt: skip
OWN = (
    "Officer 2",
    "Simon Headley",
    "Sian Prosser",
    "Grace Solicitor",
    "Perpetua Strand (IPCO)",
    "Fictional ripa_coordinator",
)


def test_an_import_reads_each_name_once_however_many_it_is_held_against():
    many = [
        f"{first}{second} Vale" for first in "BCDFGHJKLM" for second in ("ada", "elo", "iru", "onu", "ula")
    ]
    names._readings.cache_clear()
    for number, name in enumerate(many):
        check_name(name, others=many[:number])
    assert names._readings.cache_info().misses == len(many)


@each("name", PLAIN)
def test_a_name_begins_with_a_letter_and_has_one_alphabet(name):
    assert is_plain(name)


@each("name", NOT_PLAIN)
def test_what_changes_how_a_name_reads_is_no_part_of_it(name):
    assert not is_plain(name)


@each("name", SAME)
def test_names_that_look_alike_are_the_same(name):
    assert told_apart_by(name) == told_apart_by("Oliver Tamm") != told_apart_by("Oliver Tamm (Housing)")


@each("name", ("Fenwick Ada", "FENWICK, Ada", "Fénwick  adà", "Fenwlck-Ada", "Fenwick (Ada)."))
def test_the_same_words_in_another_order_are_the_same_name(name):
    with pytest.raises(WrongState, match=r"another account has that name \(Ada Fenwick\)"):
        check_name(name, others=["", "Oliver Tamm", "Ada Fenwick"])


@each("name", ("Ada Fenwick has been checked", "Mr Adà Fenwlck", "Ada, Fenwick proposed this (Housing)"))
def test_a_name_that_holds_the_whole_name_of_another_is_refused(name):
    with pytest.raises(WrongState, match=r"this name contains the name of another account \(Ada Fenwick\)"):
        check_name(name, others=["", "Ada", "Ada Fenwick"])


@each(
    "name",
    (
        "Ada Fenwick (Housing)",
        "Ada May Fenwick",
        "Fenwick Ann",
        "Adaf Enwick Bo",
        "Ada Fenwick-Jones",
        "Oliver",
    ),
)
def test_other_words_are_another_name(name):
    check_name(name, others=["", "Oliver Tamm", "Ada Fenwick"])


@each("name", OFFICES)
def test_a_name_that_claims_an_office_is_refused(name):
    assert claims_office(name)


@each("name", OWN)
def test_a_name_of_ones_own_claims_none(name):
    assert not claims_office(name)


def test_letters_of_another_alphabet_do_not_stand_beside_their_doubles():
    assert told_apart_by("Сорре") == told_apart_by("Coppe")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Oliver (SRO)", "name of a duty"),
        ("0liver\u202eTamm", "characters that could mislead"),
        ("OLIVER TAMM", "another account has that name"),
    ],
)
def test_what_to_mend_is_said(name, said):
    with pytest.raises(WrongState, match=said):
        check_name(name, others=["Ada", "Oliver Tamm"])
