"""Where the big publishing systems have what a page would advertise.

It imports nothing, since the program itself needs it, while pages are read in processes of
their own.
"""

POSTS = "wp/v2/posts"
"""Where the interface of a WordPress has its posts, and what they are asked for by:
https://developer.wordpress.org/rest-api/reference/posts/"""
POSTS_ASKED = "per_page=20&_fields=link,title,date_gmt,excerpt,content,jetpack_featured_media_url"

ADDRESSES = (
    ("feed", "feed/"),
    ("feed", "rss.xml"),
    ("feed", "feed.xml"),
    ("feed", "atom.xml"),
    ("feed", "rss"),
    ("posts", f"wp-json/{POSTS}?{POSTS_ASKED}"),
    ("sitemap", "news-sitemap.xml"),
)
"""What to try from the root of a site whose page is of no use, and what it should be."""
