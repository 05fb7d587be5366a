"""What other people's programs made is taken in as it is, exhibited, and disclosed without its secrets (`make proof`)."""

import gzip
import json
import subprocess
import sys

import pytest

from tests.evidence.exhibits import an_exhibit
from tests.evidence.test_intake import MEANS, a_look_made
from tests.evidence.test_pack import made, put
from tests.proof_only import in_proof_only
from tools import foreign_wacz
from watchbook.evidence.quarantine import QuarantinedFile, take_in


@in_proof_only
@pytest.mark.parametrize("program", ["by_js_wacz", "by_py_wacz"])
def test_a_wacz_of_another_program_is_taken_in_and_its_copy_holds_no_secret(people, tmp_path, program):
    path = getattr(foreign_wacz, program)(tmp_path)
    row = take_in(
        a_look_made(people), QuarantinedFile(path, path.name, made_by="somebody"), MEANS, by=people.ines
    )
    assert (row.content_kind, row.came_signed, row.state) == ("WACZ", "none", "held")
    files = made(an_exhibit(people, row), by=people.ines)
    copy = gzip.decompress(files["disclosure/disclosure-copy.warc.gz"])
    assert foreign_wacz.TITLE.encode() in copy
    assert foreign_wacz.SECRET.encode() not in copy
    assert len(json.loads(files["disclosure/withheld.json"])["records"]) == 2
    folder = put(tmp_path / "pack", files)
    disclosed = folder / "disclosure"
    words = [disclosed / "check_copy.py", folder / "sealed" / "bundle.zip", disclosed / "disclosure-copy.warc.gz", disclosed / "withheld.json"]  # fmt: skip
    done = subprocess.run([sys.executable, "-I", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
