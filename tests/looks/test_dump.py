"""A dump of the whole database without the key files shows no name, handle or address of anybody who was looked at."""

from datetime import timedelta

from django.urls import reverse

from tests.keys.test_envelope import dump
from tests.looks import given
from tests.pages import signed_in
from watchbook.investigations import account
from watchbook.looks import evaluation, look, page_view, re_triage
from watchbook.looks.sitting import USUAL, Closing

NAME = "Ottoline Wrenfeather"
PROFILE = "https://www.instagram.com/ottoline.wrenfeather"
DAY = timedelta(days=1)


def put_the_name_everywhere(people):
    subject = given.a_subject(people, called=NAME, profile=PROFILE)
    other = account.add(
        subject, "x.com/wrenfeather", basis="told", reason=f"{NAME} says so", by=people.ines, at=given.AT
    )
    account.part(other, reason=f"Not {NAME}", by=people.ines, at=given.AT)
    words = {"why": f"Seen: {NAME}", "why_not": f"{NAME} again", "address": PROFILE}
    row = given.opened(people, subject, **words)
    page_view.add(row, f"{PROFILE}/reels", by=people.ines, at=given.AT)
    look.close(
        row, Closing(result="something", seen=NAME, collateral=1, next=NAME), by=people.ines, at=given.AT
    )
    told = {"useful": "no", "verified": "nothing", "used_in_decision": False, "told": "exempt"}
    evaluation.write(
        row,
        evaluation.EvaluationParticulars(**told, showed=NAME, why_not_told=NAME),
        by=people.ines,
        at=given.AT,
    )
    signed = re_triage.ask(subject, USUAL, why_not=NAME, by=people.ines, at=given.AT + DAY)
    over = re_triage.read(signed, by=people.oliver, at=given.AT + DAY)["over"]
    re_triage.decline(signed, over=over, why=NAME, by=people.oliver, at=given.AT + DAY)
    wrong = given.made(people, about="subject", facts={}, address=PROFILE, why=NAME, by=people.nell)
    given.a_check(people, wrong, words=NAME, by=people.simon)
    ines = signed_in(people.ines)
    ines.post(reverse("looks:begin"), {"address": f"{PROFILE}.other"})


def test_the_name_stands_nowhere_in_the_open(committed, committed_people):
    put_the_name_everywhere(committed_people)
    dumped = dump(committed).lower()
    assert "looks_look" in dumped
    assert "wrenfeather" not in dumped
    assert "ottoline" not in dumped
