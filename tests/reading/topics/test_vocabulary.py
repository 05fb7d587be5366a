import pytest

from watchbook.reading.topics.vocabulary import stem, terms, vocabulary


@pytest.mark.parametrize(
    ("words", "stemmed"),
    [
        (("investigate", "investigates", "investigated", "investigating"), "investigat"),
        (("policy", "policies"), "policy"),
        (("letter", "letters"), "letter"),
        (("site", "sites"), "sit"),
        (("press",), "press"),
        (("use",), "use"),
        (("ties",), "tie"),
    ],
)
def test_a_word_is_the_same_whatever_its_ending(words, stemmed):
    assert {stem(word) for word in words} == {stemmed}


@pytest.mark.parametrize(
    "text",
    [
        "Lord Judge",
        "the Rt Hon Lord Judge, Chief Surveillance Commissioner",
        "the Office of Surveillance Commissioners",
        "the OSC’s",
        "IPCO's",
        "THE SURVEILLANCE COMMISSIONER’S OFFICE",
    ],
)
def test_a_body_is_the_same_by_all_its_names(text):
    assert terms(text) <= {"surveillance_commissioner", "rt", "hon"}
    assert "surveillance_commissioner" in terms(text)


def test_the_longest_phrase_is_read_first():
    assert terms("the Surveillance Camera Commissioner") == {"surveillance_camera_commissioner"}
    assert terms("what you wrote back") == {"reply"}
    assert terms("what you wrote") == {"letter"}


def test_the_manners_of_a_request_and_numbers_say_nothing():
    assert terms("Please could you kindly provide me with a copy of any of these for 2016?") == frozenset()


def test_an_unknown_word_speaks_for_itself():
    assert terms("Any bees?") == {"bee"}


def test_no_phrase_means_two_things():
    entries = {entry for known in vocabulary().phrases.values() for entry in known}
    assert len(entries) == len({phrase for phrase, _ in entries})


def test_phrases_under_one_word_stand_longest_first():
    for known in vocabulary().phrases.values():
        lengths = [len(phrase) for phrase, _ in known]
        assert lengths == sorted(lengths, reverse=True)
