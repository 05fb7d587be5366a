"""What the newest assessment of a subject does to a look: stops it, lets it open on a signature, ends it; addresses stay exact."""

from datetime import timedelta

import pytest

from tests.authorisations import given as authorisations
from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.looks.officer import path, said_of
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.investigations import subject
from watchbook.investigations.models import SubjectKind
from watchbook.keys import envelope
from watchbook.looks import look, opening, re_triage
from watchbook.looks.look import EarlierLook
from watchbook.looks.models import Look, PageView
from watchbook.looks.sitting import USUAL
from watchbook.triage.queries import standing_of

CLOSING = {"result": "nothing", "seen": "", "collateral": "0", "next": ""}


def test_the_page_that_is_stopped_names_the_assessment_and_the_ways_forward(council):
    standing = council.assess("T02")
    page = words(council.prepared(["none"]))
    assert f"{standing.assessment.reference} of 5 March 2026, says: Directed surveillance." in page
    for way in (
        "Apply for directed surveillance",
        "Ask the authorising officer to sign",
        "Record a look that you have made",
    ):
        assert way in page


def test_what_waits_for_a_signature_is_named_and_not_asked_for_twice(council, people):
    council.assess("T02")
    row = re_triage.ask(
        council.subject,
        USUAL | {"told": "yes"},
        why_not="He was told by letter",
        by=people.ines,
        at=council.now,
    )
    page = words(council.prepared(["none"]))
    assert f"{row.reference} is waiting for the authorising officer to sign. Read {row.reference}" in page
    assert "Ask the authorising officer to sign" not in page
    assert "Re-triage: requested" in words(council.browser.get(path("re_triage", row.reference)))


def test_a_departure_of_the_authorising_officer_opens_one_look_and_the_sro_reads_it(council, people):
    standing = council.assess("T02")
    signed = council.signed_re_triage()
    assert signed.departs_from == standing.assessment.id
    assert council.prepared(["told"]).status_code == 302
    row = Look.objects.get()
    assert (row.basis, row.basis_id, row.assessment_id) == ("re_triage", signed.id, standing.assessment.id)
    assert "You cannot open" in words(council.prepared(["told"]))
    listed = words(signed_in(people.simon).get(path("service")))
    assert "Signed decisions less strict than the assessment" in listed
    assert (
        f"{standing.assessment.reference} Subject INV-0001/1 Outcome of the assessment Directed surveillance Outcome signed instead Overt look Signed by Oliver"
        in listed
    )
    assert row.reference in listed
    officers = words(signed_in(people.oliver).get(path("re_triage", signed.reference)))
    assert (
        f"Outcome of the newest assessment {standing.assessment.reference}: Directed surveillance" in officers
    )


@pytest.mark.parametrize("ticks", [["none"], ["notice"], ["told", "private"]])
def test_a_signature_covers_the_answers_that_were_signed_and_no_others(council, ticks):
    council.assess("T02")
    signed = council.signed_re_triage()
    refused = words(council.prepared(ticks))
    assert f"The signed re-triage {signed.reference} covers only the answers that were signed" in refused
    assert "Give the signed answers, or ask for a new re-triage." in refused
    assert not Look.objects.exists()
    assert council.prepared(["told"]).status_code == 302


def test_whoever_is_not_sure_waits_for_the_co_ordinator_whatever_was_signed(council):
    council.assess("T02")
    council.signed_re_triage()
    assert "Your answers are kept as assessment" in words(council.prepared(["told", "not_sure"]))
    assert "Ask first" in words(council.prepared(["told"]))
    assert not Look.objects.exists()


def test_the_page_shows_the_answers_that_were_signed_and_fills_in_those_that_do_not_decide(council, people):
    council.assess("T02")
    facts = USUAL | {"told": "yes", "third_party": "yes"}
    asked = re_triage.ask(
        council.subject, facts, why_not="He was told by letter", by=people.ines, at=council.now
    )
    over = re_triage.read(asked, by=people.oliver, at=council.now)["over"]
    re_triage.sign(asked, over=over, why="Told by letter, one look", by=people.oliver, at=council.now)
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    page = council.browser.get(address)
    assert (
        f"signed re-triage {asked.reference}. The re-triage allows one look, with these answers and no others: The person was told"
        in words(page)
    )
    assert boxes(page)["fact_third_party"] == "yes"
    other = words(council.browser.post(address, filled(page, deciding="told", fact_third_party="no")))
    assert "do the looking for you?” Give the signed answers" in other
    assert council.browser.post(address, filled(page, deciding="told")).status_code == 302


