"""`make crash`: kills many runs, has the disk refuse many more, and prints what came of it.

python -m tests.soak [count] [seed]
"""

import sys
import time

from tests.soak.crash import tried
from tests.soak.refusal import refused


def main(count: int = 1_000, seed: int = 1) -> int:
    """Kill runs at every step and so many more at any moment, then have the disk refuse every step.

    Returns:
        1 where anything was lost or torn.
    """
    begun = time.perf_counter()
    account = tried(count, seed)
    print(f"{account.count} runs killed in {time.perf_counter() - begun:.0f} s, {count} of them at any moment")
    print("kinds: " + ", ".join(f"{name} {times}" for name, times in account.kinds.items()))
    untold = ", ".join(f"{name} {times}" for name, times in account.untold.items() if times)
    print(f"the next run told less than the one that was killed would have: {untold or 'never'}")
    refusals = refused()
    print(
        f"{refusals.count} runs whose disk refused: " + ", ".join(f"{kind} {n}" for kind, n in refusals.kinds.items())
    )
    for fault in (*account.faults, *refusals.faults):
        print(f"FAULT {fault}")
    return int(bool(account.faults or refusals.faults))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
