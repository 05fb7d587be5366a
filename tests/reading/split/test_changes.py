"""Changes of mere layout leave the cut as it is; `make proof` measures all ten on real requests."""

import pytest

from tests.reading.split.changes import keeps_its_cut
from tests.reading.split.splitting import TUNED, own_layouts

LAYOUTS = own_layouts(TUNED)


@pytest.mark.parametrize("change", ["CRLF", "blank lines doubled", "blanks at line ends", "a disclaimer"])
def test_the_questions_stay_as_they_are(change):
    lost = [name for name, (text, _) in LAYOUTS.items() if not keeps_its_cut(text, under=change)]
    assert not lost
