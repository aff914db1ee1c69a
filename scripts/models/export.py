"""Packs trained models for the page: `python3 scripts/models/export.py [NAME…]`.

Reads .cache/models/NAME.pt, writes public/models/NAME.bin (matrices as int8 per row with fp16 scales, the few vectors as
float32) and its entry in public/models/manifest.json, and test/golden/tokens/logits.json: what PyTorch computes with the rounded
weights, for the page's own forward pass to be held against.

NAME.bin: uint32 length of the JSON header, the header padded to 4 bytes, then the tensors, each at a multiple of 4.
"""

import glob
import json
import os
import struct
import sys
import zlib

import numpy as np
import torch

from data import Corpus
from nets import Eagle, JudgeHead, MedusaHead, Shape, Transformer, block_causal_mask
from train import FOLDER

PUBLIC = "public/models"
GOLDENS = "test/golden/tokens/logits.json"
GOLDEN_POSITIONS = 48
LICENCE = "CC0-1.0"
DATA = (
    "Prose and plays: seven Standard Ebooks editions (public domain, CC0) and the Shakespeare excerpt of "
    "karpathy/char-rnn; the rest from the generators in src/engines/tokens/text."
)


def layer_tensors(prefix, block):
    attention, feed = block.attention, block.feed
    yield f"{prefix}.attentionNorm", block.attention_norm.gain
    for name in ("query", "key", "value", "out"):
        yield f"{prefix}.{name}", getattr(attention, name).weight
    # The share of the key before: the sigmoid is taken here, once.
    yield f"{prefix}.smear", torch.sigmoid(attention.smear)
    yield f"{prefix}.sink", attention.sink
    yield f"{prefix}.feedNorm", block.feed_norm.gain
    if hasattr(feed, "router"):
        yield f"{prefix}.router", feed.router.weight
        for index, member in enumerate(feed.members):
            yield from feed_tensors(f"{prefix}.experts.{index}", member)
    else:
        yield from feed_tensors(prefix, feed)


def feed_tensors(prefix, feed):
    for name in ("gate", "up", "down"):
        yield f"{prefix}.{name}", getattr(feed, name).weight


def transformer_tensors(net):
    yield "embedding", net.embedding
    for index, block in enumerate(net.blocks):
        yield from layer_tensors(f"layers.{index}", block)
    yield "norm", net.norm.gain
    for index, norm in enumerate(net.exit_norms or []):
        yield f"exits.{index}.norm", norm.gain


def medusa_tensors(heads):
    for index, head in enumerate(heads):
        yield f"heads.{index}.weight", head.block.weight
        yield f"heads.{index}.bias", head.block.bias
        yield f"heads.{index}.norm", head.norm.gain


def eagle_tensors(net):
    yield "join", net.join.weight
    yield from layer_tensors("layer", net.block)


def rounded(parameter):
    """int8 rows, fp16 scales, and the matrix they stand for. The router has 8 rows and is a matrix like any other."""
    rows = parameter.detach().numpy().astype(np.float32)
    scales = (np.abs(rows).max(1) / 127).astype(np.float16)
    scales[scales == 0] = 1
    codes = np.clip(np.rint(rows / scales[:, None].astype(np.float32)), -127, 127).astype(np.int8)
    return codes, scales, codes.astype(np.float32) * scales[:, None].astype(np.float32)


