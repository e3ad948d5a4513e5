"""Every admin module of the package, so that Django finds them."""

from campaign.admin import campaigns, case_files, communication, figures, innovations, reports

__all__ = ["campaigns", "case_files", "communication", "figures", "innovations", "reports"]
