"""What a plan that is rendered again does to a document in its owner's hands."""

from pathlib import Path

import pytest

from transition_plan.merge import GONE, merge_document
from transition_plan.merged import ALL, Merged
from transition_plan.passages import read_passages, words

FORMATTED = Path(__file__).parent / "formatted"  # by real programs, from what plan wrote

BASE = """# Checklist: Product Manager

## Week 1: Mon 11 Jan to Sun 17 Jan

- [ ] Meet the team (1 h). Done when: A note on each 🆔 meet-team 📅 2027-01-13
- [ ] Read the runbooks (2 h). Done when: Ten questions noted 🛫 2027-01-11 🆔 read-runbooks 📅 2027-01-15
  - When a word is new, I ask.
- [ ] Draft the map (3 h). Done when: Lucie Amadi has corrected it 🆔 draft-map 📅 2027-01-15

## Week 2: Mon 18 Jan to Sun 24 Jan

Begin: Draft the map (due Fri 15 Jan).

- [ ] Tell Piotr Wren what surprised me (1 h) 🆔 scan 📅 2027-01-22
"""
LATER = (
    BASE.replace("2027-01-1", "2027-02-1")
    .replace("2027-01-22", "2027-02-22")
    .replace("11 Jan to Sun 17 Jan", "11 Feb to Sun 17 Feb")
    .replace("15 Jan", "15 Feb")
)
INSERTED = BASE.replace("- [ ] Read the run", "- [ ] Get a laptop (15 min) 🆔 laptop 📅 2027-01-13\n- [ ] Read the run")


def merged(mine: str, theirs: str, base: str = BASE, **more: object) -> Merged:
    """Merge, and see that a second rendering changes nothing."""
    made = merge_document("checklist.md", base, mine, theirs, **more)  # type: ignore[arg-type]
    again = merge_document("checklist.md", theirs, made.text, theirs, struck=made.struck)
    assert (again.text, again.collisions) == (made.text, ())
    return made


def made(mine: str, theirs: str, base: str = BASE) -> str:
    """Return what comes of a merge in which nothing collides."""
    found = merged(mine, theirs, base)
    assert found.collisions == ()
    return found.text


def ticked(text: str, id_: str) -> str:
    """Tick an action."""
    lines = [line.replace("[ ]", "[x]") if f"🆔 {id_} " in line else line for line in text.split("\n")]
    return "\n".join(lines)


# The five changes at which line merging fails


def test_an_action_inserted_after_a_ticked_one_comes_in() -> None:
    """The tick stays and the new action stands behind it."""
    assert made(ticked(BASE, "meet-team"), INSERTED) == ticked(INSERTED, "meet-team")


def test_a_ticked_action_takes_the_templates_new_words() -> None:
    """Tick and words are separate things."""
    theirs = BASE.replace("Meet the team", "Meet the team and its manager")
    assert made(ticked(BASE, "meet-team"), theirs) == ticked(theirs, "meet-team")


@pytest.mark.parametrize("behind", [" #work", " (ask Ana first)", " #work ✅ 2027-01-14"])
def test_new_words_come_in_front_of_what_its_owner_wrote_behind_an_action(behind: str) -> None:
    """A tag or a remark behind the date keeps nobody from hearing what the plan says now."""
    mine = BASE.replace("🆔 meet-team 📅 2027-01-13", f"🆔 meet-team 📅 2027-01-13{behind}")
    theirs = BASE.replace("Meet the team", "Meet the team and its manager")
    assert made(mine, theirs) == mine.replace("Meet the team", "Meet the team and its manager")
    clash = merged(mine.replace("Meet the team", "Greet the team"), theirs)
    assert [one.id for one in clash.collisions] == ["meet-team"]
    settled = merged(mine.replace("Meet the team", "Greet the team"), theirs, take={ALL: "theirs"})
    assert settled.text == mine.replace("Meet the team", "Meet the team and its manager")


def test_an_action_that_the_template_dropped_goes_unless_it_was_touched() -> None:
    """Beside a ticked line one that nobody touched is taken out; the ticked one, dropped, stays and says so."""
    lines = BASE.split("\n")
    without_map = "\n".join(line for line in lines if "draft-map" not in line)
    assert made(ticked(BASE, "read-runbooks"), without_map) == ticked(without_map, "read-runbooks")
    without_team = "\n".join(line for line in lines if "meet-team" not in line)
    kept = made(ticked(BASE, "meet-team"), without_team)
    assert f"- [x] Meet the team (1 h). Done when: A note on each 🆔 meet-team 📅 2027-01-13\n  - {GONE}\n" in kept
    assert made(kept, BASE, without_team) == ticked(BASE, "meet-team")


