"""Pages on which looks are opened, closed, checked and re-triaged: what is shown, what is filled in, what stays unsaid."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.governance.processing.given import an_activity
from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.pages import browser, signed_in, typed, words
from watchbook.acting.london_day import london_day
from watchbook.audit_log.models import Event
from watchbook.investigations.models import Investigation, Subject
from watchbook.looks import standing_purpose
from watchbook.looks.forms.looks import BEFORE
from watchbook.looks.models import Evaluation, Look, PageView, ReTriage, StandingPurpose
from watchbook.looks.rules.assessed import further_basis
from watchbook.organisation.session_store import Session, SessionStore
from watchbook.web.wording import day

CLOSING = {"result": "nothing", "seen": "", "collateral": "0", "next": ""}


def path(name, *args):
    return reverse(f"looks:{name}", args=args)


@pytest.fixture
def ines(people):
    return signed_in(people.ines)


@pytest.fixture
def marian(people):
    return signed_in(people.marian)


def stands(people):
    told = standing_purpose.Stands(
        purpose="investigation", words="Counterfeit goods", power="Trade Marks Act 1994, s.93"
    )
    return standing_purpose.set(people.marian.service, told, by=people.marian, at=given.AT)


def test_from_an_unknown_address_to_a_permitted_first_look(people, ines):
    stands(people)
    begun = ines.post(path("begin"), {"address": given.PROFILE, "way": "bookmarklet"})
    assert begun.url == path("open_address")
    page = ines.get(begun.url)
    assert "facebook.com/janeroeseller" in words(page)
    assert {"Counterfeit goods", "Trade Marks Act 1994, s.93"} <= typed(page)
    assert given.PROFILE not in repr(
        [SessionStore().decode(one.session_data) for one in Session.objects.all()]
    )
    done = ines.post(begun.url, filled(page))
    row = Look.objects.get()
    assert done.url == path("look", row.reference)
    assert (row.outcomes, row.basis, row.way, row.platform) == (
        ["preliminary"],
        "triage",
        "bookmarklet",
        "facebook",
    )
    assert row.investigation.reference == "INV-0001"
    assert "Close the look" in words(ines.get(done.url))


def test_a_refused_first_look_leads_to_the_investigation_that_was_opened_for_it(people, ines):
    """Its answers bind the next look at this subject, so the subject stays; the officer is told where, and how to end it."""
    begun = ines.post(path("begin"), {"address": given.PROFILE})
    page = ines.get(begun.url)
    sent = filled(
        page, why="Tenancy", power="Housing Act 1985", called="Zephyrine", deciding=["private", "kept"]
    )
    led = ines.post(begun.url, sent, follow=True)
    (row,) = Subject.objects.all()
    assert not Look.objects.exists()
    assert led.redirect_chain == [(path("open_subject", row.investigation.reference, row.number), 302)]
    assert "You cannot open this look" in words(led)
    assert (
        "Investigation INV-0001 was opened for this look, and is still open. If you will not make the look, close"
        in words(led)
    )
    ines.post(path("begin"), {"address": given.PROFILE})
    assert Investigation.objects.count() == 1


def test_a_refused_first_look_for_an_open_investigation_asks_nobody_to_close_it(people, ines):
    """The investigation was there before the look, and others may work on it."""
    whole = council.an_investigation(people, by=people.ines)
    begun = ines.post(path("begin"), {"address": given.PROFILE})
    sent = filled(
        ines.get(begun.url),
        investigation=whole.reference,
        why="Tenancy",
        power="Housing Act 1985",
        called="Zephyrine",
        deciding=["private", "kept"],
    )
    led = words(ines.post(begun.url, sent, follow=True))
    assert "You cannot open this look" in led
    assert "was opened for this look" not in led


@pytest.mark.parametrize("lacks", ["a paper", "an entry"])
def test_where_papers_are_wanted_nothing_of_a_stranger_is_kept_before_they_are_there(people, ines, lacks):
    ended = {"until_on": date(2020, 3, 31)} if lacks == "an entry" else {}
    an_activity(people, is_refused_without_papers=True, **ended)
    begun = ines.post(path("begin"), {"address": given.PROFILE})
    page = ines.get(begun.url)
    told = ines.post(begun.url, filled(page, why="Tenancy", power="Housing Act 1985", called="Zephyrine"))
    assert "You cannot open this look: " in words(told)
    assert "register of processing" in words(told)
    assert not Investigation.objects.exists()
    assert not Subject.objects.exists()


def test_a_prepared_case_takes_a_page_a_tick_and_a_button(people, ines):
    subject = given.a_subject(people)
    assert str(subject) in words(ines.get(path("looks")))
    opening = path("open_subject", subject.investigation.reference, subject.number)
    page = ines.get(opening)
    assert "No looks at this subject in the last 28 days" in words(page)
    assert "Tick the box to confirm that you do not use a personal account" in words(
        ines.post(opening, filled(page, attests=None, why="x"))
    )
    assert ines.post(opening, filled(page, why="A complaint")).status_code == 302


def test_the_page_says_what_the_count_asks_for_and_the_third_look_is_stopped(people, ines):
    subject = given.a_subject(people)
    now = timezone.now()
    opening = path("open_subject", subject.investigation.reference, subject.number)
    given.opened(people, subject, at=now - timedelta(days=2))
    assert (
        "1 look by anyone in 28 days: before this look, check your answers below and say why looking again is not surveillance."
        in words(ines.get(opening))
    )
    assert not {BEFORE + "one_off", BEFORE + "f7"} & set(boxes(ines.get(opening)))
    assert "this is a repeat look and not a first look" in words(ines.get(opening))
    given.opened(people, subject, at=now - timedelta(days=1))
    stopped = ines.get(opening)
    assert "2 looks by anyone in 28 days." in words(stopped)
    assert further_basis() in words(stopped)
    assert "If you have already looked, record the look" in words(stopped)
    assert 'name="deciding"' not in stopped.text
    page = ines.get(f"{opening}?sudden=yes")
    assert boxes(page)[BEFORE + "immediate"] == "yes"
    assert f"2 looks by anyone in 28 days. {further_basis()}" in words(page)
    assert further_basis() in words(stopped)
    refused = ines.post(opening, filled(page, why="x", **{BEFORE + "immediate": "no"}))
    assert further_basis() in words(refused)
    assert boxes(refused)["why"] == "x"
    told = Event.objects.filter(name="look.refused").get()
    assert told.fields["level"] == "red"
    asked = ines.post(
        path("re_triage_ask", subject.investigation.reference, subject.number),
        {**facts(page), "deciding": "none", "why_not": "One check before closing"},
    )
    assert asked.url == opening
    oliver = signed_in(people.oliver)
    row = ReTriage.objects.get()
    assert row.reference in words(oliver.get(path("re_triages")))
    shown = oliver.get(path("re_triage", row.reference))
    before_the_officer = words(shown)
    assert "One check before closing" in before_the_officer
    assert "The officer’s answers" in before_the_officer
    told = boxes(shown) | {"decision": "sign", "why": "Open, once, nothing kept"}
    oliver.post(path("re_triage", row.reference), told)
    page = ines.get(opening)
    assert f"this look rests on the signed re-triage {row.reference}" in words(page)
    assert ines.post(opening, filled(page, why="x")).status_code == 302
    assert Look.objects.first().basis == "re_triage"
    assert row.reference in words(signed_in(people.simon).get(path("service")))


def test_a_second_look_asks_for_its_reason_in_its_own_box(people, ines):
    subject = given.a_subject(people)
    row = given.opened(people, subject, at=timezone.now() - timedelta(days=1))
    ines.post(path("page_view", row.reference), {"address": given.PROFILE + "/photos"})
    opening = path("open_subject", subject.investigation.reference, subject.number)
    page = ines.get(opening)
    assert "2 pages were opened in the earlier look." in words(page)
    for why_not in ("", "No"):
        asked = ines.post(opening, filled(page, why="A complaint", why_not=why_not))
        assert 'href="#id_why_not"' in asked.text
        assert "Say in a few words why looking again is not surveillance" in words(asked)
    assert not Event.objects.filter(name="look.refused").exists()
    said = filled(page, why="A complaint", why_not="One more page was sent in")
    assert ines.post(opening, said).status_code == 302


def test_a_pasted_address_tells_the_looks_of_others_before_it_asks(people, ines):
    theirs, now = given.their_subject(people, hanna := given.an_officer_of_housing(people)), timezone.now()
    given.opened(people, theirs, at=now - timedelta(days=2), by=hanna)
    before = Investigation.objects.count()
    ines.post(path("begin"), {"address": given.PROFILE})
    page = ines.get(path("open_address"))
    assert "1 look by anyone in 28 days: before this look" in words(page)
    assert "1 of these looks was by another service. Ask the RIPA co-ordinator about it." in words(page)
    sent = filled(page, why="Counterfeits", power="Trade Marks Act 1994, s.93", called="J")
    asked = ines.post(path("open_address"), sent)
    assert 'href="#id_why_not"' in asked.text
    assert boxes(asked)["power"] == "Trade Marks Act 1994, s.93"
    given.opened(people, theirs, at=now - timedelta(days=1), by=hanna)
    stopped = ines.get(path("open_address"))
    assert "2 looks by anyone in 28 days." in words(stopped)
    assert "2 of these looks were by other services. Ask the RIPA co-ordinator about them." in words(stopped)
    assert 'name="deciding"' not in stopped.text
    assert Investigation.objects.count() == before
    sudden = ines.get(f"{path('open_address')}?sudden=yes")
    said = filled(sudden, why="A child", power="Children Act 1989", called="J", sudden=given.SUDDEN)
    assert ines.post(path("open_address"), said).status_code == 302
    assert Look.objects.filter(basis="immediate", opened_by=people.ines).count() == 1


def test_a_look_that_an_authorisation_covers_is_not_asked_why_it_is_no_surveillance(people, ines):
    subject = given.a_subject(people)
    now = timezone.now()
    given.made(people, subject, looked_at=now - timedelta(days=1))
    plan = given.a_plan(people, subject, at=now - timedelta(hours=1))
    opening = path("open_subject", subject.investigation.reference, subject.number)
    page = ines.get(opening)
    assert f"you may look under {plan.reference}" in words(page)
    assert "why_not" not in boxes(page)
    overview = words(
        ines.get(reverse("investigations:investigation", args=[subject.investigation.reference]))
    )
    assert f"Next: You may look under {plan.reference}." in overview
    assert "why looking again is not surveillance" not in overview.split("Looks at each subject")[0]


def facts(page):
    return {name: value for name, value in boxes(page).items() if name.startswith(BEFORE)}


def test_nobody_opens_a_second_investigation_by_leaving_the_choice_as_it_is(people, ines):
    """Where there is none to choose, a new one is chosen already."""
    ines.post(path("begin"), {"address": given.PROFILE})
    assert boxes(ines.get(path("open_address")))["investigation"] == "new"
    council.an_investigation(people)
    page = ines.get(path("open_address"))
    assert "investigation" not in boxes(page)
    refused = ines.post(path("open_address"), filled(page, why="Tenancy", power="An Act", investigation=None))
    assert "Select the investigation" in words(refused)
    assert not Look.objects.exists()


def test_two_services_see_a_number_and_nothing_else(people, ines, db):
    other = given.an_officer_of_housing(people)
    theirs = signed_in(other)
    theirs.post(path("begin"), {"address": given.PROFILE})
    page = theirs.get(path("open_address"))
    theirs.post(
        path("open_address"), filled(page, why="Tenancy", power="Housing Act 1985", called="Zephyrine")
    )
    mine = given.a_subject(people, profile="https://m.facebook.com/jane.roe.seller/")
    page = ines.get(path("open_subject", mine.investigation.reference, mine.number))
    assert "1 look by anyone in 28 days" in words(page)
    assert "1 of these looks was by another service. Ask the RIPA co-ordinator about it." in words(page)
    without_acts = re.sub(r"\([^)]*\)", "", words(page))  # the offences of the register name theirs
    for said in ("Zephyrine", "Tenancy", "Housing", other.name):
        assert said not in without_acts.replace("Trading Standards", "")
    look = Look.objects.get()
    assert ines.get(path("look", look.reference)).status_code == 403
    curve = words(ines.get(path("drift", mine.investigation.reference, mine.number)))
    assert "Looks by other services are not shown here" in curve


def test_a_look_at_our_own_page_needs_no_subject(people, ines):
    page = ines.get(path("open_general"))
    ours = {"address": given.OUR_PAGE, "why": "Replies to our post"}
    assert "the settings do not list its address" in words(
        ines.post(path("open_general"), filled(page, **ours))
    )
    given.our_page(people)
    assert ines.post(path("open_general"), filled(page, **ours)).status_code == 302
    assert Look.objects.get().about == "own_page"
    refused = ines.post(
        path("open_general"), filled(page, **ours, fact_no_one_named="no", fact_f1="yes", fact_told="no")
    )
    assert "Open a look at that subject instead" in words(refused)


def test_enter_adds_the_page_and_closes_no_look(people, ines):
    row = given.opened(people, given.a_subject(people))
    page = ines.get(path("look", row.reference)).text
    form = page[page.index('id="closing"') :]
    assert 'name="entered"' in form[: form.index("</button>")], (
        "the first button is the one that Enter presses"
    )
    entered = CLOSING | {"seen": "Two tyres", "entered": "yes"}
    refused = ines.post(path("look", row.reference), entered | {"address": ""})
    assert "Paste the address, or select “Close the look”" in words(refused)
    assert "Two tyres" in words(refused)
    assert boxes(refused)["result"] == "nothing"
    pasted = entered | {"address": given.PROFILE + "/photos"}
    added = ines.post(path("look", row.reference), pasted, follow=True)
    assert "The page was added to the look." in words(added)
    assert "Two tyres" in words(added)
    assert PageView.objects.count() == 1
    row.refresh_from_db()
    assert row.state == "open"
    assert ines.post(path("look", row.reference), CLOSING | {"address": ""}).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"


def test_pages_are_added_something_is_kept_the_look_is_closed_and_evaluated(people, ines, marian):
    row = given.opened(people, given.a_subject(people))
    ines.post(path("page_view", row.reference), {"address": given.PROFILE + "/photos"})
    assert "javascript" not in words(
        ines.post(path("page_view", row.reference), {"address": "javascript:alert(1)"})
    )
    assert ines.get(path("page_view", row.reference)).status_code == 200
    asked = ines.post(path("keep", row.reference), CLOSING)
    assert "What did you keep, and where?" in words(asked)
    assert "Enter what you kept" in words(ines.post(path("keep", row.reference), {"kept": ""}))
    row.refresh_from_db()
    assert row.kept_at is None
    ines.post(path("keep", row.reference), {"kept": "A screenshot, in the case file"})
    assert "even if you found nothing relevant" in words(
        ines.post(path("look", row.reference), {"collateral": "0"})
    )
    assert ines.post(path("look", row.reference), CLOSING).status_code == 302
    kept = words(ines.get(path("look", row.reference)))
    assert "the officer must say why looking again is not surveillance." in kept
    assert "A screenshot, in the case file" in kept
    assert PageView.objects.count() == 1
    became = {"useful": "no", "verified": "nothing", "used_in_decision": "no", "told": "exempt", "showed": ""}
    assert "why the person has not been told" in words(ines.post(path("evaluate", row.reference), became))
    assert ines.get(path("evaluate", row.reference)).status_code == 200
    became["why_not_told"] = "It would warn the seller"
    other = given.made(people, row.subject, closing=given.SEEN)
    assert "Record the same outcome for the 1 other look" in words(ines.get(path("evaluate", row.reference)))
    sent = {**became, "whole_case": "on"}
    assert ines.post(path("evaluate", row.reference), sent).status_code == 302
    assert set(Evaluation.objects.values_list("look", flat=True)) == {row.id, other.id}
    page = words(marian.get(path("look", row.reference)))
    assert "It would warn the seller" in page
    for label in ("Number of the look in the counted period 1", "Needed because of repeat looks nothing"):
        assert label in page
    assert "Method of recording opened in Watchbook" in page
    for label in ("Look in window", "Is of another", "Level none"):
        assert label not in page
    assert Event.objects.filter(name="look.read").count() == 1


def test_a_look_made_without_a_basis_is_told_to_the_line_manager(people, marian):
    nell = signed_in(people.nell)
    page = nell.get(path("made"))
    sent = filled(
        page, about="subject", address=given.PROFILE, looked_at="02:05", looked_on_day="3", looked_on_month="3",
        looked_on_year="2026", result="something", seen="A post", collateral="0", attests=None,
    )  # fmt: skip
    done = nell.post(path("made"), sent, follow=True)
    assert "without a basis" in words(done)
    row = Look.objects.get()
    assert (row.basis, row.way, row.attested) == ("none", "afterwards", False)
    assert row.reference in words(signed_in(people.simon).get(path("service")))
    assert row.reference not in words(marian.get(path("service")))  # Nell is of no service


def test_a_look_made_in_the_future_is_asked_for_again(people):
    ines, later = signed_in(people.ines), timezone.localtime() + timedelta(hours=2)
    sent = filled(
        ines.get(path("made")), about="subject", address=given.PROFILE, looked_at=later.strftime("%H:%M"),
        looked_on_day=later.day, looked_on_month=later.month, looked_on_year=later.year, result="something",
    )  # fmt: skip
    assert "This time is in the future." in words(ines.post(path("made"), sent))
    assert not Look.objects.exists()


def test_a_look_made_before_the_rules_began_is_asked_for_again(people):
    ines = signed_in(people.ines)
    sent = filled(
        ines.get(path("made")), about="subject", address=given.PROFILE, looked_at="10:30", looked_on_day="2",
        looked_on_month="12", looked_on_year="1926", result="something",
    )  # fmt: skip
    assert "This date is before our rules on looks begin. Check the year." in words(
        ines.post(path("made"), sent)
    )
    assert not Look.objects.exists()


def test_the_supervisor_sees_subjects_looks_and_officers(people, marian):
    subject = given.a_subject(people)
    row = given.opened(people, subject, at=timezone.now())
    page = words(marian.get(path("service")))
    assert str(subject) in page
    assert row.reference in page
    assert "Jane Roe" not in page


def test_the_curve_is_replayed_as_at_any_day(people):
    subject = given.a_subject(people)
    row = given.opened(people, subject, at=timezone.now())
    ivo = signed_in(people.ivo)
    address = path("drift", subject.investigation.reference, subject.number)
    page = ivo.get(address)
    assert f"{day(london_day(row.opened_at))} Repeat looks 1" in words(page)
    assert f'href="/looks/{row.reference}/">' in page.text
    before = london_day(row.opened_at) - timedelta(days=1)
    asked = {"on-day": before.day, "on-month": before.month, "on-year": before.year}
    shown = words(ivo.get(address, asked))
    assert f"{day(london_day(row.opened_at))} Repeat looks 1" not in shown
    assert f"up to {day(before)}" in shown
    assert "watchbook-stroke" in page.text  # the curve is drawn
    for nonsense in ({"on-day": "nonsense"}, asked | {"on-year": "1"}, asked | {"on-month": "13"}):
        assert f"up to {day(london_day(timezone.now()))}" in words(ivo.get(address, nonsense))


def test_the_line_manager_sets_what_the_service_looks_for(people, marian):
    page = marian.get(path("standing_purpose"))
    told = {
        "purpose": "investigation",
        "words": "Counterfeits",
        "power": "An Act, s.1",
        "offence": "none",
        "is_core_function": "yes",
    }
    assert marian.post(path("standing_purpose"), told).url == path("service")
    assert StandingPurpose.objects.get().words == "Counterfeits"
    assert "Counterfeits" in typed(marian.get(path("standing_purpose")))
    assert page.status_code == 200


def test_the_phone_page_and_the_bookmark_lead_to_the_same(people, ines):
    subject = given.a_subject(people)
    row = given.opened(people, subject)
    assert f"Close {row.reference}" in words(ines.get(path("phone")))
    assert "location.href" in ines.get(path("bookmark")).text
    refused = ines.post(path("begin"), {"address": "javascript:alert(1)", "way": "phone"})
    assert refused.status_code == 200
    found = ines.post(path("begin"), {"address": given.PROFILE, "way": "phone"})
    assert found.url == path("open_subject", subject.investigation.reference, subject.number)
    assert ines.get(path("open_address")).status_code == 200
    assert browser().get(path("looks")).status_code == 302
    assert words(ines.get(path("of", subject.investigation.reference)))
