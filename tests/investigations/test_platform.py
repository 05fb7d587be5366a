"""What people call each platform, on pages and in answers."""

from watchbook.investigations.queries import platform_title, platform_titles


def test_each_platform_has_the_name_that_people_use():
    assert (platform_title("x"), platform_title("facebook")) == ("X (Twitter)", "Facebook")
    assert (platform_title("web"), platform_title("unknown")) == ("another website", "not known")
    assert len(set(platform_titles().values())) == len(platform_titles())
