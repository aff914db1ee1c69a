"""Batches from the corpus that corpus.ts writes."""

import os
import zlib
from collections import namedtuple

import numpy as np
import torch

FOLDER = ".cache/corpus"
BOS = 1
END = 2
# What stands behind the end of a document in a padded row counts so much: that nothing follows is soon learnt.
PAD_WEIGHT = 0.1
# Inputs that a row has behind its prompt, at least.
SHORTEST_OUTPUT = 32


# inputs (rows, length), goals and their weights of the same shape: goal i follows input i. prompts (rows,): inputs before an
# answer, `<bos>` counted; in texts without answers anywhere.
Batch = namedtuple("Batch", "inputs goals weights prompts")


class Corpus:
    """Rows of `<bos>` and then `length` − 1 tokens of one domain, beginning where a document begins (books: anywhere)."""

    def __init__(self, split, mixture, seed, most=None):
        """`most`: so many tokens of each domain, from its beginning: the same ones, however long a corpus was written."""
        self.seed = seed
        self.random = np.random.default_rng(seed)
        self.names = list(mixture)
        self.shares = np.array([mixture[name] for name in self.names], dtype=float)
        self.shares /= self.shares.sum()
        self.tokens, self.weights, self.starts, self.answers = {}, {}, {}, {}
        for name in self.names:
            path = os.path.join(FOLDER, f"{name}.{split}")
            self.tokens[name] = np.fromfile(f"{path}.tokens", np.uint16)[:most].astype(np.int64)
            self.weights[name] = np.fromfile(f"{path}.weights", np.uint8)[:most].astype(np.float32) / 255
            self.starts[name] = np.fromfile(f"{path}.starts", np.uint32).astype(np.int64)
            self.answers[name] = np.fromfile(f"{path}.answers", np.uint32).astype(np.int64)

    def at(self, step):
        """The corpus as step `step` of a training sees it, whether or not the steps before were taken in this process."""
        self.random = np.random.default_rng([self.seed, step])
        return self

    def checksum(self):
        """Of all tokens: two trainings with the same one have read the same texts."""
        sum = 0
        for name in self.names:
            sum = zlib.crc32(self.tokens[name].astype(np.uint16).tobytes(), sum)
        return f"{sum:08x}"

    def row(self, name, length):
        """Where a row begins."""
        tokens, starts = self.tokens[name], self.starts[name]
        last = len(tokens) - length
        if self.is_book(name):
            return self.random.integers(last)
        return starts[self.random.integers(np.searchsorted(starts, last))]

    def is_book(self, name):
        return len(self.starts[name]) < 20

    def prompt(self, name, start, until):
        """Inputs before an answer of the row from `start`, one by chance; before a place by chance where no answer fits."""
        answers = self.answers[name]
        first, last = np.searchsorted(answers, [start + 1, start + until])
        if first == last:
            return 1 + self.random.integers(until)
        return 1 + answers[self.random.integers(first, last)] - start

    def batch(self, rows, length, alone=0.0):
        """`alone`: the share of rows with a single document, and `<end>` to the end of the row behind it."""
        inputs = np.full((rows, length), BOS)
        goals = np.empty((rows, length), dtype=np.int64)
        weights = np.empty((rows, length), dtype=np.float32)
        places = []
        for i in range(rows):
            domain = self.names[self.random.choice(len(self.names), p=self.shares)]
            start = self.row(domain, length)
            goals[i] = self.tokens[domain][start : start + length]
            weights[i] = self.weights[domain][start : start + length]
            until = max(1, length - SHORTEST_OUTPUT)
            # `alone` is 0 in most configs, which then draw nothing here.
            if alone > 0 and not self.is_book(domain) and self.random.random() < alone:
                (ends,) = np.nonzero(goals[i] == END)
                if len(ends) > 0:
                    goals[i, ends[0] + 1 :] = END
                    weights[i, ends[0] + 1 :] = PAD_WEIGHT
                    until = max(1, min(until, ends[0]))
            inputs[i, 1:] = goals[i, :-1]
            places.append((domain, start, until))
        prompts = np.array([self.prompt(*place) for place in places])
        return Batch(*(torch.from_numpy(one) for one in (inputs, goals, weights, prompts)))
