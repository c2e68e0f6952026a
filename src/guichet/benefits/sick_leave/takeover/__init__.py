"""Taking over the portfolio of the system before this one (docs/takeover.md)."""
