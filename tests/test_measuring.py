"""Lines and branches are counted the same whether by sys.monitoring or by a trace function."""

import json
import subprocess
import sys

from tests.commands import environment
from tests.needs import ROOT

SAMPLE = """
import contextlib


def loops(numbers):
    for number in numbers:
        if number > 2 and number % 2:
            continue
        elif number == 7:
            break
        yield number
    else:
        return
    while numbers:
        numbers = numbers[1:]


def ways_out(what):
    if not what:
        return None
    with contextlib.suppress(KeyError):
        if what == "key":
            raise KeyError
        if what == "nothing": pass
    try:
        int(what)
    except ValueError:
        return "word" if what.isalpha() else "sign"
    finally:
        what = [one for one in what if one]
    if what:
        what.clear()


def matched(thing):
    match thing:
        case {"a": 1}:
            return 1
        case [_, *rest] if rest:
            return matched(rest)
        case None:
            pass


def asserted(yes):
    assert yes
    return lambda: 1 if yes else 2
"""
CALLS = """
list(sample.loops([1, 2])), list(sample.loops([3, 7, 8])), list(sample.loops([]))
[sample.ways_out(what) for what in ("", "key", "12", "x")]
[sample.matched(thing) for thing in ({"a": 1}, [1, 2], 5)]
sample.asserted(True)()
"""
COUNTING = f"""
import json, sys
if sys.argv[2] == "monitoring":
    import tests.measuring
from coverage import Coverage
sys.path.insert(0, sys.argv[1])
coverage = Coverage(branch=True, data_file=None, include=[sys.argv[1] + "/*"], config_file=False)
coverage.start()
import sample
{CALLS}
coverage.stop()
found = coverage._analyze(sample.__file__)
arcs = {{line: sorted(to) for line, to in found.missing_branch_arcs().items()}}
print(json.dumps([coverage._collector.tracer_name(), sorted(found.missing), arcs]))
"""


def counted(folder, way):
    ran = subprocess.run(
        [sys.executable, "-c", COUNTING, folder, way],
        cwd=ROOT,
        env=environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not ran.stderr, ran.stderr
    return json.loads(ran.stdout)


def test_both_ways_of_counting_find_the_same_lines_and_branches_missing(tmp_path):
    (tmp_path / "sample.py").write_text(SAMPLE)
    tracer, *by_trace = counted(tmp_path, "tracing")
    monitor, *by_monitoring = counted(tmp_path, "monitoring")
    assert monitor == "SysMonitor" != tracer
    assert by_monitoring == by_trace
    assert by_trace[0], "some lines are missing"
    assert by_trace[1], "some branches are missing"
