"""Decide which power a look needs, if any: facts and a day in, outcomes with every reason out (docs/law/triage.md#order-of-decision, RIPA s.26).

What is not known is never guessed: both ways are followed, and where they end differently the outcome is to ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from watchbook.law.codes import cited
from watchbook.law.provisions import Provision
from watchbook.triage.conditions import ConditionAnswer, bearing, found
from watchbook.triage.consequences import TriageReason, circumstances, consequences, factors, flags_of, reason
from watchbook.triage.facts import Facts
from watchbook.triage.graph import UNKNOWN, Edge, EdgeReason, Graph, Node, QuestionPage, current

ASK = "ask"
COORDINATOR, LEGAL = "co-ordinator", "legal"
type End = tuple[tuple[str, ...], str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What triage says: a set of outcomes, why, whom to ask, and by which graph and law.

    `not_known` names the facts on which the answer still depends; `next` says for each outcome what to do.
    """

    outcomes: tuple[str, ...]
    reasons: tuple[TriageReason, ...]
    flags: tuple[str, ...]
    ask: str
    not_known: tuple[str, ...]
    next: tuple[str, ...]
    path: tuple[str, ...]
    on: date
    graph: str


def decide(facts: Facts, *, on: date) -> Decision:
    """Decide which power a look needs, if any, under the law as at a day (RIPA s.26, SI 2010/521 art 7A)."""
    return _Walk(facts, on=on, graph=current()).decision()


def next_question(facts: Facts, *, on: date) -> QuestionPage | None:
    """Give the next question with the facts still to be answered on it, or None once the answer is settled."""
    looks = facts.prior_looks if facts.is_answered("prior_looks") else None
    now = replace(facts, is_earlier=False, prior_looks=looks)
    walk = _Walk(now, on=on, graph=current(), is_asking=True)
    missing = walk.missing_from(walk.graph.start)
    if missing is None:
        return None
    page = next(one for one in walk.graph.questions if missing in one.facts)
    return QuestionPage(page.id, page.title, tuple(one for one in page.facts if not facts.is_answered(one)))


def least_strict(facts: Facts, *, on: date) -> tuple[str, ...]:
    """Give the least strict outcomes that the facts leave open; to ask, where they leave nothing else."""
    walk = _Walk(facts, on=on, graph=current())
    ends = {outcomes for outcomes, _, _ in walk.ends(walk.graph.start)} - {(ASK,)}
    return min(ends, key=lambda one: (walk.graph.strictness(one), one), default=(ASK,))


