"""No list of any page shows more than 25 rows: what may is named here, with the reason why it is no list that grows."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.lists.crawled import pages_of
from tests.lists.many import multiply
from tests.lists.test_choices import NARROWED
from tests.pages import signed_in

pytestmark = pytest.mark.slow  # half a minute in one test: none of the kind is begun last
ON_A_PAGE = 25
# Among those that must be found in pages: a register that was not filled shows none, and would pass.
IN_PAGES = {
    "authorisations:covert_profiles",
    "evidence:exhibits_of",
    "evidence:exhibits_of_look",
    "evidence:of_look",
    "foi:requests",
    "governance:documents",
    "governance:letters",
    "governance:members_meetings",
    "governance:processing",
    "governance:retention_schedules",
    "governance:third_parties",
    "governance:tools",
    "governance:training",
    "investigations:break_glass_all",
    "investigations:need_to_know",
    "listening:projects",
    "listening:sources",
    "listening:wards",
    "looks:looks",
    "looks:of",
    "looks:service",
    "organisation:administration",
    "organisation:people",
    "organisation:recoveries",
    "oversight:errors",
    "oversight:overview",
    "overt_plans:of",
    "overt_plans:to_sign",
    "retention:complaints",
    "retention:deletions",
    "retention:holds",
    "retention:rights_questions",
    "retention:rights_requests",
    "triage:assessments",
    "triage:rules",
    "triage:waiting",
}
MORE = 35
# Pages that once asked something for each row, with who reads them.
ASKED_BY_ROW = {
    "home": "simon",
    "investigations:need_to_know": "marian",
    "retention:deletions": "helen",
    "retention:rights_questions": "helen",
}
VOID = {"br", "img", "input", "meta", "link", "hr", "col", "source", "path", "circle", "rect", "line"}
CHOICE = {
    "option",
    "govuk-checkboxes__item",
    "govuk-radios__item",
}  # an answer of a form, not a row of a list
BY_LAW = "it is the law's own list, which no act of ours makes longer"
BY_PROGRAM = "the program has as many, whatever is recorded"
PAPER = "a paper that is printed and signed whole"
BESIDE = "what one report or record says, read beside it"
ONE_CASE = "what happened to one case, which is read in its order as a whole"
WHOLE = {
    "governance:offences": BY_LAW,
    "triage:order": BY_LAW,
    "triage:answer": "the answers to the questions of one assessment",
    "triage:assessment": "the answers to the questions of one assessment",
    "triage:depart_upwards": "the answers to the questions of one assessment",
    "looks:look": "the answers to the questions of one look, folded",
    "help:contents": BY_PROGRAM,
    "help:glossary": BY_PROGRAM,
    "reports:exports": BY_PROGRAM,
    "reports:inspection": BY_PROGRAM,
    "retention:pathway": BY_PROGRAM,
    "retention:remains": BY_PROGRAM,
    "reports:processing": PAPER,
    "reports:members": PAPER,
    "defensible": "a sheet that is printed whole: each fault stands on it",
    **dict.fromkeys(("oversight:inspection", "listening:project"), BESIDE),
    **{f"listening:project_{one}": BESIDE for one in ("approve", "end", "refuse")},
    "foi:course": ONE_CASE,
    "foi:request": ONE_CASE,
    "retention:complaint": ONE_CASE,
    "retention:rights_request": ONE_CASE,
    "oversight:recommendation": ONE_CASE,
    "oversight:recommendation_discharge": ONE_CASE,
}


class Rows(HTMLParser):
    """Counts the elements of each kind that stand beside each other, the longest lists of a page."""

    def __init__(self):
        super().__init__()
        self.open, self.most = [], {}

    def handle_starttag(self, tag, attrs):
        """Count it within what is open."""
        kind = (dict(attrs).get("class") or "").split(" ")[0] or tag
        if self.open:
            counts = self.open[-1][1]
            counts[kind] = counts.get(kind, 0) + 1
            self.most[kind] = max(self.most.get(kind, 0), counts[kind])
        if tag not in VOID:
            self.open.append((tag, {}))

    def handle_endtag(self, tag):
        """Close what it closes."""
        while self.open and self.open.pop()[0] != tag:
            pass


def too_long(page):
    """The kinds of rows of which a page shows more than a page of a list may."""
    rows = Rows()
    rows.feed(page)
    return {kind: count for kind, count in rows.most.items() if count > ON_A_PAGE and kind not in CHOICE}


@pytest.fixture
def read(filled):
    """Every page of a register with thirty copies of everything, by its name."""
    pages = {name: page for name, _who, page in pages_of(filled.paths, filled.people)}
    few = queries(filled.paths, filled.people)
    multiply(filled.database, copies=MORE)
    return pages, few, queries(filled.paths, filled.people)


def queries(paths, people):
    """How many queries each of these pages asks once all that is kept was read."""
    found = {}
    for name, who in ASKED_BY_ROW.items():
        client = signed_in(getattr(people, who))
        client.get(paths[name])
        with CaptureQueriesContext(connection) as asked:
            client.get(paths[name])
        found[name] = len(asked)
    return found


def test_no_list_shows_more_than_a_page_of_rows_but_those_named(read, record_property):
    read, few, more = read
    assert few == more
    found = {name: rows for name, page in read.items() if (rows := too_long(page))}
    in_pages = {name for name, page in read.items() if 'rel="next"' in page}
    assert {name: rows for name, rows in found.items() if name not in WHOLE} == {}
    assert WHOLE.keys() <= found.keys()  # what is short now is named no longer
    assert in_pages >= IN_PAGES
    assert {name for name, page in read.items() if 'class="watchbook-choosing"' in page} <= NARROWED.keys()
    record_property("pages read", len(read))
    record_property("lists in pages of 25", len(in_pages))
