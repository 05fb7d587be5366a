"""Small numbers in what leaves the house: held back, and not to be worked out from what stands beside them."""

from collections import defaultdict
from itertools import product

import pytest

from watchbook.reports.small_numbers import told_lines, withheld
from watchbook.reports.statistic_line import StatisticLine
from watchbook.reports.statistics import PART_OF

BELOW = 5


def as_published(parts):
    """What a reader has who knows the whole: its sum, and the parts that are told."""
    held = withheld(parts, below=BELOW)
    return sum(parts), tuple(None if gone else part for part, gone in zip(parts, held, strict=True))


@pytest.mark.parametrize("number", [2, 3, 4])
def test_whoever_knows_the_whole_and_the_rule_works_out_no_small_part(number):
    fits = defaultdict(list)
    for parts in product(range(11), repeat=number):
        fits[as_published(parts)].append(parts)
    for (_whole, told), possible in fits.items():
        assert not [part for part in told if part and part < BELOW]
        for place in range(number):
            known = {parts[place] for parts in possible}
            assert len(known) > 1 or not 0 < known.pop() < BELOW, (told, possible)


def test_what_is_nowhere_small_is_told_whole():
    assert not any(withheld([0, 5, 12], below=BELOW))
    assert withheld([], below=BELOW) == []


def line(name, count, *, before=0, part_of=""):
    return StatisticLine(name, name, count, before, part_of=part_of)


def test_the_whole_is_told_and_its_parts_are_not_where_one_is_small():
    lines = [
        line("all", 8, before=7),
        line("surveillance", 7, before=7, part_of="all"),
        line("sources", 1, part_of="all"),
    ]
    told = [(one.title, one.count, one.before) for one in told_lines(lines, below=BELOW)]
    assert told == [
        ("all", "8", "7"),
        ("surveillance", "not shown", "7"),
        ("sources", "not shown", "none on record"),
    ]


def test_a_part_of_what_is_not_told_is_not_told_either():
    lines = [
        line("all", 8),
        line("surveillance", 6, part_of="all"),
        line("sources", 2, part_of="all"),
        line("young", 0, part_of="sources"),
        line("old", 0, part_of="sources"),
    ]
    assert [one.count for one in told_lines(lines, below=BELOW)] == ["8", *["not shown"] * 4]


def test_a_lone_small_part_is_left_out_for_it_would_say_what_the_whole_is_of():
    lines = [line("departures", 2, before=9), line("upwards", 2, before=9, part_of="departures")]
    assert [one.title for one in told_lines(lines, below=BELOW)] == ["departures"]


def test_a_line_that_is_listed_only_where_something_was_counted_does_not_tell_that_it_was():
    lines = [
        line("assessments", 8, before=7),
        line("assessments", 7, before=7, part_of="assessments"),
        line("assessments", 1, part_of="assessments"),
        line("assessments", 0, part_of="assessments"),
    ]
    assert [(one.count, one.before) for one in told_lines(lines, below=BELOW)] == [("8", "7")]


@pytest.mark.parametrize(
    ("whole", "part", "told"),
    [
        (12, 6, "6"),
        (12, 3, None),
        (12, 11, None),
        (12, 12, "12"),
        (12, 0, "0"),
        (1, 0, None),
        (1, 1, None),
        (0, 0, "0"),
        (12, 8, None),
    ],
)
def test_a_part_whose_rest_is_no_line_is_told_only_where_neither_is_small(whole, part, told):
    lines = [
        line("authorisations_by_period", whole, before=20),
        line("authorisations_for_social_media", part, before=10, part_of="authorisations_by_period"),
        line("confidential_information", 0, before=10, part_of="authorisations_by_period"),
    ]
    found = [
        one.count for one in told_lines(lines, below=BELOW) if one.title == "authorisations_for_social_media"
    ]
    assert found == [told or "not shown"]
    assert told_lines(lines, below=BELOW)[1].before == "10"


def test_whoever_knows_the_whole_works_out_no_small_part_whose_rest_is_no_line():
    fits = defaultdict(set)
    for whole in range(21):
        for part in range(whole + 1):
            lines = [
                line("chis_count", whole),
                line("juvenile_sources", part, part_of="chis_count"),
                line("juvenile_sources", part, part_of="chis_count"),
            ]
            fits[whole, tuple(one.count for one in told_lines(lines, below=BELOW))].add(part)
    for (whole, told), parts in fits.items():
        small = {part for part in parts if 0 < part < BELOW or 0 < whole - part < BELOW}
        assert not small or len(parts) > 1, (whole, told)


def test_every_line_that_counts_some_of_another_is_a_part():
    told = {
        "authorisations_for_social_media", "social_media_not_said", "confidential_information", "below_threshold", "juvenile_sources",
    }  # fmt: skip
    assert told <= set(PART_OF)
