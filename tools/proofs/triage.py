"""Triage: which power, if any, and why."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tests.triage.cases import CASES, PLAIN, TODAY, WATCHED
from tests.triage.more_cases import MORE
from tools.proofs.showing import Line, pass_tests, run_lines
from watchbook.law.durations import ACTS
from watchbook.law.offences import latest, offence_ids
from watchbook.triage.facts import parse, read
from watchbook.triage.graph import current
from watchbook.triage.rules import decide, decision_as_data, next_question

ROUNDS, EACH = 15, 200
# docs/law/triage.md#worked-cases; where the table names no single outcome, triage's own choice.
TABLE = {
    "none": "T13 T20 T33 T36 T46 T48",
    "preliminary": "T01 T03 T14 T51",
    "observation": "T05 T07 T08 T11 T30 T31",
    "overt": "T16 T54 T57",
    "immediate": "T29 T60",
    "non_ripa": "T40 T64",
    "directed_surveillance": "T02 T04 T10 T15 T17 T21 T23 T37 T38 T45 T56",
    "chis": "T19 T24 T25 T35 T50",
    "ask": "T27 T42 T43 T62",
    "not_allowed": "T53 T59",
}
FLAGGED = {"T10": "third_party", "T42": "disproportionate", "T43": "disproportionate"}
DAYS = (date(2011, 6, 1), date(2013, 6, 1), date(2016, 6, 1), date(2019, 6, 1), TODAY)
LITTER, NICOTINE = "environmental_protection_act_1990_s87", "children_and_families_act_2014_s92"
DS, OUTSIDE = "directed_surveillance", "non_ripa"
EDITIONS = ("Code 2010", "Code 2010", "December 2014", "August 2018", "August 2018")


def worked_cases() -> str:
    """Every worked case through the installed command: its outcomes, its flags, the provision among its reasons."""
    wanted = {name: outcome for outcome, names in TABLE.items() for name in names.split()}
    assert wanted.keys() == CASES.keys(), wanted.keys() ^ CASES.keys()
    right = third = 0
    decisions = by_command({name: case.facts for name, case in CASES.items()}, on=TODAY)
    for name, case in CASES.items():
        said = decisions[name]
        assert said["outcomes"] == [wanted[name]], (name, said["outcomes"])
        assert case.cites in json.dumps(said["reasons"], ensure_ascii=False), name
        assert FLAGGED.get(name, "") in {"", *said["flags"]}, (name, said["flags"])  # type: ignore[misc] - JSON
        right += 1
    thirds = {
        "told": {"told": "yes", "covert": "no", "prior_looks": 2},
        "once": {"one_off": "yes", "f1": "yes", "prior_looks": 2},
    }
    for name, said in by_command(thirds, on=TODAY).items():
        assert said["outcomes"] == ["overt_plan"], name
        third += 1
    return f"{right} of {len(CASES)} cases come out as the table has them; overt_plan at the third look in {third} cases"


def other_cases() -> str:
    """Cases that the table leaves out, through the installed command."""
    right = 0
    decisions: dict[str, dict[str, object]] = {}
    for day in sorted({on for *_, on in MORE.values()}):
        decisions |= by_command(
            {name: facts for name, (facts, _, _, on) in MORE.items() if on == day}, on=day
        )
    for name, (_facts, outcomes, flags, _on) in MORE.items():
        said = decisions[name]
        assert said["outcomes"] == list(outcomes), (name, said["outcomes"])
        assert set(flags) <= set(said["flags"]), (name, said["flags"])  # type: ignore[call-overload] - JSON
        right += 1
    return f"{right} of {len(MORE)} turns of its examples and of their neighbours in the Codes"


def by_command(cases: Mapping[str, dict[str, object]], *, on: date) -> dict[str, dict[str, object]]:
    """Decide each case by `triage decide`, the plain facts with some of them changed: a file a case, one process."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.json") for number in range(len(cases))]
        for file, facts in zip(files, cases.values(), strict=True):
            file.write_text(json.dumps({**PLAIN, **facts}), encoding="utf-8")
        decisions = run_lines(["triage", "decide", *map(str, files), "--on", on.isoformat(), "--json"])
    return dict(zip(cases, decisions, strict=True))


def law_of_the_day() -> str:
    """The same facts on five days in four nations: threshold, judicial approval, nicotine, edition, juvenile months."""
    decisions = 0
    for nation in ACTS:
        has_threshold, has_court = nation in {"england", "wales"}, nation != "scotland"
        litter, nicotine, source = (
            [decided(json.dumps({**PLAIN, **facts, "nation": nation}), on=on) for on in DAYS]
            for facts in (
                {**WATCHED, "offence": LITTER},
                {**WATCHED, "offence": NICOTINE},
                {"relationship": "yes"},
            )
        )
        outside = [OUTSIDE] * 4 if has_threshold else [DS] * 4
        assert [one["outcomes"] for one in litter] == [[one] for one in (DS, *outside)], nation
        if has_threshold:
            by_nicotine = [[OUTSIDE], [OUTSIDE], [DS], [DS], ["ask"]]
            assert [one["outcomes"] for one in nicotine] == by_nicotine, nation
        courts = ["needs judicial approval" in reasons(one) for one in source]
        assert courts == [False, *[has_court] * 4], nation
        months = (1, 1, 1, 4, 4) if has_court else (1,) * 5
        for one, some in zip(source, months, strict=True):
            assert f"under 18 lasts {some} month(s)" in reasons(one), (nation, one["on"])
        for one, edition in zip(litter, EDITIONS, strict=True):
            assert not has_court or edition in reasons(one), (nation, one["on"], edition)
            assert has_court or "Scottish" in reasons(one), one["on"]
        decisions += len(litter) + len(nicotine) + len(source)
    days = ", ".join(day.isoformat() for day in DAYS)
    return f"{decisions} decisions in {len(ACTS)} nations on {days}: threshold, court, nicotine, months and edition as on the day"


