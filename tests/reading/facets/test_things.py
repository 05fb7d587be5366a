"""What a question wants named is read from its words: services, platforms, offences, people; and of which looks or authorisations."""

from tests.each import each
from watchbook.reading.facets.things import (
    asked_population,
    asks_of_the_past,
    names_some,
    things_asked,
)

ASKED = {
    "Which services made these looks?": ("service",),
    "Can you tell me the departments in which these checks happened?": ("service",),
    "Identify the sections of the council responsible for these looks.": ("service",),
    "Which of your departments carried out social media checks?": ("service",),
    "Who made the looks at social media?": ("person",),
    "Whose decision was it to carry out each look?": ("person",),
    "By which officers, by job title, were the authorisations granted?": ("person",),
    "Provide the job titles of everyone who looked at social media.": ("grade",),
    "What types of offence were being investigated?": ("crime",),
    "What were the officers' reasons for viewing those profiles?": ("purpose",),
    "Please set out the apps on which residents' posts were read.": ("platform",),
    "List the platforms viewed.": ("platform",),
    "Which social networks have been searched and by whom?": ("platform", "person"),
    "Under which statutory power did each look take place?": ("law",),
    "Which external bodies carried out looks for you?": ("provider",),
    "Name the courts that granted judicial approval.": ("court",),
    "What kinds of people were looked at?": ("watched",),
    "What was the outcome of each look?": ("outcome",),
}
NOT_ASKED = (
    "How many officers looked at social media?",
    "How many looks were made by officers who had been trained?",
    "Lord Judge, who was the Chief Surveillance Commissioner, wrote to every council.",
    "Please supply the policy under which officers may look at profiles.",
    "Have your auditors ever gone through what officers do on Facebook?",
    "Slides by which staff are trained on social media.",
    "What number of officers looked at social media?",
    "Over what time frame are the services reviewed?",
)


@each(("question", "things"), ASKED.items())
def test_a_question_asks_for_things_to_be_named(question, things):
    assert things_asked(question) == things


@each("question", NOT_ASKED)
def test_what_only_speaks_of_things_asks_for_none(question):
    assert things_asked(question) == ()


@each(
    ("question", "population"),
    [
        ("Which services made these looks?", "looks"),
        ("Which directorates obtained RIPA authorisations?", "authorisations"),
        ("State which departments have covert profiles.", "profiles"),
        ("What crimes were looked into under surveillance?", "authorisations"),
        ("Which companies supply software?", ""),
    ],
)
def test_the_things_are_those_of_looks_or_of_authorisations(question, population):
    assert asked_population(question) == population


@each(
    ("question", "is_past"),
    [
        ("Which services made these looks?", True),
        ("Who authorised the directed surveillance?", True),
        ("On which platforms were people looked at?", True),
        ("Which services look at social media?", False),
        ("In which service areas are social networks searched?", False),
        ("Who must authorise a look?", False),
    ],
)
def test_what_was_done_is_told_from_what_is_allowed(question, is_past):
    assert asks_of_the_past(question) is is_past


@each(
    ("thing", "answer", "names"),
    [
        ("service", "Housing and Licensing made them.", True),
        ("service", "70 looks were made.", False),
        ("platform", "They used facebook.", True),
        ("grade", "Two directors and one head of service.", True),
        ("person", "40 were made in 2025.", False),
        ("provider", "It is Loomwright Ltd.", True),
    ],
)
def test_words_that_name_a_thing_are_told_from_a_bare_figure(thing, answer, names):
    assert names_some(thing, answer=answer) is names
