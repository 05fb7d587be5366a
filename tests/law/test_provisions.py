"""The provisions that rules cite, in our own words."""

import pytest

from tests.each import each
from watchbook.law.provisions import Provision, UnknownProvision, provision, provision_ids


def test_a_provision_says_where_it_stands_and_what_it_says():
    found = provision("foia.s10.1")
    assert found.title == "Freedom of Information Act 2000, section 10(1)"
    assert "20th working day" in found.gloss_in("en")
    assert found.verified


@each(
    "provision_id",
    [
        "foia", "foia.s1.3", "foia.s9", "foia.s10.1", "foia.s10.2", "foia.s10.3", "foia.s10.6", "foia.s12",
        "foia.s17", "foia.s45_code", "foia.s50", "foia.fees_regulations",
        "eir", "eir.time", "eir.reg7", "eir.reg9", "eir.reg11", "eir.reg18", "eisr.reg17",
        "foia.not_held", "foisa.not_held", "eir.not_held", "eisr.not_held",
        "foisa", "foisa.time", "foisa.working_day", "foisa.fees_notice", "foisa.s12", "foisa.s20",
        "foisa.s21", "foisa.s47", "eisr", "eisr.time", "eisr.extension", "eisr.working_day", "eisr.reg16",
        "ropsi", "ripa", "ripa.s32A.2", "ripa.s43.3", "ripa.juveniles_order", "ripa.juveniles_order_2018",
        "ipa2016.pt8", "ripsa", "ripsa.duration", "ripsa.chis_code.4.2",
    ],
)  # fmt: skip
def test_every_provision_of_the_clocks_and_durations_is_there(provision_id):
    assert provision_id in provision_ids()


@each("provision_id", provision_ids())
def test_every_provision_has_a_title_an_edition_and_words_of_our_own(provision_id):
    found = provision(provision_id)
    assert found.title
    assert found.edition
    assert found.gloss_in("en").endswith(".")
    assert isinstance(found.verified, bool)


def test_a_gloss_is_said_in_the_readers_language_or_in_english_where_there_are_no_other_words_yet():
    both = Provision(id="x", title="x", edition="x", gloss={"en": "Day.", "cy": "Dydd."}, verified=False)
    assert both.gloss_in("cy") == "Dydd."
    assert both.gloss_in("gd") == "Day."


def test_an_unknown_provision_is_a_mistake_of_the_program():
    with pytest.raises(UnknownProvision, match=r"foia\.s999"):
        provision("foia.s999")


def test_nobody_can_change_a_gloss():
    with pytest.raises(TypeError):
        provision("foia.s10.1").gloss["en"] = "Whenever."