def test_a_re_triage_that_was_not_signed_is_named_with_its_reason(council, people):
    council.assess("T02")
    facts = USUAL | {"told": "yes"}
    row = re_triage.ask(
        council.subject, facts, why_not="He was told by letter", by=people.ines, at=council.now
    )
    over = re_triage.read(row, by=people.oliver, at=council.now)["over"]
    re_triage.decline(row, over=over, why="The letter came back unopened", by=people.oliver, at=council.now)
    page = words(council.prepared(["none"]))
    assert f"The authorising officer did not sign re-triage {row.reference}. Read the reason" in page
    assert "Ask the authorising officer to sign a re-triage" in page
    read = words(council.browser.get(path("re_triage", row.reference)))
    assert "Reason for the decision The letter came back unopened" in read


def test_whoever_asked_reads_the_re_triage_and_how_it_was_decided(council, people):
    council.assess("T02")
    signed = council.signed_re_triage()
    page = council.browser.get(path("re_triage", signed.reference))
    assert "Re-triage: signed" in words(page)
    assert "Reason for the decision Told by letter, one look" in words(page)
    assert "Record your decision" not in words(page)


def test_a_departure_on_the_assessment_opens_looks_and_the_sro_reads_it(council, people):
    standing = council.assess("T02")
    assert "No signed re-triages or departures are less strict than an assessment" in words(
        signed_in(people.simon).get(path("service"))
    )
    triage.lowered(standing, "overt", by=people.oliver, at=council.now)
    council.later()
    assert council.prepared(["told"]).status_code == 302
    listed = words(signed_in(people.simon).get(path("service")))
    assert (
        f"{standing.assessment.reference} Subject INV-0001/1 Outcome of the assessment Directed surveillance Outcome signed instead Overt look Signed by Oliver"
        in listed
    )
    council.later()
    triage.raised(
        standing_of(standing.assessment.reference), "directed_surveillance", by=people.ines, at=council.now
    )
    council.later()
    assert "You cannot open" in words(council.prepared(["told"]))


def test_a_signature_of_before_the_assessment_and_one_of_a_source_depart_from_nothing(council, people):
    council.signed_re_triage()
    council.later()
    council.assess("T02")
    assert "You cannot open" in words(council.prepared(["told"]))
    council.later()
    council.assess("T19")
    with pytest.raises(WrongState, match="a re-triage cannot change that"):
        council.signed_re_triage()


def test_an_open_look_ends_where_its_subject_is_assessed_more_strictly(council):
    council.prepared(["none"])
    row = Look.objects.get()
    assert council.further_page(row).status_code == 302
    council.later()
    council.assess("T02")
    assert "has a stricter outcome than this look. Close the look." in words(
        council.further_page(row, twice="on")
    )
    assert PageView.objects.count() == 1
    other = Look.objects.filter(pk=row.pk)
    assert council.browser.post(path("look", row.reference), CLOSING).status_code == 302
    assert other.get().state == "closed"


def test_a_page_of_somebody_who_was_assessed_more_strictly_belongs_to_a_look_of_its_own(council):
    council.assess("T02")
    council.prepared(["none"], one=council.other)
    row = Look.objects.get()
    assert "has a stricter outcome than this look" in words(council.further_page(row))
    council.at_nobody("own_page")
    assert council.further_page(row, profile="https://www.facebook.com/nobody.on.record").status_code == 302


def test_a_look_that_happened_is_recorded_and_marked_whatever_its_assessment_says(council, people):
    given.a_plan(people, council.subject, at=council.now)
    council.later()
    council.assess("T02")
    made = given.made(people, council.subject, looked_at=council.now, facts={})
    told = given.made(people, council.subject, looked_at=council.now, facts=USUAL | {"told": "yes"})
    assert (made.basis, told.basis) == ("none", "none")
    assert made.assessment_id == told.assessment_id == said_of(council.subject)[0].id
    earlier = EarlierLook(
        council.now,
        people.ines.service,
        "",
        given.PROFILE,
        "subject",
        "investigation",
        "overt",
        "nothing",
        "",
    )
    assert look.bring_in(earlier, by=people.helen, at=council.now).basis == "imported"
    listed = words(signed_in(people.simon).get(path("service")))
    assert {made.reference, told.reference} <= set(listed.split())


