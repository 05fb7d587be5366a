"""Facts in which a file made elsewhere contradicts itself, each apart: a hash that it lists, its signature, a part that it does not list.

Papers for a court say the facts and what can be known of them. What an officer may do about it stands on pages alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.capture.foreign_wacz import TOLD

NAMED = 10  # parts, in one sentence
BROKEN = "broken"
HASHES = {
    "agree": gettext_lazy("every hash that it lists is that of its content"),
    "unlisted": gettext_lazy("every hash that it lists is that of its content; it does not list every part"),
    "differ": gettext_lazy("not all of them are those of its content"),
    "none": gettext_lazy("none"),
}


def hashes_state(said: Mapping[str, Any]) -> str:
    """Return `agree`, `unlisted`, `differ` or `none`; nothing for a capture of ours. Older intakes called an unlisted part a difference."""
    state, differing = str(said.get("own_hashes", "")), said.get("differing", [])
    # A list that is cut may hide a hash that differs.
    if state == "differ" and 0 < len(differing) < TOLD and all(how == "unlisted" for _name, how in differing):
        return "unlisted"
    return state


def hashes_in_words(said: Mapping[str, Any]) -> str:
    """Say whether the hashes that a file carries are those of its content; nothing for a capture of ours."""
    return str(HASHES.get(hashes_state(said), ""))


def facts(said: Mapping[str, Any], signature: str) -> list[str]:
    """A sentence for each kind of contradiction, with the parts that it concerns; none where the file has none."""
    state, differing = hashes_state(said), said.get("differing", [])
    parts = {
        how: [name for name, one in differing if one == how] for how in ("changed", "missing", "unlisted")
    }
    found = []
    if names := parts["changed"]:
        found.append(
            ngettext(
                "The content of this part does not have the hash that the file lists for it: {names}.",
                "The content of these parts does not have the hashes that the file lists for them: {names}.",
                len(names),
            ).format(names=_joined(names))
        )
    if names := parts["missing"]:
        found.append(
            ngettext(
                "The file lists this part but does not hold it: {names}.",
                "The file lists these parts but does not hold them: {names}.",
                len(names),
            ).format(names=_joined(names))
        )
    if names := parts["unlisted"]:
        found.append(
            ngettext(
                "The file holds this part but does not list it, so it has no hash for it: {names}.",
                "The file holds these parts but does not list them, so it has no hashes for them: {names}.",
                len(names),
            ).format(names=_joined(names))
        )
    if state == "differ" and not found:
        found.append(_("The content of the file does not have the hashes that the file lists."))
    if state == "unlisted":
        found.append(_("Every hash that the file lists is that of its content."))
    if signature == BROKEN:
        found.append(_("The signature that the file carries does not hold."))
    return found


def meaning(said: Mapping[str, Any], signature: str) -> str:
    """Say what the facts can mean, for pages and papers alike; nothing where there are none."""
    if hashes_state(said) == "differ" or signature == BROKEN:
        return _(
            "This file contradicts itself. Somebody changed or damaged it after its hashes or signature were made, or they were wrong from "
            "the start. We cannot tell which."
        )
    if hashes_state(said) == "unlisted":
        return _(
            "This file holds something that its own list does not name. Somebody added it after the list was made, or the program that made "
            "the file does not list everything. We cannot tell which."
        )
    return ""


@dataclass(frozen=True)
class Contradiction:
    """A warning on a page about a file that contradicts itself: what that can mean, each fact, and what an officer can do."""

    meaning: str
    facts: list[str]
    advice: str


def contradiction_of(said: Mapping[str, Any], signature: str) -> Contradiction | None:
    """Return what a page says of it; None where the file does not contradict itself."""
    found = meaning(said, signature)
    advice = _(
        "We keep the file as it came. You can ask its sender for another copy and add that as well. "
        "The papers of an exhibit made from this file say what differs."
    )
    return Contradiction(found, facts(said, signature), advice) if found else None


def _joined(names: Sequence[str]) -> str:
    told = ", ".join(f"“{name}”" for name in names[:NAMED])
    if (more := len(names) - NAMED) > 0:
        return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
            names=told, count=more
        )
    return told
