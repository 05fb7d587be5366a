"""Whether a capture holds what the site had to show, and if not, why: nothing is called complete that might not be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from watchbook.capture.traffic import ASKED_BY_SCRIPT, Exchange, RequestOutcome

SIGN_IN_PATHS = (
    "login",
    "log-in",
    "signin",
    "sign-in",
    "logon",
    "checkpoint",
    "authwall",
    "accounts/login",
    "sso",
)
FEW_WORDS = 1500  # letters; a page with more shows something besides its sign-in
UNAUTHORISED, NOT_FOUND, GONE, ERRORS = 401, 404, 410, 400
ASKS_FOR_CREDENTIALS = "net::ERR_INVALID_AUTH_CREDENTIALS"
REASONS = {
    "deadline": "The time for a capture was over.",
    "bytes": "The page sent more bytes than a capture may take.",
    "memory": "The page took more memory than a capture may give it.",
    "processes": "The page started more processes and threads than a capture may have.",
    "requests": "The page made more requests than a capture may record.",
    "steps": "The page was longer than a capture may scroll.",
    "pixels": "The page was taller than a capture may scroll.",
    "navigations": "The page kept going elsewhere by itself.",
    "stopped": "Somebody stopped it.",
    "crashed": "The page’s process ended.",
    "not_loaded": "The page had not loaded when its time was over.",
    "page_did_not_answer": "The page’s scripts left no time to look at it.",
    "answered_with_error": "The site answered the address itself with an error.",
    "more_promised": "The site’s last answer named a further page that was never asked for.",
    "more_offered": "The page offers more behind a button or a link, which a capture does not press.",
    "still_loading": "The page still showed that it was loading.",
    "loaded_in_vain": "The page showed that it was loading, and nothing came for 8 seconds.",
    "end_not_said": "The page still watched for its end to come into view, but nothing more came for 8 seconds. The site did not say that it was the end.",
    "still_changing": "The page kept changing at its end.",
    "set_incomplete": "The page says how many posts there are, and fewer were shown.",
    "posts_unseen": "Posts were taken away before they could be in view.",
    "requests_failed": "Requests of the page failed.",
    "requests_refused": "Requests of the page were refused by the egress filter.",
    "requests_answered_with_error": "Requests of the page were answered with an error.",
    "requests_truncated": "Answers were cut off or not kept whole.",
    "requests_open": "Answers were still coming.",
    "answer_unreadable": "An answer to the page could not be read as what it says it is.",
    "scripts_failed": "The page’s scripts failed, and nothing says that the end was reached.",
    "windows_closed": "The page opened windows, which were closed unread.",
    "not_understood": "The browser told something that this program does not understand.",
    "frames_unwatched": "A frame or worker of the page was not followed: there were too many, or it did not answer.",
    "roots_unwatched": "Parts that the page closes to others could not be looked into.",
    "parts_passed_over": "The page has more parts that scroll by themselves than a capture scrolls.",
    "pictures_held_back": "The page named pictures that it never asked for.",
}
NETWORK = {  # the browser's ids for what goes wrong on the way, each as a person says it
    "NAME_NOT_RESOLVED": "No site with this name was found. Check the address.",
    "INTERNET_DISCONNECTED": "This machine has no connection to the internet. Tell the system administrator.",
    "NETWORK_CHANGED": "This machine’s connection changed during the capture. Capture the page again.",
    "TIMED_OUT": "The site did not answer in time. Capture the page again later.",
    "CONNECTION_TIMED_OUT": "The site did not answer in time. Capture the page again later.",
    "CONNECTION_REFUSED": "The site is not accepting connections. Capture the page again later.",
    "CONNECTION_RESET": "The site broke off the connection. Capture the page again later.",
    "CONNECTION_CLOSED": "The site broke off the connection. Capture the page again later.",
    "CONNECTION_ABORTED": "The connection to the site broke off. Capture the page again later.",
    "EMPTY_RESPONSE": "The site sent an empty answer. Capture the page again later.",
    "ADDRESS_UNREACHABLE": "The site’s server cannot be reached. Capture the page again later.",
    "CERT_DATE_INVALID": "The site’s certificate has expired or is not valid yet, so nobody can tell whose site it is. Check the address.",
    "CERT_COMMON_NAME_INVALID": "The site’s certificate is for another name, so nobody can tell whose site it is. Check the address.",
    "CERT_AUTHORITY_INVALID": "No authority that browsers trust vouches for the site’s certificate, so nobody can tell whose site it is. Check the address.",
    "SSL_PROTOCOL_ERROR": "The site does not offer a secure connection. Check the address.",
    "SSL_VERSION_OR_CIPHER_MISMATCH": "The site does not offer a secure connection. Check the address.",
    "TOO_MANY_REDIRECTS": "The site redirects in a circle. Check the address.",
    "INVALID_RESPONSE": "Watchbook cannot read the site’s answer. Capture the page again later.",
    "INVALID_HTTP_RESPONSE": "Watchbook cannot read the site’s answer. Capture the page again later.",
    "HTTP2_PROTOCOL_ERROR": "Watchbook cannot read the site’s answer. Capture the page again later.",
    "CONTENT_LENGTH_MISMATCH": "The site broke off its answer. Capture the page again later.",
    "INCOMPLETE_CHUNKED_ENCODING": "The site broke off its answer. Capture the page again later.",
    "HTTP_RESPONSE_CODE_FAILURE": "It sent no page with it.",
    "ABORTED": "The page stopped its own loading. Capture the page again.",
    "BLOCKED_BY_RESPONSE": "The site does not let this page be shown in this way. Check the address.",
}
UNREACHED = "The site could not be reached, or did not answer as a site should. Check the address, and capture the page again later."


class CaptureStatus(StrEnum):
    """How a capture ended."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    LOGIN_WALL = "LOGIN_WALL"
    REFUSED = "REFUSED"
    FAILED = "FAILED"


