"""Bodies, sessions and the page's own doings, with a browser played by the test."""

import asyncio
import base64
import copy

import pytest

from tests.capture.test_promises import an_answer
from watchbook.capture.bodies import Bodies
from watchbook.capture.cdp import Unanswered
from watchbook.capture.page import CapturedPage
from watchbook.capture.plan import Limits
from watchbook.capture.recorder import Recorder
from watchbook.capture.targets import Targets
from watchbook.capture.traffic import RequestOutcome


class Browser:
    """Answers calls from a table and remembers what it was asked."""

    def __init__(self, **answers):
        self.answers, self.asked = copy.deepcopy(answers), []

    def ask(self, method, parameters=None, *, session=""):
        self.asked.append((method, session))

    async def call(self, method, parameters=None, *, session="", within=0):
        self.ask(method, parameters, session=session)
        answer = self.answers.get(method.partition(".")[2])
        if isinstance(answer, list):
            answer = answer.pop(0)
        if answer is None:
            raise Unanswered(method)
        return answer


def an_open(url="https://a.uk/one", **given):
    one = an_answer(url, body=b"", kind=given.pop("kind", "Fetch"), headers=given.pop("headers", None))
    one.outcome, one.body, one.decoded_length = RequestOutcome.OPEN, None, given.pop("length", 4)
    one.response |= given
    return one


def collected(one, **answers):
    """Put one exchange through, and give every exchange that came out whole."""
    whole = []

    async def collect():
        recorder = Recorder(done=print, grown=lambda _: None, moment=lambda: 9.0)
        bodies = Bodies(
            Browser(**answers), recorder, Limits(body_bytes=50), whole.append, lambda: ("main", "frame")
        )
        bodies.start()
        bodies.put(one)
        await bodies.all_in()
        await bodies.stop()

    asyncio.run(collect())
    return whole


PACKED = {"body": base64.b64encode(b"\xff\xfe\x00!").decode(), "base64Encoded": True}
FETCHED = {
    "loadNetworkResource": {
        "resource": {"success": True, "httpStatusCode": 200, "stream": "1", "headers": {}}
    }
}
READ = {
    "read": [
        {"data": base64.b64encode(b"wh").decode(), "base64Encoded": True, "eof": False},
        {"data": "ole", "eof": True},
    ]
}


def test_a_body_is_taken_as_bytes():
    assert collected(an_open(), getResponseBody=PACKED)[0].body == b"\xff\xfe\x00!"


def test_a_body_that_is_short_is_fetched_again():
    short, whole = collected(an_open(length=9), getResponseBody=PACKED, **FETCHED, **READ)
    assert (short.outcome, whole.outcome, whole.body) == (
        RequestOutcome.TRUNCATED,
        RequestOutcome.STORED,
        b"whole",
    )
    assert whole.fetched_again


def test_ranges_of_a_medium_are_one_whole():
    found = collected(an_open(kind="Media"), **FETCHED, **READ)
    assert sorted(one.outcome for one in found) == [RequestOutcome.IN_PARTS, RequestOutcome.STORED]


def test_what_cannot_be_fetched_again_has_failed():
    refused = {"resource": {"success": False, "netErrorName": "net::ERR_FAILED"}}
    assert collected(an_open(length=9), loadNetworkResource=refused)[-1].reason == "net::ERR_FAILED"


def test_what_the_browser_does_not_answer_is_asked_for_once_more_past_its_cache():
    fetched = {"loadNetworkResource": [None, FETCHED["loadNetworkResource"]]}
    found = collected(an_open(kind="Media"), **fetched, **READ)
    assert (found[-1].outcome, found[-1].body) == (RequestOutcome.STORED, b"whole")
    never = collected(an_open(kind="Media"))[-1]
    assert (never.outcome, never.reason) == (RequestOutcome.FAILED, "Network.loadNetworkResource")


def test_a_film_that_nobody_played_is_fetched_once():
    whole, told = [], []

    async def named():
        recorder = Recorder(done=print, grown=told.append, moment=lambda: 9.0)
        kept = an_open("https://a.uk/kept.mp4")
        kept.outcome = RequestOutcome.STORED
        recorder.exchanges.append(kept)
        browser = Browser(**FETCHED, **READ)
        bodies = Bodies(browser, recorder, Limits(), whole.append, lambda: ("main", "frame"))
        bodies.fetch_named(["https://a.uk/film.mp4#t=10", "https://a.uk/film.mp4", "https://a.uk/kept.mp4"])
        await bodies.all_in()

    asyncio.run(named())
    assert [(one.url, one.body, one.fetched_again) for one in whole] == [
        ("https://a.uk/film.mp4", b"whole", "named by the page, not played")
    ]


