"""Make models/moves anew, from the labelled talk to the files that ship.

    python -m tools.moves ../shared/eval [--work FOLDER] [--final-epochs 0]

Takes two to three hours on one core. What is done is kept in the work folder, and not done again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "models" / "moves"


def run(name: str, *arguments: object) -> None:
    print(f"# {name} {' '.join(map(str, arguments))}", flush=True)
    subprocess.run([sys.executable, "-m", f"tools.moves.{name}", *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path, help="the folder with train/ and dev/")
    parser.add_argument("--work", type=Path, default=Path("build/moves"))
    parser.add_argument("--epochs", type=int, default=5, help="over the talk of all but the held-out writers")
    parser.add_argument("--final-epochs", type=int, default=2, help="more, over the talk of all writers")
    args = parser.parse_args()
    talks, first, final = args.eval / "train", args.work / "first", args.work / "final"
    if not (first / "weights.pt").exists():
        run("train", talks, "--out", first, "--epochs", args.epochs, "--dev", args.eval / "dev")
    if args.final_epochs and not (final / "weights.pt").exists():
        again = ("--start", first / "weights.pt", "--epochs", args.final_epochs, "--rate", "1e-4", "--replay", 0.4)
        run("train", talks, "--out", final, "--all", *again)
    # The held-out writers tell how sure to be; what ships has learned from them too, as far as that is cheap.
    run("export", first / "weights.pt", "--to", args.work / "model")
    run("phrases", talks, "--to", args.work / "model")
    run("export", (final if args.final_epochs else first) / "weights.pt", "--to", SHIPPED)
    run("phrases", talks, "--to", SHIPPED, "--all")
    run("calibrate", args.eval, "--model", args.work / "model", "--to", SHIPPED)


if __name__ == "__main__":
    main()
