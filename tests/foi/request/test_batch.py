"""The same request under another reference: which questions are alike, what was said to them, what has changed."""

from datetime import date

import pytest

from tests import given
from tests.foi.answering import kept_as_sent
from tests.foi.cases import nine_questions
from watchbook.audit_log.record import record
from watchbook.foi import disposal
from watchbook.foi.models import Request
from watchbook.foi.published import Publication, Withdrawal
from watchbook.foi.request import question_cut, request
from watchbook.foi.request.cut import joined
from watchbook.foi.request.earlier_requests import Change, QuestionAnswer, alike_to, changes
from watchbook.foi.request.question_cut import cuts_of
from watchbook.reading.likeness import NumberedQuestion, QuestionPair, could_be_alike, paired, subject_of

FIVE = [
    "Which services look at social media?",
    "How many covert profiles are there?",
    "Who approves directed surveillance?",
    "What training did investigators have in 2024?",
    "Please send the retention schedule.",
]


def listed(*questions):
    return [NumberedQuestion(number=str(at), text=text) for at, text in enumerate(questions, start=1)]


def text_of(questions):
    return "\n".join(f"{at}. {words}" for at, words in enumerate(questions, start=1))


def receive(people, questions=FIVE, *, text=None):
    return request.receive(
        text or text_of(questions),
        received_on=date(2026, 3, 2),
        regime="foia",
        by=people.bryn,
        at=given.AT,
    )


def send(row, people, **answers):
    told = [
        {
            "number": number,
            "question": FIVE[int(number) - 1],
            "status": status,
            "answer": words,
            "certificate": certificate,
        }
        for number, (status, words, certificate) in answers.items()
    ]
    return kept_as_sent(
        request=row, sent_on=date(2026, 3, 9), channel="email", answers=told, recorded_by=people.bryn
    )


def publish(row, people, *, reference="DL-0001", edition=1, questions=FIVE):
    answers = [
        {"number": str(at), "question": words, "status": "NIL", "answer": "None."}
        for at, words in enumerate(questions, start=1)
    ]
    made = Publication.objects.create(
        reference=reference, edition=edition, request_reference=row.reference, title="Looks", answers=answers,
        published_on=date(2026, 3, 10), first_published_on=date(2026, 3, 10), requester_is_out=True, persons_are_out=True, recorded_by=people.bryn,
        received_on=date(2026, 3, 2), answered_on=date(2026, 3, 9), licence="ogl",
    )  # fmt: skip
    record(request.RECEIVED, subject=made, by=people.bryn, at=given.AT)  # the guard wants some event of it
    return made


# Questions


def test_years_and_small_words_do_not_make_another_question():
    assert subject_of("How many looks were there in 2019?") == subject_of("How many looks, in 2025?")
    assert subject_of("Why?") == subject_of("why?") != subject_of("How?")


def test_questions_are_paired_by_their_words_whatever_their_numbers():
    ours, theirs = listed(*FIVE), listed(*reversed(FIVE))
    assert [(pair.number, pair.earlier.number) for pair in paired(ours, theirs)] == [
        ("1", "5"), ("2", "4"), ("3", "3"), ("4", "2"), ("5", "1"),
    ]  # fmt: skip


def test_no_earlier_question_is_paired_twice_and_the_nearest_comes_first():
    ours = listed("How often?", "Which services look at social media?", "How often?")
    pairs = paired(ours, listed("How often?", "Something else entirely", "How often?"))
    assert [(pair.number, pair.earlier.number, pair.likeness) for pair in pairs] == [
        ("1", "1", 1.0),
        ("3", "3", 1.0),
    ]
    assert len(paired(ours, listed("How often?"))) == 1


def test_a_question_on_something_else_is_not_alike():
    assert paired(listed(FIVE[0]), listed("Which services use body-worn cameras?")) == ()


def test_the_quick_look_passes_what_is_alike_and_stops_what_cannot_be():
    assert could_be_alike(listed(*FIVE), listed(*reversed(FIVE)))
    assert could_be_alike(listed(*FIVE), listed(*FIVE[:4]))
    assert not could_be_alike(listed(*FIVE), listed(*FIVE[:3]))
    assert not could_be_alike(listed(*FIVE), listed(*["How deep are potholes?"] * 5))
    assert not could_be_alike([], listed(*FIVE))


