"""What another service assessed of the same account stops looks of the whole authority, and is not named."""

import re

import pytest
from django.db import IntegrityError

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.looks.officer import at_the_commit, by_sql, path
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.investigations import account
from watchbook.investigations.models import Investigation
from watchbook.looks import opening, re_triage
from watchbook.looks.models import Look, PageView
from watchbook.looks.sitting import USUAL

TOLD = USUAL | {"told": "yes"}
ELSEWHERE = "account was assessed more strictly elsewhere in the authority. Ask the RIPA co-ordinator"


def assessed_by_housing(council, people, name="T02"):
    """What another service assessed of the same account."""
    hanna = given.an_officer_of_housing(people)
    theirs = given.their_subject(people, hanna)
    standing = triage.assessed_case(people, name, subject=theirs, by=hanna, at=council.now)
    council.later()
    return standing


def pasted_anew(council):
    """The page after an address was pasted that is no subject's of the officer."""
    begun = council.browser.post(path("begin"), {"address": given.PROFILE})
    assert begun.url == path("open_address")
    return council.browser.get(begun.url)


def is_silent_about(standing, page):
    """Whether a page names neither the assessment nor the investigation of the other service."""
    row = standing.assessment
    return not {row.reference, row.investigation.reference} & set(re.findall(r"[A-Z]+-\d+", page))


@pytest.mark.parametrize("way", ["prepared", "new", "further", "nobody", "bare"])
def test_what_another_service_assessed_stops_looks_of_the_whole_authority(council, people, way):
    standing = assessed_by_housing(council, people)
    council.prepared(["none"], one=council.other)
    begun = Look.objects.count()
    if way == "prepared":
        page = words(council.prepared(["none"]))
    elif way == "new":
        account.part(council.subject.accounts.get(), reason="His brother", by=people.ines, at=council.now)
        page = words(pasted_anew(council))
    elif way == "further":
        page = words(council.further_page(Look.objects.get()))
    elif way == "nobody":
        account.part(council.subject.accounts.get(), reason="His brother", by=people.ines, at=council.now)
        page = words(council.at_nobody("own_page"))
    else:
        account.part(council.subject.accounts.get(), reason="His brother", by=people.ines, at=council.now)
        told = given.ask(council.subject, address=given.PROFILE)
        with pytest.raises(WrongState, match="recorded for another subject") as refused:
            opening.open(told, by=people.ines, at=council.now)
        page = str(refused.value)
    assert ELSEWHERE in page or way in {"nobody", "bare"}
    assert "You cannot" in page
    assert is_silent_about(standing, page)
    assert (Look.objects.count(), PageView.objects.count()) == (begun, 0)


def test_a_refused_first_look_opens_no_investigation_and_keeps_what_was_typed(council, people):
    account.part(council.subject.accounts.get(), reason="His brother", by=people.ines, at=council.now)
    page = pasted_anew(council)
    assessed_by_housing(council, people)
    before = Investigation.objects.count()
    sent = filled(page, why="A complaint", power="An Act, s.1", called="J")
    refused = council.browser.post(path("open_address"), sent)
    assert ELSEWHERE in words(refused)
    assert (boxes(refused)["why"], boxes(refused)["power"]) == ("A complaint", "An Act, s.1")
    assert (Investigation.objects.count(), Look.objects.count()) == (before, 0)


def test_the_database_takes_no_look_that_is_less_strict_than_another_service_assessed(council, people):
    council.prepared(["none"])
    row = Look.objects.get()
    council.later()
    assessed_by_housing(council, people)
    with pytest.raises(IntegrityError, match="less strict than the newest assessment"):
        by_sql(row, council.subject, at=council.now)


@pytest.mark.parametrize("name", ["T01", "T14", "T16"])
def test_what_another_service_assessed_as_needing_nobody_stops_nothing(council, people, name):
    assert not assessed_by_housing(council, people, name).binds
    assert council.prepared(["none"]).status_code == 302
    at_the_commit()


