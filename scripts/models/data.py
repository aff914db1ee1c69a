"""Batches from the corpus that corpus.ts writes."""

import os

import numpy as np
import torch

FOLDER = ".cache/corpus"
BOS = 1


class Corpus:
    """Rows of `<bos>` and then `length` − 1 tokens of one domain, beginning where a document begins (books: anywhere)."""

    def __init__(self, split, mixture, seed):
        self.random = np.random.default_rng(seed)
        self.names = list(mixture)
        self.shares = np.array([mixture[name] for name in self.names], dtype=float)
        self.shares /= self.shares.sum()
        self.tokens, self.weights, self.starts = {}, {}, {}
        for name in self.names:
            path = os.path.join(FOLDER, f"{name}.{split}")
            self.tokens[name] = np.fromfile(f"{path}.tokens", np.uint16).astype(np.int64)
            self.weights[name] = np.fromfile(f"{path}.weights", np.uint8).astype(np.float32) / 255
            self.starts[name] = np.fromfile(f"{path}.starts", np.uint32).astype(np.int64)

    def row(self, name, length):
        tokens, starts = self.tokens[name], self.starts[name]
        last = len(tokens) - length
        if len(starts) < 20:
            start = self.random.integers(last)
        else:
            start = starts[self.random.integers(np.searchsorted(starts, last))]
        return start

    def batch(self, rows, length, name=None):
        """inputs (rows, length), goals and their weights of the same shape: goal i follows input i."""
        inputs = np.full((rows, length), BOS)
        goals = np.empty((rows, length), dtype=np.int64)
        weights = np.empty((rows, length), dtype=np.float32)
        for i in range(rows):
            domain = name or self.names[self.random.choice(len(self.names), p=self.shares)]
            start = self.row(domain, length)
            goals[i] = self.tokens[domain][start : start + length]
            weights[i] = self.weights[domain][start : start + length]
            inputs[i, 1:] = goals[i, :-1]
        return torch.from_numpy(inputs), torch.from_numpy(goals), torch.from_numpy(weights)
