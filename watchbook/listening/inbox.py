"""An inbox of the council's own as a source: a CSV file that its own system writes anew each hour into one folder.

Columns: `written` (ISO 8601; without an offset, London time), `text`, and `from`, which may be missing. We read the file and keep
counts of it, never a text. Whoever writes the file decides how long it stands.
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from watchbook.acting.london_day import LONDON
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import LONGEST_TEXT, FeedPost, NoFeed, post
from watchbook.listening.fetching import LARGEST

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.csv")


def read_export(source: str, name: str, *, folder: Path) -> FeedReading:
    """Read an export by its name; one that is missing, too large or of another shape was not read."""
    try:
        if not NAME.fullmatch(name):
            raise NoFeed
        with open(folder / name, "rb", opener=_no_link) as file:
            content = file.read(LARGEST + 1)
        found = {one.mark: one for one in _messages_in(content)}
    except FileNotFoundError:
        return FeedReading(source, "missing")
    except (OSError, NoFeed):
        return FeedReading(source, "failed")
    begins = min((one.at for one in found.values()), default=None)
    return FeedReading(source, "read", tuple(found.values()), frozenset(found), begins)


def _no_link(path: str, flags: int) -> int:
    """Open a file of the folder itself: a link could lead out of it."""
    return os.open(path, flags | os.O_NOFOLLOW)


def _messages_in(content: bytes) -> Iterator[FeedPost]:
    if len(content) > LARGEST:
        raise NoFeed
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        if not {"written", "text"}.issubset(rows.fieldnames or ()):
            raise NoFeed
        for row in rows:
            at = datetime.fromisoformat(row["written"])
            at = at.replace(tzinfo=LONDON) if at.tzinfo is None else at
            found = post("", row["text"][:LONGEST_TEXT], author=row.get("from") or "inbox", at=at)
            if found is not None:
                yield found
    except (ValueError, LookupError, TypeError, AttributeError, csv.Error) as error:
        raise NoFeed from error