def test_a_departure_that_was_signed_for_the_other_service_lets_looks_open(council, people):
    standing = assessed_by_housing(council, people)
    triage.lowered(standing, "overt", by=people.oliver, at=council.now)
    council.later()
    assert council.prepared(["told"]).status_code == 302
    at_the_commit()


def test_a_re_triage_that_was_signed_since_opens_one_look_and_one_of_before_none(council, people):
    council.signed_re_triage()
    given.a_plan(people, council.subject, at=council.now)
    council.later()
    assessed_by_housing(council, people)
    assert ELSEWHERE in words(council.prepared(["told"]))
    signed = council.signed_re_triage()
    assert council.prepared(["told"]).status_code == 302
    row = Look.objects.get()
    assert (row.basis, row.basis_id) == ("re_triage", signed.id)
    assert council.further_page(row).status_code == 302
    at_the_commit()
    assert ELSEWHERE in words(council.prepared(["told"]))


@pytest.mark.parametrize("where", ["elsewhere", "own"])
def test_nobody_signs_a_re_triage_over_an_assessment_that_they_have_not_seen(council, people, where):
    standing = council.assess("T14")
    council.later()
    row = re_triage.ask(council.subject, TOLD, why_not="He was told", by=people.ines, at=council.now)
    oliver, page = signed_in(people.oliver), path("re_triage", row.reference)
    told = boxes(oliver.get(page)) | {"decision": "sign", "why": "Told by letter"}
    council.later()
    if where == "elsewhere":
        assessed_by_housing(council, people)
    else:
        triage.raised(standing, "directed_surveillance", by=people.ines, at=council.now)
        council.later()
    refused = oliver.post(page, told)
    assert "an assessment of this account changed after you opened this page" in words(refused)
    assert "Directed surveillance" in words(refused)
    council.prepared(["told"])
    assert not Look.objects.exists()
    now = {name: boxes(refused)[name] for name in ("press", "over")}
    stale = told | {"press": now["press"]}
    assert "changed after you opened this page" in words(oliver.post(page, stale))
    assert oliver.post(page, told | now).status_code == 302


def test_an_authorisation_of_its_own_covers_what_another_service_assessed(council, people):
    given.a_plan(people, council.subject, at=council.now)
    council.later()
    assessed_by_housing(council, people)
    assert ELSEWHERE in words(council.prepared(["none"]))
    authorisations.in_force(people, subject=council.subject)
    assert council.prepared(["none"]).status_code == 302
    assert Look.objects.get().basis == "directed_surveillance"
    at_the_commit()


def test_no_re_triage_departs_from_a_source_elsewhere(council, people):
    assessed_by_housing(council, people, "T19")
    assert "sign a re-triage" not in words(council.prepared(["none"]))
    with pytest.raises(WrongState, match="You cannot ask for a re-triage: this account was assessed"):
        council.signed_re_triage()


def test_a_page_of_somebody_unknown_says_that_it_needs_a_look_of_its_own(council):
    council.prepared(["none"])
    row = Look.objects.get()
    own = "Open a separate look"
    for profile, is_said in (
        (given.PROFILE, False),
        ("https://shop.example", False),
        ("https://www.facebook.com/nobody.on.record", True),
    ):
        added = council.further_page(row, profile=profile)
        assert (own in words(council.browser.get(added.url))) is is_said


def test_whoever_signs_a_re_triage_reads_what_another_service_assessed_and_the_officer_does_not(
    council, people
):
    standing = assessed_by_housing(council, people)
    row = re_triage.ask(council.subject, TOLD, why_not="He was told", by=people.ines, at=council.now)
    signers = words(signed_in(people.oliver).get(path("re_triage", row.reference)))
    officers = words(council.browser.get(path("re_triage", row.reference)))
    warning = "Another service assessed this account. That assessment says: Directed surveillance."
    assert warning in signers
    assert warning not in officers
    assert is_silent_about(standing, signers + officers)
