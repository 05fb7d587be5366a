"""The documents that a question names one by one: the assessment, including drafts and the comments on it (FOIA s.1(1))."""

import re

_KINDS = {
    "policy": r"polic(?:y|ies)",
    "procedure": r"procedures?",
    "guidance": r"guidance|guidelines?",
    "code of practice": r"codes? of practice",
    "data protection impact assessment": r"data protection impact assessments?|dpias?",
    "privacy impact assessment": r"privacy impact assessments?|pias?",
    "equality assessment": r"equalit\w+ (?:and human rights )?impact assessments?|equality assessments?|eqias?|eias?",
    "privacy notice": r"privacy (?:notice|policy|statement)s?",
    "training materials": r"training (?:materials?|slides|documents?|packs?)",
    "drafts": r"(?:earlier |previous |any |all )*drafts?|draft versions?|(?:earlier|previous|superseded) versions?",
    "comments": r"comments?|feedback|observations? of the|track(?:ed)? changes",
    "appendices": r"appendi(?:x|ces)|annex(?:es)?|attachments?",
    "minutes": r"minutes",
    "e-mails": r"e-?mails?",
    "correspondence": r"correspondence",
    "advice": r"(?:legal )?advice",
    "reports": r"reports?",
    "letters": r"letters?",
    "contract": r"contracts?",
    "forms": r"forms?|templates?",
    "reply": r"repl(?:y|ies)|response",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _KINDS.items()}
_INCLUDING = re.compile(
    r"\b(?:including|inclusive of|together with|along with|as well as|plus)\b(?P<what>[^.?;]*)", re.IGNORECASE
)
_COPY_OF = re.compile(
    r"\bcop(?:y|ies) of\b(?P<what>[^.?;]*)|\b(?:send|supply|provide|enclose|forward)(?: me| us)? (?:with )?(?P<sent>(?:the|your|its|any|all)\b[^.?;]*)",
    re.IGNORECASE,
)
_OR = re.compile(
    r"\b(?:or|such as|e\.g|relating to|about|which|that|arising|for|of|on|in|used|available)\b|/",
    re.IGNORECASE,
)
_IS_A_PART = re.compile(r"^\s*(?:the |a |any |all )?(?:how|what|who|when|whether)\b", re.IGNORECASE)


def documents(text: str) -> tuple[str, ...]:
    """What a question asks to be sent, where it names more than one thing; `a, b or c` is one thing by many names."""
    named = list[str]()
    for found in _COPY_OF.finditer(text):
        head = _OR.split(found["what"] or found["sent"] or "", maxsplit=1)[0]
        if not _OR.match((found["what"] or found["sent"])[len(head) :].lstrip()) or not re.match(
            r"\s*(?:or\b|/)", (found["what"] or found["sent"])[len(head) :], re.IGNORECASE
        ):
            named += _names(head)
    if (
        not _PATTERNS["policy"].search(text)
        and not named
        and not re.search(r"\bassessments?|documents?|cop(?:y|ies)\b", text, re.IGNORECASE)
    ):
        return ()
    for found in _INCLUDING.finditer(text):
        if not _IS_A_PART.match(found["what"]):
            named += _names(re.split(r"\bor\b", found["what"], maxsplit=1)[0])
    return tuple(dict.fromkeys(named)) if len(dict.fromkeys(named)) > 1 or _INCLUDING.search(text) else ()


def is_named(document: str, *, answer: str) -> bool:
    """Whether an answer speaks of a document by any of its names."""
    return bool(_PATTERNS[document].search(answer))


def _names(words: str) -> list[str]:
    return [name for name, pattern in _PATTERNS.items() if pattern.search(words)]
