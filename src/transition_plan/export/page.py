"""The web page: a plan as one HTML text that asks nothing of any network, with boxes that tick."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256

from transition_plan.rendering import Environment, Layout, fill_layout

from .bundle import Bundle, Exported, File
from .page_view import page_view

NAME = "plan.html"
LAYOUT, STYLE, SCRIPT = "page.html.j2", "page.css", "page.js"
ROOM_FOR_STYLE, ROOM_FOR_SCRIPT = "<style></style>", "<script></script>"  # escaped, no text of a person's holds these


class PageEnvironment(Environment):
    """The sandbox of the documents' layouts, for HTML: every text that a layout prints is escaped by itself."""

    def __init__(self, layouts: Mapping[str, Layout]) -> None:
        super().__init__(layouts, None)  # kept between runs, one compiled without escaping could come back
        self.autoescape = True


def export(bundle: Bundle) -> Exported:
    """Return the page as one file."""
    return Exported((File(NAME, fill_page(bundle).encode()),))


def fill_page(bundle: Bundle) -> str:
    """Return the page; the bundle's assets are its layouts, its style and its script."""
    layouts = {name: Layout(f"plan_templates/export/{name}", text) for name, text in bundle.assets.items()}
    style, script = bundle.assets[STYLE], bundle.assets[SCRIPT]
    view = page_view(bundle) | {"policy": policy(style, script)}
    page = "\n".join(lean(fill_layout(PageEnvironment(layouts), LAYOUT, view))) + "\n"
    page = page.replace(ROOM_FOR_STYLE, f"<style>{style}</style>", 1)
    return page.replace(ROOM_FOR_SCRIPT, f"<script>{script}</script>", 1)


def lean(page: str) -> Iterator[str]:
    """Yield the lines of the page that hold something; those of the checklist stay as they are."""
    kept = False
    for line in page.strip().split("\n"):
        kept = (kept or "<pre" in line) and "</pre>" not in line
        if kept or line.strip():
            yield line


def policy(style: str, script: str) -> str:
    """Return the content security policy: this style, this script, and nothing from anywhere."""
    parts = (
        "default-src 'none'",
        f"style-src '{digest(style)}'",
        f"script-src '{digest(script)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(parts)


def digest(text: str) -> str:
    """Return the hash by which a browser knows a style or a script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
