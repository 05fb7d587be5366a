"""A tool is recorded and ended; a course with a session of three people fills the matrix of training."""

from datetime import date, timedelta

import pytest

from tests.journeys.looking import fill_day, look_at, open_register, sign_in
from tests.proof_only import in_proof_only
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser

HELD_ON = today() - timedelta(days=330)


def record_tool(page, *, name):
    """Fill the form of a tool and send it."""
    page.get_by_role("group", name="Is the tool software, hardware or an in-house method?").get_by_label(
        "software"
    ).check()
    page.get_by_label("What is the tool or method called?").fill(name)
    page.get_by_role("group", name="How did the council obtain the tool?").get_by_label("on trial").check()
    page.get_by_label("What is the tool or method used for?").fill("Alerts on mentions of the council")
    page.get_by_role("group", name="Does the tool do sentiment analysis?").get_by_label("Yes").check()
    page.get_by_label("Only the services selected below").check()
    page.get_by_label("Trading Standards").check()
    fill_day(page, "When did the authority begin to use the tool?", date(2018, 4, 1))
    page.get_by_role("button", name="Record the tool or method").click()


@in_proof_only
def test_a_tool_is_recorded_and_ended(service, hashed, open_page):
    service.may_sign_in("helen", "marian", hashed=hashed)
    keeper, manager = open_page(), open_page(java_script_enabled=False)
    sign_in(keeper, service, "helen")
    open_register(keeper, "Tools")
    look_at(keeper, "tools-empty")
    keeper.get_by_role("button", name="Record a tool or a method").click()
    look_at(keeper, "tool-add")
    keeper.get_by_role("button", name="Record the tool or method").click()
    keeper.get_by_role("link", name="Select yes if the tool does sentiment analysis").wait_for()
    look_at(keeper, "tool-add-refused")
    record_tool(keeper, name="Monitor")
    keeper.get_by_text("The entry was recorded as TOOL-0001.").wait_for()
    look_at(keeper, "tool")
    keeper.get_by_role("link", name="All tools and methods").click()
    assert "Tools in use today that do sentiment analysis: 1." in keeper.get_by_role("main").inner_text()
    look_at(keeper, "tools")

    # The line manager ends it, without JavaScript.
    sign_in(manager, service, "marian")
    open_register(manager, "Tools")
    manager.get_by_role("link", name="TOOL-0001: Monitor").click()
    manager.get_by_role("button", name="Record the last date of use").click()
    fill_day(manager, "What is the last date of use of the tool?", date(2018, 3, 31))
    manager.get_by_role("button", name="Record the last date of use").click()
    manager.get_by_text("The last date of use is before the first date").first.wait_for()
    fill_day(manager, "What is the last date of use of the tool?", date(2019, 3, 31))
    manager.get_by_role("button", name="Record the last date of use").click()
    manager.get_by_text("The last date of use was recorded.").wait_for()

    keeper.reload()
    assert "No longer in use: software" in keeper.get_by_role("main").inner_text()
    look_at(keeper, "tools-ended")
    keeper.get_by_role("link", name="TOOL-0001: Monitor").click()
    look_at(keeper, "tool-ended")
    keeper.get_by_role("button", name="Correct this entry").click()
    look_at(keeper, "tool-correct")


@in_proof_only
def test_a_course_with_a_session_of_three_people_fills_the_matrix(service, hashed, open_page):
    service.may_sign_in("helen", "oliver", hashed=hashed)
    page, officer = open_page(accept_downloads=True), open_page(java_script_enabled=False)
    sign_in(page, service, "helen")
    open_register(page, "Training")
    look_at(page, "training-empty")
    page.get_by_role("button", name="Record a course").click()
    look_at(page, "course-add")
    page.get_by_label("What is the course called?").fill("Social media and RIPA")
    page.get_by_label("Who gives the course?").fill("Example Training Limited")
    page.get_by_label("What does the course cover?").fill("When a look needs an authorisation")
    page.get_by_role(
        "group", name="Does the course cover the use of social media in investigations?"
    ).get_by_label("Yes").check()
    duties = page.get_by_role("group", name="Which duties is the course for?")
    for name in ("investigator", "authorising officer"):
        duties.get_by_label(name, exact=True).check()
    page.get_by_label("For how many months does the training count?").fill("12")
    page.get_by_role("button", name="Record this course").click()
    page.get_by_text("The course was recorded as COURSE-0001.").wait_for()
    page.goto(f"{service.address}/")
    text = page.get_by_role("main").inner_text()
    assert "2 people have no current training for a duty that they hold" in text
    look_at(page, "home-without-training")

    page.goto(f"{service.address}/governance/training/courses/COURSE-0001/")
    page.get_by_role("button", name="Add a session").click()
    look_at(page, "session-add")
    fill_day(page, "When was the session held?", HELD_ON)
    for name in ("Oliver", "Marian", "Simon"):
        page.get_by_label(f"{name}, Trading Standards").check()
    page.get_by_role("button", name="Record this session").click()
    page.get_by_text("The session was recorded as SESSION-0001.").wait_for()
    look_at(page, "session")
    page.get_by_role("link", name="Back to the course").click()
    look_at(page, "course")
    page.get_by_role("link", name="All courses").click()
    look_at(page, "training")
    page.get_by_role("link", name="Training by service and duty").click()
    text = page.get_by_role("main").inner_text()
    assert "0 of 1" in text
    assert "1 of 1" in text
    assert "Ines: none on record" in text
    look_at(page, "training-matrix")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the matrix (CSV)").click()
    assert b"Trading Standards,authorising officer,1,1" in waiting.value.path().read_bytes()

    sign_in(officer, service, "oliver")
    officer.get_by_role("link", name="Your training for the duty of authorising officer counts until").click()
    assert "counts until" in officer.get_by_role("main").inner_text()

    page.goto(f"{service.address}/governance/training/sessions/SESSION-0001/correct/")
    look_at(page, "session-correct")
    page.get_by_label("Oliver, Trading Standards").uncheck()
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("The session was corrected.").wait_for()
    officer.reload()
    assert "No training is recorded." in officer.get_by_role("main").inner_text()
    page.goto(f"{service.address}/governance/training/people/{service.people.marian.id}/")
    look_at(page, "training-of")
