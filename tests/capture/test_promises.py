"""What the site's own answers say of there being more."""

import json

import pytest

from tests.each import each
from watchbook.capture.promises import Promises, Says, said_by
from watchbook.capture.traffic import Exchange, RequestOutcome


def an_answer(
    url, value=None, *, begun=1.0, body=None, kind="Fetch", headers=None, method="GET", posted=b"", sent=None
):
    """An answered request of a script."""
    told = {"content-type": "application/json"} | (headers or {})
    return Exchange(
        request_id=url, session="s", request={"url": url, "method": method, "headers": sent or {}, "_posted": posted}, kind=kind, frame="f",
        begun=begun, ended=begun + 0.5, outcome=RequestOutcome.STORED, response={"status": 200, "headers": told},
        body=json.dumps(value).encode() if body is None else body,
    )  # fmt: skip


def heard(*answers):
    promises = Promises()
    for one in answers:
        promises.hear(one)
    return promises


@each(
    ("value", "says"),
    [
        ({"posts": [1], "next": 2}, Says.MORE),
        ({"posts": [1], "has_more": True}, Says.MORE),
        ({"data": {"page_info": {"hasNextPage": False, "endCursor": "x"}}}, Says.END),
        ({"data": {"page_info": {"hasNextPage": True, "endCursor": "x"}}}, Says.MORE),
        ({"posts": [1], "next": None}, Says.END),
        ({"posts": [1], "nextPageToken": ""}, Says.END),
        ({"isLastPage": False}, Says.MORE),
        ({"cursor": "repeats what was asked"}, Says.NOTHING),
        ({"posts": [1]}, Says.NOTHING),
        ([[[[[[[[[[[[[[{"next": 1}]]]]]]]]]]]]]], Says.NOTHING),
    ],
)
def test_a_feed_says_in_a_few_words_whether_there_is_more(value, says):
    assert said_by(value)[0] is says


def test_a_next_page_that_was_asked_for_is_no_broken_promise():
    first = an_answer("https://a.uk/feed?page=0", {"posts": [1], "next": 6})
    second = an_answer("https://a.uk/feed?page=6", {"posts": [1], "next": None}, begun=2)
    promises = heard(first, second)
    assert promises.broken([first, second]) == []
    assert promises.end_was_said()


def test_a_next_page_that_nothing_asked_for_is_missing():
    first = an_answer("https://a.uk:36661/feed?page=0", {"posts": [1], "next": 6})
    picture = an_answer("https://a.uk/pictures/6.png", begun=2, kind="Image")
    other = an_answer("https://a.uk/feed?page=16", {"posts": [2]}, begun=2)
    promises = heard(first, other)
    assert promises.broken([first, picture, other]) == ["https://a.uk:36661/feed"]
    assert not promises.end_was_said()


def test_a_next_page_may_be_asked_for_by_a_posted_cursor_or_a_whole_address():
    first = an_answer("https://a.uk/feed", {"items": [1], "next_cursor": "QWxs+b/c="})
    posted = an_answer(
        "https://a.uk/feed",
        {"items": [], "has_more": False},
        begun=2,
        method="POST",
        posted=b'{"after": "QWxs+b/c="}',
    )
    assert heard(first, posted).broken([first, posted]) == []
    linked = an_answer("https://a.uk/1", {"next": "/feed/2?x=1"})
    followed = an_answer("https://a.uk/feed/2?x=1", {"next": None}, begun=2)
    assert heard(linked, followed).broken([linked, followed]) == []


def test_more_without_a_name_is_kept_by_asking_the_same_address_again():
    first = an_answer("https://a.uk/feed?page=0", {"posts": [1], "has_more": True})
    again = an_answer("https://a.uk/feed?page=1", {"posts": [1], "has_more": False}, begun=2)
    assert heard(first).broken([first]) == ["https://a.uk/feed"]
    assert heard(first, again).broken([first, again]) == []


def test_no_request_keeps_the_promise_of_its_own_answer_however_soon_that_came():
    first, last = (an_answer("https://a.uk/feed", {"posts": [1], "has_more": True}, begun=n) for n in (1, 2))
    last.ended = last.begun + 0.01
    assert heard(first, last).broken([first, last]) == ["https://a.uk/feed"]


