"""`guichet dsn` from the command line: answers, exit statuses, words for a person."""

import json

import pytest
from click.testing import CliRunner

from guichet.cli.dsn import dsn
from tests.formats.dsn.files import (
    BASES,
    bytes_of,
    contract,
    date,
    edited,
    message,
    place,
    put,
    record,
    repeat,
    staff,
)

FAULT_KEYS = {"line", "rubric", "code", "blocking", "message", "value"}


def run(*arguments, stdin=None):
    return CliRunner().invoke(dsn, [*map(str, arguments)], input=stdin, catch_exceptions=False)


@pytest.fixture
def stored(tmp_path):
    def stored(content, name="a.dsn"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return stored


def test_a_sound_file_has_no_fault(stored):
    path = stored(BASES["stop"]())
    done = run("check", path, "--json")
    assert done.exit_code == 0
    (report,) = json.loads(done.stdout)["files"]
    assert {**report, "coverage": None} == {
        "file": str(path),
        "norm": "P25V01",
        "declarations": 1,
        "faults": [],
        "coverage": None,
    }
    assert set(report["coverage"]["04"]) == {"evaluated", "in_part", "known"}


def test_faults_are_told_with_their_line_and_exit_with_one(stored):
    path = stored(bytes_of(edited("stop", put("S21.G00.60.002", "31022025"))))
    done = run("check", path, "--json")
    assert done.exit_code == 1
    (fault,) = json.loads(done.stdout)["files"][0]["faults"]
    assert set(fault) == FAULT_KEYS
    assert (fault["line"], fault["rubric"], fault["code"]) == (36, "S21.G00.60.002", "calendar")
    words = run("check", path)
    assert words.exit_code == 1
    assert f"{path}:36 S21.G00.60.002 calendar (bloquant)" in words.stdout


def test_a_warning_alone_exits_with_zero(stored):
    path = stored(bytes_of(edited("stop", put("S21.G00.60.002", "11032025"))))
    done = run("check", path)
    assert done.exit_code == 0
    assert "SIG-14 (à vérifier)" in done.stdout


def test_a_feed_is_judged_as_a_fund_receives_it(stored):
    path = stored(bytes_of([("S05.G00.00.001", "1"), *edited("stop")]))
    assert run("check", path).exit_code == 1
    assert run("check", path, "--mode", "tolerant").exit_code == 0


@pytest.mark.parametrize("command", ["check", "events"])
def test_a_file_that_cannot_be_opened_keeps_none_of_the_others_waiting(command, stored, tmp_path):
    """It is said, the others are answered, and the status tells that one was not read."""
    there, missing = stored(BASES["stop"]()), tmp_path / "absent.dsn"
    done = run(command, missing, there, "--json")
    assert done.exit_code == 2
    assert f"{missing} : ce fichier ne se lit pas" in done.stderr
    assert "Traceback" not in done.stderr
    (answered,) = next(iter(json.loads(done.stdout).values()))
    assert answered["file"] == str(there)


def test_several_files_are_answered_in_order(stored):
    paths = [stored(BASES["stop"](), "a.dsn"), stored(b"rien", "b.dsn")]
    done = run("check", *paths, "--json")
    assert done.exit_code == 1
    assert [report["file"] for report in json.loads(done.stdout)["files"]] == [*map(str, paths)]


def test_standard_input_is_read():
    done = run("check", "-", "--json", stdin=BASES["return"]())
    assert done.exit_code == 0
    assert json.loads(done.stdout)["files"][0]["declarations"] == 1


def test_what_cannot_be_opened_exits_with_two_in_words(tmp_path):
    for path in (tmp_path / "absent.dsn", tmp_path):
        done = run("check", path)
        assert done.exit_code == 2
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--mode", "mild", "-"), ("--max-faults", "-1", "-")])
def test_a_wrong_call_exits_with_two(arguments):
    assert run("check", *arguments).exit_code == 2


def test_past_the_limit_faults_are_counted(stored):
    path = stored(bytes_of(edited("stop", *[repeat("S21.G00.30.002")] * 4)))
    faults = json.loads(run("check", path, "--json", "--max-faults", "5").stdout)["files"][0]
    assert len(faults["faults"]) == 6
    assert faults["faults"][-1]["value"] == "10"
    assert set(faults["faults"][-1]) == {"line", "rubric", "code", "blocking", "message", "value"}


def test_the_last_line_counts_the_faults_past_the_limit_too(stored):
    """A clerk who asked for five of fifteen must not read that there are six."""
    path = stored(bytes_of(edited("stop", *[repeat("S21.G00.30.002")] * 4)))
    every, some = (run("check", path, "--max-faults", most).stdout for most in (0, 5))
    assert len(every.splitlines()) == 16
    assert len(some.splitlines()) == 7
    assert some.splitlines()[-1] == every.splitlines()[-1]
    assert " 15 défaut(s) bloquant(s)" in some


def test_a_stop_and_a_return_are_told_as_events(stored):
    paths = [stored(BASES["stop"](), "a.dsn"), stored(BASES["return"](), "b.dsn")]
    done = run("events", *paths, "--json")
    assert done.exit_code == 0
    stop, back = json.loads(done.stdout)["events"]
    assert (stop["kind"], stop["line"], stop["employer"]) == ("stop", 35, "00041230400016")
    assert (stop["last_day_worked"], stop["expected_end"]) == ("2025-03-06", "2025-03-14")
    assert stop["person"]["nir"] == "2800193901006"
    assert stop["contract"] == {
        "number": "00001",
        "started_on": "2018-09-01",
        "ended_on": None,
        "nature": None,
    }
    assert (back["kind"], back["returned_on"]) == ("return", "2025-03-12")


def test_wages_and_hours_come_with_the_event(stored):
    (event,) = json.loads(run("events", stored(staff()), "--json").stdout)["events"]
    assert event["subrogation"] is True
    worked = [wage for wage in event["wages"] if wage["type"] == "002"]
    assert [(wage["amount"], wage["hours"]) for wage in worked] == [("2100.00", "151.67")] * 2


def test_an_end_of_contract_is_an_event(stored):
    held = contract(ended_on=date(2026, 9, 30), end_reason="059")
    path = stored(message([record(contract=held)]))
    (event,) = json.loads(run("events", path, "--json").stdout)["events"]
    assert (event["kind"], event["reason"]) == ("end_of_contract", "059")
    assert event["contract"]["ended_on"] == "2026-09-30"
    assert "fin de contrat 2026-09-30" in run("events", path).stdout


def test_the_event_of_an_end_of_contract_is_read(stored):
    held = contract(ended_on=date(2026, 9, 30), end_reason="059")
    path = stored(message([record(contract=held)]).replace(b"05.001,'01'", b"05.001,'07'", 1))
    (event,) = json.loads(run("events", path, "--json").stdout)["events"]
    assert (event["kind"], event["nature"]) == ("end_of_contract", "07")


def test_a_stop_annulled_in_the_month_is_a_cancellation(stored):
    path = stored(bytes_of(edited("staff", put("S21.G00.60.001", "99"))))
    (event,) = json.loads(run("events", path, "--json").stdout)["events"]
    assert event["kind"] == "cancellation"


def test_events_of_what_is_not_a_dsn_are_refused_in_words(stored):
    done = run("events", stored(b"PK\x03\x04rien"), "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {"events": []}
    assert "archive" in done.stderr


def test_a_file_over_the_size_limit_is_refused_in_one_sentence(stored):
    rows = edited("staff")
    first, last = place(rows, "S21.G00.30.001"), place(rows, "S90.G00.90.001")
    large = bytes_of([*rows[:last], *(rows[first:last] * 300), *rows[last:]])
    assert 1024 * 1024 < len(large) < 2 * 1024 * 1024

    def faults(*arguments, stdin=None):
        done = run("check", "--json", "--max-faults", 3, *arguments, stdin=stdin)
        assert done.exit_code == 1
        (report,) = json.loads(done.stdout)["files"]
        return [fault["code"] for fault in report["faults"]], report["declarations"]

    path = stored(large)
    assert faults("--max-size", 1, path) == (["size"], 0)
    piped, taken = faults("--max-size", 1, "-", stdin=large)
    assert (piped[-1], taken) == ("size", 0)
    for enough in (0, 2):
        codes, taken = faults("--max-size", enough, path)
        assert "size" not in codes
        assert taken == 1
    refused = run("events", "--max-size", 1, path)
    assert refused.exit_code == 1
    assert "dépasse 1 Mo" in refused.stderr
