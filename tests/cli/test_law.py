"""`guichet law` from the command line: formats, exit statuses, messages for a person."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet.cli.law import law

EXAMPLES = Path(__file__).parent.parent / "law" / "data" / "ij_examples_public.yaml"
CASE = """\
cases:
- id: x
  input:
    benefit: maladie
    stop_start: 2026-02-02
    stop_end: 2026-02-20
    reference_wages:
    - {month: 2025-11, gross: 2000.00}
    - {month: 2025-12, gross: 2000.00}
    - {month: 2026-01, gross: 2000.00}
"""


def run(*arguments, text=None):
    return CliRunner().invoke(law, [*map(str, arguments)], input=text, catch_exceptions=False)


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_json_answers_in_the_order_of_the_file(write):
    done = run("daily-allowance", write("a.yaml", CASE), "--json")
    assert done.exit_code == 0
    (case,) = json.loads(done.stdout)["cases"]
    assert case["result"]["ij_total_gross"] == "525.92"
    assert case["explanation"]


def test_the_public_examples_are_answered_in_order():
    done = run("daily-allowance", EXAMPLES, "--json")
    cases = json.loads(done.stdout)["cases"]
    assert [case["id"] for case in cases] == [f"P{n:02d}" for n in range(1, 16)]


BACKWARDS = """\
- id: backwards
  input: {benefit: maladie, stop_start: 2026-02-02, stop_end: 2026-02-01, sjb_given: 75}
- id: last
  input: {benefit: maladie, stop_start: 2026-02-02, sjb_given: 75}
