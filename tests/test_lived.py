"""A plan that is lived: random ticks, edits and new dates over many renderings, and nothing of the owner's is lost.

``HYPOTHESIS_PROFILE=thorough`` tries 5,000 histories instead of 200.
"""

import os
import re
from functools import lru_cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from transition_plan.actionline import words_in_front
from transition_plan.boxes import Box, read_boxes
from transition_plan.build import build_fitting
from transition_plan.documents import fill_document
from transition_plan.gate import check_answers
from transition_plan.library import SHIPPED, load_layouts
from transition_plan.merge import GONE, merge_document
from transition_plan.merged import ALL, Merged
from transition_plan.passages import Passage, lines_of, read_passages
from transition_plan.rendering import environment

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
HISTORIES = 5_000 if THOROUGH else 200
STARTS = ("2027-01-11", "2027-01-18", "2027-03-01", "")
RATINGS = ("{}", "{customer-discovery: 2, influence: 3}", "{product-metrics: 4, prioritisation: 0}")
MOVES = ("[]", "[internal-move]", "[new-company]", "[promotion-to-manager]")
BREAKS = ("[]", "[{from: 2027-02-01, to: 2027-02-12}]")
WORDINGS = ("", "better")  # of the template
PEOPLE = ("Lucie Amadi", "Omar Tveit", "Lucie Amadi, Omar Tveit", "Omar Tveit, Lucie Amadi")
CHOICES = {"start": STARTS, "off": BREAKS, "ratings": RATINGS, "move": MOVES, "wording": WORDINGS, "peers": PEOPLE}
SIDE = st.sampled_from(["mine", "theirs"])
ROLES = ("product-manager", "engineering-manager")
PLAN_FILE = """role: {role}
start: {start}
transitions: {move}
days_off: {off}
ratings: {ratings}
hours: 8
person: {{name: Noor Castellan}}
people: [{{name: Piotr Wren, group: manager}}{peers}]
unknowns: [Who decides on the budget]
"""


@lru_cache(maxsize=1_000)
def documents(
    role: str, start: str, move: str, off: str, ratings: str, wording: str = "", peers: str = PEOPLE[0]
) -> dict[str, str]:
    """Return the documents of one plan as they are rendered anew."""
    people = "".join(f", {{name: {name}, group: peer}}" for name in peers.split(", "))
    text = PLAN_FILE.format(role=role, start=start or '"?"', move=move, off=off, ratings=ratings, peers=people)
    text = text if start else text.replace('start: "?"\n', "")
    env = environment(load_layouts(SHIPPED))
    plan, told = build_fitting(check_answers(text.encode(), "plan.yaml"), env)
    sheet = f"reviews/day-{plan.reviews[0].day}.md"
    names = {"checklist.md": "checklist.md", "review": sheet, "people.md": "people.md"}
    made = {"plan.md": told, **{name: fill_document(plan, document, env) for name, document in names.items()}}
    return {name: reworded(text) for name, text in made.items()} if wording else made


def reworded(text: str) -> str:
    """Return a document as a better template says the same."""
    return text.replace("(1 h)", "(2 h)").replace("Agree ", "Settle ").replace("Learnt:", "What I learnt:")


@lru_cache(maxsize=500)
def boxes(text: str) -> tuple[Box, ...]:
    return tuple(read_boxes(text))


@lru_cache(maxsize=500)
def passages(text: str) -> tuple[Passage, ...]:
    return tuple(read_passages(text))


def ids(text: str) -> list[str]:
    return [box.id for box in boxes(text) if box.id]


def in_front(text: str) -> dict[str, str]:
    """Return the words of every action, without what stands behind its fields."""
    return {box.id: words_in_front(box.body) for box in boxes(text) if box.id}


def cut(text: str, passage: Passage) -> tuple[str, str, str]:
    """Return a text before, in and after a passage."""
    lines = lines_of(text)
    start = passage.line - 1
    end = start + 1 + len(passage.body)
    return "".join(lines[:start]), "".join(lines[start:end]), "".join(lines[end:])


