"""Facts beside the graph: the eight factors, what else is so, and what follows from an outcome under the law of the day.

Each is a reason as the officer reads it, or a flag: judicial approval, durations, data protection.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from watchbook.law.codes import cited
from watchbook.law.durations import ACTS
from watchbook.law.offences import latest
from watchbook.law.parameters import ParameterEntry, number, parameter_entries, parameter_entry
from watchbook.law.provisions import Provision, provision
from watchbook.triage.conditions import found, named
from watchbook.triage.facts import NO, OTHER_MATTERS, YES, Facts
from watchbook.triage.graph import UNKNOWN, Graph

FACTORS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8")
_MET = {YES: True, NO: False}
_AUTHORISED = {"directed_surveillance", "chis"}
_INTRUSIONS = {*_AUTHORISED, "non_ripa"}
_LOOKS = {"preliminary", "overt", "observation", "immediate", "overt_plan"}
_NODE = "consequences"
# A flag, and the facts or conditions that raise it where all of them are so.
_RAISED_BY = {
    "third_party": ("third_party",),
    "told_but_covert": ("opened", "covert"),
    "nobody_but_aimed": ("no_one_named", "aimed"),
    "collateral_intrusion": ("f8",),
    "past_access_control": ("past_access_control",),
    "shared_profile": ("shared_profile",),
}


@dataclass(frozen=True, slots=True)
class TriageReason:
    """One reason: at which node, met or not (None: not known), its sentence, what it rests on, the officer's note.

    `facts` are those whose answers it follows from; `decides` says that the outcome turns on it.
    """

    node: str
    met: bool | None
    sentence: str
    provision: Provision
    note: str = ""
    facts: tuple[str, ...] = ()
    decides: bool = False


def reason(
    node: str,
    met: bool | None,
    sentence: str,
    rests_on: Provision,
    *,
    note: str = "",
    facts: tuple[str, ...] = (),
) -> TriageReason:
    """Make a reason; a sentence begins with a capital letter whatever its values were."""
    return TriageReason(node, met, sentence[:1].upper() + sentence[1:], rests_on, note, facts)


def factors(facts: Facts, *, on: date, graph: Graph) -> Iterator[TriageReason]:
    """Give each of the eight factors, present or not, with its note: reasons, never a score (Code 3.16)."""
    words = graph.wording["reasons"]
    cites = cited("factors", nation=facts.nation, on=on)
    for fact in FACTORS:
        answer = facts.answer(fact)
        sentence = words[f"factor_{answer}"].format(number=fact[1:], text=graph.facts[fact].text)
        note = facts.notes.get(fact, "")
        yield reason("factors", _MET.get(answer), sentence, cites, note=note, facts=(fact,))


def circumstances(facts: Facts, *, on: date, graph: Graph) -> Iterator[TriageReason]:
    """Give what follows from what else is so: children, staff, campaigners, care, recruitment (docs/law/data-protection.md)."""
    for name in facts.circumstances:
        one = graph.circumstances[name]
        cites = cited(one.cited_on(on), nation=facts.nation, on=on)
        yield reason("circumstances", True, one.reason, cites, note=facts.notes.get(name, ""), facts=(name,))


def flags_of(facts: Facts, outcomes: tuple[str, ...], *, on: date, graph: Graph) -> Iterator[str]:
    """Name what else the officer and those who agree must know."""
    yield from _flags_said(facts, on=on, graph=graph)
    yield from _drift_flags(facts, on=on)
    if _is_elsewhere(facts) and set(outcomes) & _AUTHORISED:
        yield "offence_of_another_nation"
    if facts.answer("f5") == YES and outcomes == ("non_ripa",):
        yield "disproportionate"
    if set(outcomes) & _INTRUSIONS and _is_assessed(on).value:
        yield "impact_assessment"
    for name in facts.circumstances:
        yield graph.circumstances[name].flag


def consequences(
    facts: Facts, outcomes: tuple[str, ...], *, on: date, graph: Graph
) -> Iterator[TriageReason]:
    """Say what the outcomes bring with them, each with its provision as at the day."""
    words = graph.wording["reasons"]
    for subject, name, applies in _by_facts(facts, outcomes, on=on, graph=graph):
        if applies:
            values = _values(facts, on=on, graph=graph)
            yield reason(
                _NODE, True, words[name].format(**values), cited(subject, nation=facts.nation, on=on)
            )
    yield from _data_protection(facts, outcomes, on=on, words=words)
    if set(outcomes) & _AUTHORISED:
        yield _judicial_approval(facts, on=on, words=words)
    for one in outcomes:
        yield from _lasts(one, facts, on=on, words=words)
    if "immediate" in outcomes:
        again = parameter_entry("authority.triage.again_within_working_days", on=on)
        yield _by_law(words["again"].format(days=again.value), again)


def _by_facts(
    facts: Facts, outcomes: tuple[str, ...], *, on: date, graph: Graph
) -> Iterator[tuple[str, str, bool]]:
    """Give the sentences that need no number of the law: what each cites, which it is, whether it is so."""
    raised = {*_flags_said(facts, on=on, graph=graph), *_drift_flags(facts, on=on)}
    yield "third_parties_and_tools", "searched_for", "third_party" in raised
    yield "acting_for_the_authority", "acting_for", "third_party" in raised
    yield "collateral_intrusion", "collateral", "collateral_intrusion" in raised
    yield "authority.drift", "amber", "amber_look" in raised
    yield "authority.drift", "red", "red_look" in raised
    yield "covertness_online", "told_but_covert", "told_but_covert" in raised
    yield "general_observation", "nobody_but_aimed", "nobody_but_aimed" in raised
    yield "shared_profile", "shared_profile", "shared_profile" in raised
    is_elsewhere = _is_elsewhere(facts) and bool(set(outcomes) & _AUTHORISED)
    yield "surveillance_grounds", "another_nation", is_elsewhere
    yield "source_arrangements", "arrangements", "chis" in outcomes
    yield "ripa.s80", "outside_the_act", outcomes == ("non_ripa",)
    yield "human_rights.s6", "convention_right", outcomes == ("non_ripa",)


def _data_protection(
    facts: Facts, outcomes: tuple[str, ...], *, on: date, words: Mapping[str, str]
) -> Iterator[TriageReason]:
    """Say which Act what is seen falls under, and whether an impact assessment comes first."""
    if set(outcomes) & _LOOKS:
        yield _by_law(words["data_protection"], parameter_entry("data_protection.act.name", on=on))
    assessed = _is_assessed(on)
    if assessed.value and set(outcomes) & _INTRUSIONS:
        yield _by_law(words["impact_assessment"], assessed)


def _is_assessed(on: date) -> ParameterEntry:
    """Whether the law of the day wants an impact assessment (UK GDPR art 35, DPA 2018 s.64: since 25 May 2018)."""
    return parameter_entry("data_protection.act.is_impact_assessed", on=on)


def _judicial_approval(facts: Facts, *, on: date, words: Mapping[str, str]) -> TriageReason:
    """Say whether a court approves the grant before it has effect (RIPA s.32A; not under RIP(S)A)."""
    needed = parameter_entry(f"{ACTS[facts.nation]}.judicial_approval.is_needed", on=on)
    if not needed.value:
        return _by_law(words["no_judicial_approval"], needed)
    if facts.nation == "northern_ireland":
        return reason(_NODE, True, words["judicial_approval_ni"], provision("ripa.s32A.northern_ireland"))
    return _by_law(words["judicial_approval"], needed)


def _lasts(outcome: str, facts: Facts, *, on: date, words: Mapping[str, str]) -> Iterator[TriageReason]:
    """Say how long an authorisation lasts on that day; a source under age has its own time (SI 2000/2793)."""
    act = ACTS[facts.nation]
    if outcome == "directed_surveillance":
        time = parameter_entry(f"{act}.directed_surveillance.duration_months", on=on)
        yield _by_law(words["duration"].format(months=time.value), time)
    if outcome == "chis":
        time = parameter_entry(f"{act}.chis.duration_months", on=on)
        yield _by_law(words["duration_source"].format(months=time.value), time)
        age = parameter_entries(f"{act}.chis.juvenile_under_age")
        if age[0].since <= on:
            shorter = parameter_entry(f"{act}.chis.juvenile_duration_months", on=on)
            under = parameter_entry(f"{act}.chis.juvenile_under_age", on=on).value
            yield _by_law(words["duration_juvenile"].format(age=under, months=shorter.value), shorter)


def _flags_said(facts: Facts, *, on: date, graph: Graph) -> Iterator[str]:
    """Name the flags that the facts raise, whatever the outcome."""

    def is_so(name: str) -> bool:
        return found(name, facts, on=on, graph=graph).label == YES

    return (flag for flag, said in _RAISED_BY.items() if all(map(is_so, said)))


def _drift_flags(facts: Facts, *, on: date) -> Iterator[str]:
    """Name the threshold that this look reaches among those at the same subject (docs/law/drift.md#thresholds)."""
    look = _look(facts)
    if look >= number("authority.drift.red_look", on=on):
        yield "red_look"
    elif look >= number("authority.drift.amber_look", on=on):
        yield "amber_look"


def _look(facts: Facts) -> int:
    return (facts.prior_looks or 0) + 1


def _is_elsewhere(facts: Facts) -> bool:
    """Say whether the offence is none of the nation's own."""
    if not facts.offence or facts.offence in {*OTHER_MATTERS, UNKNOWN}:
        return False
    return facts.nation not in latest(facts.offence).nations


def _values(facts: Facts, *, on: date, graph: Graph) -> dict[str, str]:
    one = "" if facts.offence in {"", UNKNOWN, *OTHER_MATTERS} else named(latest(facts.offence))
    return {
        "look": str(_look(facts)),
        "window": str(number("authority.drift.window_days", on=on)),
        "nation": graph.wording["nations"][facts.nation],
        "offence": one,
    }


def _by_law(sentence: str, entry: ParameterEntry) -> TriageReason:
    return reason(_NODE, True, sentence, provision(entry.provision))
