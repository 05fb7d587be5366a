"""Two people of one name: an address and a date of birth are asked, sealed, shown beside decisions, and printed for the court."""

from datetime import date, timedelta

import pytest

from tests import given
from tests.authorisations import given as authorisations
from tests.given import AT
from tests.log import leaves_nothing, open_words, told
from tests.pages import a_day, signed_in, words
from watchbook.acting.refusals import WrongState
from watchbook.authorisations.papers import facts_of
from watchbook.investigations import account, subject
from watchbook.investigations.models import Subject
from watchbook.investigations.queries import looked_at
from watchbook.investigations.subject import SubjectParticulars
from watchbook.investigations.told_apart import not_told_apart
from watchbook.retention.rights_request.found_thing import _words

BORN = date(1990, 5, 4)
HOME = "3 Mill Lane\nHarrowmere"
WARNING = "This person has the same name as"


@pytest.fixture
def whole(people):
    return given.an_investigation(people)


def called(people, whole, **said):
    """A person of this name, of whom no more is known than is said."""
    particulars = SubjectParticulars(called="Jane Roe", **said)
    return subject.add(whole, particulars, kind="person", by=people.ines, at=AT)


def others(one):
    return [str(row) for row in not_told_apart(one, subject.particulars_of(one))]


def test_both_are_sealed_with_the_name_and_come_back(people, whole):
    row = called(people, whole, address=HOME, born=BORN)
    said = subject.particulars_of(row)
    assert (said.address, said.born) == (HOME, BORN)
    assert said.in_full == "Jane Roe, 3 Mill Lane, Harrowmere, born on 4 May 1990"
    assert told(row)[4]["born"] == "1990-05-04"
    for secret in ("Mill Lane", "1990-05-04"):
        assert secret not in repr(Subject.objects.values_list()) + open_words()
    bare = SubjectParticulars(called="Jane Roe")
    row = subject.amend(row, bare, kind="person", by=people.ines, at=AT)
    said = subject.particulars_of(row)
    assert said.in_full == "Jane Roe, address not known, date of birth not known"


def test_a_request_for_ones_own_data_finds_them(people, whole):
    row = called(people, whole, address=HOME, born=BORN)
    found = list(_words(row))
    assert HOME in found
    assert "1990-05-04" in found


def test_nobody_is_born_tomorrow(people, whole):
    born = AT.date() + timedelta(days=1)
    leaves_nothing(WrongState, lambda: called(people, whole, born=born), "date of birth is in the future")


def test_a_bare_name_is_told_apart_from_no_namesake(people, whole):
    first, second = called(people, whole), called(people, whole)
    assert (others(first), others(second)) == (["INV-0001/2"], ["INV-0001/1"])


@pytest.mark.parametrize("known", [{"born": BORN}, {"address": HOME}, {"handles": ("@jane_roe",)}])
def test_whatever_is_known_of_one_alone_tells_that_one(people, whole, known):
    first, second = called(people, whole), called(people, whole, **known)
    assert others(second) == []
    assert others(first) == [str(second)]


def test_the_same_address_however_it_is_written_tells_nobody(people, whole):
    first, second = called(people, whole, address=HOME), called(people, whole, address=HOME.upper())
    assert others(first) == [str(second)]
    third = called(people, whole, address=HOME, born=BORN)
    assert others(third) == []


def test_an_account_tells_and_whoever_has_the_same_one_is_the_same(people, whole):
    first, second = called(people, whole), called(people, whole)
    account.add(second, "https://www.facebook.com/jane.roe", by=people.ines, at=AT)
    assert (others(first), others(second)) == ([str(second)], [])


def test_organisations_and_other_services_share_names_freely(people, whole):
    one = called(people, whole)
    subject.add(whole, SubjectParticulars(called="Jane Roe"), kind="organisation", by=people.ines, at=AT)
    assert others(one) == []


def test_the_pages_ask_show_and_warn(people, whole):
    called(people, whole)
    ines = signed_in(people.ines)
    where = f"/investigations/{whole.reference}/subjects/"
    sent = {"kind": "person", "called": "Jane Roe", "address": HOME, **a_day("born", BORN)}
    page = ines.get(f"{where}add/")
    assert "Address of the person (optional)" in words(page)
    assert ines.post(f"{where}add/", sent).status_code == 302
    shown = words(ines.get(f"{where}2/"))
    assert "4 May 1990" in shown
    assert "3 Mill Lane" in shown
    assert WARNING not in shown
    assert f"{WARNING} {whole.reference}/2" in words(ines.get(f"{where}1/"))
    amending = ines.get(f"{where}2/amend/")
    assert 'value="1990"' in amending.text
    refused = ines.post(f"{where}add/", sent | {"kind": "organisation"})
    assert "Delete the date of birth, or select “person” as the" in words(refused)


def test_the_court_reads_which_person_it_is_and_whoever_decides_is_warned(people, whole):
    one = called(people, whole, address=HOME, born=BORN)
    row = authorisations.in_force(people, subject=one)
    facts = facts_of(row, reader=people.oliver, at=authorisations.ORDERED)
    assert facts.subjects == ("Jane Roe, 3 Mill Lane, Harrowmere, born on 4 May 1990",)
    beside = looked_at(called(people, whole))
    assert [str(other) for other in beside.namesakes] == [str(one)]
