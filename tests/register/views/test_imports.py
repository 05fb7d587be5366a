"""The pages that bring a spreadsheet into a register, step by step, without a browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.files.sheets import FOREIGN, a_workbook
from tests.log import everything
from tests.pages import PDF, a_file, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.store import the_store
from watchbook.governance.letters.imports import COLUMNS, LETTERS_RECEIVED
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.register import pending_import
from watchbook.register.models.imports import ColumnMapping, PendingImport
from watchbook.register.spreadsheet import run

IMPORT = "/governance/letters/import/"
HEADER = b",".join(column.name.encode() for column in COLUMNS)
ROW = b"osc,Social media,yes,2017-03-20,2017-03-22,,,letter.pdf,"
PLAIN = b"ico,A visit,no,2018-03-20,2018-03-22,,,,"
NONE_ASKED = b"osc,Social media,yes,2017-03-20,2017-03-22,none_asked,,,"
PLACES = {
    "sender": "1", "subject": "2", "concerns_social_media": "3", "dated_on": "0", "received_on": "4", "file": "5",
}  # fmt: skip


def ours(*rows):
    """A file with our own headings."""
    return a_file("letters.csv", b"\n".join([HEADER, *rows]))


def foreign(*rows, name="old list.csv"):
    """A file as somebody kept it before."""
    return a_file(name, "\n".join([FOREIGN, *rows]).encode())


def send(client, sheet, *documents, to=IMPORT):
    return client.post(to, {"sheet": sheet, "documents": list(documents)}, follow=True)


def address(response):
    """The address of the page that was come to."""
    return response.redirect_chain[-1][0]


def step(response):
    return re.search(r"step=(\w+)", address(response))[1]


def confirm(client, response, at=None):
    [seen] = re.findall(r'name="seen" value="(\w+)"', response.text)
    return client.post(at or address(response), {"seen": seen}, follow=True)


def refused(response):
    """What a page says of a refused file, and that nothing was kept."""
    assert response.status_code == 200
    assert "Error:" in words(response)
    assert not LetterReceived.objects.exists()
    return words(response)


def kept_files(folder):
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_file_with_our_headings_needs_no_question_and_is_shown_before_it_is_imported(people, files_folder):
    client = signed_in(people.helen)
    shown = send(client, ours(ROW, PLAIN), a_file("letter.pdf"))
    assert step(shown) == "rows"
    text = words(shown)
    assert "2 rows are ready to import. We have not recorded them yet." in text
    assert "Date on the letter: 20 March 2017" in text
    assert "Sender: Office of Surveillance Commissioners" in text
    assert "Concerns the use of social media in investigations: Yes" in text
    assert "File of the letter: letter.pdf" in text
    assert not LetterReceived.objects.exists()
    assert kept_files(files_folder) == 1  # what was sent, and nothing of the trial
    done = confirm(client, shown)
    assert "2 rows were imported." in words(done)
    assert address(done) == "/governance/letters/"
    assert set(LetterReceived.objects.values_list("file_name", flat=True)) == {"letter.pdf", ""}
    assert not PendingImport.objects.exists()


def test_one_row_is_spoken_of_as_one(people):
    client = signed_in(people.helen)
    shown = send(client, ours(PLAIN))
    assert "One row is ready to import." in words(shown)
    assert "Import this row" in words(shown)
    assert "1 row was imported." in words(confirm(client, shown))


def test_a_foreign_file_is_asked_about_its_columns_and_its_days(people):
    client = signed_in(people.helen)
    shown = send(
        client, foreign("03/04/2017,osc,Social media,yes,2017-04-22,letter.pdf,x"), a_file("letter.pdf")
    )
    assert step(shown) == "columns"
    assert "We have already chosen the columns with similar headings" in words(shown)
    assert "From whom (such as “osc”)" in words(shown)
    asked = client.post(address(shown), PLACES, follow=True)
    assert step(asked) == "days"
    text = words(asked)
    assert "How are dates written in “Date on the letter”?" in text
    assert "For example, the column contains “03/04/2017”." in text
    assert "day, month, year: “03/04/2017” is 3 April 2017" in text
    assert "month, day, year: “03/04/2017” is 4 March 2017" in text
    assert not {"day_first", "month_first"} & typed(asked)  # none is chosen beforehand
    unanswered = client.post(address(asked), {"x": "y"})
    assert "Select how dates are written in “Date on the letter”" in words(unanswered)
    rows = client.post(address(asked), {"question_0": "day_first"}, follow=True)
    assert step(rows) == "rows"
    assert "Date on the letter: 3 April 2017" in words(rows)
    assert "We do not import these columns of your file: Remarks." in words(rows)
    assert "1 row was imported." in words(confirm(client, rows))
    assert str(LetterReceived.objects.get().dated_on) == "2017-04-03"


def test_the_second_time_the_columns_are_remembered_whoever_asks(people):
    client = signed_in(people.helen)
    shown = send(client, foreign("2017-04-03,osc,X,yes,2017-04-22,,"))
    rows = client.post(address(shown), PLACES, follow=True)
    confirm(client, rows)
    again = send(signed_in(people.simon), foreign("2018-04-03,osc,Y,yes,2018-04-22,,"))
    assert "You imported a spreadsheet with the same headings before." in words(again)
    assert set(PLACES.values()) <= typed(again)
    assert ColumnMapping.objects.count() == 1


def test_a_column_that_is_needed_must_be_chosen_and_none_twice(people):
    client = signed_in(people.helen)
    shown = send(client, foreign("2017-04-03,osc,X,yes,2017-04-22,,"))
    missing = client.post(address(shown), PLACES | {"sender": ""})
    assert "Choose the column for “Sender”. We cannot import a file without this column" in words(missing)
    twice = client.post(address(shown), PLACES | {"sender": "2"})
    assert "You cannot match one column of the file with two columns of the register." in words(twice)
    odd = client.post(address(shown), PLACES | {"sender": "99"})
    assert "Select one of the answers on this page" in words(odd)
    assert not ColumnMapping.objects.exists()


def test_refused_rows_are_listed_and_a_mended_file_goes_on_where_it_was(people, files_folder):
    client = signed_in(people.helen)
    shown = send(client, foreign("03/04/2017,osc,X,yes,05/04/2017,letter.pdf,"), a_file("letter.pdf"))
    asked = client.post(address(shown), PLACES, follow=True)
    told = {"question_0": "day_first", "question_1": "day_first"}
    client.post(address(asked), told, follow=True)
    rows = ("03/04/2017,mayor,X,maybe,05/04/2017,letter.pdf,", "03/04/2017,osc,Y,yes,03/13/2017,,")
    again = send(client, foreign(*rows), to=address(asked).replace("days", "file"))
    text = words(again)
    assert step(again) == "rows"
    assert "Error: Rows to correct" in text
    assert "We imported nothing: correct 3 problems first." in text
    assert (
        "2 Column From whom Why “From whom” is “mayor”. Enter osc or ipco or ico or home_office or other."
        in text
    )
    assert "2 Column Social media? Why “Social media?” is “maybe”." in text
    assert (
        "3 Column Came in on Why “Came in on” is “03/13/2017”. This is not a date in the order that you"
        in text
    )
    assert 'name="seen"' not in again.text
    start = client.get(address(again).replace("rows", "file"))
    assert "We still have the documents that you sent." in words(start)
    assert PendingImport.objects.count() == 1
    mended = send(
        client,
        foreign("03/04/2017,osc,X,yes,05/04/2017,letter.pdf,"),
        to=address(again).replace("rows", "file"),
    )
    assert step(mended) == "rows"
    assert "1 row was imported." in words(confirm(client, mended))
    assert LetterReceived.objects.get().file_name == "letter.pdf"
    assert LetterReceived.objects.get().file_size == len(PDF)


def test_what_only_another_may_record_is_refused_row_by_row(people):
    shown = send(signed_in(people.helen), ours(NONE_ASKED))
    assert (
        "2 Column – Why You cannot confirm that a letter asked for no reply and none was sent: only the senior responsible officer can"
        in words(shown)
    )
    assert "correct one problem first" in words(shown)


def test_wrong_rows_are_refused_even_where_somebody_sends_the_word_for_them(people, files_folder):
    client = signed_in(people.helen)
    shown = send(client, ours(ROW, NONE_ASKED), a_file("letter.pdf"))
    seen = pending_import.digest(PendingImport.objects.get())
    again = client.post(address(shown), {"seen": seen}, follow=True)
    assert (
        "You cannot confirm that a letter asked for no reply and none was sent: only the senior responsible officer can"
        in words(again)
    )
    assert not LetterReceived.objects.exists()
    assert PendingImport.objects.count() == 1
    assert kept_files(files_folder) == 1  # what was sent; not the letter of the row that was right


def test_a_file_without_rows_has_nothing_to_import(people):
    shown = send(signed_in(people.helen), ours())
    assert "The file has headings but no rows, so there is nothing to import." in words(shown)
    assert 'name="seen"' not in shown.text


def test_long_lists_are_cut_and_say_so(people):
    client = signed_in(people.helen)
    shown = send(client, ours(*[PLAIN] * 21))
    assert "21 rows are ready to import." in words(shown)
    assert "This table shows only the first 20 rows." in words(shown)
    wrong = send(client, ours(*[PLAIN.replace(b"ico", b"mayor")] * 201))
    assert "We imported nothing: correct 201 problems first." in words(wrong)
    assert "This table shows only the first 200 rows." in words(wrong)


@pytest.mark.parametrize("name", ["letters.xlsx", "LETTERS.XLSX"])
def test_a_workbook_is_read_as_well(people, name):
    data = a_workbook([column.name for column in COLUMNS], PLAIN.decode().split(","))
    client = signed_in(people.helen)
    assert "1 row was imported." in words(confirm(client, send(client, a_file(name, data))))


def test_a_file_that_is_no_spreadsheet_is_refused_at_its_own_question(people):
    client = signed_in(people.helen)
    assert "a quotation mark is not closed" in refused(send(client, ours(b'osc,"')))
    assert "The file is not in UTF-8" in refused(send(client, ours(b"\xff")))
    response = send(client, a_file("letters.xls", b"\xd0\xcf\x11\xe0"))
    assert (
        "We cannot read files whose names end in .xls. Open the file, save it as .xlsx and choose the new file."
        in refused(response)
    )
    assert 'href="#id_sheet"' in response.text
    assert "Select the spreadsheet" in refused(client.post(IMPORT, {"documents": [a_file()]}))
    assert not PendingImport.objects.exists()


def test_a_document_that_is_refused_is_told_at_its_own_question_with_its_name(people):
    response = send(signed_in(people.helen), ours(ROW), a_file("letter.pdf"), a_file("other.pdf", b"MZ"))
    assert "“other.pdf”: The file’s name ends in .pdf, but its content is of another kind." in refused(
        response
    )
    assert 'href="#id_documents"' in response.text


def test_two_documents_of_one_name_are_refused_and_too_much_at_once(people, settings):
    client = signed_in(people.helen)
    response = send(client, ours(ROW), a_file("letter.pdf"), a_file("letter.pdf", PDF + b"x"))
    assert "Two different files are named “letter.pdf”." in refused(response)
    settings.UPLOAD_MAX_TOGETHER_BYTES = 1024 * 1024
    big = [a_file(f"{number}.pdf", PDF + b"x" * 600_000) for number in (1, 2)]
    assert "The files are larger than 1 MB in total. Send fewer files at a time." in refused(
        send(client, ours(ROW), *big)
    )


def test_a_file_that_is_too_large_is_refused_before_it_is_read(people, settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024
    response = send(signed_in(people.helen), ours(b"x" * settings.UPLOAD_MAX_BYTES))
    assert "The file is larger than 2 MB." in refused(response)


def test_two_hundred_megabytes_are_counted_and_thrown_away(people, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = send(signed_in(people.helen), ours(PLAIN), a_file("big.pdf", PDF + b"x" * 3 * 1024 * 1024))
    assert "“big.pdf”: The file is larger than 1 MB." in refused(response)


def test_another_persons_import_cannot_be_seen_or_gone_on_with(people):
    shown = send(signed_in(people.helen), ours(PLAIN))
    other = signed_in(people.simon)
    response = other.get(address(shown), follow=True)
    assert (
        "You cannot open that import: it has been carried out, or is over a day old. If its rows are not in the register, upload the file again."
        in words(response)
    )
    assert address(response) == IMPORT
    confirm(other, shown)
    assert not LetterReceived.objects.exists()


@pytest.mark.parametrize(
    "query", ["?import=x", "?import=0190b5ca-7f3c-7000-8000-000000000000&step=rows", "?import=%00"]
)
def test_an_address_of_no_import_leads_to_the_start(people, query):
    response = signed_in(people.helen).get(IMPORT + query, follow=True)
    assert "You cannot open that import" in words(response)


def test_a_step_of_no_name_is_the_last_and_the_last_leads_to_what_is_not_answered(people):
    client = signed_in(people.helen)
    shown = send(client, foreign("03/04/2017,osc,X,yes,2017-04-22,,"))
    start = address(shown)
    for name in ("rows", "", "nonsense"):
        assert step(client.get(start.replace("columns", name), follow=True)) == "columns"
    client.post(start, PLACES)
    assert step(client.get(start.replace("columns", "rows"), follow=True)) == "days"


def test_sent_twice_it_is_imported_once(people):
    client = signed_in(people.helen)
    shown = send(client, ours(PLAIN))
    confirm(client, shown)
    assert "You cannot open that import" in words(confirm(client, shown))
    assert LetterReceived.objects.count() == 1


def test_sent_twice_at_once_the_second_is_told(people, monkeypatch):
    client = signed_in(people.helen)
    shown = send(client, ours(PLAIN))
    found = PendingImport.objects.get()
    confirm(client, shown)
    real = pending_import.find
    answers = iter([found])
    monkeypatch.setattr(
        pending_import, "find", lambda *args, **kwargs: next(answers, None) or real(*args, **kwargs)
    )
    monkeypatch.setattr(pending_import, "parcel_of", lambda pending: PARCEL)
    response = confirm(client, shown)
    assert "You cannot go on with this import: it has been carried out" in words(response)
    assert LetterReceived.objects.count() == 1


PARCEL = pending_import.Parcel(data=HEADER + b"\n" + PLAIN, name="letters.csv")


def test_answers_changed_in_another_window_are_not_imported_unseen(people):
    client = signed_in(people.helen)
    shown = send(client, foreign("03/04/2017,osc,X,yes,2017-04-22,,"))
    asked = client.post(address(shown), PLACES, follow=True)
    rows = client.post(address(asked), {"question_0": "day_first"}, follow=True)
    client.post(address(asked), {"question_0": "month_first"}, follow=True)
    told = confirm(client, rows)
    assert "you changed the columns or dates in another window" in words(told)
    assert "Date on the letter: 4 March 2017" in words(told)
    assert not LetterReceived.objects.exists()
    unwhole = client.post(address(rows), {"seen": ""})
    assert "You cannot import these rows: the form was incomplete. Check the rows again" in words(unwhole)


def test_a_matching_that_fits_no_longer_is_told_before_the_rows(people):
    client = signed_in(people.helen)
    shown = send(client, ours(PLAIN))
    PendingImport.objects.update(places={"sender": 0})
    told = client.get(address(shown))
    assert "We could not match all the columns." in words(told)
    assert 'name="seen"' not in told.text


def test_an_import_that_is_over_is_told_at_each_step(people, monkeypatch):
    client = signed_in(people.helen)
    shown = send(client, foreign("03/04/2017,osc,X,yes,2017-04-22,,"))
    client.post(address(shown), PLACES)
    gone = PendingImport.objects.get()
    parcel = pending_import.parcel_of(gone)
    pending_import.drop_old(by=people.helen, at=timezone.now() + timedelta(days=2))
    monkeypatch.setattr(pending_import, "find", lambda *args, **kwargs: gone)
    monkeypatch.setattr(pending_import, "parcel_of", lambda pending: parcel)
    at = address(shown)
    assert "You cannot go on with this import" in words(client.post(at, PLACES))
    assert "You cannot go on with this import" in words(
        client.post(at.replace("columns", "days"), {"question_0": "day_first"})
    )
    again = client.post(at.replace("columns", "file"), {"sheet": ours(PLAIN)})
    assert "You cannot go on with this import" in words(again)


def test_without_a_file_nothing_happens(people):
    before = everything()
    response = signed_in(people.helen).post(IMPORT, {"csrfmiddlewaretoken": "x"})
    assert "Select the spreadsheet" in words(response)
    assert everything() == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_file_to_fill_in_can_be_imported_as_it_is(people, ending):
    response = signed_in(people.simon).get(f"{IMPORT}template.{ending}")
    name = f"letters_received.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert len(read_sheet(response.content, name=name).rows) == 1
    run(LETTERS_RECEIVED, response.content, name=name, files={}, by=people.simon, at=timezone.now())
    assert LetterAnswer.objects.get().kind == "no_reply"


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    places = [IMPORT, f"{IMPORT}template.csv", f"{IMPORT}template.xlsx"]
    closed_to_all_but({"helen", "simon"}, people, *places, match="cannot record a letter")


def test_what_was_sent_is_forgotten_once_it_is_over(people, files_folder, django_capture_on_commit_callbacks):
    client = signed_in(people.helen)
    shown = send(client, ours(PLAIN))
    [name] = PendingImport.objects.values_list("parcel_sha256", flat=True)
    assert the_store().get(name)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, shown)
    assert kept_files(files_folder) == 0
