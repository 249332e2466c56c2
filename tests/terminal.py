"""A real terminal for the tests: a pty, what a person would see on it, and how the program ended."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte

ASKED = Path(__file__).parent / "wizard_pages.py"
OURS = Path(__file__).parent.parent / "src"
WAITS = 60.0  # seconds until a screen that does not come is a failure
MODES = "stty -a | grep -v rows"  # what the terminal does with keys, without its size


class Terminal:
    """A program at a terminal of some columns and rows."""

    def __init__(self, columns: int, rows: int, *words: str, env: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.HistoryScreen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.said = b""
        plain = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(OURS)}
        self.child = pexpect.spawn(words[0], list(words[1:]), dimensions=(rows, columns), env={**plain, **(env or {})})
        self.child.delaybeforesend = None

    def until(self, seen: Callable[[str], bool]) -> str:
        """Return the screen as soon as it holds that."""
        end = time.monotonic() + WAITS
        while not seen(self.shown()):
            assert time.monotonic() < end, f"this never came:\n{self.shown()}"
            self.read()
        return self.shown()

    def read(self) -> None:
        """Take what the program says next."""
        try:
            more = self.child.read_nonblocking(65536, 0.05)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            time.sleep(0.01)
            return
        self.said += more
        self.stream.feed(more)

    def settled(self) -> str:
        """Return the screen when nothing more comes."""
        heard = -1
        while heard != len(self.said):
            heard = len(self.said)
            self.read()
            self.read()
        return self.shown()

    def press(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def shown(self) -> str:
        """Return what a person sees."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip() + "\n"

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def ended(self) -> int:
        """Return the exit code, when the program is done."""
        end = time.monotonic() + WAITS
        while self.child.isalive():
            assert time.monotonic() < end, f"it never ended:\n{self.shown()}"
            self.read()
        self.read()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)


def asked(
    *pages: str, columns: int = 80, rows: int = 24, env: Mapping[str, str] | None = None, plain: bool = False
) -> Terminal:
    """Return a terminal at which pages are asked, as the command asks them."""
    return Terminal(columns, rows, sys.executable, str(ASKED), *(["--plain"] if plain else []), *pages, env=env)


def between_modes(*pages: str) -> Terminal:
    """Return a terminal that tells its modes, asks, says how that ended, and tells its modes again."""
    ask = f"{sys.executable} {ASKED} {' '.join(pages)}"
    return Terminal(100, 40, "bash", "-c", f"{MODES}; echo ---; {ask}; echo code $?; {MODES}; echo end")


def tmux_or_none() -> str | None:
    """Return where tmux is; it breaks lines anew when it gets narrower, which pyte does not."""
    found = subprocess.run(["bash", "-c", "command -v tmux"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or None
