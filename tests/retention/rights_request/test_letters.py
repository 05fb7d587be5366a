"""What the law wants in each letter, and where the letter has it: element by element."""

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from tests import given as council
from tests.governance import signed
from tests.retention.complaint import given as complaints
from tests.retention.rights_request import given
from watchbook.files.document.blocks import BlockKind
from watchbook.files.document.formats import FORMATS
from watchbook.keys.envelope import opened
from watchbook.retention.letter import blocks_of, paper_of

COMMISSIONER = r"Information Commissioner (UK GDPR, article 77"
COURT = "ask a court to enforce your rights (UK GDPR, article 79"
COMPLAIN = "You may complain to us."
BEYOND = {"the Commissioner": COMMISSIONER, "the court": COURT}
FURTHER = {"complaint to us": COMPLAIN} | BEYOND


def text_of(step):
    """A letter as one text, each of whose paragraphs above the signature ends as a sentence or leads to a list."""
    every = blocks_of(opened(step)["letter"])
    *said, _signature = [one.text for one in every if one.kind == BlockKind.PARAGRAPH]
    assert [one for one in said[1:] if one[-1] not in ".:?"] == []
    return "\n".join(one.text for one in every)


@pytest.fixture
def decided(people):
    """A request for access and erasure: of three records each right is decided by itself; the fourth is of another person."""
    for _ in range(4):
        council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people))
    civil = given.a_purpose(people, row)
    criminal = given.a_purpose(people, row, function="yes", crime="yes", words="Counterfeit goods")
    chosen = [
        ("no_need", "copy", civil),
        ("evidence_3", "excessive_3", criminal),
        ("public_task", "others", civil),
    ]
    for number, (*grounds, purpose) in enumerate(chosen, 1):
        for right, ground in zip(("erasure", "access"), grounds, strict=True):
            why = "" if ground == "copy" else "A child may be at risk"
            given.decided(people, row, number, ground, purpose=purpose, why=why, right=right)
    given.decided(people, row, 4, "", purpose=None)
    given.a_step(people, row, "recipient_told", words="The police, on 3 March")
    return row


