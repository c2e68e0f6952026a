"""The legal clocks: dates in, dates out, each with its article, its start, its unit and count."""
