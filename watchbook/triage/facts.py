"""What an officer says about a look, read and checked: yes, no, unknown, and the typed facts; errors name the field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from watchbook.law.durations import ACTS
from watchbook.law.offences import offence_ids
from watchbook.law.parameters import parameter_entries
from watchbook.law_words.refusals import WordedRefusal, Words
from watchbook.triage.graph import UNKNOWN, Fact, current
from watchbook.web.wording import long_day

YES, NO = "yes", "no"
# What makes a look open besides that the people concerned were told.
OWN_PAGE = "own_page"
OPENINGS = ("notice", OWN_PAGE)
# The facts that decide about a person, a group or an organisation: they are asked each time, and no answer is filled in.
DECIDING = ("told", "made_open", "f2", "f4", "past_access_control")
# What keeps the people concerned from knowing of a look, whatever they were told.
HIDING = ("covert", "past_access_control", "false_persona")
OTHER_MATTERS = ("disorder", "public_safety", "public_health", "none")
ANSWERED = {"yes_no", "opening"}
_WRAPPER = {"facts", "notes"}
_NOTED = {"answer", "note"}
_MOST_SHOWN = 60
MOST_BYTES = 100_000
MOST_LOOKS = 1_000_000


class BadFacts(WordedRefusal):
    """The facts cannot be taken as they are; the sentence names the field."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one look. A fact that is not in `answers` was not asked yet; “unknown” was asked and answered.

    `is_earlier`: none of the facts that were added later is among them, so they are read as the edition then read them.
    """

    nation: str
    answers: Mapping[str, str] = field(default_factory=dict)
    offence: str = ""
    prior_looks: int | None = 0
    circumstances: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    is_earlier: bool = False

    def answer(self, fact: str) -> str:
        """Give the answer to a fact; what was not asked is not known, or no where no edition of its time asked it."""
        return self.answers.get(fact, NO if self.is_earlier and current().facts[fact].is_added else UNKNOWN)

    def is_answered(self, fact: str) -> bool:
        """Say whether the fact was asked and answered, be it with “unknown”."""
        return fact in self.answers or fact == "nation" or (fact == "offence" and bool(self.offence))


def read(text: str) -> dict[str, Any]:
    """Read the JSON of facts; the same fact twice is refused."""
    try:
        found = json.loads(text, object_pairs_hook=_once)
        json.dumps(found, ensure_ascii=False).encode()  # half of a character is no text
    except (ValueError, RecursionError) as error:
        raise _refused("not_json", detail=str(error)[:_MOST_SHOWN] or type(error).__name__) from None
    if not isinstance(found, dict):
        raise _refused("not_an_object")
    return found


def parse(given: Mapping[str, Any], *, on: date) -> Facts:
    """Check facts as they came, bare or under “facts”, and the day against the law that is held (docs/how-to/ask-which-power.md)."""
    facts, notes = _unwrapped(given)
    known = current()
    for name in facts:
        if name not in known.facts and name not in known.circumstances:
            raise _refused("unknown_fact", field=name[:_MOST_SHOWN])
    nation = _nation(facts)
    check_day(on, nation=nation)
    is_earlier = not any(known.facts[name].is_added for name in facts if name in known.facts)
    answers = {
        name: _answer(name, value)
        for name, value in facts.items()
        if name in known.circumstances or known.facts[name].kind in ANSWERED
    }
    counted = {name: str(value) for name, value in facts.items() if name == "prior_looks"}
    return Facts(
        nation=nation,
        answers={name: answer for name, answer in answers.items() if name in known.facts} | counted,
        offence=_offence(facts["offence"]) if "offence" in facts else "",
        prior_looks=_count(facts.get("prior_looks", 0 if is_earlier else UNKNOWN)),
        circumstances=tuple(name for name in known.circumstances if answers.get(name) in {YES, UNKNOWN}),
        notes=notes,
        is_earlier=is_earlier,
    )


def from_record(said: Mapping[str, Any], *, prior_looks: int, others: int) -> dict[str, Any]:
    """Return the facts with what the record knows; an officer may say more than the record does, never less."""
    repeated = {"f7": YES} if prior_looks else {}
    collateral = {"f8": YES} if others else {}
    return {**said, "prior_looks": prior_looks, **repeated, **collateral}


def is_opened(said: Mapping[str, Any]) -> bool:
    """Whether something made a look open: the people concerned were told, a published notice, the authority's own page.

    Where nobody knows whether it is hidden from them, it is not open.
    """
    is_made_open = said.get("told") == YES or said.get("made_open") in OPENINGS
    return is_made_open and UNKNOWN not in {said.get(one) for one in HIDING}


def is_hidden(said: Mapping[str, Any]) -> bool:
    """Whether a look keeps the people concerned from knowing, whatever they were told."""
    return YES in {said.get(one) for one in HIDING}


def could_be_hidden(said: Mapping[str, Any]) -> bool:
    """Whether a look keeps the people concerned from knowing, or nobody knows whether it does."""
    return bool({YES, UNKNOWN} & {said.get(one) for one in HIDING})


def check_day(on: date, *, nation: str) -> None:
    """Refuse a day before the Act under which the nation's councils authorise."""
    since = parameter_entries(f"{ACTS[nation]}.directed_surveillance.duration_months")[0].since
    if on < since:
        raise _refused(
            "before_the_law",
            day=long_day(on),
            since=long_day(since),
            nation=current().wording["nations"][nation],
        )


