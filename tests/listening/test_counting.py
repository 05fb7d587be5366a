"""Counting posts: exactly once, from the moment a source was recorded, hidden where few, and authors at least."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import combinations
from random import Random

import pytest

from watchbook.listening.counting import (
    LATE,
    AuthorsInMemory,
    WeekOfProject,
    cells,
    counted,
    is_whole,
    midnight,
    week_of,
    without_differences,
)
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import FeedPost
from watchbook.listening.feed_posts import post as made
from watchbook.listening.matching import matched_queries, topics_in
from watchbook.listening.opinion import cell_of

MONDAY = date(2026, 3, 2)
QUERIES = ('missed bin "Acton ward"', "#recycling late")
BEGINS, ENDS = midnight(MONDAY), midnight(MONDAY + timedelta(days=7))


def week(since=BEGINS, topics=("waste",)):
    about = partial(topics_in, queries=matched_queries(QUERIES), topics=topics)
    return WeekOfProject("LISTEN-0001", MONDAY, topics, about, cell_of, {"SOURCE-0001": since})


def read(*posts, said="read"):
    return [FeedReading("SOURCE-0001", said, posts, begins=min((one.at for one in posts), default=None))]


def post(at, author="ann", text="Recycling is late again"):
    return FeedPost(text, author, at)


def shows(source, *posts, said="read"):
    """A reading of one of two feeds, with what it shows; unchanged, it gives no post anew."""
    return FeedReading(source, said, posts if said == "read" else (), frozenset(one.mark for one in posts))


def tallied(tally, readings, moment, memory=None, **week_of_it):
    return counted(
        tally, readings, week=week(**week_of_it), memory=memory or AuthorsInMemory(), moment=moment
    )


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("RECYCLING late", ["waste"]),
        ("#recycling is late", ["waste"]),
        ("A missed bin in Acton  Ward", ["waste"]),
        ("A missed bin", []),
        ("Late", []),
        ("recycling", []),
        ("recyclings lately", []),
        ("Recycling late at the library", ["waste", "libraries"]),
    ],
)
def test_a_text_is_about_topics_by_whole_words_of_a_query(text, topics):
    found = topics_in(text, matched_queries(QUERIES), topics=("waste", "libraries"))
    assert found == topics


def test_the_same_feed_read_again_counts_nothing_twice_and_what_came_late_is_counted_once():
    nine = BEGINS + timedelta(hours=9)
    feed = read(post(nine), post(nine + timedelta(minutes=55)))
    once = tallied({}, feed, nine + timedelta(hours=1))
    assert once["posts"] == {"waste": 1}  # the other is not ten minutes old
    twice = tallied(once, feed, nine + timedelta(hours=1))
    later = tallied(twice, feed, nine + timedelta(hours=2))
    assert (twice["posts"], later["posts"]) == ({"waste": 1}, {"waste": 2})
    assert tallied(later, feed, nine + timedelta(hours=3))["posts"] == {"waste": 2}


def test_posts_of_before_the_source_was_recorded_of_another_week_or_of_the_future_are_not_counted():
    since = BEGINS + timedelta(days=1)
    feed = read(
        *(post(at) for at in (BEGINS, since, since + timedelta(hours=1), ENDS, ENDS + timedelta(seconds=1)))
    )
    told = tallied({}, feed, ENDS + timedelta(hours=1), since=since)
    assert told["posts"] == {"waste": 2}  # the last moment of a week is its own
    assert not is_whole(told, week=week(since=since))


def test_a_post_that_two_feeds_show_counts_once_whichever_is_read_first_late_or_unchanged():
    nine, hour = BEGINS + timedelta(hours=9), timedelta(hours=1)
    names = ("https://www.example.org/1", "http://example.org/1")
    texts = ("Recycling is late again", "Recycling is late again, says Ann")
    one, two = (made(name, text, author="ann", at=nine) for name, text in zip(names, texts, strict=True))
    own = made("https://example.org/2", texts[0], author="bob", at=nine)
    assert one.mark != two.mark
    both = {"SOURCE-0001": BEGINS, "SOURCE-0002": BEGINS}
    count = partial(counted, week=replace(week(), since=both), memory=AuthorsInMemory())
    rounds = (
        [[shows("SOURCE-0001", one), shows("SOURCE-0002", two, own)]],
        [[shows("SOURCE-0002", two, own), shows("SOURCE-0001", one)]],
        [  # the first could not be read when the second was
            [FeedReading("SOURCE-0001", "failed"), shows("SOURCE-0002", two, own)],
            [shows("SOURCE-0001", one), shows("SOURCE-0002", two, own, said="unchanged")],
        ],
        [[shows("SOURCE-0001", one), FeedReading("SOURCE-0002", "failed")]] * 2
        + [[shows("SOURCE-0001", one), shows("SOURCE-0002", two, own)]],
    )
    for given in rounds:
        tally = {}
        for number, readings in enumerate(given, 1):
            tally = count(tally, readings, moment=nine + number * hour)
        assert tally["posts"] == {"waste": 2}


def test_a_source_that_could_not_be_read_waits_and_nothing_is_lost():
    ten = BEGINS + timedelta(hours=10)
    failed = tallied({}, read(said="failed"), ten)
    assert failed["sources"]["SOURCE-0001"]["until"] == BEGINS.isoformat()
    assert tallied(failed, read(post(ten)), ten + timedelta(hours=2))["posts"] == {"waste": 1}


def test_authors_are_counted_by_day_in_memory_and_never_too_high():
    memory = AuthorsInMemory()
    nine = BEGINS + timedelta(hours=9)
    first = tallied({}, read(*(post(nine, f"a{n}") for n in range(12))), nine + timedelta(hours=1), memory)
    again = tallied(
        first,
        read(*(post(nine + timedelta(hours=1), f"a{n}") for n in range(9))),
        nine + timedelta(hours=3),
        memory,
    )
    next_day = tallied(
        again,
        read(*(post(nine + timedelta(days=1), f"b{n}") for n in range(9))),
        nine + timedelta(days=1, hours=1),
        memory,
    )
    assert [one["authors"]["waste"] for one in (first, again, next_day)] == [12, 12, 12]
    assert next_day["posts"]["waste"] == 30
    assert memory.day == MONDAY + timedelta(days=1)
    assert {len(held) for held in memory.seen.values()} == {9}
    begun_again = tallied(
        next_day,
        read(post(nine + timedelta(days=1, hours=2))),
        nine + timedelta(days=1, hours=4),
        AuthorsInMemory(),
    )
    assert begun_again["authors"]["waste"] == 12


def test_pseudonyms_of_two_days_or_two_processes_have_nothing_in_common():
    memories = AuthorsInMemory(), AuthorsInMemory()
    marks = []
    for memory in memories:
        for day in (MONDAY, MONDAY + timedelta(days=1)):
            memory.number(("LISTEN-0001", MONDAY, "waste"), ["ann"], on=day)
            marks += [mark for held in memory.seen.values() for mark in held]
    assert len(set(marks)) == 4
    assert not any(b"ann" in mark for mark in marks)


@pytest.mark.parametrize(
    ("posts", "authors", "told"),
    [(30, 10, (30, 10)), (29, 29, None), (300, 9, None), (0, 0, None)],
)
def test_a_cell_under_thirty_posts_or_ten_authors_is_hidden(posts, authors, told):
    tally = {"posts": {"waste": posts}, "authors": {"waste": authors}}
    assert cells(tally, ["waste"], fewest=(30, 10)) == [told]


def test_a_tally_whose_key_is_gone_hides_everything():
    assert cells(None, ["waste", "roads"], fewest=(30, 10)) == [None, None]
    assert not is_whole(None, week=week())


def test_a_week_is_whole_if_each_source_was_read_to_its_end_and_showed_no_gap():
    def over(*readings):
        tally, moment = {}, BEGINS + timedelta(hours=1)
        for reading in readings:
            tally = tallied(tally, reading, moment)
            moment += timedelta(days=3)
        return is_whole(tally, week=week())

    old, fresh = post(BEGINS - timedelta(days=2)), post(BEGINS + timedelta(days=4))
    assert over(read(old), read(old), read(old, fresh), read(fresh, said="unchanged"))
    assert not over(read(old), read(old), read(old))  # not read to its end
    assert not over(read(old), read(old), read(fresh), read(old, fresh))  # it may have dropped posts


def test_weeks_are_those_of_london_on_the_days_when_the_clock_changes_too():
    assert week_of(datetime(2026, 3, 29, 23, 30, tzinfo=UTC)) == date(2026, 3, 30)
    assert week_of(datetime(2026, 3, 1, 23, 59, tzinfo=UTC)) == date(2026, 2, 23)
    assert midnight(date(2026, 3, 30)) - midnight(date(2026, 3, 23)) == timedelta(days=7)
    assert (
        midnight(date(2026, 3, 30)).astimezone(UTC) - midnight(date(2026, 3, 23)).astimezone(UTC)
    ) == timedelta(hours=167)
    assert timedelta() < LATE < timedelta(hours=1)


def test_no_small_count_can_be_worked_out_from_projects_that_read_the_same_posts():
    chance, told = Random(23), 0
    for _round in range(300):
        litter, bins, late, other = (chance.choice((0, 3, 12, 40, 90)) for _set in range(4))
        posts = (litter + bins + late + other, bins + late + other, late + other, litter + other, other)
        asked = [(number, number // 2) if number >= 30 else None for number in posts]
        shown = []
        for cell in asked:
            (left,) = without_differences([cell], [shown], fewest=(30, 10))
            shown += [left] if left else []
        told += len(shown)
        for size in range(2, len(shown) + 1):
            for some in combinations(shown, size):
                for first in some:
                    rest = [one for one in some if one is not first]
                    assert abs(first[0] - sum(one[0] for one in rest)) >= 30
                    assert abs(first[1] - sum(one[1] for one in rest)) >= 10
    assert told > 300  # not everything is hidden


def test_a_count_beside_none_or_beside_too_many_is_told_or_hidden():
    assert without_differences([(65, 20), None], [[], [(60, 20)]], fewest=(30, 10)) == [(65, 20), None]
    assert without_differences([(65, 20)], [[(60, 20)]], fewest=(30, 10)) == [None]
    assert without_differences([(65, 30)], [[(30, 15)]], fewest=(30, 10)) == [(65, 30)]
    far = [(1000 * 4**number, 1000 * 4**number) for number in range(6)]
    assert without_differences([(65, 30)], [far[:5]], fewest=(30, 10)) == [(65, 30)]
    assert without_differences([(65, 30)], [far], fewest=(30, 10)) == [None]
