"""Whether a condition of the graph holds: of facts in three values, and of the law as at the day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from watchbook.law.durations import ACTS
from watchbook.law.offences import Offence, latest, needs_threshold, offence, threshold
from watchbook.law.parameters import number, parameter
from watchbook.triage.facts import NO, OPENINGS, OTHER_MATTERS, YES, Facts
from watchbook.triage.graph import UNKNOWN, Graph


@dataclass(frozen=True, slots=True)
class ConditionAnswer:
    """What a condition came to, as the label of an edge, with the values that its sentences need."""

    label: str
    values: dict[str, str] = field(default_factory=dict)


def found(name: str, facts: Facts, *, on: date, graph: Graph) -> ConditionAnswer:
    """Ask one condition: a fact, what else is so (where it may be so), some of several, all of several, or the law."""
    if name in graph.facts:
        return ConditionAnswer(facts.answer(name))
    if name in graph.circumstances:
        return ConditionAnswer(YES if name in facts.circumstances else NO)
    made = graph.conditions.get(name)
    if made is None:
        return _LAW[name](facts, on, graph)
    if "not" in made:
        return ConditionAnswer(_opposite(found(made["not"], facts, on=on, graph=graph).label))
    deciding, parts = (YES, made["any_of"]) if "any_of" in made else (NO, made["all_of"])
    asked = [found(part, facts, on=on, graph=graph) for part in parts]
    values = {key: value for one in asked for key, value in one.values.items()}
    return ConditionAnswer(_joined([_three_valued(one.label) for one in asked], deciding=deciding), values)


def bearing(name: str, facts: Facts, *, on: date, graph: Graph) -> tuple[str, ...]:
    """Name the facts that make a condition come to what it does: of several parts, those that decide it."""
    made = graph.conditions.get(name)
    if made is None:
        return tuple(graph.facts_of(name))
    if "not" in made:
        return bearing(made["not"], facts, on=on, graph=graph)
    deciding, parts = (YES, made["any_of"]) if "any_of" in made else (NO, made["all_of"])
    labels = {part: _three_valued(found(part, facts, on=on, graph=graph).label) for part in parts}
    wanted = next((one for one in (deciding, UNKNOWN) if one in labels.values()), "")
    bears = [part for part, label in labels.items() if wanted in {"", label}]
    return tuple(dict.fromkeys(one for part in bears for one in bearing(part, facts, on=on, graph=graph)))


def _joined(labels: list[str], *, deciding: str) -> str:
    """Join answers: one that decides is enough; else one that is not known leaves it open."""
    if deciding in labels:
        return deciding
    return UNKNOWN if UNKNOWN in labels else _opposite(deciding)


def _opposite(label: str) -> str:
    return {YES: NO, NO: YES}.get(label, UNKNOWN)


def _three_valued(label: str) -> str:
    """Read the answers of the crime threshold, and what made a look open, as yes, no or unknown within other conditions."""
    if label in {"none_there", "none_then", "by_penalty", "by_exception", *OPENINGS}:
        return YES
    return label if label in {YES, NO} else {"below": NO, "no_offence": NO}.get(label, UNKNOWN)


def _source_ground(facts: Facts, on: date, graph: Graph) -> ConditionAnswer:
    return _ground("chis", facts, on, graph)


def _surveillance_ground(facts: Facts, on: date, graph: Graph) -> ConditionAnswer:
    return _ground("directed_surveillance", facts, on, graph)


def _ground(kind: str, facts: Facts, on: date, graph: Graph) -> ConditionAnswer:
    """Say whether the matter is one for which the Act lets a council authorise (RIPA ss.28(3), 29(3); RIP(S)A ss.6, 7)."""
    grounds = parameter(f"{ACTS[facts.nation]}.grounds.{kind}", on=on)
    values = {"matter": matter(facts, on=on, graph=graph)}
    if not facts.offence or facts.offence == UNKNOWN:
        return ConditionAnswer(UNKNOWN, values)
    if facts.offence in OTHER_MATTERS:
        is_ground = isinstance(grounds, tuple) and facts.offence in grounds
        return ConditionAnswer(YES if is_ground else NO, values)
    return ConditionAnswer(YES if offence(facts.offence, on=on) else NO, values)


def _threshold(facts: Facts, on: date, graph: Graph) -> ConditionAnswer:
    """Say how the matter stands to the crime threshold (SI 2010/521 art 7A)."""
    if not needs_threshold(nation=facts.nation, on=on):
        nations = parameter("ripa.crime_threshold.nations", on=on)
        here = isinstance(nations, tuple) and facts.nation in nations
        return ConditionAnswer("none_then" if here else "none_there", _names(facts, graph))
    if not facts.offence or facts.offence == UNKNOWN:
        return ConditionAnswer(UNKNOWN)
    one = None if facts.offence in OTHER_MATTERS else offence(facts.offence, on=on)
    if one is None:
        return ConditionAnswer("no_offence", {"matter": matter(facts, on=on, graph=graph)})
    values = {
        **_names(facts, graph),
        "offence": named(one),
        "greatest": str(one.greatest_months),
        "least": str(number("ripa.crime_threshold.least_months", on=on)),
        "code": one.exception,
        "exception": f"ripa.art7A.3.b.{one.exception}",
    }
    return ConditionAnswer(threshold(one, nation=facts.nation, on=on), values)


def _minor_matter(facts: Facts, on: date, graph: Graph) -> ConditionAnswer:
    """Say whether the Code gives the offence as an example of what is too small for watching daily life."""
    values = {"matter": matter(facts, on=on, graph=graph)}
    if not facts.offence or facts.offence == UNKNOWN:
        return ConditionAnswer(UNKNOWN, values)
    one = None if facts.offence in OTHER_MATTERS else offence(facts.offence, on=on)
    return ConditionAnswer(YES if one and one.is_minor else NO, values)


def _no_offence(facts: Facts, _on: date, _graph: Graph) -> ConditionAnswer:
    if not facts.offence or facts.offence == UNKNOWN:
        return ConditionAnswer(UNKNOWN)
    return ConditionAnswer(YES if facts.offence == "none" else NO)


def _looked_before(facts: Facts, _on: date, _graph: Graph) -> ConditionAnswer:
    """Say whether anybody in the authority looked at the same subject before: to look again is to repeat."""
    if facts.prior_looks is None:
        return ConditionAnswer(UNKNOWN)
    return ConditionAnswer(YES if facts.prior_looks else NO)


def _red_look(facts: Facts, on: date, _graph: Graph) -> ConditionAnswer:
    """Say whether this look is one that the authority's thresholds stop (docs/law/drift.md#thresholds)."""
    red = number("authority.drift.red_look", on=on)
    values = {"red": str(red), "window": str(number("authority.drift.window_days", on=on))}
    if facts.prior_looks is None:
        return ConditionAnswer(UNKNOWN, values)
    look = facts.prior_looks + 1
    return ConditionAnswer(YES if look >= red else NO, {**values, "look": str(look)})


def matter(facts: Facts, *, on: date, graph: Graph) -> str:
    """Say in words what the look is for: the offence, or what else it is."""
    words = graph.wording["matters"]
    if not facts.offence or facts.offence == UNKNOWN:
        return words["no_matter"]
    if facts.offence in OTHER_MATTERS:
        return words[facts.offence]
    one = offence(facts.offence, on=on)
    if one is None:
        return words["not_then"].format(offence=named(latest(facts.offence)))
    return words["other_matter"].format(offence=named(one))


def named(one: Offence) -> str:
    """Name an offence with its place in the law."""
    return f"“{one.title}” ({one.act} {one.section})"


def _names(facts: Facts, graph: Graph) -> dict[str, str]:
    return {"nation": graph.wording["nations"][facts.nation]}


_LAW: dict[str, Callable[[Facts, date, Graph], ConditionAnswer]] = {
    "source_ground": _source_ground,
    "surveillance_ground": _surveillance_ground,
    "threshold": _threshold,
    "minor_matter": _minor_matter,
    "no_offence": _no_offence,
    "looked_before": _looked_before,
    "red_look": _red_look,
}
