"""Contrast with white."""

import pytest

from watchbook.web.colour import READABLE, contrast_with_white


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_the_ratio_is_the_one_wcag_defines(colour, ratio):
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


def test_the_default_colour_can_be_read():
    assert contrast_with_white("#1d4f7c") > READABLE
