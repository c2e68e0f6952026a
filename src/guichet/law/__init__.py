"""The law: dated parameters and pure functions. No Django, no input or output of its own.

A new decree is a new dated value in a file of `data/`, with its article, source and certainty; the
kernels (integer columns in and out) and the explanations need no change. Points that no text
settles are named in `options`.
"""
