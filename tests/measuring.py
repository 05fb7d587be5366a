"""Lines and branches counted by sys.monitoring also before Python 3.14, in each process that loads this as a plugin.

The other way, a trace function, is called for each line of Django too, and takes half as much again as all tests.
coverage.py asks for two events that a branch fires by its two sides; before Python 3.14 there is one event for both,
which must stay on until both sides were seen. tests/test_measuring.py holds that both ways count the same.
"""

import dis
import functools
import sys

from coverage import bytecode, env
from coverage.sysmon import DISABLE, SysMonitor


def one_event_for_both_sides():
    """Have coverage.py take the one event that a branch fires before Python 3.14."""
    env.PYBEHAVIOR.branch_right_left = True
    events = sys.monitoring.events
    events.BRANCH_LEFT = events.BRANCH_RIGHT = events.BRANCH
    bytecode.RETURNS.add(dis.opmap["RETURN_CONST"])
    SysMonitor.sysmon_branch_either = _each_side_once(SysMonitor.sysmon_branch_either)


def _each_side_once(count):
    """Count each side of a branch, and want no more of it when both were seen."""
    sides = {}

    @functools.wraps(count)
    def seen(monitor, code, offset, destination):
        those = sides.setdefault((id(code), offset), set())
        if destination not in those:
            those.add(destination)
            count(monitor, code, offset, destination)
        return DISABLE if len(those) > 1 else None

    return seen


def _of_known_code(count):
    """Count only in code that this monitor saw begin: of what began while counting was paused, coverage.py knows nothing."""

    @functools.wraps(count)
    def seen(monitor, code, *where):
        return count(monitor, code, *where) if id(code) in monitor.code_infos else DISABLE

    return seen


env.SYSMON_DEFAULT = True
if not env.PYBEHAVIOR.branch_right_left:
    one_event_for_both_sides()
for event in ("sysmon_line_arcs", "sysmon_branch_either", "sysmon_py_return"):
    setattr(SysMonitor, event, _of_known_code(getattr(SysMonitor, event)))
