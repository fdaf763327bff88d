"""The one way in which a delivery fails."""

from ingest.errors import IngestError


class NotDelivered(IngestError):
    """`str(error)` says why, in one line, and may still hold a secret: `core.alerts.settings.hidden` takes it out."""