class LivedPlan(RuleBasedStateMachine):
    """One document in its owner's hands, and the plan behind it."""

    @initialize(
        name=st.sampled_from(["checklist.md", "checklist.md", "plan.md", "review", "people.md"]),
        role=st.sampled_from(ROLES),
        start=st.sampled_from(STARTS),
        ratings=st.sampled_from(RATINGS),
    )
    def begin(self, name: str, role: str, start: str, ratings: str) -> None:
        """A document is rendered for the first time."""
        self.name = name
        self.says = {"role": role, "start": start, "move": MOVES[0], "off": BREAKS[0], "ratings": ratings}
        self.says |= {"wording": WORDINGS[0], "peers": PEOPLE[0]}
        self.mine = self.base = documents(**self.says)[name]
        self.words: set[str] = set()  # what the owner typed: each is once in the text
        self.ticked: dict[str, str] = {}  # id → mark
        self.deleted: set[str] = set()
        self.struck: frozenset[str] = frozenset()
        self.count = 0

    def token(self) -> str:
        """Return a word that nobody else types."""
        self.count += 1
        return f"own{self.count}word"

    def action(self, data: st.DataObject) -> Passage | None:
        """Let the owner choose an action of the document."""
        there = [one for one in passages(self.mine) if one.id]
        return data.draw(st.sampled_from(there)) if there else None

    def mark(self, data: st.DataObject, mark: str) -> None:
        """Put a mark into a box."""
        chosen = self.action(data)
        if chosen and chosen.box:
            at = chosen.box.mark_at
            self.mine = self.mine[:at] + mark + self.mine[at + 1 :]
            self.ticked[chosen.id] = mark

    @rule(data=st.data(), mark=st.sampled_from("xxxX-/"))
    def tick(self, data: st.DataObject, mark: str) -> None:
        """The owner ticks an action, or gives it one of Obsidian's other marks."""
        self.mark(data, mark)

    @rule(data=st.data())
    def untick(self, data: st.DataObject) -> None:
        """The owner takes a tick back."""
        self.mark(data, " ")

    @rule(data=st.data())
    def tick_in_obsidian(self, data: st.DataObject) -> None:
        """Obsidian writes the day behind the line."""
        chosen = self.action(data)
        if chosen:
            before, line, after = cut(self.mine, chosen)
            first, ending = line.split("\n", 1) if "\n" in line else (line, "")
            carriage = "\r" if first.endswith("\r") else ""
            self.mine = f"{before}{first.rstrip(chr(13))} ✅ 2027-02-03{carriage}\n{ending}{after}"

    @rule(data=st.data())
    def reword(self, data: st.DataObject) -> None:
        """The owner writes a word into an action's own words."""
        chosen = self.action(data)
        if chosen and chosen.box:
            at = chosen.box.start + len(chosen.box.prefix) + 3
            word = self.token()
            self.mine = f"{self.mine[:at]}{word} {self.mine[at:]}"
            self.words.add(word)

    @rule(data=st.data())
    def reword_anything(self, data: st.DataObject) -> None:
        """The owner writes a word at the end of any line."""
        lines = lines_of(self.mine)
        places = [n for n, line in enumerate(lines) if line.strip() and not line.startswith(("---", "```", "|"))]
        n = data.draw(st.sampled_from(places))
        word = self.token()
        ending = re.search(r"\r?\n?$", lines[n])
        body = lines[n][: ending.start()] if ending else lines[n]
        lines[n] = f"{body} {word}{ending[0] if ending else ''}"
        self.mine = "".join(lines)
        self.words.add(word)

    @rule(
        data=st.data(), form=st.sampled_from(["- {}", "- [ ] {}", "- [x] {}", "{}", "## {}", "> {}", "  - {}", "1. {}"])
    )
    def add_line(self, data: st.DataObject, form: str) -> None:
        """The owner writes a line of their own anywhere."""
        lines = lines_of(self.mine)
        n = data.draw(st.integers(1, len(lines)))
        ending = "\r\n" if "\r\n" in self.mine else "\n"
        if not lines[n - 1].endswith("\n"):
            lines[n - 1] += ending
        word = self.token()
        lines.insert(n, form.format(word) + ending)
        self.mine = "".join(lines)
        self.words.add(word)

    @rule(data=st.data())
    def add_note(self, data: st.DataObject) -> None:
        """The owner writes beneath an action."""
        chosen = self.action(data)
        if chosen:
            before, text, after = cut(self.mine, chosen)
            ending = "\r\n" if "\r\n" in self.mine else "\n"
            word = self.token()
            text = text if text.endswith("\n") else text + ending
            margin = chosen.head[: len(chosen.head) - len(chosen.head.lstrip())]
            self.mine = f"{before}{text}{margin}  - {word}{ending}{after}"
            self.words.add(word)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """The owner deletes an action with what is beneath it."""
        chosen = self.action(data)
        if chosen:
            before, text, after = cut(self.mine, chosen)
            self.mine = before + after
            self.words = {word for word in self.words if word not in text}
            self.deleted.add(chosen.id)
            self.ticked.pop(chosen.id, None)

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        """The owner puts an action right under some heading."""
        chosen = self.action(data)
        headings = [one for one in passages(self.mine) if one.level and (not chosen or one.line != chosen.line)]
        if chosen and headings:
            target = data.draw(st.sampled_from(headings))
            before, text, after = cut(self.mine, chosen)
            ending = "\r\n" if "\r\n" in self.mine else "\n"
            text = text if text.endswith("\n") else text + ending
            lines = lines_of(before + after)
            at = target.line if target.line < chosen.line else target.line - 1 - len(chosen.body)
            if not lines[at - 1].endswith("\n"):
                lines[at - 1] += ending
            self.mine = "".join([*lines[:at], ending, text, *lines[at:]])

    @rule(how=st.sampled_from(["stars", "crlf", "lf", "underlines", "wide", "tables", "bom", "no end"]))
    def reformat(self, how: str) -> None:
        """An editor or a formatter writes the same otherwise."""
        text = self.mine
        forms = {
            "stars": lambda: re.sub(r"(?m)^( *)- (?=\S)", r"\1* ", text),
            "crlf": lambda: text.replace("\r\n", "\n").replace("\n", "\r\n"),
            "lf": lambda: text.replace("\r\n", "\n"),
            "underlines": lambda: re.sub(r"(?m)(?<![*\w])\*(?!\*)([^*\n]+)\*(?![*\w])", r"_\1_", text),
            "wide": lambda: re.sub(r"(?m)^- \[", "-   [", text),
            "tables": lambda: re.sub(r"(?m) \| ", "   |  ", text),
            "bom": lambda: "\ufeff" + text.removeprefix("\ufeff"),
            "no end": lambda: text.rstrip("\n\r"),
        }
        self.mine = forms[how]()

    @rule(what=st.sampled_from(["start", "off", "ratings", "move", "wording", "peers"]), data=st.data(), side=SIDE)
    def change_and_render(self, what: str, data: st.DataObject, side: str) -> None:
        """The start slips, leave comes, a rating or the template changes; the plan is rendered again."""
        self.says[what] = data.draw(st.sampled_from(CHOICES[what]))
        self.render(side)

    @rule(what=st.sampled_from(["start", "off"]), data=st.data(), side=SIDE)
    def redate_and_render(self, what: str, data: st.DataObject, side: str) -> None:
        """Only days change; the plan is rendered again."""
        self.says[what] = data.draw(st.sampled_from(CHOICES[what]))
        self.render(side)

    def render(self, side: str) -> None:
        """What collides is told with both texts, then settled; where the owner changed no words, the plan's arrive."""
        theirs = documents(**self.says)[self.name]
        as_written = in_front(self.base)
        untouched = {id_ for id_, text in in_front(self.mine).items() if as_written.get(id_) == text}
        merged = merge_document(self.name, self.base, self.mine, theirs, struck=self.struck)
        if merged.collisions:
            self.check(merged, theirs, told=" ".join(one.mine for one in merged.collisions))
            merged = merge_document(self.name, self.base, self.mine, theirs, {ALL: side}, self.struck)
            assert not merged.collisions
            self.words = {word for word in self.words if word in merged.text or side == "mine"}
        self.check(merged, theirs)
        made, new = in_front(merged.text), in_front(theirs)
        assert {id_: made[id_] for id_ in untouched & new.keys()} == {id_: new[id_] for id_ in untouched & new.keys()}
        self.base, self.mine, self.struck = theirs, merged.text, merged.struck
        there = ids(self.mine)
        self.ticked = {id_: mark for id_, mark in self.ticked.items() if id_ in there}

    def check(self, merged: Merged, theirs: str, told: str = "") -> None:
        """Nothing of the owner's is gone, nothing is there twice, and a second rendering changes nothing."""
        for word in self.words:
            assert merged.text.count(word) == 1 or word in told, word
        there = ids(merged.text)
        assert len(there) == len(set(there))
        assert not self.deleted & set(there)
        marks = {box.id: box.mark for box in boxes(merged.text)}
        for id_, mark in self.ticked.items():
            assert id_ in marks or mark == " ", id_
            assert marks.get(id_, mark) == mark
        again = merge_document(self.name, theirs, merged.text, theirs, struck=merged.struck)
        assert again.text == merged.text
        assert again.collisions == ()

    @invariant()
    def stays_pleasant(self) -> None:
        """Nobody is told twice that the plan has an action no more."""
        for passage in passages(getattr(self, "mine", "")):
            assert sum(GONE in line for line in passage.body) <= 1


def test_a_plan_that_is_lived_loses_nothing() -> None:
    """Ticks, words, lines, deletions and moves of 200 lives survive every rendering, or are told as collisions."""
    run_state_machine_as_test(
        LivedPlan,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
