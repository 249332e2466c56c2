"""What can be told of a text by its words alone: a task, a claim, a vague verb, a leftover, an address to keep back."""

import re
from datetime import date
from ipaddress import ip_address
from urllib.parse import urlsplit

_FLAGS = re.IGNORECASE
_TASK = re.compile(
    r"(?:meet|attend|read|talk|call|join|visit|watch|listen|shadow|discuss|speak|sit|interview|study|observe|have|go|"
    r"set up|schedule|book|write|send|present|prepare|review|ask|take part|follow|introduce)\b",
    _FLAGS,
)
_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|half|each|every|all|both|"
    r"none|no|nobody|nothing|once|twice)\b",
    _FLAGS,
)
_CLAIM = re.compile(
    r"\bI (?:can|could|have|know)\b|\bwithout (?:help|notes|me)\b"
    r"|\b(?:agree|confirm|accept|sign|quote|approve|repeat|correct|rate|decide|adopt)(?:s|d|ed)?\b",
    _FLAGS,
)
_VAGUE = re.compile(
    r"(?:i |to |be |have )*(?:understand|grasp|familiar|familiari[sz]e|gett?(?:ing)? to know|learn (?:more )?about"
    r"|(?:get|become|am|grow) (?:more )?(?:familiar|comfortable|aware|up to speed|a feel)"
    r"|(?:an? |good |better |deep |solid )*(?:understanding|rapport|awareness) (?:of|with|for)"
    r"|(?:build|establish|gain|develop) (?:an? |good |better )*(?:rapport|relationships?|understanding|awareness))\b",
    _FLAGS,
)
_CHANGE = r"re-?organi[sz]{0}|re-?structur{0}|replac{0}|overhaul{1}|re-?architect{1}"
_CHANGES = re.compile(
    rf"(?:^|\band |[,;:] )(?:{_CHANGE.format('e', '')}|re-?write|tear down)\b"
    rf"|\b(?:{_CHANGE.format('ed', 'ed')}|re-?written)\b",
    _FLAGS,
)
_OPEN_END = re.compile(r"(?:…|\.\.\.)[\s\"'”’)]*$")
_OPEN_MARK = re.compile(r"\b(?:TODO|TBD|TBC|FIXME)\b")
_TALK_ABOUT = re.compile(r"\s*talk about\b", _FLAGS)
_LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bX{3,}\b|lorem ipsum|<[^\W\d_][\w' -]{0,30}>"
    r"|\[(?:(?:your|my|the|new|insert|first|last|full)\b[\w' -]{0,30}|names?|company|team|role|title|date|manager"
    r"|product|organi[sz]ation|org|department|number|city|x+|placeholder|fill in|tbd)\](?!\()",
    _FLAGS,
)
ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'”]+", _FLAGS)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", _FLAGS)
_INSIDE = (".local", ".localhost", ".internal", ".corp", ".lan", ".intranet", ".home.arpa", ".home", ".test")
_KEYS = re.compile(
    r"tenant|thread|session|token|secret|passw|signature|api[_-]?key|auth(?!or)|credential|^(?:sid|tid|sig|key|groupid)$",
    _FLAGS,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def proves(text: str) -> bool:
    """Tell whether a text makes a claim or holds a count, so that somebody could check it."""
    return bool(_COUNT.search(text) or _CLAIM.search(text))


def is_task(text: str) -> bool:
    """Tell whether a measure is only something to do."""
    return bool(_TASK.match(text.strip())) and not proves(text)


def is_vague(text: str) -> bool:
    """Tell whether a text begins with what nobody can see: understand, get familiar, build rapport."""
    return bool(_VAGUE.match(text.strip()))


def large_change(text: str) -> str:
    """Return the words with which a text announces to reorganise, rewrite, replace, or nothing."""
    found = _CHANGES.search(text.strip())
    return found[0].removeprefix("and ").strip(" ,;:") if found else ""


def unfinished(text: str) -> str:
    """Return what shows that a text was not finished, or nothing."""
    if mark := _OPEN_MARK.search(text):
        return mark[0]
    if talk := _TALK_ABOUT.match(text):
        return talk[0].strip()
    if _OPEN_END.search(text):
        return "… at its end"
    return text.strip() if set(text.strip()) == {"?"} else ""


def leftover(text: str) -> str:
    """Return the placeholder or mark of a template that a text still holds, or nothing."""
    found = _LEFTOVER.search(text)
    return found[0] if found else ""


def addresses(text: str) -> list[str]:
    """Return the addresses in a text."""
    return [found.rstrip(".,;:)") for found in ADDRESS.findall(text)]


def lacks_scheme(url: str) -> str:
    """Return the address as it should be written, where it has no https://; nothing where it has, or is mail."""
    scheme = _SCHEME.match(url)
    if not scheme:
        return f"https://{url.lstrip('/')}"
    return f"https://{url[len('http://') :]}" if scheme[0].lower() == "http:" else ""


def inside_host(url: str) -> str:
    """Return the host of an address that only some network knows, or nothing."""
    host = host_of(url)
    if not host:
        return ""
    try:
        return "" if ip_address(host).is_global else host
    except ValueError:
        return host if "." not in host or f".{host}".endswith(_INSIDE) else ""


def host_of(url: str) -> str:
    """Return the host of an address, nothing where it has none or cannot be read."""
    try:
        return (urlsplit(url if "://" in url else f"https://{url}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def carried_keys(url: str) -> list[str]:
    """Return the names in an address's query that stand for somebody's tenant, thread, session or token."""
    query = url.partition("?")[2].replace("#", "&").replace(";", "&")
    names = [part.partition("=")[0] for part in query.split("&") if "=" in part]
    before = url.partition("?")[0].partition("://")[2].partition("/")[0]
    return [name for name in names if _KEYS.search(name)] + ["a password"] * ("@" in before)


def latest_day(text: str) -> date | None:
    """Return the last day that a text can mean (2026-10-05, 2026-10, October 2026, 2026), or nothing."""
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    if not year:
        return None
    iso = re.match(r"\d{4}-(\d\d)(?:-(\d\d))?\b", text.strip())
    word = next((n for n, m in enumerate(_MONTHS, 1) if re.search(rf"\b{m}", text, _FLAGS)), 0)
    month = int(iso[1]) if iso else word or 12
    day = re.search(r"(?<![\d-])(\d{1,2})(?:st|nd|rd|th)?(?![\d-])", text) if word and not iso else None
    number = int(iso[2]) if iso and iso[2] else int(day[1]) if day else 31
    return last_fitting(int(year[0]), month, number)


def last_fitting(year: int, month: int, day: int) -> date | None:
    """Return a date, the month's last where it has no such day; nothing where there is no such month."""
    for number in range(min(day, 31), max(min(day, 31) - 4, 0), -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return None