"""


def test_a_refused_case_leaves_the_others_answered_and_exits_with_one(write):
    done = run("daily-allowance", write("a.yaml", CASE + BACKWARDS), "--json")
    assert done.exit_code == 1
    cases = json.loads(done.stdout)["cases"]
    assert [case["id"] for case in cases] == ["x", "backwards", "last"]
    assert ["error" in case for case in cases] == [False, True, False]


def test_text_for_a_person_names_the_refused_case_and_key(write):
    done = run("daily-allowance", write("a.yaml", CASE + BACKWARDS))
    assert "cas backwards, clé stop_end" in done.stdout
    assert "ij_daily_gross           32.87" in done.stdout


def test_explained_text_tells_each_step(write):
    path = write("a.yaml", CASE)
    assert "Salaire journalier de base" not in run("daily-allowance", path).stdout
    done = run("daily-allowance", path, "--explain")
    assert "Salaire journalier de base\u00a0: 65,75\u00a0€ ; calcul" in done.stdout


def test_standard_input_in_yaml_or_json(write):
    assert run("daily-allowance", "-", "--json", text=CASE).exit_code == 0
    wages = [{"month": m, "gross": 2000.0} for m in ("2025-11", "2025-12", "2026-01")]
    inputs = {"benefit": "maladie", "stop_start": "2026-02-02", "reference_wages": wages}
    document = json.dumps({"cases": [{"id": 1, "input": inputs}]})
    assert "32.87" in run("daily-allowance", "-", text=document).stdout
    assert run("daily-allowance", write("a.json", document)).exit_code == 0


def test_csv_with_semicolons_and_decimal_commas(write):
    text = (
        "id;benefit;stop_start;gross_2025-11;gross_2025-12;gross_2026-01\n"
        "x;maladie;2026-02-02;2000,00;2000,00;2000,00\n"
    )
    done = run("daily-allowance", write("a.csv", text), "--json")
    assert json.loads(done.stdout)["cases"][0]["result"]["ij_daily_gross"] == "32.87"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.txt", CASE, "l'extension doit être"),
        ("a.yaml", "cases: [", "YAML illisible"),
        ("a.yaml", "case: []", "la clé « cases »"),
        ("a.yaml", "", "la clé « cases »"),
        ("a.json", "{", "JSON illisible"),
        ("a.csv", "", "CSV vide"),
        ("a.yaml", "cases:\n- \xe9".encode("latin-1"), "ligne 2, le texte n'est pas en UTF-8"),
    ],
)
def test_an_unreadable_file_is_said_in_one_line_and_exits_with_two(write, name, text, words):
    path = write(name, text)
    done = run("daily-allowance", path)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert str(path) in done.stderr
    assert done.stderr.count("\n") == 1


BAD_VALUES = {
    "a.yaml": CASE.replace("2026-02-20", "2026-02-30"),
    "b.yaml": CASE.replace("2000.00}", ".nan}"),
    "a.json": '{"cases": [{"id": "x", "input": {"benefit": "maladie", "stop_start": 1e400}}]}',
    "a.csv": "id;benefit;stop_start\nx;maladie;02/02/2026\n",
}


@pytest.mark.parametrize("name", BAD_VALUES)
def test_a_value_that_cannot_be_read_is_refused_in_its_own_case(write, name):
    path = write(name, BAD_VALUES[name])
    done = run("daily-allowance", path)
    assert (done.exit_code, done.stderr) == (1, "")
    assert f"{path}, cas x, clé " in done.stdout


GOOD_ROW = "maladie;2026-02-02;75;oui;37.50"
ODD_TABLES = {
    "one bad row": (f"id;{{}}\na;{GOOD_ROW}\nb;maladie;hier;75;oui;1\nc;{GOOD_ROW}\n", 1, 2, 1),
    "byte order mark": (f"\ufeffid;{{}}\na;{GOOD_ROW}\n", 0, 1, 0),
    "empty columns at the end": (f"id;{{}};;\na;{GOOD_ROW};;\n", 0, 1, 0),
    "no identifier": (f"{{}}\n{GOOD_ROW}\n", 0, 1, 0),
}
COLUMNS = "benefit;stop_start;sjb_given;opening_conditions_met;expected_ij_daily_gross"


@pytest.mark.parametrize("odd", ODD_TABLES)
def test_an_odd_table_is_compared_where_it_can_be(write, odd):
    text, status, same, refused = ODD_TABLES[odd]
    done = run("compare", write("a.csv", text.format(COLUMNS)), "--json")
    assert done.exit_code == status
    told = json.loads(done.stdout)
    assert (told["same"], len(told["refused"])) == (same, refused)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "CSV vide"),
        ("id;id\na;b\n", "deux colonnes portent le même titre"),
        (f"id;{COLUMNS}\na;maladie\n", "ligne 2, 2 cellules au lieu de 6"),
        (f"id;{COLUMNS}\né;{GOOD_ROW}\n".encode("latin-1"), "ligne 2, le texte n'est pas en UTF-8"),
        ("id;previous_stops\na;x\n", "ne peut pas être écrite en CSV"),
    ],
)
@pytest.mark.parametrize("command", ["compare", "daily-allowance", "deadlines"])
def test_a_table_that_cannot_be_read_is_said_in_one_line(write, command, text, words):
    done = run(command, write("a.csv", text))
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_without_a_case_says_so(write):
    done = run("daily-allowance", write("a.csv", "id,benefit\n"))
    assert (done.exit_code, done.stdout.endswith(" : aucun cas.\n")) == (0, True)


def test_what_is_nested_too_deep_does_not_end_the_process(write):
    """The reader of YAML would overflow the stack of the machine, beyond any exception."""
    command = [sys.executable, "-m", "guichet.cli", "law", "daily-allowance"]
    done = subprocess.run(
        [*command, write("a.yaml", "[" * 200_000)], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith("trop de niveaux imbriqués).\n")


def test_a_terminal_without_our_characters_is_no_fault(write):
    command = [sys.executable, "-m", "guichet.cli", "law", "daily-allowance", "--explain"]
    done = subprocess.run(
        [*command, write("a.yaml", CASE)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "32,87" in done.stdout.decode("latin-1")


def test_a_missing_file_exits_with_two(tmp_path):
    done = run("daily-allowance", tmp_path / "none.yaml")
    assert done.exit_code == 2
    assert "fichier illisible" in done.stderr


def test_parameters_of_a_day():
    done = run("parameters", "--on", "2024-06-01", "--json")
    found = {p["name"]: p for p in json.loads(done.stdout)["parameters"]}
    assert Decimal(found["smic_hourly"]["value"]) == Decimal("11.65")
    assert found["smic_hourly"]["effective_to"] == "2024-10-31"
    assert all(p["article"] and p["source"] and p["certainty"] for p in found.values())


def test_parameters_as_a_table():
    done = run("parameters")
    assert done.exit_code == 0
    assert "loi 2020-290 art. 8" in done.stdout
    before = run("parameters", "--on", "1900-01-01").stdout
    assert before.splitlines() == ["Aucun paramètre n'est connu au 1900-01-01."]


def test_a_day_that_is_not_one_exits_with_two():
    done = run("parameters", "--on", "hier")
    assert done.exit_code == 2
    assert "« hier » n'est pas une date" in done.stderr


def test_the_law_needs_neither_django_nor_a_database():
    code = (
        "import sys, guichet.law; assert 'numpy' not in sys.modules;"
        "import guichet.law.sickness, guichet.law.daily_allowance, guichet.cli.law;"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


DEADLINES = """\
cases:
- {id: a, family: reserves, input: {dat_made: 2025-04-01}}
- {id: b, family: reserves, input: {}}
"""


def test_deadlines_answer_in_json_and_refuse_a_case_without_hiding_the_other(write):
    done = run("deadlines", write("d.yaml", DEADLINES), "--json")
    assert done.exit_code == 1
    good, bad = json.loads(done.stdout)["cases"]
    assert good["result"]["reserves_until"] == "2025-04-14"
    assert bad["error"]["key"] == "dat_made"


def test_deadlines_are_told_to_a_person_with_their_count(write):
    done = run("deadlines", write("d.yaml", DEADLINES), "--explain")
    assert "Réserves possibles jusqu'au 14/04/2025 : 10 jours francs après la déclaration" in (
        done.stdout
    )
    assert "12/04/2025 (samedi)" in done.stdout


def test_deadlines_are_read_from_csv_too(write):
    done = run("deadlines", write("d.csv", "id,family,dat_made\na,reserves,2025-04-01\n"), "--json")
    assert json.loads(done.stdout)["cases"][0]["result"]["reserves_until"] == "2025-04-14"
