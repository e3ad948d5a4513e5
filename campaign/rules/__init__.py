"""Rules of the campaign: plain functions on texts, numbers and outlines, without queries."""
