"""A rule or threshold that is tried out: other values, another day, another graph; nothing is decided by it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path
from re import fullmatch
from typing import Any

from watchbook.law import parameters
from watchbook.law.parameters import Value, parameter_entries, parameter_names
from watchbook.law_words.refusals import WordedRefusal
from watchbook.triage.facts import YES, parse, refusal_words
from watchbook.triage.graph import Graph, current, graph_in
from watchbook.triage.graph import supposing as supposing_order
from watchbook.triage.rules import Decision, decide

# What the conditions of the graph ask the law (watchbook/triage/conditions.py), and so what can be tried.
TRIED = ("authority.drift.", "ripa.crime_threshold.", "ripa.grounds.", "ripsa.grounds.")


class NotSupposed(WordedRefusal):
    """What was to be tried is no value of that parameter, or no graph."""


@dataclass(frozen=True)
class Supposition:
    """What is tried: parameters of the law with other values, the law of another day, another graph."""

    values: Mapping[str, Value] = field(default_factory=dict)
    on: date | None = None
    graph: Graph | None = None

    @property
    def told(self) -> str:
        """What is tried, in one line."""
        parts = [f"{name}={as_text(value)}" for name, value in sorted(self.values.items())]
        parts += [f"on={self.on.isoformat()}"] if self.on else []
        return " ".join([*parts, *([f"graph={self.graph.version}"] if self.graph else [])])


def names() -> tuple[str, ...]:
    """The parameters that can be tried."""
    return tuple(name for name in parameter_names() if name.startswith(TRIED))


def value_of(name: str, text: str) -> Value:
    """Read a value as its parameter takes it: a whole number, yes or no, or names with commas between them."""
    if name not in names():
        raise NotSupposed(refusal_words("no_such_parameter", field=name))
    held = parameter_entries(name)[0].value
    if isinstance(held, tuple):
        return tuple(one.strip() for one in text.split(",") if one.strip())
    if isinstance(held, bool) and text.strip().lower() in {"yes", "no"}:
        return text.strip().lower() == YES
    if not isinstance(held, bool) and isinstance(held, int) and fullmatch("[0-9]{1,9}", text.strip()):
        return int(text)
    raise NotSupposed(refusal_words("no_such_value", field=name, given=text[:60], allowed=as_text(held)))


def as_text(value: Value) -> str:
    """A value as `value_of` reads it."""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def graph_of(folder: Path) -> Graph:
    """Read another graph. Raises NotSupposed where the folder holds none, or one whose answers lead nowhere."""
    try:
        graph = graph_in(folder)
        _check_ways(graph)
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotSupposed(
            refusal_words("no_graph", detail=f"{type(error).__name__}: {error}", field=folder.name)
        ) from None
    return graph


def _check_ways(graph: Graph) -> None:
    """Every answer leads to a node or an outcome that there is, and never round in a circle (then CycleError)."""
    edges = {name: tuple(node.edges.values()) for name, node in graph.nodes.items()}
    leads = {name: {edge.to for edge in some if edge.to} for name, some in edges.items()}
    TopologicalSorter(leads).prepare()
    outcomes = {one for some in edges.values() for edge in some for one in edge.outcomes}
    lost = {graph.start}.union(*leads.values()) - graph.nodes.keys() | outcomes - graph.outcomes.keys()
    if lost:
        raise KeyError(", ".join(sorted(lost)))


@contextmanager
def supposing(supposed: Supposition) -> Iterator[None]:
    """Within, the rules are what is supposed."""
    with parameters.supposing(supposed.values), supposing_order(supposed.graph or current()):
        yield


def decided_again(given: Mapping[str, Any], *, on: date, supposed: Supposition) -> Decision:
    """Decide saved facts once more, by what is supposed. Raises Refusal where they no longer can be taken."""
    day = supposed.on or on
    with supposing(supposed):
        return decide(parse(given, on=day), on=day)