def test_a_moved_start_moves_dates_and_nothing_else() -> None:
    """Ticks, own words and own lines stay where they are; every date is the plan's."""
    mine = ticked(BASE, "meet-team").replace("Draft the map (3 h)", "Draft the big map (3 h)")
    mine = mine.replace("\n## Week 2", "- ask about badges\n\n## Week 2")
    want = ticked(LATER, "meet-team").replace("Draft the map (3 h)", "Draft the big map (3 h)")
    assert made(mine, LATER) == want.replace("\n## Week 2", "- ask about badges\n\n## Week 2")


def test_a_line_of_ones_own_stays_in_its_place() -> None:
    """Between two actions, beneath one, in a section of one's own: each stays there when the template changes."""
    mine = BASE.replace("- [ ] Read the run", "- [ ] Buy cake for Lucie\n- [ ] Read the run")
    mine = mine.replace("I ask.\n", "I ask.\n  - Lucie has the key\n") + "\n## My own\n\nBadge is at the desk.\n"
    told = made(mine, INSERTED.replace("Tell Piotr Wren", "Tell my manager"))
    assert "📅 2027-01-13\n- [ ] Buy cake for Lucie\n" in told
    assert "  - When a word is new, I ask.\n  - Lucie has the key\n- [ ] Draft" in told
    assert told.endswith(
        "Tell my manager what surprised me (1 h) 🆔 scan 📅 2027-01-22\n\n## My own\n\nBadge is at the desk.\n"
    )


# What each side does


@pytest.mark.parametrize("mark", ["x", "X", "-", "/", ">"])
def test_every_mark_is_its_owners(mark: str) -> None:
    """A tick, a capital, a dash for what was dropped: whatever stands in a box stays."""
    mine = BASE.replace("[ ] Meet", f"[{mark}] Meet").replace("2027-01-13", "2027-01-13 ✅ 2027-01-12")
    assert f"- [{mark}] Meet the team" in made(mine, LATER)
    assert "🆔 meet-team 📅 2027-02-13 ✅ 2027-01-12\n" in made(mine, LATER)


def test_a_deleted_action_stays_deleted() -> None:
    """Even when the template changes it, drops it and takes it up again."""
    without = "\n".join(line for line in BASE.split("\n") if "meet-team" not in line)
    changed = BASE.replace("Meet the team", "Meet them all")
    first = merged(without, changed)
    assert (first.text, first.struck) == (without, frozenset({"meet-team"}))
    second = merged(first.text, without, changed, struck=first.struck)
    assert merged(second.text, BASE, without, struck=second.struck).text == without


def test_an_action_stays_where_its_owner_put_it() -> None:
    """Moved to another week by hand, it stays there; moved by the plan, it goes along with its note."""
    line = "- [ ] Meet the team (1 h). Done when: A note on each 🆔 meet-team 📅 2027-01-13\n"
    mine = BASE.replace(line, "").replace("- [ ] Tell", line + "- [ ] Tell")
    assert made(mine, INSERTED).index("meet-team") > made(mine, INSERTED).index("## Week 2")
    theirs = BASE.replace(line, "").replace("- [ ] Tell", line.replace("01-13", "01-19") + "- [ ] Tell")
    told = made(ticked(BASE, "meet-team").replace("📅 2027-01-13\n", "📅 2027-01-13\n  - bring cake\n"), theirs)
    assert told.index("## Week 2") < told.index("[x] Meet the team") < told.index("  - bring cake") < told.index("Tell")


def test_a_rewording_and_a_new_effort_do_not_collide() -> None:
    """What to do, what it takes and when it is done are separate parts of an action's words."""
    mine = BASE.replace("Draft the map", "Sketch the map")
    assert "- [ ] Sketch the map (1.5 h). Done when: Lucie" in made(mine, BASE.replace("(3 h)", "(1.5 h)"))


def test_a_date_of_the_owners_collides_with_a_new_one_of_the_plans() -> None:
    """Either can be chosen for this action alone."""
    mine = BASE.replace("2027-01-13", "2027-01-14")
    (clash,) = merged(mine, LATER).collisions
    assert clash[:1] + clash[2:] == ("checklist.md", "meet-team", "date", "2027-01-14", "2027-02-13")
    assert "🆔 meet-team 📅 2027-01-14" in merged(mine, LATER, take={"meet-team": "mine"}).text
    chosen = merged(mine, LATER, take={"meet-team": "theirs"})
    assert (chosen.text, chosen.settled) == (LATER, True)


