"""Letters in Welsh, where the requester asked for them: every sentence of ours around the officers' words, the law, the files."""

import pytest

from tests import given
from tests.foi.answering import received
from tests.welsh import noting_what_is_missing
from watchbook.files.document.pdf import pdf
from watchbook.files.store import the_store
from watchbook.foi.course import step
from watchbook.foi.course.step_letter import TITLES, letter_of_step
from watchbook.foi.letter.files import blocks, paper_of
from watchbook.foi.letter.language import language_after
from watchbook.foi.models import RequestStep
from watchbook.foi.states import StepKind
from watchbook.law.clocks import longer_answer_time

ON = given.AT.date()
AFTER_AN_ANSWER = {StepKind.CORRECTION, StepKind.SUPPLEMENT, StepKind.REVIEW_TOLD}


def take(row, people, kind, words="Geiriau."):
    return step.take(row, kind=kind, on=ON, words=words, until=None, by=people.bryn, at=given.AT)


@pytest.mark.parametrize(
    ("kinds", "language"),
    [
        ([], "en-gb"),
        (["acknowledged"], "en-gb"),
        (["welsh", "acknowledged"], "cy"),
        (["welsh", "english"], "en-gb"),
        (["welsh", "english", "welsh", "unclear"], "cy"),
    ],
)
def test_the_newest_choice_holds(kinds, language):
    assert language_after(kinds) == language


def test_a_letter_goes_in_welsh_once_the_requester_asked_and_in_english_again(people):
    row = received(people)
    take(row, people, "welsh", words="")
    with noting_what_is_missing() as missing:
        sent = take(row, people, "acknowledged")
    page = the_store().get(sent.html_sha256).decode()
    assert missing == set()
    assert '<html lang="cy">' in page
    for said in (
        "Mae eich cais FOI-0001 wedi ein cyrraedd",
        "Deddf Rhyddid Gwybodaeth 2000",
        "2 Mawrth 2026",
        "Nid oes cyfieithydd wedi gwirio’r llythyr hwn eto.",
    ):
        assert said in page
    take(row, people, "english", words="")
    again = the_store().get(take(row, people, "acknowledged").html_sha256).decode()
    assert '<html lang="en-GB">' in again
    assert "No translator" not in again


@pytest.mark.parametrize("kind", [one for one in TITLES if one not in AFTER_AN_ANSWER])
def test_every_sentence_of_every_letter_of_the_course_is_in_welsh(people, kind):
    row = received(people)
    take(row, people, "welsh", words="")
    until = longer_answer_time(row.regime, on=row.received_on)
    made = RequestStep(
        request=row, kind=kind, on=ON, words="Geiriau.", until=until or ON, recorded_by=people.bryn
    )
    with noting_what_is_missing() as missing:
        letter = letter_of_step(row, made, is_draft=True)
        assert letter.language == "cy"
        assert blocks(letter)
    assert missing == set()


def test_the_files_of_a_letter_say_their_language(people):
    row = received(people)
    take(row, people, "welsh", words="")
    made = RequestStep(request=row, kind="acknowledged", on=ON, words="", recorded_by=people.bryn)
    paper = paper_of(letter_of_step(row, made, is_draft=False))
    assert paper.language == "cy"
    assert b"cy" in pdf(paper).partition(b"/Lang")[2][:12]
