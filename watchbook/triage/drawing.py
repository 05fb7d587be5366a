"""The whole graph from its data, for the policy's annex: as text, as a drawing (SVG), as data."""

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import Any

from watchbook.triage.graph import Edge, Graph, Node

_LINE, _WIDTH, _LETTERS, _EDGE_LEFT = 18, 960, 104, 40


def text(graph: Graph) -> str:
    """Write every node with its condition, its answers, where each leads, and why."""
    lines = [_title(graph)]
    for node in graph.nodes.values():
        lines += ["", *(line for line, _ in _lines(graph, node))]
    return "\n".join(lines)


def svg(graph: Graph) -> str:
    """Draw every node as a box with its answers; a box can be reached by the name that an answer leads to."""
    boxes: list[str] = []
    top = _LINE * 2
    for node in graph.nodes.values():
        drawn = list(_lines(graph, node))
        boxes.append(_box(node, drawn, top=top))
        top += _LINE * (len(drawn) + 2)
    title = _title(graph)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img" font-family="sans-serif" font-size="14">'
        f'<title>{escape(title)}</title><text x="10" y="{_LINE}" font-weight="bold">{escape(title)}</text>{"".join(boxes)}</svg>'
    )


def as_data(graph: Graph) -> list[dict[str, Any]]:
    """Give each node with its edges and what they cite."""
    return [
        {
            "id": node.id,
            "title": node.title,
            "condition": node.condition,
            "facts": sorted(set(graph.facts_of(node.condition))),
            "edges": {label: _edge_as_data(edge) for label, edge in node.edges.items()},
        }
        for node in graph.nodes.values()
    ]


def flags(graph: Graph) -> dict[str, str]:
    """Name every flag that a decision may raise, each with what it says."""
    beside = {one.flag: one.text for one in graph.circumstances.values()}
    return {**graph.wording["flags"], **beside}


def _title(graph: Graph) -> str:
    return graph.wording["drawing"]["title"].format(version=graph.version)


def _edge_as_data(edge: Edge) -> dict[str, Any]:
    return {
        "to": edge.to or None,
        "outcomes": list(edge.outcomes),
        "ask": edge.ask or None,
        "flags": list(edge.flags),
        "reasons": [{"met": one.met, "cites": one.cites, "text": one.text} for one in edge.reasons],
    }


def _lines(graph: Graph, node: Node) -> Iterator[tuple[str, bool]]:
    """Give the lines of a node; the flag says which are its heading."""
    yield f"{node.id}  {node.title}", True
    for fact in dict.fromkeys(graph.facts_of(node.condition)):
        for line in wrap(f"{fact}: {graph.asks(fact)}", _LETTERS):
            yield f"  {line}", False
    for label, edge in node.edges.items():
        yield f"  {label} → {_leads(graph, edge)}", False
        for one in edge.reasons:
            for line in wrap(f"{one.text} [{one.cites}]", _LETTERS):
                yield f"      {line}", False


def _leads(graph: Graph, edge: Edge) -> str:
    if edge.to:
        return edge.to
    if edge.outcomes:
        named = " and ".join(graph.outcomes[one].title for one in edge.outcomes)
        return f"{named} ({edge.ask})" if edge.ask else named
    return graph.wording["drawing"]["both_ways"]


def _box(node: Node, lines: list[tuple[str, bool]], *, top: int) -> str:
    height = _LINE * (len(lines) + 1)
    rows = "".join(
        f'<text x="{20 if is_heading else _EDGE_LEFT}" y="{top + _LINE * (row + 1)}" xml:space="preserve"'
        f"{' font-weight="bold"' if is_heading else ''}>{escape(line)}</text>"
        for row, (line, is_heading) in enumerate(lines)
    )
    frame = f'<rect x="10" y="{top}" width="{_WIDTH - 20}" height="{height}" fill="none" stroke="#0b0c0c"/>'
    return f'<g id="{escape(node.id)}">{frame}{rows}</g>'
