"""Things that the days of requests hold, each with its days, and the condition of all rows of a table that they hold."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from watchbook.acting.ending import Ending
from watchbook.foi.held_days import HeldDays
from watchbook.register.asked_together import Reader, SqlQuestion, Wants, answer
from watchbook.retention import due

COUNTABLE = "SELECT id, of_table, first_on, last_on FROM foi_countable WHERE id = ANY (%s::uuid[])"
OF_DAYS = """
    SELECT countable.id FROM foi_countable AS countable
    JOIN unnest(%s::date[], %s::date[]) AS held (from_on, until_on)
    ON (countable.first_on IS NULL OR countable.first_on <= held.until_on)
    AND (countable.last_on IS NULL OR held.from_on IS NULL OR countable.last_on >= held.from_on)
    WHERE countable.of_table = %s
"""


def held_by(
    held: Mapping[str, Collection[HeldDays]], countable: Iterable[tuple[Any, ...]]
) -> Reader[dict[UUID, HeldDays]]:
    """Read by which days each of some things is held, if by any. A query for each ending by which some of them may be let go."""
    things = [one for one in countable if held.get(one[1])]
    by_table: dict[str, list[UUID]] = {}
    for key, table, _first_on, _last_on in things:
        by_table.setdefault(table, []).append(key)
    asked = {
        ending: ending.rows().filter(pk__among=keys).order_by().values_list("pk", ending.began)
        for table, keys in by_table.items()
        for ending in {one for span in held[table] for one in span.lets_go}
    }
    if asked:
        yield Wants(*asked.values())
    begun: dict[UUID, list[tuple[Ending, date]]] = {}
    for ending, rows in asked.items():
        for key, began in rows:
            begun.setdefault(key, []).append((ending, due.day_of(began)))
    found = (
        (key, next((one for one in held[table] if one.hold(first_on, last_on, begun.get(key, ()))), None))
        for key, table, first_on, last_on in things
    )
    yield {key: one for key, one in found if one}


def condition(spans: Collection[HeldDays]) -> Q:
    """The condition that a row of a table is held. No query, but for what was due when some of its requests came and not others."""
    whole, in_part = [one for one in spans if not one.lets_go], [one for one in spans if one.lets_go]
    held = _of(whole)
    if not in_part:
        return held
    lets_go = [one.lets_go for one in in_part]
    ever = {
        ending: max(one[ending] for one in lets_go if ending in one) for mine in lets_go for ending in mine
    }
    always = {one: min(mine[one] for mine in lets_go) for one in ever if all(one in mine for mine in lets_go)}
    unsure = _of(in_part) & _begun(ever) & ~_begun(always) & ~held
    rows = next(iter(ever)).table._default_manager.filter(unsure).values_list("pk", flat=True)
    question = SqlQuestion(COUNTABLE, list(rows))
    found = answer(_answered(question, {in_part[0].table: in_part}))
    return held | (_of(in_part) & ~_begun(ever)) | Q(pk__in=found)


def _answered(
    question: SqlQuestion, held: Mapping[str, Collection[HeldDays]]
) -> Reader[dict[UUID, HeldDays]]:
    yield Wants(question)
    yield from held_by(held, question.answers)


def _of(spans: Collection[HeldDays]) -> Q:
    """The condition that a row is of some of these days."""
    if not spans:
        return Q(pk__in=[])
    days = [[one.from_on for one in spans], [one.until_on for one in spans], next(iter(spans)).table]
    return Q(pk__in=RawSQL(OF_DAYS, days))  # noqa: S611  # our words; values are bound


def _begun(endings: Mapping[Ending, date]) -> Q:
    """The condition that the time of a row began until these days."""
    begun = Q(pk__in=[])
    for ending, on in endings.items():
        begun |= Q(pk__in=ending.begun_before(on + due.ONE_DAY).order_by().values("pk"))
    return begun
