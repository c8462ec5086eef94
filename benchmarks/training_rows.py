"""What is measured of training itself: each optimizer beside PyTorch's, and what `Fit` adds to bare steps."""
from rows import NARROW_SETTING, Peer, Row, machine_is_wide

_EPOCH = "MNIST epoch through 784-64-10, batch"
_OWN = "GenNet's own TrainStep"


def _fit(key, title, steps, at_most, count):
    return Row(
        key, title, "ms", [Peer(_OWN, f"{{gennet}} {steps} {{count}}")], count, at_most=at_most, is_steady=False,
        # A shuffled epoch sees other batches, and the mean of batches' losses is not that of samples.
        checks=False,
    )


# What is added to steps, in the data's order beside steps in that order, and shuffled, as it is by default, beside a program that shuffles the numbers of
# the samples before each epoch and copies each batch's rows together.
FIT_ROWS = [
    _fit("fit32x1", f"{_EPOCH} 32, by Fit in the data's order", "epoch32", 1.03, 6),
    _fit("fit32x1-shuffled", f"{_EPOCH} 32, by Fit, shuffled", "epoch32-shuffled", 1.03, 6),
    _fit("small-fit", "65,536 samples through 2-3-1, batch 32, by Fit in the data's order", "small-steps", 1.10, 200),
    _fit("small-fit-shuffled", "65,536 samples through 2-3-1, batch 32, by Fit, shuffled", "small-steps-shuffled", 1.10, 200),
]

# What AdamW's epoch costs beside Sgd's, both GenNet's, once the JIT is done: on a single core it compiles AdamW's methods in the middle of the first epochs.
ADAM_ROWS = [
    Row(
        f"adamw-sgd-{batch}{suffix}", f"{_EPOCH} {batch}, AdamW beside Sgd{words}", "ms", [Peer("Sgd", f"{{gennet}} optimizer-sgd-{batch} {{count}}")], 12,
        at_most=1.15, gennet=f"{{gennet}} optimizer-adamw-{batch} {{count}}", setting=setting, checks=False,
    )
    for suffix, words, setting in [("", "", {})] + ([("-narrow", ", 256 bits", NARROW_SETTING)] if machine_is_wide() else [])
    for batch in (32, 128, 512)
]

NAMES = {
    "sgd": "Sgd", "momentum": "Momentum", "nesterov": "Momentum, Nesterov's", "adagrad": "AdaGrad", "adadelta": "AdaDelta", "rmsprop": "RmsProp",
    "adam": "Adam", "amsgrad": "Adam, AMSGrad", "adamw": "AdamW", "nadam": "NAdam", "rprop": "RProp",
}

TRAINING_BATCHES = (32, 128)

OPTIMIZER_ROWS = [
    Row(
        f"optimizer-{name}-{batch}", f"{title}, batch {batch}", "ms",
        [Peer("PyTorch", f"{{python}} {{peers}}/torch_optimizer.py {name}-{batch} 2")], 4,
        at_most=0.5, is_steady=False, gennet=f"{{gennet}} optimizer-{name}-{batch} {{count}}", tolerance=1e-3,
        # A sign decides the steps of RProp, and that of a gradient near 0 is a matter of rounding.
        checks=name != "rprop",
    )
    for batch in TRAINING_BATCHES
    for name, title in NAMES.items()
]

TRAINING_ROWS = FIT_ROWS + ADAM_ROWS + OPTIMIZER_ROWS