def test_a_date_that_was_taken_off_stays_off() -> None:
    """Who wants no date on a line gets none at the next rendering either."""
    assert "🆔 meet-team\n" in made(BASE.replace(" 📅 2027-01-13", ""), LATER)


def test_two_wordings_of_one_action_collide() -> None:
    """Nothing is chosen for the owner, and both texts are told whole."""
    mine, theirs = BASE.replace("Meet the", "Greet the"), BASE.replace("Meet the team", "Meet all teams")
    found = merged(mine, theirs)
    (clash,) = found.collisions
    assert (clash.line, clash.id, clash.what) == (5, "meet-team", "text")
    assert (clash.mine, clash.theirs) == (
        "Greet the team (1 h). Done when: A note on each",
        "Meet all teams (1 h). Done when: A note on each",
    )
    assert "Greet the team" in found.text
    assert merged(mine, theirs, take={ALL: "theirs"}).text == theirs


# Prose, tables, sheets


def test_an_edited_sentence_follows_the_dates_that_move() -> None:
    """Only dates changed on the plan's side: the owner's sentence stays and its dates move."""
    base = "# Plan\n\n- **By 9 Feb:** Three needs ranked. *A count for each.*\n"
    theirs = base.replace("9 Feb", "2 Mar")
    assert made(base.replace("Three needs", "The two needs"), theirs, base) == theirs.replace(
        "Three needs", "The two needs"
    )


def test_a_paragraph_that_both_changed_collides_under_its_heading() -> None:
    """It is named by its document and heading, as there is no id."""
    base = "# Plan\n\n## What I bring\n\nTen years of billing.\n"
    found = merge_document("plan.md", base, base.replace("Ten", "Twelve"), base.replace("billing", "tax and billing"))
    assert [clash.id for clash in found.collisions] == ["plan#what-i-bring-2"]


def test_cells_of_one_row_are_separate() -> None:
    """A rating that somebody filled in stays beside a date that moved."""
    rows = "| Influence | 3 | | 9 Feb |\n| Craft | 2 | | 9 Feb |\n"
    base = f"# Day 30\n\n| | Needs | I say | By |\n|---|---|---|---|\n{rows}"
    mine = base.replace("| Influence | 3 | |", "| Influence | 3 | 4 |")
    theirs = base.replace("| 9 Feb |\n| Craft", "| 1 Mar |\n| Craft").replace("Craft | 2", "Craft | 1")
    assert "| Influence | 3 | 4 | 1 Mar |\n| Craft | 1 | | 9 Feb |" in made(mine, theirs, base)


def test_what_was_filled_in_stays_when_the_sheet_is_renewed() -> None:
    """Answers beneath a question, notes after a colon: all stay though the day moved and a question came in."""
    asked = "- What surprised you?\n  - Answer:\n- **9 Feb: Needs ranked.**\n  - Met / moved / dropped:\n"
    base = f"# Day 30\n\n{asked}\n## Keep\n\n- Keep:\n- Keep:\n"
    mine = (
        base.replace("Answer:", "Answer: the queue")
        .replace("dropped:", "dropped: met")
        .replace("Keep:\n- Keep:", "Keep:\n- Keep: demos")
    )
    theirs = base.replace("9 Feb", "1 Mar").replace("- What", "- What helped?\n  - Answer:\n- What")
    told = made(mine, theirs, base)
    assert "- What helped?\n  - Answer:\n- What surprised you?\n  - Answer: the queue\n" in told
    assert "1 Mar: Needs ranked.**\n  - Met / moved / dropped: met\n" in told
    assert told.endswith("- Keep:\n- Keep: demos\n")


def test_keys_of_ones_own_stay_in_the_front_matter() -> None:
    """The plan's keys are renewed, the owner's stay with their comments."""
    base = "---\ntitle: My plan\ntags: [a]\n---\n\n# Plan\n"
    mine = base.replace("tags: [a]", "tags: [a, b] # mine\nmood: good")
    assert made(mine, base.replace("My plan", "Our plan"), base) == mine.replace("My plan", "Our plan")


# Other programs


def test_a_new_action_has_the_bullet_of_its_owners_list() -> None:
    """Two kinds of bullets would make two lists of one."""
    assert "\n* [ ] Get a laptop" in made(BASE.replace("\n- ", "\n* "), INSERTED)


