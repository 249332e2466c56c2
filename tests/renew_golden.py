"""Renew the golden documents after a change that is meant: ``python tests/renew_golden.py``, then read the diff."""

import sys
from functools import cache
from pathlib import Path

from transition_plan.build import build_plan
from transition_plan.documents import DEFAULT, document_names, fill_documents
from transition_plan.files import Document
from transition_plan.gate import check_answers
from transition_plan.library import load_layouts
from transition_plan.plan import Plan
from transition_plan.rendering import Environment, environment

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parent.parent / "examples"


@cache
def layouts() -> Environment:
    """Return the environment of the layouts that ship, without a cache on the disk."""
    return environment(load_layouts(), None)


def plan_of(data: bytes, name: str, *changes: str) -> Plan:
    """Return the plan that a plan file makes, after some changes."""
    return build_plan(check_answers(data, name, changes), layouts())


def documents_of(plan: Plan) -> list[Document]:
    """Return the documents that are written when nobody says which."""
    return fill_documents(plan, DEFAULT, layouts())


def every_document(plan: Plan) -> dict[str, str]:
    """Return the texts of all documents that there are layouts for, a sheet for each review, by name."""
    names = document_names(list(layouts().layouts))
    return {document.name: document.text for document in fill_documents(plan, names, layouts())}


def main() -> None:
    """Write the documents of every example over the golden ones."""
    for example in sorted(EXAMPLES.glob("*.yaml")):
        for name, text in every_document(plan_of(example.read_bytes(), example.name)).items():
            path = GOLDEN / example.stem / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {example.stem}/{name}\n")


if __name__ == "__main__":
    main()
