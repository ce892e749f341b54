"""What a site repeats, selectors that match nothing, and articles of several pages."""

import asyncio
from datetime import timedelta
from pathlib import Path

from runner import NOON, Runner
from site_server import Answer, Site, article, configuration, story

from digest import pipeline
from digest.model import Stored
from digest.parsing import Parsers
from digest.store import Store

LETTER = "<p>Get the letter of the editors every morning before breakfast: what matters, free.</p>"
RULES = '[source.article]\ntitle = ".headline"\nremove = ".newsletter"'


def stored(runner: Runner) -> dict[str, Stored]:
    """Return what is stored, by the last part of its address."""
    with Store(runner.settings.store_url) as store:
        every = store.articles.everything(most=100)
    return {one.article.url.rpartition("/")[2]: one for one in every}


def publish(site: Site, number: int, *more: str) -> None:
    site.publish(number)
    body = "".join((story(number), *more))
    site.pages[f"/news/story-number-{number}"] = Answer(article(f"Headline {number}", body=body))


def test_what_a_site_repeats_is_left_out_of_its_third_article_and_of_the_next_run(
    site: Site, runner: Runner
) -> None:
    for number in (3, 2, 1):
        publish(site, number, LETTER)
    runner.run()
    with_letter = [name for name, one in stored(runner).items() if "breakfast" in one.article.text]
    assert len(with_letter) == 2
    publish(site, 4, LETTER)
    runner.run()
    assert "breakfast" not in stored(runner)["story-number-4"].article.text


def test_an_article_that_is_read_again_and_again_teaches_nothing(
    site: Site, runner: Runner
) -> None:
    for number in (3, 2):
        publish(site, number)
    publish(site, 1, LETTER)
    for hours in range(4):
        title = f"Quite another headline, written {'again ' * hours}"
        site.listed[0] = ("/news/story-number-1", title)
        runner.run(at=NOON + timedelta(hours=hours))
    assert site.asked.count("/news/story-number-1") >= 4
    assert "breakfast" in stored(runner)["story-number-1"].article.text


def test_a_preview_learns_within_itself_and_leaves_no_trace(site: Site, runner: Runner) -> None:
    for number in (4, 3, 2, 1):
        publish(site, number, LETTER)
    (source,) = runner.settings.sources
    seen = asyncio.run(pipeline.preview(runner.settings, source, most=10))
    assert ["breakfast" in one.text for one in seen.articles] == [True, True, False, False]
    assert seen.unmatched == ()


def test_a_selector_that_matches_nothing_on_any_article_is_told_and_costs_none(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], more=RULES), parsers)
    for number in (1, 2):
        publish(site, number)
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.extracted, outcome.unmatched) == (2, 2, ("title",))
    for number in (3, 4, 5):
        publish(site, number)
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.unmatched) == (3, ("remove", "title"))
    assert unmatched(runner) == "remove title"
    (outcome,) = runner.run().outcomes
    assert (outcome.extracted, outcome.unmatched, unmatched(runner)) == (0, (), "remove title")
    publish(site, 6, '<p class="headline">The title that is meant</p>')
    publish(site, 7)
    (outcome,) = runner.run().outcomes
    assert outcome.unmatched == ()
    assert unmatched(runner) == ""


def unmatched(runner: Runner) -> str:
    with Store(runner.settings.store_url) as store:
        return store.sources.states()["site0"].unmatched


def test_a_selector_is_forgotten_with_the_rules_that_it_stood_in(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], more=RULES), parsers)
    publish(site, 1)
    runner.run()
    assert unmatched(runner) == "title"
    configuration(tmp_path, [site])
    runner.run()
    assert unmatched(runner) == ""


