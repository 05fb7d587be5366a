"""A day that the law gives, with its sentences and their provisions."""

from datetime import date

from watchbook.law.explanations import Deadline, Sentence, cited
from watchbook.law.parameters import parameter_entry
from watchbook.law.working_days import Day

TODAY = date(2026, 11, 24)


def test_a_sentence_names_its_provision_and_says_what_a_solicitor_has_still_to_confirm():
    sure = cited("It is due.", parameter_entry("foia.time_for_compliance.working_days", on=TODAY))
    unsure = cited("It is due.", parameter_entry("eir.time_for_compliance.working_days", on=TODAY))
    assert str(sure) == "It is due (Freedom of Information Act 2000, section 10(1))."
    assert str(unsure) == (
        "It is due (Environmental Information Regulations 2004, time for answering; "
        "to be confirmed by the authority’s solicitor)."
    )


def test_a_value_is_only_as_sure_as_its_provision():
    entry = parameter_entry("foia.internal_review.target_working_days", on=TODAY)
    assert not cited("Soon.", entry).verified


def test_a_deadline_counts_its_working_days_and_is_verified_if_every_sentence_is():
    sure = Sentence(text="A.", provision="foia.s10.1", verified=True)
    unsure = Sentence(text="B.", provision="foia.s9", verified=False)
    day = Day(on=TODAY, counts=True, number=1, reason="working day")
    assert Deadline(on=TODAY, explanation=(sure,), days=(day,)).working_days == 1
    assert Deadline(on=TODAY, explanation=(sure,)).is_verified
    assert not Deadline(on=TODAY, explanation=(sure, unsure)).is_verified
