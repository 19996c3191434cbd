"""How much more memory a build of many systems takes than one of ten."""

from benchmarks.measuring import middle
from benchmarks.outcome import NotMeasuredError, Outcome, rounded
from benchmarks.workshop import Workshop

FEW = 10


def measure(workshop: Workshop) -> Outcome:
    """Measure the most memory of the process that builds, in MiB: the declaration alone of each system.

    Beside it stands the growth of the largest of all processes, which is the one that makes the documents.
    """
    many = workshop.light(workshop.sizes.light).build
    if not many.own:
        raise NotMeasuredError("this system does not tell what a process holds")
    few = [workshop.light(FEW).build, *(workshop.light_anew(FEW).build for _ in range(workshop.sizes.builds - 1))]
    return Outcome(
        {
            "median": middle([many.own - each.own for each in few]),
            "largest_median": middle([many.largest - each.largest for each in few]),
        },
        len(few),
        more={
            "systems": workshop.sizes.light,
            "mib": {"few": rounded(few[0].own), "many": rounded(many.own), "largest of many": rounded(many.largest)},
        },
    )