@pytest.mark.parametrize(
    ("then", "is_the_same"),
    [
        (QuestionAnswer("NIL", "None. ", question="How often in 2019?"), True),
        (QuestionAnswer("NIL", "None at all.", question="How often in 2019?"), False),
        (QuestionAnswer("NOT_HELD", "None.", question="How often in 2019?"), False),
        (None, False),
    ],
)
def test_what_was_said_is_set_beside_what_is_said_today(then, is_the_same):
    pair = QuestionPair(number="2", earlier=NumberedQuestion("1", "How often in 2019?"), likeness=1.0)
    (change,) = changes(
        [pair],
        texts={"2": "How often in 2025?"},
        then={"1": then} if then else {},
        now={"2": QuestionAnswer("NIL", "None.")},
    )
    assert change.is_the_same == is_the_same
    assert [one.said for one in change.then] == ([then] if then else [])
    assert not change.is_cut_otherwise
    assert change.is_in_other_words
    assert not Change(pair, "How  often in 2019?", (), change.now).is_in_other_words


# Requests


def test_the_same_request_is_known_with_what_was_sent(people):
    first = receive(people)
    send(first, people, **{"1": ("NOT_HELD", "Not held.", "SC-0001")})
    second = receive(people)
    (found,) = alike_to(second)
    assert (found.request, found.share, len(found.pairs)) == (first, 1.0, 5)
    assert found.earlier.said == {"1": QuestionAnswer("NOT_HELD", "Not held.", "SC-0001", FIVE[0])}
    assert (found.earlier.answered_on, found.earlier.publication) == (date(2026, 3, 9), "")
    assert [(one.earlier.reference, len(one.pairs), one.of) for one in alike_to(second)] == [
        ("FOI-0001", 5, 5)
    ]
    assert alike_to(first) == []


@pytest.mark.parametrize(("kept", "found"), [(5, [5]), (4, [4]), (3, [])])
def test_four_questions_in_five_make_a_request_alike(people, kept, found):
    receive(people, [*FIVE[:kept], "How deep are potholes?", "Who mends street lamps?"])
    assert [len(one.pairs) for one in alike_to(receive(people))] == found


def test_the_order_and_the_numbers_may_differ(people):
    lettered = zip("abcde", reversed(FIVE), strict=True)
    receive(people, text="\n".join(f"{letter}) {words}" for letter, words in lettered))
    assert [len(one.pairs) for one in alike_to(receive(people))] == [5]


def test_the_most_alike_comes_first_and_of_those_the_newest(people):
    receive(people, FIVE[:4])
    receive(people)
    receive(people)
    assert [one.earlier.reference for one in alike_to(receive(people))] == [
        "FOI-0003",
        "FOI-0002",
        "FOI-0001",
    ]


def test_what_was_said_to_other_words_under_the_number_was_not_said_to_the_question():
    pair = QuestionPair(number="1", earlier=NumberedQuestion("1", "How often?"), likeness=1.0)
    said = QuestionAnswer("NIL", "None.", question="How often? And why?")
    (change,) = changes(
        [pair], texts={"1": "How often?"}, then={"1": said}, now={"1": QuestionAnswer("NIL", "None.")}
    )
    assert (change.then, change.is_cut_otherwise) == ((), True)


def changed(earlier, then, *, now="NIL"):
    """What becomes of one earlier question, of what a letter said by number: (question, certificate)."""
    said = {
        number: QuestionAnswer("NIL", f"{number}.", certificate, question)
        for number, (question, certificate) in then.items()
    }
    pair = QuestionPair(number="7", earlier=NumberedQuestion("1", earlier), likeness=1.0)
    (change,) = changes([pair], texts={"7": earlier}, then=said, now={"7": QuestionAnswer(now, "1.")})
    return change


JOINED = f"{FIVE[0]}\n2. {FIVE[1]}"


@pytest.mark.parametrize(
    ("earlier", "then", "numbers"),
    [
        (FIVE[1], {"1": (JOINED, "")}, ["1"]),
        (JOINED, {"1": (FIVE[0], ""), "1-2": (FIVE[1], ""), "3": (FIVE[2], "")}, ["1", "1-2"]),
        (FIVE[1], {"1": (FIVE[0], ""), "4": (FIVE[1].upper(), "")}, ["4"]),
        ("Why?", {"1": ("Why?", ""), "2": ("Why?", "")}, ["1"]),
    ],
    ids=["joined then", "divided then", "numbered otherwise", "the same words and number"],
)
def test_what_was_cut_otherwise_then_is_found_by_its_words(earlier, then, numbers):
    change = changed(earlier, then)
    assert (change.numbers, change.is_cut_otherwise) == (numbers, False)


