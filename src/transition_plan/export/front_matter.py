"""The front matter of a post: the owner's keys with their types, whatever YAML the site's program reads."""

import datetime
import re
from collections.abc import Mapping

import yaml

from .site import JEKYLL

# Programs differ in what a bare word is (yes, 1e3, 0o17, 12:30): a text stands in quotation marks unless it is plain.
PLAIN_TEXT = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ ,./'’()–—-]*[A-Za-zÀ-ÿ.)]")
NO_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
UNPUBLISHED: Mapping[str, Mapping[str, object]] = {JEKYLL: {"published": False}}
DRAFT: Mapping[str, object] = {"draft": True}


class Dumper(yaml.SafeDumper):
    """Writes YAML in which a text can be nothing but a text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Set a list's entries in, as people write them."""
        super().increase_indent(flow, False)


def text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return a text as YAML: in quotation marks unless every reader takes it for a text."""
    bare = PLAIN_TEXT.fullmatch(text) and text.casefold() not in NO_TEXT and ": " not in text and " #" not in text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if bare else '"')


def moment_node(dumper: yaml.SafeDumper, moment: datetime.datetime) -> yaml.ScalarNode:
    """Return a day and time as every reader takes it for one."""
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", moment.isoformat())


Dumper.add_representer(str, text_node)
Dumper.add_representer(datetime.datetime, moment_node)


def front_matter(keys: Mapping[str, object]) -> str:
    """Return the front matter with its two lines of dashes."""
    text = yaml.dump(dict(keys), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10**6)
    return f"---\n{text}---\n"


def keys_of_post(
    own: Mapping[str, object], title: str, subtitle: str, start: datetime.date | None, today: datetime.date, flavor: str
) -> dict[str, object]:
    """Return the keys: the owner's as they are, and those that a post needs besides; it is published by its owner."""
    first: dict[str, object] = {"layout": "post"} if flavor == JEKYLL else {}
    first |= {"title": title} | ({"subtitle": subtitle} if subtitle else {})
    last: dict[str, object] = {"date": today, **UNPUBLISHED.get(flavor, DRAFT)}
    last |= {"start": start} if start else {}
    missing = {key: value for key, value in first.items() if key not in own}
    return {**missing, **own, **{key: value for key, value in last.items() if key not in own}}


def date_of_post(keys: Mapping[str, object]) -> datetime.date | None:
    """Return the day that a post bears, if its owner's own date is one."""
    said = keys.get("date")
    if isinstance(said, datetime.datetime):
        return said.date()
    if isinstance(said, datetime.date):
        return said
    found = re.match(r"\d{4}-\d\d-\d\d", str(said))
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def is_draft(keys: Mapping[str, object], flavor: str) -> bool:
    """Tell whether the site's program leaves the post out."""
    return keys.get("published") is False if flavor == JEKYLL else keys.get("draft") is True
