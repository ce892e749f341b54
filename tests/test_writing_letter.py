"""A letter holds an edition in all its forms, and whether it is worth a mail."""

import time
from dataclasses import replace

from editions import WORDS, an_edition, with_rest
from morning import DAY, EDITION, ENTRY, STORED

from digest.model import Change, Letter, Revised, Section
from digest.writing import html, letter, markdown, subject, text

NOTHING = replace(EDITION, sections=())


def test_letter_has_each_form_of_the_edition() -> None:
    made = letter(replace(EDITION, language="pt"), "morning")
    assert made == Letter(
        series="morning",
        day=DAY,
        title="Libya in the morning",
        subject=subject(EDITION),
        markdown=markdown(EDITION),
        html=html(EDITION),
        text=text(EDITION),
        language="en",
    )


def test_letter_tells_something_where_there_are_articles_or_nothing_could_be_read() -> None:
    revised = Revised(stored=STORED, source_title="The Post", kind="material")
    change = Change(source="a", title="", at=STORED.first_seen, note="")
    assert letter(EDITION, "").news
    assert letter(replace(NOTHING, late=Section(entries=(ENTRY,))), "").news
    assert letter(replace(NOTHING, revised=(revised,)), "").news
    assert letter(replace(NOTHING, unread=True), "").news
    assert not letter(replace(NOTHING, changes=(change,), long_broken=2), "").news


def test_letter_of_a_hundred_articles_is_written_within_a_tenth_of_a_second() -> None:
    took = []
    for edition in 3 * [with_rest(an_edition(80, language)) for language in WORDS]:
        began = time.process_time()
        letter(edition, "")
        took.append(time.process_time() - began)
    assert min(took) < 0.1
