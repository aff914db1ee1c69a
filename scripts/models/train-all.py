"""Trains every model in order of need, two at a time: `python3 scripts/models/train-all.py [--steps N] [NAME…]`.

Stopped and started again, it goes on where it was. `--steps 50` checks the whole pipeline in two minutes.
"""

import glob
import json
import os
import subprocess
import sys
import time

PROCESSES = 2
# One BLAS thread a process (two models gain more from two cores than one does), and an allocator that keeps its memory:
# fresh pages for every activation took a quarter of the time.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "500000000",
}


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    arguments = sys.argv[1:]
    options = []
    if "--steps" in arguments:
        at = arguments.index("--steps")
        options, arguments = arguments[at : at + 2], arguments[:at] + arguments[at + 2 :]
    configs = {c["name"]: (path, c) for path in glob.glob(f"{folder}/configs/*.json") for c in [json.load(open(path))]}
    waiting = {name: configs[name] for name in arguments or configs}
    running, failed = {}, []
    while waiting or running:
        for name, process in list(running.items()):
            if process.poll() is not None:
                del running[name]
                if process.returncode != 0:
                    failed.append(name)
        needed = {**waiting, **{name: configs[name] for name in running}}
        for name, (path, config) in sorted(waiting.items(), key=lambda item: -item[1][1]["steps"]):
            is_ready = all(config.get(key) not in needed for key in ("from", "target", "draft"))
            if is_ready and len(running) < PROCESSES:
                command = [sys.executable, "-W", "ignore", f"{folder}/train.py", path, *options]
                running[name] = subprocess.Popen(command, env={**os.environ, **ENVIRONMENT})
                del waiting[name]
        if failed and not running:
            sys.exit(f"failed: {', '.join(failed)}")
        time.sleep(1)


main()
