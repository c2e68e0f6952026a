"""What ties workers to the process that gives them work, without the libraries of batches."""

import os
from multiprocessing import parent_process
from threading import Thread


def end_with_parent() -> None:
    """Let no worker outlive the process that gives it work, even one that is killed."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
