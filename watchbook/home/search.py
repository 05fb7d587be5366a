"""Search: a reference leads to its page, and words find titles of what one may read.

Never a person: a subject is found by their exact name or handle alone, on a page of its own, since whoever could search for
parts of names could go through everybody whom the authority ever looked at.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import F, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.foi.published import Publication
from watchbook.foi.queries import shown
from watchbook.governance.documents.models import Document
from watchbook.governance.documents.permissions import may_read_document, may_see_documents
from watchbook.governance.documents.queries import editions_of
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_read_tool
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.training.models import Course
from watchbook.home.registers import HomeRegister, registers_of
from watchbook.home.reports import reports_of
from watchbook.investigations.models import Investigation
from watchbook.listening.models import Project
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind, one_of
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.permissions import may_read_recommendation
from watchbook.register.title_words import with_words
from watchbook.retention import due, reading_rights
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import may_read_deletions

# As people and Word write it: FOI-0007, foi 7, INV–0004/2.
REFERENCE = re.compile(r"([A-Za-z]{1,8})[ \-–—‐‑]*0*(\d{1,8})(?:/(\d{1,4}))?", re.ASCII)
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
OF_A_YEAR = frozenset({"looks:report", "year"})  # pages whose address says the year
LONGEST = 200
SHOWN, AMONG = 10, 50  # of each register, and among how many of the newest: more words find fewer
# As `recorded_at`, but of no index: in its order the database would look for rare words through every row.
NEWEST_FIRST = (F("recorded_at") + Value(timedelta())).desc()
REGISTER, ANSWER = _("Register or report"), _("Published answer")
YOUR_WORK = HomeRegister(
    _("Your work"),
    "home",
    lambda _person: None,
    _("Your tasks, overdue and due next, and the dates coming up"),
    "",
)

type PageOf = Callable[[Any], str]


@dataclass(frozen=True)
class SearchHit:
    """One thing found: what sort it is, its title, and its page."""

    sort: str
    title: str
    href: str


class SearchedTable(NamedTuple):
    """A register of which one column is searched, and who may search it where its part does not declare who reads it."""

    sort: Promise
    table: type[Any]
    column: str
    may: Callable[[Person], None] | None = None


TABLES = (
    SearchedTable(_("Document"), Document, "title", may_see_documents),
    SearchedTable(_("Letter"), LetterReceived, "subject"),
    SearchedTable(_("Tool"), Tool, "name"),
    SearchedTable(_("Third party"), ThirdParty, "who"),
    SearchedTable(_("Course"), Course, "title"),
    SearchedTable(_("Listening project"), Project, "title"),
    SearchedTable(_("Internal audit"), InternalAudit, "title"),
    SearchedTable(_("Recommendation"), Recommendation, "words", may_read_oversight),
)


def _named(name: str) -> PageOf:
    """Lead from a row to the page of this name with its reference."""
    return lambda row: reverse(name, args=[row.reference])


# Tables with references whose rows say their page with no end of the retention schedule; the others are found by theirs.
MORE: dict[type[Any], PageOf] = {
    Document: lambda row: reverse("governance:document", args=[row.reference, row.edition]),
    Recommendation: _named("oversight:recommendation"),
    DeletionList: _named("retention:deletion"),
    Publication: _named("disclosure_log:entry"),
}
# Who may open the page of a row, where its part declares no right to read it, or another one than its page asks.
OPENED_BY_DUTY: dict[type[Any], Callable[[Person], None]] = {DeletionList: may_read_deletions}


def _may_open_document(person: Person, row: Document) -> None:
    """An edition in force is open to everybody with a duty, as its page is."""
    editions = {one.document.edition: one for one in editions_of(row.reference)}
    held = editions.get(row.edition)
    may_read_document(person, row, is_in_force=held is not None and held.is_in_force(today()))


OPENED_BY_ROW: dict[type[Any], Callable[[Person, Any], None]] = {
    Authorisation: may_read_authorisation,
    Document: _may_open_document,
    Publication: lambda _person, _row: None,
    Recommendation: may_read_recommendation,
    Tool: may_read_tool,
}


def page_of(typed: str, *, by: Person) -> str:
    """The page of the reference that was typed; "" where it is none, and alike where nothing has it and where one may not open it.

    One query, one of each table that has it, and those of the right.
    """
    told = REFERENCE.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if told is None:
        return ""
    letters, number, part = told.groups()
    reference = f"{letters.upper()}-{int(number):04d}"
    led = pages()
    for table in _tables_with(reference, led):
        row = table._default_manager.filter(reference=reference).order_by("-recorded_at").first()
        if row is not None and _may_open(by, row):
            page = led[table](row)
            return f"{page}subjects/{int(part)}/" if part and table is Investigation else page
    return ""


def _tables_with(reference: str, tables: Iterable[type[Any]]) -> list[type[Any]]:
    """The tables, of some, in which a row has this reference, in their order. One query."""
    first, *others = (
        table._default_manager.filter(reference=reference)
        .order_by()
        .values_list(Value(table._meta.label), flat=True)
        for table in tables
    )
    having = set(first.union(*others, all=True).order_by())
    return [table for table in tables if table._meta.label in having]


# Who says whether somebody should see what has such a reference, whether it is there or not: by duty, its letters.
ASKED = {
    DutyKind.INFORMATION_OFFICER: ("FOI", "SC", "DL", "RR", "DPC"),
    DutyKind.RECORDS_MANAGER: ("DEL", "LH", "RS"),
    DutyKind.DATA_PROTECTION_OFFICER: ("PROC",),
    DutyKind.INTERNAL_AUDITOR: ("A",),
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: ("ERR", "LISTEN", "WARD", "SOURCE", "ST"),
}
# Of what one is given access to thing by thing.
OF_AN_INVESTIGATION = frozenset({"INV", "LK", "T", "RT", "PLAN", "DS", "CHIS", "NR", "OP", "CAP", "EX", "CP"})


def whom_to_ask(typed: str) -> str:
    """Say whom to ask about what somebody looked for, by the letters of the reference alone: the co-ordinator keeps the other registers."""
    told = REFERENCE.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    letters = told.group(1).upper() if told else ""
    if letters in OF_AN_INVESTIGATION:
        return gettext("the lead officer or the RIPA co-ordinator")
    duty = next((duty for duty, theirs in ASKED.items() if letters in theirs), DutyKind.RIPA_COORDINATOR)
    return one_of([duty])


def pages() -> dict[type[Any], PageOf]:
    """The page of a row, for each table whose rows have references."""
    ended = {
        one.table: one.page
        for one in due.endings()
        if one.page and any(field.name == "reference" for field in one.table._meta.fields)
    }
    return ended | MORE


def _may_open(by: Person, row: Any) -> bool:
    """Whether somebody may open the page of a row; of a table that nobody said a right of, nobody."""
    table = type(row)
    if may := OPENED_BY_ROW.get(table) or reading_rights.by_thing().get(table._meta.label_lower):
        return can(may, by, row)
    by_duty = OPENED_BY_DUTY.get(table) or reading_rights.by_duty().get(table._meta.label_lower)
    return by_duty is not None and can(by_duty, by)


def found(typed: str, *, by: Person) -> list[SearchHit]:
    """Everything of which the title has each of the words or one that begins so, of what this person may read. One query a register."""
    words = typed.replace("\0", " ").split()
    return list(_hits(words, by=by)) if words else []


def _hits(words: list[str], *, by: Person) -> Iterator[SearchHit]:
    # A year is in no title of a page: each of these pages has its years.
    years = [word for word in words if YEAR.fullmatch(word)]
    sought = [word.casefold() for word in words if word not in years]
    for register in (*registers_of(by), *reports_of(by), YOUR_WORK) if sought else ():
        said = f"{register.title} {register.holds}".casefold()
        if all(word in said for word in sought):
            year = f"?year={years[0]}" if years and register.address in OF_A_YEAR else ""
            yield SearchHit(str(REGISTER), str(register.title), f"{reverse(register.address)}{year}")
    page_of_row = pages()
    for one in TABLES:
        if can(one.may or reading_rights.by_duty()[one.table._meta.label_lower], by):
            rows = one.table._default_manager.as_at(None).filter(is_struck=False)
            newest = with_words(rows, one.column, words).order_by(NEWEST_FIRST)[:AMONG]
            readable = (row for row in newest if _may_open(by, row))
            for row in islice(readable, SHOWN):
                title = f"{row.reference}: {getattr(row, one.column)}"
                yield SearchHit(str(one.sort), title, page_of_row[one.table](row))
    for entry in shown(words=" ".join(words))[:SHOWN]:
        yield SearchHit(str(ANSWER), f"{entry.reference}: {entry.title}", MORE[Publication](entry))
