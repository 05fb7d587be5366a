"""Stricter answers bind every entrance at once: in a re-triage that was refused, declined or waits, and in a look that was made."""

import pytest

from tests.looks import given
from tests.looks.filled import filled
from tests.looks.officer import at_the_commit, path
from tests.looks.test_refused_answers import ENTRANCES, first_look
from tests.pages import signed_in, words
from tests.proof_only import one_in
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.investigations import investigation
from watchbook.looks import look, opening, re_triage
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.queries.drift import drift_of
from watchbook.looks.sitting import USUAL
from watchbook.triage.graph import current
from watchbook.triage.models import Assessment

NON_RIPA = USUAL | {"f2": "yes", "f4": "yes"}
HIDDEN = {"f1": "yes", "f2": "yes", "f4": "yes", "f7": "yes", "covert": "yes", "one_off": "no"}
DIRECTED = USUAL | HIDDEN | {"offence": "trade_marks_act_1994_s92"}


def asked(council, facts=NON_RIPA):
    return re_triage.ask(council.subject, facts, why_not="One check", by=council.people.ines, at=council.now)


def declined(council, row):
    over = re_triage.read(row, by=council.people.oliver, at=council.now)["over"]
    re_triage.decline(row, over=over, why="Apply for it", by=council.people.oliver, at=council.now)


def no_entrance_opens(council):
    for enter in ENTRANCES.values():
        council.later()
        assert "You cannot open" in words(enter(council, ["told"]))
    assert not Look.objects.exclude(way="afterwards").exists()


@pytest.mark.parametrize("is_declined", [False, True])
def test_what_a_re_triage_asks_binds_while_it_waits_and_after_it_was_declined(council, is_declined):
    row = asked(council)
    if is_declined:
        declined(council, row)
    kept = Assessment.objects.get()
    assert (kept.outcomes, kept.subject, row.departs_from) == (["non_ripa"], council.subject, kept.id)
    no_entrance_opens(council)


def test_a_re_triage_that_is_refused_binds_too_and_says_so(council):
    council.later()
    address = path("re_triage_ask", council.subject.investigation.reference, council.subject.number)
    page = council.browser.get(address)
    told = {f"fact_{name}": answer for name, answer in HIDDEN.items() if f"fact_{name}" in page.text}
    told |= {"deciding": ["private", "kept"], "fact_offence": "trade_marks_act_1994_s92"}
    refused = words(council.browser.post(address, filled(page, why_not="One check", **told)))
    kept = Assessment.objects.get()
    assert "You cannot ask for a re-triage" in refused
    assert f"Your answers are kept as assessment {kept.reference}" in refused
    assert (kept.outcomes, ReTriage.objects.count()) == (["directed_surveillance"], 0)
    no_entrance_opens(council)


def test_a_re_triage_that_cannot_depart_keeps_the_stricter_answers_too(council):
    council.assess("T19")
    council.later()
    with pytest.raises(re_triage.NotAsked, match="a re-triage cannot change that") as refusal:
        asked(council, DIRECTED)
    assert opening.keep(refusal.value.said, by=council.people.ines, at=council.now) is None
    assert Assessment.objects.count() == 1


def test_a_re_triage_as_strict_as_what_stands_or_laxer_leaves_it(council):
    council.assess("T02")
    council.later()
    row = asked(council)
    assert Assessment.objects.get().id == row.departs_from


def test_a_re_triage_that_asks_for_nothing_leaves_no_assessment(council):
    assert asked(council, USUAL | {"told": "yes"}).departs_from is None
    assert not Assessment.objects.exists()


def test_signed_it_opens_its_one_look_and_binds_the_next(council, people):
    for _day in range(2):
        given.made(people, council.subject, looked_at=council.now, facts={}, at=council.now)
        council.later()
    row = asked(council, USUAL | {"one_off": "no", "f1": "yes", "f7": "yes"})
    assert row.outcomes == ["overt_plan"]
    over = re_triage.read(row, by=people.oliver, at=council.now)["over"]
    re_triage.sign(row, over=over, why="One check", by=people.oliver, at=council.now)
    council.later()
    assert council.prepared(["none"]).status_code == 302
    at_the_commit()
    assert Look.objects.get(way="page").re_triage == row
    council.later()
    assert "You cannot open" in words(council.prepared(["told"]))


def test_strict_answers_of_a_look_that_was_made_bind_the_next(council, people):
    row = given.made(people, council.subject, looked_at=council.now, at=council.now, facts=NON_RIPA)
    kept = Assessment.objects.get()
    assert (row.basis, kept.outcomes, kept.assessed_by) == ("none", ["non_ripa"], people.ines)
    no_entrance_opens(council)