REQUEST = {
    "acknowledged": {
        "when it came": "We received your request on 3 March 2026.",
        "what we understood": "deletion of the data (erasure)",
        "by when (art 12(3))": "by 7 April 2026 at the latest",
        "no fee (art 12(5))": "Your request costs you nothing.",
    },
    "identity_asked": {
        "why (art 12(6))": "we must be sure that the request comes from you (UK GDPR, article 12(6)",
        "our words": "Because of this",
        "what becomes of the time (s.54(3))": "from the day on which we receive this proof",
        **FURTHER,
    },
    "clarification_asked": {
        "our question": "Because of this",
        "no pause, since erasure is asked for too (s.54(3C))": "Our time limit continues to run",
    },
    "extended": {
        "the reason (s.54(3B))": "Our reason: Because of this",
        "the provision": "complex or numerous (UK GDPR, article 12A and Data Protection Act 2018, section 54)",
        "the new day": "by 3 June 2026 at the latest",
        **FURTHER,
    },
    "answered": {
        "each right": "You asked for:\na copy of the data (access)\ndeletion of the data (erasure)",
        "the answer on access": "A copy of the data (access)\nWe are giving you a copy of these records.",
        "the answer on erasure": "Deletion of the data (erasure)\nWe will erase these records.",
        "what goes with it": f"Enclosures\nWith this letter we send you:\n{given.COPY}",
        "which records": "The records that this letter is about\nRecord 1: from our register “Letters”, recorded on ",
        "the categories (art 15(1)(b))": "We hold these kinds of data:\nyour name, and what letters and papers about our work say about you",
        "which records are restricted": "Record 2: We must keep the data as evidence",
        "how many records": "This letter tells you about 3 records.",
        "how long (art 15(1)(d))": "How long we keep the data:",
        "the search (art 15(1A))": "reasonable and proportionate (UK GDPR, article 15(1A)",
        "what is given (art 15)": "Record 1: You have the right to a copy of the data (UK GDPR, article 15).",
        "what is erased (art 17)": "Record 1: We no longer need the data, or had no right to keep them (UK GDPR, article 17).",
        "what is restricted (s.47)": "We must keep the data as evidence, and do not use them for anything else (Data Protection Act 2018, section 47).",
        "what is refused, with its provision": "Record 3: We need the data for a task in the public interest, a legal duty or a legal claim (UK GDPR, article 17(3)).",
        "our reason (art 12(4), s.48)": "A child may be at risk.",
        "purposes (art 15(1)(a))": "We use the data for these purposes:\nChecking a safeguarding concern, under the UK GDPR and Part 2",
        "recipients (art 15(1)(c), art 19)": "The police, on 3 March",
        "source (art 15(1)(g))": "from our own records and from letters and messages that people sent us",
        "automated decisions (art 15(1)(h))": "We made no decision about you by automated means alone.",
        "further rights (art 15(1)(e)), none to object under Part 3": "You may also object to our use of the data under the UK GDPR, but not",
        **FURTHER,
    },
}  # fmt: skip
COMPLAINT = {
    "acknowledged": {
        "receipt (s.164A(3))": "On 1 July 2026 we received your complaint about your personal data (Data Protection Act 2018, section 164A).",
        "what happens next": "without undue delay",
        **BEYOND,
    },
    "progress_told": {"progress (s.164A(5)(b))": "Our progress so far:", "our words": "Because of this", **BEYOND},
    "outcome_told": {
        "outcome (s.164A(4)(b))": "You were right in part.",
        "reasons": "Because of this",
        "enquiries (s.164A(5)(a))": "we made and recorded 1 enquiry.",
        **BEYOND,
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", REQUEST)
def test_each_letter_of_a_request_has_what_the_law_wants(people, decided, kind):
    text = text_of(given.a_step(people, decided, kind))
    for element, words in REQUEST[kind].items():
        assert words in text, (element, text)
    assert "Jane Roe\n1 High Street" in text
    assert decided.reference in text


@pytest.mark.parametrize("kind", REQUEST)
def test_a_letter_of_a_request_under_part_3_cites_part_3_alone(people, kind):
    council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)))
    purpose = given.a_purpose(people, row, function="yes", crime="yes", words="Counterfeit goods")
    given.decided(people, row, 1, "no_breach_3", purpose=purpose)
    text = text_of(given.a_step(people, row, kind))
    assert "GDPR" not in text
    if kind in {"identity_asked", "extended", "answered"}:
        assert "Commissioner (Data Protection Act 2018, section 165)" in text
        assert "check whether we are acting lawfully (Data Protection Act 2018, section 51)" in text
        assert "rights (Data Protection Act 2018, section 167)" in text
    if kind == "answered":
        assert "investigation (Data Protection Act 2018, section 48)" in text
        assert "section 45" not in text, "that is for copies, and none is asked for"
        assert "proportionate" not in text


def test_an_answer_to_a_request_for_a_copy_under_part_3_cites_what_the_law_says_of_copies(people):
    council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("access",)))
    broken = "to find\r\n\u2028counterfeit goods"
    purpose = given.a_purpose(people, row, function="yes", crime="yes", words=broken)
    given.decided(people, row, 1, "copy_3", purpose=purpose)
    text = text_of(given.a_step(people, row, "answered"))
    assert "GDPR" not in text
    assert "proportionate (Data Protection Act 2018, section 45)" in text
    assert "investigation (Data Protection Act 2018, section 45(4) to (6))" in text
    assert (
        "We use the data for these purposes:\nto find counterfeit goods, under Part 3 of the Data Protection Act 2018 (law enforcement)"
        in text
    )
    assert "Our records do not show that we gave the data to anybody else." in text


