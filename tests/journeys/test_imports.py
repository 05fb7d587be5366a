"""An old spreadsheet with headings of its own goes into the register of letters, with a wrong row first."""

import pytest

from tests.files.sheets import a_workbook
from tests.journeys.looking import look_at, sign_in
from tests.proof_only import in_proof_only

pytestmark = pytest.mark.browser

HEADINGS = ["Date of letter", "From whom", "Subject line", "Social media?", "Received", "Scan", "Remarks"]
FIRST = [
    "03/04/2017",
    "osc",
    "Use of social media in investigations",
    "yes",
    "05/04/2017",
    "osc-letter.pdf",
    "x",
]
WRONG = ["10/11/2018", "the mayor", "A visit", "perhaps", "12/11/2018", "", ""]
MENDED = ["10/11/2018", "ipco", "A visit", "no", "12/11/2018", "", ""]
LETTER = {"name": "osc-letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a letter"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(page, *rows, documents=()):
    """Choose a workbook of these rows, and the documents that it names."""
    file = {"name": "letters since 2017.xlsx", "mimeType": EXCEL, "buffer": a_workbook(HEADINGS, *rows)}
    page.get_by_label("The spreadsheet", exact=True).set_input_files(file)
    page.get_by_label("Documents that the spreadsheet names, if any").set_input_files(list(documents))
    page.get_by_role("button", name="Continue").click()


def answer_days(page):
    for column in ("Date on the letter", "Date of receipt"):
        group = page.get_by_role("group", name=f"How are dates written in “{column}”?")
        group.get_by_label("day, month, year:").check()
    page.get_by_role("button", name="Continue").click()


def test_an_old_spreadsheet_goes_into_the_register_and_is_known_the_next_time(service, hashed, open_page):
    service.may_sign_in("helen", hashed=hashed)
    page = open_page()
    sign_in(page, service, "helen", at="/governance/letters/")
    page.get_by_role("button", name="Import letters").click()
    look_at(page, "import-file")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Select the spreadsheet").wait_for()
    choose(page, FIRST, WRONG, documents=[LETTER])

    page.get_by_role("heading", name="Match the columns").wait_for()
    look_at(page, "import-columns")
    page.get_by_label("Sender").select_option(label="From whom (such as “osc”)")
    page.get_by_label("Subject").select_option(label=f"Subject line (such as “{FIRST[2]}”)")
    page.get_by_label("Concerns the use of social media").select_option(label="Social media? (such as “yes”)")
    page.get_by_label("Date on the letter").select_option(label="Date of letter (such as “03/04/2017”)")
    page.get_by_label("Date of receipt").select_option(label="Received (such as “05/04/2017”)")
    page.get_by_label("File of the letter").select_option(label="Scan (such as “osc-letter.pdf”)")
    page.get_by_label("Reply (if the file has this column)", exact=True).select_option(
        label="Not in the file"
    )
    page.get_by_label("Date the reply was sent").select_option(label="Not in the file")
    page.get_by_label("File of the reply").select_option(label="Not in the file")
    page.get_by_role("button", name="Continue").click()

    page.get_by_role("heading", name="Order of day and month").wait_for()
    look_at(page, "import-days")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Select how dates are written in “Date on the letter”").wait_for()
    look_at(page, "import-days-refused")
    answer_days(page)

    page.get_by_role("heading", name="Rows to correct").wait_for()
    look_at(page, "import-rows-refused")
    assert "“From whom” is “the mayor”. Enter osc" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="Upload a corrected file").click()
    page.get_by_text("We still have the documents that you sent.").wait_for()
    look_at(page, "import-file-again")
    choose(page, FIRST, MENDED)

    page.get_by_role("heading", name="Check the rows before they are imported").wait_for()
    look_at(page, "import-rows")
    told = page.get_by_role("main").inner_text()
    assert "2 rows are ready to import. We have not recorded them yet." in told
    assert "3 April 2017" in told
    assert "We do not import these columns of your file: Remarks." in told
    page.get_by_role("button", name="Import these 2 rows").click()
    page.get_by_text("2 rows were imported.").wait_for()
    look_at(page, "import-done")
    assert page.get_by_role("link", name="L-0002").count() == 1

    page.get_by_role("button", name="Import letters").click()
    choose(page, [*MENDED[:2], "Another visit", *MENDED[3:]])
    page.get_by_text("You imported a spreadsheet with the same headings before.").wait_for()
    look_at(page, "import-columns-remembered")
    chosen = page.get_by_label("Sender").evaluate("box => box.selectedOptions[0].label")
    assert chosen == "From whom (such as “ipco”)"
    page.get_by_role("button", name="Continue").click()
    answer_days(page)
    page.get_by_role("button", name="Import this row").click()
    page.get_by_text("1 row was imported.").wait_for()
    assert page.get_by_role("link", name="L-0003").count() == 1


def test_a_file_that_was_made_to_deceive_is_refused_with_the_reason(service, hashed, open_page):
    service.may_sign_in("helen", hashed=hashed)
    page = open_page()
    sign_in(page, service, "helen", at="/governance/letters/import/")
    file = {"name": "letters.xlsx", "mimeType": EXCEL, "buffer": b"<html><script>alert(1)</script>"}
    page.get_by_label("The spreadsheet", exact=True).set_input_files(file)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role(
        "link", name="The file’s name ends in .xlsx, but its content is of another kind."
    ).wait_for()
    look_at(page, "import-file-refused")


@in_proof_only
def test_two_hundred_megabytes_are_refused_with_the_reason_by_the_served_page(
    service, hashed, open_page, tmp_path
):
    service.may_sign_in("helen", hashed=hashed)
    page = open_page(refusals=["413 (Payload Too Large)"])
    sign_in(page, service, "helen", at="/governance/letters/import/")
    large = tmp_path / "letters.xlsx"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # holes: it takes no room on the disk
    page.get_by_label("The spreadsheet", exact=True).set_input_files(large)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Your files or text are too large", level=1).wait_for()
    page.get_by_text("We saved nothing.").wait_for()
