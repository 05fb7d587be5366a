"""Captures of the made-up shop: asked for from an open look once the demonstration is loaded, seen to once a worker took them.

A capture needs a browser and some seconds, so it is made in the background, and its page says how far it is.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from watchbook.demo.cast import holder_of
from watchbook.demo.site import ADDRESS, PAGES
from watchbook.evidence import capture, exhibit, pack, relevance
from watchbook.evidence.exhibit import ExhibitFacts
from watchbook.evidence.models import Capture, Handling
from watchbook.evidence.pack import Order
from watchbook.evidence.statement_draft import Proceedings
from watchbook.evidence.states import UNDER_WAY, CaptureState
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import Subject, SubjectKind
from watchbook.looks import look, opening
from watchbook.looks.models import About, Purpose, Result
from watchbook.looks.sitting import USUAL, Closing, Sitting
from watchbook.looks.states import LookState
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

EVERY = 0.5  # seconds between two looks at how far the worker is
SEEN = Closing(result=Result.SOMETHING, seen="Copied shoes are offered, with prices", collateral=0, next="")
ORDER = Order(
    Proceedings.CRIMINAL,
    is_whole=True,
    handling=Handling.TRANSFERRED,
    to_whom="The council’s solicitor",
    why="For advice on a prosecution",
)


def ask_for_captures() -> None:
    """Look at the shop now, and ask for each of its pages."""
    officer, at = holder_of(DutyKind.INVESTIGATOR, "Trading Standards"), timezone.now()
    one = _the_shop()
    ask = Sitting(
        about=About.SUBJECT,
        purpose=Purpose.INVESTIGATION,
        why="Keep the offers before they are changed",
        facts=USUAL | {"offence": "trade_marks_act_1994_s92"},
        attests=True,
        subject=one,
        account=one.accounts.get(),
        address=ADDRESS,
    )
    row = opening.open(ask, by=officer, at=at)
    for page in PAGES:
        capture.ask(row, page, in_full=True, by=officer, at=at)


def see_to_captures(*, pause: Callable[[float], None] = time.sleep) -> int:
    """Wait for the worker, close the look, and make an exhibit and a pack of what is held. How many captures are."""
    while Capture.objects.filter(state__in=UNDER_WAY).exists():
        pause(EVERY)
    first = Capture.objects.select_related("look").earliest("reference")
    officer, made = first.asked_by, first.look
    if made.state == LookState.OPEN:
        look.close(made, SEEN, by=officer, at=timezone.now())
    held = Capture.objects.filter(state=CaptureState.HELD).order_by("-reference")
    if held and not held[0].exhibits.exists():
        _hand_over(held[0])
    for row in held.filter(is_relevant=None, exhibits=None)[1:2]:
        why = "Shows only the shop’s opening hours."
        relevance.decide(row, is_relevant=False, why=why, by=row.asked_by, at=timezone.now())
    return len(held)


def _hand_over(row: Capture) -> None:
    """The offers become an exhibit, and its pack goes to the solicitor."""
    officer, at = row.asked_by, timezone.now()
    facts = ExhibitFacts(
        shows="Two offers of copied shoes, with their prices",
        minimised="",
        collateral=0,
        retention_class="capture_prosecution",
        retain_until=today() + timedelta(days=180),
    )
    made = exhibit.produce(row, facts, by=officer, at=at)
    pack.make(made, ORDER, by=officer, at=at)
    with pack.in_memory() as file:
        pack.write(made, ORDER, to=file, made_at=at)


def _the_shop() -> Subject:
    officer, at = holder_of(DutyKind.INVESTIGATOR, "Trading Standards"), timezone.now()
    assert officer.service is not None  # noqa: S101  # each investigator of the list has one
    particulars = investigation.InvestigationParticulars(
        title="A web shop with copied shoes",
        purpose="Find out who sells them, and stop it.",
        power="Trade Marks Act 1994, section 93",
    )
    whole = investigation.open(particulars, service=officer.service, opened_on=today(), by=officer, at=at)
    said = subject.SubjectParticulars(called="Larkfield Kicks, a web shop (fictional)")
    one = subject.add(whole, said, kind=SubjectKind.ORGANISATION, by=officer, at=at)
    account.add(one, ADDRESS, by=officer, at=at)
    return one
