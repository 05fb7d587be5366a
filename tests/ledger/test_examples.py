"""The examples in the ledger's docstrings are run, so that a reader can trust them."""

import doctest
from importlib import import_module

from tests.architecture.source import modules
from tests.each import each

WITH_EXAMPLES = {"tree", "note", "checkpoint", "cosignature", "tiles", "receipt"}


@each("name", sorted(one.name for one in modules() if one.part == "ledger"))
def test_its_examples_come_out_as_they_are_written(name):
    done = doctest.testmod(import_module(name), raise_on_error=False)
    assert done.failed == 0
    assert bool(done.attempted) is (name.rpartition(".")[2] in WITH_EXAMPLES)
