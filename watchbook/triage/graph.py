"""The triage graph as versioned data: facts, questions, nodes, edges with the provision on each, outcomes (docs/law/triage.md#order-of-decision).

Its edition names it together with all data of the law: that is what a solicitor adopts.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchbook.law import parameters

UNKNOWN = "unknown"
_FOLDER = Path(__file__).parent / "graph"
_FIRST_LANGUAGE = "en"
_PLAIN = {"id", "if", "title", "factors", "decides"}
_PACKAGE = Path(parameters.__file__).parent.parent
_FOLDERS = ("law", "triage/graph")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class EdgeReason:
    """One reason on an edge: met or not (None: not known), what it cites, and its sentence in our own words."""

    met: bool | None
    cites: str
    text: str
    since: date = date.min
    until: date = date.max

    def holds_on(self, day: date) -> bool:
        """Say whether what it cites existed on that day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Edge:
    """Where an answer leads: to a node, or to a set of outcomes; `ask` says who, `flags` what else is so."""

    to: str
    outcomes: tuple[str, ...]
    ask: str
    flags: tuple[str, ...]
    reasons: tuple[EdgeReason, ...]

    @property
    def is_way(self) -> bool:
        """Say whether it leads anywhere, or only says why an answer is not known."""
        return bool(self.to or self.outcomes)


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the order of decision: a condition, an edge for each answer to it, and the answers on which an outcome turns."""

    id: str
    condition: str
    title: str
    shows_factors: bool
    decides: frozenset[str]
    edges: Mapping[str, Edge]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its id: how it is asked, and whether its answer is yes or no, an offence, a nation, a count or an opening.

    `is_added`: earlier editions of the questions did not ask it.
    """

    id: str
    kind: str
    text: str
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What else is so: it brings its flag and its reason, and changes an outcome only where a node asks for it."""

    id: str
    flag: str
    text: str
    cites: str
    reason: str
    since: date
    cites_before: str

    def cited_on(self, day: date) -> str:
        """Say what its reason cites on that day."""
        return self.cites if day >= self.since else self.cites_before


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One page of questions, with the facts that it settles."""

    id: str
    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriageOutcome:
    """An outcome: its place in the order of strictness, its name, what to do next, and the same told to the public.

    `binds`: it asks for somebody's authorisation or answer, so a later assessment is held to it until somebody signs.
    """

    id: str
    strictness: int
    title: str
    next: str
    told: str
    binds: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole graph in one version; `open_since` is the first by which overt needs something that made it open."""

    version: str
    start: str
    open_since: str
    nodes: Mapping[str, Node]
    conditions: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Fact]
    circumstances: Mapping[str, Circumstance]
    questions: tuple[QuestionPage, ...]
    outcomes: Mapping[str, TriageOutcome]
    wording: Mapping[str, Mapping[str, str]]

    def strictness(self, outcomes: tuple[str, ...]) -> int:
        """Say how strict a set of outcomes is: as strict as its strictest."""
        return max(self.outcomes[one].strictness for one in outcomes)

    def asks(self, fact: str) -> str:
        """Give the words of a fact, or of what else may be so."""
        return (self.facts.get(fact) or self.circumstances[fact]).text

    def facts_of(self, condition: str) -> Iterator[str]:
        """Name the facts that a condition rests on."""
        if condition in self.facts or condition in self.circumstances:
            yield condition
            return
        made = self.conditions.get(condition)
        if made is None:
            yield from LAW_CONDITIONS[condition]
            return
        for part in (*made.get("any_of", ()), *made.get("all_of", ()), *filter(None, [made.get("not")])):
            yield from self.facts_of(part)


# What the law is asked, and the facts on which its answer rests (watchbook/triage/conditions.py answers).
LAW_CONDITIONS = {
    "source_ground": ("offence",),
    "surveillance_ground": ("offence",),
    "threshold": ("offence",),
    "minor_matter": ("offence",),
    "no_offence": ("offence",),
    "looked_before": ("prior_looks",),
    "red_look": ("prior_looks",),
}
_supposed: ContextVar[Graph | None] = ContextVar("supposed", default=None)


def current() -> Graph:
    """Give the graph in its present version, or the one that is being tried."""
    return _supposed.get() or graph_in(_FOLDER)


@contextmanager
def supposing(graph: Graph) -> Iterator[None]:
    """Within, another graph decides: to try a changed rule, never to decide by it."""
    before = _supposed.set(graph)
    try:
        yield
    finally:
        _supposed.reset(before)


@cache
def graph_in(folder: Path) -> Graph:
    """Read the graph of a folder with the same files as ours."""

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))

    nodes, facts = read("nodes"), read("facts")
    return Graph(
        version=nodes["version"],
        start=nodes["start"],
        open_since=nodes["open_since"],
        nodes={row["id"]: _node(row) for row in nodes["nodes"]},
        conditions=nodes["conditions"],
        facts={
            row["id"]: Fact(row["id"], row["kind"], _said(row["text"]), is_added="added" in row)
            for row in facts["facts"]
        },
        circumstances={row["id"]: _circumstance(row) for row in facts["circumstances"]},
        questions=tuple(
            QuestionPage(row["id"], _said(row["title"]), tuple(row["facts"]))
            for row in read("questions")["questions"]
        ),
        outcomes={
            row["id"]: TriageOutcome(
                row["id"],
                row["strictness"],
                _said(row["title"]),
                _said(row["next"]),
                _said(row["told"]),
                binds=row.get("binds", False),
            )
            for row in read("outcomes")["outcomes"]
        },
        wording={table: _said(words) for table, words in read("wording").items()},
    )


def _said(words: Mapping[str, Any]) -> Any:
    """Choose the words of the first language; another is put beside it in the data."""
    return words[_FIRST_LANGUAGE]


def _node(row: dict[str, Any]) -> Node:
    return Node(
        id=row["id"],
        condition=row["if"],
        title=_said(row["title"]),
        shows_factors=row.get("factors", False),
        decides=frozenset(row.get("decides", ())),
        edges={label: _edge(edge) for label, edge in row.items() if label not in _PLAIN},
    )


def _edge(row: dict[str, Any]) -> Edge:
    return Edge(
        to=row.get("to", ""),
        outcomes=tuple(row.get("outcomes", ())),
        ask=row.get("ask", ""),
        flags=tuple(row.get("flags", ())),
        reasons=tuple(
            EdgeReason(
                met=reason.get("met"),
                cites=reason["cites"],
                text=_said(reason),
                since=reason.get("since", date.min),
                until=reason.get("until", date.max),
            )
            for reason in row.get("reasons", ())
        ),
    )


def _circumstance(row: dict[str, Any]) -> Circumstance:
    return Circumstance(
        id=row["id"],
        flag=row["flag"],
        text=_said(row["text"]),
        cites=row["cites"],
        reason=_said(row["reason"]),
        since=row.get("since", date.min),
        cites_before=row.get("cites_before", row["cites"]),
    )


def edition() -> str:
    """Name the rules in use: `2026-11-25.9f86d081884c`."""
    return f"{current().version}.{digest()[:_SHOWN]}"


@cache
def digest() -> str:
    """Give the digest of all data of the rules, every number and sentence; of their bytes it is not, so a comment changes nothing."""
    found = {
        str(path.relative_to(_PACKAGE)): tomllib.loads(path.read_text(encoding="utf-8"))
        for folder in _FOLDERS
        for path in sorted((_PACKAGE / folder).rglob("*.toml"))
    }
    return sha256(json.dumps(found, sort_keys=True, default=str).encode()).hexdigest()


def is_stricter(outcomes: tuple[str, ...], *, than: tuple[str, ...]) -> bool:
    """Say whether one set of outcomes is stricter than another: higher in the order, or as high and asking for more."""
    mine, theirs = (current().strictness(one) for one in (outcomes, than))
    return mine > theirs or (mine == theirs and set(outcomes) > set(than))


def is_less_strict(outcomes: tuple[str, ...], *, than: tuple[str, ...]) -> bool:
    """Say whether one set of outcomes is less strict than another; a look or an assessment so needs a signed departure."""
    return is_stricter(than, than=outcomes)
