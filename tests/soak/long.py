"""`make soak`: walks many steps on all cores and prints how often each kind was taken.

python -m tests.soak.long [steps] [seed]
"""

import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from tests.soak.scenery import scenery
from tests.soak.walk import STRETCH, LostError, walk_through


def main(steps: int = 10_000, seed: int = 1) -> int:
    """Walk; return 1 where anything was lost."""
    begun, counts, faults = time.perf_counter(), Counter[str](), []
    seeds = [f"{seed}-{part}" for part in range(-(-steps // STRETCH))]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(walk, each) for each in seeds]):
            try:
                counts += done.result()
            except LostError as lost:
                faults.append(str(lost))
                print(f"FAULT {lost}", flush=True)
            print(f"{counts.total()} of {steps} steps, {time.perf_counter() - begun:.0f} s", flush=True)
    print(", ".join(f"{name} {times}" for name, times in counts.most_common()))
    print(f"{len(faults)} of {len(seeds)} stretches lost something")
    return int(bool(faults))


def walk(seed: str) -> Counter[str]:
    """Walk one stretch from a seed, with a client of its own."""
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        return walk_through(*scenery(Path(folder)), STRETCH, seed)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
