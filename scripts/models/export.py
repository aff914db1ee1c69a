"""Packs trained models for the page: `python3 scripts/models/export.py [NAME…]`.

Reads .cache/models/NAME.pt, writes public/models/NAME.bin (weight_file.py) and its entry in public/models/manifest.json, and
test/golden/tokens/logits.json: what PyTorch computes with the rounded weights, for the page's own forward pass to be held against.
"""

import glob
import json
import os
import sys

import torch

import checkpoints
from data import Corpus
from nets import Eagle, JudgeHead, MedusaHead, Shape, Transformer, block_causal_mask
from shape_header import header_of
from weight_file import eagle_tensors, medusa_tensors, pack, rounded, transformer_tensors

PUBLIC = "public/models"
GOLDENS = "test/golden/tokens/logits.json"
GOLDEN_POSITIONS = 48
# Points of a loss curve that the manifest keeps: enough to see where it bent.
CURVE_POINTS = 12
LICENCE = "CC0-1.0"
DATA = (
    "Prose and plays: seven Standard Ebooks editions (public domain, CC0) and the Shakespeare excerpt of "
    "karpathy/char-rnn; the rest from the generators in src/engines/tokens/text."
)


@torch.no_grad()
def validation_losses(net):
    """Nats a token by domain, over what can be foreseen (the books: everything)."""
    losses = {}
    for name in sorted(path.split("/")[-1].split(".")[0] for path in glob.glob(".cache/corpus/*.validation.tokens")):
        corpus = Corpus("validation", {name: 1}, 11)
        total = count = 0.0
        for _ in range(4):
            inputs, goals, weights, _ = corpus.batch(8, 256)
            logits = net(inputs)
            nll = torch.nn.functional.cross_entropy(logits.flatten(0, 1), goals.flatten(), reduction="none")
            known = (weights.flatten() == 1).float()
            total += (nll * known).sum().item()
            count += known.sum().item()
        losses[name] = round(total / count, 4)
    return losses


class Packer:
    """Nets with their rounded weights, as everything that builds on them will see them, and goldens of what is packed."""

    def __init__(self, goldens):
        self.goldens, self.rounded_nets = goldens, {}
        self.tokens = golden_tokens()

    def transformer(self, name):
        if name not in self.rounded_nets:
            net = checkpoints.transformer(name)
            for _, parameter in transformer_tensors(net):
                if parameter.ndim == 2:
                    parameter.data.copy_(torch.from_numpy(rounded(parameter)[2]))
            self.rounded_nets[name] = net
        return self.rounded_nets[name]

    def pack(self, name, header, tensors):
        return pack(f"{PUBLIC}/{name}.bin", {"name": name, **header}, tensors)

    def language(self, name, config, weights):
        net = Transformer(Shape(**config["shape"]))
        net.load_state_dict(weights)
        entry = self.pack(name, {"kind": "transformer", "shape": header_of(net.shape)}, transformer_tensors(net))
        self.goldens[name] = golden_of(self.tokens, net(self.tokens))
        return {**entry, "validationLoss": validation_losses(net)}

    def diffusion(self, name, config, weights):
        net = Transformer(Shape(**config["shape"]))
        net.load_state_dict(weights)
        entry = self.pack(name, {"kind": "transformer", "shape": header_of(net.shape)}, transformer_tensors(net))
        self.goldens[name] = golden_of(self.tokens, net(self.tokens, block_causal_mask(GOLDEN_POSITIONS, 1, 0)))
        return entry

    def medusa(self, name, config, weights):
        target = self.transformer(config["target"])
        heads = torch.nn.ModuleList(MedusaHead(target.shape.dim) for _ in range(config["heads"]))
        heads.load_state_dict(weights)
        entry = self.pack(name, {"kind": "medusa", "of": config["target"], "heads": config["heads"]}, medusa_tensors(heads))
        state = target.hidden(self.tokens)[-1]
        logits = torch.cat([head(state[:, -1:]) @ target.embedding.T for head in heads], 1)
        self.goldens[name] = golden_of(self.tokens, logits)
        return entry

    def acceptance(self, name, config, weights):
        net = JudgeHead(self.transformer(config["draft"]).shape.dim, config["blocks"])
        net.load_state_dict(weights)
        header = {"kind": "acceptance", "of": config["draft"], "heads": config["blocks"]}
        return self.pack(name, header, net.named_parameters())

    def eagle(self, name, config, weights):
        target, shape = self.transformer(config["target"]), Shape(**config["shape"])
        net = Eagle(shape)
        net.load_state_dict(weights)
        entry = self.pack(name, {"kind": "eagle", "of": config["target"], "shape": header_of(shape)}, eagle_tensors(net))
        state, positions = target.hidden(self.tokens)[-1], GOLDEN_POSITIONS - 1
        foretold = net(state[:, :-1], target.embedding[self.tokens[:, 1:]], target.cos[:positions], target.sin[:positions])
        self.goldens[name] = golden_of(self.tokens, target.head(foretold))
        return entry


