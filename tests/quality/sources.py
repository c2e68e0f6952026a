"""The files of the project, as the tests on them read them."""

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {".venv", "var", "__pycache__", ".git", ".mypy_cache", ".ruff_cache", ".hypothesis"}
SOURCES = ROOT / "src" / "guichet"


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository; in an archive, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return tuple(path for name in names if name and (path := ROOT / name).is_file())
    return tuple(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not MADE & set(path.relative_to(ROOT).parts) and path.suffix != ".mo"
    )


@functools.cache
def text_of(path: Path) -> str | None:
    """The text of a file; None when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def python_files(folder: Path = ROOT) -> list[Path]:
    """The Python files of a folder, what a tool has written aside."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(folder) and "migrations" not in path.parts
    ]


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def dotted(node: ast.expr) -> str:
    """`a.b.c` for the expression of that name; empty for any other expression."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed([*parts, node.id])) if isinstance(node, ast.Name) else ""
