"""Six looks are assessed on a phone without JavaScript; one is made stricter, one is not made laxer, and rules are adopted."""

import pytest

from tests import given, server
from tests.journeys.looking import NARROW, enter, look_at, sign_in
from tests.proof_only import in_proof_only
from tests.triage.cases import COUNTERFEIT, FACTORS
from watchbook.investigations import need_to_know

pytestmark = pytest.mark.browser

NOTE = "Ottoline Wrenfeather posts every evening"
NONE = dict.fromkeys(FACTORS, "no")
LAWFUL = dict.fromkeys(
    ("unlawful_means", "lent_login", "inside_home", "relationship", "past_access_control", "shared_profile", "third_party"), "no"
)  # fmt: skip
NAMED = {"specific_investigation": "yes", "immediate": "no"}
OPENLY = {"told": "no", "made_open": "no", "covert": "no", "open_interview": "no"}
UNSEEN = OPENLY | {"covert": "yes"}
# What the officer answers, and the heading under which the outcome comes.
LOOKS = {
    "Not allowed": LAWFUL | {"unlawful_means": "yes"},
    "Ask first": LAWFUL | {"lent_login": "yes"},
    "General observation or listening": LAWFUL | {"nobody": "", "specific_investigation": "no", "immediate": "no", "one_off": "no"} | OPENLY | NONE,
    "Immediate response": LAWFUL | {"specific_investigation": "yes", "immediate": "yes"},
    "Preliminary look": LAWFUL | NAMED | OPENLY | {"one_off": "yes"} | NONE | {"f1": "yes"},
    "Directed surveillance": LAWFUL | NAMED | UNSEEN | {"one_off": "no"} | NONE | dict.fromkeys(("f1", "f2", "f4", "f7"), "yes")
    | {"core_function": "yes", "offence": COUNTERFEIT, "civil_behind_offence": "no"},
}  # fmt: skip


def assess(page, service, reference, answers, *, called):
    """Answer what is asked, page by page, until there is an outcome."""
    page.goto(f"{service.address}/looks/of/{reference}/assess/")
    page.get_by_label("No particular person" if "nobody" in answers else called).check()
    go_on(page)
    keep = page.get_by_role("button", name="Save assessment")
    while is_asked(page, keep):
        answer(page, answers)
        go_on(page)
    keep.click()


def is_asked(page, keep):
    """Whether the page asks something more, once it is there as a whole."""
    page.get_by_role("button", name="Continue").or_(keep).wait_for()
    return keep.count() == 0


def answer(page, answers):
    """Answer every question on a page."""
    for name in page.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map(e => e.name))]"):
        page.locator(f"input[name={name}][value={answers[name]}]").check()
    if page.locator("select[name=offence]").count():
        page.locator("select[name=offence]").select_option(answers["offence"])


def go_on(page):
    """Continue, and wait for the page that comes: what is answered next stands on that one."""
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


@in_proof_only
def test_six_outcomes_one_made_stricter_one_not_laxer_and_the_rules_adopted(service, hashed, open_page):
    people = service.people
    service.may_sign_in("ines", "helen", "leila", hashed=hashed)
    whole = given.an_investigation(people)
    for outcome in LOOKS:
        given.a_subject(people, whole, called=f"Jane Roe: {outcome}")
    need_to_know.add(whole, people.helen, by=people.ines, at=given.AT)
    officer = open_page(java_script_enabled=False)
    officer.set_viewport_size(NARROW)
    sign_in(officer, service, "ines")
    for outcome, answers in LOOKS.items():
        assess(officer, service, whole.reference, answers, called=f"Jane Roe: {outcome}")
        assert officer.get_by_role("heading", level=1).inner_text() == outcome
        assert "has not adopted these rules yet" in officer.get_by_role("banner").inner_text()
    surveillance = officer.url
    make_stricter(officer, service, whole.reference)

    coordinator = open_page(refusals=["403 (Forbidden)"])
    enter(coordinator, service, "helen")
    look_at_the_questions(coordinator, service, whole.reference)
    refused_downwards(coordinator, surveillance)

    solicitor = open_page()
    enter(solicitor, service, "leila")
    adopt_the_rules(solicitor, service)
    solicitor.goto(surveillance)
    assert "Rules not adopted" not in solicitor.get_by_role("banner").inner_text()
    look_at(solicitor, "triage-outcome")