@torch.no_grad()
def main():
    torch.set_flush_denormal(True)
    os.makedirs(PUBLIC, exist_ok=True)
    os.makedirs(os.path.dirname(GOLDENS), exist_ok=True)
    manifest_path = f"{PUBLIC}/manifest.json"
    manifest = json.load(open(manifest_path)) if os.path.exists(manifest_path) else {"models": {}}
    goldens = json.load(open(GOLDENS)) if os.path.exists(GOLDENS) else {}
    goldens["command"] = "python3 scripts/models/export.py"
    packer = Packer(goldens)
    ways = {
        "language": packer.language,
        "distilled": packer.language,
        "diffusion": packer.diffusion,
        "medusa": packer.medusa,
        "eagle": packer.eagle,
        "acceptance": packer.acceptance,
    }
    for name in sys.argv[1:] or shippable():
        saved = checkpoints.read(name)
        config, weights = saved["config"], saved["weights"]
        entry = {"task": config["task"], "parameters": sum(w.numel() for w in weights.values())}
        entry |= ways[config["task"]](name, config, weights)
        entry |= recipe_of(saved) | {"licence": LICENCE}
        manifest["models"][name] = entry
        print(name, json.dumps({key: entry[key] for key in ("parameters", "bytes", "trainedTokens")}), entry.get("validationLoss"))
    manifest |= {
        "tokenizer": "tokenizer.json: BPE, 512 entries, learnt by scripts/models/train-tokenizer.ts",
        "data": DATA,
        "validation": "The last 5 % of every book, and passages of the generators under another seed; nats a token.",
        "command": "python3 scripts/models/train-all.py && python3 scripts/models/export.py",
    }
    with open(manifest_path, "w") as file:
        file.write(json.dumps(manifest, indent=1) + "\n")
    with open(GOLDENS, "w") as file:
        file.write(json.dumps(goldens) + "\n")


def shippable():
    """Names of finished checkpoints, but for those that others only begin with."""
    names = [os.path.basename(path)[:-3] for path in sorted(glob.glob(f"{checkpoints.FOLDER}/*.pt"))]
    return [name for name in names if os.path.exists(f"scripts/models/configs/{name}.json") and not name.endswith("-base")]


def recipe_of(saved):
    """How a checkpoint came to be: its config, its budget, its curve, what it read, and the same of what it went on from."""
    if "told" in saved:
        return saved["told"]
    config, log = saved["config"], saved["log"]
    begins = checkpoints.read(config["from"]) if "from" in config else None
    every = max(1, len(log) // CURVE_POINTS)
    return {
        "recipe": {key: value for key, value in config.items() if key not in ("name", "shape")},
        "begins": recipe_of(begins) if begins is not None else None,
        "trainedTokens": log[-1]["tokens"],
        "steps": log[-1]["step"],
        "losses": [[point["step"], point["loss"]] for point in log[every - 1 :: every]],
        "corpus": saved["corpus"],
    }


def golden_tokens():
    return Corpus("validation", {"code": 1}, 21).batch(1, GOLDEN_POSITIONS).inputs


def golden_of(tokens, logits):
    """The logits of the last place, all of them; seven digits are what float32 has."""
    return {
        "tokens": tokens[0].tolist(),
        "last": [float(f"{value:.7g}") for value in logits[0, -1].tolist()],
        "best": logits[0].argmax(-1).tolist(),
    }


main()
