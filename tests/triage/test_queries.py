"""What `looks` asks: the last assessment for a subject as it stood at a moment; and what waits, and whether rules are adopted."""

from datetime import timedelta

from tests import given as council
from tests.triage import given
from tests.triage.rules import adopt
from watchbook.investigations.together import CountedTogether
from watchbook.organisation.queries import today
from watchbook.triage.binding import binding_among
from watchbook.triage.graph import current
from watchbook.triage.models import Adviser, Assessment
from watchbook.triage.queries import (
    AssessmentStanding,
    as_they_stand,
    assessments_of,
    assessments_waiting,
    latest_for,
    rules_not_adopted,
    standing_of,
    titles_of,
)

LATER = given.AT + timedelta(hours=2)


def outcomes_for(subject, *, at):
    standing = latest_for(subject, at=at)
    return standing.outcomes if standing else ()


def test_a_subject_that_was_never_assessed_has_no_outcome(people):
    subject = council.a_subject(people)
    assert latest_for(subject, at=given.AT) is None
    assert outcomes_for(subject, at=given.AT) == ()


def test_the_last_assessment_counts_as_it_stood_at_the_moment(people):
    subject = council.a_subject(people)
    first = given.assessed_case(people, "T14", subject=subject)
    second = given.assessed_case(people, "T02", subject=subject, at=LATER)
    given.lowered(second, "overt", by=people.oliver, at=LATER + timedelta(hours=1))
    assert latest_for(subject, at=given.AT).assessment == first.assessment
    assert outcomes_for(subject, at=LATER) == ("directed_surveillance",)
    assert outcomes_for(subject, at=LATER + timedelta(hours=1)) == ("overt",)
    assert outcomes_for(subject, at=given.AT - timedelta(hours=1)) == ()


def bound(*subjects, at):
    together = CountedTogether(frozenset(one.id for one in subjects), frozenset(), frozenset())
    return binding_among(together, service=subjects[0].investigation.service_id, at=at)


def test_the_newest_of_several_subjects_binds(people):
    first, second = (council.a_subject(people, whole) for whole in [council.an_investigation(people)] * 2)
    assert bound(first, second, at=LATER) is None
    given.assessed_case(people, "T14", subject=first)
    newest = given.assessed_case(people, "T02", subject=second, at=LATER)
    assert bound(first, second, at=LATER).assessment == newest.assessment
    assert bound(first, second, at=given.AT).outcomes == ("preliminary",)


def test_a_newer_one_of_another_subject_ends_nothing_that_it_was_not_held_to(people):
    first, second = (council.a_subject(people, whole) for whole in [council.an_investigation(people)] * 2)
    stands = given.assessed_case(people, "T02", subject=first)
    given.assessed_case(people, "T14", subject=second, at=LATER)
    assert bound(first, second, at=LATER).assessment == stands.assessment


def test_each_list_costs_two_queries_however_long(people, django_assert_num_queries):
    whole = council.an_investigation(people)
    for _ in range(3):
        given.raised(given.assessed_case(people, "T14", whole=whole), "overt", by=people.ines)
    with django_assert_num_queries(2):
        assert [one.titles for one in as_they_stand(assessments_of(whole))] == ["Overt look"] * 3


def test_what_waits_is_listed_for_whom_it_was_asked(people):
    asked, legal = given.assessed_case(people, "T27"), given.assessed_case(people, "T42")
    mine = given.raised(given.assessed_case(people, "T14"), "ask", by=people.ines, ask="co-ordinator")
    given.answered(given.assessed_case(people, "T27"), "not_allowed", by=people.helen)
    assert list(assessments_waiting(Adviser.COORDINATOR)) == [asked.assessment, mine.assessment]
    assert list(assessments_waiting(*Adviser)) == [one.assessment for one in (asked, legal, mine)]


def test_there_is_no_assessment_of_a_reference_that_was_never_given(people):
    assert standing_of("T-0099") is None


def test_outcomes_are_told_in_words(people):
    assert (
        titles_of(("directed_surveillance", "chis"))
        == "Directed surveillance and Covert human intelligence source"
    )
    assert titles_of(("retired_outcome",)) == "retired_outcome"


def test_until_the_solicitor_adopts_the_rules_in_use_pages_say_so(people):
    assert "has not adopted these rules yet" in rules_not_adopted(on=today())
    adopt(people, edition="2026-01-01.0123456789ab")
    assert "changed since the authority’s solicitor adopted them on 2 March 2026" in rules_not_adopted(
        on=today()
    )
    adopt(people)
    assert rules_not_adopted(on=today()) == ""


def test_what_earlier_rules_called_overt_keeps_the_word_with_a_mark():
    def standing(graph, *outcomes):
        return AssessmentStanding(Assessment(graph=graph, outcomes=list(outcomes)), ())

    assert standing("2026-11-27", "overt").is_of_earlier_rules
    assert standing("2026-11-27", "overt").titles == "Overt look"
    assert not standing("2026-11-27", "directed_surveillance").is_of_earlier_rules
    assert not standing(current().open_since, "overt").is_of_earlier_rules
