"""The page that imports letters, and the file to fill in."""

from tests.given import AT
from tests.log import everything
from tests.pages import a_file, signed_in, words
from tests.rights import closed_to_all_but
from watchbook.files.spreadsheet import read_csv
from watchbook.governance.letters_import import COLUMNS, OPTIONAL, import_letters
from watchbook.governance.models import LetterAnswer, LetterReceived

IMPORT = "/governance/letters/import/"
TEMPLATE = "/governance/letters/import/template.csv"
HEADER = b",".join(column.encode() for column in (*COLUMNS, *OPTIONAL))
ROW = b"osc,Social media,yes,2017-03-20,2017-03-22,,,letter.pdf,"
PLAIN = b"ico,A visit,no,2018-03-20,2018-03-22,,,,"
NONE_ASKED = b"osc,Social media,yes,2017-03-20,2017-03-22,none_asked,,,"


def send(person, *rows, name="letters.csv", **files):
    data = b"\n".join([HEADER, *rows])
    return signed_in(person).post(IMPORT, {"rows": a_file(name, data), **files}, follow=True)


def test_rows_are_imported_with_the_letter_that_one_of_them_names(people):
    assert "All rows are imported, or none." in words(signed_in(people.helen).get(IMPORT))
    response = send(people.helen, ROW, PLAIN, document=a_file("letter.pdf"))
    assert "2 letters were imported." in words(response)
    assert set(LetterReceived.objects.values_list("file_name", flat=True)) == {"letter.pdf", ""}


def test_one_letter_is_spoken_of_as_one(people):
    assert "1 letter was imported." in words(send(people.helen, PLAIN))


def refused(response):
    """What a page says of a refused import, and that nothing was written."""
    assert response.status_code == 200
    assert not LetterReceived.objects.exists()
    assert "Error: Import letters" in words(response)
    return words(response)


def test_refused_rows_are_listed_with_their_lines(people):
    text = refused(send(people.helen, PLAIN, b"mayor,,,,,,,,", ROW, NONE_ASKED))
    assert "Nothing was imported. Mend the rows below and import the file again." in text
    assert "Rows to mend" in text
    assert "3 Why “sender” is “mayor”." in text
    assert "4 Why “file” names “letter.pdf”, which was not sent with the file." in text
    assert "5 Why Only the senior responsible officer may confirm" in text


def test_a_file_that_is_no_csv_file_is_refused(people):
    assert "a quotation mark is not closed" in refused(send(people.helen, b'osc,"'))
    assert "not plain text in UTF-8" in refused(send(people.helen, b"\xff"))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(people, settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024
    text = refused(send(people.helen, b"x" * settings.UPLOAD_MAX_BYTES))
    assert "The file is larger than 2 MB." in text


def test_a_document_that_is_refused_is_told_at_its_own_question(people):
    response = send(people.helen, ROW, document=a_file("letter.pdf", b"MZ"))
    assert "The file is named .pdf but its content is not." in refused(response)
    assert 'href="#id_document"' in response.text


def test_without_a_file_nothing_happens(people):
    before = everything()
    response = signed_in(people.helen).post(IMPORT, {"csrfmiddlewaretoken": "x"})
    assert "Select the CSV file" in words(response)
    after = everything()
    assert after == before


def test_the_file_to_fill_in_can_be_imported_as_it_is(people):
    response = signed_in(people.simon).get(TEMPLATE)
    assert response["Content-Disposition"] == 'attachment; filename="letters.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(read_csv(response.content, columns=COLUMNS, optional=OPTIONAL)) == 1
    import_letters(response.content, files={}, by=people.simon, at=AT)
    assert LetterAnswer.objects.get().kind == "no_reply"


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    closed_to_all_but({"helen", "simon"}, people, IMPORT, TEMPLATE, match="may record a letter")