def test_lines_that_a_formatter_wrapped_are_found_again() -> None:
    """Wrapped at eighty columns an id stands on another line than its box: the action is still one, and not gone."""
    mine = (
        ticked(BASE, "read-runbooks")
        .replace("noted 🛫", "noted\n  🛫")
        .replace("Meet the team (1 h)", "Meet the\n  team (1 h)")
    )
    assert made(mine, LATER) == ticked(LATER, "read-runbooks")
    assert made(mine, BASE) == ticked(BASE, "read-runbooks")


def test_without_a_record_the_owners_text_wins() -> None:
    """Nothing is changed, and it is said which actions are not there."""
    mine = "\n".join(line for line in BASE.split("\n") if "scan" not in line)
    found = merge_document("checklist.md", None, mine, LATER)
    assert found.text == mine
    assert found.notes == (" stays as it is: there is no record of what plan wrote last; not in it: scan",)


def test_a_copied_line_is_its_owners() -> None:
    """The first line with an id is the action; the second stays as it is and is told."""
    mine = BASE + "- [x] Meet the team (again) 🆔 meet-team\n"
    found = merged(mine, LATER)
    assert found.text.endswith("- [x] Meet the team (again) 🆔 meet-team\n")
    assert found.notes == (":15: meet-team stands here a second time; this line is taken as yours",)


@pytest.mark.parametrize("program", ["prettier", "mdformat", "wrapped"])
@pytest.mark.parametrize("document", ["checklist", "plan"])
def test_what_a_formatter_wrote_is_renewed_like_what_we_wrote(document: str, program: str) -> None:
    """Prettier 3.10, mdformat 1.0 and mdformat wrapping at 80 columns: nothing collides, and nothing old is left."""
    base, later, mine = (
        (FORMATTED / f"{document}-{name}.md").read_text(encoding="utf-8") for name in ("base", "later", program)
    )
    told = made(mine.replace("[ ] ", "[x] ", 1), later, base)
    want = [words(passage.text) for passage in read_passages(later)]
    assert [words(passage.text).replace("[x]", "[ ]") for passage in read_passages(told)] == want
    assert told.count("[x] ") == mine.count("[ ] ", 0, mine.find("[ ] ") + 4)


def test_what_was_kept_and_then_deleted_stays_deleted() -> None:
    """An action that the plan dropped, that its owner kept and threw out later, does not come back with the plan."""
    mine = BASE.replace("Draft the map", "Draw the map")
    without = "\n".join(line for line in BASE.split("\n") if "draft-map" not in line)
    kept = merged(mine, without)
    assert "Draw the map" in kept.text
    lines = kept.text.split("\n")
    at = next(n for n, line in enumerate(lines) if "draft-map" in line)
    deleted = "\n".join(lines[:at] + lines[at + 2 :])
    back = merge_document("checklist.md", without, deleted, BASE, struck=kept.struck)
    assert "draft-map" not in back.text


def test_words_on_the_line_that_says_an_action_is_gone_stay() -> None:
    """The note goes when the plan has the action again; what its owner wrote before or behind it does not."""
    without = "\n".join(line for line in BASE.split("\n") if "draft-map" not in line)
    kept = merged(BASE.replace("Draft the map", "Draw the map"), without)
    for mine in (kept.text.replace(GONE, f"Ask why! {GONE}"), kept.text.replace(GONE, f"{GONE} Ask why!")):
        again = merge_document("checklist.md", without, mine, BASE, struck=kept.struck)
        assert "Ask why!" in again.text
    assert GONE not in merge_document("checklist.md", without, kept.text, BASE, struck=kept.struck).text


# What is written beneath something stays with it

SHEET = """# People

## Peers

### Marek Oyelaran, Staff engineer

Meet by Thu 3 Dec.

- Learnt:
- Promised:

### Caspar Idowu, Director

Meet by Fri 4 Dec.

- Learnt:
- Promised:
"""
MAREK, CASPAR = (f"### {part}" for part in SHEET.split("### ")[1:])


