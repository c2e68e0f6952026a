"""The law: dated parameters and pure functions. No Django, no input or output of its own."""
