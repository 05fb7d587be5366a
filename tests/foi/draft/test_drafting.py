"""The draft of a stored request: what was decided of its questions stands over what the registers say."""

from datetime import UTC, datetime

from tests import given
from tests.foi.answering import answered, place, received, searched, sent
from tests.foi.cases import nine_questions
from watchbook.figures.findings import Status
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.draft.answer import UNDECIDED
from watchbook.foi.draft.decisions import decisions, finding_of
from watchbook.foi.draft.drafting import draft_of, frozen
from watchbook.foi.frozen_answers import digest, digest_of_finding
from watchbook.foi.models import Request
from watchbook.foi.request import question_cut
from watchbook.foi.request.cut import divided
from watchbook.foi.request.question_cut import cuts_of


def decide_everything(people):
    """A request whose first question has a topic, a search and a sentence."""
    row = received(people)
    topic_choice.choose(row, **place(row), topic="dpia", by=people.bryn, at=given.AT)
    searched(row, people)
    worded_answer.word(row, **place(row), answer="None.", by=people.bryn, at=given.AT)
    return row


def test_what_was_decided_is_known_by_the_place_of_its_question(people, django_assert_num_queries):
    row = decide_everything(people)
    with django_assert_num_queries(5):
        known = decisions(row)
    ((where, decided),) = known.items()
    assert where == (place(row)["start"], place(row)["end"])
    assert (decided.topics, decided.certificate, decided.wording) == ({0: "dpia"}, "SC-0001", "None.")
    assert decided.over_sha256 == digest_of_finding(decided.found)
    assert decisions(received(people)) == {}


def test_nothing_was_decided_before_anybody_did(committed_people):
    row = decide_everything(committed_people)
    assert decisions(row, as_at=row.recorded_at) == {}
    untouched = answered(row, as_at=row.recorded_at)
    assert (untouched.certificate, untouched.wording, untouched.is_confirmed) == ("", "", False)
    assert UNDECIDED.topics == {}


def test_a_search_that_found_something_says_so(people):
    row = received(people)
    found = finding_of(searched(row, people, outcome="PARTLY", answer="One."))
    assert (found.status, found.searched[0].found) == (Status.PARTLY, 1)


def test_a_letter_keeps_what_was_said_with_its_proof(people):
    given.a_letter_with_reply(people)
    row = received(people, nine_questions())
    first, *_ = frozen(draft_of(row).answers)
    drafted = answered(row)
    assert (first.number, first.status, first.answer) == ("1", "HELD_SUPPLIED", drafted.answer)
    evidence = [[one.register, one.reference, one.what, one.sha256] for one in drafted.finding.evidence]
    assert first.evidence_sha256 == digest(evidence)
    assert first.searched[0]["query"].startswith("surveillance_commissioner_letter/")


def test_a_letter_keeps_the_certificate_and_the_officers_sentence(people):
    row = decide_everything(people)
    first, *others = frozen(draft_of(row).answers)
    assert (first.certificate, first.answer, first.topic, first.period) == ("SC-0001", "None.", "dpia", None)
    assert [one.certificate for one in others] == ["", ""]


ABOUT_IT = (
    "1. Does anybody look at social media? How often? By whom?\n"
    "2. Which services read posts on social media?\n"
    "3. Please send me your policy on investigations using it.\n"
    "a) Who wrote it?"
)


def test_dividing_a_question_by_hand_leaves_what_is_said_to_the_others(people):
    row = received(people, ABOUT_IT)
    before = {one.question.number: (one.topic, one.finding) for one in draft_of(row).answers}
    assert before["3"][0] == "social_media_policy"
    places = [ABOUT_IT.index(words) for words in ("How often?", "By whom?")]
    pieces = divided(cuts_of(row)[0].pieces, 0, places=places, text=ABOUT_IT)
    question_cut.recut(row, pieces, by=people.bryn, at=given.AT)
    row = Request.objects.get(pk=row.pk)
    after = {one.question.number: (one.topic, one.finding) for one in draft_of(row).answers}
    assert list(after) == ["1", "1-2", "1-3", "2", "3", "3.a"]
    assert {number: after[number] for number in ("2", "3", "3.a")} == {
        number: before[number] for number in ("2", "3", "3.a")
    }


