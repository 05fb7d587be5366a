"""Pages of exhibits: produced and corrected by forms, listed for whoever may read them, found however the hash is spelt."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.evidence.exhibits import MANIFEST, PLAIN, UNTIL, a_held_capture, an_exhibit
from tests.log import told
from tests.looks import given as looks
from tests.pages import a_day, signed_in, words
from watchbook.acting.refusals import can
from watchbook.evidence.models import Exhibit
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.queries.exhibits import exhibits_open_to, found
from watchbook.investigations import break_glass, need_to_know
from watchbook.web.wording import day

LIST = "/evidence/exhibits/"
LATER = timezone.localdate() + timedelta(days=365)
SAID = {
    "shows": "An offer of trainers",
    "collateral": "1",
    "minimised": "Cut out",
    "sensitivity": "none",
    "retention_class": "capture_prosecution",
} | a_day("retain_until", LATER)


def test_an_exhibit_is_produced_and_corrected_on_pages(people):
    capture, ines = a_held_capture(people), signed_in(people.ines)
    of_look = reverse("evidence:exhibits_of_look", args=[capture.look.reference])
    produce = reverse("evidence:produce", args=[capture.reference])
    assert produce in ines.get(of_look).text
    assert "We have not adopted a retention schedule" in words(ines.get(produce))
    refused = words(ines.post(produce, {"shows": ""}))
    for sentence in (
        "Enter what the exhibit shows",
        "or 0 if there are none",
        "Select the retention class",
        "Error:",
    ):
        assert sentence in refused
    assert "Enter the date of the next" in words(ines.post(produce, SAID | {"retain_until_day": "", "retain_until_month": "", "retain_until_year": ""}))  # fmt: skip
    assert "Enter what the exhibit shows" in words(ines.post(produce, SAID | {"shows": "\u202e\u2066"}))
    turned = {"shows": SAID["shows"][:1] + "\u202e" + SAID["shows"][1:]}
    assert ines.post(produce, SAID | turned).url == f"{LIST}EX-0001/"
    page = words(ines.get(f"{LIST}EX-0001/"))
    assert "\u202e" not in page
    for word in ("EX-0001 Exhibit I/1", "An offer of trainers", capture.plain_sha256, MANIFEST, day(LATER)):  # fmt: skip
        assert word in page
    assert "I/1" in words(ines.get(of_look))
    tab = words(ines.get(reverse("evidence:exhibits_of", args=[capture.look.investigation.reference])))
    assert "EX-0001" in tab
    correct = f"{LIST}EX-0001/correct/"
    assert "An offer of trainers" in words(ines.get(correct))
    assert "Say why you are correcting the exhibit" in words(ines.post(correct, SAID))
    assert ines.post(correct, SAID | {"sensitivity": "child", "why": "A child"}).url == f"{LIST}EX-0001/"
    assert "a child can be recognised" in words(ines.get(f"{LIST}EX-0001/"))


def test_what_was_taken_in_and_what_had_no_basis_is_said(people):
    look = looks.made(people, looks.a_subject(people), facts={})
    row = an_exhibit(people, a_held_capture(people, look, origin="imported", content_kind="WACZ"))
    page = words(signed_in(people.ines).get(f"{LIST}{row.reference}/"))
    assert "made elsewhere and added" in page
    assert "had no basis" in page


def test_that_somebody_elses_exhibit_was_read_is_recorded_before_it_is_shown(people):
    row = an_exhibit(people)
    assert signed_in(people.ivo).get(f"{LIST}{row.reference}/").status_code == 200
    assert told(row)[:2] == ("exhibit.read", people.ivo.id)


def test_whoever_looked_and_needs_to_know_no_longer_sees_nothing_of_what_is_held(people):
    row = an_exhibit(people)
    look = row.capture.look
    of_look = reverse("evidence:exhibits_of_look", args=[look.reference])
    assert row.mark in words(signed_in(people.ines).get(of_look))
    need_to_know.add(look.investigation, people.helen, by=people.ines, at=timezone.now())
    need_to_know.remove(look.investigation, people.ines, by=people.marian, at=timezone.now())
    page = words(signed_in(people.ines).get(of_look))
    assert "that you do not have access to" in page
    assert row.mark not in page


def test_what_is_not_there_is_not_found_by_those_who_may_read_any(people):
    edmund, ines = signed_in(people.edmund), signed_in(people.ines)
    for path in (f"{LIST}EX-9999/", "/evidence/captures/CAP-9/produce/", "/evidence/looks/L-9/exhibits/"):
        assert (edmund.get(path).status_code, ines.get(path).status_code) == (404, 403)


def sought_by(person, text):
    return [row.mark for row in found(exhibits_open_to(person), sought=text)]


@pytest.mark.parametrize(
    "text",
    [
        "I/1", "i1", " i / 1 ", "EX-0001", "ex1", "EX-1", "ex 0001", "CAP-0001", "cap1",
        PLAIN, PLAIN.upper(), PLAIN[:8], f" {PLAIN[:32]} {PLAIN[32:]}\n", f"sha256:{PLAIN}", f"SHA-256 {PLAIN}",
        ":".join(PLAIN[at : at + 2] for at in range(0, 64, 2)), MANIFEST, MANIFEST[:12].upper(), PLAIN + "\u200b",
    ],
)  # fmt: skip
def test_it_is_found_by_mark_reference_or_hash_however_they_are_spelt(people, text):
    an_exhibit(people)
    other = a_held_capture(people, looks.opened(people), content=b"other", manifest_sha256="0" * 64)
    an_exhibit(people, other)
    assert sought_by(people.ines, text) == ["I/1"]


def test_a_search_that_could_be_nothing_says_what_to_enter_and_days_are_londons(people):
    an_exhibit(people)
    ines = signed_in(people.ines)
    wrong = words(ines.get(LIST, {"sought": "trainers %_'; --"}))
    assert "Enter a mark such as AB/1" in wrong
    assert "I/1 EX-0001" not in wrong
    assert "EX-0001" in words(ines.get(LIST, a_day("first_on", UNTIL.replace(month=3))))
    assert "No exhibits that you have access to" in words(ines.get(LIST, a_day("first_on", UNTIL)))
    assert "EX-0001" in words(ines.get(LIST, a_day("last_on", UNTIL.replace(month=3)))).split("Warning")[1]
    assert "No exhibits that you have access to" in words(
        ines.get(LIST, a_day("last_on", UNTIL.replace(month=2)))
    )
    assert "No exhibits that you have access to" in words(ines.get(LIST, {"sought": "AB/7"}))
    backwards = a_day("first_on", UNTIL) | a_day("last_on", UNTIL.replace(month=3))
    assert "Enter a last date that is not before the first date" in words(ines.get(LIST, backwards))
    for hostile in ({"sought": "\0"}, {"sought": "9" * 500}, {"page": "x"}, {"first_on_day": "x"}):
        assert ines.get(LIST, hostile).status_code == 200


def test_everybody_sees_exactly_those_whose_captures_they_may_read(people):
    an_exhibit(people)
    an_exhibit(people, a_held_capture(people, looks.opened(people)))
    theirs = looks.an_officer_of_housing(people)
    an_exhibit(people, a_held_capture(people, looks.opened(people, by=theirs), by=theirs), by=theirs)
    whole = Exhibit.objects.exclude(investigation=None).get().investigation
    break_glass.open(whole, reason="A complaint", by=people.simon, at=timezone.now())
    assert exhibits_open_to(people.simon).filter(investigation=whole).exists()
    everything = Exhibit.objects.select_related("capture__look__investigation")
    for name in (*people.addresses, "hanna"):
        somebody = theirs if name == "hanna" else getattr(people, name)
        allowed = {row.reference for row in everything if can(may_read_capture, somebody, row.capture)}
        assert {row.reference for row in exhibits_open_to(somebody)} == allowed, name


def test_the_list_costs_the_same_queries_for_one_exhibit_and_for_sixty(people, django_assert_max_num_queries):
    capture, marian = a_held_capture(people), signed_in(people.marian)
    an_exhibit(people, capture)
    marian.get(LIST)
    with django_assert_max_num_queries(14) as once:
        assert "1 exhibit" in words(marian.get(LIST))
    for _number in range(59):
        an_exhibit(people, capture)
    with django_assert_max_num_queries(len(once)):
        page = marian.get(LIST)
    assert "60 exhibits" in words(page)
    assert page.text.count("/evidence/exhibits/EX-") == 25
    assert marian.get(LIST, {"page": "3", "sought": ""}).text.count("/evidence/exhibits/EX-") == 10
