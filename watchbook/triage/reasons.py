"""A reason as the officer reads it, and those that stand beside the graph: the eight factors and what else is so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchbook.law.codes import cited
from watchbook.law.provisions import Provision
from watchbook.triage.facts import NO, YES, Facts
from watchbook.triage.graph import Graph

FACTORS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8")
_MET = {YES: True, NO: False}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: at which node, met or not (None: not known), its sentence, what it rests on, the officer's note."""

    node: str
    met: bool | None
    sentence: str
    provision: Provision
    note: str = ""


def reason(node: str, met: bool | None, sentence: str, provision: Provision, *, note: str = "") -> Reason:
    """Make a reason; a sentence begins with a capital letter whatever its values were."""
    return Reason(node, met, sentence[:1].upper() + sentence[1:], provision, note)


def factors(facts: Facts, *, on: date, graph: Graph) -> Iterator[Reason]:
    """Give each of the eight factors, present or not, with its note: reasons, never a score (Code 3.16)."""
    words = graph.wording["reasons"]
    provision = cited("factors", nation=facts.nation, on=on)
    for fact in FACTORS:
        answer = facts.answer(fact)
        sentence = words[f"factor_{answer}"].format(number=fact[1:], text=graph.facts[fact].text)
        yield reason("factors", _MET.get(answer), sentence, provision, note=facts.notes.get(fact, ""))


def circumstances(facts: Facts, *, on: date, graph: Graph) -> Iterator[Reason]:
    """Give what follows from what else is so: children, staff, campaigners, care, recruitment (docs/law/data-protection.md)."""
    for name in facts.circumstances:
        one = graph.circumstances[name]
        provision = cited(one.cited_on(on), nation=facts.nation, on=on)
        yield reason("circumstances", True, one.reason, provision, note=facts.notes.get(name, ""))
