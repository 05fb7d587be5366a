"""Stricter answers bind every entrance at once: in a re-triage that was refused, declined or waits, and in a look that was made."""

import pytest

from tests.looks import given
from tests.looks.filled import filled
from tests.looks.officer import at_the_commit, path
from tests.looks.test_refused_answers import ENTRANCES
from tests.pages import words
from watchbook.investigations import investigation
from watchbook.looks import answers, re_triage
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.sitting import USUAL
from watchbook.triage.models import Assessment

NON_RIPA = USUAL | {"f2": "yes", "f4": "yes"}
HIDDEN = {"f1": "yes", "f2": "yes", "f4": "yes", "f7": "yes", "covert": "yes", "one_off": "no"}
DIRECTED = USUAL | HIDDEN | {"offence": "trade_marks_act_1994_s92"}


def asked(council, facts=NON_RIPA):
    return re_triage.ask(council.subject, facts, why_not="One check", by=council.people.ines, at=council.now)


def no_entrance_opens(council):
    for enter in ENTRANCES.values():
        council.later()
        assert "You cannot open" in words(enter(council, ["told"]))
    assert not Look.objects.exclude(way="afterwards").exists()


@pytest.mark.parametrize("is_declined", [False, True])
def test_what_a_re_triage_asks_binds_while_it_waits_and_after_it_was_declined(council, is_declined):
    row = asked(council)
    if is_declined:
        re_triage.read(row, by=council.people.oliver, at=council.now)
        re_triage.decline(row, why="Apply for it", by=council.people.oliver, at=council.now)
    kept = Assessment.objects.get()
    assert (kept.outcomes, kept.subject, row.departs_from) == (["non_ripa"], council.subject, kept.id)
    no_entrance_opens(council)


def test_a_re_triage_that_is_refused_binds_too_and_says_so(council):
    council.later()
    address = path("re_triage_ask", council.subject.investigation.reference, council.subject.number)
    page = council.browser.get(address)
    told = {f"fact_{name}": answer for name, answer in HIDDEN.items() if f"fact_{name}" in page.text}
    told |= {"deciding": ["private", "kept"], "fact_offence": "trade_marks_act_1994_s92"}
    refused = words(council.browser.post(address, filled(page, why_not="One check", **told)))
    kept = Assessment.objects.get()
    assert "You cannot ask for a re-triage" in refused
    assert f"Your answers are kept as assessment {kept.reference}" in refused
    assert (kept.outcomes, ReTriage.objects.count()) == (["directed_surveillance"], 0)
    no_entrance_opens(council)


def test_a_re_triage_that_cannot_depart_keeps_the_stricter_answers_too(council):
    council.assess("T19")
    council.later()
    with pytest.raises(re_triage.NotAsked, match="a re-triage cannot change that") as refusal:
        asked(council, DIRECTED)
    assert answers.keep(refusal.value.said, by=council.people.ines, at=council.now) is None
    assert Assessment.objects.count() == 1


def test_a_re_triage_as_strict_as_what_stands_or_laxer_leaves_it(council):
    council.assess("T02")
    council.later()
    row = asked(council)
    assert Assessment.objects.get().id == row.departs_from


def test_a_re_triage_that_asks_for_nothing_leaves_no_assessment(council):
    assert asked(council, USUAL | {"told": "yes"}).departs_from is None
    assert not Assessment.objects.exists()


def test_signed_it_opens_its_one_look_and_binds_the_next(council, people):
    for _day in range(2):
        given.made(people, council.subject, looked_at=council.now, facts={}, at=council.now)
        council.later()
    row = asked(council, USUAL | {"one_off": "no", "f1": "yes", "f7": "yes"})
    assert row.outcomes == ["overt_plan"]
    re_triage.read(row, by=people.oliver, at=council.now)
    re_triage.sign(row, why="One check", by=people.oliver, at=council.now)
    council.later()
    assert council.prepared(["none"]).status_code == 302
    at_the_commit()
    assert Look.objects.get(way="page").re_triage == row
    council.later()
    assert "You cannot open" in words(council.prepared(["told"]))


def test_strict_answers_of_a_look_that_was_made_bind_the_next(council, people):
    row = given.made(people, council.subject, looked_at=council.now, at=council.now, facts=NON_RIPA)
    kept = Assessment.objects.get()
    assert (row.basis, kept.outcomes, kept.assessed_by) == ("none", ["non_ripa"], people.ines)
    no_entrance_opens(council)


def test_a_look_that_was_made_is_recorded_although_its_answers_cannot_be_kept(council, people):
    given.made(people, council.subject, looked_at=council.now, facts=USUAL)
    given.made(people, None, about="subject", looked_at=council.now, facts=NON_RIPA)
    investigation.close(council.subject.investigation, reason="Done", by=people.ines, at=council.now)
    given.made(people, council.subject, looked_at=council.now, at=council.now, facts=NON_RIPA)
    assert Look.objects.count() == 3
    assert not Assessment.objects.exists()
