"""What ``plan open`` does: see that the page is there and up to date, then show it."""

import os
import sys
import webbrowser
from urllib.request import pathname2url

from .edge import put, say
from .exporting import Asked, export_home
from .files import shown

PAGE = "html"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")  # where one of these is set, there is something to show it on


def open_page(asked: Asked) -> int:
    """Show the page in the browser; without one its path is the answer."""
    path = os.path.abspath(export_home(PAGE, asked))
    if has_screen() and webbrowser.open(address(path)):
        say(f"opened {shown(path)}")
    else:
        put(f"{path}\n")
    return 0


def address(path: str) -> str:
    """Return a path as a browser takes it; Windows begins with two slashes of its own."""
    url = pathname2url(path)
    return f"file:{url}" if url.startswith("//") else f"file://{url}"


def has_screen() -> bool:
    """Tell whether a browser can show anything here."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in SCREENS)
