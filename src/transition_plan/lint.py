"""What makes a plan weak: answers, the composed plan and its documents in, flaws with paths out."""

from .owned import Case, Flaw
from .weak_answers import weak_answers
from .weak_lived import Lived, weak_lived
from .weak_plan import weak_plan


def lint(case: Case, lived: Lived | None = None) -> list[Flaw]:
    """Return every flaw once; ``rules.py`` says what each code means. ``lived`` is what the documents say on a day."""
    flaws = [*weak_answers(case), *weak_plan(case), *(weak_lived(case, lived) if lived else ())]
    return list(dict.fromkeys(flaws))
