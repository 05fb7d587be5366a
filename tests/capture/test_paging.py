"""The values by which a feed is asked for its next page: in the path, the query, a form or JSON, under any name."""

import json

import pytest

from watchbook.capture.paging import DEEPEST, MOST_VALUES, asks_by, next_numbers, thins_out, values_of
from watchbook.capture.traffic import Exchange


def asked(url, posted=""):
    request = {"url": url, "method": "POST" if posted else "GET", "_posted": posted.encode()}
    return values_of(Exchange("1", "s", request, "XHR", "f", 0.0))


@pytest.mark.parametrize(
    ("url", "posted"),
    [
        ("https://feed.example/after/qwe", ""),
        ("https://feed.example/?cursor=qwe", ""),
        ("https://feed.example/", "cursor=qwe&size=20"),
        ("https://feed.example/", '{"variables": {"after": ["qwe"]}}'),
        ("https://feed.example/", 'variables={"after": "qwe"}'),
        ("https://feed.example/?variables=%7B%22after%22%3A%22qwe%22%7D", ""),
    ],
)
def test_the_value_is_found_wherever_it_stands(url, posted):
    assert "qwe" in {value for _, value in asked(url, posted)}


def test_what_is_no_value_is_none():
    posted = json.dumps({"more": True, "none": None, "page": 2, "share": 0.5})
    assert {name for name, _ in asked("https://feed.example/", posted)} == {"page"}


@pytest.mark.parametrize("posted", ["{" * 9, "[" * 9000, "{not json", ""])
def test_what_cannot_be_read_is_told_by_its_address_alone(posted):
    assert ("", "posts") in asked("https://feed.example/posts", posted)


def test_a_page_cannot_make_it_read_without_end():
    deep = "[" * (DEEPEST + 9) + '"qwe"' + "]" * (DEEPEST + 9)
    assert "qwe" not in {value for _, value in asked("https://feed.example/", deep)}
    many = json.dumps([str(one) for one in range(MOST_VALUES * 2)])
    assert len(asked("https://feed.example/", many)) <= MOST_VALUES + 1
    assert (
        len(asked(f"https://feed.example/?{'&'.join(f'a{one}=1' for one in range(MOST_VALUES * 2))}")) <= 501
    )


def test_the_next_page_is_counted_by_pages_or_by_things():
    assert next_numbers(frozenset({("page", "3"), ("key", "abc")}), brought=20) == {"4", "23"}
    assert next_numbers(frozenset({("page", "3"), ("id", "12345678901")}), brought=0) == {"4"}
    assert next_numbers(frozenset({("page", "²")}), brought=20) == {"1", "2", "20", "21"}


def test_a_value_that_was_asked_by_before_names_no_next_page():
    before, now = frozenset({("size", "20"), ("page", "1")}), frozenset({("size", "20"), ("page", "2")})
    assert asks_by(now, {"2"}, before=before)
    assert not asks_by(now, {"20"}, before=before)


@pytest.mark.parametrize(
    ("brought", "thins"),
    [
        ([10, 10, 7], True),
        ([10, 0, 7, 0], True),
        ([10, 10], False),
        ([7, 10], False),
        ([10], False),
        ([], False),
    ],
)
def test_the_last_page_of_most_feeds_brings_less_than_the_one_before(brought, thins):
    assert thins_out(brought) == thins
