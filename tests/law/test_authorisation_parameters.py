"""The values that authorisations are asked by, and the provisions behind them."""

from datetime import date

from tests.each import each
from watchbook.law.parameters import parameter_entry
from watchbook.law.provisions import provision

TODAY = date(2026, 11, 25)
# Cited by the rules of authorisations without a value of their own.
CITED = (
    "ripa.s30", "ripa.s43.4", "ripa.s45", "ripa.s29.5", "ripa.code.separation", "ripa.code.confidential",
    "ripa.code.reviews", "ripa.vulnerable", "ripsa.s5",
)  # fmt: skip


@each(
    ("name", "value", "provision_id"),
    [
        ("authority.non_ripa.duration_months", 3, "authority.non_ripa"),
        ("authority.overt_plan.at_most_months", 3, "authority.overt_plan"),
        ("authority.review.at_most_months", 1, "authority.review"),
        ("authority.review.grace_working_days", 5, "authority.review"),
        ("authority.review.covert_profile_months", 6, "authority.covert_profile"),
        ("authority.renewal.prepare_days", 28, "authority.renewal"),
        ("authority.renewal.decide_days", 14, "authority.renewal"),
        ("authority.renewal.court_days", 7, "authority.renewal"),
        ("authority.formulaic.words_in_a_row", 8, "authority.formulaic"),
        ("authority.formulaic.shared_percent", 40, "authority.formulaic"),
        ("ripa.quashing.business_days", 2, "ripa.s32B"),
        ("ripa.error_report.working_days", 10, "ripa.code.errors"),
        ("ripa.error_report.warned_working_days", 8, "ripa.code.errors"),
        ("ripsa.error_report.working_days", 10, "ripa.code.errors"),
        ("ripa.chis.not_against_parent_under_age", 16, "ripa.juvenile_parent"),
        ("ripa.chis.appropriate_adult_under_age", 16, "ripa.juvenile_adult"),
        ("authority.source_records.opening_at_most_days", 7, "authority.source_records"),
        ("authority.break_glass.hours", 24, "authority.break_glass"),
        ("ripa.chis.juvenile_review_months", 1, "ripa.juveniles_order_2018"),
    ],
)
def test_each_value_is_dated_and_cites_its_provision(name, value, provision_id):
    entry = parameter_entry(name, on=TODAY)
    assert (entry.value, entry.provision) == (value, provision_id)
    assert provision(provision_id).gloss_in("en")


def test_what_the_rules_cite_is_glossed_and_from_memory_is_not_called_verified():
    for one in CITED:
        assert provision(one).gloss_in("en")
    assert not provision("ripa.code.reviews").verified
