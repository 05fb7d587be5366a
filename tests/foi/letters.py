"""Letters for tests: made of a draft without a database, and requests answered by the real acts so that they can go."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO

import docx
from pypdf import PdfReader

from tests import given
from watchbook.figures.findings import Enclosure, Finding, RegisterSearch, Status
from watchbook.foi.draft import search
from watchbook.foi.draft.answer import Draft, DraftAnswer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.letter import sent_answer
from watchbook.foi.letter.content import LetterOptions, content
from watchbook.foi.letter.rights import ReuseTerms
from watchbook.foi.models import Request, Requester
from watchbook.foi.request import request
from watchbook.organisation.models import Authority
from watchbook.reading.split.questions import Question

SENT_ON, DUE_ON = date(2026, 3, 16), date(2026, 3, 31)
REGISTER = RegisterSearch(register="register of letters", query="letters/1", terms="all", found=0)
POLICY = Enclosure(
    title="policy.pdf", what="the policy, version 2", address="/governance/documents/D-0001/1/"
)


def an_answer(number="1", question="How often?", answer="It was 17 times.", status=Status.NIL, **facts):
    """A draft answer; searched, enclosures and certificate as given."""
    certificate = facts.pop("certificate", "")
    asked = Question(number=number, marker=f"{number}.", text=question, start=0, end=len(question) or 1)
    finding = Finding(status=status, answer=answer, **facts)
    return DraftAnswer(question=asked, topic=None, score=0.0, finding=finding, certificate=certificate)


def a_letter(*answers, nation_law="foia", day=SENT_ON, terms=None, requester=None, **changes):
    """The letter of these answers, or of one."""
    draft = Draft(answers=answers or (an_answer(),), checks=())
    row = Request(reference="FOI-0001", text="", received_on=date(2026, 3, 2), regime=nation_law)
    facts = {"name": "Test Council", "colour": "#1d4f7c", "contact": "foi@council.invalid"}
    logo = changes.pop("logo", b"")
    is_draft = changes.pop("is_draft", False)
    searched_on = changes.pop("searched_on", {})
    return content(
        row,
        draft,
        authority=Authority(**facts | changes),
        requester=requester,
        going=LetterOptions(day=day, terms=terms or ReuseTerms(), is_draft=is_draft),
        due_on=DUE_ON,
        searched_on=searched_on,
        logo=logo,
    )


def imogen():
    """Who asks."""
    return Requester(name="Imogen Vale", address="1 High Street\nTestham")


def read_html(data):
    """What a person reads in the HTML file, spaces made one."""
    reader = _Words()
    reader.feed(data.decode())
    return squeezed(" ".join(reader.words))


def read_docx(data):
    """What a person reads in the DOCX file, spaces made one."""
    document = docx.Document(BytesIO(data))
    words = (_words_of(block) for block in document.iter_inner_content())
    return squeezed(" ".join(words))


def _words_of(block):
    """The words of a paragraph, or of every cell of a table."""
    if hasattr(block, "rows"):
        return " ".join(cell.text for row in block.rows for cell in row.cells)
    return block.text


def read_pdf(data):
    """What a person reads in the PDF file, spaces made one, its footers left out."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    footer = re.compile(r"\s*FOI-\d{4} \d+ / \d+\s*$")
    return squeezed(" ".join(footer.sub("", page) for page in pages).replace("•", " "))


def squeezed(text):
    """Spaces of any kind and number as one; a break allowed within a word is none."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


class _Words(HTMLParser):
    """Collects text outside of style and title."""

    def __init__(self):
        super().__init__()
        self.words, self.within = [], []

    def handle_starttag(self, tag, attrs):
        if tag in {"style", "title"}:
            self.within.append(tag)

    def handle_endtag(self, tag):
        if tag in self.within:
            self.within.remove(tag)

    def handle_data(self, data):
        if not self.within:
            self.words.append(data)


def a_request(people, text="1. How often?\n2. Which tools?", **facts):
    """A request in the register, its questions not answered."""
    told = {"received_on": date(2026, 3, 2), "regime": "foia", "at": given.AT} | facts
    return request.receive(text, by=people.bryn, **told)


def searched_for(row, people, *, answer="We looked and hold none of it: 0 of 23 files.", at=given.AT):
    """Answer each question of a request by a search by hand on the day on which it came."""
    for number, question in enumerate(row.questions.order_by("position"), start=1):
        search.record(
            row,
            start=question.start,
            end=question.end,
            particulars=search.SearchParticulars(
                where=f"Shared drive {number}",
                terms="social media",
                searched_on=row.received_on,
                result="Nothing found.",
                outcome=Status.NOT_HELD,
                answer=f"{answer} ({number})",
            ),
            file=None,
            by=people.bryn,
            at=at,
        )
    return row


def an_answered_request(people, text="1. How often?\n2. Which tools?", **facts):
    """A request whose questions are all answered, so that its letter can go."""
    return searched_for(a_request(people, text, **facts), people, at=facts.get("at", given.AT))


def read_by(officer, row):
    """Return what an officer who read the letter as it stands now sends it by."""
    return {"seen": sent_answer.shown(row, draft_of(row)), "by": officer}


def hidden(page):
    """Return the mark by which a page says what it showed."""
    return dict(re.findall(r'<input type="hidden" name="(seen)" value="(\w{64})"', page.text))


def a_sent_answer(people, *, answer="None is held.", licence_terms="Ask us", licence_reason="A survey"):
    """An answer that was sent, under terms of its own."""
    row = searched_for(a_request(people), people, answer=answer)
    return sent_answer.send(
        row,
        sent_on=row.received_on,
        channel="email",
        licence="other",
        licence_terms=licence_terms,
        licence_reason=licence_reason,
        **read_by(people.bryn, row),
        at=given.AT,
    )


def a_late_answer(people, late_reason):
    """An answer that was sent after its last day, with the reason."""
    row = searched_for(a_request(people), people)
    at = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
    return sent_answer.send(
        row,
        sent_on=at.date(),
        channel="email",
        licence="ogl",
        late_reason=late_reason,
        **read_by(people.bryn, row),
        at=at,
    )
