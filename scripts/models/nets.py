"""The networks, in PyTorch: what src/engines/tokens/model computes, in a form that can be trained.

Shapes: tokens (batch, positions), hidden states (batch, positions, dim), scores (batch, heads, queries, keys + 1),
where the last key is the learned sink; masks (queries, keys), or (batch, queries, keys).
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Shape:
    """What a model is made of. `experts` > 0 turns the feed-forward blocks into mixtures of experts of width `hidden`."""

    dim: int = 128
    layers: int = 4
    heads: int = 4
    kv_heads: int = 2
    head_dim: int = 32
    hidden: int = 384
    vocab: int = 512
    context: int = 256
    rope_base: float = 10000.0
    smear: bool = True
    sink: bool = True
    experts: int = 0
    active_experts: int = 0
    exits: bool = False


# A fresh head gives the sink e^4 = 55 keys' worth of attention, so that it starts as a place to look at when nothing fits.
SINK_START = 4.0
NORM_EPSILON = 1e-5


class RMSNorm(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + NORM_EPSILON) * self.gain


def rope_tables(shape, positions):
    half = shape.head_dim // 2
    frequency = shape.rope_base ** (-torch.arange(half, dtype=torch.float64) / half)
    angle = torch.arange(positions, dtype=torch.float64)[:, None] * frequency
    return torch.cos(angle).float(), torch.sin(angle).float()


def rotate(x, cos, sin):
    """x (batch, positions, heads, head_dim); pairs are (i, i + half)."""
    a, b = x.chunk(2, -1)
    cos, sin = cos[:, None, :], sin[:, None, :]
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        kv_dim = shape.kv_heads * shape.head_dim
        self.query = nn.Linear(shape.dim, shape.heads * shape.head_dim, bias=False)
        self.key = nn.Linear(shape.dim, kv_dim, bias=False)
        self.value = nn.Linear(shape.dim, kv_dim, bias=False)
        self.out = nn.Linear(shape.heads * shape.head_dim, shape.dim, bias=False)
        self.smear = nn.Parameter(torch.zeros(kv_dim)) if shape.smear else None
        self.sink = nn.Parameter(torch.full((shape.heads,), SINK_START)) if shape.sink else None

    def forward(self, x, cos, sin, mask):
        shape = self.shape
        batch, positions, _ = x.shape
        q = self.query(x).view(batch, positions, shape.heads, shape.head_dim)
        k = self.key(x)
        if self.smear is not None:
            # The key of a position carries some of the key before it: "what follows this token" becomes one look-up.
            gate = torch.sigmoid(self.smear)
            before = torch.cat([k[:, :1], k[:, :-1]], 1)
            k = (1 - gate) * k + gate * before
        k = k.view(batch, positions, shape.kv_heads, shape.head_dim)
        v = self.value(x).view(batch, positions, shape.kv_heads, shape.head_dim)
        q, k = rotate(q, cos, sin) / math.sqrt(shape.head_dim), rotate(k, cos, sin)
        group = shape.heads // shape.kv_heads
        k = k.repeat_interleave(group, 2).transpose(1, 2)
        v = v.repeat_interleave(group, 2).transpose(1, 2)
        if self.sink is not None:
            # The sink is one more key and value of zeros, whose score is what is added to it: joining the scores themselves
            # would copy the largest thing there is.
            k, v = F.pad(k, (0, 0, 0, 1)), F.pad(v, (0, 0, 0, 1))
            mask = mask.view(-1, 1, positions, positions).expand(-1, shape.heads, -1, -1)
            sink = self.sink.view(1, -1, 1, 1).expand(len(mask), -1, positions, 1)
            mask = torch.cat([mask, sink], -1)
        weights = torch.softmax(q.transpose(1, 2) @ k.transpose(2, 3) + mask, -1)
        return self.out((weights @ v).transpose(1, 2).reshape(batch, positions, -1))


class FeedForward(nn.Module):
    """SwiGLU (Shazeer 2020)."""

    def __init__(self, dim, hidden):
        super().__init__()
        self.gate = nn.Linear(dim, hidden, bias=False)
        self.up = nn.Linear(dim, hidden, bias=False)
        self.down = nn.Linear(hidden, dim, bias=False)

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Experts(nn.Module):
    """Top-k of softmax, renormalised; the auxiliary balance loss of Switch (Fedus et al. 2022) is kept in `balance`."""

    def __init__(self, shape):
        super().__init__()
        self.active = shape.active_experts
        self.router = nn.Linear(shape.dim, shape.experts, bias=False)
        self.members = nn.ModuleList(FeedForward(shape.dim, shape.hidden) for _ in range(shape.experts))
        self.balance = None

    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        probability = torch.softmax(self.router(flat), -1)
        weight, chosen = probability.topk(self.active, -1)
        weight = weight / weight.sum(-1, keepdim=True)
        load = F.one_hot(chosen, len(self.members)).float().mean((0, 1))
        self.balance = len(self.members) * (load * probability.mean(0)).sum()
        out = torch.zeros_like(flat)
        for index, member in enumerate(self.members):
            rows, place = torch.where(chosen == index)
            if len(rows):
                out = out.index_add(0, rows, member(flat[rows]) * weight[rows, place, None])
        return out.view_as(x)


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.attention_norm, self.attention = RMSNorm(shape.dim), Attention(shape)
        self.feed_norm = RMSNorm(shape.dim)
        self.feed = Experts(shape) if shape.experts else FeedForward(shape.dim, shape.hidden)

    def forward(self, x, cos, sin, mask):
        x = x + self.attention(self.attention_norm(x), cos, sin, mask)
        return x + self.feed(self.feed_norm(x))


class Transformer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.randn(shape.vocab, shape.dim) * 0.05)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.dim)
        # An exit after each layer but the last: its own gain, the shared unembedding (LayerSkip, Elhoushi et al. 2024).
        self.exit_norms = nn.ModuleList(RMSNorm(shape.dim) for _ in range(shape.layers - 1)) if shape.exits else None
        for block in self.blocks:
            nn.init.zeros_(block.attention.out.weight)
            for feed in block.feed.members if shape.experts else [block.feed]:
                nn.init.zeros_(feed.down.weight)
        cos, sin = rope_tables(shape, 2 * shape.context)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)

    def hidden(self, tokens, mask=None):
        """The residual stream after every layer, (layers + 1) × (batch, positions, dim); the first is the embedding."""
        positions = tokens.shape[1]
        if mask is None:
            mask = causal_mask(positions)
        x = self.embedding[tokens]
        states = [x]
        for block in self.blocks:
            x = block(x, self.cos[:positions], self.sin[:positions], mask)
            states.append(x)
        return states

    def head(self, x):
        return self.norm(x) @ self.embedding.T

    def forward(self, tokens, mask=None):
        return self.head(self.hidden(tokens, mask)[-1])

    def exit_logits(self, states, depth):
        """Of the exit after `depth` layers."""
        return self.exit_norms[depth - 1](states[depth]) @ self.embedding.T

    def balance(self):
        return sum(block.feed.balance for block in self.blocks)


def causal_mask(positions):
    return torch.full((positions, positions), float("-inf")).triu(1)


def block_causal_mask(positions, prefix, block):
    """Causal between blocks, free inside one; the prefix is causal as in the target. block 0: everyone sees everyone.

    prefix is a number, or (batch, 1) with one for each row, which makes a mask for each.
    """
    if block == 0:
        return torch.zeros(positions, positions)
    index = torch.arange(positions)
    last = torch.where(index < prefix, index, prefix + (index - prefix) // block * block + block - 1)
    return torch.zeros(*last.shape, positions).masked_fill(index > last[..., None], float("-inf"))


class MedusaHead(nn.Module):
    """x + SiLU(Wx + b) of the state at unit size, then the target's unembedding: one token further on (Cai et al. 2024)."""

    def __init__(self, dim):
        super().__init__()
        self.block = nn.Linear(dim, dim)
        nn.init.zeros_(self.block.weight)
        self.norm = RMSNorm(dim)

    def forward(self, x):
        x = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + NORM_EPSILON)
        return self.norm(x + F.silu(self.block(x)))


