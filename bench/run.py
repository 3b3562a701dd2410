"""`make bench`: every benchmark in turn. Prints figures, fails on nothing.

Name one or more to run only these: `python bench/run.py engine start`.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OTHER = {"run", "floor", "importing", "store_anki", "store_tfquiz"}
"""Those that take a while, or are parts of others."""


def main() -> None:
    """Run the benchmarks that were named, or all."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in OTHER)
    for name in sys.argv[1:] or known:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False)
        print()


if __name__ == "__main__":
    main()
