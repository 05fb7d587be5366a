"""The rules in words, for whoever adopts them and whoever asks for them: the criteria, and the process step by step."""

from collections.abc import Iterator

from watchbook.triage.graph import Edge, Graph, Node


def criteria(graph: Graph) -> str:
    """Say in the first line what is asked before a look; below, each question and what its answers lead to (FOI 9477, 8.b)."""
    outcomes = "; ".join(one.title for one in graph.outcomes.values())
    told = graph.wording["annex"]["criteria"].format(pages=_pages(graph), outcomes=outcomes)
    return "\n".join([told, *_nodes(graph)])


def process(graph: Graph) -> str:
    """Say how it is done: the pages of questions, then what each outcome asks for (FOI 9477, 8.d)."""
    words = graph.wording["annex"]
    steps = (f"{one.title}: {one.told}" for one in graph.outcomes.values())
    return "\n".join([words["process"].format(pages=_pages(graph)), *steps, words["unknown"], words["after"]])


def _pages(graph: Graph) -> str:
    return " ".join(page.title for page in graph.questions)


def _nodes(graph: Graph) -> Iterator[str]:
    for node in graph.nodes.values():
        ways = "; ".join(_ways(graph, node))
        yield graph.wording["annex"]["node"].format(title=node.title, ways=ways)


def _ways(graph: Graph, node: Node) -> Iterator[str]:
    labels = graph.wording["answers"]
    for label, edge in node.edges.items():
        if edge.is_way:
            yield f"{labels[label]}: {_leads(graph, edge)}"


def _leads(graph: Graph, edge: Edge) -> str:
    words = graph.wording["annex"]
    if edge.to:
        return words["on"].format(title=graph.nodes[edge.to].title)
    return words["and"].join(graph.outcomes[one].title for one in edge.outcomes)
