"""One name, however it is written down."""

import pytest

from watchbook.investigations.name_forms import name_forms


@pytest.mark.parametrize(
    "written",
    [
        "Jane Roe",
        "Roe, Jane",
        "Mrs Jane Roe",
        "Dr. Jane Roe",
        "Roe, Dr Jane",
        "Jane Roe (builder)",
        "Roe, Jane [of Wrexham]",
        "Jane Roe (builder",
    ],
)
def test_it_is_also_the_plain_name(written):
    assert name_forms(written) == {written, "Jane Roe"}


@pytest.mark.parametrize("written", ["Missy Drax", "Drew’s Cars", "(unknown)", "Acme,", ""])
def test_nothing_is_taken_from_a_name_that_only_looks_like_it(written):
    assert written in name_forms(written) or not written
    assert name_forms(written) <= {written, written.rstrip(",")}
