"""A policy from draft to published to superseded, its clauses and its readers; and “none is held”, signed."""

from datetime import date

import pytest

from tests.journeys.looking import fill_day, look_at, open_register, sign_in
from tests.proof_only import in_proof_only

pytestmark = pytest.mark.browser

POLICY = {"name": "ripa-policy.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a policy"}
CLAUSE = "Officers do not befriend anybody without an authorisation.\nThey may look once."


def choose(page, question, *answers):
    """Tick answers of one question."""
    for answer in answers:
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def fill_edition(page, *, version, file=POLICY):
    """Fill the form of an edition, but for its kind."""
    page.get_by_label("What is the title of the document?").fill("RIPA policy")
    page.get_by_label("Which version of the document is it?").fill(version)
    fill_day(page, "What date is on the document", date(2018, 5, 1))
    choose(page, "Is the document about the use of social media", "In part")
    choose(page, "Who must read the document?", "Investigator")
    page.get_by_label("The file of the document, if you have a copy").set_input_files(file)


def record_clause(page, *, number, settles):
    """Type a clause."""
    page.get_by_role("link", name="Record a clause").click()
    page.get_by_label("What is the number of the clause?").fill(number)
    page.get_by_label("What is the heading of the clause?").fill("Social media")
    choose(page, "What does the clause cover?", *settles)
    page.get_by_label("What does the clause say?").fill(CLAUSE)
    page.get_by_role("button", name="Record this clause").click()
    page.get_by_text(f"Clause {number} was recorded.").wait_for()


def approve(page, *, on):
    """Record an approval."""
    page.get_by_role("button", name="Record the approval").click()
    fill_day(page, "When was the document approved?", on)
    page.get_by_label("Who approved the document?").fill("Cabinet")
    page.get_by_label("Which minute records the approval?").fill("Minute 43/18")
    look_at(page, f"document-approve-{on.year}")
    page.get_by_role("button", name="Record the approval").click()
    page.get_by_text("The approval was recorded.").wait_for()


def state(page):
    """What the tag of an edition says."""
    return page.locator("dl .govuk-tag").first.inner_text().lower()


@in_proof_only
def test_a_policy_goes_from_draft_to_published_to_superseded(service, hashed, open_page):
    service.may_sign_in("helen", "simon", "ines", hashed=hashed)
    keeper, senior, reader = open_page(java_script_enabled=False), open_page(), open_page()
    sign_in(keeper, service, "helen")
    open_register(keeper, "Documents")
    keeper.get_by_text("No documents yet.").wait_for()
    keeper.get_by_role("button", name="Record a document").click()
    choose(keeper, "What kind of document is it?", "Policy")
    fill_edition(keeper, version="3.1")
    keeper.get_by_role("button", name="Record this document").click()
    keeper.get_by_text("The document was recorded as D-0001/1.").wait_for()
    record_clause(keeper, number="10", settles=["The deletion of the material, and how to ask for deletion"])
    record_clause(
        keeper,
        number="7",
        settles=["The use of social media", "The person who must authorise the use of social media"],
    )
    numbers = [heading.split()[0] for heading in keeper.locator("h3").all_inner_texts()]
    assert numbers == ["7", "10"]
    assert keeper.get_by_role("button", name="Record the approval").count() == 0

    sign_in(senior, service, "simon", at="/governance/documents/")
    look_at(senior, "documents")
    senior.get_by_role("link", name="RIPA policy").click()
    look_at(senior, "document-draft")
    approve(senior, on=date(2018, 6, 12))
    assert state(senior) == "approved"
    senior.get_by_role("button", name="Record the publication").click()
    senior.get_by_label("At which web address is the document published?").fill("council")
    senior.get_by_role("button", name="Record the publication").click()
    senior.get_by_role("link", name="Enter the whole web address").wait_for()
    look_at(senior, "document-publish-refused")
    senior.get_by_label("At which web address is the document published?").fill(
        "https://council.example/ripa-policy"
    )
    fill_day(senior, "When was the document published?", date(2018, 7, 1))
    senior.get_by_role("button", name="Record the publication").click()
    senior.get_by_text("The publication was recorded.").wait_for()
    assert state(senior) == "published"

    sign_in(reader, service, "ines")
    reader.get_by_role("link", name="RIPA policy, D-0001").click()
    reader.get_by_role("button", name="I have read this edition").click()
    reader.get_by_text("You confirmed that you have read this edition.").wait_for()
    look_at(reader, "document-read")
    reader.goto(f"{service.address}/")
    assert reader.get_by_role("link", name="RIPA policy, D-0001").count() == 0

    stale = open_page()
    sign_in(stale, service, "simon", at="/governance/documents/D-0001/1/withdraw/")
    look_at(stale, "document-withdraw")
    keeper.get_by_role("button", name="Record a new edition").click()
    fill_edition(keeper, version="4")
    keeper.get_by_role("button", name="Record this edition").click()
    keeper.get_by_text("The edition was recorded as D-0001/2.").wait_for()
    senior.goto(f"{service.address}/governance/documents/D-0001/2/")
    approve(senior, on=date(2019, 1, 1))
    senior.get_by_role("link", name="edition 1: RIPA policy, version 3.1").click()
    assert state(senior) == "replaced"
    look_at(senior, "document-superseded")

    fill_day(stale, "On which date is the document withdrawn?", date(2020, 1, 1))
    stale.get_by_label("Why are you withdrawing the document?").fill("No longer lawful")
    stale.get_by_role("button", name="Withdraw the document").click()
    stale.get_by_text(
        "You cannot withdraw this edition: the state of the edition is “replaced”."
    ).first.wait_for()
    look_at(stale, "document-withdraw-refused")
    assert stale.get_by_label("Why are you withdrawing the document?").input_value() == "No longer lawful"


