"""Words of a refusal that say the law again and nothing of the information that is asked for: a formula, which shows no harm."""

import re
from collections.abc import Mapping

from watchbook.law.exemptions import Exemption

# How many words of its own an answer has at least: what the disclosure would do needs most.
OWN_WORDS = {
    "interest": 2, "harm": 4, "link": 4, "likely_because": 3, "for_giving": 2, "for_withholding": 2, "balance": 2,
}  # fmt: skip
_WORD = re.compile(r"[^\W_]{3,}")
_OF_THE_LAW = re.compile(
    r"(?:ability|activit|adverse|affect|apprehen|authorit|avoid|caus|chance|council|crim|damag|danger|detect|detriment|"
    r"disclos|effect|endanger|enforc|evad|exempt|function|futur|harm|hinder|impair|impede|increas|inform|inhibit|inten|"
    r"interest|investigat|justice|law|likel|offen|outweigh|prejudic|prevent|probab|prosecut|protect|provi|public|real|"
    r"regulat|releas|request|risk|section|serious|signific|substan|undermin|weigh|withh)"
)
_SMALL = re.compile(
    r"(?:about|above|also|and|any|are|because|been|being|but|can|could|did|does|for|from|had|has|have|here|"
    r"how|into|its|itself|may|might|more|most|must|not|now|only|other|our|own|shall|should|some|such|than|"
    r"that|the|their|them|then|there|therefore|these|they|this|those|though|through|thus|under|very|was|"
    r"were|what|when|where|which|while|who|whose|why|will|with|without|would|you|your)$"
)


def formulas(told: Mapping[str, str], exemption: Exemption) -> list[str]:
    """The names of the answers that have too few words of their own, or the words of another."""
    said = {name: told[name] for name in OWN_WORDS if told.get(name)}
    titled = frozenset(_words(exemption.title))
    seen = dict[tuple[str, ...], str]()
    return [
        name
        for name, text in said.items()
        if seen.setdefault(tuple(_words(text)), name) != name or _own(text, titled) < OWN_WORDS[name]
    ]


def _own(text: str, titled: frozenset[str]) -> int:
    """Count the different words that are neither the law's nor those of every sentence."""
    return len(
        {word for word in _words(text) if not _OF_THE_LAW.match(word) and not _SMALL.match(word)} - titled
    )


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
