"""Cases that docs/law/triage.md#worked-cases leaves out: turns of its own examples, of its neighbours in the Codes, of nations and days."""

from datetime import date

from tests.triage.cases import AT_LARGE, CHIS, DS, LITTER, NONE, ONCE, TODAY, WATCHED

BOTH = (*DS, *CHIS)
NON_RIPA, OVERT, PLAN, ASK, REFUSED = ("non_ripa",), ("overt",), ("overt_plan",), ("ask",), ("not_allowed",)
ALCOHOL, FRAUD = "licensing_act_2003_s146", "fraud_act_2006_s2"
TOBACCO, NICOTINE = "children_act_1933_s7", "children_and_families_act_2014_s92"
ALL = dict.fromkeys(("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"), "yes")
SOURCE = {**WATCHED, "relationship": "yes"}
NO_OFFENCE = {**WATCHED, "offence": "none"}
FIRST, THEN, TORN, SPLIT = date(2011, 6, 1), date(2013, 6, 1), date(2016, 6, 1), date(2019, 6, 1)

# What happens: facts, outcomes, flags that must be among those raised, the day.
MORE = {
    "themes turn to one poster": ({**WATCHED, "f3": "yes"}, DS, (), TODAY),
    "themes turn to one poster, for no investigation": ({**WATCHED, "specific_investigation": "no"}, NON_RIPA, (), TODAY),
    "a tool puts together a profile of a trader": ({**ALL, "third_party": "yes"}, DS, ("third_party", "collateral_intrusion"), TODAY),
    "a tool searches for an event": ({**AT_LARGE, "third_party": "yes"}, ("observation",), ("third_party",), TODAY),
    "whoever organises the event is watched": (NO_OFFENCE, NON_RIPA, (), TODAY),
    "nobody is named, yet it is aimed at somebody": ({**AT_LARGE, "f1": "yes"}, ("observation",), ("nobody_but_aimed",), TODAY),
    "one purchase online like any customer's": ({"f1": "yes", "f4": "yes"}, NONE, (), TODAY),
    "a persona in a closed group begins to talk": (SOURCE, BOTH, (), TODAY),
    "a persona talks and nothing is watched": ({"relationship": "yes", "f1": "yes"}, CHIS, (), TODAY),
    "an account is taken over with consent": ({**SOURCE, "lent_login": "yes"}, ASK, ("lent_login",), TODAY),
    "an account is taken over without": ({**SOURCE, "unlawful_means": "yes"}, REFUSED, (), TODAY),
    "a login is lent to read a closed group": ({**WATCHED, "lent_login": "yes"}, ASK, ("lent_login",), TODAY),
    "one stallholder is watched at the car-boot sale": (WATCHED, DS, (), TODAY),
    "a test purchase with a hidden camera": ({"f1": "yes", "f2": "yes", "f4": "yes", "offence": ALCOHOL, "child": "yes"}, DS, ("child",), TODAY),
    "the buyer gets to know the shopkeeper, with a camera": ({**SOURCE, "offence": ALCOHOL}, BOTH, (), TODAY),
    "talk in a pub is heard by chance": ({**AT_LARGE, "covert": "yes"}, ("observation",), (), TODAY),
    "a claim of injury is investigated as fraud": ({**WATCHED, "offence": FRAUD, "employee": "yes"}, DS, ("employee",), TODAY),
    "the same claim is a matter of discipline": ({**WATCHED, "offence": FRAUD, "core_function": "no"}, NON_RIPA, (), TODAY),
    "a litterer's daily life is logged": ({**WATCHED, "f5": "yes", "offence": LITTER}, ASK, ("disproportionate", "below_threshold"), TODAY),
    "the same in Scotland, where no threshold is": ({**WATCHED, "f5": "yes", "offence": LITTER, "nation": "scotland"}, ASK, ("disproportionate",), TODAY),
    "a litterer is watched at one place": ({**WATCHED, "offence": LITTER}, NON_RIPA, ("below_threshold",), TODAY),
    "a recorder hears what is said in a home": ({**WATCHED, "inside_home": "yes"}, REFUSED, (), TODAY),
    "an interview is recorded, as was said": ({"f1": "yes", "f2": "yes", "f4": "yes", "told": "yes", "covert": "no"}, OVERT, (), TODAY),
    "a neighbour is asked to log who comes and goes": ({**WATCHED, "third_party": "yes"}, DS, ("third_party",), TODAY),
    "the same over a civil matter": ({**NO_OFFENCE, "third_party": "yes"}, NON_RIPA, ("third_party",), TODAY),
    "a social worker looks every week": ({**NO_OFFENCE, "care": "yes"}, NON_RIPA, ("care",), TODAY),
    "a social worker looks every week and told the family": ({**NO_OFFENCE, "care": "yes", "told": "yes", "covert": "no"}, OVERT, ("care",), TODAY),
    "a social worker looks by a false profile": ({**NO_OFFENCE, "care": "yes", "false_persona": "yes"}, REFUSED, ("care", "false_persona"), TODAY),
    "the same, not known, in 2016": ({**ONCE, "care": "yes", "false_persona": "unknown", "nation": "wales"}, REFUSED, ("care",), TORN),
    "a false profile in trading standards": ({**WATCHED, "false_persona": "yes"}, DS, ("false_persona",), TODAY),
    "a manager follows an employee who is ill": ({**NO_OFFENCE, "core_function": "no", "employee": "yes"}, NON_RIPA, ("employee",), TODAY),
    "an employee is befriended": ({**SOURCE, "core_function": "no", "offence": "none"}, REFUSED, (), TODAY),
    "an applicant is not told": ({"f1": "yes", "f2": "yes", "core_function": "no", "offence": "none", "recruitment": "yes"}, NON_RIPA, ("recruitment",), TODAY),
    "a critic is followed": ({**NO_OFFENCE, "specific_investigation": "no", "campaigner": "yes"}, NON_RIPA, ("campaigner",), TODAY),
    "a protest is followed to prevent disorder": ({**WATCHED, "offence": "disorder", "group": "yes"}, NON_RIPA, ("group", "below_threshold"), TODAY),
    "the missing child is still watched next day": ({**NO_OFFENCE, "child": "yes"}, NON_RIPA, ("child",), TODAY),
    "in haste with a borrowed password": ({"unlawful_means": "yes", "immediate": "yes"}, REFUSED, (), TODAY),
    "in haste by a friend request": ({"relationship": "yes", "immediate": "yes"}, CHIS, (), TODAY),
    "an outbuilding is looked up once": ({**ONCE, "offence": "none"}, ("preliminary",), (), TODAY),
    "a letter was sent and a persona is used": ({**WATCHED, "told": "yes"}, DS, ("told_but_covert",), TODAY),
    "a letter was sent and it is the third look": ({**WATCHED, "told": "yes", "covert": "no", "prior_looks": 2}, PLAN, ("red_look",), TODAY),
    "the second first look": ({**ONCE, "prior_looks": 1}, ("preliminary",), ("amber_look",), TODAY),
    "a source, and watching for a matter below the threshold": ({**SOURCE, "offence": LITTER}, CHIS, ("below_threshold",), TODAY),
    "a source, and watching to prevent disorder": ({**SOURCE, "offence": "disorder"}, CHIS, ("below_threshold",), TODAY),
    "the same in Northern Ireland": ({**SOURCE, "offence": "disorder", "nation": "northern_ireland"}, BOTH, (), TODAY),
    "the same before the threshold": ({**SOURCE, "offence": "disorder"}, BOTH, (), FIRST),
    "a source for public safety in Scotland": ({**SOURCE, "offence": "public_safety", "nation": "scotland"}, BOTH, (), TODAY),
    "a source over tobacco": ({**SOURCE, "offence": TOBACCO}, CHIS, ("tobacco_and_vapes_act_2026",), TODAY),
    "a source over an offence of another nation": ({**SOURCE, "offence": "vandalism_scotland_1995_s52"}, CHIS, ("offence_of_another_nation",), TODAY),
    "disorder before the threshold": ({**WATCHED, "offence": "disorder"}, DS, (), FIRST),
    "disorder after it": ({**WATCHED, "offence": "disorder", "nation": "wales"}, NON_RIPA, ("below_threshold",), THEN),
    "public safety in England": ({**WATCHED, "offence": "public_safety"}, NON_RIPA, (), SPLIT),
    "public health in Scotland": ({**WATCHED, "offence": "public_health", "nation": "scotland"}, DS, (), SPLIT),
    "nicotine before it was an offence": ({**WATCHED, "offence": NICOTINE}, NON_RIPA, (), THEN),
    "nicotine as an exception": ({**WATCHED, "offence": NICOTINE}, DS, (), TORN),
    "tobacco since the Act of 2026": ({**WATCHED, "offence": TOBACCO}, ASK, ("tobacco_and_vapes_act_2026",), TODAY),
}  # fmt: skip
