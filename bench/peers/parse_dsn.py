"""Seconds that dsn-tools takes to parse a DSN file: parse_dsn.py FILE."""

import sys
import time
from pathlib import Path

import dsn_tools
from dsn_tools.dsn_parser import DSNParser

text = Path(sys.argv[1]).read_text(encoding="iso-8859-1")
parser = DSNParser(Path(dsn_tools.__file__).parent / "dsn.lark")
began = time.perf_counter()
parser.parse(text)
print(time.perf_counter() - began)
