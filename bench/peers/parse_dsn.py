"""Seconds of the processor that dsn-tools takes to parse a DSN file: parse_dsn.py FILE."""

import sys
import time
from pathlib import Path

import dsn_tools
from dsn_tools.dsn_parser import DSNParser

text = Path(sys.argv[1]).read_text(encoding="iso-8859-1")
parser = DSNParser(Path(dsn_tools.__file__).parent / "dsn.lark")
began = time.process_time()
parser.parse(text)
print(time.process_time() - began)
