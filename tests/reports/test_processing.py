"""Each activity beside its papers: one that lacks a paper, or an entry, says so; the register and a tool's record made of them."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.authorisations import given as authorisations
from tests.evidence import given as evidence
from tests.governance import signed, tools_and_training
from tests.governance.adopted import withdraw
from tests.governance.processing.given import ACTIVITY, an_activity, papers
from tests.listening.given import approved
from tests.looks import given as looks
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but
from watchbook.governance.documents.models import Document
from watchbook.governance.processing import processing
from watchbook.governance.processing.queries import PAPERS
from watchbook.reports.processing_page import TOLD, with_papers

PAGE = "/reports/processing/"
ON = date(2026, 3, 3)
READERS = {"helen", "simon", "judith", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}
ALL = [str(title) for title in PAPERS.values()]


def shown():
    """What each activity lacks, by its words."""
    return {one.words: one.lacks for one in with_papers(ON)}


def text_of(answer):
    """The words of a Word document."""
    found = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


def test_each_sort_of_activity_that_goes_on_is_found_and_lacks_all_while_no_entry_covers_it(people):
    theirs = looks.somebody_elses(people)
    evidence.a_capture(people, theirs.look, at=looks.AT + timedelta(minutes=1))
    authorisations.a_checked_profile(people, "Seen")
    tool = tools_and_training.a_tool(people)
    approved(people)
    found = shown()
    sorts = {one.split(":")[0] for one in found}
    assert sorts == {
        "Looks",
        "Capture of pages",
        "Covert profiles",
        "A tool or a method",
        "Listening projects",
    }
    assert f"A tool or a method: {tool.reference}, Monitor" in found
    project = found.pop("Listening projects: Trading Standards")
    assert project == ["privacy notice section", "training course"]  # the others are the project's own
    assert all(lacks == ALL for lacks in found.values())
    page = signed_in(people.fatima).get(PAGE).text
    assert "Not on the register" in page
    assert re.search(r"LISTEN-0001 \(UK GDPR art 6\(1\)\(e\); D-\d+, D-\d+\)", page)


def test_a_project_whose_assessment_was_withdrawn_lacks_it_and_an_entry_brings_the_rest(people):
    row = approved(people)
    withdraw(Document.objects.newest(reference=row.dpia_reference), on=date(2026, 3, 2))
    words_ = "Listening projects: Trading Standards"
    lacks = ["privacy notice section", "data protection impact assessment", "training course"]
    assert shown()[words_] == lacks
    an_activity(people, activity="listening", **papers(people))
    assert shown()[words_] == []


@pytest.mark.parametrize("name", list(PAPERS))
def test_an_activity_that_lacks_one_paper_says_which(people, name):
    held = papers(people)
    row = an_activity(people, **held)
    assert shown()["Looks: the whole authority"] == []
    processing.correct(row, ACTIVITY | held | {name: ""}, by=people.fatima, at=looks.AT)
    assert shown()["Looks: the whole authority"] == [str(PAPERS[name])]
    page = words(signed_in(people.fatima).get(PAGE))
    assert f"Missing {PAPERS[name]}" in page
    assert "Watchbook refuses new looks" not in page
    newest = processing.Processing.objects.newest(reference=row.reference)
    told = ACTIVITY | held | {name: "", "is_refused_without_papers": True}
    processing.correct(newest, told, by=people.fatima, at=looks.AT)
    assert (
        "Watchbook refuses new looks, captures or approvals for this activity until nothing is missing"
        in words(signed_in(people.fatima).get(PAGE))
    )


def test_the_entry_of_another_service_does_not_cover_looks(people):
    looks.opened(people)
    signed.another_service(people)
    an_activity(people, service_name="Housing", **papers(people))
    found = shown()
    assert found["Looks: Housing"] == []
    assert [lacks for words_, lacks in found.items() if words_ == "Looks: Trading Standards"] == [ALL]


def test_each_service_and_each_tool_is_listed_once_however_many_projects_and_entries_there_are(people):
    service = people.ines.service
    approved(people, service_id=service.id)
    approved(people, service_id=service.id)
    housing = signed.another_service(people).service
    tool = tools_and_training.a_tool(people, services=[str(service.id), str(housing.id)])
    for name in (service.name, "Housing"):
        an_activity(people, activity="tools", tool=tool.reference, service_name=name, **papers(people))
    found = [one.words for one in with_papers(ON)]
    assert sorted(found) == [
        f"A tool or a method: {tool.reference}, Monitor (Housing)",
        f"A tool or a method: {tool.reference}, Monitor (Trading Standards)",
        "Listening projects: Trading Standards",
    ]
    told = text_of(signed_in(people.fatima).get(f"{PAGE}register.docx"))
    assert f"PROC-0001, A tool or a method: {tool.reference}, Trading Standards" in told
    assert f"PROC-0002, A tool or a method: {tool.reference}, Housing" in told
    record = words(signed_in(people.fatima).get(f"{PAGE}tools/{tool.reference}/"))
    assert "Data (Trading Standards)" in record
    assert "Assessments and training (Housing)" in record


def test_a_second_entry_of_an_activity_is_told_as_that(people, monkeypatch):
    """Two entries of one activity, as they could be recorded before that was refused."""
    looks.opened(people)
    monkeypatch.setattr(processing, "overlapping", lambda _row: None)
    for _time in range(2):
        an_activity(people, **papers(people))
    shown_ = [(one.words, one.known_by) for one in with_papers(ON)]
    assert [one for one, _how in shown_] == [
        "Looks: Trading Standards",
        "Looks: the whole authority (PROC-0002)",
    ]
    assert "a second entry for the same activity" in shown_[1][1]


@pytest.mark.parametrize("name", list(TOLD))
def test_an_entry_with_a_blank_column_is_not_complete(people, name):
    held = papers(people)
    row = an_activity(people, **held)
    whole = words(signed_in(people.fatima).get(PAGE))
    assert "Complete" in whole
    assert f"Left blank {TOLD[name]}" not in whole
    processing.correct(row, ACTIVITY | held | {name: ""}, by=people.fatima, at=looks.AT)
    page = words(signed_in(people.fatima).get(PAGE))
    assert f"Left blank {TOLD[name]}" in page
    assert "Complete" not in page


def test_the_register_is_made_of_the_entries(people):
    row = an_activity(people, service_name="Trading Standards", dpia="")
    answer = signed_in(people.fatima).get(f"{PAGE}register.docx")
    told = text_of(answer)
    assert f"{row.reference}, Looks: Trading Standards" in told
    for name in ("purpose", "lawful_basis", "people", "recipients", "security"):
        assert ACTIVITY[name] in told, name
    assert re.search(r"Data protection impact assessment:\s+not recorded", told)
    assert signed_in(people.fatima).get(f"{PAGE}register.pdf").content.startswith(b"%PDF")
    assert signed_in(people.fatima).get(f"{PAGE}register.exe").status_code == 404


def test_the_record_of_a_tool_says_what_the_registers_hold_and_where_they_hold_nothing(people):
    tool = tools_and_training.a_tool(people)
    client = signed_in(people.fatima)
    address = f"{PAGE}tools/{tool.reference}/"
    bare = words(client.get(address))
    assert "Name Monitor" in bare
    assert "Entry in the register of processing not recorded" in bare
    assert "have not checked them against the text" in bare
    held = papers(people)
    an_activity(people, activity="tools", tool=tool.reference, **held)
    whole = words(client.get(address))
    assert f"Data protection impact assessment {held['dpia']}, Paper dpia, approved on 12 June 2018" in whole
    assert f"People and data {ACTIVITY['people']}" in whole
    assert "Appeals not recorded" in whole
    assert "Monitor" in text_of(client.get(f"{address}record.docx"))
    assert client.get(f"{PAGE}tools/TOOL-0099/").status_code == 404


def test_the_register_as_a_paper_names_what_goes_on_without_an_entry(people):
    looks.opened(people)
    told = text_of(signed_in(people.fatima).get(f"{PAGE}register.docx"))
    assert "No activities are on record" not in told
    assert re.search(r"Looks: Trading Standards:\s+1 in the last year", told)
    an_activity(people)
    told = text_of(signed_in(people.fatima).get(f"{PAGE}register.docx"))
    assert "Looks: the whole authority" in told
    assert "Activities without an entry" not in told


def test_what_no_entry_describes_is_told_as_refused_where_papers_are_wanted(people):
    looks.opened(people)
    signed.another_service(people)
    an_activity(people, service_name="Housing")
    told = {one.words: one.is_refused for one in with_papers(ON)}
    assert told == {"Looks: Housing": False, "Looks: Trading Standards": False}
    row = processing.Processing.objects.newest(reference="PROC-0001")
    wanted = ACTIVITY | {"service_name": "Housing", "is_refused_without_papers": True}
    processing.correct(row, wanted, by=people.fatima, at=looks.AT)
    told = {one.words: one.is_refused for one in with_papers(ON)}
    assert told == {"Looks: Housing": True, "Looks: Trading Standards": True}


def test_an_empty_council_has_no_activities(people):
    page = words(signed_in(people.fatima).get(PAGE))
    assert "No activities in the last year, and none on the register." in page
    assert "No activities are on record." in text_of(signed_in(people.fatima).get(f"{PAGE}register.docx"))


def test_the_pages_are_closed_to_others(people):
    tool = tools_and_training.a_tool(people).reference
    addresses = (PAGE, f"{PAGE}register.pdf", f"{PAGE}tools/{tool}/", f"{PAGE}tools/{tool}/record.pdf")
    closed_to_all_but(
        READERS, people, *addresses, match="cannot read the list of activities and their papers"
    )