@dataclass
class CaptureFacts:
    """What is known at the end of a capture, from which its status follows."""

    exchanges: Sequence[Exchange] = ()
    requested: str = ""
    document: Exchange | None = None
    error: str = ""  # why the address itself could not be shown
    is_refused: bool = False
    is_download: bool = False
    ends: dict[str, Any] = field(default_factory=dict)
    broken_promises: int = 0
    end_was_said: bool = False
    unreadable: int = 0
    errors_told: int = 0  # answers to scripts that came through and say that they failed
    script_errors: int = 0
    is_busy: bool = False
    is_left_loading: bool = False
    is_left_watching: bool = False
    silence: float = 0.0
    windows_closed: int = 0
    reached: Sequence[str] = ()  # limits and mishaps on the way


def in_words(reason: str) -> str:
    """A reason as a person reads it; the browser’s own id of what went wrong stays in the capture’s record alone."""
    if reason.startswith("net::"):
        return NETWORK.get(reason.split(maxsplit=1)[0].removeprefix("net::ERR_"), UNREACHED)
    return REASONS.get(reason, reason)


def counts(exchanges: Sequence[Exchange]) -> dict[str, int]:
    """Requests made, and what became of them."""
    by = Counter(one.outcome for one in exchanges)
    again = [one for one in exchanges if one.initiator == "watchbook"]
    return {
        "made": len(exchanges) - len(again),
        "stored": by[RequestOutcome.STORED],
        "failed": by[RequestOutcome.FAILED],
        "refused": by[RequestOutcome.REFUSED],
        "truncated": by[RequestOutcome.TRUNCATED],
        "answered_elsewhere": by[RequestOutcome.ELSEWHERE],
        "in_parts": by[RequestOutcome.IN_PARTS],
        "fetched_again": len(again),
        "left": by[RequestOutcome.LEFT],
        "open": by[RequestOutcome.OPEN],
    }