def test_a_link_header_names_the_next_page_too():
    first = an_answer("https://a.uk/feed", [1], headers={"Link": '<https://a.uk/feed?page=2>; rel="next"'})
    assert heard(first).broken([first]) == ["https://a.uk/feed"]


@each(
    ("kind", "body"),
    [
        ("application/atom+xml", b'<feed><entry/><link rel="next" href="/feed?page=2&amp;size=9"/></feed>'),
        ("text/html", b"<article>1</article><a class='more' href='?page=2' rel=next>Next</a>"),
    ],
)
def test_a_link_in_a_feed_or_a_piece_of_a_page_names_the_next_page_too(kind, body):
    first = an_answer("https://a.uk/feed?page=1", body=body, headers={"content-type": kind})
    assert heard(first).broken([first]) == ["https://a.uk/feed"]
    second = an_answer(
        "https://a.uk/feed?size=9&page=2", body=b"<p>2", headers={"content-type": kind}, begun=2
    )
    assert heard(first, second).broken([first, second]) == []


@each("href", ["/another-post", "/feed?page=1", "http://[", ""])
def test_a_link_that_leads_elsewhere_names_no_next_page(href):
    body = f'<article>1</article><a rel="next" href="{href}">Next story</a>'.encode()
    first = an_answer("https://a.uk/feed?page=1", body=body, headers={"content-type": "text/html"})
    assert heard(first).broken([first]) == []


@each(
    ("told", "link", "asked"),
    [
        ("/feed?cursor=a", "", "https://a.uk/feed?size=20&cursor=a"),
        ("https://a.uk/feed?cursor=a&size=20", "", "https://api.a.uk/feed?size=20&cursor=a"),
        ("?cursor=a%20b", "", "https://a.uk/feed?cursor=a+b"),
        (None, '<?page=2>; rel="next"; title="more"', "https://a.uk/feed?page=2"),
        (None, '</feed?page=1>; rel="prev", </feed?page=3>; rel=next', "https://a.uk/feed?size=9&page=3"),
    ],
)
def test_a_named_address_is_known_however_its_parameters_stand(told, link, asked):
    first = an_answer(
        "https://a.uk/feed", {"items": [1], **({"next": told} if told else {})}, headers={"Link": link}
    )
    other = an_answer("https://a.uk/feed?cursor=other&page=9", {"items": [1]}, begun=2)
    assert heard(first, other).broken([first, other]) == ["https://a.uk/feed"]
    second = an_answer(asked, {"items": [2]}, begun=2)
    assert heard(first, second).broken([first, second]) == []


def test_a_next_page_may_be_asked_for_by_a_header_of_the_page_but_by_none_of_the_browser():
    first = an_answer("https://a.uk/feed", {"items": [1], "next_cursor": "abcdef"})
    for name, missing in (
        ("X-Cursor", []),
        ("Referer", ["https://a.uk/feed"]),
        ("Cookie", ["https://a.uk/feed"]),
    ):
        second = an_answer("https://a.uk/feed", {"items": [2]}, begun=2, sent={name: "abcdef"})
        assert heard(first, second).broken([first, second]) == missing


def test_fewer_than_the_site_says_there_are_is_not_all():
    first = an_answer("https://a.uk/feed?p=0", {"items": [1, 2], "total": 4})
    second = an_answer("https://a.uk/feed?p=1", {"items": [3, 4], "total": 4}, begun=2)
    assert heard(first).broken([first]) == ["https://a.uk/feed"]
    assert heard(first, second).broken([first, second]) == []


def test_an_empty_last_page_is_the_end():
    first, last = (
        an_answer("https://a.uk/feed?p=0", {"posts": [1]}),
        an_answer("https://a.uk/feed?p=1", {"posts": []}, begun=2),
    )
    assert not heard(first).end_was_said()
    assert heard(first, last).end_was_said()


