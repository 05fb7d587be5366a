"""Names by which a search would find half the registers: a second person has to say that they are somebody's name."""

from collections.abc import Iterable

# What stands in nearly every record, and is somebody's name now and then: then a second person says so.
EVERYWHERE = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "council", "county", "did", "do", "for", "from", "had", "has", "have", "he", "her",
    "him", "his", "i", "if", "in", "is", "it", "its", "letter", "mr", "mrs", "ms", "my", "no", "not", "of", "office", "officer", "on", "or", "our",
    "out", "record", "request", "she", "so", "that", "the", "their", "them", "they", "this", "to", "us", "was", "we", "were", "who", "will", "with",
    "you", "your", "y", "yr", "ac", "ar", "am", "gan", "gyda", "o", "yn", "cyngor", "llythyr", "swyddfa",
})  # fmt: skip
# One or two letters stand within every record, where a script has letters and not a sign for a word.
FEWEST_SIGNS = 3
MOST_RECORDS = 100  # more than anybody has read one by one: then somebody else looks at the name first


def common(names: Iterable[str]) -> list[str]:
    """Return those names of which every word is one that stands everywhere, or has too few signs to be told apart."""
    return [name for name in names if not any(_tells_apart(word) for word in name.casefold().split())]


def _tells_apart(word: str) -> bool:
    signs = "".join(filter(str.isalnum, word))
    is_without_case = any(one.isalpha() and one.lower() == one.upper() for one in signs)
    return is_without_case or (len(signs) >= FEWEST_SIGNS and signs not in EVERYWHERE)