def allowed(fact: Fact) -> tuple[str, ...]:
    """Name the answers that a fact takes; a count has none to name."""
    answers = {
        "yes_no": (YES, NO, UNKNOWN),
        "opening": (*OPENINGS, NO, UNKNOWN),
        "nation": tuple(ACTS),
        "offence": (*offence_ids(), *OTHER_MATTERS, UNKNOWN),
    }
    return answers.get(fact.kind, ())


def refusal_words(name: str, **values: str) -> Words:
    """Put the three sentences of a refusal together from the wording."""
    words = current().wording["refusals"]
    return Words(words[name].format(**values), words[f"{name}_why"].format(**values), words["next"])


def _unwrapped(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Take facts from under “facts” where they are, and the notes from beside the answers."""
    facts, notes = dict(given), {}
    if "facts" in given:
        extra = [name for name in given if name not in _WRAPPER]
        if extra:
            raise _refused("unknown_fact", field=extra[0][:_MOST_SHOWN])
        if not isinstance(given["facts"], dict):
            raise _refused("not_an_object")
        facts = dict(given["facts"])
        notes = _notes(given.get("notes", {}))
    for name, value in facts.items():
        if isinstance(value, dict) and "answer" in value and set(value) <= _NOTED:
            facts[name] = value["answer"]
            notes |= _notes({name: value.get("note", "")})
    return facts, notes


def _notes(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        raise _wrong("notes", given, _words("notes"))
    for name, note in given.items():
        if name not in current().facts and name not in current().circumstances:
            raise _refused("unknown_fact", field=name[:_MOST_SHOWN])
        if not isinstance(note, str):
            raise _wrong(name, note, _words("note"))
    return {name: note for name, note in given.items() if note}


def _nation(facts: Mapping[str, Any]) -> str:
    if "nation" not in facts:
        raise _refused("no_nation")
    return _one_of("nation", facts["nation"], tuple(ACTS))


def _answer(name: str, value: Any) -> str:
    fact = current().facts.get(name)
    return _one_of(name, value, allowed(fact) if fact else (YES, NO, UNKNOWN))


def _offence(value: Any) -> str:
    known = (*offence_ids(), *OTHER_MATTERS, UNKNOWN)
    if not isinstance(value, str) or value not in known:
        raise _wrong("offence", value, _words("offence"))
    return value


def _count(value: Any) -> int | None:
    if value == UNKNOWN:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_LOOKS:
        raise _wrong("prior_looks", value, _words("count"))
    return value


def _one_of(name: str, value: Any, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _wrong(name, value, _words("or").format(some=", ".join(known[:-1]), last=known[-1]))
    return value


def _words(name: str) -> str:
    """Say what a field takes."""
    return current().wording["takes"][name]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _refused("twice", field=name[:_MOST_SHOWN])
        found[name] = value
    return found


def _wrong(name: str, value: Any, known: str) -> BadFacts:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"
    return _refused("wrong_answer", field=name, given=shown, allowed=known)


def _refused(name: str, **values: str) -> BadFacts:
    return BadFacts(refusal_words(name, **values))
