"""Which other addresses of a site are looked at."""

import pytest

from digest.configure.elsewhere import sections


@pytest.mark.parametrize(
    ("url", "above"),
    [
        ("https://e.org/politics/libya/2026/11/a-story?x=1", ["politics/libya/", "politics/", ""]),
        ("https://e.org/a/b/c/story.html", ["a/b/c/", "a/b/", ""]),
        ("https://e.org/2026/11/20/story", [""]),
        ("https://e.org/story#top", [""]),
        ("https://e.org/", []),
    ],
)
def test_sections_above_a_page_are_those_of_its_path_that_are_no_dates(
    url: str, above: list[str]
) -> None:
    assert list(sections(url)) == [f"https://e.org/{path}" for path in above]
