"""Everything that a search for a person can find has a right to read it: by a duty, or by the thing."""

import inspect
from importlib import import_module

from django.conf import settings

from tests.each import each
from watchbook.retention import due
from watchbook.retention.reading_rights import by_duty, by_thing, each_by_duty

PARAMETERS = {"READERS": 1, "NEED_TO_KNOW": 2, "EACH_BY_DUTY": 1}


@each("part", settings.DISPOSAL)
def test_each_part_says_who_reads_what_is_found_in_it(part):
    module = import_module(part)
    declared = {name: getattr(module, name, {}) for name in PARAMETERS}
    assert any(declared.values())
    for name, rights in declared.items():
        for may in rights.values():
            assert len(inspect.signature(may).parameters) == PARAMETERS[name], may


def test_each_thing_that_can_fall_due_is_read_by_one_right():
    assert not by_duty().keys() & by_thing().keys()
    assert each_by_duty().keys() <= by_thing().keys()
    assert due.disposals().keys() <= by_duty().keys() | by_thing().keys()