def test_strict_answers_of_a_look_told_by_its_address_alone_bind_its_subject(council):
    told = {
        "about": "subject",
        "address": given.PROFILE,
        "triaged": "on",
        "looked_at": "09:00",
        "why": "Replies",
    }
    told |= {"looked_on_day": "5", "looked_on_month": "3", "looked_on_year": "2026", "subject": ""}
    told |= {"result": "nothing", "collateral": "0"}
    page = council.browser.get(path("made"))
    assert (
        council.browser.post(path("made"), filled(page, deciding=["private", "kept"], **told)).status_code
        == 302
    )
    assert Look.objects.get().subject == council.subject
    assert Assessment.objects.get().subject == council.subject
    no_entrance_opens(council)


def test_a_look_that_was_made_is_recorded_although_its_answers_cannot_be_kept(council, people):
    given.made(people, council.subject, looked_at=council.now, facts=USUAL)
    nobodys = "https://www.facebook.com/nobody.on.record"
    given.made(people, None, about="subject", address=nobodys, looked_at=council.now, facts=NON_RIPA)
    investigation.close(council.subject.investigation, reason="Done", by=people.ines, at=council.now)
    given.made(people, council.subject, looked_at=council.now, at=council.now, facts=NON_RIPA)
    assert Look.objects.count() == 3
    assert not Assessment.objects.exists()


SAME = [
    ("https://t.co/AbC12", "http://www.t.co/AbC12/?s=20#x"),
    ("https://www.facebook.com/share/p/1AbCd/", "m.facebook.com/share/p/1AbCd?mibextid=x&s=1"),
    ("https://www.facebook.com/photo.php?fbid=123&set=a.1", "https://m.facebook.com/photo/?fbid=123&type=3"),
    ("https://fb.me/new.seller", "https://upload.facebook.com/new.seller/photos"),
    ("https://proxy.example/go?to=https%3A%2F%2Fx.com%2Fnew_seller", "https://x.com/new_seller"),
    ("https://x.com/new_seller", "https://proxy.example/https://x.com/new_seller"),
    ("https://www.facebook.com/new.seller", "https://fb.me/new.seller"),
    ("https://www.instagram.com/new.seller", "https://imginn.com/new.seller"),
    ("https://www.facebook.com/new.seller", "https://corsproxy.io/?https://m.facebook.com/new.seller"),
    (
        "https://www.facebook.com/new.seller",
        "https://www.facebook.com/search/top/?q=https://facebook.com/new.seller",
    ),
    ("https://shop.example/?u=https://other.example/", "https://shop.example/about"),
]


@pytest.mark.parametrize(("strict", "lax"), one_in(3, SAME))
def test_no_spelling_of_an_address_gets_round_stricter_answers(council, strict, lax):
    for address, ticks in ((strict, ["private", "kept"]), (lax, ["told"])):
        first_look(council, address, deciding=ticks)
    assert Assessment.objects.get().outcomes == ["non_ripa"]
    assert not Look.objects.exists()


@pytest.mark.parametrize("about", ["general", "own_page", "register"])
def test_a_page_that_is_noted_as_somebodys_is_never_nobodys(council, about):
    first_look(council, "https://t.co/AbC12", deciding=["private", "kept"])
    sent = {"about": about, "address": "t.co/AbC12/?s=1", "why": "Replies"}
    council.browser.post(path("open_general"), filled(council.browser.get(path("open_general")), **sent))
    assert not Look.objects.exists()


def test_in_another_investigation_a_short_link_is_the_same(council, people):
    first_look(council, "https://t.co/AbC12", deciding=["private", "kept"])
    council.later()
    twin = given.given.a_subject(people, handles=("http://t.co/AbC12/?s=1",))
    assert twin.accounts.get().platform == "x"
    assert "You cannot open" in words(council.prepared(["told"], one=twin))


def test_a_further_page_at_a_link_of_somebody_stricter_ends_the_look(council):
    first_look(council, "https://t.co/AbC12", deciding=["private", "kept"])
    council.later()
    council.prepared(["told"], one=council.other)
    row = Look.objects.get()
    for address in ("https://t.co/AbC12/?s=1", "https://proxy.example/https://t.co/AbC12"):
        page = council.browser.post(path("page_view", row.reference), {"address": address})
        assert "has a stricter outcome than this look" in words(page)
    assert (
        council.browser.post(path("page_view", row.reference), {"address": "t.co/other"}).status_code == 302
    )


def test_an_address_that_may_show_somebody_else_is_not_looked_at_under_this_subject(council, people):
    for address in ("https://fb.me/jane.roe.seller", f"https://proxy.example/{given.PROFILE}"):
        told = given.ask(council.other, address=address)
        with pytest.raises(WrongState, match="recorded for another subject"):
            opening.open(told, by=people.ines, at=council.now)
        council.later()
        told = given.ask(council.subject, address=address, why_not="One more check")
        assert opening.open(told, by=people.ines, at=council.now).subject == council.subject


