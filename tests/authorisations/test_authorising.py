"""The officer's decision: granted in their own words under the law of the day, or refused with reasons."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.authorisations import given
from tests.given import a_subject
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from tests.triage.given import assessed_case
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.queries import event_named
from watchbook.authorisations import authorising, reading
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Authority, Nation

REVIEW_ON = date(2026, 3, 30)


def grant(row, by, *, words=given.WORDS, review_on=REVIEW_ON, **more):
    """The officer's yes."""
    return authorising.grant(
        row, words, review_on=review_on, by=by, at=given.DECIDED, **{"version": 1} | more
    )


def test_a_grant_has_no_effect_before_the_court_approves_it(people):
    row = given.a_granted(people)
    assert (row.state, row.effective_from, row.ends_on) == ("granted", None, None)
    assert (row.decided_by, row.officer_rank, row.needs_court) == (people.oliver, "Head of Service", True)
    event = event_named("authorising.granted", subject=row.id)
    assert event.fields["review_due_on"] == "2026-03-30"
    assert personal_facts(event)["who"] == "Jane Roe"
    determination = row.determinations.get()
    assert opened(determination)["necessity"] == "Test purchases showed nothing"
    assert {one["provision"] for one in determination.reasons} >= {"ripa.art7A", "ripa.code.separation"}
    assert str(determination) == "granted"


@pytest.mark.parametrize(
    ("kind", "ends_on"), [("directed_surveillance", date(2026, 6, 1)), ("chis", date(2027, 3, 1))]
)
def test_in_scotland_it_is_in_force_from_the_decision(people, kind, ends_on):
    Authority.objects.update(nation=Nation.SCOTLAND)
    row = given.a_granted(people, kind=kind)
    assert (row.state, row.effective_from, row.ends_on) == ("effective", given.DECIDED, ends_on)
    assert row.needs_court is False


def test_outside_ripa_no_court_is_asked(people):
    row = given.a_granted(people, kind="non_ripa")
    assert (row.state, row.ends_on) == ("effective", date(2026, 6, 1))


def test_a_grant_beyond_what_the_newest_assessment_asks_says_why(people):
    subject = a_subject(people)
    row = given.a_granted(people, subject=subject)
    assert "asks for less" not in str(opened(row.determinations.get())["remarks"])
    assessed_case(people, "T16", subject=subject)  # told openly: overt
    row = given.a_passed(people, subject=subject)
    page = signed_in(people.oliver).get(f"/authorisations/{row}/")
    assert re.search("Asks for less The newest assessment .* T-[0-9]+ says “", words(page))
    asked = words(signed_in(people.oliver).get(f"/authorisations/{row}/grant/"))
    assert "Not met The newest assessment asks for less than this authorisation (T-" in asked
    assert "Not answered yet Say below whether you take part in the operation." in asked
    leaves_nothing(WrongState, lambda: grant(row, people.oliver), "The newest assessment asks for less")
    said = replace(given.WORDS, remarks_answered="She no longer answers us")
    assert grant(row, people.oliver, words=said).state == "granted"
    reasons = row.determinations.get().reasons
    assert {"provision": "authority.triage", "is_met": True} in reasons


def test_whether_the_officer_takes_part_is_never_guessed(people):
    given.able_to_decide(people)
    row, oliver = given.a_passed(people), signed_in(people.oliver)
    sent = words(oliver.post(f"/authorisations/{row}/grant/", {"what": ""}))
    assert "Not answered yet Say below whether you take part in the operation." in sent
    assert "Select whether you take part in the operation" in sent
    sent = words(oliver.post(f"/authorisations/{row}/grant/", {"takes_part": "no"}))
    assert "Met The authorising officer takes no part in the operation." in sent
    sent = words(oliver.post(f"/authorisations/{row}/grant/", {"takes_part": "yes"}))
    assert "Not met You take part in the operation and have not said why" in sent


def test_only_an_officer_decides_and_never_on_their_own_application(people):
    given.able_to_decide(people)
    row = given.a_passed(people)
    refused_to_all_but({"oliver", "judith"}, people, lambda by: grant(row, by), match="only the")
    assert grant(row, people.oliver).state == "granted"


def test_an_officer_without_rank_or_training_is_told_both(people):
    row = given.a_passed(people)
    leaves_nothing(
        WrongState, lambda: grant(row, people.oliver), "no rank is.*no valid training for this duty"
    )


def test_an_offence_below_the_threshold_cannot_be_granted(people):
    given.able_to_decide(people)
    row = given.a_passed(people, offence="children_act_1933_s18")
    leaves_nothing(WrongState, lambda: grant(row, people.oliver), "crime threshold")


def test_confidential_information_is_for_the_head_of_paid_service(people):
    given.able_to_decide(people)
    row = given.a_passed(people, is_confidential=True)
    leaves_nothing(WrongState, lambda: grant(row, people.oliver), "head of paid service")
    assert grant(row, people.judith).state == "granted"


def test_a_juvenile_source_is_for_the_head_of_paid_service_and_lasts_four_months(people):
    row = given.in_force(people, kind="chis", source={"born": date(2009, 5, 1)}, by=people.judith)
    assert row.source_is_juvenile is True
    assert row.ends_on == date(2026, 7, 3)


