"""The command that only shows: status."""

import dataclasses
from datetime import datetime

from digest.cli.app import ERR, ConfigOption, JsonOption, load
from digest.cli.report import print_json, print_status
from digest.store import SourceState, Store, database_file


def status(*, config: ConfigOption = None, json: JsonOption = False) -> int:
    """Show every source: last success, yield, next time, and what is wrong.

    Exit status: 0 well, 1 a source is in trouble or misconfigured, 2 bad configuration.
    """
    settings = load(config)
    file = database_file(settings.store_url)
    states: list[SourceState] = []
    counts: dict[str, int] = {}
    removed: tuple[str, ...] = ()
    unread: list[str] = []
    if file is not None and file.exists():
        with Store(settings.store_url) as store:
            known = store.sources.states()
            counts = store.articles.counts()
            removed = store.sources.tell_removed()
        states = [known[one.name] for one in settings.sources if one.name in known]
        unread = [one.name for one in settings.sources if one.name not in known]
    else:
        ERR.print("nothing was read yet; read all sources with: digest run")
    if json:
        told = [_state_dict(one) for one in states]
        print_json({"sources": told, "unread": unread, "removed": list(removed)})
    else:
        print_status(states, settings, counts=counts, unread=unread, removed=removed)
    enabled = {one.name for one in settings.sources if one.enabled}
    in_trouble = any(one.in_trouble and one.name in enabled for one in states)
    return 1 if in_trouble or settings.problems else 0


def _state_dict(state: SourceState) -> dict[str, object]:
    values = dataclasses.asdict(state) | {"in_trouble": state.in_trouble}
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in values.items()
    }
