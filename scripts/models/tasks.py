"""What a model can be trained for: each task a net and its loss. A config names one; none knows a model by name."""

import torch
import torch.nn.functional as F

import checkpoints
from data import Batch, Corpus
from nets import Eagle, JudgeHead, MedusaHead, Shape, Transformer, block_causal_mask

MASK = 0


def weighted(losses, weights):
    return (losses * weights).sum() / weights.sum()


def unit(x):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5)


def cross_entropy(logits, goals, weights):
    return weighted(F.cross_entropy(logits.flatten(0, 1), goals.flatten(), reduction="none"), weights.flatten())


def begun(net, config):
    """The net as it is, or with the weights that the config goes on `from`."""
    if "from" in config:
        net.load_state_dict(checkpoints.read(config["from"])["weights"])
    return net


def begun_transformer(config):
    return begun(Transformer(Shape(**config["shape"])), config)


class Task:
    """A net and its loss; `report` has figures for the log. Luck comes from `random`, which is seeded anew before every step."""

    def __init__(self):
        self.random = torch.Generator()

    def report(self):
        return {}


class Language(Task):
    """Next-token prediction; with exits, every layer predicts too; with experts, balance counts a hundredth."""

    def __init__(self, config):
        super().__init__()
        self.net = begun_transformer(config)
        self.exit_weight, self.domains = config.get("exit_weight", 0.0), list(config["mixture"])

    def loss(self, batch, _share):
        inputs, goals, weights, _ = batch
        states = self.net.hidden(inputs)
        loss = cross_entropy(self.net.head(states[-1]), goals, weights)
        if self.net.shape.exits:
            # One exit a step stands for all, which saves a tenth of the time. Weights rise with depth, as in LayerSkip: a
            # shallow exit must not bend the deep layers.
            exits = len(self.net.exit_norms)
            depth = 1 + int(torch.randint(exits, (), generator=self.random))
            weight = exits * self.exit_weight * depth / self.net.shape.layers
            loss = loss + weight * cross_entropy(self.net.exit_logits(states, depth), goals, weights)
        if self.net.shape.experts:
            loss = loss + 0.01 * self.net.balance()
        return loss

    @torch.no_grad()
    def report(self):
        """Share of foreseeable tokens that are foretold, by domain, on validation text."""
        figures = {}
        for name in self.domains:
            inputs, goals, weights, _ = Corpus("validation", {name: 1}, 9).batch(8, 256)
            right = (self.net(inputs).argmax(-1) == goals) & (weights == 1)
            figures[name] = round((right.sum() / (weights == 1).sum()).item(), 3)
        return figures


class Distilled(Language):
    """The draft learns the whole distribution of its finished target: forward KL at every token."""

    def __init__(self, config):
        super().__init__(config)
        self.target = checkpoints.transformer(config["target"])

    def loss(self, batch, _share):
        inputs, weights = batch.inputs, batch.weights
        with torch.no_grad():
            wanted = F.log_softmax(self.target(inputs), -1)
        given = F.log_softmax(self.net(inputs), -1)
        return weighted((wanted.exp() * (wanted - given)).sum(-1), weights)


class Medusa(Task):
    """Heads on the frozen target's last hidden state; head j foretells the token j + 1 further on than the target does."""

    def __init__(self, config):
        super().__init__()
        self.target = checkpoints.transformer(config["target"])
        heads = torch.nn.ModuleList(MedusaHead(self.target.shape.dim) for _ in range(config["heads"]))
        self.net = begun(heads, config)

    def loss(self, batch, _share):
        inputs, weights = batch.inputs, batch.weights
        with torch.no_grad():
            state = self.target.hidden(inputs)[-1]
            wanted = F.log_softmax(self.target.head(state), -1)
        loss = 0.0
        for ahead, head in enumerate(self.net, 1):
            given = F.log_softmax(head(state[:, :-ahead]) @ self.target.embedding.T, -1)
            # What the target will say there, given what really came: softer than the token itself.
            kl = -(wanted[:, ahead:].exp() * given).sum(-1)
            loss = loss + 0.8**ahead * weighted(kl, weights[:, ahead:])
        return loss


class EagleLayer(Task):
    """Foretells the target's next last hidden state; two roll-outs, so that it learns to live with its own features."""

    def __init__(self, config):
        super().__init__()
        self.target = checkpoints.transformer(config["target"])
        self.net = begun(Eagle(Shape(**config["shape"])), config)

    def loss(self, batch, share):
        inputs, weights, target = batch.inputs, batch.weights, self.target
        with torch.no_grad():
            state = target.hidden(inputs)[-1]
            wanted = F.log_softmax(target.head(state), -1)
            embedded = target.embedding[inputs]
        features, loss = state[:, :-1], 0.0
        for roll in range(1 if share < 0.3 else 2):
            positions = features.shape[1]
            foretold = self.net(features, embedded[:, roll + 1 :], target.cos[:positions], target.sin[:positions])
            given = F.log_softmax(target.head(foretold), -1)
            kl = weighted(-(wanted[:, roll + 1 :].exp() * given).sum(-1), weights[:, roll + 1 :])
            distance = weighted(F.smooth_l1_loss(unit(foretold), unit(state[:, roll + 1 :]), reduction="none").mean(-1), weights[:, roll + 1 :])
            loss = loss + kl + distance
            features = foretold[:, :-1]
        return loss