@each(
    ("answer", "is_said"),
    [
        ({"body": b'{"posts": [1'}, True),
        ({"body": b""}, True),  # a page of a feed that is none
        ({"body": b"", "method": "POST"}, False),  # what is only told has nothing to answer
        ({"body": b"", "kind": "Image"}, False),
        ({"body": b"<p>one</p>", "headers": {"content-type": "text/html"}}, False),
        ({"body": b'{"a": 1}\n{"b": ', "headers": {"content-type": "text/plain"}}, False),
        ({"body": b'{"a": 1}\n{"b": 2}'}, False),
        ({"body": b"[" * 100_000}, True),
    ],
)
def test_what_cannot_be_read_as_json_is_said(answer, is_said):
    assert heard(an_answer("https://a.uk/feed", **answer)).unreadable == ["https://a.uk/feed"] * is_said


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (b'for (;;);{"posts": [1], "next": 6}', {"headers": {"content-type": "text/html"}}),
        (b')]}\'\n{"posts": [1], "next": 6}', {}),
        (b'{"posts": [1]}\r\n{"page_info": {"has_next_page": true, "end_cursor": "6"}}', {}),
        (
            b'data: {"posts": [1]}\n\ndata: {"next": 6}\n\n',
            {"headers": {"content-type": "text/event-stream"}},
        ),
        (b'/**/ feed.show({"posts": [1], "next": 6});', {"kind": "Script"}),
    ],
)
def test_a_promise_is_heard_however_it_is_wrapped(body, more):
    first = an_answer("https://a.uk/feed/5", body=body, **more)
    assert heard(first).broken([first]) == ["https://a.uk/feed/5"]
    second = an_answer("https://a.uk/feed/6", body=b"x", begun=2, **more)
    other = an_answer("https://a.uk/likes/of/6", body=b"x", begun=2, **more)
    assert heard(first).broken([first, second]) == []
    assert heard(first).broken([first, other]) != []


def test_a_script_that_is_no_data_says_nothing():
    assert heard(an_answer("https://a.uk/a.js", body=b"f({next: 6}); g()", kind="Script")).given == []


@pytest.mark.parametrize(
    "value",
    [
        {"errors": [{"message": "rate limited"}], "data": None},
        {"error": "try later"},
        {"success": False},
        {"ok": False},
        {"status": "fail"},
        [{"data": {}}, {"errors": [1]}],
    ],
)
def test_an_answer_that_came_through_and_says_that_it_failed_is_told(value):
    assert heard(an_answer("https://a.uk/graphql", value)).errors == ["https://a.uk/graphql"]
    well = {"errors": [], "error": None, "success": True, "status": "ok", "posts": []}
    assert heard(an_answer("https://a.uk/graphql", well), an_answer("https://a.uk/x", [1])).errors == []


def test_feeds_over_a_websocket_keep_their_promises_or_break_them():
    url = "wss://a.uk/feed"
    promises = Promises()
    promises.hear_message(url, 1.0, '42["posts", {"items": [1, 2], "next_cursor": "c17"}]', False)
    promises.hear_message(url, 1.1, '{"ping": 1, "next": 30}', False)  # brings nothing
    promises.hear_message(url, 1.2, "hello", False)
    promises.hear_message(url, 1.3, "{broken", False)
    assert promises.broken([]) == [url]
    promises.hear_message(url, 2.0, '{"after": "c17"}', True)
    assert promises.broken([]) == [url]  # asked for, and never answered
    promises.hear_message(url, 2.5, '{"items": [3], "next_cursor": null}', False)
    assert promises.broken([]) == []
    promises._messages = 20_000
    promises.hear_message(url, 3.0, '{"items": [1], "has_more": true}', False)
    assert promises.broken([]) == []


def went_on(first, *rest):
    """Whether a feed of these answers is whole: nothing promised is missing, and the site said that it ends."""
    promises = heard(first, *rest)
    return promises.broken([first, *rest]) == [] and promises.end_was_said()


