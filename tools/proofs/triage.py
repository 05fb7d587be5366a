"""Triage: which power, if any, and why (issue 5)."""

import json
import statistics
import time
from collections.abc import Callable

from tests.triage.cases import CASES, PLAIN, TODAY, WATCHED
from tools.proofs.showing import Line, pass_tests, run
from watchbook.law.offences import latest, offence_ids
from watchbook.triage.cli import decision_as_data
from watchbook.triage.facts import parse, read
from watchbook.triage.graph import current
from watchbook.triage.rules import decide, next_question

ROUNDS, EACH = 15, 200


def worked_cases() -> str:
    """Every worked case through the installed command: its outcomes, its flags, the provision among its reasons."""
    for name, case in CASES.items():
        said = run(
            ["triage", "decide", "-", "--on", TODAY.isoformat(), "--json"],
            given=json.dumps({**PLAIN, **case.facts}),
        )
        assert said["outcomes"] == list(case.outcomes), (name, said["outcomes"])
        assert case.cites in json.dumps(said["reasons"], ensure_ascii=False), name
        assert set(case.flags) <= set(said["flags"]), (name, said["flags"])  # type: ignore[call-overload] - JSON
    return f"{len(CASES)} of {len(CASES)} cases of LAW §3.4 come out as the table has them"


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
    """The properties over many facts, and the law of each day in each nation."""
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


def decided(text: str) -> dict[str, object]:
    """The whole way of a decision: read, check, decide, ready to keep."""
    found: dict[str, object] = decision_as_data(decide(parse(read(text), on=TODAY), on=TODAY))
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
        "tests/governance/test_rule_set.py",
        "tests/foi/queries/test_conduct.py",
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
    Line(
        "It asks only what is still needed: a median of at most 6 questions over the cases", questions_asked
    ),
    Line(
        "The graph as data: every node reached, every answer leads somewhere, unknown always allowed",
        structure,
    ),
    Line(
        "A factor more or knowing less is never laxer; every outcome has a provision; the same bytes; each day’s law in each nation",
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