def test_under_the_authorisation_that_it_asks_for_a_look_opens_on_that(council, people):
    given.a_plan(people, council.subject, at=council.now)
    council.later()
    council.assess("T02")
    row = authorisations.in_force(people, subject=council.subject)
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    page = words(council.browser.get(address))
    assert f"You may look under {row.reference}, which is in force to the end of" in page
    assert "you cannot open the look" not in page
    assert council.prepared(["none"]).status_code == 302
    opened = Look.objects.get()
    assert (opened.basis, opened.basis_id, opened.manner) == ("directed_surveillance", row.id, "covert")
    assert council.further_page(opened).status_code == 302


def test_an_authorisation_that_covers_too_little_is_named_with_what_is_missing(council, people):
    given.a_plan(people, council.subject, at=council.now)
    council.later()
    council.assess("T02")
    beside = subject.add(
        council.subject.investigation,
        subject.SubjectParticulars(called="The shop"),
        kind=SubjectKind.ORGANISATION,
        by=people.ines,
        at=council.now,
    )
    row = authorisations.in_force(people, subject=beside)
    page = words(council.prepared(["none"]))
    assert f"{row.reference} is in force in this investigation, but does not name this subject." in page
    council.later()
    council.assess("T19")
    plan = council.subject.overt_plans.get()
    page = words(council.prepared(["none"]))
    assert (
        f"{plan.reference} (Overt plan) is in force, but does not give the permission that the assessment asks for."
        in page
    )


def test_an_authorisation_whose_review_is_overdue_says_so(council, people):
    council.assess("T02")
    row = authorisations.in_force(people, subject=council.subject)
    council.now += timedelta(days=80)
    council.later()
    council.browser = signed_in(people.ines)
    assert (
        f"{row.reference} is in force, but its review is overdue. You cannot use it for a look until the authorising officer has reviewed it."
        in words(council.prepared(["none"]))
    )


def test_the_address_of_another_subject_never_slips_in(council):
    council.browser.post(path("begin"), {"address": f"{given.PROFILE}/photos?set=a.1&utm_source=x&fbclid=9"})
    council.prepared(["none"], one=council.other)
    row = Look.objects.get()
    assert (row.subject, row.way) == (council.other, "page")
    assert envelope.opened(row)["addresses"] == ["https://instagram.com/jane.roe.trainers"]
    page = council.prepared(["none"])
    opened = Look.objects.get(subject=council.subject)
    assert page.status_code == 302
    assert envelope.opened(opened)["addresses"] == [f"{given.PROFILE}/photos?set=a.1"]
    assert f"{given.PROFILE}/photos?set=a.1" in words(council.browser.get(path("look", opened.reference)))


def test_a_page_that_was_shown_for_another_address_is_shown_again(council):
    council.browser.post(path("begin"), {"address": "https://www.facebook.com/first.one"})
    page = council.browser.get(path("open_address"))
    council.browser.post(path("begin"), {"address": "https://www.facebook.com/second.one"})
    sent = filled(page, why="A complaint", power="An Act, s.1")
    again = council.browser.post(path("open_address"), sent)
    assert (boxes(again)["why"], boxes(again)["power"]) == ("A complaint", "An Act, s.1")
    assert "deciding" not in boxes(again)
    assert "you pasted another address after this page was shown" in words(again)
    assert "facebook.com/second.one" in words(again)
    assert not Look.objects.exists()


def test_an_address_that_names_another_account_is_not_looked_at_under_this_subject(council, people):
    told = given.ask(council.subject, address=given.OTHER_PROFILE)
    with pytest.raises(WrongState, match="the address belongs to a different account"):
        opening.open(told, by=people.ines, at=council.now)
    bare = subject.add(
        council.subject.investigation,
        subject.SubjectParticulars(called="The shop"),
        kind=SubjectKind.ORGANISATION,
        by=people.ines,
        at=council.now,
    )
    row = given.opened(people, bare, address="https://shop.example/trainers", at=council.now)
    assert row.account is None


