"""The values that go from step to step.

All are frozen and hold no library's objects, so that they can cross a process
boundary, be compared and be kept. Times are aware datetimes. Addresses are absolute
http(s) addresses in WHATWG form, as `address.absolute` gives them. Text is plain:
no markup, no entities, no control characters. HTML is what `markup.clean` returned.
"""

from digest.model.article import Article, Changed, Enclosure, Image, Published, Stored
from digest.model.discovery import Considered, Habit, Induced, Link, Shown, Survey, Way
from digest.model.edition import (
    Change,
    Edition,
    Entry,
    Feed,
    Listed,
    Mention,
    Revised,
    Section,
    Told,
    Trouble,
    Version,
)
from digest.model.extraction import Dropped, Extraction, Furniture, Seen
from digest.model.host import Rest, RobotsCopy
from digest.model.letter import Delivery, Letter, MailServer
from digest.model.search import Search
from digest.model.series import Limits, Series
from digest.model.source import ArticleRules, Failure, ListingRules, Network, Outcome, Page, Source
from digest.model.subject import Subject

__all__ = [
    "Article",
    "ArticleRules",
    "Change",
    "Changed",
    "Considered",
    "Delivery",
    "Dropped",
    "Edition",
    "Enclosure",
    "Entry",
    "Extraction",
    "Failure",
    "Feed",
    "Furniture",
    "Habit",
    "Image",
    "Induced",
    "Letter",
    "Limits",
    "Link",
    "Listed",
    "ListingRules",
    "MailServer",
    "Mention",
    "Network",
    "Outcome",
    "Page",
    "Published",
    "Rest",
    "Revised",
    "RobotsCopy",
    "Search",
    "Section",
    "Seen",
    "Series",
    "Shown",
    "Source",
    "Stored",
    "Subject",
    "Survey",
    "Told",
    "Trouble",
    "Version",
    "Way",
]
