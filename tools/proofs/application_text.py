"""No look without a basis: the text before the decision."""

from tools.proofs.showing import Line, pass_tests

TEXT = "tests/authorisations/views/test_text.py"


def read_and_decided() -> str:
    """In Chromium, at both widths, axe at zero: read, returned at a box, mended, passed, granted, heard, sampled."""
    return pass_tests("tests/journeys/test_application_text.py")


def read_by_whom() -> str:
    """Every reader by name and number of readings; a draft, and what is said of a source, closed to others."""
    return pass_tests(
        f"{TEXT}::test_whoever_checks_decides_or_inspects_reads_what_was_written_and_it_is_recorded",
        f"{TEXT}::test_an_auditor_who_samples_has_every_reading_on_record",
        f"{TEXT}::test_nobody_outside_the_list_reads_it",
        f"{TEXT}::test_a_draft_is_read_by_its_applicant_and_by_nobody_over_their_shoulder",
        f"{TEXT}::test_what_the_applicant_has_not_sent_again_nobody_else_reads",
        f"{TEXT}::test_what_is_said_of_a_source_is_for_those_who_check_and_decide",
        f"{TEXT}::test_a_text_whose_key_was_destroyed_is_not_shown",
        "tests/architecture/test_rights_matrix.py",
    )


def versions() -> str:
    """Each sending stays; any two texts can be read out of the marks; comment and answer stay with their version."""
    return pass_tests(
        "tests/authorisations/rules/test_changes.py",
        f"{TEXT}::test_nobody_decides_on_a_newer_text_than_their_page_showed",
        f"{TEXT}::test_a_comment_at_a_box_is_seen_there_answered_and_stays_with_its_version",
        "tests/authorisations/test_application.py::test_what_was_sent_stays_as_it_was_version_by_version",
        "tests/authorisations/test_application.py::test_a_comment_is_answered_before_it_is_sent_again",
        "tests/authorisations/test_invariants.py::test_an_application_is_sent_with_its_text_which_stays_as_it_was",
    )


def looked_for() -> str:
    """For each kind and each reader, something beside every page."""
    return pass_tests("tests/authorisations/test_checklist.py")


LINES = (
    Line(
        "Journey: an application is read, returned with a comment at a box, mended, passed, granted, taken to court; the auditor reads it",
        read_and_decided,
    ),
    Line(
        "Nobody outside the list reads the text of an application; every reading is on record", read_by_whom
    ),
    Line("Version by version with the changes marked; comments and their answers stay", versions),
    Line("Beside the text, for each reader, a checklist of what to look for", looked_for),
)