def paged(site: Site, last: int, *, number: int = 1) -> str:
    """Publish an article of several pages; return its path."""
    site.publish(number)
    path = f"/news/story-number-{number}"
    canonical = f'<link rel="canonical" href="{path}">'
    for page in range(1, last + 1):
        link = f'<link rel="next" href="{path}/{page + 1}">' if page < last else ""
        body = f"<p>Why it is all so, told on {last} pages.</p>{story(10 * number + page)}"
        made = article("A headline of many pages", body=body, head=canonical + link)
        site.pages[path if page == 1 else f"{path}/{page}"] = Answer(made)
    return path


def test_an_article_of_several_pages_is_one(site: Site, runner: Runner) -> None:
    for number in (5, 6, 7):
        publish(site, number)
    path = paged(site, 3)
    runner.run()
    text = stored(runner)["story-number-1"].article.text
    assert [text.count(f"number {n} in part 3") for n in (11, 12, 13)] == [1, 1, 1]
    assert text.index("number 11") < text.index("number 12") < text.index("number 13")
    assert text.count("Why it is all so") == 1
    site.listed.insert(0, (f"{path}/2", "The second page of what was long"))
    (outcome,) = runner.run(at=NOON + timedelta(minutes=1)).outcomes
    assert (outcome.new, outcome.known, len(stored(runner))) == (0, 5, 4)
    assert stored(runner)["story-number-1"].article.text == text


def test_an_article_that_is_listed_by_its_second_page_begins_with_its_first(
    site: Site, runner: Runner
) -> None:
    for number in (5, 6, 7):
        publish(site, number)
    path = paged(site, 3)
    site.listed[0] = (f"{path}/2", site.listed[0][1])
    runner.run()
    text = stored(runner)["story-number-1"].article.text
    assert [text.count(f"number {n} in part 3") for n in (11, 12, 13)] == [1, 1, 1]
    site.listed.append((path, "The first page of what was long"))
    (outcome,) = runner.run(at=NOON + timedelta(minutes=1)).outcomes
    assert (outcome.new, outcome.known, len(stored(runner))) == (0, 5, 4)


def test_a_later_page_whose_first_is_gone_is_better_than_nothing(
    site: Site, runner: Runner
) -> None:
    for number in (5, 6, 7):
        publish(site, number)
    path = paged(site, 3)
    site.listed[0] = (f"{path}/2", site.listed[0][1])
    del site.pages[path]
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.failures) == (4, ())
    assert "number 13 in part 3" in stored(runner)["story-number-1"].article.text


def test_a_page_that_fails_for_now_comes_later_and_what_is_there_stays(
    site: Site, runner: Runner
) -> None:
    path = paged(site, 3)
    third = site.pages[f"{path}/3"]
    site.pages[f"{path}/3"] = Answer("slower", status=429)
    (outcome,) = runner.run().outcomes
    one = stored(runner)["story-number-1"]
    assert (outcome.new, outcome.failures, one.article.partial) == (1, (), "")
    assert "number 12" in one.article.text
    assert "number 13" not in one.article.text
    site.pages[f"{path}/3"] = third
    runner.run(at=NOON + timedelta(hours=2))
    whole = stored(runner)["story-number-1"].article.text
    assert "number 13" in whole
    site.pages[f"{path}/2"] = Answer("slower", status=429)
    changed = site.pages[path]
    changed.body = str(changed.body).replace("A headline", "Another headline")
    (outcome,) = runner.run(at=NOON + timedelta(hours=26)).outcomes
    assert outcome.updated == 1
    assert stored(runner)["story-number-1"].article.text == whole


def test_pages_that_are_gone_or_lead_back_end_an_article(site: Site, runner: Runner) -> None:
    path = paged(site, 3)
    site.pages[f"{path}/3"] = Answer("gone", status=404)
    other = paged(site, 3, number=2)
    site.pages[f"{other}/2"] = Answer("", status=302, headers={"Location": other})
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.failures) == (2, ())
    assert f"{other}/3" not in site.asked


def test_at_most_twenty_pages_follow(site: Site, runner: Runner) -> None:
    path = paged(site, 30)
    runner.run()
    assert f"{path}/21" in site.asked
    assert f"{path}/22" not in site.asked
