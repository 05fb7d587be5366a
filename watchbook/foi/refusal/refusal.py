"""A question is refused, or the whole request; and a refusal is lifted (FOIA s.17; EIR reg 14; FOISA s.16)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.foi.frozen_answers import digest
from watchbook.foi.models import AboutQuestion, QuestionRefusal, Request, Search, TopicChoice, Wording
from watchbook.foi.permissions import may_refuse_question
from watchbook.foi.queries import published_before
from watchbook.foi.refusal.preflight import Refusing, TypedWords, in_the_way, unmet
from watchbook.foi.refusal.refusal_questions import asked_of
from watchbook.foi.request.open_request import must_be_asked, must_be_open
from watchbook.law.exemptions import Exemption, exemption
from watchbook.organisation.models import Person
from watchbook.reading.times.period import Period

type Place = tuple[int, int]
type About = tuple[str | None, Period | None]  # the topic and period that a question was taken for

UNKNOWN: About = (None, None)
LIMIT = 8_000
DECISIONS: tuple[type[AboutQuestion], ...] = (TopicChoice, Search, Wording, QuestionRefusal)
FACTS = ("exemption", "scope", "start", "end")
RECORDED = Kind(
    "refusal.recorded",
    fields=(*FACTS, "justified_conditions"),
    personal=("told",),
    says=gettext_lazy("A question was refused."),
)
LIFTED = Kind("refusal.lifted", fields=FACTS, says=gettext_lazy("A refusal was lifted."))


def whole(request: Request) -> Place:
    """The place of a refusal of the whole request: all of its text."""
    return 0, len(request.text)


def standing(
    request: Request, *, as_at: datetime | None = None
) -> dict[Place, list[tuple[QuestionRefusal, Exemption]]]:
    """The refusals that hold at each place, the newest word of each exemption. One query."""
    rows = QuestionRefusal.objects.filter(request=request).order_by("recorded_at")
    newest = {
        (row.start, row.end, row.exemption): row
        for row in (rows if as_at is None else rows.filter(recorded_at__lte=as_at))
    }
    found: dict[Place, list[tuple[QuestionRefusal, Exemption]]] = {}
    for row in newest.values():
        ground = exemption(request.regime, row.exemption, on=request.received_on)
        if ground and not row.is_lifted:
            found.setdefault((row.start, row.end), []).append((row, ground))
    return found


def refusing(
    request: Request, *, place: Place, ground: Exemption, scope: str, told: TypedWords, about: About, on: date
) -> Refusing:
    """Return the facts that the pre-flight looks at. Two queries."""
    others = [other.id for _row, other in standing(request).get(place, []) if other.id != ground.id]
    before = published_before(request, asked=[about])
    asked = asked_of(ground, scope=scope)
    return Refusing(
        exemption=ground,
        scope=scope,
        told={name: text.strip() for name, text in told.items() if name in asked and text.strip()},
        received_on=request.received_on,
        on=on,
        others=tuple(others),
        published=tuple(dict.fromkeys(one.reference for one in before)),
    )


def decided_so_far(request: Request, *, place: Place) -> str:
    """A digest of every decision on a place, and on the whole request, that a page bears with it. Four queries."""
    start, end = place
    here = Q() if place == whole(request) else Q(start=start, end=end) | Q(start=0, end=len(request.text))
    found = (table._default_manager.filter(here, request=request).order_by("pk") for table in DECISIONS)
    return digest([[str(key) for key in rows.values_list("pk", flat=True)] for rows in found])


@transaction.atomic
def refuse(
    request: Request,
    *,
    place: Place,
    exemption_id: str,
    scope: str,
    told: Mapping[str, str],
    seen: str,
    by: Person,
    at: datetime,
    about: About = UNKNOWN,
) -> QuestionRefusal:
    """Refuse what stands at a place of the request. Raises WrongState with every condition that is in the way.

    `seen` is what the officer knew to be decided there, as `decided_so_far` digests it: nobody's decision is overruled unseen.
    """
    may_refuse_question(by)
    row = must_be_open(request)
    _check_seen(seen, row, place=place)
    ground = _ground(row, exemption_id)
    if place != whole(row):
        must_be_asked(row, start=place[0], end=place[1])
    looked = refusing(row, place=place, ground=ground, scope=scope, told=told, about=about, on=london_day(at))
    _check(looked)
    refusal = QuestionRefusal(
        request=row, start=place[0], end=place[1], exemption=ground.id, scope=scope,
        told=dict(looked.told), recorded_by=by,
    )  # fmt: skip
    refusal.save(force_insert=True)
    justified = ", ".join(one.id for one in unmet(looked))
    _record(RECORDED, refusal, by=by, at=at, justified_conditions=justified, told=_in_lines(looked.told))
    return refusal


@transaction.atomic
def lift(
    request: Request, *, place: Place, exemption_id: str, seen: str, by: Person, at: datetime
) -> QuestionRefusal:
    """Lift a refusal before the letter goes: the question is answered again by what the registers say."""
    may_refuse_question(by)
    row = must_be_open(request)
    held = [one for one, ground in standing(row).get(place, []) if ground.id == exemption_id]
    if not held:
        raise WrongState(
            cannot(
                _("You cannot lift this refusal"),
                _("The refusal no longer applies. Open the page again to see the current decision."),
            )
        )
    _check_seen(seen, row, place=place)
    (refusal,) = held
    lifted = QuestionRefusal(
        request=row, start=place[0], end=place[1], exemption=exemption_id, scope=refusal.scope,
        is_lifted=True, recorded_by=by,
    )  # fmt: skip
    lifted.save(force_insert=True)
    _record(LIFTED, lifted, by=by, at=at)
    return lifted


def _ground(request: Request, exemption_id: str) -> Exemption:
    ground = exemption(request.regime, exemption_id, on=request.received_on)
    if ground is None:
        why = _("The {law} has no such exemption. Choose an exemption from the list.")
        raise WrongState(
            cannot(_("You cannot record this refusal"), why.format(law=request.get_regime_display()))
        )
    return ground


def _check(looked: Refusing) -> None:
    if stops := in_the_way(looked):
        raise WrongState(cannot(_("You cannot record this refusal"), " ".join(one.says for one in stops)))
    longest = max(map(len, looked.told.values()), default=0)
    if longest > LIMIT:
        why = _(
            "One of the texts is too long: {length} characters, and the limit is {limit}. Shorten the text."
        )
        raise WrongState(
            cannot(_("You cannot record this refusal"), why.format(length=f"{longest:,}", limit=f"{LIMIT:,}"))
        )


def _check_seen(seen: str, request: Request, *, place: Place) -> None:
    if seen != decided_so_far(request, place=place):
        why = _(
            "Since you opened this page, somebody else recorded a decision about this question or about the whole request. Read that decision, then select the "
            "button again. We have kept what you typed."
        )
        raise WrongState(cannot(_("You cannot decide on this refusal yet"), why))


def _in_lines(told: TypedWords) -> str:
    return "\n".join(f"{name}: {text}" for name, text in told.items())


def _record(kind: Kind, row: QuestionRefusal, *, by: Person, at: datetime, **facts: str) -> None:
    own: dict[str, Any] = {name: getattr(row, name) for name in ("exemption", "start", "end")}
    record(kind, subject=row.request, by=by, at=at, scope=str(row.scope), **own, **facts)
