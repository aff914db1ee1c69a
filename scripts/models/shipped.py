"""Nets from files of weights: what import.py makes checkpoints of, and what smoke.py holds against PyTorch's logits."""

import torch

from nets import Eagle, JudgeHead, MedusaHead, Transformer
from shape_header import shape_of
from weight_file import eagle_tensors, medusa_tensors, read, transformer_tensors, unpack


def loaded(content):
    """Header and net of a file's bytes."""
    header, values = read(content)
    net, tensors = empty(header, values)
    unpack(values, tensors)
    return header, net


def empty(header, values):
    """The net that a header tells of, and its tensors by name."""
    if header["kind"] == "transformer":
        net = Transformer(shape_of(header["shape"]))
        return net, transformer_tensors(net)
    if header["kind"] == "eagle":
        net = Eagle(shape_of(header["shape"]))
        return net, eagle_tensors(net)
    if header["kind"] == "medusa":
        net = torch.nn.ModuleList(MedusaHead(values["heads.0.weight"].shape[1]) for _ in range(header["heads"]))
        return net, medusa_tensors(net)
    net = JudgeHead(values["blocks.0.weight"].shape[1], header["heads"])
    return net, net.named_parameters()
