"""Documents as their owners left them, and a plan that is rendered again."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Plan

FOLDER = Path(__file__).parent / "hostile" / "documents"
CASES: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["cases"]
NAMES = [case["id"] for case in CASES]
WORDS = ("render", "plan.yaml", "--templates", "templates", "--document", "checklist")


def lay_out(folder: Path, name: str) -> None:
    """Make a layout that gives one of the two texts."""
    layout = folder / "templates" / "documents" / "checklist.md.j2"
    layout.parent.mkdir(parents=True, exist_ok=True)
    text = (FOLDER / name).read_text(encoding="utf-8")
    layout.write_text(f"{{# for me alone #}}\n{{% raw %}}{text}{{% endraw %}}\n", encoding="utf-8")


def left_by_owner(case: dict[str, Any]) -> bytes:
    """Return what the owner made of the document."""
    if "generate" in case:
        return "".join(text * times for text, times in case["generate"]).encode()
    return (FOLDER / f"{case['id']}.md").read_bytes()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_owners_do_to_a_document_ends_well(case: dict[str, Any], plan: Plan, tmp_path: Path) -> None:
    """Each of 38 documents is renewed, or refused whole with its reason; and a second run changes nothing."""
    (tmp_path / "plan.yaml").write_text("role: engineering-manager\n", encoding="utf-8")
    lay_out(tmp_path, "base.md")
    plan(*WORDS, cwd=tmp_path)
    document = tmp_path / "checklist.md"
    assert document.read_bytes() == (FOLDER / "base.md").read_bytes()
    left = left_by_owner(case)
    document.write_bytes(left)
    if case.get("newer_record"):
        (tmp_path / ".plan" / "plan.json").write_text('{"format": 99}', encoding="utf-8")
    lay_out(tmp_path, "new.md")
    ran = plan(*WORDS, cwd=tmp_path, code=case["exit"][0])
    made = document.read_bytes()
    assert (not case.get("unchanged") and case["exit"] != [6]) or made == left
    for text in case.get("every_byte_kept", ()):
        assert text.encode() in made
    for text in case.get("must_not_have", ()):
        assert text.encode() not in made
    assert "result_equals" not in case or made == (FOLDER / case["result_equals"]).read_bytes()
    assert made.endswith(case.get("ends_with", "").encode())
    assert made.startswith(bytes.fromhex(case.get("starts_with_hex", "")))
    assert not case.get("no_bare_lf") or made.count(b"\n") == made.count(b"\r\n")
    assert "line" not in case or f"checklist.md:{case['line']}" in ran.err
    assert case.get("says", "") in ran.err
    plan(*WORDS, cwd=tmp_path, code=case["exit"][0])
    assert document.read_bytes() == made
