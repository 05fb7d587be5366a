"""Words of a passage beside the rules: what they say is likely, when they overrule, and when they may not."""

from tests.each import each
from watchbook.reading.answer_letter import likely
from watchbook.reading.answer_letter.given_answer import AnswerOutcome

DISCLOSED, NIL, REFUSED = AnswerOutcome.DISCLOSED, AnswerOutcome.NIL, AnswerOutcome.REFUSED
ASKED = "How many cameras do you own?"


def weights(**features):
    """Weights by which a word speaks for an outcome."""
    outcomes = (DISCLOSED, NIL, REFUSED)
    return likely.OutcomeWeights(
        outcomes, {f"w {word}": [(outcomes.index(kind), by)] for word, (kind, by) in features.items()}
    )


def overruled(told, *, text, by):
    return likely.overruled(told, text=text, question=ASKED, by=by)


def test_likelihoods_add_up_to_one():
    found = likely.likelihoods("We own 14 of them.", question=ASKED, by=likely.weights())
    assert abs(sum(found.values()) - 1) < 1e-9


def test_words_that_make_an_outcome_nearly_sure_overrule_the_rules():
    by = weights(shan=(REFUSED, 9.0))
    assert overruled(NIL, text="That we shan not say.", by=by) is REFUSED


def test_words_that_leave_it_open_overrule_nothing():
    assert overruled(NIL, text="That we shan not say.", by=weights(shan=(REFUSED, 0.5))) is NIL


def test_words_turn_nothing_that_was_withheld_into_something_disclosed():
    assert overruled(REFUSED, text="Fourteen cameras.", by=weights(cameras=(DISCLOSED, 9.0))) is REFUSED


def test_nothing_is_taken_for_disclosed_that_the_words_hardly_believe():
    by = weights(perhaps=(DISCLOSED, -9.0))
    assert overruled(DISCLOSED, text="Perhaps.", by=by) is AnswerOutcome.UNCLEAR


@each(
    ("text", "feature"),
    [("In 2024, 12 of 0.", "w #year"), ("12", "w #n"), ("0", "w #0"), ("See s.31.", "sec 31")],
)
def test_amounts_years_and_sections_are_features(text, feature):
    assert feature in likely.features(text, question=ASKED)


def test_a_long_text_has_no_more_features_than_its_first_pages():
    text = "A sentence with words in it. " * 120
    assert likely.features(text, question=ASKED) == likely.features(text + "More. " * 9, question=ASKED)
