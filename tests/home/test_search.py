"""Search: references lead to their pages however they are written, words find titles of what one may read, and never a person."""

import pytest

from tests import given
from tests.authorisations import given as authorisations
from tests.governance import adopted
from tests.governance.signed import another_service
from tests.governance.tools_and_training import a_tool
from tests.looks import given as looks
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from tests.rights import EVERYBODY
from watchbook.home.search import LONGEST, OPENED_BY_DUTY, OPENED_BY_ROW, page_of, pages, whom_to_ask
from watchbook.retention import due, reading_rights

PAGE = "/search/"


def sent(person, typed):
    return signed_in(person).post(PAGE, {"words": typed})


@pytest.mark.parametrize("typed", ["L-0001", "l-0001", "L-1", " l 1 ", "L0001", "L–0001", "Ｌ－0001"])
def test_a_reference_leads_to_its_page_however_it_is_written(people, typed):
    given.a_letter(people)
    answer = sent(people.helen, typed)
    assert (answer.status_code, answer["Location"]) == (302, "/governance/letters/L-0001/")


def test_what_has_a_reference_is_found_by_those_who_may_open_it_and_by_nobody_else(people):
    look = looks.opened(people, looks.a_subject(people))
    rows = (
        look,
        look.investigation,
        authorisations.in_force(people),
        oversight.a_recommendation(people),
        oversight.an_inspection(people),
        errors.a_suspected_error(people),
        adopted.a_draft(),
    )
    cast = people.fetched(EVERYBODY)
    clients = {name: signed_in(person) for name, person in cast.items()}
    for row in rows:
        opened = set()
        for name, person in cast.items():
            page = page_of(row.reference, by=person)
            status = clients[name].get(page).status_code if page else None
            assert status in (None, 200), (name, row.reference, status)
            opened |= {name} if page else set()
        assert opened, row.reference
    assert not page_of(look.reference, by=people.joan)
    subject = page_of(f"{look.investigation.reference}/1", by=people.ines)
    assert subject.endswith(f"/{look.investigation.reference}/subjects/1/")
    assert signed_in(people.ines).get(subject).status_code == 200


def test_what_one_may_not_open_is_answered_like_what_is_not_there(people):
    row = authorisations.in_force(people)
    there, not_there = (sent(people.joan, one) for one in (row.reference, "DS-9999"))
    assert (there.status_code, not_there.status_code) == (200, 200)
    assert words(there).replace(row.reference, "DS-9999") == words(not_there)


def test_each_table_that_is_found_by_reference_has_a_right_to_open_it(people):
    named = reading_rights.by_duty() | reading_rights.by_thing()
    for table in pages():
        assert table in OPENED_BY_DUTY or table in OPENED_BY_ROW or table._meta.label_lower in named, table


def test_what_is_not_there_leads_nowhere_and_is_no_error(people):
    for typed in ("FOI-9999", "X-1", "A-99999999", "~~", "\0", "FOI-١", "%", "_", "a" * 5000, "INV-9999/1"):
        answer = sent(people.simon, typed)
        assert answer.status_code == 200, typed
        assert "We found no matching reference or title that you may read" in words(
            answer
        ) or not typed.strip("\0")
    assert page_of("FOI-" + "9" * 8, by=people.simon) == ""
    assert "x" * (LONGEST + 1) not in sent(people.simon, "x" * 5000).text


def test_words_find_titles_in_any_order_for_those_alone_who_may_read_them(people):
    row = adopted.a_policy()
    first, *_more, last = row.title.split()
    for name in EVERYBODY:
        person = getattr(people, name)
        may_read = signed_in(person).get("/governance/documents/").status_code == 200
        assert (row.reference in words(sent(person, f"{last.upper()} {first.lower()}"))) is may_read, name


def test_a_word_is_found_by_its_beginning_whatever_stands_between_words(people):
    row = adopted.a_draft(title="Policy/Procedure: café (anti-social)")
    for typed in ("poli", "PROCED", "caf", "CAFÉ", "anti-soc", "social, policy", "'policy' & (proc"):
        assert row.reference in words(sent(people.helen, typed)), typed
    for typed in ("licy", "policy -proc x", "!", "'", "policy | zephyrine"):
        assert row.reference not in words(sent(people.helen, typed)), typed


def test_the_title_of_what_one_may_not_open_is_not_listed(people):
    draft = adopted.a_draft(title="Zephyrine plan")
    elsewhere = another_service(people).service
    tool = a_tool(people, name="Zephyrine scope", services=frozenset({elsewhere.id}))
    assert draft.reference in words(sent(people.helen, "zephyrine"))
    assert tool.reference in words(sent(people.helen, "zephyrine"))
    for person in (people.marian, people.ines, people.joan):
        assert "We found no matching reference or title that you may read" in words(sent(person, "zephyrine"))


def test_registers_and_reports_are_found_by_their_names(people):
    page = sent(people.simon, "training")
    assert 'href="/governance/training/"' in page.text
    assert "Register or report" in words(page)


def test_pages_of_a_year_and_of_what_is_overdue_are_found_by_these_words(people):
    assert 'href="/looks/figures/?year=2025"' in sent(people.simon, "looks 2025").text
    assert 'href="/retention/"' in sent(people.winston, "overdue").text
    assert 'href="/"' in sent(people.joan, "overdue").text.partition("Results")[2]
    assert "does not search the titles of investigations, looks and authorisations" in words(
        sent(people.simon, "mill lane")
    )


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        (("FOI-0002", "rr 1", "DPC-9999", "DL-1"), "the information officer"),
        (("DEL-0001", "lh 2", "RS-1"), "the records manager"),
        (("ERR-0001", "LISTEN-2"), "the senior responsible officer"),
        (("A-0001",), "the internal auditor"),
        (("PROC-1",), "the data protection officer"),
        (("INV-0001", "INV-1/2", "DS-4", "LK-7", "CAP-1"), "the lead officer or the RIPA co-ordinator"),
        (("TOOL-1", "L-0004", "zephyrine"), "the RIPA co-ordinator"),
    ],
)
def test_whom_to_ask_goes_by_the_letters_of_a_reference_alone(typed, whom):
    assert {whom_to_ask(one) for one in typed} == {whom}


def test_the_page_names_whom_to_ask(people):
    assert "If you think that you should have access, ask the records manager." in words(
        sent(people.ines, "DEL-0001")
    )


def test_no_part_of_a_name_or_handle_finds_a_person(people):
    subject = looks.a_subject(people)
    looks.opened(people, subject)
    for typed in ("Jane", "Roe", "Jane Roe", "jane.roe.seller", "https://www.facebook.com/jane.roe.seller"):
        assert subject.investigation.reference not in words(sent(people.ines, typed)), typed
    assert 'href="/investigations/search/"' in sent(people.ines, "Jane").text


def test_what_is_typed_stands_in_no_address(people):
    page = signed_in(people.simon).get("/search/?words=Jane")
    assert "Jane" not in words(page)


def test_every_table_with_a_reference_has_a_page_to_lead_to():
    without = {
        one.table._meta.label
        for one in due.endings()
        if one.page is None and any(field.name == "reference" for field in one.table._meta.fields)
    }
    assert without == {"governance.Document"}  # its page is of an edition
