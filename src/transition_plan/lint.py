"""What makes a plan weak, before it is lived: answers, the composed plan and its documents in, flaws with paths out."""

from .owned import Case, Flaw
from .weak_answers import weak_answers
from .weak_plan import weak_plan


def lint(case: Case) -> list[Flaw]:
    """Return every flaw once; ``rules.py`` says what each code means."""
    return list(dict.fromkeys([*weak_answers(case), *weak_plan(case)]))
