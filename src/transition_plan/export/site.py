"""What a site's program reads in a post: its marks, kept literal in the owner's text, and its own shortcodes."""

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from transition_plan.markdown import escape, link, one_line
from transition_plan.months import month
from transition_plan.passages import fences
from transition_plan.plan import Date

JEKYLL, HUGO, PLAIN = "jekyll", "hugo", "plain"
FLAVORS = (JEKYLL, HUGO, PLAIN)
JOINER = "\u2060"  # no width: it keeps two characters from being a mark
_INSIDE = r"(?:(?:(?!\{\{|\}\}|/\*|\*/).)*?)"
SHORTCODE = re.compile(rf"\{{\{{(?:<{_INSIDE}>|%{_INSIDE}%)\}}\}}|\{{\{{(?=[<%])", re.DOTALL)
TWEET = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,30})/status/(\d{1,30})(?:[/?#]\S*)?")
VIDEO = re.compile(r"https?://(?:(?:www\.|m\.)?youtube\.com/watch\?v=|youtu\.be/)([\w-]{6,20})(?:[&?#]\S*)?")
ALONE = re.compile(
    r"^(?:<?(?P<url>https?://[^\s<>()]+)>?|\[(?P<label>[^\]\n]*)\]\((?P<target>https?://[^\s()]+)\))$", re.M
)

LINE = re.compile(r"[^\n]*\n|[^\n]+")
SHORTCODES = ("timeline", "tweet")  # of ours, in plan_templates/export


class Entry(NamedTuple):
    """A dated line of a timeline; its text is Markdown already."""

    day: int
    date: Date
    text: str


def literal(text: str, flavor: str) -> str:
    """Return the owner's own Markdown with every mark of the site's program shown as it was typed."""
    if flavor == JEKYLL:
        return re.sub(r"\{\{|\{%", lambda mark: f"{{{{ '{mark[0]}' }}}}", text)
    return SHORTCODE.sub(commented, text) if flavor == HUGO else text


def commented(found: re.Match[str]) -> str:
    """Return a shortcode as Hugo shows one instead of running it; a mark that begins none is taken apart."""
    whole = found[0]
    if whole == "{{":
        return f"{{{JOINER}{{"
    return f"{whole[:3]}/*{whole[3:-3]}*/{whole[-3:]}"


def own_text(text: str, flavor: str) -> str:
    """Return the owner's own Markdown: passed through, marks literal, a link alone on its line embedded."""
    made, last, lines = [], 0, LINE.findall(text)
    for begin, end in fences(lines):
        made += [embedded("".join(lines[last:begin]), flavor), literal("".join(lines[begin:end]), flavor)]
        last = end
    return "".join([*made, embedded("".join(lines[last:]), flavor)]).strip("\n")


def embedded(text: str, flavor: str) -> str:
    """Return a text without code, its lonely links embedded."""
    made, last = [], 0
    for found in ALONE.finditer(text):
        block = embed(found["url"] or found["target"], found["label"] or "", flavor)
        if block:
            made += [literal(text[last : found.start()], flavor), block]
            last = found.end()
    return "".join([*made, literal(text[last:], flavor)])


def embed(url: str, label: str, flavor: str) -> str:
    """Return a post or film of a social site as the program shows it; nothing for another address."""
    if flavor == PLAIN:
        return ""
    if tweet := TWEET.fullmatch(url):
        address = f"https://twitter.com/{tweet[1]}/status/{tweet[2]}"
        if flavor == HUGO:
            return f'{{{{< tweet user="{tweet[1]}" id="{tweet[2]}" >}}}}'
        return (
            f'<blockquote class="twitter-tweet"><a href="{address}">{as_html(label or address)}</a></blockquote>\n'
            '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
        )
    if video := VIDEO.fullmatch(url):
        if flavor == HUGO:
            return f"{{{{< youtube {video[1]} >}}}}"
        return (
            f'<iframe src="https://www.youtube-nocookie.com/embed/{video[1]}" title="{as_html(label or "film")}" '
            f"allowfullscreen></iframe>\n\n{link(label or url, url)}"
        )
    return ""


def as_html(text: str) -> str:
    """Return words as they stand in HTML and in its attributes, where no Markdown is read, and no mark of Jekyll's."""
    return html.escape(one_line(text)).replace("{", "&#123;").replace("}", "&#125;")


def timeline(entries: Sequence[Entry], flavor: str, *, months: bool = False) -> str:
    """Return a timeline: a shortcode an entry for Hugo, else a list; without dates in days, or in months."""
    dated = all(one.date for one in entries)
    if flavor == HUGO and dated:
        return "\n\n".join(
            f'{{{{% timeline timelinedate="{one.date}" %}}}}\n{one.text}\n{{{{% /timeline %}}}}' for one in entries
        )
    count = {one.day: f"Month {month(one.day)}" if months else f"Day {one.day}" for one in entries}
    lines = [f"- **{one.date or count[one.day]}** {one.text}" for one in entries]
    return "\n".join([*lines, *(["{: .timeline}"] if flavor == JEKYLL and lines else [])])


def entry_marks(iso: str, day: str, flavor: str) -> tuple[str, str, str]:
    """Return what stands before and behind an event of the road, and before what else belongs to it."""
    if flavor == HUGO:
        return f'{{{{% timeline timelinedate="{iso}" %}}}}\n', "\n{{% /timeline %}}", ""
    return f"- **{escape(iso if flavor == JEKYLL else day)}** ", "", "  "


def shortcodes_in(text: str) -> list[str]:
    """Return the names of our shortcodes that a post for Hugo uses."""
    return [name for name in SHORTCODES if re.search(rf"\{{\{{[<%] {name} ", text)]
