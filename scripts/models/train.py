"""Trains one model from its config: `python3 scripts/models/train.py scripts/models/configs/target.json [--smoke]`.

Needs Debian's python3-torch and the corpus of corpus.ts. Writes .cache/models/NAME.pt with the weights, the config and a
log. Budgets are seconds of CPU time of one thread, so that a busy machine trains as long as an idle one.
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F

from data import Corpus
from muon import Muon
from nets import Eagle, JudgeHead, MedusaHead, Shape, Transformer, block_causal_mask

FOLDER = ".cache/models"
MASK = 0
SMOKE_SECONDS = 15


def main():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    config = json.load(open(sys.argv[1]))
    if "--smoke" in sys.argv:
        config["seconds"] = SMOKE_SECONDS
    torch.manual_seed(config["seed"])
    os.makedirs(FOLDER, exist_ok=True)
    task = TASKS[config["task"]](config)
    log = optimise(task, config)
    path = f"{FOLDER}/{config['name']}.pt"
    torch.save({"config": config, "weights": task.net.state_dict(), "log": log}, path + ".part")
    os.replace(path + ".part", path)


def optimise(task, config):
    corpus = Corpus("train", config["mixture"], config["seed"])
    # Copying first: circuits that look back form in a million tokens where a third of the text repeats itself, and hardly
    # ever once a model has learnt to do without.
    opening = Corpus("train", config["opening"]["mixture"], config["seed"]) if "opening" in config else None
    matrices = [p for n, p in task.net.named_parameters() if p.ndim == 2 and "embedding" not in n and "router" not in n]
    chosen = {id(p) for p in matrices}
    others = [p for p in task.net.parameters() if id(p) not in chosen]
    muon = Muon(matrices, lr=config.get("muon_lr", 0.02))
    adam = torch.optim.AdamW(others, lr=config.get("adam_lr", 0.004), betas=(0.9, 0.95), weight_decay=0.0)
    start = [group["lr"] for optimiser in (muon, adam) for group in optimiser.param_groups]
    began = time.process_time()
    step, seen, log, recent = 0, 0, [], None
    average = None
    while (share := (time.process_time() - began) / config["seconds"]) < 1:
        # 30 steps of warm-up, constant to 45 % of the budget, then linear to zero.
        rate = min(1.0, (step + 1) / 30) * min(1.0, (1 - share) / 0.55)
        for group, lr in zip([g for o in (muon, adam) for g in o.param_groups], start):
            group["lr"] = lr * rate
        text = opening if opening and share < config["opening"]["share"] else corpus
        loss = task.loss(*text.batch(config["batch"], config["length"]), share)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        muon.step()
        adam.step()
        task.net.zero_grad(set_to_none=True)
        step += 1
        seen += config["batch"] * config["length"]
        recent = loss.item() if recent is None else 0.98 * recent + 0.02 * loss.item()
        if step % 200 == 0:
            entry = {"share": round(share, 3), "step": step, "tokens": seen, "loss": round(recent, 4)}
            if step % 1000 == 0:
                entry |= task.report()
            log.append(entry)
            print(config["name"], json.dumps(entry), flush=True)
    log.append({"share": 1, "step": step, "tokens": seen, "loss": round(recent, 4)})
    return log


def weighted(losses, weights):
    return (losses * weights).sum() / weights.sum()


def unit(x):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5)


def cross_entropy(logits, goals, weights):
    return weighted(F.cross_entropy(logits.flatten(0, 1), goals.flatten(), reduction="none"), weights.flatten())


def loaded(name):
    saved = torch.load(f"{FOLDER}/{name}.pt")
    net = Transformer(Shape(**saved["config"]["shape"]))
    net.load_state_dict(saved["weights"])
    return net


class Task:
    """A net and its loss; `report` has figures for the log."""

    def report(self):
        return {}


class Language(Task):
    """Next-token prediction; with exits, every layer predicts too; with experts, balance counts a hundredth."""

    def __init__(self, config):
        self.net = Transformer(Shape(**config["shape"]))
        self.exit_weight = config.get("exit_weight", 0.0)
        if "from" in config:
            self.net.load_state_dict(torch.load(f"{FOLDER}/{config['from']}.pt")["weights"])

    def loss(self, inputs, goals, weights, _share):
        states = self.net.hidden(inputs)
        loss = cross_entropy(self.net.head(states[-1]), goals, weights)
        if self.net.shape.exits:
            # Weights rise with depth, as in LayerSkip: a shallow exit must not bend the deep layers.
            for depth, logits in enumerate(self.net.exit_logits(states), 1):
                loss = loss + self.exit_weight * depth / self.net.shape.layers * cross_entropy(logits, goals, weights)
        if self.net.shape.experts:
            loss = loss + 0.01 * self.net.balance()
        return loss

    @torch.no_grad()
    def report(self):
        """Share of foreseeable tokens that are foretold, by domain, on validation text."""
        figures = {}
        for name in ("prose", "code", "recall", "copying"):
            inputs, goals, weights = Corpus("validation", {name: 1}, 9).batch(8, 256)
            right = (self.net(inputs).argmax(-1) == goals) & (weights == 1)
            figures[name] = round((right.sum() / (weights == 1).sum()).item(), 3)
        return figures


class Distilled(Language):
    """The draft learns the whole distribution of its finished target: forward KL at every token."""

    def __init__(self, config):
        super().__init__(config)
        self.target = loaded(config["target"])

    def loss(self, inputs, _goals, weights, _share):
        with torch.no_grad():
            wanted = F.log_softmax(self.target(inputs), -1)
        given = F.log_softmax(self.net(inputs), -1)
        return weighted((wanted.exp() * (wanted - given)).sum(-1), weights)


class Medusa(Task):
    """Heads on the frozen target's last hidden state; head j foretells the token j + 1 further on than the target does."""

    def __init__(self, config):
        self.target = loaded(config["target"])
        self.net = torch.nn.ModuleList(MedusaHead(self.target.shape.dim) for _ in range(config["heads"]))

    def loss(self, inputs, goals, weights, _share):
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
        self.target = loaded(config["target"])
        self.net = Eagle(Shape(**config["shape"]))

    def loss(self, inputs, _goals, weights, share):
        target = self.target
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
    """Masked diffusion from the finished target: the output stays shifted (place i − 1 tells token i).

    A random prefix stays clean, so that prompts are seen as they will be; what is masked counts 1/t, as the bound says,
    at most 5. In half the batches attention is block-causal with blocks of 8, 16 or 32, else free.
    """

    def __init__(self, config):
        self.net = Transformer(Shape(**config["shape"]))
        self.net.load_state_dict(torch.load(f"{FOLDER}/{config['from']}.pt")["weights"])
        self.random = torch.Generator().manual_seed(config["seed"])

    def below(self, count):
        return int(torch.randint(count, (), generator=self.random))

    def loss(self, inputs, goals, weights, _share):
        rows, length = inputs.shape
        prefix = 1 + self.below(length * 3 // 4)
        block = [0, 0, 0, 8, 16, 32][self.below(6)]
        level = torch.rand(rows, 1, generator=self.random) * 0.95 + 0.05
        is_masked = torch.rand(rows, length, generator=self.random) < level
        is_masked[:, :prefix] = False
        noised = inputs.masked_fill(is_masked, MASK)
        logits = self.net(noised, block_causal_mask(length, prefix, block))
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
        self.target, self.draft = loaded(config["target"]), loaded(config["draft"])
        self.net = JudgeHead(self.draft.shape.dim, config["blocks"])
        self.reject_weight, self.mix = config["reject_weight"], config["mix"]
        self.random = torch.Generator().manual_seed(config["seed"])

    def loss(self, inputs, goals, _weights, _share):
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

if __name__ == "__main__":
    main()
