"""What stands against issuing a report. Checks find issues; errors stop, warnings are acknowledged or mended.

The composition root sees all three packages, so it gathers the checks (`preflight.register`); here stand what an issue
is, and the checks of the report's own frame.
"""

from campaign.preflight.issues import Issue, Severity
from campaign.preflight.registry import Check, preflight

__all__ = ["Check", "Issue", "Severity", "preflight"]