class Denoising(Task):
    """Masked diffusion: the output stays shifted (place i − 1 tells token i); what is masked counts 1/t, as the bound says, at most 5.

    In a share `by_block` of the steps a row is what decoding block by block sees: the prompt, finished blocks, and one that is
    partly masked. In the others everything behind a random prefix is masked by chance, half of the times with free attention, half
    causal between blocks.
    """

    def __init__(self, config):
        super().__init__()
        self.net = begun_transformer(config)
        self.by_block = config.get("by_block", 0.0)

    def below(self, count):
        return int(torch.randint(count, (), generator=self.random))

    def uniform(self, *shape):
        return torch.rand(*shape, generator=self.random)

    def loss(self, batch, _share):
        if self.by_block > 0 and self.uniform(1).item() < self.by_block:
            return self.of_one_block(batch)
        rows, length = batch.inputs.shape
        prefix = 1 + self.below(length * 3 // 4)
        block = [0, 0, 0, 8, 16, 32][self.below(6)]
        may_mask = (torch.arange(length) >= prefix).expand(rows, -1)
        return self.of(batch, may_mask, block_causal_mask(length, prefix, block))

    def of_one_block(self, batch):
        rows, length = batch.inputs.shape
        block = [8, 16, 32, 32][self.below(4)]
        prompts = batch.prompts[:, None]
        # More often the block behind the prompt than a later one: all answers begin there.
        later = ((length - prompts) // block - 1).clamp(min=0)
        which = (self.uniform(rows, 1) * 2 - 1).clamp(min=0) * (later + 1)
        start = prompts + which.long().clamp(max=3).minimum(later) * block
        # Nobody sees what stands behind.
        length = min(length, int(start.max()) + block)
        batch = Batch(batch.inputs[:, :length], batch.goals[:, :length], batch.weights[:, :length], batch.prompts)
        place = torch.arange(length)[None]
        may_mask = (place >= start) & (place < start + block)
        return self.of(batch, may_mask, block_causal_mask(length, prompts, block))

    def of(self, batch, may_mask, mask):
        inputs, goals, weights, _ = batch
        rows, length = inputs.shape
        level = self.uniform(rows, 1) * 0.95 + 0.05
        is_masked = may_mask & (self.uniform(rows, length) < level)
        logits = self.net(inputs.masked_fill(is_masked, MASK), mask)
        # Input i is goal i − 1: the goal at place i − 1 is asked for where input i is masked.
        asked = torch.zeros_like(weights)
        asked[:, :-1] = is_masked[:, 1:].float()
        scale = asked * weights / level.clamp(min=0.2)
        losses = F.cross_entropy(logits.flatten(0, 1), goals.flatten(), reduction="none").view(rows, length)
        return (losses * scale).sum() / asked.sum().clamp(min=1)


class AcceptanceHead(Task):
    """SpecDec++ (Huang et al. 2024): foretells from the frozen draft's hidden state whether the token it was fed is accepted.

    Texts are the target's own; at every place a token Y is drawn from the draft, worth min(1, p(Y) / q(Y)). The draft then
    reads the text with Y in most places (the true token is kept with chance `mix`, and is not judged there).
    """

    def __init__(self, config):
        super().__init__()
        self.target, self.draft = checkpoints.transformer(config["target"]), checkpoints.transformer(config["draft"])
        self.net = begun(JudgeHead(self.draft.shape.dim, config["blocks"]), config)
        self.reject_weight, self.mix = config["reject_weight"], config["mix"]

    def loss(self, batch, _share):
        inputs, goals = batch.inputs, batch.goals
        with torch.no_grad():
            p = torch.softmax(self.target(inputs), -1)
            q = torch.softmax(self.draft(inputs), -1)
            drawn = torch.multinomial(q.flatten(0, 1), 1, generator=self.random).view_as(goals)
            worth = (p.gather(-1, drawn[..., None]) / q.gather(-1, drawn[..., None])).squeeze(-1).clamp(max=1)
            is_kept = torch.rand(goals.shape, generator=self.random) < self.mix
            # drawn[i] stands at input place i + 1.
            mixed = inputs.clone()
            mixed[:, 1:] = torch.where(is_kept, goals, drawn)[:, :-1]
            state = self.draft.hidden(mixed)[-1][:, 1:]
        logit = self.net(state).squeeze(-1)
        worth, judged = worth[:, :-1], (~is_kept[:, :-1]).float()
        loss = -(worth * F.logsigmoid(logit) + self.reject_weight * (1 - worth) * F.logsigmoid(-logit))
        return weighted(loss, judged)


TASKS = {
    "acceptance": AcceptanceHead,
    "language": Language,
    "distilled": Distilled,
    "medusa": Medusa,
    "eagle": EagleLayer,
    "diffusion": Denoising,
}