@pytest.mark.parametrize("kind", COMPLAINT)
def test_each_letter_of_a_complaint_has_what_the_law_wants(people, kind):
    row = complaints.a_complaint(people)
    if kind != "acknowledged":
        complaints.a_complaint_step(people, row, "acknowledged")
    complaints.a_complaint_step(people, row, "enquired")
    text = text_of(complaints.a_complaint_step(people, row, kind, outcome="partly"))
    for element, words in COMPLAINT[kind].items():
        assert words in text, (element, text)
    assert COMPLAIN not in text, "who has complained to us goes on to the Commissioner"
    assert f"{people.bryn.name}, Information officer, " in text


def test_an_answer_of_which_nothing_was_found_says_so_and_a_late_one_that_it_is_late(people):
    row = given.searched(people, given.a_rights_request(people, received_on=date(2026, 1, 5)))
    text = text_of(given.a_step(people, row, "answered", words=""))
    assert "We hold no data about you on which the law requires us to act." in text
    assert "This answer is late: it was due on 5 February 2026." in text
    assert "About your data" not in text


def test_of_what_is_asked_without_access_no_copy_is_told_and_the_time_goes_on(people):
    row = given.a_rights_request(people, rights=("erasure",))
    assert "Our time limit continues to run" in text_of(given.a_step(people, row, "clarification_asked"))


def test_of_a_copy_alone_the_question_stops_the_time_and_the_letter_cites_the_law(people):
    row = given.a_rights_request(people, rights=("access",))
    text = text_of(given.a_step(people, row, "clarification_asked"))
    law = "(UK GDPR, article 12A and Data Protection Act 2018, section 54)"
    assert f"do not count towards our time limit {law}." in text


def test_a_letter_that_asks_too_late_promises_no_longer_time(people):
    late = datetime(2026, 4, 8, 10, tzinfo=UTC)
    row = given.a_rights_request(people)
    text = text_of(given.a_step(people, row, "identity_asked", on=late.date(), at=late))
    assert "We will use the proof only to confirm who you are" in text
    assert "The month for our answer runs" not in text
    row = given.a_rights_request(people, rights=("access",))
    text = text_of(given.a_step(people, row, "clarification_asked", on=late.date(), at=late))
    assert "Our time limit continues to run" in text


def test_while_identity_is_asked_the_acknowledgement_names_no_day(people):
    row = given.a_rights_request(people)
    given.a_step(people, row, "identity_asked")
    assert "is paused until we hear from you" in text_of(given.a_step(people, row, "acknowledged"))


def test_only_what_concerns_the_persons_data_goes_into_the_letter(people):
    signed.an_adopted_schedule(people)
    council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("access",)))
    given.decided(people, row, 1, "copy", purpose=given.a_purpose(people, row), why="")
    text = text_of(given.a_step(people, row, "answered"))
    said = text.split("How long we keep the data:\n")[1].split("The data come from")[0]
    assert len(said.strip().splitlines()) == 1, said


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_says_the_same(people, decided, ending):
    step = given.a_step(people, decided, "answered")
    made = FORMATS[ending].render(paper_of(opened(step)["letter"]))
    read = {
        "html": lambda data: data.decode(),
        "docx": lambda data: "\n".join(one.text for one in docx.Document(BytesIO(data)).paragraphs),
        "pdf": lambda data: "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages),
    }
    text = " ".join(read[ending](made).split())
    assert "A child may be at risk" in text
    assert "article 17(3)" in text


def test_an_answer_that_tells_only_of_protected_things_cites_their_law_alone(people):
    item = given.a_protected_error_report(people, right="access")
    for other in item.request.founditems.filter(is_protected=False):
        purpose = given.a_purpose(people, item.request, function="yes", crime="yes")
        given.decided(people, item.request, other.number, "copy_3", purpose=purpose)
    law = {"has_function": "yes", "is_against_crime": "yes"}
    given.answered_question(people, item, "copy_3", by=people.simon, **law)
    text = text_of(given.a_step(people, item.request, "answered", words=""))
    assert "GDPR" not in text
    assert "correct or erase the data, or to restrict our use of them." in text


def test_while_no_law_is_known_a_letter_cites_both(people):
    text = text_of(given.a_step(people, given.a_rights_request(people), "identity_asked"))
    assert "UK GDPR, article 12(6) and Data Protection Act 2018, section 52" in text