@pytest.mark.parametrize(
    "then",
    [
        {"2": (JOINED, ""), "3": (JOINED, "")},
        {"2": ("How many profiles, and why?", "")},
        {"2": ("How many", "")},
    ],
    ids=["in two questions", "in other words", "a few words"],
)
def test_where_it_cannot_be_told_which_was_meant_the_letter_is_pointed_at(then):
    change = changed(FIVE[1], then)
    assert (change.then, change.is_cut_otherwise) == ((), True)


def test_what_the_letter_does_not_speak_of_was_not_answered_then():
    change = changed(FIVE[1], {"2": ("Please send the retention schedule.", "")})
    assert (change.then, change.is_cut_otherwise) == ((), False)


def test_a_search_that_is_not_taken_over_is_to_be_made_again():
    then = {"1": (FIVE[0], ""), "1-2": (FIVE[1], "SC-0004")}
    change = changed(JOINED, then, now="TO_BE_SEARCHED")
    assert (change.is_to_be_searched_again, change.certificate) == (True, "SC-0004")
    assert not changed(JOINED, then).is_to_be_searched_again
    assert not changed(FIVE[4], then, now="TO_BE_SEARCHED").is_to_be_searched_again


def cut_to_three(row, people):
    pieces = list(cuts_of(row)[0].pieces)
    for _ in range(2):
        pieces = joined(pieces, 1)
    question_cut.recut(row, pieces, by=people.bryn, at=given.AT)


def test_a_request_cut_by_hand_is_known_by_its_cut_and_by_its_text(people):
    cut_to_three(receive(people), people)
    again = receive(people)
    assert [len(one.pairs) for one in alike_to(again)] == [5]
    cut_to_three(again, people)
    (found,) = alike_to(again)
    assert (len(found.pairs), found.of) == (3, 3)
    assert "\n2. " in found.pairs[0].earlier.text


def test_who_asks_is_no_part_of_it(people):
    receive(people, text=text_of(FIVE) + "\n\nYours, Imogen Vale")
    receive(people, text=text_of(["How deep are potholes?"]) + "\n\nYours, Imogen Vale")
    asked = receive(people, text=text_of(FIVE) + "\n\nYours, Rhodri Penfold")
    assert [one.earlier.reference for one in alike_to(asked)] == ["FOI-0001"]


def test_a_request_without_a_question_is_like_none(people):
    receive(people, text="Thank you for your help.")
    assert alike_to(receive(people, text="Thank you for your help.")) == []


def test_the_disclosure_log_is_named_in_its_newest_edition_unless_it_was_taken_back(people):
    first = receive(people)
    publish(first, people)
    newest = publish(first, people, edition=2)
    second = receive(people)
    assert alike_to(second)[0].earlier.publication == "DL-0001"
    withdrawn = Withdrawal.objects.create(
        publication=newest, withdrawn_on=date(2026, 3, 11), reason="x", recorded_by=people.bryn
    )
    record(request.RECEIVED, subject=withdrawn, by=people.bryn, at=given.AT)
    assert alike_to(second)[0].earlier.publication == ""


def test_of_a_request_that_has_gone_the_disclosure_log_still_knows(people):
    first = receive(people)
    publish(first, people)
    send(first, people)
    disposal.dispose(first.id, by=people.winston, at=given.AT)
    (found,) = alike_to(receive(people))
    assert (found.request, found.earlier.reference, found.earlier.publication) == (
        None,
        "FOI-0001",
        "DL-0001",
    )
    assert found.earlier.said["1"] == QuestionAnswer("NIL", "None.", question=FIVE[0])


def test_it_costs_at_most_seven_queries_however_many_requests_there_are(people, django_assert_num_queries):
    for _ in range(3):
        send(receive(people, text=nine_questions()), people)
    publish(Request.objects.all()[0], people)
    row = receive(people, text=nine_questions())
    with django_assert_num_queries(7):
        assert [len(one.pairs) for one in alike_to(row)] == [29, 29, 29]
    assert Request.objects.count() == 4
