"""The worked cases of docs/law/triage.md#worked-cases by their id: the facts of each, its outcomes, and a provision that must be among its reasons."""

from datetime import date
from typing import NamedTuple

from watchbook.triage.facts import parse
from watchbook.triage.rules import decide

TODAY = date(2026, 11, 25)
COUNTERFEIT = "trade_marks_act_1994_s92"
LITTER = "environmental_protection_act_1990_s87"
FACTORS = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8")
# The facts that earlier editions did not ask, as nothing of the sort would be done.
ADDED = dict.fromkeys(
    ("past_access_control", "shared_profile", "made_open", "open_interview", "civil_behind_offence"), "no"
)
# Every fact answered: nobody unlawful, told or hurried; a covert look for an offence above the threshold, nothing seen yet.
PLAIN = {
    **dict.fromkeys(
        ("unlawful_means", "lent_login", "inside_home", "relationship", "third_party", "no_one_named", "immediate", "told", "one_off"),
        "no",
    ),
    **dict.fromkeys(FACTORS, "no"),
    **ADDED,
    "specific_investigation": "yes",
    "covert": "yes",
    "core_function": "yes",
    "offence": COUNTERFEIT,
    "nation": "england",
    "prior_looks": 0,
}  # fmt: skip
WATCHED = {"f1": "yes", "f2": "yes", "f4": "yes", "f7": "yes"}
AT_LARGE = {"no_one_named": "yes", "specific_investigation": "no", "covert": "no"}
ONCE = {"one_off": "yes", "f1": "yes"}


class Case(NamedTuple):
    """One row of the table."""

    facts: dict
    outcomes: tuple
    cites: str
    flags: tuple = ()


DS, CHIS, NONE, ASK = ("directed_surveillance",), ("chis",), ("none",), ("ask",)
CASES = {
    "T01": Case(ONCE, ("preliminary",), "3.15"),
    "T02": Case(WATCHED, DS, "3.15"),
    "T03": Case({**ONCE, "f2": "yes"}, ("preliminary",), "3.15"),
    "T04": Case({**WATCHED, "one_off": "yes", "f3": "yes", "f5": "yes", "f7": "no"}, DS, "3.15"),
    "T05": Case(AT_LARGE, ("observation",), "3.33"),
    "T07": Case({**AT_LARGE, "third_party": "yes"}, ("observation",), "3.17", ("third_party",)),
    "T08": Case({**AT_LARGE, "f4": "yes", "f7": "yes"}, ("observation",), "3.17"),
    "T10": Case({**WATCHED, "third_party": "yes"}, DS, "4.32", ("third_party",)),
    "T11": Case(AT_LARGE, ("observation",), "3.33"),
    "T13": Case({"f1": "yes", "covert": "no"}, NONE, "3.14"),
    "T14": Case({**ONCE, "f2": "yes"}, ("preliminary",), "3.14"),
    "T15": Case({**WATCHED, "f3": "yes"}, DS, "3.13"),
    "T16": Case({**WATCHED, "told": "yes", "covert": "no"}, ("overt",), "3.12"),
    "T17": Case({"f1": "yes", "f2": "yes", "f4": "yes"}, DS, "4.31"),
    "T19": Case({"relationship": "yes", "f2": "yes", "third_party": "yes"}, CHIS, "4.30"),
    "T20": Case({"specific_investigation": "no", "offence": "none"}, NONE, "4.32"),
    "T21": Case(WATCHED, DS, "4.32"),
    "T23": Case({**WATCHED, "f3": "yes"}, DS, "4.32"),
    "T24": Case({"relationship": "yes", "f1": "yes", "f2": "yes"}, CHIS, "4.30"),
    "T25": Case({"relationship": "yes", "f1": "yes", "f2": "yes", "third_party": "yes"}, CHIS, "4.30"),
    "T27": Case({**WATCHED, "relationship": "unknown"}, ASK, "4.33"),
    "T29": Case({"no_one_named": "yes", "specific_investigation": "no", "immediate": "yes"}, ("immediate",), "3.32"),
    "T30": Case({**AT_LARGE, "covert": "yes"}, ("observation",), "3.33"),
    "T31": Case({**AT_LARGE, "covert": "yes"}, ("observation",), "3.33"),
    "T33": Case({"f1": "yes", "offence": "licensing_act_2003_s146"}, NONE, "chapter 2"),
    "T35": Case({"relationship": "yes", "f1": "yes"}, CHIS, "chapter 2"),
    "T36": Case({"f1": "yes", "f4": "yes"}, NONE, "3.6"),
    "T37": Case({**WATCHED, "f5": "yes"}, DS, "3.6"),
    "T38": Case({"no_one_named": "yes", "f2": "yes", "f4": "yes"}, DS, "3.5"),
    "T40": Case({**WATCHED, "core_function": "no", "offence": "none"}, ("non_ripa",), "3.35"),
    "T42": Case({**WATCHED, "f5": "yes", "offence": "criminal_damage_act_1971_s1"}, ASK, "4.8", ("disproportionate",)),
    "T43": Case({**WATCHED, "f5": "yes", "offence": "none"}, ASK, "4.8", ("disproportionate",)),
    "T45": Case(WATCHED, DS, "3.39"),
    "T46": Case({"f4": "yes", "f7": "yes"}, NONE, "3.40"),
    "T48": Case({"covert": "no"}, NONE, "chapter 2"),
    "T50": Case({"relationship": "yes", "f1": "yes", "offence": "disorder"}, CHIS, "14.8"),
    "T51": Case({**ONCE, "f2": "yes", "offence": "none"}, ("preliminary",), "note 289.1"),
    "T53": Case({"relationship": "yes", "f1": "yes", "offence": "none"}, ("not_allowed",), "children's and adult"),
    "T54": Case({"f1": "yes", "f2": "yes", "told": "yes", "covert": "no", "core_function": "no", "recruitment": "yes"}, ("overt",), "ICO", ("recruitment",)),
    "T56": Case(WATCHED, DS, "3.16"),
    "T57": Case({**AT_LARGE, "told": "yes"}, ("overt",), "3.12"),
    "T59": Case({**WATCHED, "unlawful_means": "yes"}, ("not_allowed",), "personal accounts"),
    "T60": Case({**WATCHED, "immediate": "yes", "offence": "none"}, ("immediate",), "26(2)(c)"),
    "T62": Case({**WATCHED, "inside_home": "unknown"}, ASK, "26(3)"),
    "T64": Case({"f1": "yes", "f2": "yes", "f4": "yes", "offence": "none"}, ("non_ripa",), "Article 8"),
}  # fmt: skip


def decided(on=TODAY, **changed):
    """The decision on the plain facts with some of them changed."""
    return decide(parse({**PLAIN, **changed}, on=on), on=on)
