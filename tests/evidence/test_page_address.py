"""The address that is captured is the page's own, as it was pasted; two spellings of one page are one."""

import pytest

from tests.each import each
from watchbook.evidence.page_address import is_same_page, opens, to_open

OPENED = {
    "https://shop.example/a/b?c=d#e": "https://shop.example/a/b?c=d#e",
    "http://shop.example/": "http://shop.example/",
    "HTTPS://Shop.Example/A": "HTTPS://Shop.Example/A",
    "shop.example/a": "https://shop.example/a",
    "//shop.example/a": "https://shop.example/a",
    "Look at this: https://www.facebook.com/jane.roe now": "https://www.facebook.com/jane.roe",
    "@jane@mastodon.social": "https://mastodon.social/@jane",
    "@jane.bsky.social": "https://bsky.app/profile/jane.bsky.social",
    "https://mastodon.social/@jane": "https://mastodon.social/@jane",
    "medium.com/@jane": "https://medium.com/@jane",
}


@each("pasted", OPENED)
def test_what_was_pasted_is_opened_as_it_is(pasted):
    assert to_open(pasted) == OPENED[pasted]


def test_words_on_record_that_name_no_page_open_none():
    assert [opens(text) for text in ("the shop on the corner", "", "http://10.0.0.1/", "shop.example")] == [
        "", "", "", "https://shop.example",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://shop.example/a", "http://SHOP.example/a/", True),
        ("https://shop.example", "https://shop.example./", True),
        ("https://shop.example/a#x", "https://shop.example/a#y", True),
        ("https://shop.example/a", "https://shop.example/A", False),
        ("https://shop.example/a?p=1", "https://shop.example/a?p=2", False),
        ("https://shop.example/", "https://www.shop.example/", False),
    ],
)
def test_two_spellings_of_a_page_are_one_and_two_pages_are_two(one, other, is_same):
    assert is_same_page(one, other) == is_same
