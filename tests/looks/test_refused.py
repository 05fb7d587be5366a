"""What looks and their acts refuse, each with its reason, and what a look is told of and rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.authorisations import given as authorisations
from tests.log import leaves_nothing
from tests.looks import given
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import covert_profile
from watchbook.investigations import account, investigation
from watchbook.investigations.models import SubjectKind
from watchbook.looks import evaluation, first_look, look, opening, page_view, re_triage
from watchbook.looks.first_look import NewSubject
from watchbook.looks.models import AccountUsed
from watchbook.looks.opening import NotOpened, appraise_with, columns_of
from watchbook.looks.queries import drift
from watchbook.looks.sitting import NOBODY, USUAL

AT = given.AT
DAY = timedelta(days=1)
NIGHT = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
IMMEDIATE = USUAL | {"immediate": "yes"}


def with_profile(people, **changes):
    """A subject and what is asked with an approved covert profile that Ines may use."""
    profile = covert_profile.approve(authorisations.a_profile(people), by=people.oliver, at=AT)
    told = {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": profile}
    return given.ask(given.a_subject(people), **told | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"why": " "}, "saying in a few words why"),
        ({"about": "own_page"}, "any other look must not name a subject"),
        ({"account_used": AccountUsed.COVERT_PROFILE}, "which registered covert profile"),
    ],
)
def test_what_the_form_could_not_know_is_refused(people, changes, reason):
    told = given.ask(given.a_subject(people), **changes)
    leaves_nothing(WrongState, lambda: opening.open(told, by=people.ines, at=AT), reason)


def test_the_account_is_one_of_the_subjects_and_not_parted(people):
    ours, other = given.a_subject(people), given.a_subject(people, profile=given.OTHER_PROFILE)
    theirs = given.ask(ours, account=other.accounts.get())
    leaves_nothing(
        WrongState, lambda: opening.open(theirs, by=people.ines, at=AT), "not one of the subject’s"
    )
    parted = account.part(ours.accounts.get(), reason="Another Jane", by=people.ines, at=AT)
    told = given.ask(ours, account=parted)
    leaves_nothing(
        WrongState, lambda: opening.open(told, by=people.ines, at=AT), "was removed from the subject"
    )


def test_a_covert_profile_is_never_an_open_look(people):
    told = with_profile(people)
    leaves_nothing(
        WrongState,
        lambda: opening.open(told, by=people.ines, at=AT),
        "answer the questions again and say that the look is covert",
    )
    row = look.record_made(
        given.MadeLook(sitting=told, looked_at=AT, closing=given.NOTHING), by=people.ines, at=AT + DAY
    )
    assert row.manner == "covert"


def test_a_profile_that_is_not_ones_own_is_not_used(people):
    told = with_profile(people, facts=USUAL | {"covert": "yes"})
    profile = covert_profile.set_users(
        told.covert_profile, services=[people.ines.service], users=[people.helen], by=people.helen, at=AT
    )
    told = replace(told, covert_profile=profile)
    leaves_nothing(WrongState, lambda: opening.open(told, by=people.ines, at=AT), "not one of its users")


def test_a_subject_is_not_looked_at_while_its_assessment_is_not_allowed_or_waits(people):
    subject = given.a_subject(people)
    waits = triage.assessed_case(people, "T42", subject=subject)
    with pytest.raises(NotOpened, match=waits.assessment.reference):
        given.opened(people, subject)
    assert given.made(people, subject).basis == "none"
    triage.answered(waits, "preliminary", by=people.leila, at=AT + DAY)
    told = USUAL | {"told": "yes"}
    assert given.opened(people, subject, at=AT + 2 * DAY, facts=told).basis == "triage"


def test_what_another_service_hides_counts_and_is_not_told(people):
    subject = given.a_subject(people)
    stands = drift.drift_of(subject, service=people.ines.service_id, at=AT)
    hidden = replace(stands, standing=replace(stands.standing, prior_looks=3))
    met = appraise_with(given.ask(subject), hidden, at=AT)
    assert met.decision.outcomes == ("overt_plan",)
    assert (met.prior_looks, columns_of(met)["look_in_window"]) == (0, 1)


def test_another_services_immediate_response_opens_and_explains_nothing(people):
    hanna = given.an_officer_of_housing(people)
    given.opened(people, given.their_subject(people, hanna), by=hanna, at=NIGHT, facts=IMMEDIATE)
    ours = given.a_subject(people)
    stands = drift.drift_of(ours, service=people.ines.service_id, at=NIGHT + timedelta(hours=1))
    assert (stands.immediate, stands.immediate_until, stands.ran_out) == (None, None, False)
    assert stands.standing.others == 1
    later = drift.drift_of(ours, service=people.ines.service_id, at=NIGHT + 6 * DAY)
    assert not later.ran_out
    row = given.made(people, facts={}, about="subject", by=people.ines, looked_at=NIGHT + timedelta(hours=2))
    assert row.basis == "none"


@pytest.mark.parametrize("review_on", [None, AT.date()])
def test_whoever_is_to_be_told_later_is_thought_of_again_on_a_day_to_come(people, review_on):
    row = given.looked(people)
    told = evaluation.EvaluationParticulars(
        useful="no", verified="nothing", used_in_decision=False, told="later",
        why_not_told="It would warn them", review_on=review_on,
    )  # fmt: skip
    leaves_nothing(
        WrongState,
        lambda: evaluation.write(row, told, by=people.ines, at=AT),
        "the date on which to decide again whether to tell the person is missing",
    )
    later = replace(told, review_on=date(2026, 4, 1))
    assert evaluation.write(row, later, by=people.ines, at=AT).review_on == date(2026, 4, 1)


def test_a_page_opened_after_the_look_was_closed_belongs_to_a_new_one(people):
    row = look.close(given.opened(people), given.NOTHING, by=people.ines, at=AT)
    leaves_nothing(
        WrongState,
        lambda: page_view.add(row, given.PROFILE, by=people.ines, at=AT),
        "Open a new look for the page",
    )


def test_a_re_triage_and_its_decision_say_why(people):
    subject = given.a_subject(people)
    leaves_nothing(
        WrongState,
        lambda: re_triage.ask(subject, USUAL, why_not=" ", by=people.ines, at=AT),
        "not surveillance",
    )
    row = re_triage.ask(subject, USUAL, why_not="One more check", by=people.ines, at=AT)
    over = re_triage.read(row, by=people.oliver, at=AT)["over"]
    for decide in (re_triage.sign, re_triage.decline):
        leaves_nothing(
            WrongState,
            lambda act=decide: act(row, why=" ", over=over, by=people.oliver, at=AT),
            "without a reason",
        )


@pytest.mark.parametrize("changes", [{"words": " "}, {"power": ""}])
def test_a_standing_purpose_says_what_for_and_by_which_power(people, changes):
    leaves_nothing(WrongState, lambda: given.a_standing_purpose(people, **changes), "which power")


def test_facts_that_triage_does_not_know_are_refused_and_so_is_a_register_that_has_not_begun(
    people, monkeypatch
):
    with pytest.raises(WrongState, match="f9"):
        opening.assess(USUAL | {"f9": "yes"}, on=AT.date())
    monkeypatch.setattr(opening, "the_authority", lambda: None)
    with pytest.raises(WrongState, match="has not been set up"):
        opening.assess(USUAL, on=AT.date())


def whose(**changes):
    """Somebody whose account is asked about for the first time."""
    told = {
        "address": given.PROFILE, "kind": SubjectKind.PERSON, "called": "Jane Roe", "why": "A complaint",
        "power": "Trade Marks Act 1994, s.93", "title": "Counterfeits",
    }  # fmt: skip
    return NewSubject(**told | changes)


def test_a_subject_that_is_there_already_is_taken_and_none_of_a_closed_investigation(people):
    ours = given.a_subject(people)
    prepared = {"service": people.ines.service, "by": people.ines, "at": AT}
    assert first_look.prepare(whose(), **prepared) == ours
    investigation.close(ours.investigation, reason="Done", by=people.ines, at=AT)
    assert first_look.prepare(whose(), **prepared).investigation != ours.investigation


def test_what_is_no_account_is_a_subject_by_its_words_alone(people):
    row = first_look.prepare(
        whose(address="the shop on the corner", kind=SubjectKind.PLACE),
        service=people.ines.service,
        by=people.ines,
        at=AT,
    )
    assert (row.kind, row.accounts.count()) == ("place", 0)


def test_what_is_kept_of_nobody_in_particular_asks_nothing_and_its_pages_are_nobodys(people):
    row = given.opened(people)
    assert look.mark_kept(row, by=people.ines, at=AT).level == "none"
    assert page_view.add(row, "https://news.example/a", by=people.ines, at=AT).is_of_another is False
    assert page_view.add(row, f"{given.OUR_PAGE}/photos", by=people.ines, at=AT).is_of_another is False


def test_a_site_of_somebodys_own_is_an_account_of_the_new_subject(people):
    row = first_look.prepare(
        whose(address="https://jane-roe.example/"), service=people.ines.service, by=people.ines, at=AT
    )
    assert row.accounts.count() == 1


def test_a_look_that_is_aimed_at_somebody_is_no_look_at_nobody(people):
    """Nobody is named, yet one person is looked for: that person is a subject, and the look counts."""
    facts = NOBODY | {"made_open": "no", "f1": "yes"}
    told = given.ask(about="general", address="https://news.example/", facts=facts)
    leaves_nothing(WrongState, lambda: opening.open(told, by=people.ines, at=AT), "at somebody in particular")
    general = given.ask(about="general", address="https://news.example/", facts=facts | {"f1": "no"})
    assert opening.open(general, by=people.ines, at=AT).about == "general"
