"""Fifteen everyday cases and further ones, each in the readings that an honest officer may take of it, with the outcome of each.

The look is at somebody's page, not announced and not hidden, unless a reading says otherwise.
"""

from tests.triage.cases import ASK, CHIS, DS, NONE, PLAIN
from tests.triage.more_cases import FRAUD, NON_RIPA, OVERT, REFUSED

PRELIMINARY, OBSERVATION, IMMEDIATE, PLAN = (
    ("preliminary",),
    ("observation",),
    ("immediate",),
    ("overt_plan",),
)
LOOK = PLAIN | {"covert": "no", "one_off": "yes", "f1": "yes", "offence": "none"}
PRIVATE = {"f2": "yes"}
KEPT = {"f2": "yes", "f4": "yes"}
AGAIN = {"one_off": "no", "f7": "yes"}
THEMES = {"no_one_named": "yes", "specific_investigation": "no", "f1": "no", "one_off": "no"}

EVERYDAY = {
    "benefit": [
        ("one glance, to see whether the page is hers", {**PRIVATE, "offence": "social_security_act_1992_s111a"}, PRELIMINARY),
        ("posts about a partner are kept for the case", {**KEPT, "offence": "social_security_act_1992_s111a"}, DS),
        ("she is followed, and nothing is kept", {**PRIVATE, **AGAIN, "offence": FRAUD}, DS),
    ],
    "fly-tipping": [
        ("what he offers to clear, read once", {"offence": "environmental_protection_act_1990_s33"}, PRELIMINARY),
        ("his advertisements are kept, which tell nothing private", {"f4": "yes", "offence": "environmental_protection_act_1990_s33"}, PRELIMINARY),
        ("who he is and where he goes is kept", {**KEPT, "f3": "yes", "offence": "environmental_protection_act_1990_s33"}, DS),
    ],
    "blue badge": [
        ("the holder's sister uses it: photographs of outings are kept", {**KEPT, "offence": "road_traffic_regulation_act_1984_s117"}, NON_RIPA),
        ("the same as fraud", {**KEPT, "offence": FRAUD}, DS),
        ("the holder was written to", {**KEPT, "told": "yes", "offence": FRAUD}, OVERT),
    ],
    "sick leave": [
        ("a manager looks at an employee's holiday pictures", {**KEPT, "core_function": "no", "employee": "yes"}, NON_RIPA),
        ("the same called fraud", {**KEPT, "core_function": "no", "offence": FRAUD, "employee": "yes"}, NON_RIPA),
        ("day by day, to show how she lives", {**KEPT, "f5": "yes", "core_function": "no", "offence": FRAUD, "employee": "yes"}, NON_RIPA),
    ],
    "school place": [
        ("where the family lives is kept", {**KEPT}, NON_RIPA),
        ("the same, with fraud named and a school place meant", {**KEPT, "offence": FRAUD, "civil_behind_offence": "yes"}, ASK),
        ("day by day", {**KEPT, "f5": "yes"}, ASK),
    ],
    "missing child": [
        ("tonight", {**KEPT, "immediate": "yes", "child": "yes"}, IMMEDIATE),
        ("the next week, and what is found is kept", {**KEPT, **AGAIN, "prior_looks": 1, "child": "yes"}, NON_RIPA),
        ("through a friend's account of a closed group", {**KEPT, "immediate": "yes", "lent_login": "yes", "child": "yes"}, ASK),
    ],
    "taxi": [
        ("whether a driver without a licence advertises, read once", {"offence": "miscellaneous_provisions_act_1976_s46"}, PRELIMINARY),
        ("his advertisements are kept and watched", {**KEPT, **AGAIN, "offence": "miscellaneous_provisions_act_1976_s46"}, NON_RIPA),
        ("an officer orders a ride and chats under another name", {"relationship": "yes", "offence": "miscellaneous_provisions_act_1976_s46"}, CHIS),
    ],
    "planning": [
        ("an outbuilding in one open post", {**PRIVATE}, PRELIMINARY),
        ("holiday posts are kept to prove the use", {**KEPT}, NON_RIPA),
        ("the owner was told by letter, the third look", {**KEPT, "told": "yes", "prior_looks": 2}, PLAN),
    ],
    "subletting": [
        ("whether the flat is offered, read once", {"offence": "social_housing_fraud_act_2013_s1"}, PRELIMINARY),
        ("the tenant's life elsewhere is kept", {**KEPT, "f6": "yes", "offence": "social_housing_fraud_act_2013_s1"}, DS),
        ("an officer joins a closed group without saying who she is", {**KEPT, "past_access_control": "yes", "offence": "social_housing_fraud_act_2013_s1"}, DS),
    ],
    "counterfeit": [
        ("what a named seller offers, once", {"offence": PLAIN["offence"]}, PRELIMINARY),
        ("the shop page every day, kept", {**KEPT, **AGAIN, "offence": PLAIN["offence"]}, DS),
        ("one purchase like any customer's", {"one_off": "no", "f4": "yes", "offence": PLAIN["offence"]}, NONE),
    ],
    "anti-social behaviour": [
        ("a video that a neighbour sent a link to, read once", {**PRIVATE, "offence": "criminal_damage_act_1971_s1"}, PRELIMINARY),
        ("his days are logged", {**KEPT, "f5": "yes", "offence": "criminal_damage_act_1971_s1"}, ASK),
        ("the neighbour is asked to befriend him", {"relationship": "yes", "third_party": "yes", "offence": "disorder"}, CHIS),
    ],
    "councillor complaint": [
        ("the one post complained of is read", {**PRIVATE, "elected_member": "yes"}, PRELIMINARY),
        ("it is kept with the complaint; it is public debate, nothing private", {"f4": "yes", "elected_member": "yes"}, PRELIMINARY),
        ("the whole of his page is gone through and kept", {**KEPT, "f3": "yes", "elected_member": "yes"}, NON_RIPA),
    ],
    "vetting": [
        ("the applicant was told", {**KEPT, "told": "yes", "core_function": "no", "recruitment": "yes"}, OVERT),
        ("the applicant was not told", {**PRIVATE, "core_function": "no", "recruitment": "yes"}, NON_RIPA),
        ("a notice on the jobs page names the practice and the service", {**PRIVATE, "made_open": "notice", "core_function": "no", "recruitment": "yes"}, OVERT),
    ],
    "safeguarding": [
        ("a parent's open page once, before a visit", {**PRIVATE, "care": "yes"}, PRELIMINARY),
        ("the same again, with what was seen kept on the child's file", {**KEPT, **AGAIN, "care": "yes"}, NON_RIPA),
        ("the family was told", {**KEPT, "told": "yes", "care": "yes"}, OVERT),
    ],
    "hashtags": [
        ("what is said under a hashtag", THEMES, OBSERVATION),
        ("the same week by week, with posts kept that tell of people", {**THEMES, **KEPT, "f7": "yes"}, OBSERVATION),
        ("one who posts there is picked out and kept", {**THEMES, **KEPT, "f1": "yes"}, NON_RIPA),
    ],
}  # fmt: skip
# Further days of a council, for facts of which the fifteen say little.
FURTHER = {
    "a page of the council": [
        ("comments under the council's own post, kept with a complaint", {**KEPT, "made_open": "own_page"}, OVERT),
        ("the third time for the same person", {**KEPT, "made_open": "own_page", "prior_looks": 2}, PLAN),
        ("the same, by an account that is not to be noticed", {**KEPT, "made_open": "own_page", "covert": "yes"}, NON_RIPA),
        ("nobody knows whether it would be noticed", {**KEPT, "made_open": "own_page", "covert": "unknown"}, ASK),
    ],
    "an interview": [
        ("she knows that it is voluntary and who asks; the recorder is hidden", {**KEPT, "open_interview": "yes", "offence": FRAUD}, NONE),
        ("her page is put beside what she says", {**KEPT, "open_interview": "yes", "f6": "yes", "offence": FRAUD}, DS),
        ("nobody knows whether she knows", {**KEPT, "open_interview": "unknown", "offence": FRAUD}, ASK),
    ],
    "a live film": [
        ("from a kitchen, to everybody", {**KEPT, "inside_home": "unknown", "offence": FRAUD}, ASK),
        ("from a kitchen, through a friend's phone", {**KEPT, "inside_home": "yes", "third_party": "yes", "offence": FRAUD}, REFUSED),
        ("of a market stall, seen once", {"offence": PLAIN["offence"]}, PRELIMINARY),
    ],
    "a tool": [
        ("a contractor counts what is said of a road", {**THEMES, "third_party": "yes"}, OBSERVATION),
        ("a contractor makes a report on a trader's life", {**KEPT, "f3": "yes", "f8": "yes", "third_party": "yes", "offence": FRAUD}, DS),
        ("nobody knows whether the tool keeps anything", {**PRIVATE, "f4": "unknown", "third_party": "yes", "offence": FRAUD}, ASK),
    ],
    "a profile of several officers": [
        ("that shows that it is the council's, to tell a seller", {**KEPT, "shared_profile": "yes", "told": "yes"}, OVERT),
        (
            "that does not show it, to read an open page twice",
            {**PRIVATE, **AGAIN, "shared_profile": "yes", "false_persona": "yes", "covert": "yes", "prior_looks": 1, "offence": FRAUD},
            DS,
        ),
        (
            "that talks to a seller of vapes",
            {"shared_profile": "yes", "false_persona": "yes", "covert": "yes", "relationship": "yes", "offence": "licensing_act_2003_s146"},
            CHIS,
        ),
        (
            "nobody knows whether it also watches him",
            {**PRIVATE, "shared_profile": "yes", "covert": "yes", "relationship": "yes", "f4": "unknown", "offence": "licensing_act_2003_s146"},
            ASK,
        ),
    ],
    "council tax": [
        ("a debtor's car in an open post, once", {**PRIVATE}, PRELIMINARY),
        ("fraud is named, and a debt is meant", {**KEPT, "offence": FRAUD, "civil_behind_offence": "yes"}, ASK),
        ("a discount for living alone is checked, and posts are kept", {**KEPT, "f6": "yes", "offence": FRAUD}, DS),
    ],
    "food": [
        ("a kitchen without registration, its menu read the third time", {"prior_looks": 2, "one_off": "no"}, PLAN),
        ("its menu kept, which tells nothing private", {"f4": "yes", "one_off": "no"}, NONE),
        ("its owner was written to", {"f4": "yes", "told": "yes"}, OVERT),
    ],
    "a protest": [
        ("what is planned for Saturday", {**THEMES, "offence": "disorder", "group": "yes"}, OBSERVATION),
        ("the organiser is followed", {**THEMES, **KEPT, "f1": "yes", "f3": "yes", "offence": "disorder", "group": "yes"}, NON_RIPA),
        (
            "an officer joins the closed group",
            {**KEPT, "no_one_named": "yes", "specific_investigation": "no", "past_access_control": "yes", "offence": "disorder", "group": "yes"},
            NON_RIPA,
        ),
    ],
    "an officer's own account": [
        ("her own, because it is quick", {**PRIVATE, "unlawful_means": "yes"}, REFUSED),
        ("nobody knows whose account would be used", {**PRIVATE, "unlawful_means": "unknown"}, ASK),
        ("a neighbour lends a login", {**PRIVATE, "lent_login": "yes", "offence": FRAUD}, ASK),
    ],
    "litter in Scotland": [
        ("photographs of who dropped it are kept", {**KEPT, "nation": "scotland", "offence": "environmental_protection_act_1990_s87"}, DS),
        ("day by day", {**KEPT, "f5": "yes", "nation": "scotland", "offence": "environmental_protection_act_1990_s87"}, ASK),
    ],
    "a fostering check in Wales": [
        ("the applicants were told", {**KEPT, "told": "yes", "care": "yes", "recruitment": "yes", "nation": "wales"}, OVERT),
        ("their friends' comments are kept, and they were not told", {**KEPT, "f8": "yes", "care": "yes", "recruitment": "yes", "nation": "wales"}, NON_RIPA),
        ("under a false profile", {**PRIVATE, "care": "yes", "false_persona": "yes", "covert": "yes", "nation": "wales"}, REFUSED),
    ],
}  # fmt: skip
READINGS = {
    f"{case}: {reading}": (LOOK | facts, outcomes)
    for case, readings in {**EVERYDAY, **FURTHER}.items()
    for reading, facts, outcomes in readings
}
