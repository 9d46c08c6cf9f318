"""Times of each case in each atlas, taken by turns, so that what else the machine does hits all alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from statistics import median, quantiles

from .atlas import Atlas, Failed, Process
from .cases import CASES, MOST_MILLISECONDS, MOST_TIMES, Case

Times = dict[tuple[Case, Atlas], list[float]]
"""Milliseconds."""
WARM_UP = 2
"""Rounds that do not count."""


def measure(processes: Mapping[Atlas, Process], rounds: int) -> Times:
    addresses = {atlas: process.ask("addresses") for atlas, process in processes.items()}
    times: Times = defaultdict(list)
    for number in range(-WARM_UP, rounds):
        for case in CASES:
            for atlas, process in processes.items():
                some = addresses[atlas][case.name]
                status, spent = process.ask("get", address := some[number % len(some)])
                if status != 200:
                    raise Failed(f"{address} was answered with {status} by {atlas.url}.")
                if number >= 0:
                    times[case, atlas].append(spent)
    return times


def table(times: Times, atlases: list[Atlas]) -> Iterator[str]:
    """Markdown: median and 95th percentile in ms, and the median's ratio to the smallest atlas (the first)."""
    heads = [f"{atlas.size:,}: median (p95) ms" for atlas in atlases]
    ratios = [f"{atlas.size:,}: ratio" for atlas in atlases[1:]]
    yield f"| {' | '.join([atlases[0].database, *heads, *ratios, 'wanted'])} |"
    yield "|---" + "|---:" * (len(heads) + len(ratios)) + "|---|"
    for case in CASES:
        found = [f"{median(times[case, atlas]):.1f} ({_p95(times[case, atlas]):.1f})" for atlas in atlases]
        found += [f"{_ratio(times, case, atlas, atlases[0]):.2f}" for atlas in atlases[1:]]
        wanted = f"≤ {MOST_MILLISECONDS} ms" if case.by_time else f"≤ {MOST_TIMES}×"
        missed = ", ".join(f"{atlas.size:,}" for atlas in missing(times, case, atlases))
        yield f"| {' | '.join([case.name, *found, f'{wanted}, **missed** at {missed}' if missed else wanted])} |"


def missing(times: Times, case: Case, atlases: list[Atlas]) -> list[Atlas]:
    """Atlases in which a case misses what is wanted."""
    if case.by_time:
        return [atlas for atlas in atlases if median(times[case, atlas]) > MOST_MILLISECONDS]
    return [atlas for atlas in atlases[1:] if _ratio(times, case, atlas, atlases[0]) > MOST_TIMES]


def _ratio(times: Times, case: Case, atlas: Atlas, smallest: Atlas) -> float:
    return median(times[case, atlas]) / median(times[case, smallest])


def _p95(some: list[float]) -> float:
    return quantiles(some, n=20, method="inclusive")[-1] if len(some) > 1 else some[0]
