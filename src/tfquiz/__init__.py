"""tfquiz: learn what array code really does by predicting what it prints."""

__version__ = "0.1.0"
