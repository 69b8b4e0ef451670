"""Coverage-guided fuzzing: ``python fuzz/run.py TARGET [options of libFuzzer] [folders]``.

A target is a law of ``tests/anything.py``. Without a folder, new inputs are kept in ``fuzz/found/TARGET``, and the
corpus is where the search begins; see ``fuzz/README.md``.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

with atheris.instrument_imports(include=["crackcite", "markdown_it", "mdurl"]):
    from anything import LAWS

    # Much is imported when it is first used: what the corpus uses is to be watched too.
    for _name, _law in LAWS.items():
        for _input in sorted((HERE / "corpus" / _name).iterdir()):
            _law(_input.read_bytes())


def main() -> None:
    """Fuzz one target until libFuzzer's limit, or until a law is broken."""
    if len(sys.argv) < 2 or sys.argv[1] not in LAWS:
        sys.exit(f"usage: run.py TARGET [options]; the targets are {', '.join(LAWS)}")
    name = sys.argv.pop(1)
    law, calls = LAWS[name], 0

    def once(data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls % 2000 == 0:
            gc.collect()
        law(data)

    options = [f"-dict={HERE / 'dictionaries' / name}.txt"]
    if all(one.startswith("-") for one in sys.argv[1:]):
        found = HERE / "found" / name
        found.mkdir(parents=True, exist_ok=True)
        options += [str(found), str(HERE / "corpus" / name)]
    atheris.Setup([*sys.argv, *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
