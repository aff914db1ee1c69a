"""Shipped weights → checkpoint, so that training goes on from a fresh clone: `python3 scripts/models/import.py [--finished] [FILE…]`.

Writes .cache/models/NAME-CRC32.pt for every file (all of public/models where none is named). The checksum is part of the name
that a config goes on `from`, so that nobody goes on from other weights unawares. Older weights are in the history:
`git show COMMIT:public/models/target.bin > target.bin && python3 scripts/models/import.py target.bin`.

With `--finished` it writes NAME.pt, as if the model had been trained here: what goes with a target that was trained again, and was not
trained again itself, is packed anew by export.py with its golden.
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
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    for path in paths or sorted(glob.glob("public/models/*.bin")):
        content = open(path, "rb").read()
        header, net = loaded(content)
        sum, name = checksum(content), header["name"]
        # What the manifest tells of these very bytes; of older ones the history knows.
        entry = shipped.get(name, {})
        told = entry if entry.get("crc32") == sum else {}
        config = {**told.get("recipe", {}), "name": name if "--finished" in sys.argv else f"{name}-{sum}"}
        if "shape" in header:
            config["shape"] = vars(shape_of(header["shape"]))
        keys = ("recipe", "begins", "trainedTokens", "steps", "losses", "corpus")
        told = {key: told[key] for key in keys if key in told}
        saved = {"config": config, "weights": net.state_dict(), "log": [], "told": told}
        checkpoints.write(checkpoints.path_of(config["name"]), saved)
        print(f"{path} → {checkpoints.path_of(config['name'])}")


main()
