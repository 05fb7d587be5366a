"""Shapes of what is typed about recommendations: hostile and wrong input."""

from tests.oversight.typed import errors
from watchbook.oversight.recommendation.forms import (
    DischargeForm,
    EvidenceForm,
    RecommendationForm,
    ReopenForm,
)
from watchbook.register.forms import TakeBackForm


def test_a_recommendation_has_words_a_rating_an_owner_and_a_day():
    assert errors(RecommendationForm({"owner": "nobody"}, owners=[])) == {
        "words": ["Enter the recommendation"],
        "rating": ["Select red, amber or green"],
        "owner": ["Select one of the answers on this page"],
        "due_on": ["Enter the due date"],
    }


def test_each_step_says_what_it_needs():
    assert errors(EvidenceForm({})) == {
        "on": ["Enter the date of the action"],
        "words": ["Enter the action"],
    }
    assert errors(DischargeForm({})) == {
        "on": ["Enter the date on which you discharge the recommendation"],
        "words": ["Enter the evidence that you looked at"],
        "confirmed": ["Tick the box to confirm that you looked at the evidence"],
    }
    assert errors(TakeBackForm({})) == {"confirmed": ["Tick the box to take the entry back"]}
    assert errors(ReopenForm({})) == {
        "on": ["Enter the date on which you open the recommendation again"],
        "words": ["Enter why you are opening the recommendation again"],
    }