@each(
    ("url", "posted"),
    [
        ("https://a.uk/feed", b'{"page": 2}'),
        ("https://a.uk/graphql", b'{"variables": {"after": 2}}'),
        ("https://a.uk/graphql", b"variables=%7B%22after%22%3A2%7D&doc=7"),
        ("https://api.a.uk/v2/posts?cursor=2", b""),
        ("https://api.a.uk/more/2", b""),
        ("https://api.a.uk/more?2", b""),
        ("https://a.uk/more", b"p=2"),
    ],
)
@each("told", [{"next": 2}, {"has_more": True}])
def test_a_feed_may_go_on_by_another_method_host_address_or_name(url, posted, told):
    first = an_answer("https://a.uk/feed?page=1&size=5", {"items": [1, 2], "total": 3, **told})
    second = an_answer(
        url,
        {"items": [3], "total": 3, "next": None, "has_more": False},
        begun=2,
        posted=posted,
        method="POST",
    )
    assert went_on(first, second)


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.uk/likes?of=2", {"ok": 1}),  # no page of a feed
        ("https://a.uk/other?size=2", {"items": [1]}),  # the size of a page, as before
        ("https://a.uk/other?page=3", {"items": [1]}),
        ("https://a.uk/v2a/22", {"items": [1]}),
    ],
)
def test_another_request_is_not_the_page_that_was_promised(url, value):
    first = an_answer("https://a.uk/feed?page=1&size=2", {"items": [1, 2], "next": 2})
    other = an_answer(url, value, begun=2)
    assert heard(first, other).broken([first, other]) == ["https://a.uk/feed"]


def test_two_feeds_do_not_make_up_for_each_other():
    one = an_answer("https://a.uk/a", {"items": [1, 2], "total": 4})
    other = an_answer("https://a.uk/b", {"items": [1, 2], "total": 4}, begun=2)
    assert heard(one, other).broken([one, other]) == ["https://a.uk/a", "https://a.uk/b"]


THINGS = [{"id": n, "text": "a post"} for n in range(5)]


def placed(*values, asked=None):
    """The answers of a feed that goes on by the value of each, with the address of one more request, if any."""
    urls = ["https://a.uk/feed", *(f"https://a.uk/feed?after={one}" for one in values[:-1])]
    told = [
        an_answer(url, [THINGS, one], begun=2.0 * n)
        for n, (url, one) in enumerate(zip(urls, values, strict=True))
    ]
    return told + ([an_answer(asked, [[], None], begun=90.0)] if asked else [])


@each("values", [["k81x9-22"], ["c9x", "d7y"], ["aXw", "b"], [17, 23], ["?from=12"]])
def test_a_next_page_named_by_its_place_alone_is_missed(values):
    answers = placed(*values)
    assert heard(*answers).broken(answers) == ["https://a.uk/feed"]
    asked = f"https://a.uk/feed?after={values[-1]}"
    assert heard(*(kept := placed(*values, asked=asked))).broken(kept) == []


@each(
    "beside",
    [
        {"first": "k81x-2201", "second": "m82x-2202"},
        {"data": ["k81x-2201", "m82x-2202"]},
    ],
)
def test_a_word_that_each_page_goes_on_by_is_known_as_the_name_of_the_next(beside):
    first, second = beside["data"] if "data" in beside else beside.values()
    answers = [
        an_answer("https://a.uk/feed", {"things": THINGS, "weiter": first, "version": 3}, begun=1.0),
        an_answer(
            f"https://a.uk/feed?ab={first}", {"things": THINGS, "weiter": second, "version": 3}, begun=3.0
        ),
    ]
    assert heard(*answers).broken(answers) == ["https://a.uk/feed"]
    last = an_answer(
        f"https://a.uk/feed?ab={second}", {"things": THINGS, "weiter": "", "version": 3}, begun=5.0
    )
    assert heard(*answers, last).broken([*answers, last]) == []


@each(
    "value",
    [
        ["council", ["a", "b"]],
        [THINGS, 5],
        [THINGS, "ok"],
        [THINGS, "2026-03-02T10:00"],
        [THINGS, "a title of it"],
    ],
)
def test_what_stands_beside_a_list_is_no_page_where_it_says_something_else(value):
    one = an_answer("https://a.uk/suggest?q=council", value)
    assert heard(one).broken([one]) == []


def test_a_short_name_is_not_asked_for_by_the_size_of_a_page_or_another_word():
    first = an_answer("https://a.uk/feed?lang=b2&size=9", {"items": [1, 2], "next": "b2"})
    again = an_answer("https://a.uk/feed?lang=b2&size=9&new=1", {"items": [1, 2], "next": "b2"}, begun=3.0)
    assert heard(first, again).broken([first, again])
    asked = an_answer("https://a.uk/feed?at=b2&size=9", {"items": [1], "next": None}, begun=3.0)
    assert heard(first, asked).broken([first, asked]) == []
