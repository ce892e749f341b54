"""Which of a source's pages are asked for, over sites whose pages fail or lead around."""

from datetime import timedelta
from pathlib import Path

from runner import NOON, Runner
from site_server import Answer, Site, configuration

from digest.parsing import Parsers


def publish(site: Site, numbers: range) -> list[str]:
    """Articles at addresses that look like some, which is all that a sitemap tells of them."""
    return [
        site.publish(number, path=f"/2026/11/20/what-the-council-said-{number}")
        for number in numbers
    ]


def xml(root: str, *locations: str) -> Answer:
    """A sitemap, or an index of some, by the name of its root element."""
    entry = {"urlset": "url", "sitemapindex": "sitemap"}[root]
    rows = "".join(f"<{entry}><loc>{location}</loc></{entry}>" for location in locations)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return Answer(f'<{root} xmlns="{space}">{rows}</{root}>', content_type="application/xml")


def test_a_second_page_that_fails_costs_that_page_only(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], more="max_pages = 3"), parsers)
    for number in range(5):
        site.publish(number)
    listing = site.answer("/").body
    assert isinstance(listing, str)
    site.pages["/"] = Answer(listing.replace("</head>", '<link rel="next" href="/page/2"></head>'))
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.reason) == (5, "")
    older = "".join(
        f'<article><h2><a href="{site.publish(number)}">An older headline about story {number}</a>'
        "</h2></article>"
        for number in range(10, 15)
    )
    site.pages["/page/2"] = Answer(f"<html><body><main>{older}</main></body></html>")
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.known) == (5, 5)


def test_an_article_behind_a_redirector_is_fetched_where_it_leads_and_once(
    site: Site, runner: Runner
) -> None:
    """The redirector is out of reach here; its own page would be no article."""
    around = "https://www.google.com/url?sa=D&amp;q="
    for number in range(5):
        site.publish(number, path=f"/story-{number}")
    listing = site.answer("/").body
    assert isinstance(listing, str)
    assert 'href="' in listing
    wrapped = listing.replace('href="/story-', f'href="{around}{site.url}/story-')
    site.pages["/"] = Answer(wrapped)
    assert wrapped.count(around) == 5
    assert runner.run().outcomes[0].new == 5
    site.pages["/"] = Answer(listing)
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.known) == (0, 5)


def test_indexes_of_sitemaps_that_name_each_other_come_to_an_end(
    site: Site, runner: Runner
) -> None:
    for path in ("/", "/one.xml", "/two.xml"):
        site.pages[path] = xml("sitemapindex", f"{site.url}/one.xml", f"{site.url}/two.xml")
    (outcome,) = runner.run().outcomes
    assert "no links" in outcome.reason
    assert site.asked == ["/robots.txt", "/", "/one.xml", "/two.xml"]


def test_an_index_is_asked_again_for_a_newer_sitemap(site: Site, runner: Runner) -> None:
    site.pages["/november.xml"] = xml("urlset", *publish(site, range(3)))
    site.pages["/december.xml"] = xml("urlset", *publish(site, range(3, 6)))
    site.pages["/"] = xml("sitemapindex", f"{site.url}/november.xml")
    assert runner.run().outcomes[0].new == 3
    site.pages["/"] = xml("sitemapindex", f"{site.url}/december.xml", f"{site.url}/november.xml")
    assert runner.run().outcomes[0].new == 3


def test_a_sitemap_of_an_index_that_is_remembered_is_not_left_for_a_passing_fault(
    site: Site, runner: Runner
) -> None:
    news = xml("urlset", *publish(site, range(3)))
    site.listed.clear()
    site.pages["/news.xml"] = news
    site.pages["/index-of-news.xml"] = xml("sitemapindex", f"{site.url}/news.xml")
    site.pages["/robots.txt"] = Answer(
        f"Sitemap: {site.url}/index-of-news.xml", content_type="text/plain"
    )
    assert runner.run().outcomes[0].way == "sitemap"
    site.pages["/news.xml"] = Answer("no", status=403)
    assert "403" in runner.run().outcomes[0].reason
    site.pages["/news.xml"] = news
    assert runner.run().outcomes[0].way == "sitemap"


def test_two_sources_of_one_page_both_see_what_is_new_on_it(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site, site])
    text = file.read_text().replace('name = "site0"', 'name = "site0"\nexclude = ["number 1"]')
    both = text.replace('name = "site1"', 'name = "site1"\ninclude = ["number 1"]')
    runner = Runner(tmp_path, file, parsers)
    file.write_text(both)
    for number in range(5):
        site.publish(number)
    runner.run()
    for number in range(5, 12):
        site.publish(number)
    file.write_text(both.replace('name = "site1"', 'name = "site1"\nenabled = false'))
    assert runner.run(at=NOON + timedelta(minutes=1)).outcomes[0].new == 5
    file.write_text(both)
    runner.run(at=NOON + timedelta(minutes=2))
    assert len(runner.titles()) == 12