def judge(found: CaptureFacts) -> tuple[CaptureStatus, list[str]]:
    """The status, with every reason why it is not complete."""
    if found.is_refused:
        return CaptureStatus.REFUSED, [found.error or "refused by the egress filter"]
    if found.is_download:
        return CaptureStatus.FAILED, ["the address gives a file to be downloaded, not a page"]
    if found.error == ASKS_FOR_CREDENTIALS:
        return CaptureStatus.LOGIN_WALL, []
    if found.error:
        is_answer = found.document is not None and found.document.status >= ERRORS
        return CaptureStatus.FAILED, [*(["answered_with_error"] if is_answer else []), found.error]
    reasons = list(dict.fromkeys([*found.reached, *_missing_in_page(found), *_missing_in_requests(found)]))
    if _is_login_wall(found):
        return CaptureStatus.LOGIN_WALL, reasons
    return (CaptureStatus.PARTIAL if reasons else CaptureStatus.COMPLETE), reasons


def _missing_in_page(found: CaptureFacts) -> Iterator[str]:
    ends = found.ends
    # Of each document the last place shown and how many there are, as it says.
    sets = [(ends.get("posinset", 0), ends.get("setsize", 0)), *ends.get("frame_sets", ())]
    signs = {
        "page_did_not_answer": not ends and not found.reached,
        "answered_with_error": found.document is None or found.document.status >= 400,
        "more_promised": found.broken_promises,
        "more_offered": ends.get("more") or ends.get("next"),
        "still_loading": found.is_busy and not found.is_left_loading,
        "loaded_in_vain": found.is_left_loading,
        "end_not_said": found.is_left_watching and not found.end_was_said,
        "set_incomplete": ends.get("said_short") or any(shown < all_ for shown, all_ in sets),
        "posts_unseen": ends.get("unseen"),
        "pictures_held_back": ends.get("held_back"),
        "parts_passed_over": ends.get("parts_passed_over"),
        "scripts_failed": found.script_errors and not found.end_was_said,
        "answer_unreadable": found.unreadable,
        "requests_answered_with_error": found.errors_told,
        "windows_closed": found.windows_closed,
    }
    yield from (reason for reason, holds in signs.items() if holds)


def _missing_in_requests(found: CaptureFacts) -> Iterator[str]:
    outcomes = {
        RequestOutcome.FAILED: "requests_failed",
        RequestOutcome.REFUSED: "requests_refused",
        RequestOutcome.OPEN: "requests_open",
    }
    mended = {one.url for one in found.exchanges if one.outcome is RequestOutcome.STORED and one.status < 400}
    for one in found.exchanges:
        is_mended = one.url in mended and one.method == "GET"
        if one.outcome in outcomes and not is_mended:
            yield outcomes[one.outcome]
        elif one.outcome is RequestOutcome.TRUNCATED and not one.is_live and not is_mended:
            yield "requests_truncated"
        elif _is_bad_answer(one) and not is_mended:
            yield "requests_answered_with_error"


def _is_bad_answer(one: Exchange) -> bool:
    """An error to a script may be a page of the feed that is missing; of a picture only the server's own errors are."""
    if one.kind in ASKED_BY_SCRIPT:
        return one.status >= 400
    return one.status >= 400 and one.status not in {NOT_FOUND, GONE} and one.kind != "Document"


def _is_login_wall(found: CaptureFacts) -> bool:
    ends = found.ends
    if found.document is not None and found.document.status == UNAUTHORISED:
        return True
    if not ends:
        return False
    if ends.get("sign_in_dialog"):
        return True
    was_sent = _is_sign_in(ends.get("url", "")) and not _is_sign_in(found.requested)
    shows_little = not ends.get("posts") and ends.get("words", 0) < FEW_WORDS
    asks = bool(ends.get("password"))
    return (was_sent and asks) or (shows_little and (was_sent or asks))


def _is_sign_in(url: str) -> bool:
    path = urlsplit(url).path.lower().strip("/")
    return any(path == word or f"/{word}" in f"/{path}" for word in SIGN_IN_PATHS)
