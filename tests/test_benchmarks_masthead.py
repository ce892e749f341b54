"""The bench of mastheads robs pages of their dates and counts what is still right."""

import gzip
import json
from pathlib import Path

from extracting import PARAGRAPH, document, ld

from benchmarks.masthead import Masthead, measure, robbed

NODE = ld('{"@type": "NewsArticle", "datePublished": "2025-12-07T10:00:00Z"}')
HEAD = (
    f'<title>t</title>{NODE}<script>var x = 1</script><link rel="canonical" href="/2025-12-07/x">'
    '<meta property="article:published_time" content="2025-12-07"><meta name="date" content="1/2">'
    '<meta name="description" content="words">'
)


def test_no_machine_readable_date_is_left_and_a_bar_is_put_first() -> None:
    body = '<time datetime="7 Dec" title="December 7, 2025">x</time><a title="kept">y</a>'
    text = robbed(document(body, HEAD).encode()).decode()
    assert "2025" not in text
    assert "7 Dec" not in text
    assert 'title="kept"' in text
    assert 'content="words"' in text
    assert "<body><div>Sunday, March 22, 2026</div>" in text
    assert b"March 22" in robbed(b"")


def test_pages_are_counted_by_what_was_answered(tmp_path: Path) -> None:
    pages = {
        "line": ("2025-12-07T10:00:00", "<p>December 7, 2025</p>"),
        "bar": ("2025-12-07", ""),
        "none": ("2025-12-07", ""),
        "vague": ("2025-00-00", "<p>December 7, 2025</p>"),
        "undated": (None, ""),
    }
    labels = []
    for name, (day, line) in pages.items():
        page = document(line, HEAD) if name != "none" else "<p>words</p>"
        (tmp_path / f"{name}.html.gz").write_bytes(gzip.compress(page.encode()))
        labels.append(json.dumps({"id": name, "date": day, "url": "https://a.example/2025/12/07/"}))
    (tmp_path / "labels.jsonl").write_text("\n".join(labels), "utf-8")
    assert PARAGRAPH
    assert measure(tmp_path) == Masthead(right=1 / 3, masthead=0.0, pages=3)
