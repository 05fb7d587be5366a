"""Documents by spreadsheet: editions with their clauses, approval and publication; or each row says what is wrong."""

from datetime import date

import pytest

from tests.given import AT
from tests.governance.adopted import FILE
from tests.log import everything
from watchbook.acting.refusals import NotPermitted
from watchbook.files.spreadsheet import write_csv
from watchbook.files.upload import Content
from watchbook.governance.documents.imports import CLAUSE_COLUMNS, CLAUSES, COLUMNS, DOCUMENTS
from watchbook.governance.documents.models import Clause, Document, DocumentStep
from watchbook.governance.documents.queries import editions, editions_of, with_clauses
from watchbook.register.spreadsheet import ImportRefused, run

NAMES = [column.name for column in COLUMNS]
ROW = {
    "kind": "policy",
    "title": "RIPA policy",
    "version": "3.1",
    "dated_on": "2018-05-01",
    "approved_on": "2018-06-12",
    "approved_by": "Cabinet",
    "minute": "Minute 43/18",
    "owner": "helen@council.invalid",
    "service": "trading standards",
    "concerns_social_media": "partly",
    "in_use_from": "2018-07-01",
    "review_on": "2020-06-01",
    "published_at": "https://council.example/policy",
    "published_on": "2018-07-02",
    "clauses": "ripa-policy.clauses.csv",
    "file": "ripa-policy.pdf",
}
CLAUSE = {
    "number": "7",
    "heading": "Social media",
    "settles": "social_media; criteria for the use of social media",
    "text": "Officers do not befriend.\nThey may look once.",
}


def sheet(*rows):
    return write_csv(NAMES, [[row.get(name, "") for name in NAMES] for row in rows])


def clause_file(*clauses, columns=None):
    columns = columns or [column.name for column in CLAUSE_COLUMNS]
    data = write_csv(columns, [[clause.get(name, "") for name in columns] for clause in clauses])
    return Content(data=data, name="ripa-policy.clauses.csv", media_type="text/csv")


def import_rows(*rows, by, clauses=None):
    files = {FILE.name: FILE, "ripa-policy.clauses.csv": clauses or clause_file(CLAUSE)}
    return run(DOCUMENTS, sheet(*rows), name="documents.csv", files=files, by=by, at=AT)


def refusals(*rows, by, clauses=None):
    """Why each row was refused; and that nothing was left."""
    before = everything()
    with pytest.raises(ImportRefused) as refused:
        import_rows(*rows, by=by, clauses=clauses)
    assert everything() == before
    return [(row.line, row.reason) for row in refused.value.rows]


def test_a_row_is_an_edition_with_its_clauses_its_approval_and_its_publication(people):
    import_rows(ROW, by=people.simon)
    [held] = with_clauses(editions())
    row = held.document
    assert (row.kind, row.title, row.version_label, row.dated_on) == (
        "policy", "RIPA policy", "3.1", date(2018, 5, 1)
    )  # fmt: skip
    assert (row.owner, row.service.name, row.concerns_social_media) == (
        people.helen,
        "Trading Standards",
        "partly",
    )
    assert (row.in_use_from, row.review_on, row.file_name) == (date(2018, 7, 1), date(2020, 6, 1), FILE.name)
    assert (held.approved.on, held.approved.decided_by, held.approved.minute) == (
        date(2018, 6, 12), "Cabinet", "Minute 43/18"
    )  # fmt: skip
    assert (held.published.on, held.published.address) == (date(2018, 7, 2), "https://council.example/policy")
    [clause] = held.clauses
    assert (clause.number, clause.settles) == ("7", ["social_media", "criteria"])
    assert clause.text == "Officers do not befriend.\nThey may look once."


def test_a_row_without_an_approval_is_a_draft_of_whoever_imports(people):
    import_rows({"kind": "form", "title": "A form", "concerns_social_media": "no"}, by=people.helen)
    [held] = editions()
    assert (held.state, held.document.owner, held.document.service) == ("draft", people.helen, None)
    assert (held.document.version_label, held.document.file_sha256) == ("", "")


def test_rows_of_one_kind_and_title_are_editions_each_superseding_the_one_before(people):
    second = ROW | {
        "title": "ripa policy",
        "version": "4",
        "approved_on": "2019-01-01",
        "published_on": "2019-01-02",
    }
    import_rows(ROW, second, ROW | {"kind": "guidance"}, by=people.simon)
    assert [(held.document.edition, held.state) for held in editions_of("D-0001")] == [
        (1, "superseded"), (2, "published")
    ]  # fmt: skip
    assert editions_of("D-0001")[0].ended.on == date(2019, 1, 1)
    assert editions_of("D-0002")[0].document.kind == "guidance"