def pack(name, header, tensors):
    """Writes the file; puts the rounded values back into the parameters, so that goldens see what is shipped."""
    body, entries = bytearray(), []
    for key, parameter in tensors:
        body += b"\0" * (-len(body) % 4)
        entry = {"name": key, "shape": list(parameter.shape), "at": len(body)}
        if parameter.ndim == 2:
            codes, scales, values = rounded(parameter)
            entry["type"] = "int8"
            body += scales.tobytes()
            body += b"\0" * (-len(body) % 4)
            body += codes.tobytes()
            parameter.data.copy_(torch.from_numpy(values))
        else:
            entry["type"] = "float32"
            body += parameter.detach().numpy().astype(np.float32).tobytes()
        entries.append(entry)
    head = json.dumps({"format": 1, **header, "tensors": entries}, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    content = struct.pack("<I", len(head)) + head + bytes(body)
    with open(f"{PUBLIC}/{name}.bin", "wb") as file:
        file.write(content)
    return {"bytes": len(content), "crc32": f"{zlib.crc32(content):08x}"}


@torch.no_grad()
def validation_losses(net, task):
    """Nats a token by domain, over what can be foreseen (the books: everything)."""
    losses = {}
    for name in sorted(path.split("/")[-1].split(".")[0] for path in glob.glob(".cache/corpus/*.validation.tokens")):
        corpus = Corpus("validation", {name: 1}, 11)
        total = count = 0.0
        for _ in range(4):
            inputs, goals, weights = corpus.batch(8, 256)
            logits = net(inputs)
            nll = torch.nn.functional.cross_entropy(logits.flatten(0, 1), goals.flatten(), reduction="none")
            known = (weights.flatten() == 1).float()
            total += (nll * known).sum().item()
            count += known.sum().item()
        losses[name] = round(total / count, 4)
    return losses


@torch.no_grad()
def main():
    torch.set_flush_denormal(True)
    os.makedirs(PUBLIC, exist_ok=True)
    os.makedirs(os.path.dirname(GOLDENS), exist_ok=True)
    manifest_path = f"{PUBLIC}/manifest.json"
    manifest = json.load(open(manifest_path)) if os.path.exists(manifest_path) else {"models": {}}
    goldens = json.load(open(GOLDENS)) if os.path.exists(GOLDENS) else {}
    goldens["command"] = "python3 scripts/models/export.py"
    saved_names = [os.path.basename(path)[:-3] for path in sorted(glob.glob(f"{FOLDER}/*.pt"))]
    names = sys.argv[1:] or [name for name in saved_names if not name.endswith("-base")]
    rounded_nets = {}

    def transformer(name):
        """With its rounded weights, as everything that builds on it will see it."""
        if name not in rounded_nets:
            saved = torch.load(f"{FOLDER}/{name}.pt")
            net = Transformer(Shape(**saved["config"]["shape"]))
            net.load_state_dict(saved["weights"])
            for _, parameter in transformer_tensors(net):
                if parameter.ndim == 2:
                    parameter.data.copy_(torch.from_numpy(rounded(parameter)[2]))
            rounded_nets[name] = net
        return rounded_nets[name]

    for name in names:
        saved = torch.load(f"{FOLDER}/{name}.pt")
        config, weights = saved["config"], saved["weights"]
        entry = {"task": config["task"], "parameters": sum(w.numel() for w in weights.values())}
        tokens = golden_tokens()
        if config["task"] in ("language", "distilled", "diffusion"):
            net = Transformer(Shape(**config["shape"]))
            net.load_state_dict(weights)
            entry |= pack(name, {"name": name, "kind": "transformer", "shape": shape_of(net.shape)}, transformer_tensors(net))
            if config["task"] != "diffusion":
                entry["validationLoss"] = validation_losses(net, config["task"])
                goldens[name] = golden_of(tokens, net(tokens))
            else:
                goldens[name] = golden_of(tokens, net(tokens, block_causal_mask(GOLDEN_POSITIONS, 1, 0)))
        elif config["task"] == "medusa":
            target = transformer(config["target"])
            heads = torch.nn.ModuleList(MedusaHead(target.shape.dim) for _ in range(config["heads"]))
            heads.load_state_dict(weights)
            entry |= pack(name, {"name": name, "kind": "medusa", "of": config["target"], "heads": config["heads"]}, medusa_tensors(heads))
            state = target.hidden(tokens)[-1]
            goldens[name] = golden_of(tokens, torch.cat([head(state[:, -1:]) @ target.embedding.T for head in heads], 1))
        elif config["task"] == "acceptance":
            net = JudgeHead(transformer(config["draft"]).shape.dim, config["blocks"])
            net.load_state_dict(weights)
            entry |= pack(name, {"name": name, "kind": "acceptance", "of": config["draft"], "heads": config["blocks"]}, net.named_parameters())
        else:
            target = transformer(config["target"])
            net = Eagle(Shape(**config["shape"]))
            net.load_state_dict(weights)
            entry |= pack(name, {"name": name, "kind": "eagle", "of": config["target"], "shape": shape_of(Shape(**config["shape"]))}, eagle_tensors(net))
            state = target.hidden(tokens)[-1]
            foretold = net(state[:, :-1], target.embedding[tokens[:, 1:]], target.cos[: GOLDEN_POSITIONS - 1], target.sin[: GOLDEN_POSITIONS - 1])
            goldens[name] = golden_of(tokens, target.head(foretold))
        entry |= {
            "recipe": {key: value for key, value in config.items() if key not in ("name", "shape")},
            "begins": recipe_of(config.get("from")),
            "trainedTokens": saved["log"][-1]["tokens"],
            "steps": saved["log"][-1]["step"],
            "licence": LICENCE,
        }
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


def recipe_of(name):
    """The recipe that a model went on from; null where it began from nothing."""
    if name is None:
        return None
    saved = torch.load(f"{FOLDER}/{name}.pt")
    recipe = {key: value for key, value in saved["config"].items() if key != "shape"}
    return {**recipe, "trainedTokens": saved["log"][-1]["tokens"]}


def shape_of(shape):
    return {
        "dim": shape.dim,
        "layers": shape.layers,
        "heads": shape.heads,
        "kvHeads": shape.kv_heads,
        "headDim": shape.head_dim,
        "hidden": shape.hidden,
        "vocab": shape.vocab,
        "context": shape.context,
        "ropeBase": shape.rope_base,
        "experts": shape.experts,
        "activeExperts": shape.active_experts,
        "exits": shape.layers - 1 if shape.exits else 0,
    }


def golden_tokens():
    inputs, _, _ = Corpus("validation", {"code": 1}, 21).batch(1, GOLDEN_POSITIONS)
    return inputs


def golden_of(tokens, logits):
    """The logits of the last place, all of them; seven digits are what float32 has."""
    return {
        "tokens": tokens[0].tolist(),
        "last": [float(f"{value:.7g}") for value in logits[0, -1].tolist()],
        "best": logits[0].argmax(-1).tolist(),
    }


main()