def test_what_is_longer_than_a_capture_takes_is_cut():
    long = {"read": [{"data": "x" * 60, "eof": False}]}
    found = collected(an_open(kind="Media"), **FETCHED, **long)
    assert (found[-1].outcome, found[-1].reason) == (RequestOutcome.TRUNCATED, "length")
    assert collected(an_open(length=60))[0].reason == "length"


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (an_open(status=204), RequestOutcome.STORED),
        (an_open(headers={"content-length": "0"}, length=0), RequestOutcome.STORED),
        (an_open(fromServiceWorker=True), RequestOutcome.ELSEWHERE),
    ],
)
def test_what_has_no_body_of_its_own(one, outcome):
    assert collected(one)[0].outcome is outcome


def test_a_request_that_the_page_broke_off_is_fetched_once_more():
    one = an_open()
    one.outcome, one.reason = RequestOutcome.FAILED, "net::ERR_ABORTED (broken off by the page)"
    assert [found.outcome for found in collected(one, **FETCHED, **READ)][-1] is RequestOutcome.STORED
    empty = an_open(status=204)
    empty.outcome = RequestOutcome.FAILED
    assert collected(empty)[0].outcome is RequestOutcome.STORED


def a_target(kind, number, **more):
    return {
        "sessionId": f"s{number}",
        "targetInfo": {"type": kind, "targetId": f"t{number}", "url": "https://a.uk/"} | more,
    }


def a_page(limits=None):
    recorder = Recorder(done=lambda _: None, grown=lambda _: None, moment=lambda: 1.0)
    limits = limits or Limits()
    page = CapturedPage(limits, recorder, Targets(limits, "script"))
    page.connection = Browser()
    return page


def test_windows_are_closed_and_workers_told_of_twice_are_heard_once():
    page = a_page(Limits(documents=3))
    for told in (
        a_target("page", 1),
        a_target("page", 2),
        a_target("worker", 3),
        a_target("worker", 3),
        a_target("other", 4),
    ):
        page.take("", "Target.attachedToTarget", told)
    page.take("", "Target.attachedToTarget", a_target("iframe", 5))
    assert page.targets.windows_closed == 1
    assert page.targets.documents() == ["s1"]
    asked = [method for method, _ in page.connection.asked]
    assert asked.count("Target.closeTarget") == asked.count("Target.detachFromTarget") == 1
    page.take("", "Target.detachedFromTarget", {"sessionId": "s1"})
    assert page.reached == ["crashed"]


def test_the_page_is_kept_from_leaving_and_asking():
    page = a_page(Limits(navigations=1))
    page.take("", "Target.attachedToTarget", a_target("page", 1))
    for number in range(3):
        page.take(
            "s1",
            "Page.frameNavigated",
            {"frame": {"id": "f", "loaderId": "l", "url": f"https://a.uk/{number}"}},
        )
    page.take(
        "s1", "Page.frameNavigated", {"frame": {"id": "g", "parentId": "f", "url": "https://a.uk/frame"}}
    )
    assert (page.frame, page.reached, len(page.navigations)) == ("f", ["navigations"], 3)
    page.take("s1", "Page.javascriptDialogOpening", {"type": "alert"})
    page.take("s1", "Runtime.exceptionThrown", {})
    page.take("s1", "Browser.downloadWillBegin", {"url": "https://a.uk/file"})
    page.take("s1", "Inspector.targetCrashed", {})
    assert (page.dialogs, page.script_errors, page.downloads, page.reached[-1]) == (
        1,
        1,
        ["https://a.uk/file"],
        "crashed",
    )


def test_a_frame_that_nothing_watches_is_named():
    page = a_page(Limits(documents=2))
    page.take("", "Target.attachedToTarget", a_target("page", 1))
    page.take("", "Target.attachedToTarget", a_target("iframe", 2))
    page.take("", "Target.attachedToTarget", a_target("worker", 3))
    page.frame = "f"
    world = {"context": {"name": "watchbook", "id": 5, "uniqueId": "w1", "auxData": {"frameId": "f"}}}
    page.take("s1", "Runtime.executionContextCreated", world)
    inner = {"frame": {"id": "g", "url": "https://a.uk/silent"}}
    tree = {"frameTree": {"frame": {"id": "f", "url": "https://a.uk/"}, "childFrames": [inner]}}
    page.connection.answers["getFrameTree"] = [tree]
    page.connection.answers["getFrameTree"].append({"frameTree": inner})
    assert asyncio.run(page.unwatched()) == ["beyond the limit", "https://a.uk/silent", "https://a.uk/silent"]
    page.connection.answers.clear()
    assert asyncio.run(page.unwatched()) == ["beyond the limit"]


