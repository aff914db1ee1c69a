"""NAME.bin, the files of weights that the page reads: matrices as int8 per row with fp16 scales, the few vectors as float32.

uint32 length of the JSON header, the header padded to 4 bytes, then the tensors, each at a multiple of 4. Written by export.py,
read back by import.py; both go by the same names of tensors, told here once for each kind of net.
"""

import json
import struct
import zlib

import numpy as np
import torch

FORMAT = 1
# The share of the key before: files hold the share itself, so that the page takes no sigmoid.
SMEAR = ".smear"


def layer_tensors(prefix, block):
    attention, feed = block.attention, block.feed
    yield f"{prefix}.attentionNorm", block.attention_norm.gain
    for name in ("query", "key", "value", "out"):
        yield f"{prefix}.{name}", getattr(attention, name).weight
    yield f"{prefix}{SMEAR}", attention.smear
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


def pack(path, header, tensors):
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
            values = torch.sigmoid(parameter) if key.endswith(SMEAR) else parameter
            body += values.detach().numpy().astype(np.float32).tobytes()
        entries.append(entry)
    head = json.dumps({"format": FORMAT, **header, "tensors": entries}, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    content = struct.pack("<I", len(head)) + head + bytes(body)
    with open(path, "wb") as file:
        file.write(content)
    return {"bytes": len(content), "crc32": checksum(content)}


def checksum(content):
    return f"{zlib.crc32(content):08x}"


def read(content):
    """Header and tensors (name → float32 array) of a file's bytes."""
    (length,) = struct.unpack("<I", content[:4])
    header = json.loads(content[4 : 4 + length])
    if header["format"] != FORMAT:
        raise SystemExit(f"format {header['format']}, and this script reads {FORMAT}")
    return header, {entry["name"]: values_of(content, 4 + length + entry["at"], entry) for entry in header["tensors"]}


def values_of(content, at, entry):
    if entry["type"] == "float32":
        return np.frombuffer(content, np.float32, int(np.prod(entry["shape"])), at).reshape(entry["shape"])
    rows, columns = entry["shape"]
    scales = np.frombuffer(content, np.float16, rows, at)
    codes = np.frombuffer(content, np.int8, rows * columns, at + (rows * 2 + 3) // 4 * 4).reshape(rows, columns)
    return codes.astype(np.float32) * scales[:, None].astype(np.float32)


@torch.no_grad()
def unpack(values, tensors):
    """Puts what `read` gave into the parameters of a net; what rounding took is gone."""
    for key, parameter in tensors:
        value = torch.tensor(values[key])
        parameter.data.copy_(torch.logit(value.double(), eps=1e-12) if key.endswith(SMEAR) else value)
