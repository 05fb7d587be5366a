"""Words of an entry of the disclosure log by their stems, as its table's index holds them and a search asks for them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func


class WordsOfEntry(Func):
    """The words of an entry by their stems: title, questions and answers; neither keys nor codes."""

    template = (
        "(to_tsvector('english', %(expressions)s)"
        " || jsonb_to_tsvector('english', jsonb_path_query_array(answers, '$[*].question'), '[\"string\"]')"
        " || jsonb_to_tsvector('english', jsonb_path_query_array(answers, '$[*].answer'), '[\"string\"]'))"
    )
    arity = 1
    output_field = SearchVectorField()


class QuestionsWith(Func):
    """Whether each question of an entry, in its order, or its answer has the words of a search."""

    template = (
        "ARRAY(SELECT to_tsvector('english', concat_ws(' ', one ->> 'question', one ->> 'answer')) @@ %(expressions)s"
        " FROM jsonb_array_elements(answers) WITH ORDINALITY AS each(one, place) ORDER BY place)"
    )
    arity = 1
    output_field = ArrayField(BooleanField())
