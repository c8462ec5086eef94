#!/usr/bin/env python3
"""Trains the same networks with GenNet and with scikit-learn's MLPClassifier and MLPRegressor, on five real data sets, and puts the table into
docs/evaluating.md.

    apt-get install python3-sklearn
    /usr/bin/python3 learning.py

Both get the same folds, inputs standardized by what is trained on, targets of regressions standardized by all samples, and the same training: one hidden layer
of 32 ReLU units, first weights uniform after Glorot, Adam, no penalty, so many epochs. Each trains every fold from ten seeds, which decide the first parameters and the order of samples.
"""
import pathlib
import statistics
import subprocess
import warnings

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE / "peers" / "bin" / "learning"
PAGE = HERE.parent / "docs" / "evaluating.md"
HEAD = "## Beside scikit-learn\n"
SEEDS, FOLDS, EPOCHS, BATCH, RATE = 10, 5, 50, 32, 0.005

TITLES = {
    "breast_cancer": "breast cancer", "wine": "wine", "digits": "digits of 8 × 8 pixels", "diabetes": "diabetes", "concrete": "strength of concrete",
}


def load():
    """Name, inputs, targets, and whether the targets are classes."""
    for name in ("breast_cancer", "wine", "digits"):
        yield name, *getattr(datasets, f"load_{name}")(return_X_y=True), True
    yield "diabetes", *datasets.load_diabetes(return_X_y=True), False
    concrete = np.loadtxt(HERE.parent / "samples" / "Concrete" / "data" / "concrete.csv", delimiter=",", skiprows=1)
    yield "concrete", concrete[:, :-1], concrete[:, -1], False


def write(name, x, y, folds):
    heads = ",".join([f"x{i}" for i in range(x.shape[1])] + ["target"])
    rows = [",".join(map(repr, map(float, row))) + f",{target!r}" for row, target in zip(x, y.tolist())]
    (FOLDER / f"{name}.csv").write_text("\n".join([heads] + rows) + "\n")
    fold_of = np.empty(len(y), int)
    for i, (_, judged) in enumerate(folds):
        fold_of[judged] = i
    (FOLDER / f"{name}.folds").write_text("\n".join(map(str, fold_of)) + "\n")


def score(x, y, is_class, folds, seed):
    scores = []
    for training, judged in folds:
        model = (MLPClassifier if is_class else MLPRegressor)(
            (32,), activation="relu", solver="adam", alpha=0, batch_size=BATCH, learning_rate_init=RATE, max_iter=EPOCHS, n_iter_no_change=EPOCHS, tol=0,
            random_state=seed,
        )
        scaler = StandardScaler().fit(x[training])
        model.fit(scaler.transform(x[training]), y[training])
        scores.append(model.score(scaler.transform(x[judged]), y[judged]))
    return statistics.mean(scores)


def main():
    warnings.simplefilter("ignore", ConvergenceWarning)
    FOLDER.mkdir(parents=True, exist_ok=True)
    theirs, heads = {}, {}
    for name, x, y, is_class in load():
        if not is_class:
            y = (y - y.mean()) / y.std()
        folds = list((StratifiedKFold if is_class else KFold)(FOLDS, shuffle=True, random_state=0).split(x, y))
        write(name, x, y, folds)
        theirs[name] = [score(x, y, is_class, folds, seed) for seed in range(SEEDS)]
        outputs = (1 if len(set(y)) == 2 else len(set(y))) if is_class else 1
        heads[name] = f"{TITLES[name]} | {len(y):,} | {x.shape[1]}-32-{outputs} | {'accuracy' if is_class else 'R²'}"
    program = HERE / "GenNet.Learning" / "bin" / "Release" / "net10.0" / "GenNet.Learning.dll"
    said = subprocess.run(
        ["dotnet", program, FOLDER, *map(str, (SEEDS, EPOCHS, BATCH, RATE))], check=True, capture_output=True, text=True).stdout
    scores = {}
    for first, name, score_of_seed in map(str.split, said.splitlines()):
        scores.setdefault((first, name), []).append(float(score_of_seed))
    ours = {name: scores["glorot", name] for name in theirs}
    rows = []
    for name, head in heads.items():
        text = lambda scores: f"{statistics.mean(scores):.4f} ± {statistics.stdev(scores):.4f}"
        difference = statistics.mean(ours[name]) - statistics.mean(theirs[name])
        error = (statistics.variance(ours[name]) / SEEDS + statistics.variance(theirs[name]) / SEEDS) ** 0.5
        rows.append(f"| {head} | {text(ours[name])} | {text(theirs[name])} | {difference:+.4f} ± {error:.4f} |".replace("-0.", "−0."))
    table = "\n".join(["| data | samples | network | what counts | GenNet | scikit-learn | difference |", "| --- | --: | --- | --- | --: | --: | --: |"] + rows)
    first = ["| data | `GlorotUniform` | by default | `TorchUniform` and `DrawBiases` |", "| --- | --: | --: | --: |"]
    for name in heads:
        cells = [scores[way, name] for way in ("glorot", "default", "torch")]
        first.append(f"| {TITLES[name]} | " + " | ".join(f"{statistics.mean(cell):.4f} ± {statistics.stdev(cell) / len(cell) ** 0.5:.4f}" for cell in cells) + " |")
    first = "\n".join(first)
    print(table, first, sep="\n\n")
    section = f"""{HEAD}
The same networks, trained alike by GenNet and by `MLPClassifier` and `MLPRegressor` of scikit-learn {sklearn.__version__}: one hidden layer of ReLU units, first weights uniform
after Glorot, `Adam({RATE})`, batches of {BATCH}, {EPOCHS} epochs, no penalty, the same {FOLDS} folds, standardized inputs. Each figure is the mean over the folds, with its mean and deviation over {SEEDS} seeds; the
difference has its standard error. `benchmarks/learning.py` measures it and writes this table.

{table}

First weights decide, too, where data are few. The same networks of GenNet with `GlorotUniform` as above, with what is drawn unless said, which before ReLU is after He, and as PyTorch
draws; each mean with its standard error over the seeds:

{first}

He's weights are larger. Deep networks of ReLU need that, and they learn sooner what is intricate ([two spirals](training.md#which-optimizer)); from a few hundred samples that are standardized
a network of one layer learns smoother functions, and better ones here, with smaller first weights. So say `Initializer = Initializer.GlorotUniform` where data are few and a layer is enough.
"""
    page = PAGE.read_text()
    if HEAD in page:
        start = page.index(HEAD)
        end = page.find("\n## ", start + 1)
        page = page[:start] + section + (page[end:] if end >= 0 else "")
    else:
        page = page.rstrip("\n") + "\n\n" + section
    PAGE.write_text(page)


if __name__ == "__main__":
    main()