@in_proof_only
def test_the_pages_of_documents_are_looked_at_one_by_one(service, hashed, open_page):
    service.may_sign_in("simon", hashed=hashed)
    page = open_page()
    sign_in(page, service, "simon", at="/governance/documents/")
    look_at(page, "documents-empty")
    page.get_by_role("button", name="Record a document").click()
    look_at(page, "document-add")
    page.get_by_role("button", name="Record this document").click()
    page.get_by_role("link", name="Select the kind of document").wait_for()
    look_at(page, "document-add-refused")
    choose(page, "What kind of document is it?", "Data protection impact assessment")
    fill_edition(page, version="1")
    page.get_by_role("button", name="Record this document").click()
    page.get_by_text("The document was recorded as D-0001/1.").wait_for()
    page.get_by_role("link", name="Record a clause").click()
    look_at(page, "clause-add")
    page.go_back()
    approve(page, on=date(2018, 6, 12))
    for button, picture in (
        ("Record a review", "document-review"),
        ("Record a new edition", "document-edition-add"),
        ("Correct this entry", "document-correct"),
    ):
        page.get_by_role("button", name=button).click()
        look_at(page, picture)
        page.go_back()
    page.get_by_role("link", name="Take this entry back").click()
    look_at(page, "document-take-back")


def test_none_is_held_is_signed_and_taken_back(service, hashed, open_page):
    service.may_sign_in("fatima", hashed=hashed)
    page = open_page()
    sign_in(page, service, "fatima")
    open_register(page, "Documents")
    page.get_by_role("link", name="Documents held and not held, by kind").click()
    look_at(page, "none-held")
    page.get_by_role("link", name="confirm that none is held: data protection impact assessment").click()
    assert page.get_by_label("Data protection impact assessment").is_checked()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("link", name="Select the box to confirm that none is held").wait_for()
    look_at(page, "none-held-sign-refused")
    page.get_by_label("Where did you search?").fill("The policy library, for “DPIA”")
    page.get_by_label("Why is none held?").fill("None was ever carried out.")
    page.get_by_label("I have searched, or asked others").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("You signed to confirm that the council holds none of this kind").wait_for()
    look_at(page, "none-held-signed")
    page.get_by_role("link", name="take the signature back: data protection impact assessment").click()
    look_at(page, "none-held-take-back")
    page.get_by_label("made by mistake").check()
    page.get_by_role("button", name="Take the entry back").click()
    page.get_by_text("The signature was taken back and no longer counts.").wait_for()