class Eagle(nn.Module):
    """One layer over (feature, embedding of the next token) → the next feature (Li et al. 2024)."""

    def __init__(self, shape):
        super().__init__()
        self.join = nn.Linear(2 * shape.dim, shape.dim, bias=False)
        self.block = Block(shape)
        nn.init.zeros_(self.block.attention.out.weight)
        nn.init.zeros_(self.block.feed.down.weight)

    def forward(self, features, embedded, cos, sin):
        # A residual stream grows with depth; its direction is what the read-out sees.
        features = features * torch.rsqrt(features.pow(2).mean(-1, keepdim=True) + NORM_EPSILON)
        embedded = embedded * torch.rsqrt(embedded.pow(2).mean(-1, keepdim=True) + NORM_EPSILON)
        x = self.join(torch.cat([features, embedded], -1))
        return self.block(x, cos, sin, causal_mask(x.shape[1]))


class JudgeHead(nn.Module):
    """Blocks x + SiLU(Wx + b) over the hidden state at unit size, then the logit of "accepted"."""

    def __init__(self, dim, blocks):
        super().__init__()
        self.blocks = nn.ModuleList(nn.Linear(dim, dim) for _ in range(blocks))
        self.out = nn.Linear(dim, 1)

    def forward(self, x):
        x = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + NORM_EPSILON)
        for block in self.blocks:
            x = x + F.silu(block(x))
        return self.out(x)
