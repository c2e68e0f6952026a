"""The translation catalogues: `extract` gathers the texts, `compile` makes them usable.

.venv/bin/python tools/messages.py extract [FOLDER]    (needs gettext)
.venv/bin/python tools/messages.py compile [FILE.po …]
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "guichet"
LANGUAGES = ("en",)
UNSTABLE = re.compile(r"^(POT-Creation-Date|PO-Revision-Date)$")


def compile_catalogue(source: Path) -> None:
    """Writes the compiled catalogue beside its source, whole or not at all."""
    compiled = source.with_suffix(".mo")
    partial = compiled.with_suffix(f".{os.getpid()}.part")
    try:
        polib.pofile(str(source)).save_as_mofile(str(partial))
        partial.replace(compiled)
    finally:
        partial.unlink(missing_ok=True)


def extract(folder: Path) -> None:
    """Brings the catalogues of `folder`, a copy of the sources or the sources, up to date."""
    (folder / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--no-wrap"]
    command += ["--add-location", "file", "--ignore", "static/*", "--extension", "html,txt,py,typ"]
    for language in LANGUAGES:
        command += ["--locale", language]
    subprocess.run(
        command, cwd=folder, check=True, env={**os.environ, "DJANGO_SETTINGS_MODULE": ""}
    )
    for language in LANGUAGES:
        path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path), wrapwidth=0)
        # dates would change the file when no text has changed
        catalogue.metadata = {
            key: value for key, value in catalogue.metadata.items() if not UNSTABLE.match(key)
        }
        catalogue.save()


def main(arguments: list[str]) -> int:
    task, *rest = arguments or [""]
    if task == "compile":
        for path in [Path(name) for name in rest] or sorted(SOURCES.rglob("*.po")):
            try:
                compile_catalogue(path)
            except (OSError, ValueError) as error:
                print(f"{path}: {error}", file=sys.stderr)
                return 1
        return 0
    if task == "extract" and len(rest) <= 1:
        if shutil.which("xgettext") is None:
            print("gettext is missing. On Debian: apt-get install gettext", file=sys.stderr)
            return 1
        with contextlib.suppress(subprocess.CalledProcessError):
            extract(Path(rest[0]) if rest else SOURCES)
            return 0
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