# Its checks


def rules(row, **options):
    return {check.rule: check for check in draft_of(row, **options).checks}


def test_a_draft_after_its_last_day_is_late_until_it_was_sent(people):
    row = received(people)
    assert "late" in rules(row)
    assert "late" not in rules(row, as_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC)), (
        "still the day in London"
    )
    assert "late" in rules(row, as_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    sent(row, people)
    assert "late" not in rules(Request.objects.get(pk=row.pk))


def test_a_sentence_over_another_finding_blocks_until_it_is_saved_again(people):
    row = decide_everything(people)
    assert "worded_over_another_finding" not in rules(row)
    searched(row, people, answer="One is held.", outcome="EXPLANATION")
    check = rules(row)["worded_over_another_finding"]
    assert (check.questions, check.blocks) == (("1",), True)
    assert check.message.startswith("An officer wrote 1 sentence that may be out of date")
    worded_answer.word(row, **place(row), answer="None.", by=people.bryn, at=given.AT)
    assert "worded_over_another_finding" not in rules(row)


def test_the_officers_sentence_is_what_the_checks_read(people):
    row = received(people)
    searched(row, people)
    worded_answer.word(row, **place(row), answer="Please see our RIPA policy.", by=people.bryn, at=given.AT)
    assert rules(row)["policy_referral"].questions == ("1",)


def test_not_held_over_a_register_that_holds_it_blocks_until_the_officer_writes_why(people):
    given.a_letter_without_reply(people)
    row = received(people, "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?")
    assert "held_in_register" not in rules(row)
    searched(row, people, answer="No such letter is held.")
    check = rules(row)["held_in_register"]
    held = answered(row).register
    (name,) = {one.register for one in held.evidence}
    assert (check.questions, check.blocks) == (("1",), True)
    assert "No such letter is held." in check.message
    assert name in check.message
    searched(row, people, answer="No such letter is held.", result=f"It is not among the {name}.")
    assert "held_in_register" in rules(row)
    why = f"The register of {name} has one of 2016, which was about cameras alone."
    searched(row, people, answer="No such letter is held.", result=why)
    assert "held_in_register" not in rules(row)


def test_not_held_is_fine_where_no_register_holds_it(people):
    row = received(people)
    searched(row, people)
    assert "held_in_register" not in rules(row)
    row = received(people, "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?")
    searched(row, people, answer="No such letter is held.")
    assert "held_in_register" not in rules(row)


def test_a_search_that_counts_what_the_register_has_not_blocks_until_the_officer_writes_why(people):
    row = received(people, "1. How many errors were reported to the Commissioner in January 2026?")
    facts = {**place(row), "by": people.bryn, "at": given.AT}
    topic_choice.choose(row, topic="unauthorised_looks", **facts)
    searched(row, people, answer="One error was reported.", outcome="HELD_SUPPLIED")
    check = rules(row)["figure_differs"]
    assert (check.questions, check.blocks) == (("1",), True)
    assert "no error is recorded" in check.message
    assert "none of the topics" in check.message
    searched(row, people, answer="No error was reported.", outcome="HELD_SUPPLIED")
    assert "figure_differs" not in rules(row)
    why = "The register of error reports began in 2027; this one stands in the minutes."
    searched(row, people, answer="One error was reported.", outcome="HELD_SUPPLIED", result=why)
    assert "figure_differs" not in rules(row)
    searched(row, people, answer="One error was reported.", outcome="HELD_SUPPLIED")
    topic_choice.choose(row, topic="", **facts)
    assert "figure_differs" not in rules(row), "the question is about something else"
