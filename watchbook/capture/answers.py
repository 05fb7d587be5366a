"""The data in an answer to a script, however it is wrapped: JSON as it is or behind a guard, a line at a time, or in a call (JSONP)."""

import json
import re
from typing import Any

# What sites write before their JSON so that no other page can run it as a script.
GUARD = re.compile(rb"\s*(for\s*\(;;\);|while\s*\(1\);|\)\]\}',?)\s*")
CALL = re.compile(rb"\s*+(/\*\*/)?+\s*+[\w.$]++\s*+\(\s*+([\[{].*[\]}])\s*+\)\s*+;?+\s*+", re.DOTALL)
SOCKET_IO = re.compile(r"\d{1,6}(?=[\[{])")
LINE = re.compile(rb"\s*(data:\s*)?(?=[\[{])")
BAD_WORDS = {"error", "fail", "failed", "failure"}


class UnreadableAnswer(ValueError):
    """An answer that is not what it says it is."""


def parsed(text: str | bytes) -> Any:
    """The value of a JSON text, or None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def data_in(body: bytes, *, is_json: bool) -> Any:
    """The value in an answer, a list of values where it has one on each line, None where it is no data. Raises UnreadableAnswer."""
    bare = body.removeprefix(b"\xef\xbb\xbf")
    guard = GUARD.match(bare)
    bare = bare[guard.end() :] if guard else bare
    if not is_json and not LINE.match(bare):
        return None
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        values = _lines(bare)
    if values is None and is_json:
        raise UnreadableAnswer
    return values


def data_in_call(body: bytes) -> Any:
    """The value that a script hands to a function of the page's (JSONP), or None for any other script."""
    match = CALL.fullmatch(body)
    return parsed(match[2]) if match else None


def data_in_message(text: str) -> Any:
    """The value in a message of a websocket or an event stream, or None."""
    match = SOCKET_IO.match(text)
    bare = text[match.end() :] if match else text
    return parsed(bare) if bare.startswith(("{", "[")) else None


def tells_error(value: Any) -> bool:
    """Whether an answer that came through says that it failed, as GraphQL and many APIs do under status 200."""
    if isinstance(value, list):
        return any(tells_error(one) for one in value if isinstance(one, dict))
    if not isinstance(value, dict):
        return False
    plain = {str(name).lower(): inner for name, inner in value.items()}
    return (
        any(plain.get(name) not in (None, False, 0, "", [], {}) for name in ("error", "errors"))
        or any(plain.get(name) is False for name in ("success", "ok"))
        or str(plain.get("status")).lower() in BAD_WORDS
    )


def _lines(body: bytes) -> list[Any] | None:
    """A value on each line, as streams of JSON have it; None if a line that should hold one does not."""
    found = []
    for line in body.splitlines():
        if match := LINE.match(line):
            found.append(parsed(line[match.end() :]))
    return found if len(found) > 1 and None not in found else None