def test_the_same_file_again_is_refused_row_by_row(people):
    import_rows(ROW, by=people.simon)
    assert refusals(ROW, by=people.simon) == [
        (
            2,
            "You cannot import this row: the edition is already recorded as D-0001/1. Leave the row out, or enter a different version or date.",
        )
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "poem"}, "“kind” is “poem”. Enter policy or procedure"),
        ({"title": ""}, "“title” is empty"),
        ({"concerns_social_media": "yes"}, "Enter wholly or partly or no"),
        ({"approved_on": ""}, "“approved_by” has an entry, but “approved_on” is blank"),
        ({"approved_by": ""}, "You cannot import this row: “approved_on” has an entry, but"),
        ({"published_on": ""}, "You cannot import this row: only one of “published_at” and"),
        ({"published_at": ""}, "You cannot import this row: only one of “published_at” and"),
        ({"published_at": "javascript:alert(1)"}, "web address is not complete"),
        ({"published_on": "2018-06-01"}, "before the date on which the edition was approved"),
        ({"approved_on": "2099-01-01"}, "date is in the future"),
        ({"dated_on": "2099-01-01"}, "is in the future"),
        ({"owner": "nobody@council.invalid"}, "You cannot import this row: no open account has the"),
        ({"owner": "helen"}, "an email address"),
        ({"service": "Poetry"}, "“service” names “Poetry”, but no service has that name"),
        ({"file": "missing.pdf"}, "“file” names “missing.pdf”, but no file of that name was uploaded"),
        ({"clauses": "missing.csv"}, "“clauses” names “missing.csv”, but no file of that name was uploaded"),
        ({"version": "x" * 41}, "“version” has 41 characters"),
    ],
)
def test_a_row_that_is_wrong_says_why_and_nothing_is_imported(people, changes, says):
    good = ROW | {"title": "Another"}
    [(line, reason)] = refusals(good, ROW | changes, by=people.simon)
    assert line == 3
    assert says in reason


@pytest.mark.parametrize(
    ("clauses", "says"),
    [
        (clause_file(CLAUSE | {"number": ""}), "ripa-policy.clauses.csv, line 3: “number” is empty"),
        (
            clause_file(CLAUSE | {"settles": "poetry"}),
            "line 3: “settles” is “poetry”. Enter social_media",
        ),
        (clause_file(CLAUSE | {"settles": ";"}), "You cannot save this clause: no subject is selected"),
        (clause_file(CLAUSE | {"number": "seven!"}), "number of the clause is not right"),
        (clause_file(CLAUSE, CLAUSE), "clause 7 is already recorded"),
        (
            clause_file(CLAUSE, columns=["number", "words"]),
            "ripa-policy.clauses.csv: You cannot import this file: its first line must name each of the columns",
        ),
        (FILE, "ripa-policy.pdf: "),
        (
            Content(data=b'number,"heading\n', name="c.csv", media_type="text/csv"),
            "c.csv: The file is not a CSV",
        ),
        (Content(data=b"", name="c.csv", media_type="text/csv"), "c.csv: The file is empty"),
    ],
)
def test_a_file_of_clauses_that_is_wrong_refuses_its_row(people, clauses, says):
    [(line, reason)] = refusals(ROW, by=people.simon, clauses=clauses)
    assert line == 2
    assert says in reason


def test_a_formula_stays_text(people):
    import_rows(ROW | {"title": "=HYPERLINK(1)", "minute": "@SUM(1)"}, by=people.simon)
    [held] = editions()
    assert held.document.title.endswith("=HYPERLINK(1)")
    assert held.approved.minute.endswith("@SUM(1)")


def test_each_row_asks_whether_the_importer_may(people):
    draft = {"kind": "dpia", "title": "DPIA", "concerns_social_media": "wholly"}
    [(_, reason)] = refusals(draft, by=people.helen)
    assert "only the data protection officer or senior responsible officer" in reason
    [(_, reason)] = refusals(ROW, by=people.helen)
    assert "approved or withdrawn" in reason
    before = everything()
    with pytest.raises(NotPermitted, match="cannot record documents"):
        import_rows(ROW, by=people.bryn)
    assert everything() == before
    import_rows(draft, by=people.fatima)
    assert Document.objects.get().kind == "dpia"


def test_clauses_have_no_register_of_their_own(people):
    data = clause_file(CLAUSE | {"settles": "social_media"}).data
    with pytest.raises(ImportRefused) as refused:
        run(CLAUSES, data, name="clauses.csv", files={}, by=people.simon, at=AT)
    assert "You cannot import clauses on their own: they come with" in refused.value.rows[0].reason
    assert not Clause.objects.exists()


def test_the_examples_of_the_template_can_be_imported(people):
    example = {column.name: column.example for column in COLUMNS}
    import_rows(example, by=people.simon)
    assert DocumentStep.objects.get().step == "approved"