def test_closed_roots_are_handed_to_what_watches_their_frame():
    page = a_page()
    page.take("", "Target.attachedToTarget", a_target("page", 1))
    page.frame = "f"
    for frame, number in (("f", 5), ("g", 6)):
        told = {"name": "watchbook", "id": number, "uniqueId": f"w{number}", "auxData": {"frameId": frame}}
        page.take("s1", "Runtime.executionContextCreated", {"context": told})
    closed = {"shadowRootType": "closed", "backendNodeId": 9}
    framed = {"frameId": "g", "contentDocument": {"children": [{"shadowRoots": [closed]}]}}
    elsewhere = {"frameId": "h", "contentDocument": {"children": [{"shadowRoots": [closed]}]}}
    opened = {"shadowRootType": "open", "backendNodeId": 8, "children": [{"shadowRoots": [closed]}]}
    root = {"children": [{"shadowRoots": [opened]}, framed, elsewhere]}
    page.connection.answers |= {
        "getDocument": {"root": root},
        "resolveNode": {"object": {"objectId": "o"}},
        "callFunctionOn": {},
    }
    asyncio.run(page.open_closed_roots("s1"))
    asked = [method for method, _ in page.connection.asked]
    assert (asked.count("Runtime.callFunctionOn"), asked[-1]) == (2, "DOM.disable")


def test_what_a_document_waited_for_when_the_page_left_it_is_no_gap():
    whole = []
    page = a_page()
    page.take("", "Target.attachedToTarget", a_target("page", 1))
    for number, url in (
        ("r1", "https://a.uk/icon"),
        ("l2", "https://a.uk/next"),
        ("r3", "https://a.uk/late"),
    ):
        asked = {
            "requestId": number,
            "request": {"url": url, "method": "GET"},
            "timestamp": 1.0,
            "frameId": "f",
        }
        page.take("s1", "Network.requestWillBeSent", asked)
    page.take(
        "s1", "Page.frameNavigated", {"frame": {"id": "f", "loaderId": "l2", "url": "https://a.uk/next"}}
    )
    page.take(
        "s1", "Network.loadingFailed", {"requestId": "r3", "timestamp": 2.0, "errorText": "net::ERR_ABORTED"}
    )
    icon, document, late = page.recorder.exchanges
    assert (icon.is_waited_for, document.is_waited_for, late.outcome) == (False, True, RequestOutcome.LEFT)
    bodies = Bodies(Browser(), page.recorder, Limits(), whole.append, lambda: ("s1", "f"))
    bodies.give_up(icon)
    bodies.give_up(document)
    assert [one.outcome for one in whole] == [RequestOutcome.LEFT, RequestOutcome.FAILED]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("Network.requestWillBeSent", {"requestId": "1"}),
        ("Network.responseReceived", {}),
        ("Page.frameNavigated", {}),
        ("Target.attachedToTarget", {}),
    ],
)
def test_an_event_that_is_not_understood_is_told(event, told):
    page = a_page()
    page.take("s1", event, told)
    page.take("s1", event, told)
    assert page.reached == ["not_understood"]


def test_what_a_websocket_says_is_heard_though_its_beginning_was_missed():
    said = []
    recorder = Recorder(
        done=print, grown=lambda _: None, moment=lambda: 1.0, said=lambda *words: said.append(words)
    )
    frame = {"requestId": "9", "timestamp": 2.0, "response": {"opcode": 1, "payloadData": "{}"}}
    recorder.take("s", "Network.webSocketFrameReceived", frame)
    frame["response"] = {"opcode": 2, "payloadData": "AA=="}
    recorder.take("s", "Network.webSocketFrameSent", frame)
    recorder.take("s", "Network.webSocketClosed", {"requestId": "9", "timestamp": 3.0})
    (socket,) = recorder.sockets.values()
    assert (len(socket.frames), socket.ended, len(said)) == (2, 3.0, 1)


def test_what_watches_a_frame_is_known_as_long_as_the_frame_is_there():
    page = a_page()
    page.targets.main, page.frame = "s1", "f"
    world = {"context": {"name": "watchbook", "uniqueId": "w1", "auxData": {"frameId": "f"}}}
    page.take("s1", "Runtime.executionContextCreated", world)
    page.connection.answers["evaluate"] = {"result": {"value": 7}}
    assert asyncio.run(page.tell("posts()")) == 7
    page.connection.answers["evaluate"] = {"exceptionDetails": {"text": "no"}}
    with pytest.raises(Unanswered, match="no"):
        asyncio.run(page.tell("posts()"))
    page.take("s1", "Runtime.executionContextDestroyed", {"executionContextUniqueId": "w1"})
    with pytest.raises(Unanswered, match="nothing watches"):
        asyncio.run(page.tell("posts()"))
    page.take("s1", "Runtime.executionContextCreated", world)
    page.take("s1", "Runtime.executionContextsCleared", {})
    page.connection = None
    with pytest.raises(Unanswered, match="nothing watches"):
        asyncio.run(page.tell("posts()"))
    with pytest.raises(Unanswered, match="has not started"):
        _ = page.wire


def test_a_stream_is_waited_for_until_it_is_answered():
    stream = an_open(kind="EventSource")
    stream.ended = None
    assert not stream.is_waited_for
    stream.response = None
    assert stream.is_waited_for