@pytest.mark.parametrize(
    "theirs",
    {
        "other order": SHEET.replace(MAREK + CASPAR, f"{CASPAR}\n{MAREK}"),
        "gone": SHEET.replace(MAREK, ""),
        "somebody else": SHEET.replace("Marek Oyelaran, Staff engineer", "Omar Tveit, Analyst"),
        "somebody else first": SHEET.replace(MAREK, MAREK.replace("Marek Oyelaran, Staff engineer", "Omar Tveit")),
        "another day": SHEET.replace("Thu 3 Dec", "Mon 7 Dec"),
    }.values(),
    ids=["other order", "gone", "somebody else", "somebody else first", "another day"],
)
def test_a_note_about_somebody_never_comes_to_stand_under_another(theirs: str) -> None:
    """All sections have the same line to fill in; what stands in it belongs to its heading."""
    mine = SHEET.replace("- Learnt:", "- Learnt: bitter about the post", 1)
    mine = "- Learnt: wants me back".join(mine.rsplit("- Learnt:", 1))
    sections = dict(part.split("\n", 1) for part in made(mine, theirs, SHEET).split("### ")[1:])
    assert "bitter" in sections["Marek Oyelaran, Staff engineer"]
    assert "wants me back" in sections["Caspar Idowu, Director"]
    assert sum(text.count("bitter") + text.count("wants me") for text in sections.values()) == 2


def test_an_answer_stays_with_its_question() -> None:
    """Where the plan asks something else, the question that was answered stays and the new one comes."""
    base = "# Day 30\n\n- Jo Sands: Who signs the budget?\n  - Answer:\n- Jo Sands: When is the freeze?\n  - Answer:\n"
    mine = base.replace("budget?\n  - Answer:", "budget?\n  - Answer: Jo herself")
    theirs = base.replace("Who signs the budget?", "Who can stop the launch?")
    text = made(mine, theirs, base)
    assert "budget?\n  - Answer: Jo herself\n" in text
    assert "launch?\n  - Answer:\n" in text
    assert made(base, theirs, base) == theirs


def test_a_note_beneath_a_line_that_says_something_else_now_is_asked_about() -> None:
    """Nobody's remark is put beneath other words without a question."""
    base = "# Plan\n\n- I talk with Marta each week.\n- I read.\n"
    mine = base.replace("week.\n", "week.\n  - She likes mornings.\n")
    theirs = base.replace("I talk with Marta each week.", "I talk with Omar twice a month.")
    assert [one.mine for one in merged(mine, theirs, base).collisions] == ["- I talk with Marta each week."]


def test_a_line_that_both_sides_wrote_anew_collides() -> None:
    """The owner reworded the mission, the plan has another: nothing but its place tells that it is one line."""
    base = "# Plan\n\n- **Who:** me\n- **Hypothesis:** Own one area. I ask on 3 Dec.\n- **It serves:** crew\n"
    mine = base.replace("**Hypothesis:**", "**My hypothesis:**")
    theirs = base.replace("**Hypothesis:** Own one area. I ask on 3 Dec.", "**By day 90:** Give back ten minutes.")
    found = merged(mine, theirs, base).collisions
    assert [(one.mine, one.theirs) for one in found] == [
        ("- **My hypothesis:** Own one area. I ask on 3 Dec.", "- **By day 90:** Give back ten minutes.")
    ]
    assert merged(mine, theirs, base, take={ALL: "theirs"}).text == theirs


def test_a_renamed_heading_keeps_its_section() -> None:
    """What the owner calls otherwise is the same chapter: new text comes into it, and its actions follow the plan."""
    mine = BASE.replace("## Week 1: Mon 11 Jan to Sun 17 Jan", "## Settling in")
    assert made(mine, LATER) == LATER.replace("## Week 1: Mon 11 Feb to Sun 17 Feb", "## Settling in")
    there = made(made(mine, LATER), BASE, LATER)
    assert there == mine
    grown = BASE.replace("\n\n## Week 2", "\n\nWhere no checker is named, it is Ana.\n\n## Week 2")
    assert made(mine, grown) == grown.replace("## Week 1: Mon 11 Jan to Sun 17 Jan", "## Settling in")


def test_what_stays_does_not_run_into_what_follows() -> None:
    """A line without an empty one behind it would swallow the paragraph that comes to stand there."""
    lines = BASE.split("\n")
    mine = BASE.replace("Draft the map (3 h)", "Draw the map (3 h)")
    theirs = "\n".join(line for line in lines if "draft-map" not in line)
    assert f"  - {GONE}\n\n## Week 2" in made(mine, theirs)
    glued = BASE.replace("- [ ] Draft", "Begin soon.\n\n- [ ] Draft")
    moved = made(BASE.replace("Read the runbooks", "Study the runbooks"), glued.replace(lines[5] + "\n", ""))
    assert "\n\nBegin soon.\n\n" in moved
