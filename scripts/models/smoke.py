"""Does training still learn what it learnt, and do checkpoints say what the page's weights say: `python3 scripts/models/smoke.py`.

Not part of `npm test`, since PyTorch is not on every machine. Needs a corpus: a short one without books will do
(`npx tsx scripts/models/corpus.ts --generated --tokens 60000`). Takes about half a minute. `--write` writes the golden: the loss of fifty steps from nothing, from a seed, over generated texts.
"""

import json
import sys

import torch

import checkpoints
from nets import block_causal_mask
from shipped import loaded
from train import trained

GOLDEN = "test/golden/tokens/smoke.json"
LOGITS = "test/golden/tokens/logits.json"
CONFIG = {
    "name": "smoke",
    "task": "language",
    "seed": 12,
    "steps": 50,
    "batch": 8,
    "length": 128,
    "tokens": 50_000,
    "shape": {"dim": 128, "layers": 4, "heads": 4, "kv_heads": 2, "head_dim": 32, "hidden": 384, "exits": True},
    "exit_weight": 0.3,
    "mixture": {"counting": 1, "tools": 1, "arithmetic": 1, "ladder-1": 1, "ladder-3": 1},
}
LOSS_BOUND = 0.02
LOGIT_BOUND = 1e-3


def main():
    log = trained(CONFIG)
    found = {"corpus": checkpoints.read("smoke")["corpus"], "loss": log[-1]["loss"]}
    if "--write" in sys.argv:
        with open(GOLDEN, "w") as file:
            file.write(json.dumps({"command": "python3 scripts/models/smoke.py --write", **found}) + "\n")
    wanted = json.load(open(GOLDEN))
    problems = []
    if found["corpus"] != wanted["corpus"]:
        problems.append(f"other texts: corpus {found['corpus']} instead of {wanted['corpus']}")
    if abs(found["loss"] - wanted["loss"]) > LOSS_BOUND:
        problems.append(f"loss {found['loss']} after {CONFIG['steps']} steps instead of {wanted['loss']}")
    problems += list(shipped_problems())
    for problem in problems:
        print(problem)
    print(f"loss {found['loss']} after {CONFIG['steps']} steps; {len(problems)} problems")
    sys.exit(1 if problems else 0)


@torch.no_grad()
def shipped_problems():
    """Transformers read back from the page's files, against the logits that were written when they were packed."""
    manifest = json.load(open("public/models/manifest.json"))["models"]
    for name, golden in json.load(open(LOGITS)).items():
        if name not in manifest:
            continue
        header, net = loaded(open(f"public/models/{name}.bin", "rb").read())
        if header["kind"] != "transformer":
            continue
        tokens = torch.tensor([golden["tokens"]])
        logits = net(tokens, block_causal_mask(tokens.shape[1], 1, 0) if manifest[name]["task"] == "diffusion" else None)
        distance = (logits[0, -1] - torch.tensor(golden["last"])).abs().max().item()
        print(f"{name}: logits within {distance:.1e}")
        if not distance < LOGIT_BOUND:
            yield f"{name}: logits {distance:.1e} away from the golden ones"


main()