def reasons(decision: dict[str, object]) -> str:
    return json.dumps(decision["reasons"], ensure_ascii=False)


def questions_asked() -> str:
    """How many pages somebody is asked who answers as each case does."""
    counts = sorted(_pages(case.facts) for case in CASES.values())
    assert statistics.median(counts) <= 6, counts
    return f"median {statistics.median(counts):g}, most {counts[-1]} questions (one a page) over {len(counts)} cases"


def _pages(facts: dict[str, object]) -> int:
    answers, count = {**PLAIN, **facts}, 0
    told: dict[str, object] = {"nation": answers["nation"]}
    while (page := next_question(parse(told, on=TODAY), on=TODAY)) is not None:
        told |= {fact: answers[fact] for fact in page.facts}
        count += 1
    return count


def structure() -> str:
    """Every node reached, every answer leading somewhere, unknown always an answer, a provision on every edge."""
    graph = current()
    edges = sum(len(node.edges) for node in graph.nodes.values())
    return f"{len(graph.nodes)} nodes, {edges} edges, version {graph.version}; " + pass_tests(
        "tests/triage/test_graph.py"
    )


def what_always_holds() -> str:
    """The properties over many facts, 1,000 examples each."""
    return pass_tests("tests/triage/test_rules.py", environment={"TESTS_TRIAGE_EXAMPLES": "1000"})


def bad_facts() -> str:
    """Unknown ids, wrong types, a day before the law, no nation: an error that names the field."""
    return pass_tests("tests/triage/test_facts.py", "tests/triage/test_cli.py")


def the_register() -> str:
    """The offences, and how each stands to the threshold on each day."""
    found = [latest(name) for name in offence_ids()]
    confirmed = sum(one.verified for one in found)
    shown = pass_tests("tests/law/test_offences.py", "tests/law/test_codes.py")
    return (
        f"{len(found)} offences, {confirmed} of them verified, the rest for the solicitor to confirm; {shown}"
    )


def beside_a_parse() -> str:
    """A decision beside the bare reading of its facts, in turn."""
    text = json.dumps({**PLAIN, **WATCHED})
    pairs = [(_seconds(lambda: json.loads(text)), _seconds(lambda: decided(text))) for _ in range(ROUNDS)]
    floor, ours = (statistics.median(column) / EACH * 1000 for column in zip(*pairs, strict=True))
    ratio = statistics.median(ours / floor for floor, ours in pairs)
    return f"{ours:.2f} ms beside {floor:.3f} ms of a bare JSON parse: {ratio:.0f} times"


def decided(text: str, *, on: date = TODAY) -> dict[str, object]:
    """The whole way of a decision: read, check, decide, ready to keep."""
    found: dict[str, object] = decision_as_data(decide(parse(read(text), on=on), on=on))
    return found


def _seconds(each: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(EACH):
        each()
    return time.perf_counter() - begun


def kept_sealed() -> str:
    """Assessments and departures: kept, constrained in SQL, and nothing of anybody in a column or the open log."""
    return pass_tests(
        "tests/triage/test_assessment.py", "tests/triage/test_departure.py", "tests/triage/test_disposal.py"
    )


def adopted_and_replayed() -> str:
    """The solicitor's adoption, what requests are answered from it, and saved assessments through a changed rule."""
    return pass_tests(
        "tests/governance/rule_set/test_rule_set.py",
        "tests/figures/test_conduct.py",
        "tests/triage/test_supposed.py",
        "tests/triage/test_policy_replay.py",
    )


def journeys() -> str:
    """In a browser: six outcomes without JavaScript at 320 px, stricter, not laxer, adoption, and no note in a dump."""
    return pass_tests("tests/journeys/test_triage.py", "tests/triage/views")


LINES = (
    Line(
        "Every worked case of the Codes through `triage decide`, with the right provision among the reasons",
        worked_cases,
    ),
    Line("Cases that are not listed, through `triage decide`", other_cases),
    Line("The same facts get each day’s law, on five days in four nations", law_of_the_day),
    Line(
        "It asks only what is still needed: a median of at most 6 questions over the cases", questions_asked
    ),
    Line(
        "The graph as data: every node reached, every answer leads somewhere, unknown always allowed",
        structure,
    ),
    Line(
        "A factor more or knowing less is never laxer; every outcome has a provision; the same facts and day, the same bytes",
        what_always_holds,
    ),
    Line("The register of offences and the editions of the Codes", the_register),
    Line("Bad facts get an error that names the field", bad_facts),
    Line("A decision’s time beside a bare JSON parse of its facts", beside_a_parse),
    Line(
        "An assessment is kept under its law and edition; downwards never the co-ordinator’s, in Python and in SQL; notes are sealed",
        kept_sealed,
    ),
    Line(
        "Adoption by the solicitor alone; 8.b and 8.d from the rules adopted on the day; policy replay lists what would differ",
        adopted_and_replayed,
    ),
    Line(
        "Journeys: six outcomes, one departure upwards, one refused downwards, adoption; axe zero, 320 px, without JavaScript",
        journeys,
    ),
)
