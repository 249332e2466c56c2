"""What stands in a document's place, as texts: what is there now, and what was written last."""

from .saving import Standing


def is_untouched(standing: Standing) -> bool:
    """Tell whether what stands there is what was written there, or nothing."""
    old, record = standing.old, standing.record
    return old is None or bool(record and record.state != old.state and record.data == old.data)


def recorded(standing: Standing) -> str | None:
    """Return the text that was written last, as far as it is known; where nothing stands, nothing was."""
    old, record = standing.old, standing.record
    if old is None:
        return ""
    # A deduplicating tool may have made the two one file: then they are equal whatever the owner did.
    return None if record is None or record.state == old.state else record.data.decode(errors="replace")


def standing_text(standing: Standing) -> str:
    """Return the text that stands there now."""
    return standing.old.data.decode() if standing.old else ""
