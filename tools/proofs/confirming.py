"""All answers of a request confirmed on one page, and how few interactions it takes from the mail to the letter."""

from tools.proofs.showing import Line, pass_tests

INTERACTIONS = "tests/journeys/test_few_interactions.py"
PAGE = "tests/foi/test_confirming_views.py"


def in_few(*names: str) -> str:
    """Run journeys that count what somebody presses, chooses, ticks and types."""
    return pass_tests(*(f"{INTERACTIONS}::test_{name}" for name in names))


LINES = (
    Line(
        "Nine parts go from mail to sent in at most 20 interactions, a topic and a sentence changed on the way",
        lambda: in_few("nine_parts_go_from_mail_to_letter_two_topics_and_a_sentence_changed"),
    ),
    Line(
        "Nine parts in other words go from mail to sent with one press for all, and no draft is rewritten",
        lambda: in_few("nine_other_parts_go_from_mail_to_letter_with_one_press_and_no_rewriting"),
    ),
    Line(
        "All 29 parts of nine questions go from paste to sent in at most 20 interactions",
        lambda: in_few("all_29_parts_of_nine_questions_go_from_paste_to_letter"),
    ),
    Line(
        "One question goes from mail to sent in at most 6 interactions, without JavaScript",
        lambda: in_few("one_question_goes_from_mail_to_letter"),
    ),
    Line(
        "An off-topic request is taken in and finished by its pages in at most 6 interactions",
        lambda: in_few("a_request_about_something_else_is_finished"),
    ),
    Line(
        "A topic that nobody confirmed blocks the letter; each half of a question is confirmed by itself",
        lambda: pass_tests("tests/foi/draft/test_confirmation.py"),
    ),
    Line(
        "Of two officers at once the second is told what changed, and nothing that was typed is lost",
        lambda: pass_tests(PAGE),
    ),
    Line(
        "A likely topic shows the words that led there; a question that counts what the one above is about takes its topic",
        lambda: pass_tests("tests/reading/topics/test_likely.py", "tests/reading/topics/test_request.py"),
    ),
    Line(
        "Of 40 right answers in unseen words none is blocked, and of 36 wrong ones each is, as letters and as wordings",
        lambda: pass_tests("tests/foi/checks/test_unseen_pairs.py"),
    ),
    Line(
        "The page of a request of 29 parts weighs less than 200 KB",
        lambda: pass_tests("tests/demo/test_page_weight.py"),
    ),
    Line(
        "Nothing that changed since it was read is sent or refused over",
        lambda: pass_tests("tests/foi/letter/test_sent_answer.py", "tests/foi/test_refusal.py"),
    ),
)
