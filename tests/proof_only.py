"""What takes long and whose steps other tests take too: `make proof` does it, `make test` passes it over."""

import os

import pytest

EVERY_ROW = bool(os.environ.get("TESTS_EVERY_ROW"))
in_proof_only = pytest.mark.skipif(not EVERY_ROW, reason="long: `make proof` does it (TESTS_EVERY_ROW=1)")
