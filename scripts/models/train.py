"""Trains one model from its config: `python3 scripts/models/train.py scripts/models/configs/target.json [--steps N]`.

Needs Debian's python3-torch and the corpus of corpus.ts. Writes .cache/models/NAME.pt with the weights, the config, the log and
checksums. A budget is a number of steps, and a step's texts and luck hang on the seed and its number alone: stopped and started
again, it goes on from its last checkpoint and ends where it would have.
"""

import json
import os
import sys

import torch

import checkpoints
from data import Corpus
from muon import Muon
from tasks import TASKS

LOGGED_EVERY = 100
# A multiple of the other, so that no loss waits to be logged.
KEPT_EVERY = 100
WARM_UP = 30
# Of the steps: constant until here, then linear to zero.
CONSTANT = 0.45


def main():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    config = json.load(open(sys.argv[1]))
    if "--steps" in sys.argv:
        config["steps"] = int(sys.argv[sys.argv.index("--steps") + 1])
    trained(config)


def trained(config):
    """Trains to the end and leaves the checkpoint; gives the log."""
    torch.manual_seed(config["seed"])
    task = TASKS[config["task"]](config)
    training = Training(task, config)
    part = checkpoints.part_of(config["name"])
    if os.path.exists(part):
        training.resume(torch.load(part))
    while training.step < config["steps"]:
        training.advance()
        if training.is_logged():
            print(config["name"], json.dumps(training.told()), flush=True)
        if training.step % KEPT_EVERY == 0:
            checkpoints.write(part, training.kept())
    checkpoints.write(checkpoints.path_of(config["name"]), training.finished())
    if os.path.exists(part):
        os.remove(part)
    return training.log


class Training:
    def __init__(self, task, config):
        self.task, self.config = task, config
        self.corpus = Corpus("train", config["mixture"], config["seed"], config.get("tokens"))
        # Copying first: circuits that look back form in a million tokens where a third of the text repeats itself, and
        # hardly ever once a model has learnt to do without.
        self.opening = Corpus("train", config["opening"]["mixture"], config["seed"]) if "opening" in config else None
        named = list(task.net.named_parameters())
        matrices = [p for n, p in named if p.ndim == 2 and "embedding" not in n and "router" not in n]
        chosen = {id(p) for p in matrices}
        self.others = [p for _, p in named if id(p) not in chosen]
        self.muon = Muon(matrices, lr=config.get("muon_lr", 0.02))
        self.adam = torch.optim.AdamW(self.others, lr=config.get("adam_lr", 0.004), betas=(0.9, 0.95), weight_decay=0.0)
        self.rates = [group["lr"] for group in self.groups()]
        # Losses since the last entry of the log.
        self.step, self.log, self.recent = 0, [], []

    def groups(self):
        return [group for optimiser in (self.muon, self.adam) for group in optimiser.param_groups]

    def advance(self):
        config, task = self.config, self.task
        share = self.step / config["steps"]
        rate = min(1.0, (self.step + 1) / WARM_UP) * min(1.0, (1 - share) / (1 - CONSTANT))
        for group, lr in zip(self.groups(), self.rates):
            group["lr"] = lr * rate
        is_opening = self.opening is not None and share < config["opening"]["share"]
        text = (self.opening if is_opening else self.corpus).at(self.step)
        task.random.manual_seed(config["seed"] * 1_000_003 + self.step)
        loss = task.loss(text.batch(config["batch"], config["length"], config.get("alone", 0.0)), share)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.others, 1.0)
        self.muon.step()
        self.adam.step()
        task.net.zero_grad(set_to_none=True)
        self.step += 1
        self.recent.append(loss.item())
        if self.is_logged():
            mean = sum(self.recent) / len(self.recent)
            self.log.append({"step": self.step, "tokens": self.tokens(), "loss": round(mean, 4)})
            self.recent = []

    def is_logged(self):
        return self.step % LOGGED_EVERY == 0 or self.step == self.config["steps"]

    def tokens(self):
        return self.step * self.config["batch"] * self.config["length"]

    def told(self):
        is_long = self.step % 1000 == 0
        return {**self.log[-1], **(self.task.report() if is_long else {})}

    def kept(self):
        """All that going on needs."""
        return {
            "config": self.config,
            "weights": self.task.net.state_dict(),
            "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(),
            **{"step": self.step, "log": self.log},
        }

    def resume(self, kept):
        if kept["config"] != self.config:
            raise SystemExit(f"{checkpoints.part_of(self.config['name'])} is of another config: remove it to begin anew")
        self.task.net.load_state_dict(kept["weights"])
        self.muon.load_state_dict(kept["muon"])
        self.adam.load_state_dict(kept["adam"])
        self.step, self.log = kept["step"], kept["log"]

    def finished(self):
        return {
            "config": self.config,
            "weights": self.task.net.state_dict(),
            "log": self.log,
            "corpus": self.corpus.checksum(),
        }


if __name__ == "__main__":
    main()
