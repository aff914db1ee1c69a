"""Checkpoints of .cache/models: NAME.pt when a model is finished, NAME.part.pt while it is trained, so that a stop loses little."""

import os

import torch

from nets import Shape, Transformer

FOLDER = ".cache/models"


def path_of(name):
    return f"{FOLDER}/{name}.pt"


def part_of(name):
    return f"{FOLDER}/{name}.part.pt"


def read(name):
    if not os.path.exists(path_of(name)):
        raise SystemExit(f"no checkpoint {path_of(name)}: train it, or fetch it from shipped weights with import.py")
    return torch.load(path_of(name))


def transformer(name):
    """A finished model as a net."""
    saved = read(name)
    net = Transformer(Shape(**saved["config"]["shape"]))
    net.load_state_dict(saved["weights"])
    return net


def write(path, content):
    """Whole or not at all: a checkpoint is renamed into its place."""
    os.makedirs(FOLDER, exist_ok=True)
    torch.save(content, path + ".writing")
    os.replace(path + ".writing", path)
