"""Marks in square brackets that we set below the text of a request: where further words of it stood, and what of its file was not read."""

from collections.abc import Iterable, Mapping

type Kind = tuple[str, str]  # one of it, and several

BREAKS_OFF = "[The mail seems to break off here: its end is missing.]"
UNDECODED = "[Letters that could not be read are shown as \ufffd.]"
HIDDEN = "[Hidden in the document:]"
HIDDEN_IN_MAIL = "[Hidden in this mail:]"
FIELDS_OF_PDF = "[Notes and filled-in fields:]"
FORMATTED_UNREAD = (
    "[Not read: the formatted version of this mail. Open it in Outlook to see whether it says more.]"
)
ONLY_IN_PAGE = "[Only in the formatted version of this mail:]"
PICTURE, DRAWING = ("picture", "pictures"), ("drawing or chart", "drawings or charts")
EMBEDDED, DELETED = (
    ("file within", "files within"),
    ("tracked deletion", "tracked deletions"),
)


def below(text: str, further: Iterable[tuple[str, str]]) -> str:
    """The text with further words below it, each under a mark that says where they stood; those without words are left out."""
    found = [
        f"{mark}\n{words.strip()}".strip()
        for mark, words in further
        if words.strip() or not mark.endswith(":]")
    ]
    return "\n\n".join(filter(None, [text.rstrip(), *found])) if found else text


def not_read(counts: Mapping[Kind, int], others: Iterable[str] = ()) -> str:
    """The mark for what a file holds and we did not read; empty where that is nothing."""
    told = [f"{count:,} {kind[count != 1]}" for kind, count in counts.items() if count]
    told += others
    return f"[Not read: {', '.join(told)}.]" if told else ""
