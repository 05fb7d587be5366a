"""The pre-flight of a refusal: each condition of its exemption, met or not, and whether words may stand in its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.foi.models import Scope
from watchbook.foi.refusal.formula import formulas
from watchbook.foi.refusal.refusal_questions import ACTIVITIES, ASKS, AnswerShape, asked_of
from watchbook.law.exemptions import Exemption
from watchbook.law.parameters import number
from watchbook.law.periods import weeks_after
from watchbook.web import wording

type TypedWords = Mapping[str, str]

HEDGE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|potentially|perhaps|conceivably|chance|risk(?:s|ed)?)\b", re.IGNORECASE
)
ADDRESS = re.compile(r"https://\w[^\s]*\.[^\s]+")


@dataclass(frozen=True)
class Refusing:
    """The facts of the pre-flight: the exemption, how much is withheld, what was said, and what else is known."""

    exemption: Exemption
    scope: str
    told: TypedWords
    received_on: date
    on: date
    others: tuple[str, ...] = ()  # exemptions by which the same place is refused already
    published: tuple[str, ...] = ()  # entries of the disclosure log that answered the same


@dataclass(frozen=True)
class Condition:
    """Something the refusal must meet and does not; one that `yields` may be justified in words."""

    id: str
    says: str
    yields: bool = False


def unmet(refusing: Refusing) -> tuple[Condition, ...]:
    """Every condition that is not met, whether it was justified or not."""
    return tuple(
        condition
        for look in (
            _scope,
            _said,
            _formula,
            _likelihood,
            _hedged,
            _together,
            _days,
            _cost,
            _part,
            _published,
        )
        for condition in look(refusing)
    )


def in_the_way(refusing: Refusing) -> tuple[Condition, ...]:
    """The conditions that keep the refusal back: unmet, and not justified in words where they could be."""
    is_justified = bool(refusing.told.get("justified"))
    return tuple(one for one in unmet(refusing) if not (one.yields and is_justified))


def hours(told: TypedWords) -> float:
    """The hours of an estimate, over the four activities that count."""
    return sum(float(told.get(name) or 0) for name in ACTIVITIES)


def cost_limit(regime: str, *, on: date) -> tuple[int, int]:
    """The pounds that an answer may cost, and those of an hour."""
    return tuple(  # type: ignore[return-value]  # of two names there are two values
        number(f"{regime}.cost_limit.{name}", on=on)
        for name in ("local_authority_pounds", "hourly_rate_pounds")
    )


def _scope(refusing: Refusing) -> Iterator[Condition]:
    if refusing.scope == Scope.NEITHER and not refusing.exemption.neither:
        yield Condition(
            "neither",
            _(
                "This exemption does not allow the authority to neither confirm nor deny. Say whether you hold the information."
            ),
        )
    if refusing.scope == Scope.PARTLY and refusing.exemption.is_of_the_request:
        yield Condition(
            "scope",
            _("This exemption is about the whole request, so you cannot give part of the information."),
        )


def _said(refusing: Refusing) -> Iterator[Condition]:
    for name in asked_of(refusing.exemption, scope=refusing.scope):
        ask = ASKS[name]
        if ask.is_needed and not refusing.told.get(name):
            yield Condition(
                name, _("“{question}” has no answer. Enter an answer.").format(question=ask.question)
            )
        elif ask.kind == AnswerShape.DAY and refusing.told.get(name) and not _day(refusing.told[name]):
            yield Condition(
                name, _("“{question}” needs a date. Enter the date.").format(question=ask.question)
            )
    if "address" in refusing.exemption.asks and not ADDRESS.search(refusing.told.get("address", "")):
        yield Condition(
            "no_address",
            _(
                "Enter the web address at which the requester can get the information, beginning with https://."
            ),
            yields=True,
        )


def _formula(refusing: Refusing) -> Iterator[Condition]:
    """Answers that would fit any refusal: they show neither a harm nor a weighing of this information."""
    says = _(
        "The answer to “{question}” is a stock phrase, or the same as another answer. Write an answer about this information in particular: say who, what and how."
    )
    for name in formulas(refusing.told, refusing.exemption):
        yield Condition(name, says.format(question=ASKS[name].question))


def _likelihood(refusing: Refusing) -> Iterator[Condition]:
    if refusing.exemption.regime == "eir" and refusing.told.get("likelihood") == "likely":
        yield Condition(
            "likelihood",
            _(
                "Regulation 12(5) requires that disclosure would adversely affect the interest; “would be likely to” is not enough. "
                "Give the information, or say why disclosure would have that effect."
            ),
        )


def _hedged(refusing: Refusing) -> Iterator[Condition]:
    """Words that say of a harm only that it may come about, where it is said that it would."""
    if refusing.told.get("likelihood") != "would":
        return
    says = _(
        "The answer to “{question}” says “{word}”, but you selected “would”, which means more likely than not. Say what would happen, or why the harm is that likely."
    )
    for name in ("harm", "link"):
        if hedge := HEDGE.search(refusing.told.get(name, "")):
            yield Condition(
                f"{name}_hedged",
                says.format(question=ASKS[name].question, word=hedge.group()),
                yields=True,
            )


def _together(refusing: Refusing) -> Iterator[Condition]:
    if both := set(refusing.others) & set(refusing.exemption.not_with):
        yield Condition(
            "together",
            _(
                "You already refuse this information under {other}, and this exemption covers only information that {other} does not cover. Lift the refusal under "
                "{other} first, or keep only that refusal."
            ).format(other=" and ".join(sorted(both))),
        )


def _days(refusing: Refusing) -> Iterator[Condition]:
    opinion = _day(refusing.told.get("opinion_on", ""))
    if opinion and opinion > refusing.on:
        yield Condition(
            "opinion_later",
            _("The date of the opinion is after the date of the refusal. Enter an earlier date."),
        )
    publication = _day(refusing.told.get("publication_day", ""))
    if publication is None:
        return
    if publication <= refusing.on:
        yield Condition(
            "published_by_now",
            _("The date of publication has passed. Give the information, or say where it is published."),
        )
    if refusing.exemption.regime == "foisa":
        weeks = number("foisa.future_publication.weeks", on=refusing.received_on)
        last = weeks_after(refusing.received_on, weeks=weeks)
        if publication > last:
            yield Condition(
                "too_far_off",
                ngettext(
                    "You must publish the information by {day}, within {count} week of the request.",
                    "You must publish the information by {day}, within {count} weeks of the request.",
                    weeks,
                ).format(day=wording.day(last), count=weeks),
            )


def _cost(refusing: Refusing) -> Iterator[Condition]:
    if "estimate" not in refusing.exemption.asks:
        return
    limit, rate = cost_limit(refusing.exemption.regime, on=refusing.received_on)
    cost = hours(refusing.told) * rate
    if cost <= limit:
        yield Condition(
            "within_the_limit",
            _(
                "The estimate comes to £{cost:,.0f}, which is not above the limit of £{limit}. You can refuse because of cost only if the estimate is above the limit."
            ).format(cost=cost, limit=limit),
        )


def _part(refusing: Refusing) -> Iterator[Condition]:
    if "no_part" in asked_of(refusing.exemption, scope=refusing.scope) and not refusing.told.get("no_part"):
        yield Condition(
            "no_part",
            _(
                "You have not said why you cannot give part of the information. Give part of it, or say why you cannot."
            ),
            yields=True,
        )


def _published(refusing: Refusing) -> Iterator[Condition]:
    if refusing.published and not refusing.exemption.is_of_the_request:
        yield Condition(
            "published",
            _(
                "You have already answered the same question in the disclosure log ({references}). It is difficult to withhold information that is already public."
            ).format(references=", ".join(refusing.published)),
            yields=True,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
