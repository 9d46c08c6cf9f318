"""Progress of long work, for whoever waits at a terminal."""

import time


class Progress:
    """A line on a command's standard error for each second that goes by: what is at hand, done of how many."""

    def __init__(self, stream):
        self.stream, self.told = stream, time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if time.monotonic() - self.told >= 1:
            self.told = time.monotonic()
            self.stream.write(f"{what} {done:,} of {total:,}", self.stream.style_func)
            self.stream.flush()
