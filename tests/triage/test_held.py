"""A less strict assessment says what has changed, and is held to what stood before until somebody signs."""

from datetime import timedelta

import pytest

from tests import given as council
from tests.log import leaves_nothing, told
from tests.pages import signed_in, words
from tests.triage import given
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations import account
from watchbook.keys import envelope
from watchbook.triage.queries import assessments_held, latest_for

LATER = given.AT + timedelta(hours=1)
CHANGED = "He was written to on Monday."
PROFILE = "https://www.instagram.com/kicks.of.nowhere"


@pytest.fixture
def watched(people):
    """A subject whose newest assessment says directed surveillance."""
    subject = council.a_subject(people)
    given.assessed_case(people, "T02", subject=subject)
    return subject


def again(people, subject, name, *, changed=CHANGED, at=LATER):
    return given.assessed_case(people, name, subject=subject, changed=changed, at=at)


@pytest.mark.parametrize("changed", ["", "x", "…", "ok ok"])
def test_a_less_strict_assessment_says_in_words_what_has_changed(people, watched, changed):
    def act():
        again(people, watched, "T16", changed=changed)

    leaves_nothing(
        WrongState, act, "You cannot save this outcome yet: it is less strict than that of assessment T-0001"
    )


def test_it_is_kept_with_its_answers_and_held_to_what_stood_before(people, watched):
    standing = again(people, watched, "T16")
    row = standing.assessment
    assert (standing.decided, standing.outcomes) == (("overt",), ("directed_surveillance",))
    assert (row.held, row.held_to, standing.is_held) == (["directed_surveillance"], "T-0001", True)
    assert latest_for(watched, at=LATER).outcomes == ("directed_surveillance",)
    assert envelope.opened(row)["changed"] == CHANGED
    name, _, _, fields, personal = told(row)
    assert (name, fields["held"], fields["held_to"]) == (
        "assessment.made",
        ["directed_surveillance"],
        "T-0001",
    )
    assert personal["changed"] == CHANGED


def test_it_counts_once_an_authorising_officer_signs(people, watched):
    standing = again(people, watched, "T16")
    assert list(assessments_held()) == [standing.assessment]
    signed = given.lowered(standing, "overt", by=people.oliver, at=LATER)
    assert (signed.outcomes, signed.is_held) == (("overt",), False)
    assert not assessments_held()


def test_it_waits_for_whoever_may_sign(people, watched):
    standing = again(people, watched, "T16")
    reference = standing.assessment.reference
    for name in ("oliver", "leila"):
        client = signed_in(getattr(people, name))
        assert reference in words(client.get("/triage/"))
        assert f"{reference} is less strict than the earlier assessment T-0001" in words(client.get("/"))
    assert (
        "Assessments to sign because their outcome is less strict than the earlier assessment"
        not in words(signed_in(people.helen).get("/triage/"))
    )
    given.lowered(standing, "overt", by=people.oliver, at=LATER)
    assert "You have no assessments to sign" in words(signed_in(people.oliver).get("/triage/"))


def test_whoever_assessed_does_not_sign(people, watched):
    standing = again(people, watched, "T16")
    with pytest.raises(NotPermitted):
        given.lowered(standing, "overt", by=people.ines)


def test_one_that_is_as_strict_or_stricter_is_not_held(people, watched):
    for name in ("T02", "T25"):
        assert not again(people, watched, name, changed="").is_held


def test_a_third_is_held_as_the_second_was(people, watched):
    again(people, watched, "T16")
    third = again(people, watched, "T14", at=LATER + timedelta(hours=1))
    assert (third.outcomes, third.assessment.held_to) == (("directed_surveillance",), "T-0002")


def test_where_nobody_elses_word_was_needed_words_are_enough(people):
    subject = council.a_subject(people)
    given.assessed_case(people, "T60", subject=subject)
    leaves_nothing(
        WrongState,
        lambda: again(people, subject, "T14", changed="x"),
        "less strict than that of assessment T-0001",
    )
    standing = again(people, subject, "T14")
    assert (standing.outcomes, standing.is_held) == (("preliminary",), False)


def test_what_waits_for_an_answer_goes_on_waiting_with_the_new_answers(people):
    subject = council.a_subject(people)
    given.assessed_case(people, "T27", subject=subject)
    standing = again(people, subject, "T16")
    assert (standing.outcomes, standing.ask, standing.blocks) == (("ask",), "co-ordinator", True)
    assert not assessments_held()
    assert given.answered(standing, "overt", by=people.helen, at=LATER).outcomes == ("overt",)


def test_by_asking_the_co_ordinator_nobody_gets_below_what_was_held(people, watched):
    """Neither a held assessment that is raised to a question, nor answers that nobody knows, take the signature away."""
    held = again(people, watched, "T16")
    raised = given.raised(held, "ask", ask="co-ordinator", by=people.ines, at=LATER)
    with pytest.raises(WrongState, match="Only the solicitor can choose it"):
        given.answered(raised, "overt", by=people.helen, at=LATER)
    asked = again(people, watched, "T27", at=LATER + timedelta(hours=1))
    with pytest.raises(WrongState, match="Only the solicitor can choose it"):
        given.answered(asked, "overt", by=people.helen, at=LATER + timedelta(hours=1))
    assert given.answered(asked, "directed_surveillance", by=people.helen).outcomes == (
        "directed_surveillance",
    )


def test_what_is_not_allowed_is_for_the_solicitor_alone(people):
    subject = council.a_subject(people)
    given.assessed_case(people, "T59", subject=subject)
    asked = again(people, subject, "T27")
    assert (asked.outcomes, asked.ask) == (("not_allowed",), "legal")
    with pytest.raises(NotPermitted):
        given.answered(asked, "chis", by=people.helen)
    other = again(people, subject, "T16", at=LATER + timedelta(hours=1))
    with pytest.raises(NotPermitted):
        given.lowered(other, "overt", by=people.oliver)


def test_the_same_account_in_another_investigation_of_the_service_is_held_too(people):
    first, second = council.a_subject(people), council.a_subject(people, council.an_investigation(people))
    for one in (first, second):
        account.add(one, PROFILE, by=people.ines, at=given.AT)
    given.assessed_case(people, "T02", subject=first)
    assert again(people, second, "T14").assessment.held_to == "T-0001"
    stranger = council.a_subject(people, second.investigation, called="A shop")
    assert not again(people, stranger, "T14").is_held


def test_the_page_says_that_it_is_held_and_what_has_changed(people, watched):
    standing = again(people, watched, "T16")
    page = words(signed_in(people.ines).get(f"/triage/assessments/{standing.assessment.reference}/"))
    assert "less strict than assessment T-0001" in page
    assert CHANGED in page
    tab = words(signed_in(people.ines).get(f"/triage/investigations/{watched.investigation.reference}/"))
    assert "T-0001 still applies until somebody with the right to decide" in tab
