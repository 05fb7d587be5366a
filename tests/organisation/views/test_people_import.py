"""The pages of an import of people: choose, check, import; links shown once; nothing half done."""

import re

import pytest
from django.core import signing

from tests.files.clamd import EICAR, SIGNATURE, ScannerPeer, listening
from tests.log import everything
from tests.organisation.recovering import with_password
from tests.pages import a_file, browser, signed_in, words
from tests.rights import BOTH, closed_to_all_but
from watchbook.files.workbook import MEDIA_TYPE
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.people_import import read_lines
from watchbook.organisation.views import people_import

PAGE = "/organisation/people/import/"
KNOWN = {"identity": "at_hand_over"}
QUESTION = "How do you know that the link reaches the right person?"
FILE = (
    "name,email,service,duties,rank\n"
    "Gareth Pugh,gareth@council.invalid,Trading Standards,authorising officer,Head of Service\n"
    "Nia Rees,nia@council.invalid,,investigator; line manager,\n"
)


def check(client, text=FILE, name="people.csv"):
    return client.post(PAGE, {"file": a_file(name, text.encode()), "identity": "at_hand_over"})


def seen(response):
    return re.search(r'name="seen" value="([^"]+)"', response.text)[1]


def test_a_file_is_checked_first_and_nothing_is_recorded(people):
    before = everything()
    response = check(signed_in(people.ada))
    text = words(response)
    assert "2 new accounts. 3 proposed duties. We have recorded nothing yet." in text
    assert "Gareth Pugh" in text
    assert everything() == before


def test_the_check_shows_dates_and_the_answer_as_people_read_them(people):
    text = FILE.replace("rank\n", "rank,from_on,until_on\n").replace(
        "Head of Service", "Head of Service,2026-03-02,2027-03-02"
    )
    shown = words(check(signed_in(people.ada), text.replace("line manager,", "line manager,,,")))
    assert (
        "authorising officer Dates, rank and minute from 2 March 2026; to 2 March 2027; Head of Service"
        in shown
    )
    assert "investigator, line manager Dates, rank and minute –" in shown
    assert (
        "reaches the right person: “I will hand over the link in person after I see their staff pass”."
        in shown
    )


def test_a_file_that_the_scanner_knows_is_refused_on_the_page(people, settings, tmp_path):
    with listening(ScannerPeer(), tmp_path / "clamd") as settings.CLAMD:
        response = check(signed_in(people.ada), EICAR.decode())
    assert f"found “{SIGNATURE}” in it." in words(response)


def test_then_it_is_imported_and_each_link_is_shown_once(people):
    client = signed_in(people.ada)
    response = client.post(PAGE, {"seen": seen(check(client))})
    assert "You proposed 3 duties." in words(response)
    links = re.findall(r"<code[^>]*>(http[^<]+)</code>", response.text)
    assert len(links) == 2
    assert "Choose your password" in words(browser().get(links[0], follow=True))
    assert Duty.objects.filter(state="proposed").count() == 3


def test_sending_it_twice_adds_nothing_twice(people):
    client = signed_in(people.ada)
    kept = seen(check(client))
    client.post(PAGE, {"seen": kept})
    before = everything()
    response = client.post(PAGE, {"seen": kept})
    assert "Rows to correct" in words(response)
    assert everything() == before


def test_people_who_are_there_already_are_only_proposed_for(people):
    client = signed_in(people.ada)
    file = "name,email,duties\nNell,nell@council.invalid,solicitor\n"
    response = client.post(PAGE, {"seen": seen(check(client, file))})
    assert "so you have no links to hand over" in words(response)


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (FILE + ",x,,,\n", "a.csv", "“Name” is empty"),
        ("name\nNia\n", "a.csv", "no column “email”"),
        (FILE, "a.xlsm", "macros"),
        ("PK", "a.xlsx", "There is a problem"),
    ],
)
def test_a_wrong_file_is_refused_with_its_lines_or_its_reason(people, text, name, says):
    before = everything()
    response = check(signed_in(people.ada), text, name)
    assert says in words(response)
    assert "Error:" in response.text
    assert everything() == before


def test_without_a_file_nothing_happens(people):
    page = words(signed_in(people.ada).post(PAGE, {"x": "y"}))
    assert "Select the spreadsheet" in page
    assert QUESTION in page


@pytest.mark.parametrize("whose", ["nobody", "bashir"])
def test_rows_that_this_person_did_not_check_are_not_imported(people, whose):
    told = (
        [str(getattr(people, whose).id), "known_in_person", [[2, {"name": "X", "email": "x@y.invalid"}]]]
        if whose != "nobody"
        else []
    )
    forged = signing.dumps(told, salt="another" if whose == "nobody" else people_import.SALT)
    before = Person.objects.count()
    response = signed_in(people.ada).post(PAGE, {"seen": forged})
    assert "you checked the file more than an hour ago" in words(response)
    assert Person.objects.count() == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_can_be_filled_and_read_back(people, ending):
    response = signed_in(people.ada).get(f"{PAGE}template.{ending}")
    assert response["Content-Disposition"] == f'attachment; filename="people.{ending}"'
    (line,) = read_lines(response.content, name=f"people.{ending}")
    assert line.cells["duties"] == "senior responsible officer"
    assert (response["Content-Type"] == MEDIA_TYPE) is (ending == "xlsx")


def test_the_pages_are_for_administrators(people):
    pages = [PAGE, f"{PAGE}template.csv", f"{PAGE}template.xlsx"]
    closed_to_all_but(BOTH, people, *pages, match="cannot import people")


def test_links_are_made_for_everybody_without_a_password(people):
    client = signed_in(people.ada)
    page = "/organisation/people/links/"
    assert "Nell" in words(client.get(page))
    assert QUESTION in words(client.get(page))
    assert "Select how you know" in words(client.post(page, {"people": [str(people.nell.id)]}))
    response = client.post(page, {"people": [str(people.nell.id), str(people.ines.id)], **KNOWN})
    assert response.text.count("<code") == 2
    assert "Select at least one person" in words(client.post(page, {"x": "y"}))
    assert "Select from the answers" in words(client.post(page, {"people": ["x"]}))
    for one in Person.objects.filter(is_system=False):
        with_password(one)
    client = signed_in(people.ada)
    assert "Everybody with an account has a password." in words(client.get(page))
    closed_to_all_but(BOTH, people, page, match="cannot add people")