class _Walk:
    """One walk through the graph; each node is looked at once."""

    def __init__(self, facts: Facts, *, on: date, graph: Graph, is_asking: bool = False) -> None:
        self.facts, self.on, self.graph, self.is_asking = facts, on, graph, is_asking
        self._found: dict[str, ConditionAnswer] = {}
        self._ends: dict[str, frozenset[End]] = {}

    def decision(self) -> Decision:
        """Follow the graph from its start and put together why."""
        path = tuple(self._path())
        last, edge = path[-1]
        outcomes, ask, flags = self._end(edge) if edge else ((ASK,), COORDINATOR, ())
        not_known = () if edge else tuple(dict.fromkeys(self._open_facts(last)))
        return Decision(
            outcomes=outcomes,
            reasons=self._reasons(path, outcomes),
            flags=tuple(
                dict.fromkeys((*flags, *flags_of(self.facts, outcomes, on=self.on, graph=self.graph)))
            ),
            ask=_whom(last) if not edge else ask,
            not_known=not_known,
            next=tuple(self.graph.outcomes[one].next for one in outcomes),
            path=tuple(node.id for node, _ in path),
            on=self.on,
            graph=self.graph.version,
        )

    def missing_from(self, name: str) -> str | None:
        """Name the first fact that was not asked and on which the end still depends, from a node on."""
        if len(self.ends(name)) == 1:
            return None
        node = self.graph.nodes[name]
        edge = self._edge(node)
        if edge is not None:
            return self.missing_from(edge.to) if edge.to else None
        unasked = [one for one in self._open_facts(node) if not self.facts.is_answered(one)]
        if unasked:
            return unasked[0]
        ways = [one for one in node.edges.values() if one.is_way]
        if not frozenset.intersection(*(self._ends_of(one) for one in ways)):
            return None
        found = (self.missing_from(one.to) for one in reversed(ways) if one.to)
        return next((one for one in found if one is not None), None)

    def ends(self, name: str) -> frozenset[End]:
        """Give every end that can still be reached from a node."""
        if name not in self._ends:
            node = self.graph.nodes[name]
            edge = self._edge(node)
            ways = [edge] if edge else [one for one in node.edges.values() if one.is_way]
            self._ends[name] = frozenset().union(*(self._ends_of(one) for one in ways))
        return self._ends[name]

    def _path(self) -> Iterator[tuple[Node, Edge | None]]:
        """Follow the edges; what is not known is passed over where it makes no difference, else it is the end."""
        name = self.graph.start
        while name:
            node = self.graph.nodes[name]
            edge = self._edge(node)
            if edge is None and len(self.ends(name)) == 1:
                edge = next(one for one in reversed(list(node.edges.values())) if one.is_way)
            yield node, edge
            name = edge.to if edge else ""

    def _edge(self, node: Node) -> Edge | None:
        """Give the edge that the answer takes, or None where the answer is not known and no edge is for that."""
        label = self._answer(node).label
        edge = node.edges.get(label)
        if edge is None or not edge.is_way:
            return None
        is_open = label == UNKNOWN and any(not self.facts.is_answered(one) for one in self._open_facts(node))
        return None if is_open and self.is_asking else edge

    def _answer(self, node: Node) -> ConditionAnswer:
        if node.id not in self._found:
            self._found[node.id] = found(node.condition, self.facts, on=self.on, graph=self.graph)
        return self._found[node.id]

    def _ends_of(self, edge: Edge) -> frozenset[End]:
        return self.ends(edge.to) if edge.to else frozenset({self._end(edge)})

    def _end(self, edge: Edge) -> End:
        return (
            tuple(sorted(edge.outcomes, key=lambda one: self.graph.outcomes[one].strictness)),
            edge.ask,
            edge.flags,
        )

    def _open_facts(self, node: Node) -> Iterator[str]:
        """Name the facts of a node's condition that are not known."""
        for fact in self.graph.facts_of(node.condition):
            if fact in self.graph.circumstances:
                continue
            if fact == "offence":
                known = self.facts.offence not in {"", UNKNOWN}
            elif fact == "prior_looks":
                known = self.facts.prior_looks is not None
            else:
                known = self.facts.answer(fact) != UNKNOWN
            if not known:
                yield fact

    def _reasons(
        self, path: tuple[tuple[Node, Edge | None], ...], outcomes: tuple[str, ...]
    ) -> tuple[TriageReason, ...]:
        said = [one for node, edge in path for one in self._at(node, edge)]
        if any(node.shows_factors for node, _ in path):
            said += factors(self.facts, on=self.on, graph=self.graph)
        said += circumstances(self.facts, on=self.on, graph=self.graph)
        said += consequences(self.facts, outcomes, on=self.on, graph=self.graph)
        each: dict[tuple[str, str], TriageReason] = {}
        for one in said:  # two nodes may ask the same
            each.setdefault((one.sentence, one.provision.id), one)
        return tuple(each.values())

    def _at(self, node: Node, edge: Edge | None) -> Iterator[TriageReason]:
        """Give the reasons at one node: those of its edge, and what was not known there; the first may decide."""
        answer = self._answer(node)
        words = self.graph.wording["reasons"]
        unknown = node.edges.get(UNKNOWN)
        decides = edge is None or answer.label in node.decides
        if answer.label == UNKNOWN and unknown is not None and edge is not unknown:
            note = words["no_matter"] if edge else words["matters"]
            for because in self._held(unknown):
                yield replace(self._reason(node, because, answer, after=f" {note}"), decides=not edge)
            return
        for number, because in enumerate(self._held(edge) if edge else ()):
            yield replace(self._reason(node, because, answer), decides=decides and not number)

    def _held(self, edge: Edge) -> Iterator[EdgeReason]:
        return (one for one in edge.reasons if one.holds_on(self.on))

    def _reason(
        self, node: Node, because: EdgeReason, answer: ConditionAnswer, *, after: str = ""
    ) -> TriageReason:
        provision = self._cited(because, answer)
        bears = bearing(node.condition, self.facts, on=self.on, graph=self.graph)
        note = " ".join(self.facts.notes[one] for one in bears if one in self.facts.notes)
        sentence = because.text.format(**answer.values) + after
        return reason(node.id, because.met, sentence, provision, note=note, facts=bears)

    def _cited(self, because: EdgeReason, answer: ConditionAnswer) -> Provision:
        return cited(because.cites.format(**answer.values), nation=self.facts.nation, on=self.on)


def _whom(node: Node) -> str:
    """Say whom to ask about what is not known: legal where the node is about law, else the co-ordinator."""
    return LEGAL if node.condition in {"inside_home", "unlawful_means"} else COORDINATOR


def decision_as_data(decision: Decision) -> dict[str, Any]:
    """A decision as JSON carries it and as an assessment keeps it: the same facts and day give the same bytes."""
    return {
        "on": decision.on.isoformat(),
        "graph": decision.graph,
        "outcomes": list(decision.outcomes),
        "reasons": [_reason_as_data(one) for one in decision.reasons],
        "flags": list(decision.flags),
        "ask": decision.ask or None,
        "not_known": list(decision.not_known),
        "next": list(decision.next),
        "path": list(decision.path),
    }


def _reason_as_data(one: TriageReason) -> dict[str, Any]:
    return {
        "node": one.node,
        "met": one.met,
        "sentence": one.sentence,
        "provision": one.provision.title,
        "provision_id": one.provision.id,
        "edition": one.provision.edition,
        "gloss": one.provision.gloss_in("en"),
        "verified": one.provision.verified,
        "note": one.note,
        "facts": list(one.facts),
        "decides": one.decides,
    }
