"""Every lawful end of a request, its clocks and its letters."""

from tools.proofs.showing import Line, pass_tests

ENDS = "tests/foi/test_ends.py"


def journeys(*names: str) -> str:
    """Run journeys to an end, by name."""
    return pass_tests(*(f"{ENDS}::test_{name}" for name in names))


LINES = (
    Line(
        "A request refused in part under section 31 is stopped by the pre-flight and then passes",
        lambda: journeys("a_request_refused_in_part_is_stopped_by_the_pre_flight_and_then_passes"),
    ),
    Line(
        "Each exemption of four laws: what it asks is enough, each thing missing is missed, all of it is in the notice",
        lambda: pass_tests("tests/foi/test_refusal.py", "tests/law/test_exemptions.py"),
    ),
    Line(
        "A cost refusal with advice; more time; a correction after sending; a transfer; every other end",
        lambda: journeys(
            "a_request_that_costs_too_much_is_refused_as_a_whole_with_advice",
            "more_time_is_taken_within_the_law_and_the_requester_told_until_when",
            "an_answer_is_corrected_after_it_was_sent_and_then_reviewed",
            "a_request_is_transferred_with_a_letter_that_says_where",
            "every_other_end_has_its_letter",
        ),
    ),
    Line(
        "A clarification begins the time again in England and in Scotland",
        lambda: journeys("a_clarification_begins_the_time_again"),
    ),
    Line(
        "An off-topic request is finished in at most 6 interactions",
        lambda: journeys("an_off_topic_request_is_finished_in_six_interactions"),
    ),
    Line(
        "Every clock over every day of the tables of holidays, against a naive day counter, for each law and nation",
        lambda: pass_tests("tests/law/test_every_day.py"),
    ),
    Line(
        "A bank holiday that is added moves the last day, and the log says so",
        lambda: pass_tests(
            "tests/foi/test_course.py::test_a_new_bank_holiday_moves_the_last_day_and_the_log_says_so"
        ),
    ),
    Line(
        "Each element that the law demands of a letter is in its HTML, DOCX and PDF",
        lambda: pass_tests("tests/foi/test_letter_elements.py"),
    ),
)
