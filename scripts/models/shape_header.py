"""A shape as the header of a file of weights tells it, and back."""

from nets import Shape


def header_of(shape):
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


def shape_of(told):
    return Shape(
        dim=told["dim"],
        layers=told["layers"],
        heads=told["heads"],
        kv_heads=told["kvHeads"],
        head_dim=told["headDim"],
        hidden=told["hidden"],
        vocab=told["vocab"],
        context=told["context"],
        rope_base=told["ropeBase"],
        experts=told["experts"],
        active_experts=told["activeExperts"],
        exits=told["exits"] > 0,
    )
