"""``plan export post``: the plan as a blog post for the public, checked before it leaves."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from transition_plan.answers import Answers
from transition_plan.documents import safe_view, tidy
from transition_plan.errors import Refused, UnknownName, WrongUse
from transition_plan.ids import slug
from transition_plan.journey import RoadLink
from transition_plan.markdown import escape
from transition_plan.months import MONTH, in_months, is_seeking, told_wins
from transition_plan.plan import Plan
from transition_plan.rendering import environment, fill_layout

from .bundle import Bundle, Exported, File
from .front_matter import date_of_post, front_matter, is_draft, keys_of_post
from .hidden import Names
from .leaks import Leak, find_leaks
from .public import Public, public_plan
from .renaming import public_names
from .site import (
    FLAVORS,
    HUGO,
    JEKYLL,
    PLAIN,
    Entry,
    embed,
    entry_marks,
    own_text,
    shortcodes_in,
    timeline,
)

PLAN, ROAD = "plan", "journey"
LAYOUTS = {PLAN: "_post.md.j2", ROAD: "_post_road.md.j2"}
LONGEST_NAME = 70  # characters of a post's file name, without its day
JOINING = {"a", "an", "and", "at", "for", "from", "in", "my", "next", "of", "on", "or", "the", "to", "with"}
SHOWN = 8  # names that stand in one line of a note


def export(bundle: Bundle) -> Exported:
    """Return the post, and for Hugo the shortcodes that it uses.

    Raises:
        Refused: somebody, some firm or something private would be told.
        UnknownName: a name to show that the plan file does not have, or no such flavor.
    """
    answers, today = bundle.answers, bundle.today
    if answers is None or today is None:
        raise WrongUse("a post needs the answers and a day", "give --today DATE")
    flavor = find_flavor(bundle.options.flavor)
    names = public_names(answers, bundle.options.show_names)
    public = public_plan(bundle.plan, answers, names)
    subject = find_subject(bundle)
    keys = keys_for(public.plan, subject, today, flavor)
    if flavor == JEKYLL and "date" not in public.plan.front_matter:
        keys = keys_for(public.plan, subject, day_of_former(bundle.former, name_of(keys)) or today, flavor)
    text = front_matter(keys) + "\n" + body(public.plan, subject, bundle, flavor)
    files = (File(file_name(keys, today, flavor), text.encode()), *site_files(text, bundle.assets, flavor))
    refuse_leaks(files, answers, names)
    return Exported(files, tuple(notes(public, names, keys, bundle, flavor)))


def find_flavor(said: str) -> str:
    """Return the flavor that was asked for, plain if none was."""
    flavor = said.casefold() or PLAIN
    if flavor not in FLAVORS:
        raise UnknownName(f"--flavor: there is no '{said}'", f"there are: {', '.join(FLAVORS)}")
    return flavor


def find_subject(bundle: Bundle) -> str:
    """Return what the post tells: what was asked for, else the plan, or the road while there is no offer."""
    said = bundle.options.document.removesuffix(".md").casefold()
    if said and said not in LAYOUTS:
        raise UnknownName(f"--document: no post can be made of '{said}'", f"there are: {', '.join(LAYOUTS)}")
    return said or (ROAD if bundle.plan.stage == "exploring" else PLAN)


def title_of(plan: Plan, subject: str) -> str:
    """Return the post's title where its owner gave none."""
    if subject == PLAN:
        if is_seeking(plan):
            return f"Towards {plan.title}: my next {plan.days // MONTH} months"
        return f"{plan.title}: my {'next' if plan.again else 'first'} {plan.days} days"
    return f"{'On the' if plan.stage in ('exploring', 'candidate') else 'The'} road to {plan.title}"


def keys_for(plan: Plan, subject: str, today: datetime.date, flavor: str) -> dict[str, object]:
    """Return the front matter of a post; a road has no day on which it starts."""
    start = plan.start if plan.dated and subject == PLAN else None
    return keys_of_post(plan.front_matter, title_of(plan, subject), plan.subtitle, start, today, flavor)


def file_name(keys: Mapping[str, object], today: datetime.date, flavor: str) -> str:
    """Return where a site of this kind keeps its posts."""
    name = name_of(keys)
    if flavor == JEKYLL:
        return f"_posts/{date_of_post(keys) or today}-{name}.md"
    return f"content/posts/{name}.md" if flavor == HUGO else f"{name}.md"


def name_of(keys: Mapping[str, object]) -> str:
    """Return what a post's file is called: its title, cut before no word that another belongs to."""
    whole, made = slug(str(keys["title"]), 10**6), slug(str(keys["title"]), LONGEST_NAME)
    while made != whole and made.rpartition("-")[2] in JOINING and "-" in made:
        made = made.rpartition("-")[0]
    return made


def day_of_former(former: Iterable[str], name: str) -> datetime.date | None:
    """Return the day of the post that stands in the site already: it keeps its file, and with it its address."""
    found = [re.fullmatch(rf"_posts/(\d{{4}}-\d\d-\d\d)-{re.escape(name)}\.md", one) for one in former]
    days = sorted(one[1] for one in found if one)
    return datetime.date.fromisoformat(days[-1]) if days else None


def site_files(text: str, assets: Mapping[str, str], flavor: str) -> Iterator[File]:
    """Yield the shortcodes that a post uses, for a site that has none of its own."""
    for name in shortcodes_in(text) if flavor == HUGO else ():
        yield File(f"layouts/shortcodes/{name}.html", assets[f"{name}.html"].encode(), yields=True)


