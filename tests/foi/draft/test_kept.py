"""A draft that is kept says what a fresh one says, whatever act of any register comes between."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import given
from tests.authorisations.given import a_profile, in_force
from tests.foi.answering import place, received, searched
from tests.foi.registers import registers
from tests.governance import adopted, signed
from tests.governance.third_parties.given import a_third_party
from tests.governance.tools_and_training import a_session, a_tool
from tests.looks.given import made
from tests.proof_only import one_in
from watchbook.figures.findings import Finding
from watchbook.figures.named import QUERIES, figure
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.draft.drafting import draft_of
from watchbook.organisation import duty, service
from watchbook.organisation.rules import DutyKind

REQUEST = """
1. Which letters did the Surveillance Commissioner send you?
2. Send me your social media policy.
3. Send me the data protection impact assessment of your research on social media.
4. Which software do you use to monitor social media?
5. Which third parties monitor social media on your behalf?
6. Which training did officers have on using social media in investigations?
7. For how long is information from social media kept before it is deleted?
8. Which internal audits were made of the use of social media?
9. How often did you look at social media in the last two years?
10. How many authorisations for directed surveillance were approved in the last two years?
11. Does the council hold covert profiles on social media?
12. Who is the senior responsible officer, and how many authorising officers are there?
"""


def a_schedule(people, folder, n):
    row = f"{n + 1},2018-0{n + 1}-01,2018-0{n + 1}-01,Cabinet,Minute {n},look_no_case,Looks,recorded,{n + 1},years,,delete,,Law"
    return registers(folder / str(n), by=[people.winston, people.simon], retention_schedule=[row])


def an_audit(people, folder, n):
    row = f"Audit {n},audit_plan,exclusively,,2019-01-0{n + 1},2019-02-01,none,not_considered,"
    return registers(folder / str(n), by=[people.edmund], internal_audits=[row])


def another_officer(people, _folder, n):
    kind = (DutyKind.AUTHORISING_OFFICER, DutyKind.INVESTIGATOR)[n % 2]
    proposed = duty.propose(people.nell, kind=kind, from_on=date(2026, 3, 2), by=people.ada, at=given.AT)
    return duty.grant(proposed, by=people.bashir, at=given.AT)


def a_statement(people, _folder, n):
    last = date(2025, 9, 30) + timedelta(92 * (n % 2))
    first = date(2025, 7, 1) + timedelta(92 * (n % 2))
    seat = signed.seat_of("ripa_coordinator")
    return signed.entered(people, seat, first, last, signed_on=last + timedelta(5), authorisations=0)


def own_words(row, people, n):
    searched(row, people, "10")
    return worded_answer.word(row, **place(row, "10"), answer=f"None: {n}.", by=people.bryn, at=given.AT)


ACTS = {
    "letter": lambda people, _folder, n: given.a_letter(people, subject=f"Social media {n}"),
    "policy": lambda _people, _folder, n: adopted.a_policy(
        title=f"Policy {n}", concerns_social_media="wholly"
    ),
    "none_held": lambda _people, _folder, _n: adopted.a_signature("dpia"),
    "tool": lambda people, _folder, n: a_tool(people, name=f"Monitor {n}"),
    "third_party": lambda people, _folder, n: a_third_party(people, who=f"Firm {n}"),
    "session": lambda people, _folder, _n: a_session(people, attended_by=[people.ines]),
    "schedule": a_schedule,
    "audit": an_audit,
    "look": lambda people, _folder, _n: made(people),
    "authorisation": lambda people, _folder, _n: in_force(people),
    "profile": lambda people, _folder, n: a_profile(people, handle=f"robin.{n}"),
    "officer": another_officer,
    "statement": a_statement,
    "service": lambda people, _folder, n: service.add(name=f"Service {n}", by=people.ada, at=given.AT),
}
DECISIONS = {
    "topic": lambda row, people, n: topic_choice.choose(
        row, **place(row, str(n % 12 + 1)), topic=sorted(QUERIES)[n], by=people.bryn, at=given.AT
    ),
    "search": lambda row, people, n: searched(row, people, str(n % 12 + 1)),
    "wording": own_words,
}


def said(drafted):
    """All that a draft says; not the moment at which each finding was told."""

    def of(finding: Finding):
        moment = {"as_at": None, "evidence": tuple(replace(e, recorded_at=None) for e in finding.evidence)}
        return replace(finding, **moment)

    return [replace(one, finding=of(one.finding)) for one in drafted.answers], drafted.checks


def fresh(row, monkeypatch, *, only=""):
    """What is said where nothing is ever kept."""
    with monkeypatch.context() as patched:
        for module in ("drafting", "answer"):
            patched.setattr(
                f"watchbook.foi.draft.{module}.unchanged", lambda _name, _key, tell, **_options: tell()
            )
        return draft_of(row, only=only)


@pytest.mark.parametrize("seed", one_in(3, range(3)))
def test_a_kept_draft_says_what_a_fresh_one_says_over_any_acts(committed_people, tmp_path, monkeypatch, seed):
    people, rolled = committed_people, random.Random(seed)
    row = received(people, REQUEST)
    before = said(draft_of(row))
    changed = 0
    for n, name in enumerate(rolled.sample([*ACTS, *DECISIONS], k=len(ACTS) + len(DECISIONS))):
        if name in ACTS:
            ACTS[name](people, tmp_path, n % 9)
        else:
            DECISIONS[name](row, people, n)
        now = said(draft_of(row))
        assert now == said(fresh(row, monkeypatch)), name
        assert now == said(draft_of(row)), "told again"
        number = str(rolled.randint(1, 12))
        assert said(draft_of(row, only=number))[0] == [one for one in now[0] if one.question.number == number]
        changed += now != before
        before = now
    assert changed >= 12, "the acts change what is said, or nothing is shown"


def test_a_draft_that_is_kept_costs_one_query(committed_people, django_assert_num_queries):
    row = received(committed_people, REQUEST)
    draft_of(row), draft_of(row, only="3")
    with django_assert_num_queries(1):
        draft_of(row)
    with django_assert_num_queries(1):
        draft_of(row, only="3")


def test_an_officers_decision_asks_no_register_again(committed_people, monkeypatch):
    row = received(committed_people, REQUEST)
    draft_of(row)
    searched(row, committed_people, "3")
    monkeypatch.setattr("watchbook.foi.draft.answer.figure", None)
    assert [one.certificate for one in draft_of(row).answers].count("SC-0001") == 1


def test_a_question_alone_asks_for_its_own_figure_only(committed_people, monkeypatch):
    row = received(committed_people, REQUEST)
    named = []
    monkeypatch.setattr(
        "watchbook.foi.draft.answer.figure", lambda name, **told: named.append(name) or figure(name, **told)
    )
    (answer,) = draft_of(row, only="9").answers
    assert named == [answer.topic]
