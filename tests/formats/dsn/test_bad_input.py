"""Broken, hostile and enormous input: a fault with its line, never an exception."""

import io
import itertools
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.formats.dsn.faults import Fault
from guichet.formats.dsn.judge import read
from tests.formats.dsn.files import BASES, Endless, bytes_of, edited, put, reading, repeat

STOP = BASES["stop"]()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.dsn", STOP)
    return target.getvalue()


REFUSED = {
    "empty": b"",
    "zip": zipped(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "binary": bytes(range(256)) * 8,
    "utf-16": STOP.decode("latin-1").encode("utf-16"),
    "utf-16-without-mark": STOP.decode("latin-1").encode("utf-16-le"),
    "utf-8-mark": b"\xef\xbb\xbf" + STOP,
    "carriage-returns-alone": STOP.replace(b"\r\n", b"\r"),
    "huge-line": b"S10.G00.00.001,'" + b"x" * 70_000 + b"'\r\n",
    "huge-line-later": STOP + b"x" * 70_000,
    "nulls-later": STOP.replace(b"EXEMPLE", b"EXE\0PLE"),
    "one-character": b"x\n" * 100_000,
    "blank": b"\r\n" * 10,
    "other-text": b"Bonjour,\r\nvoici la DSN.\r\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_dsn_is_refused_in_one_sentence(name):
    found = reading(REFUSED[name])
    (fault,) = found.faults
    assert fault.rubric == "structure"
    assert fault.blocking
    assert fault.line >= 1
    assert fault.message.endswith(".")
    assert found.declarations == []


@pytest.mark.parametrize("name", ["zip", "pdf"])
def test_an_archive_or_a_pdf_is_called_so(name):
    """Not a file with null bytes, though it has some: the clerk must know what to undo."""
    assert "une archive, un PDF" in reading(REFUSED[name]).faults[0].message
    assert "UTF-16" in reading(REFUSED["utf-16"]).faults[0].message


@pytest.mark.parametrize(
    ("start", "again"),
    [(b"", b"\0"), (b"", b"x"), (b"", b"\n"), (STOP, b"x"), (b"S10.G00.00.001,'", b"a")],
)
def test_a_stream_that_never_ends_is_left_at_once(start, again):
    stream = Endless(start, again)
    found = list(read(io.BufferedReader(stream)))
    assert isinstance(found[-1], Fault)
    assert stream.given < 200_000


def test_an_endless_run_of_faults_costs_no_memory_beyond_the_first():
    lines = itertools.chain([STOP], (b"S21.G00.60.001,'%d'\r\n" % n for n in range(30_000)))

    class Lines(io.RawIOBase):
        def read(self, size=-1):
            return next(self.lines, b"")

    stream = Lines()
    stream.lines = itertools.chain(STOP.splitlines(keepends=True), itertools.islice(lines, 1, None))
    tracemalloc.start()
    told = sum(1 for _ in read(stream, max_faults=10, keep_persons=False))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told < 40
    assert most < 60_000_000


def test_past_the_limit_faults_are_counted_by_control():
    rows = edited("stop", *[repeat("S21.G00.30.002")] * 4)
    every = reading(bytes_of(rows), max_faults=0).faults
    some = reading(bytes_of(rows), max_faults=5).faults
    assert len(every) == 15
    assert some[:5] == every[:5]
    (rest,) = some[5:]
    assert (rest.line, rest.rubric, rest.code) == (every[5].line, "S21.G00.30.002", "order")
    assert rest.value == "10"
    assert rest.blocking


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_both_ends_of_line_are_read(end):
    assert reading(bytes_of(edited("stop"), end)).places == []


def test_the_last_line_may_lack_its_end_and_blank_lines_may_follow():
    assert reading(STOP.rstrip()).places == []
    assert reading(STOP + b"\r\n\r\n").places == []


def test_a_blank_line_inside_is_told_once_at_its_line():
    lines = STOP.split(b"\r\n")
    content = b"\r\n".join([*lines[:9], b"", b"", *lines[9:]])
    assert reading(content).places == [(10, "structure", "line-syntax")]


def test_utf_8_accents_are_one_fault_and_are_understood():
    rows = edited("stop", put("S21.G00.30.004", "Zoé"))
    content = bytes_of(rows).decode("latin-1").encode()
    found = reading(content)
    assert found.places == [(31, "S21.G00.30.004", "encoding")]
    assert found.declarations[0].persons[0].person.given_names == "Zoé"


def test_a_file_cut_at_any_byte_is_refused_with_a_line():
    lines = STOP.count(b"\n")
    for size in range(len(STOP) - 3):
        found = reading(STOP[:size])
        assert any(fault.blocking for fault in found.faults), size
        assert all(1 <= fault.line <= lines for fault in found.faults)
        assert all(declaration.has_blocking_faults for declaration in found.declarations)


@pytest.mark.parametrize(
    ("rubric", "value"),
    [
        ("S90.G00.90.001", "²²"),
        ("S90.G00.90.001", "9" * 200),
        ("S21.G00.30.006", "200119²0"),
        ("S21.G00.60.002", "²²²²²²²²"),
        ("S21.G00.51.013", "1E999999"),
        ("S21.G00.51.013", "Infinity"),
        ("S21.G00.51.012", "NaN"),
        ("S20.G00.05.005", "01002026"),
        ("S10.G00.00.006", "P²²V01"),
    ],
)
def test_numbers_that_are_not_are_faults(rubric, value):
    base = "monthly" if rubric[4:10] in ("G00.51", "G00.05") else "stop"
    found = reading(bytes_of(edited("stop" if "60" in rubric else base)[:0]))
    assert found.faults
    rows = put(rubric, value)(edited("monthly" if "60" not in rubric else "stop"))
    assert (rubric) in {fault.rubric for fault in reading(bytes_of(rows)).faults}


def test_a_fault_repeats_neither_a_number_of_a_person_nor_a_name():
    nir = "2800193901006"
    rows = edited("stop", put("S21.G00.40.009", nir + "#"), put("S21.G00.06.001", nir))
    rows = [(r, v + "-" if r in ("S21.G00.30.002", "S10.G00.02.002") else v) for r, v in rows]
    told = reading(bytes_of(rows)).faults
    assert told
    for fault in told:
        assert "EXEMPLE" not in fault.message + fault.value
        assert nir not in fault.message + (fault.value if fault.value != nir + "#" else "")


def mutated(content: bytes, draws) -> bytes:
    done = bytearray(content)
    for kind, at, value in draws:
        spot = at % (len(done) or 1)
        lines = bytes(done).split(b"\r\n")
        if kind == "flip" and done:
            done[spot] = value
        elif kind == "cut":
            del done[spot : spot + value]
        elif kind == "null":
            done[spot:spot] = b"\0"
        elif kind == "swap":
            a, b = at % len(lines), value % len(lines)
            lines[a], lines[b] = lines[b], lines[a]
            done = bytearray(b"\r\n".join(lines))
        elif kind == "repeat":
            lines.insert(value % len(lines), lines[at % len(lines)])
            done = bytearray(b"\r\n".join(lines))
        elif kind == "utf-8":
            done = bytearray(bytes(done).decode("latin-1").encode())
        elif kind == "long":
            done[spot:spot] = b"y" * 300 * value
    return bytes(done)


KINDS = ("flip", "cut", "null", "swap", "swap", "repeat", "utf-8", "long")
MUTATIONS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000), st.integers(0, 255)), max_size=6
)


@settings(max_examples=1500, deadline=None)
@given(
    base=st.sampled_from(sorted(BASES)),
    mode=st.sampled_from(["strict", "tolerant"]),
    draws=MUTATIONS,
)
def test_mutated_files_are_read_without_exception_and_every_fault_has_its_line(base, mode, draws):
    content = mutated(CONTENTS[base], draws)
    lines = max(1, content.count(b"\n") + 1)
    for item in read(io.BytesIO(content), mode=mode):
        if isinstance(item, Fault):
            assert 1 <= item.line <= lines
            assert item.message
            assert item.code


CONTENTS = {name: made() for name, made in BASES.items()}
