"""The days of each register that requests hold: of many requests, those that hold the most of it.

The database gathers what the requests reach, and the law in Python says which of the closed ones can still be challenged. So what
is held is found among a few spans of days, however many requests there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from watchbook.acting.ending import Ending
from watchbook.foi.challenge import ANSWERING_ENDS, challenged_until
from watchbook.foi.states import ENDS, LEADS_TO, StepKind
from watchbook.retention import due

NEWEST = """LEFT JOIN LATERAL (
        SELECT step.kind, step."on", step.recorded_at FROM foi_requeststep AS step
        WHERE step.request_id = request.id AND step.kind IN {kinds}
        ORDER BY step."on" DESC, step.recorded_at DESC LIMIT 1
    ) AS {name} ON true"""


def _texts(kinds: Iterable[str]) -> str:
    return f"({', '.join(f"'{kind}'" for kind in sorted(kinds))})"


# The requests that may hold, those answered long ago left out: with the day on which one was answered or ended, none of an
# open one; and the day on which it came if it was answered.
STANDING = f"""
    SELECT request.id, request.regime,
        coalesce(sent.sent_on, CASE WHEN led.kind IN {_texts(ANSWERING_ENDS)} THEN led."on"
            WHEN led.kind IN {_texts(ENDS)} THEN (led.recorded_at AT TIME ZONE 'Europe/London')::date END) AS closed_on,
        sent.id IS NOT NULL AND coalesce(review.kind = '{StepKind.REVIEW_ASKED}', false) AS is_reviewed,
        CASE WHEN sent.id IS NOT NULL OR led.kind IN {_texts(ANSWERING_ENDS)} THEN request.received_on END AS came_on
    FROM foi_request AS request LEFT JOIN foi_sentanswer AS sent ON sent.request_id = request.id
    {NEWEST.format(kinds=_texts(LEADS_TO), name="led")}
    {NEWEST.format(kinds=_texts((StepKind.REVIEW_ASKED, StepKind.REVIEW_TOLD)), name="review")}
    WHERE (sent.id IS NULL OR sent.sent_on >= %s
        OR request.id IN (SELECT asked.request_id FROM foi_requeststep AS asked WHERE asked.kind = '{StepKind.REVIEW_ASKED}'))
"""  # noqa: S608  # words of ours, no value comes in
# Those of which the view of reaches can say anything: with a topic, likely or chosen, or without a question that was found.
MAY_REACH = """
    request.id IN (
        SELECT question.request_id FROM foi_requestquestion AS question WHERE question.likely <> '{}'
        UNION ALL SELECT choice.request_id FROM foi_topicchoice AS choice
    ) OR NOT EXISTS (SELECT FROM foi_requestquestion AS cuts WHERE cuts.request_id = request.id)
"""
GATHERED = f"""
    WITH standing AS MATERIALIZED ({STANDING} AND ({MAY_REACH}))
    SELECT reach.of_table, reach.from_on, max(reach.until_on),
        (array_agg(reach.request_id ORDER BY reach.until_on DESC, reach.request_id DESC))[1],
        standing.came_on, standing.regime, standing.closed_on, standing.is_reviewed
    FROM foi_reach AS reach JOIN standing ON standing.id = reach.request_id
    WHERE reach.request_id = ANY (ARRAY(SELECT id FROM standing))
    GROUP BY reach.of_table, reach.from_on, standing.came_on, standing.regime, standing.closed_on, standing.is_reviewed
"""  # noqa: S608  # as above
HOLDING = f"""
    SELECT id FROM ({STANDING}) AS standing WHERE closed_on IS NULL OR is_reviewed
        OR (closed_on, regime) IN (SELECT * FROM unnest(%s::date[], %s::text[]))
"""  # noqa: S608  # as above
CLOSED_DAYS = f"""
    SELECT DISTINCT closed_on, regime FROM ({STANDING}) AS standing
    WHERE closed_on IS NOT NULL
"""  # noqa: S608  # as above


@dataclass(frozen=True)
class HeldDays:
    """The days of a table that a request holds (from the first, where it says none), and what it lets go of them since it was answered.

    For each ending it lets go what began until a day: that should have gone before the request came.
    """

    table: str
    from_on: date | None
    until_on: date
    request: UUID
    lets_go: Mapping[Ending, date]

    def hold(self, first_on: date | None, last_on: date | None, begun: Iterable[tuple[Ending, date]]) -> bool:
        """Whether they hold what has these first and last days (what has none is of every day) and began so."""
        begins = first_on is None or first_on <= self.until_on
        is_of_them = begins and (last_on is None or self.from_on is None or last_on >= self.from_on)
        return is_of_them and not any(on <= self.lets_go.get(ending, date.min) for ending, on in begun)

    def include(self, other: "HeldDays") -> bool:
        """Whether all that others hold is held by these too."""
        return (
            self.until_on >= other.until_on
            and (self.from_on is None or (other.from_on is not None and self.from_on <= other.from_on))
            and all(other.lets_go.get(ending, date.min) >= on for ending, on in self.lets_go.items())
        )


def held_days(gathered: Iterable[tuple[Any, ...]], *, on: date) -> dict[str, list[HeldDays]]:
    """Return the widest spans of days by their tables, those that let nothing go first. Three queries where some request was answered."""
    holding = list(_holding(gathered, on))
    lets_go = _lets_go({came_on for *_days, came_on in holding if came_on})
    spans = (
        HeldDays(table, from_on, until_on, request, lets_go.get(came_on, {}).get(table, {}))
        for table, from_on, until_on, request, came_on in holding
    )
    found: dict[str, list[HeldDays]] = {}
    for one in sorted(spans, key=lambda span: (bool(span.lets_go), -span.until_on.toordinal())):
        mine = found.setdefault(one.table, [])
        if not any(wider.include(one) for wider in mine):
            mine.append(one)
    return found


def still_challenged(days: Iterable[tuple[date, str]], *, on: date) -> list[tuple[date, str]]:
    """Return those of these days of an answer or an end, each with its regime, that can still be challenged on a day."""
    return [(day, regime) for day, regime in days if challenged_until(day, regime=regime) >= on]


def _holding(gathered: Iterable[tuple[Any, ...]], on: date) -> Iterator[tuple[Any, ...]]:
    rows = list(gathered)
    open_ones = set(still_challenged({(one[6], one[5]) for one in rows if one[6] and not one[7]}, on=on))
    for table, from_on, until_on, request, came_on, regime, closed_on, is_reviewed in rows:
        if closed_on is None or is_reviewed or (closed_on, regime) in open_ones:
            yield table, from_on, until_on, request, came_on


def _lets_go(days: Collection[date]) -> dict[date | None, dict[str, dict[Ending, date]]]:
    """For requests that came on each of these days, and for each table: until when what was due then had begun.

    By the schedule of that day; a day that a person set is no schedule.
    """
    found: dict[date | None, dict[str, dict[Ending, date]]] = {}
    for on, classes in (due.in_force_on_each(days) if days else {}).items():
        mine = found.setdefault(on, {})
        for one in due.settled(classes):
            if not one.by_hand:
                mine.setdefault(one.table._meta.db_table, {})[one] = due.begun_until(one, classes, on=on)
    return found
