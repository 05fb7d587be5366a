"""Words about captures: how many posts, how a page ended, what a photo holds besides."""

from watchbook.evidence.wording import besides_in_words, end_in_words, posts_in_words


def test_no_post_counted_is_not_known_rather_than_none():
    assert posts_in_words(0).startswith("not known")
    assert (posts_in_words(None), posts_in_words(1200)) == (None, "1,200")


def test_what_a_photo_holds_besides_is_said_with_its_size():
    said = besides_in_words([["film", 1_234_567], ["notes", 90]])
    assert said.startswith(
        "a short video of 1,234,567 bytes, of the kind that phones keep with a photo; notes that"
    )
    assert said.endswith("Watchbook shows only the picture, but the stored file contains the rest as well")
    assert besides_in_words([]) == ""
    assert "unknown data" in besides_in_words([["of another release", 1]])


def test_by_what_the_end_is_known_is_said_of_feeds_alone():
    assert end_in_words(was_said=True, silent_seconds=0.0).startswith("the site itself said")
    assert end_in_words(was_said=False, silent_seconds=8.0).endswith("sent nothing more for 8 seconds")
    assert end_in_words(was_said=False, silent_seconds=0.0) == ""
