"""The reference of config.toml, written from the models that check it.

So that no key can be missing from the documentation, or be described as what it was.
"""

import json
from datetime import time, timedelta
from typing import Any

from pydantic.fields import FieldInfo

from digest.config import delivery_tables, edition_tables, source_tables, tables
from digest.config.kinds import Expected
from digest.config.table import Table
from digest.config.values import written

_SECTIONS: tuple[tuple[str, type[Table]], ...] = (
    ("Above the first section", tables.TopTable),
    ("`[digest]`", edition_tables.DigestTable),
    ("`[[edition]]`", edition_tables.EditionTable),
    ("`[mail]`", delivery_tables.MailTable),
    ("`[[webhook]]`", delivery_tables.WebhookTable),
    ("`[summary]`", delivery_tables.SummaryTable),
    ("`[store]`", tables.StoreTable),
    ("`[output]`", tables.OutputTable),
    ("`[feeds]`", tables.FeedsTable),
    ("`[fetch]`", tables.FetchTable),
    ("`[serve]`", tables.ServeTable),
    ("`[[subject]]`", tables.SubjectTable),
    ("`[[feed]]`", tables.FeedTable),
    ("`[[source]]`", source_tables.SourceTable),
    ("`[[source]]` and `[defaults]`", source_tables.DefaultsTable),
    ("`[source.listing]` and `[defaults.listing]`", source_tables.ListingTable),
    ("`[source.article]` and `[defaults.article]`", source_tables.ArticleTable),
    ("`[source.access]`", source_tables.AccessTable),
)


def reference() -> str:
    """Return Markdown: for each section a table of its keys, their kinds and meanings."""
    return "\n".join(_section(heading, table) for heading, table in _SECTIONS)


def _section(heading: str, table: type[Table]) -> str:
    inherited = source_tables.DefaultsTable.written() if table is source_tables.SourceTable else {}
    rows = [
        _row(key, field)
        for key, field in table.written().items()
        if key not in inherited and field.description
    ]
    about = (table.__doc__ or "").strip().replace("\n    ", "\n")
    head = "| key | takes | default | meaning | example |\n|---|---|---|---|---|"
    return "\n".join([f"## {heading}", "", about, "", head, *rows, ""])


def _row(key: str, field: FieldInfo) -> str:
    takes = next(about.what for about in field.metadata if isinstance(about, Expected))
    default = "required" if field.is_required() else _cell(field.default)
    example = _cell(field.examples[0] if field.examples else field.default)
    return f"| `{key}` | {takes} | {default} | {field.description} | {example} |"


def _cell(value: Any) -> str:
    """Return a value as TOML has it; nothing for one that stands for "not given"."""
    return f"`{_toml(value)}`" if value not in ("", None) else ""


def _toml(value: Any) -> str:
    match value:
        case list():
            return f"[{', '.join(_toml(each) for each in value)}]"
        case timedelta():
            return json.dumps(written(value))
        case time():
            return json.dumps(f"{value:%H:%M}")
        case float():
            return f"{value:g}"
        case _:
            return json.dumps(value, ensure_ascii=False)
