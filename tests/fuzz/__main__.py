"""`make fuzz`: reads many damaged workbooks on all cores and prints what came out.

python -m tests.fuzz [count] [first seed]
"""

import os
import sys
import time
from functools import reduce
from multiprocessing import get_context

from tests.fuzz.reading import Account, read_mutants

EACH = 200


def main(count: int = 20_000, first: int = 0) -> int:
    """Read so many mutants; return 1 where anything came out that must not."""
    seeds = [range(at, min(at + EACH, first + count)) for at in range(first, first + count, EACH)]
    begun = time.perf_counter()
    with get_context("spawn").Pool(os.cpu_count()) as workers:
        account = reduce(Account.add, workers.imap_unordered(read_mutants, seeds), Account())
    took = time.perf_counter() - begun
    print(f"{account.count} mutants in {took:.0f} s, {account.count / account.seconds:.0f} a second and core")
    print(f"slowest: {account.slowest[0]:.2f} s, {account.slowest[1]}")
    print("findings: " + ", ".join(f"{code} {times}" for code, times in sorted(account.codes.items())))
    print("caught in the formats: " + ", ".join(f"{name} {times}" for name, times in account.caught.most_common()))
    for fault in account.faults:
        print(f"FAULT {fault}")
    return int(bool(account.faults))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
