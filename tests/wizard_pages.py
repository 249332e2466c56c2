"""Pages such as the wizard makes, one of each kind, for the tests of both prompters."""

import sys

from transition_plan.pages import Choice, Given, GoBack, Page, Row
from transition_plan.prompts import choose_prompter, terminal_guard

PROGRESS = "4 of 12, about 3 minutes left"


def a_number(given: Given) -> str:
    return "" if str(given).isdecimal() else f"“{given}” is not a number of hours; write 6."


TEXT = Page(
    id="hours",
    kind="text",
    ask="How many hours a week can you give to this, besides the daily job?",
    help="It decides how many actions a week holds; the weeks of the reviews get half.",
    progress=PROGRESS,
    default="6",
    unknown=True,
    check=a_number,
)
MISSION = Page(
    id="mission",
    kind="text",
    ask="On day 90, what should your manager be able to say that you achieved?",
    progress=PROGRESS,
    optional=True,
)
CHOICE = Page(
    id="stage",
    kind="choice",
    ask="Where are you in the move?",
    help="The plan begins where you are.",
    progress=PROGRESS,
    default="accepted",
    choices=(
        Choice("candidate", "Interviewing", "a plan to bring to the interview"),
        Choice("accepted", "Offer accepted", "with what to do before the first day"),
        Choice("in-role", "Already started", "the days gone by are not planned"),
    ),
    unknown=True,
)
CHOICES = Page(
    id="changes",
    kind="choices",
    ask="What changes with this move?",
    help="Each brings actions of its own.",
    progress=PROGRESS,
    default=("new-company",),
    choices=(
        Choice("new-company", "New company", "another employer"),
        Choice("promotion-to-manager", "First time as a manager", "you will lead people whose peer you may have been"),
        Choice("lateral-new-function", "Another function"),
        Choice("relocation", "Another town or country", "you move house"),
        Choice("remote-start", "Working from afar"),
    ),
    optional=True,
)
NAMES = ("Product Manager", "Engineering Manager", "Account Executive", "Staff Engineer", "Data & AI Specialist")
SEARCH = Page(
    id="role",
    kind="search",
    ask="Which role are you moving into?",
    help="Type a few letters, or the title as you would write it.",
    progress="1 of 12, about 5 minutes left",
    choices=(
        *(Choice(name.lower().replace(" & ", "-").replace(" ", "-"), name) for name in NAMES),
        Choice("customer-success-architect", "Customer Success Architect", "also: solutions consultant"),
        *(Choice(f"role-{n}", f"Specialist {n}", "one of the many") for n in range(1, 200)),
    ),
)
PRESENT = SEARCH._replace(
    id="from", ask="What are you doing now, or last?", default="staff-engineer", optional=True, unknown=True
)
ORDER = Page(
    id="gaps",
    kind="order",
    ask="These look like your biggest gaps. Keep, reorder or swap them.",
    help="The first three get steps to learn, practise and show.",
    progress=PROGRESS,
    choices=(
        Choice("discovery", "Customer discovery", "you 1, the role needs 4"),
        Choice("roadmap", "Roadmap and priorities", "you 1, the role needs 3"),
        Choice("numbers", "Reading the numbers", "you 2, the role needs 3"),
        Choice("pricing", "Pricing", "you 0, the role needs 1"),
        Choice("writing", "Writing for decisions", "you 2, the role needs 3"),
    ),
    most=3,
)
RATINGS = Page(
    id="ratings",
    kind="ratings",
    ask="Compared with people who do this job, where are you today?",
    help="A guess is good enough; what is inferred counts for less than what you say.",
    progress="8 of 12, about 2 minutes left",
    rows=(
        Row("discovery", "Customer discovery", "find out what people need before building it", 4, 1, "Staff Engineer"),
        Row("roadmap", "Roadmap and priorities", "say what comes first, and what does not", 3, 2, "Staff Engineer"),
        Row("delivery", "Delivery", "get things shipped with others", 3, 4, "Staff Engineer"),
        Row("numbers", "Reading the numbers", "turn data into a decision", 3, 2, ""),
        Row("pricing", "Pricing", "know what a change of price does", 1, "?", ""),
        Row("stakeholders", "Stakeholder management", "keep the people who decide on board", 4, 2, "every role"),
        Row("writing", "Writing for decisions", "a page that lets others decide", 3, 3, "Staff Engineer"),
        Row("launch", "Launches across teams", "bring a release to the market", 2, 1, "a neighbour of Delivery"),
    ),
)
PAGES = {
    "text": TEXT, "choice": CHOICE, "choices": CHOICES, "search": SEARCH, "order": ORDER, "ratings": RATINGS,
    "mission": MISSION, "present": PRESENT,
}  # fmt: skip


def main(words: list[str]) -> None:
    """Ask pages by name and print each answer: what the terminal's tests start."""
    plain = "--plain" in words
    with terminal_guard():
        prompter = choose_prompter(plain=plain)
        prompter.show(["Welcome."])
        for name in words:
            if name.startswith("--"):
                continue
            try:
                sys.stdout.write(f"{prompter.ask(PAGES[name])!r}\n")
            except GoBack:
                sys.stdout.write("back\n")
            sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:  # as the command's edge does
        raise SystemExit(130) from None