def body(plan: Plan, subject: str, bundle: Bundle, flavor: str) -> str:
    """Return the post below its front matter: the owner's own text, the plan or the road, the owner's own text."""
    answers = cast(Answers, bundle.answers)
    head = "" if flavor != PLAIN else f"# {escape(title_of(plan, subject))}\n"
    told = tidy(fill_layout(environment(bundle.layouts), LAYOUTS[subject], view_of(plan, bundle, flavor)))
    parts = (head, own_text(answers.post.above, flavor), told, own_text(answers.post.below, flavor))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts if part.strip())


def view_of(plan: Plan, bundle: Bundle, flavor: str) -> dict[str, Any]:
    """Return the public plan as the layouts see it: each action with its box, each event with the timeline's marks."""
    view = safe_view(plan, alone=False)
    for area in (area for phase in view["phases"] for area in phase["focus"]):
        area["actions"] = [one for one in area["actions"] if not bundle.is_dropped(one["id"])]
        for one in area["actions"]:
            one["box"] = "[x]" if bundle.is_done(one["id"]) else "[ ]"
    told, road = view["road"], plan.road
    for event, moment in zip(told["events"], road.events, strict=True):
        event["opens"], event["closes"], event["inset"] = entry_marks(moment.iso, moment.date, flavor)
        add_embeds(event, moment.links, flavor)
    for shown, passage in zip(told["passages"], road.passages, strict=True):
        add_embeds(shown, passage.links, flavor)
    add_embeds(told["news"], road.news.links, flavor)
    return {**view, "timeline": timeline(list(entries_of(plan)), flavor, months=in_months(plan))}


def add_embeds(told: dict[str, Any], links: Sequence[RoadLink], flavor: str) -> None:
    """Let the site show the social links of an entry, where it can."""
    for shown, at in zip(told["links"], links, strict=True):
        shown["embed"] = embed(at.url, at.label, flavor)


def entries_of(plan: Plan) -> Iterator[Entry]:
    """Yield the dated lines of a plan's timeline: phases, early wins, reviews, in the order of their days."""
    found = [Entry(one.from_day, one.start, f"{escape(one.title)} begins") for one in plan.phases]
    found += [
        Entry(one.due_day, one.due, f"Early win: {escape(one.title[:1].upper() + one.title[1:])}")
        for one in told_wins(plan)
    ]
    found += [
        Entry(one.day, one.date, f"I decide: {escape(one.about)}" if is_seeking(plan) else f"Review on day {one.day}")
        for one in plan.reviews
    ]
    yield from sorted(found, key=lambda one: one.day)


def refuse_leaks(files: Sequence[File], answers: Answers, names: Names) -> None:
    """Stop before anything that is not public leaves, with all of it told."""
    leaks = [leak for file in files for leak in find_leaks(f"{file.name}\n{file.data.decode()}", answers, names)]
    if leaks:
        told = "".join(f"\n  {leak.what}: “…{leak.around}…”{typed_in(leak)}; {leak.mend}" for leak in leaks)
        count = "something that is" if len(leaks) == 1 else f"{len(leaks)} things that are"
        raise Refused(f"the post would tell {count} not public; nothing was written{told}", hint_of(leaks))


def typed_in(leak: Leak) -> str:
    """Return which fields of the plan file a leak can come from."""
    return f", from {' or '.join(leak.places)}" if leak.places else ""


def hint_of(leaks: Sequence[Leak]) -> str:
    """Return what to do: names in the owner's sentences are replaced, so one without a place is a mistake of ours."""
    if any(not leak.places for leak in leaks):
        return "what comes from no field of yours is a mistake of this program: please report it"
    own = [
        place for leak in leaks for place in leak.places if re.match(r"front_matter\b|post\.(?:above|below)$", place)
    ]
    passed = dict.fromkeys(re.split(r"[.\[]", place)[0] if place.startswith("front") else place for place in own)
    if passed:
        return f"what stands in {' and '.join(passed)} is passed through as you wrote it"
    return "change what you wrote there, or say in post.names what the public reads"


def notes(public: Public, names: Names, keys: Mapping[str, object], bundle: Bundle, flavor: str) -> Iterator[str]:
    """Yield what the owner should know about the post."""
    if public.dropped:
        yield f"left out, for insiders only or with a name in them: {some(public.dropped)}"
    if names.guessed:
        yield f"taken for names of firms and replaced (post.names says what the public reads): {some(names.guessed)}"
    if public.suspects:
        yield f"look at these words before you publish, they may name somebody or some firm: {some(public.suspects)}"
    today, bears = cast(datetime.date, bundle.today), date_of_post(keys)
    if bears and bears > today:
        yield f"front_matter.date {bears} is in the future: the post does not appear before that day"
    own = cast(Answers, bundle.answers).post
    if flavor == HUGO and re.search(r"<[A-Za-z/!]", own.above + own.below):
        yield "Hugo shows the HTML in post.above and post.below only with markup.goldmark.renderer.unsafe = true"
    if is_draft(keys, flavor):
        mark = "published: false" if flavor == JEKYLL else "draft: true"
        yield f"it is a draft; take out “{mark}” to publish it"


def some(names: Sequence[str]) -> str:
    """Return names, each of them: in a line, or below one another where they are more than a line holds."""
    return ", ".join(names) if len(names) <= SHOWN else "".join(f"\n  {name}" for name in names)
