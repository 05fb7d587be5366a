"""What a letter says: each question with its answer, where was looked, rights, licence (FOIA s.1(1), s.45 Code, s.50)."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from tests.foi.letters import (
    POLICY,
    REGISTER,
    SENT_ON,
    a_letter,
    an_answer,
    imogen,
    read_docx,
    read_html,
    read_pdf,
)  # fmt: skip
from watchbook.figures.findings import RegisterSearch, SharedParagraph, Status
from watchbook.files.document.blocks import BlockKind
from watchbook.foi.draft.answer import Draft
from watchbook.foi.letter.files import blocks, rendered
from watchbook.foi.letter.rights import ReuseTerms
from watchbook.foi.letter.sent_answer import as_kept
from watchbook.law.parameters import parameter_entries
from watchbook.law.refusals import Refusal

pytestmark = pytest.mark.django_db  # the steps of a request are read

ACT = "Freedom of Information Act 2000"
OTHER = ReuseTerms("other", "Ask us first", "A survey of somebody else’s is in it.")


def test_every_question_stands_as_it_was_asked_with_its_status_in_words_and_its_answer():
    letter = a_letter(
        an_answer("2.a", "Which?\n- tools", "Two: A and B.", Status.HELD_SUPPLIED, enclosures=(POLICY,)),
        an_answer("3", "How often?", "It was 17 times.", Status.NIL),
    )
    first, second = letter.answers
    assert (first.heading, first.question, first.status, first.answer) == (
        "Question 2.a",
        "Which?\n- tools",
        "Held, supplied.",
        "Two: A and B.",
    )
    assert (second.status, second.answer) == ("None.", "It was 17 times.")
    assert first.enclosed == "policy.pdf (the policy, version 2)"
    assert letter.enclosures == ("policy.pdf (the policy, version 2)",)


STATEMENTS = RegisterSearch("statements", "s/1", "all", 3)


def test_where_was_looked_is_said_in_short_and_the_day_of_the_letter_once():
    twice = (REGISTER, REGISTER, STATEMENTS)
    letter = a_letter(an_answer(searched=twice))
    assert letter.answers[0].searched == ("We searched: register of letters; statements",)
    assert letter.opening[2].startswith("We searched our registers on 16 March 2026.")
    without = a_letter(an_answer())
    assert without.answers[0].searched == ()
    assert not any("We searched our registers" in one for one in without.opening)


def test_registers_that_an_earlier_question_names_are_referred_to():
    by_hand = (RegisterSearch("register of letters", "SC-0001", "social media", 0),)
    letter = a_letter(
        an_answer("1", searched=(REGISTER, STATEMENTS)),
        an_answer("2.a", searched=(REGISTER,)),
        an_answer("2.b", searched=(STATEMENTS, REGISTER)),
        an_answer("3", searched=by_hand, certificate="SC-0001"),
        searched_on={"SC-0001": date(2026, 3, 9)},
    )
    assert [one.searched[0] for one in letter.answers] == [
        "We searched: register of letters; statements",
        "We searched: register of letters",
        "We searched the same registers as for question 1.",
        "On 9 March 2026 we searched: register of letters",
    ]


def test_a_search_by_hand_says_its_own_day_and_for_what_was_looked():
    found = (RegisterSearch("Shared drive", "SC-0001", "social media", 0),)
    letter = a_letter(
        an_answer(searched=found, certificate="SC-0001"), searched_on={"SC-0001": date(2026, 3, 9)}
    )
    assert letter.answers[0].searched == (
        "On 9 March 2026 we searched: Shared drive",
        "We searched for: social media",
    )


def test_it_is_addressed_to_who_asked_or_to_nobody_by_name():
    assert a_letter(requester=imogen()).addressee == "Imogen Vale\n1 High Street\nTestham"
    assert a_letter(requester=imogen()).salutation == "Dear Imogen Vale,"
    assert a_letter().addressee == ""
    assert a_letter().salutation == "Dear requester,"


def test_it_opens_with_the_day_of_receipt_the_law_and_how_much_was_asked():
    assert a_letter().opening == (
        f"Thank you for your request, which we received on 2 March 2026. We answer it under the {ACT}.",
        "You asked 1 question. We answer it below.",
        "“None” means that the figure is 0, and that signed statements cover the time.",
    )
    many = a_letter(*(an_answer(str(number), status=Status.NOT_HELD) for number in range(1, 30)))
    assert "You asked 29 questions. We answer each below" in many.opening[1]
    assert "We count each part" not in many.opening[1]
    assert not any("“None” means" in one for one in many.opening)
    held, told = an_answer("1", status=Status.HELD_SUPPLIED), an_answer("2", status=Status.EXPLANATION)
    key = a_letter(held, told).opening[2:]
    assert [one.partition(" means")[0] for one in key] == ["“Held, supplied”", "“Explained”"]
    openly = a_letter(an_answer("1", answer="3 looks, all made openly."))
    assert any(one.startswith("“Openly” means that the people concerned knew") for one in openly.opening)
    said = "2 looks were made covertly. Our listening project counted 9 posts; the net sentiment was 3."
    words = a_letter(an_answer("1", status=Status.PARTLY, answer=said)).opening[2:]
    assert [one.partition(" ")[0] for one in words] == ["By", "“Covertly”", "A", "“Net", "“Partly”"]
    parts = a_letter(an_answer("1"), an_answer("1.a"))
    assert parts.opening[1].endswith(
        "in the order in which you asked them. We count each part as a question."
    )


def test_a_late_letter_says_so():
    late = a_letter(day=date(2026, 4, 1))
    assert "This answer is late: it was due on 31 March 2026." in late.opening[1]
    assert not any("late" in one for one in a_letter(day=date(2026, 3, 31)).opening)


@pytest.mark.parametrize(
    ("law", "review", "commissioner"),
    [
        (
            "foia",
            "within 40 working days of the answer, which means by 15 May 2026 (Code of practice under section 45",
            "complain to the Information Commissioner without undue delay (Freedom of Information Act 2000, section 50). "
            "The Act sets no time limit in weeks, but the Commissioner’s practice is to ask for complaints within 6 weeks of "
            "that outcome. How to reach the Commissioner: https://ico.org.uk/make-a-complaint, telephone 0303 123 1113",
        ),
        (
            "eir",
            "within 40 working days of the answer, which means by 15 May 2026 (Environmental Information Regulations 2004, regulation 11",
            "complain to the Information Commissioner without undue delay",
        ),
        (
            "foisa",
            "within 40 working days of the answer, which means by 13 May 2026 (Freedom of Information (Scotland) Act 2002, section 20",
            "appeal to the Scottish Information Commissioner within 6 months of that outcome (Freedom of Information (Scotland) Act 2002, section 47): https://www.foi.scot",
        ),
        (
            "eisr",
            "within 40 working days of the answer, which means by 13 May 2026 (Environmental Information (Scotland) Regulations 2004, regulation 16",
            "appeal to the Scottish Information Commissioner within 6 months of that outcome",
        ),
    ],
)
def test_the_rights_are_those_of_the_law_under_which_it_was_asked(law, review, commissioner):
    first, second = a_letter(nation_law=law).rights
    assert review in first
    assert "Write to foi@council.invalid." in first
    assert commissioner in second


@pytest.mark.parametrize(("law", "days"), [("foia", 20), ("eir", 40), ("foisa", 20), ("eisr", 20)])
def test_the_time_for_a_review_is_that_of_the_law(law, days):
    assert f"We aim to reply within {days} working days." in a_letter(nation_law=law).rights[0]


def test_without_a_contact_one_writes_to_the_authority_by_name():
    assert "Write to Test Council." in a_letter(contact="").rights[0]
    assert "How to reach us" not in [block.text for block in blocks(a_letter(contact=""))]


def test_beyond_the_table_of_bank_holidays_no_last_day_is_guessed():
    far = date(2100, 1, 4)
    assert "within 40 working days of the answer (" in a_letter(day=far).rights[0]


def test_a_day_on_which_the_law_held_no_such_right_is_refused():
    with pytest.raises(Refusal):
        a_letter(day=date(2014, 1, 6))


def test_the_open_licence_is_the_usual_one_and_another_gives_its_reason():
    (usual,) = a_letter().licence
    assert "Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/" in usual
    (own,) = a_letter(terms=OTHER).licence
    assert own.endswith(
        "under these terms: Ask us first. The reason for the terms: A survey of somebody else’s is in it."
    )


def test_what_a_solicitor_has_to_confirm_is_told_to_the_officer_and_stands_in_no_file():
    letter = a_letter()
    names = {entry.name for entry in letter.unconfirmed}
    assert {"foia.commissioner.name", "foia.internal_review.target_working_days"} <= names
    assert "foia.internal_review.request_working_days" not in names  # verified
    assert all(not entry.verified and entry.note for entry in letter.unconfirmed)
    said = " ".join(block.text for block in blocks(letter))
    assert not [entry.note for entry in letter.unconfirmed if entry.note in said]


def test_the_website_and_time_of_each_commissioner_are_data_with_a_note():
    for name in ("foia.commissioner.website", "foisa.commissioner.appeal_months", "ropsi.licence.address"):
        (entry,) = parameter_entries(name)
        assert not entry.verified
        assert entry.note


def test_the_blocks_go_from_the_sender_to_the_sign_off_and_the_headings_are_three_levels():
    kinds = [block.kind for block in blocks(a_letter(an_answer(enclosures=(POLICY,)), requester=imogen()))]
    assert kinds[:5] == [
        BlockKind.ADDRESS,
        BlockKind.ADDRESS,
        BlockKind.ADDRESS,
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
    ]
    assert kinds.count(BlockKind.TITLE) == 1
    assert kinds.index(BlockKind.HEADING) < kinds.index(BlockKind.SUBHEADING) < kinds.index(BlockKind.ITEM)
    assert blocks(a_letter())[-1].text == "For Test Council, the information officer"


def test_a_draft_says_first_that_it_was_not_sent():
    first = blocks(a_letter(is_draft=True))[0]
    assert (first.kind, first.text) == (BlockKind.MARK, "Draft, not sent")
    assert "Draft, not sent" not in [block.text for block in blocks(a_letter())]


def test_in_welsh_its_language_is_welsh():
    with translation.override("cy"):
        assert a_letter().language == "cy"
    assert a_letter(day=SENT_ON).language == "en-gb"


def test_an_answer_without_words_still_shows_its_status():
    texts = [(block.lead, block.text) for block in blocks(a_letter(an_answer(answer="")))]
    assert ("None.", "") in texts


def test_a_look_is_explained_where_an_answer_counts_looks_and_a_stem_has_no_status():
    meant = "By a look we mean one visit"
    assert any(meant in one for one in a_letter(an_answer(answer="70 looks were made.")).opening)
    assert not any(meant in one for one in a_letter(an_answer(answer="A policy is held.")).opening)
    sealed = "By a capture we mean a sealed copy of a page"
    kept = a_letter(an_answer(answer="• Capture found not to be relevant: 28 days.")).opening
    assert any(sealed in one for one in kept)
    assert not any(sealed in one for one in a_letter(an_answer(answer="70 looks were made.")).opening)
    stem = an_answer(
        answer="We answer each part below.", status=Status.EXPLANATION, value={"follows": ["1.a"]}
    )
    (answered,) = a_letter(stem).answers
    assert answered.status == ""


READ = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
COUNTED = SharedParagraph(
    "For listening project LISTEN-0001, Watchbook counted posts.", "See our answer to {question}."
)


def shares(number, answer):
    """An answer that tells what others of its letter may tell too."""
    return an_answer(number=number, answer=answer, shared=(COUNTED,))


@pytest.mark.parametrize("ending", READ)
def test_a_paragraph_that_answers_share_is_said_once_and_referred_to_after(ending):
    answers = [
        shares("2.a", f"Yes.\n{COUNTED.text}"),
        shares("6", f"Yes. {COUNTED.text} No more."),
        shares("7", "None."),
    ]
    text = READ[ending](rendered(a_letter(*answers))[ending])
    assert text.count(COUNTED.text) == 1
    assert text.count("See our answer to question 2.a.") == 1
    assert "Yes. See our answer to question 2.a. No more." in text
    assert COUNTED.text in answers[1].answer, "published, it tells it by itself"


def test_what_is_kept_has_each_answer_in_full_and_the_letters_words_where_they_differ():
    answers = (shares("2.a", f"Yes.\n{COUNTED.text}"), shares("6", f"Yes. {COUNTED.text}"))
    first, second = as_kept(Draft(answers=answers, checks=()))
    assert "in_letter" not in first
    assert second["answer"] == f"Yes. {COUNTED.text}"
    assert second["in_letter"] == "Yes. See our answer to question 2.a."


SMALL = "Looks on record:\nTrading Standards: 12\nHousing: 7\nLicensing: 1\nFrom 1 April 2025."


@pytest.mark.parametrize("ending", READ)
def test_small_parts_of_a_figure_are_withheld_in_the_letter_as_in_the_log_under_an_exemption(ending):
    text = READ[ending](rendered(a_letter(an_answer(answer=SMALL)))[ending])
    assert "Licensing" in text
    assert text.count("not shown") == 2
    assert "We withhold these numbers under the Freedom of Information Act 2000, section 40(2)." in text


def test_an_officers_own_words_decide_on_a_small_part_and_the_kept_answer_has_the_whole():
    own = replace(an_answer(answer=SMALL), wording=SMALL)
    assert "Licensing: 1" in a_letter(own).answers[0].answer
    (kept,) = as_kept(Draft(answers=(an_answer(answer=SMALL),), checks=()))
    assert kept["answer"] == SMALL
    assert "Licensing: not shown" in kept["in_letter"]
