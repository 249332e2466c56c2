"""To be written."""

from .bundle import Bundle, Exported


def export(bundle: Bundle) -> Exported:
    """Return the file."""
    raise NotImplementedError(bundle.plan.id)