@pytest.mark.parametrize(
    "address",
    ["", "the notice board", "https://www.facebook.com/new.seller", "proxy.example/" + given.OUR_PAGE],
)
def test_no_page_is_the_councils_own_but_those_that_the_settings_list(people, address):
    given.our_page(people, "https://www.facebook.com/Example.Council/", "https://t.co/AbC12")
    for told in (
        given.ask(about="own_page", address=address),
        given.ask(
            given.a_subject(people, profile=None), address=address, facts=USUAL | {"made_open": "own_page"}
        ),
    ):
        with pytest.raises(WrongState, match="as a look at the authority’s own page"):
            opening.open(told, by=people.ines, at=given.AT)
    for ours in ("m.facebook.com/example.council/posts/1", "http://t.co/AbC12/?s=1"):
        assert (
            opening.open(given.ask(about="own_page", address=ours), by=people.ines, at=given.AT).about
            == "own_page"
        )


def test_a_look_that_was_made_at_a_page_that_is_not_listed_counts_for_whose_page_it_is(council, people):
    for address, about in ((given.PROFILE, "subject"), (given.OUR_PAGE, "own_page")):
        given.our_page(people)
        row = given.made(
            people, about="own_page", address=address, facts={}, looked_at=council.now, at=council.now
        )
        assert row.about == about
    council.later()
    stands = drift_of(council.subject, service=people.ines.service_id, at=council.now)
    assert stands.standing.told == 1


def test_only_a_subject_whose_account_is_listed_is_assessed_as_the_councils_own_page(council, people):
    said = triage.facts(made_open="own_page", covert="no")
    with pytest.raises(WrongState, match="as a look at the council’s own page"):
        triage.assessed(people, said, subject=council.subject, at=council.now)
    with pytest.raises(WrongState, match="as a look at the council’s own page"):
        triage.assessed(people, said, subject=given.a_subject(people, profile=None), at=council.now)
    given.our_page(people, given.PROFILE)
    assert triage.assessed(people, said, subject=council.subject, at=council.now).outcomes


def test_whoever_works_on_the_subject_is_told_of_a_re_triage_that_waits_or_was_declined(council, people):
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    row = asked(council, USUAL | {"told": "yes"})
    council.browser = signed_in(people.marian)
    assert f"{row.reference} is waiting for the authorising officer" in words(council.browser.get(address))
    over = re_triage.read(row, by=people.oliver, at=council.now)["over"]
    re_triage.decline(row, over=over, why="The letter came back", by=people.oliver, at=council.now)
    page = words(council.browser.get(address))
    assert f"The authorising officer did not sign re-triage {row.reference}. Read the reason" in page
    assert "Confirm and open the look" in page


def test_the_answers_that_changed_stand_first_with_what_they_were(council, people):
    standing = council.assess("T02")
    council.later()
    row = asked(council, USUAL | {"told": "yes"})
    page = words(signed_in(people.oliver).get(path("re_triage", row.reference)))
    head, _, rest = page.partition("Answers that did not change")
    assert f"Answers that changed since assessment {standing.assessment.reference}" in head
    question = current().facts["told"].text
    assert f"{question} No Yes" in head
    assert question not in rest
    declined(council, row)
    council.later()
    same = asked(council, NON_RIPA)
    council.later()
    again = words(council.browser.get(path("re_triage", same.reference)))
    assert "Answers that changed" in again


def test_whoever_signs_a_re_triage_sees_the_looks_and_what_changed_since_the_last(council):
    """An assessment of the very answers that are to be signed hides what changed."""
    people = council.people
    made = given.opened(people, council.subject, at=council.now)
    look.mark_kept(made, by=people.ines, at=council.now)
    council.later()
    row = asked(council)
    page = words(signed_in(people.oliver).get(path("re_triage", row.reference)))
    assert "Did more than look Kept" in page
    assert f"{made.reference} " in page
    head, _, _rest = page.partition("Answers that did not change")
    assert f"Answers that changed since look {made.reference}" in head
    assert f"{current().facts['f2'].text} No Yes" in head
    assert Assessment.objects.get().id == row.departs_from
    assert "Recorded looks" not in words(council.browser.get(path("re_triage", row.reference)))


def test_a_subject_at_which_nobody_can_look_has_the_reason_and_the_ways_before_its_details(council):
    council.assess("T02")
    council.later()
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    page = words(council.browser.get(address))
    why, ways, details = map(
        page.index, ("The newest assessment", "Answer the questions again", "Details of the subject")
    )
    assert why < ways < details < page.index("Called")


def test_the_page_of_a_look_says_what_no_assessment_means_and_where_the_reason_was_given(council):
    said = USUAL | {"told": "yes"}
    given.opened(council.people, council.subject, facts=said, at=council.now)
    council.later()
    row = given.opened(council.people, council.subject, facts=said, why_not="One check", at=council.now)
    page = words(council.browser.get(path("look", row.reference)))
    assert "none: the answers before a look stay with that look and are not an assessment" in page
    assert "The officer said why the look is not surveillance: One check" in page
