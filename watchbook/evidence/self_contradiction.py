"""Facts in which a file made elsewhere contradicts itself, each apart: a hash that it lists, a digest of a record, its signature, its lists.

Papers for a court say the facts and what can be known of them. What an officer may do about it stands on pages alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.capture.foreign_times import is_later
from watchbook.capture.foreign_wacz import TOLD
from watchbook.evidence import said_times

NAMED = 10  # parts, in one sentence
BROKEN = "broken"
HASHES = {
    "agree": gettext_lazy("every hash that the file lists matches its content"),
    "unlisted": gettext_lazy(
        "every hash that the file lists matches its content; some parts are not on the list"
    ),
    "unhashed": gettext_lazy(
        "every hash that the file lists matches its content; some parts are listed without a hash, so we could not check them"
    ),
    "cut": gettext_lazy("not known: the file is cut off, so we cannot read its list of hashes"),
    "whole_agree": gettext_lazy(
        "the complete parts match the hashes that the file lists; the file is cut off, so we could not check the other parts"
    ),
    "unchecked": gettext_lazy("the file lists hashes of a kind that we cannot check"),
    "differ": gettext_lazy("some hashes do not match the content of the file"),
    "none": gettext_lazy("none"),
}


def hashes_state(said: Mapping[str, Any]) -> str:
    """Return `agree`, `unlisted`, `unchecked`, `differ` or `none`; nothing for a capture of ours. Older intakes called an unlisted part a difference."""
    state, differing = str(said.get("own_hashes", "")), said.get("differing", [])
    # A list that is cut may hide a hash that differs.
    if state == "differ" and 0 < len(differing) < TOLD and all(how == "unlisted" for _name, how in differing):
        return "unlisted"
    return state


def hashes_in_words(said: Mapping[str, Any]) -> str:
    """Say whether the hashes that a file carries are those of its content; nothing for a capture of ours."""
    state, records = hashes_state(said), _digests_in_words(said)
    lists = str(HASHES.get(state, "")) if state != "none" or not records else ""
    return "; ".join(filter(None, (lists, *records)))


def _digests_in_words(said: Mapping[str, Any]) -> list[str]:
    """Say whether each record of a web archive has the digest that the file gives for it."""
    told = said.get("record_digests") or {}
    agree, differ, unchecked = (told.get(name, 0) for name in ("agree", "differ", "unchecked"))
    if not agree + differ + unchecked:
        return []
    found = []
    if differ:
        found.append(_("some records’ digests do not match their content"))
    elif agree:
        found.append(_("each record’s digest matches its content"))
    if unchecked:
        found.append(
            ngettext(
                "the digest of {count} record cannot be checked here",
                "the digests of {count} records cannot be checked here",
                unchecked,
            ).format(count=f"{unchecked:,}")
        )
    if without := told.get("without", 0):
        found.append(
            ngettext("{count} record has no digest", "{count} records have no digest", without).format(
                count=f"{without:,}"
            )
        )
    return found


def facts(said: Mapping[str, Any], signature: str) -> list[str]:
    """A sentence for each kind of contradiction, with the parts that it concerns; none where the file has none."""
    state = hashes_state(said)
    found = _of_parts(said.get("differing", []))
    if state == "differ" and not found:
        found.append(_("The content of the file does not match the hashes that the file lists."))
    if state == "unlisted":
        found.append(_("Every hash that the file lists matches its content."))
    found += _of_records(said)
    if signature == BROKEN:
        found.append(_("The signature in the file is not valid."))
    return found + _of_pages(said) + _of_times(said)


def _of_parts(differing: Sequence[Sequence[str]]) -> list[str]:
    """A sentence for each way in which parts are not as the file lists them."""
    parts = {
        how: [name for name, one in differing if one == how] for how in ("changed", "missing", "unlisted")
    }
    found = []
    if names := parts["changed"]:
        found.append(
            ngettext(
                "The content of this part does not match the hash that the file lists for it: {names}.",
                "The content of these parts does not match the hashes that the file lists for them: {names}.",
                len(names),
            ).format(names=_joined(names))
        )
    if names := parts["missing"]:
        found.append(
            ngettext(
                "The file lists this part but does not contain it: {names}.",
                "The file lists these parts but does not contain them: {names}.",
                len(names),
            ).format(names=_joined(names))
        )
    if names := parts["unlisted"]:
        found.append(
            ngettext(
                "The file contains this part but does not list it, so the part has no hash: {names}.",
                "The file contains these parts but does not list them, so the parts have no hashes: {names}.",
                len(names),
            ).format(names=_joined(names))
        )
    return found


def _of_pages(said: Mapping[str, Any]) -> list[str]:
    """Name the first pages that the file lists and does not hold."""
    absent = said.get("not_held", [])
    count = len(absent) + said.get("more_not_held", 0)
    if not count:
        return []
    return [
        ngettext(
            "The file lists {count} page that it does not contain: {names}.",
            "The file lists {count} pages that it does not contain: {names}.",
            count,
        ).format(count=f"{count:,}", names=_joined(absent, of=count))
    ]


def _of_times(said: Mapping[str, Any]) -> list[str]:
    """Name the first pages whose list gives another time than their record, and a record that is later than all pages."""
    found = [
        _(
            "The list of pages says that “{address}” was captured on {listed}, but the record of the page says {recorded}."
        ).format(address=address, listed=said_times.in_words(listed), recorded=said_times.in_words(recorded))
        for address, listed, recorded in said.get("listed_otherwise", [])
    ]
    latest = said.get("latest", "")
    if is_later(latest, said_times.told(said).last):
        words = _("The file contains a record dated {when}, more than a day after its pages were captured.")
        found.append(words.format(when=said_times.in_words(latest)))
    return found


def _of_records(said: Mapping[str, Any]) -> list[str]:
    """Name the first records whose content does not have the digest that the file gives for it."""
    told = said.get("record_digests") or {}
    if not (count := told.get("differ", 0)):
        return []
    names = [name or _("a record without an address") for name in told["differing"]]
    return [
        ngettext(
            "The content of this record does not match the digest that the file gives for it: {names}.",
            "The content of these records does not match the digests that the file gives for them: {names}.",
            count,
        ).format(names=_joined(names, of=count))
    ]


def _differs(said: Mapping[str, Any]) -> bool:
    """Whether a hash that the file lists, or a digest of a record, is not that of its content."""
    return hashes_state(said) == "differ" or bool((said.get("record_digests") or {}).get("differ"))


def meaning(said: Mapping[str, Any], signature: str) -> str:
    """Say what the facts can mean, for pages and papers alike; nothing where there are none."""
    if _differs(said) or signature == BROKEN:
        return _(
            "This file contradicts itself. Somebody changed or damaged it after its hashes or signature were made, or they were wrong from "
            "the start. We cannot tell which."
        )
    if hashes_state(said) == "unlisted":
        return _(
            "This file contains something that its own list does not name. Somebody added it after the list was made, or the "
            "program that made the file does not list everything. We cannot tell which."
        )
    if said.get("not_held") and said.get("is_cut_off"):
        return _(
            "This file is cut off, and its list of pages names something that the file does not contain. That content was lost "
            "with the rest of the file, or it was never in the file. We cannot tell which."
        )
    if said.get("not_held"):
        return _(
            "This file’s list of pages names something that the file does not contain. Somebody changed the file, or the "
            "program that made it lists pages that it could not save. We cannot tell which."
        )
    if _of_times(said):
        return _(
            "This file gives times that do not agree. A clock was wrong, somebody changed a time, or the content of the file "
            "was captured at several times. We cannot tell which."
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
        "We keep the file unchanged. You can ask its sender for another copy and add that copy as well. If somebody makes an exhibit from this file, the papers of "
        "the exhibit list the differences."
    )
    return Contradiction(found, facts(said, signature), advice) if found else None


def _joined(names: Sequence[str], *, of: int = 0) -> str:
    told = ", ".join(f"“{name}”" for name in names[:NAMED])
    if (more := max(of, len(names)) - len(names[:NAMED])) > 0:
        return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
            names=told, count=more
        )
    return told