def make_stricter(page, service, reference):
    """From the tab to the preliminary look, which becomes directed surveillance."""
    page.goto(f"{service.address}/triage/investigations/{reference}/")
    page.get_by_role("row").filter(has_text="Preliminary look").get_by_role("link").click()
    page.get_by_role("link", name="Choose something stricter").or_(
        page.get_by_role("button", name="Choose something stricter")
    ).click()
    page.get_by_label("Directed surveillance", exact=True).check()
    page.get_by_label("Why?").fill("He lives next door")
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Directed surveillance"
    assert "The rules decided: Preliminary look." in page.get_by_role("main").inner_text()


def look_at_the_questions(page, service, reference):
    """Each page of a look, with JavaScript, at both widths; begun, left and taken up, and a note kept sealed."""
    page.goto(f"{service.address}/triage/investigations/{reference}/")
    look_at(page, "triage-tab")
    page.goto(f"{service.address}/triage/")
    look_at(page, "triage-waiting")
    page.goto(f"{service.address}/triage/rules/order/")
    look_at(page, "triage-order")


def refused_downwards(page, assessment):
    """The co-ordinator finds no button, and at its address the reason."""
    page.goto(assessment)
    assert page.get_by_text("Decide on something less strict").count() == 0
    page.goto(f"{assessment}less-strict/")
    assert (
        "You cannot decide on an outcome less strict than the assessment: only the authorising officer or solicitor can"
        in page.get_by_role("main").inner_text()
    )


def adopt_the_rules(page, service):
    """From the rules to their adoption, with an exception."""
    page.goto(f"{service.address}/triage/rules/")
    look_at(page, "triage-rules")
    page.get_by_role("button", name="Adopt the rules").click()
    look_at(page, "triage-rules-adopt")
    page.get_by_label("What exceptions to the adoption are there?").fill("The Tobacco and Vapes Act 2026")
    page.get_by_label("I have read the rules").check()
    page.get_by_role("button", name="Adopt the rules").click()
    page.get_by_text("The rules are adopted.").wait_for()


def test_a_look_is_begun_left_taken_up_and_its_note_kept_sealed(service, hashed, open_page):
    service.may_sign_in("ines", hashed=hashed)
    whole = given.a_subject(service.people).investigation
    page = open_page()
    begin = f"/looks/of/{whole.reference}/assess/"
    sign_in(page, service, "ines", at=begin)
    look_at(page, "triage-begin")
    page.get_by_label("Jane Roe").check()
    go_on(page)
    look_at(page, "triage-question")
    go_on(page)
    look_at(page, "triage-question-refused")
    answers = LOOKS["Directed surveillance"]
    answer(page, answers)
    go_on(page)
    page.goto(f"{service.address}/triage/investigations/{whole.reference}/")
    page.get_by_role("button", name="Continue assessment").click()
    for _ in range(2):
        answer(page, answers)
        go_on(page)
    look_at(page, "triage-factors")
    page.get_by_text("Note on factor 7").first.click()
    page.get_by_label("Note on factor 7").fill(NOTE)
    answer(page, answers)
    go_on(page)
    answer(page, answers)
    go_on(page)
    look_at(page, "triage-what-else")
    page.get_by_label("Officers look at a child").check()
    go_on(page)
    look_at(page, "triage-check")
    page.get_by_role("button", name="Save assessment").click()
    look_at(page, "triage-assessment")
    assert NOTE in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Choose something stricter").click()
    look_at(page, "triage-departure")
    kept = "SELECT envelope e FROM triage_assessment UNION ALL SELECT sealed FROM audit_log_eventsecret"
    drafts = "SELECT session_data::bytea FROM organisation_session"
    query = f"SELECT count(*) FROM ({kept} UNION ALL {drafts}) x WHERE position(%s in e) > 0"
    with server.as_database_role("owner", database=service.database) as sql:
        assert sql.execute(query, [b"Wrenfeather"]).fetchone()[0] == 0
    assert "Wrenfeather" not in service.log.read_text()
