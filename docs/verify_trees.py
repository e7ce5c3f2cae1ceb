#!/usr/bin/env python3
"""Computes a result of lab=trees again from its files, in float64, with nothing but Python's own library.

    go run ./wasm/engine run -out /tmp/run 'lab=trees&trees=16&n=200&nt=200'
    python3 docs/verify_trees.py /tmp/run

prints how far losses, accuracies, barriers, distances and inner products are from the program's, and ends with an error
where that is more than float32 explains.
"""

import csv
import json
import math
import struct
import sys
from pathlib import Path

run = Path(sys.argv[1])
result = json.loads((run / "result.json").read_text())
link = dict(part.split("=", 1) for part in result["experiment"].split("&"))
worst = {}


def compare(what, ours, theirs, allowed):
    apart = abs(ours - theirs) / max(1, abs(theirs))
    worst[what] = max(worst.get(what, (0, allowed)), (apart, allowed))


def tensors(name):
    raw = (run / f"{name}.safetensors").read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    found = {}
    for key, about in json.loads(raw[8 : 8 + size]).items():
        if key != "__metadata__":
            first, last = (8 + size + at for at in about["data_offsets"])
            found[key] = about["shape"], list(struct.unpack(f"<{(last - first) // 4}f", raw[first:last]))
    return found


def data(name):
    rows = list(csv.reader((run / name).open()))[1:]
    return [[float(x) for x in row[:-1]] for row in rows], [int(row[-1]) for row in rows]


def ways(tree, depth):
    """The nodes that lead to every leaf, each with whether it is left to the right."""
    if tree in ("list", "modified"):
        right = [(node, True) for node in range(depth)]
        return [right[:leaf] + ([(leaf, False)] if leaf < depth else []) for leaf in range(depth + 1)]
    found = []
    for leaf in range(2**depth):
        bits = [leaf >> (depth - 1 - d) & 1 == 1 for d in range(depth)]
        node = (lambda d: 2**d - 1 + (leaf >> (depth - d))) if tree == "perfect" else (lambda d: d)
        found.append([(node(d), bit) for d, bit in enumerate(bits)])
    return found


WAYS = ways(link["tree"], int(link["depth"]))


def outputs(theta, x):
    (trees, nodes, inputs), weights = theta["nodes.weight"]
    biases, ((_, leaves, classes), values) = theta["nodes.bias"][1], theta["leaves"]
    f = [0.0] * classes
    for m in range(trees):
        z = []
        for n in range(m * nodes, (m + 1) * nodes):
            z.append(biases[n] + sum(weights[n * inputs + j] * x[j] for j in range(inputs)))
        for leaf, way in enumerate(WAYS):
            share = 1.0
            for node, right in way:
                share /= 1 + math.exp(z[node] if right else -z[node])
            for c in range(classes):
                f[c] += share * values[(m * leaves + leaf) * classes + c]
    return f


def score(answers, labels):
    loss = right = 0
    for f, y in zip(answers, labels):
        top = max(f)
        loss += math.log(sum(math.exp(v - top) for v in f)) + top - f[y]
        right += f.index(top) == y
    return loss / len(labels), right / len(labels)


def between(a, b, t):
    return {key: (a[key][0], [(1 - t) * u + t * v for u, v in zip(a[key][1], b[key][1])]) for key in a}


def affected(node):
    depth = int(link["depth"])
    if link["tree"] == "perfect":
        return 2 ** (depth - int(math.log2(node + 1)))
    return 2**depth if link["tree"] == "oblivious" else depth + 1 - node


def product(a, b):
    nodes, inputs = a["nodes.weight"][0][1:]
    total = sum(u * v for u, v in zip(a["leaves"][1], b["leaves"][1]))
    for i, (u, v) in enumerate(zip(a["nodes.weight"][1], b["nodes.weight"][1])):
        total += affected(i // inputs % nodes) * u * v
    return total + sum(affected(i % nodes) * u * v for i, (u, v) in enumerate(zip(a["nodes.bias"][1], b["nodes.bias"][1])))


train, test = data("train.csv"), data("test.csv")
split = float(link["split"]) > 0
models = {m["name"]: tensors(m["name"]) for m in result["models"]}
answers = {name: [outputs(theta, x) for x in test[0]] for name, theta in models.items()}
for model in result["models"]:
    own = data(f"train-{'A' if model['name'] == 'A' else 'B'}.csv") if split else train
    for which, at in (("train", score([outputs(models[model["name"]], x) for x in own[0]], own[1])),
                      ("test", score(answers[model["name"]], test[1]))):
        compare("loss of a model", at[0], model[which]["loss"], 1e-5)
        compare("accuracy of a model", at[1], model[which]["accuracy"], 0)

for pair in result["pairs"]:
    a, b = models["A"], models[pair["from"]]
    name = "-".join([pair["from"], pair["method"], *pair["invariances"]])
    matched = b if pair["method"] == "none" else tensors(name)
    compare("distance", math.dist(sum((a[k][1] for k in a), []), sum((matched[k][1] for k in a), [])),
            pair["distance"]["after"], 1e-9)
    compare("⟨A, π(B)⟩", product(a, matched), pair["objective"], 1e-9)
    for x, f in zip(test[0], answers[pair["from"]]):
        for u, v in zip(outputs(matched, x), f):
            compare("π(B) and B as functions", u, v, 1e-9)
    for which, (rows, labels) in (("train", train), ("test", test)):
        curve = pair["path"][which]
        excess = [[], []]
        for k, t in enumerate(pair["path"]["lambda"]):
            at = score([outputs(between(a, matched, t), x) for x in rows], labels)
            compare("loss on a path", at[0], curve["loss"][k], 1e-5)
            compare("accuracy on a path", at[1], curve["accuracy"][k], 1 / len(labels) + 1e-12)  # a near tie may tip
            for q, (kind, sign) in enumerate((("loss", 1), ("accuracy", -1))):
                chord = (1 - t) * curve[kind][0] + t * curve[kind][-1]
                excess[q].append(sign * (curve[kind][k] - chord))
        for q, kind in enumerate(("loss", "accuracy")):
            compare("barrier", max(excess[q]), pair["barrier"][which][kind], 1e-12)
        if split:
            at = score([outputs(between(a, matched, 0.5), x) for x in rows], labels)
            compare("merged", at[0], pair["merged"][which]["loss"], 1e-5)
            both = [[(u + v) / 2 for u, v in zip(outputs(a, x), outputs(b, x))] for x in rows]
            compare("mean of outputs", score(both, labels)[0], pair["ensemble"][which]["loss"], 1e-5)

print(f"digest {result['digest']}, {len(models)} models, {len(result['pairs'])} pairs")
for what, (apart, allowed) in worst.items():
    print(f"{what:32} differs by at most {apart:.1e}  {'ok' if apart <= allowed else 'NOT OK'}")
sys.exit(any(apart > allowed for apart, allowed in worst.values()))