def test_the_officers_part_in_the_operation_must_be_explained(people):
    given.able_to_decide(people)
    row = given.a_passed(people)
    leaves_nothing(
        WrongState,
        lambda: grant(row, people.oliver, takes_part=True),
        "you take part in the operation and have not said why",
    )
    words = replace(given.WORDS, takes_part="Nobody else was on duty")
    assert grant(row, people.oliver, words=words, takes_part=True).officer_takes_part


def test_empty_words_are_refused(people):
    given.able_to_decide(people)
    row = given.a_passed(people)
    words = replace(given.WORDS, where=" ", how="")
    leaves_nothing(
        WrongState,
        lambda: grant(row, people.oliver, words=words),
        r"Write more in answer to: Where: on which platforms and at which places\? How: with which profiles, tools and equipment\?$",
    )


@pytest.mark.parametrize("review_on", [date(2026, 3, 2), date(2026, 4, 3)])
def test_the_first_review_is_after_today_and_within_a_month(people, review_on):
    given.able_to_decide(people)
    row = given.a_passed(people)
    leaves_nothing(
        WrongState, lambda: grant(row, people.oliver, review_on=review_on), "no later than 2 April 2026"
    )


def test_a_refusal_keeps_its_record_and_its_reasons(people):
    given.able_to_decide(people)
    row = given.a_passed(people)
    leaves_nothing(
        WrongState,
        lambda: authorising.refuse(row, why="", version=1, by=people.oliver, at=given.DECIDED),
        "without a reason",
    )
    row = authorising.refuse(row, why="Open looks would do", version=1, by=people.oliver, at=given.DECIDED)
    assert (row.state, row.decided_by) == ("refused", people.oliver)
    assert told(row)[4] == {"officer_rank": "Head of Service", "why": "Open looks would do"}
    assert opened(row.determinations.get()) == {"why": "Open looks would do"}
    assert str(row.determinations.get()) == "refused"


def test_the_second_of_two_officers_is_told(people):
    row = given.a_granted(people)
    leaves_nothing(
        WrongState,
        lambda: authorising.refuse(
            row, why="Open looks would do", version=1, by=people.judith, at=given.DECIDED
        ),
        "already (been )?decided",
    )


@pytest.mark.parametrize("said", ["x", "because", "x y z"])
def test_letters_and_a_single_word_are_no_own_words(people, said):
    given.able_to_decide(people)
    row = given.a_passed(people)
    words = replace(given.WORDS, necessity=said, who="x")
    leaves_nothing(
        WrongState,
        lambda: grant(row, people.oliver, words=words),
        r"Write more in answer to: Who may officers look at\? Why do you believe that the authorisation is necessary\?$",
    )
    leaves_nothing(
        WrongState,
        lambda: authorising.refuse(row, why=said, version=1, by=people.oliver, at=given.DECIDED),
        "without a reason",
    )


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    given.able_to_decide(people)
    row = given.a_passed(people)
    undone_when_the_log_fails(monkeypatch, authorising, lambda: grant(row, people.oliver))
    undone_when_the_log_fails(
        monkeypatch,
        authorising,
        lambda: authorising.refuse(
            row, why="Open looks would do", version=1, by=people.oliver, at=given.DECIDED
        ),
    )


def test_the_officer_returns_what_was_passed_on_with_a_comment_at_a_box(people, monkeypatch):
    row, at = given.a_passed(people), given.DECIDED

    def give_back(by):
        return authorising.give_back(
            row, comments="", boxes={"gravity": "How grave?"}, version=1, by=by, at=at
        )

    refused_to_all_but({"oliver", "judith"}, people, give_back, match="only the")
    undone_when_the_log_fails(monkeypatch, authorising, lambda: give_back(people.oliver))
    assert give_back(people.oliver).state == "returned"
    assert told(row)[0] == "authorising.returned"
    assert told(row)[4] == {"comments": "", "boxes": '{"gravity": "How grave?"}'}


def test_the_officer_does_not_return_what_the_co_ordinator_still_checks(people):
    row, at = given.a_submitted(people), given.DECIDED
    leaves_nothing(
        WrongState,
        lambda: authorising.give_back(row, comments="No.", version=1, by=people.oliver, at=at),
        "still checking it",
    )


def test_the_decision_keeps_the_version_that_it_is_about(people):
    row = given.a_granted(people)
    assert row.determinations.get().version == row.applicationversions.get()


def test_a_grant_is_about_the_text_that_the_officer_read(people):
    row = given.a_passed_unread(people)
    given.able_to_decide(people)
    leaves_nothing(
        WrongState, lambda: grant(row, people.oliver, version=2), "^You cannot grant .* a newer version"
    )
    leaves_nothing(
        WrongState,
        lambda: grant(row, people.oliver, version=1),
        "you have not read the latest version of the text",
    )
    reading.read_text(row, row.applicationversions.get(), by=people.oliver, at=given.DECIDED)
    assert grant(row, people.oliver, version=1).state == "granted"
