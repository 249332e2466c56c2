"""What day it is: what ``--today`` says, else the calendar of the person's machine. Nothing else asks."""

from datetime import date

from .errors import WrongUse


def read_today(said: str | None) -> date:
    """Return the day that a command counts from."""
    today = date.today()  # noqa: DTZ011 - a person's own day, where they are
    if said is None:
        return today
    return read_day_said(said, today, "--today")


def read_day_said(said: str, today: date, option: str) -> date:
    """Return the day that an option names: 2027-01-11, friday, +2w."""
    from .replies import WrongReply, read_date

    try:
        return date.fromisoformat(read_date(said, today))
    except WrongReply as wrong:
        raise WrongUse(f"{option}: {wrong}") from None
    except (ValueError, OverflowError):  # ? is a reply in the wizard; and no calendar goes on for ever
        raise WrongUse(
            f"{option}: {said!r} is no day", f"{option} 2027-01-11, {option} friday and {option} +2w do"
        ) from None
