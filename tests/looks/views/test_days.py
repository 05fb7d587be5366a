"""Days of those who look, by the pages alone: without a basis, two services, our own page, a child missing at night."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.pages import signed_in, words
from watchbook.investigations import account
from watchbook.looks import standing_purpose
from watchbook.looks.forms.looks import BEFORE
from watchbook.looks.models import Look

NIGHT = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # a Friday, two in the morning


def path(name, *args):
    return reverse(f"looks:{name}", args=args)


@pytest.fixture
def clock(monkeypatch):
    """What the pages take for now; the database goes by its own clock."""

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def test_a_look_made_without_a_basis_is_recorded_and_told(people):
    """An officer of Trading Standards looked first and asked afterwards; the line manager and the co-ordinator see it."""
    ines = signed_in(people.ines)
    sent = filled(
        ines.get(path("made")), about="subject", address=given.PROFILE, looked_at="14:05", looked_on_day="3",
        looked_on_month="3", looked_on_year="2026", result="something", seen="Trainers for sale", collateral="2",
    )  # fmt: skip
    done = ines.post(path("made"), sent, follow=True)
    assert "made without a basis" in words(done)
    row = Look.objects.get()
    assert (row.basis, row.service_id) == ("none", people.ines.service_id)
    for name in ("marian", "simon", "helen"):
        told = words(signed_in(getattr(people, name)).get(path("service")))
        assert "Check these looks first" in told
        assert row.reference in told
        assert "may be an error to report" in told


def test_two_officers_of_two_services_under_two_handles_learn_a_number_and_nothing_else(people):
    """Hanna of Housing looks under one handle, Ines under another: they count together once Hanna joins them, else apart."""
    hanna = given.an_officer_of_housing(people)
    theirs = given.their_subject(people, hanna)
    mine = given.a_subject(people, profile=given.OTHER_PROFILE, called="Trainers")
    given.opened(people, theirs, by=hanna, at=timezone.now() - timedelta(days=1), why="Zephyrine’s tenancy")
    ines, page = signed_in(people.ines), path("open_subject", mine.investigation.reference, mine.number)
    assert "No looks at this subject in the last 28 days" in words(ines.get(page))
    account.add(
        theirs, given.OTHER_PROFILE, basis="linked", reason="Each links to the other", by=hanna, at=given.AT
    )
    shown = words(ines.get(page))
    assert (
        "1 look by anyone in 28 days: before this look, check your answers below and say why looking again is not surveillance."
        in shown
    )
    assert "1 of these looks was by another service. Ask the RIPA co-ordinator about it." in shown
    opens = path("open_subject", theirs.investigation.reference, theirs.number)
    given.opened(people, mine, at=timezone.now() - timedelta(hours=1), why="Counterfeits")
    hers = words(signed_in(hanna).get(opens))
    assert "2 looks by anyone in 28 days" in hers
    for said, other in (
        (shown, ("Zephyrine", "Hanna", "facebook")),
        (hers, ("Counterfeits", "Trading Standards")),
    ):
        assert not [one for one in other if one.lower() in said.lower()]
    assert "Ines" not in hers.split()
    curve = words(ines.get(path("drift", mine.investigation.reference, mine.number)))
    assert "by another service" not in curve


def test_communications_staff_read_replies_on_our_own_page_all_day_and_are_never_stopped(people):
    """Every look is logged, none has a subject, none asks for more, and the figures have them all."""
    given.our_page(people)
    ines = signed_in(people.ines)
    for _hour in range(12):
        page = ines.get(path("open_general"))
        done = ines.post(
            path("open_general"), filled(page, address=given.OUR_PAGE, why="Replies to our post")
        )
        assert done.status_code == 302
        closing = {"result": "nothing", "seen": "", "collateral": "0", "next": ""}
        assert ines.post(done.url, closing).status_code == 302
    looks = Look.objects.all()
    assert {(row.about, row.basis, row.level, row.subject_id) for row in looks} == {
        ("own_page", "no_subject", "none", None)
    }
    assert "12 looks are recorded" in words(signed_in(people.marian).get(path("report")))


def test_a_child_missing_at_two_in_the_morning_is_looked_for_at_once_until_the_next_working_day_is_over(
    people, clock
):
    """Friday, two at night: every look opens until Monday is over, all count, and then the questions are asked."""
    subject = given.a_subject(people, called="The child")
    opening = path("open_subject", subject.investigation.reference, subject.number)

    def tried(moment, **changes):
        clock(moment)
        ines = signed_in(people.ines)
        return ines.post(opening, filled(ines.get(opening), why="A child is missing", **changes))

    at_once = {f"{BEFORE}immediate": "yes", "why_not": ""}
    for word in ("", "child"):
        asked = tried(NIGHT, **at_once, sudden=word)
        assert "who decided that the look could not wait" in words(asked)
    at_once["sudden"] = "The police called at one; the duty manager said to look now"
    assert tried(NIGHT, **at_once).status_code == 302
    for minutes in (10, 20, 30):
        again = tried(NIGHT + timedelta(minutes=minutes), why_not="")
        assert again.status_code == 302, words(again)
    page = words(signed_in(people.ines).get(opening))
    assert "an immediate response allows looks until" in page
    assert "4 looks by anyone" in page
    assert tried(NIGHT + timedelta(days=3, hours=20), why_not="").status_code == 302  # Monday night
    clock(datetime(2026, 3, 10, 0, 30, tzinfo=UTC))
    late = signed_in(people.ines).get(f"{opening}?sudden=yes")
    assert "Somebody had to answer the triage questions again" in words(late)
    assert 'name="deciding"' not in late.text
    assert set(Look.objects.values_list("basis", flat=True)) == {"immediate"}


def test_the_facts_of_the_service_fill_the_boxes_so_that_little_is_left_to_say(people):
    """Paste, press, tick, press: what else is asked is filled in and can be changed."""
    told = standing_purpose.Stands("investigation", "Counterfeit goods", "Trade Marks Act 1994, s.93", "none")
    standing_purpose.set(people.marian.service, told, by=people.marian, at=given.AT)
    ines = signed_in(people.ines)
    begun = ines.post(path("begin"), {"address": given.PROFILE})
    page = ines.get(begun.url)
    empty = {name for name, value in boxes(page).items() if not value}
    # what an emergency is held to stays empty without one
    assert empty - {"sudden"} <= {
        "called",
        "investigation",
        "offence",
        "csrfmiddlewaretoken",
        "covert_profile",
        "account",
    }
    assert ines.post(begun.url, filled(page)).status_code == 302