def test_what_decides_is_asked_unfilled_and_what_the_record_knows_is_not_asked(council, people):
    given.opened(people, council.subject, at=council.now - timedelta(days=1))
    look.close(Look.objects.get(), given.Closing("nothing", "", 2, ""), by=people.ines, at=council.now)
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    page = council.browser.get(address)
    assert "deciding" not in boxes(page)
    assert not {"fact_told", "fact_f2", "fact_f4", "fact_f7", "fact_f8", "fact_one_off"} & set(boxes(page))
    asked = words(council.browser.post(address, filled(page, deciding=None)))
    assert "Select all that apply, or select “None of the above”" in asked
    both = words(council.browser.post(address, filled(page, deciding=["none", "told"])))
    assert "Select either the answers that apply, or only “None of the above”" in both
    against = filled(
        page, deciding="none", why_not="One more check", fact_f7="no", fact_f8="no", fact_one_off="yes"
    )
    assert council.browser.post(address, against).status_code == 302
    facts = envelope.opened(Look.objects.order_by("-opened_at").first())["facts"]
    assert (facts["f7"], facts["f8"], facts["one_off"]) == ("yes", "yes", "no")


def test_the_reason_is_the_investigations_own(council, people):
    given.a_standing_purpose(people, words="Counterfeit goods of all sorts")
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    own = envelope.opened(council.subject.investigation)["purpose"]
    assert boxes(council.browser.get(address))["why"] == own
    council.browser.post(path("begin"), {"address": "https://www.facebook.com/first.one"})
    page = council.browser.get(path("open_address"))
    assert boxes(page)["why"] == "Counterfeit goods of all sorts"
    chosen = filled(page, investigation=council.subject.investigation.reference)
    assert council.browser.post(path("open_address"), chosen).status_code == 302
    assert envelope.opened(Look.objects.get())["why"] == own


def test_each_refusal_is_an_event_with_what_stood_in_the_way(council):
    council.assess("T02")
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    sent = {
        "deciding": "none",
        "why": "A complaint",
        "purpose": "investigation",
        "account_used": "signed_out",
        "attests": "on",
    }
    given_facts = {f"fact_{name}": answer for name, answer in USUAL.items()}
    assert "You cannot open" in words(council.browser.post(address, sent | given_facts))
    told = Event.objects.filter(name="look.refused").get().fields
    assert told["unmet"] == ["authority.triage"]


def re_triage_page(council):
    return path("re_triage_ask", council.subject.investigation.reference, council.subject.number)


def test_a_re_triage_begins_with_the_answers_of_the_assessment_that_binds(council):
    standing = council.assess("T02")
    said = envelope.opened(standing.assessment)["facts"]
    filled_in = boxes(council.browser.get(re_triage_page(council)))
    for name in ("f5", "f6", "specific_investigation", "core_function", "offence"):
        if name in said:
            assert filled_in[f"fact_{name}"] == said[name]
    assert any(said.get(name, USUAL[name]) != USUAL[name] for name in USUAL)


@pytest.mark.parametrize("tick", ["told", "notice"])
def test_an_open_look_that_is_hidden_is_a_contradiction(council, tick):
    for address, sent in (
        (re_triage_page(council), {"why_not": "He was told by letter"}),
        (
            path("open_subject", council.subject.investigation.reference, council.subject.number),
            {"why": "A complaint"},
        ),
    ):
        page = council.browser.get(address)
        told = filled(page, deciding=[tick], fact_covert="yes", **sent)
        assert "this answer says that the look is hidden" in words(council.browser.post(address, told))
    assert not Look.objects.exists()


def test_prepared_subjects_say_which_are_blocked_and_by_what_is_missing(council):
    standing = council.assess("T02")
    for name in ("looks", "phone"):
        page = words(council.browser.get(path(name)))
        assert f"not ready: {standing.assessment.reference} says “Directed surveillance”" in page
    assert "ready" in words(council.browser.get(path("looks")))
    authorisations.in_force(council.people, subject=council.subject)
    assert "not ready" not in words(council.browser.get(path("looks")))


def test_an_authorisation_of_a_source_that_does_not_cover_the_look_is_named_with_what_it_covers(council):
    authorisations.in_force(council.people, subject=council.subject, kind="chis")
    page = words(council.prepared(["private", "kept"]))
    assert "CHIS-0001 (Covert human intelligence source) is in force, but does not cover this look." in page
    assert "Done" not in page


def test_the_sro_s_first_page_names_departures_signed_since_the_list_was_read(council, people):
    simon = signed_in(people.simon)
    standing = council.assess("T02")
    triage.lowered(standing, "overt", by=people.oliver, at=council.now)
    said = "1 departure from an assessment has been signed since you last read the list"
    assert said in words(simon.get("/"))
    council.later()
    simon.get(path("service"))
    assert said not in words(simon.get("/"))
