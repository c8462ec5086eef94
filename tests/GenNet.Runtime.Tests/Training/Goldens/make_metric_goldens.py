#!/usr/bin/env python3
"""Writes Metrics.json: what scikit-learn says of some outputs and targets, with weights and without.

Debian: apt-get install python3-sklearn; /usr/bin/python3 make_metric_goldens.py > Metrics.json; the committed file is from scikit-learn 1.2
Outputs are multiples of a power of two, which every precision holds, and probabilities that sum to 1 exactly. The calibration error, which scikit-learn has
not, is written out.
"""
import json
import warnings

import numpy as np
from sklearn import metrics

warnings.filterwarnings("error")
random = np.random.RandomState(11)


def probabilities(samples, classes, unit=1 << 20, sharpness=2.0):
    logits = random.normal(size=(samples, classes)) * sharpness
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    counts = np.maximum(np.floor(p * unit), 1)
    counts[np.arange(samples), counts.argmax(axis=1)] += unit - counts.sum(axis=1)
    return counts / unit


def calibration(confidence, right, weights, intervals=15):
    index = np.clip(np.ceil(confidence * intervals).astype(int) - 1, 0, intervals - 1)
    error = sum(
        abs((weights * right)[index == i].sum() - (weights * confidence)[index == i].sum()) for i in range(intervals))
    return error / weights.sum()


def averages(actual, said, weights):
    result = {}
    for name in ("micro", "macro", "weighted"):
        p, r, f, _ = metrics.precision_recall_fscore_support(
            actual, said, average=name, sample_weight=weights, zero_division=0)
        result[name] = [p, r, f]
    p, r, f, s = metrics.precision_recall_fscore_support(actual, said, sample_weight=weights, zero_division=0)
    result["classes"] = [[float(v) for v in row] for row in zip(p, r, f, s)]
    return result


def of_classes(name, p, actual, weights):
    said = p.argmax(axis=1)
    w = np.ones(len(actual)) if weights is None else weights
    areas = [metrics.roc_auc_score(actual == c, p[:, c], sample_weight=weights) for c in range(p.shape[1])]
    return {
        "name": name, "kind": "classes", "outputs": p.tolist(), "labels": actual.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "accuracy": metrics.accuracy_score(actual, said, sample_weight=weights),
        "exact": metrics.accuracy_score(actual, said, sample_weight=weights),
        "top": [metrics.top_k_accuracy_score(actual, p, k=k, sample_weight=weights) for k in (1, 2)],
        "logLoss": metrics.log_loss(actual, p, sample_weight=weights),
        "rocAuc": float(np.mean(areas)), "rocAucs": areas,
        "calibration": calibration(p.max(axis=1), said == actual, w),
        "matrix": metrics.confusion_matrix(actual, said, sample_weight=weights).astype(float).tolist(),
        **averages(actual, said, weights),
    }


def of_two(name, p, actual, weights):
    said = (p > 0.5).astype(int)
    w = np.ones(len(actual)) if weights is None else weights
    area = metrics.roc_auc_score(actual, p, sample_weight=weights)
    return {
        "name": name, "kind": "two", "outputs": p[:, None].tolist(), "labels": actual.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "accuracy": metrics.accuracy_score(actual, said, sample_weight=weights),
        "exact": metrics.accuracy_score(actual, said, sample_weight=weights),
        "logLoss": metrics.log_loss(actual, p, sample_weight=weights),
        "rocAuc": area, "rocAucs": [area, area],
        "calibration": calibration(np.maximum(p, 1 - p), said == actual, w),
        "matrix": metrics.confusion_matrix(actual, said, sample_weight=weights).astype(float).tolist(),
        **averages(actual, said, weights),
    }


def of_labels(name, p, actual, weights):
    said = (p > 0.5).astype(int)
    w = np.ones(len(actual)) if weights is None else weights
    columns = range(p.shape[1])
    areas = [metrics.roc_auc_score(actual[:, c], p[:, c], sample_weight=weights) for c in columns]
    repeated = np.repeat(w, p.shape[1])
    return {
        "name": name, "kind": "labels", "outputs": p.tolist(), "targets": actual.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "accuracy": 1 - metrics.hamming_loss(actual, said, sample_weight=weights),
        "exact": metrics.accuracy_score(actual, said, sample_weight=weights),
        "logLoss": metrics.log_loss(actual.ravel(), p.ravel(), sample_weight=repeated),
        "rocAuc": metrics.roc_auc_score(actual, p, average="macro", sample_weight=weights), "rocAucs": areas,
        "calibration": calibration(np.maximum(p, 1 - p).ravel(), (said == actual).ravel(), repeated),
        **averages(actual, said, weights),
    }


def of_numbers(name, outputs, targets, weights):
    raw = {"multioutput": "raw_values", "sample_weight": weights}
    return {
        "name": name, "kind": "numbers", "outputs": outputs.tolist(), "targets": targets.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "mae": metrics.mean_absolute_error(targets, outputs, sample_weight=weights),
        "rmse": metrics.mean_squared_error(targets, outputs, sample_weight=weights, squared=False),
        "r2": metrics.r2_score(targets, outputs, sample_weight=weights),
        "maes": metrics.mean_absolute_error(targets, outputs, **raw).tolist(),
        "rmses": metrics.mean_squared_error(targets, outputs, squared=False, **raw).tolist(),
        "r2s": metrics.r2_score(targets, outputs, **raw).tolist(),
    }


def dyadic(values, unit):
    return np.round(values * unit) / unit


cases = []
n = 60
p = probabilities(n, 4)
actual = np.array([random.choice(4, p=row) if random.rand() < 0.7 else random.randint(4) for row in p])
weights = dyadic(random.rand(n) * 3, 8)
# Nobody is ever taken for the last class of these.
q = probabilities(n, 3)
q[:, 2] /= 2
q[:, 0] += 1 - q.sum(axis=1)
never = np.where(q.argmax(axis=1) == 2, 0, random.randint(0, 3, n))
two = np.clip(dyadic(random.rand(n), 16), 1 / 16, 15 / 16)
isTwo = (random.rand(n) < two).astype(int)
labels = np.clip(dyadic(random.rand(n, 3), 32), 1 / 32, 31 / 32)
given = (random.rand(n, 3) < labels).astype(int)
numbers = dyadic(random.normal(size=(n, 2)) * [1, 50], 64)
outputs = dyadic(numbers * [0.9, 0.4] + random.normal(size=(n, 2)) * [0.2, 20], 64)
for weighting, w in (("", None), (", weighted", weights)):
    cases.append(of_classes("four classes" + weighting, p, actual, w))
    cases.append(of_classes("three classes, unbalanced" + weighting, q, never, w))
    cases.append(of_two("two classes with ties" + weighting, two, isTwo, w))
    cases.append(of_labels("three labels" + weighting, labels, given, w))
    cases.append(of_numbers("two numbers" + weighting, outputs, numbers, w))
print(json.dumps(cases))
