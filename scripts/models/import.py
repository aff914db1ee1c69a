"""Shipped weights → checkpoint, so that training goes on from a fresh clone: `python3 scripts/models/import.py [FILE…]`.

Writes .cache/models/NAME-CRC32.pt for every file (all of public/models where none is named). The checksum is part of the name
that a config goes on `from`, so that nobody goes on from other weights unawares. Older weights are in the history:
`git show COMMIT:public/models/target.bin > target.bin && python3 scripts/models/import.py target.bin`.
"""

import glob
import json
import sys

import checkpoints
from shape_header import shape_of
from shipped import loaded
from weight_file import checksum

MANIFEST = "public/models/manifest.json"


def main():
    shipped = json.load(open(MANIFEST))["models"]
    for path in sys.argv[1:] or sorted(glob.glob("public/models/*.bin")):
        content = open(path, "rb").read()
        header, net = loaded(content)
        name = f"{header['name']}-{checksum(content)}"
        config = {"name": name, "task": header["kind"]}
        if "shape" in header:
            config["shape"] = vars(shape_of(header["shape"]))
        # What the manifest tells of these very bytes; of older ones the history knows.
        entry = shipped.get(header["name"], {})
        is_told = entry.get("crc32") == checksum(content)
        begins = {key: entry.get(key) for key in ("recipe", "begins", "steps", "trainedTokens")} if is_told else None
        saved = {"config": config, "weights": net.state_dict(), "log": [], "begins": begins}
        checkpoints.write(checkpoints.path_of(name), saved)
        print(f"{path} → {checkpoints.path_of(name)}")


main()
