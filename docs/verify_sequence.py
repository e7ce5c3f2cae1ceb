#!/usr/bin/env python3
"""Computes a result of lab=sequence again from its files, with NumPy in float64.

    go run ./wasm/engine run -out /tmp/run 'lab=sequence&n=200&nt=200&net=16-16&steps=200'
    python3 docs/verify_sequence.py /tmp/run

It reads result.json, the networks (*.safetensors) and the data, and computes again every rating, every barrier of the
heat map, of pruning and between all networks, what is pruned, the masks that were transported, and the digest. Of
verify.py it takes how files are read and what a network computes; it shares no code with the program. Exit code 1 if
anything disagrees.
"""

import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np

from verify import ACTIVATIONS, Report, blend, flat, read_data, read_network, renumber, score


def inverse(permutation):
    return [np.argsort(group) for group in permutation]


def weights(net):
    return np.concatenate([w.ravel() for w, _ in net])


def mask_of(net):
    """The weights that are left, as a network of which the biases say nothing."""
    return [((w != 0).astype(float), b) for w, b in net]


def digest(result, networks, found):
    """SHA-256 over all that docs/result.md names, little-endian: the first 12 digits."""
    h = hashlib.sha256()

    def parameters(name):
        h.update(flat(networks(name)).astype("<f4").tobytes())

    def permutation(p):
        for group in p or []:
            h.update(np.array(group, "<u4").tobytes())

    def numbers(values):
        for y in values:
            h.update(struct.pack("<Q", 0x7FF8000000000001) if y is None else struct.pack("<d", y))

    def both(row):
        numbers(row["loss"])
        numbers(row["accuracy"])

    c = result["checkpoints"]
    for model in result["models"]:
        parameters(model["name"] + (f"-{c['steps'][-1]}" if model["name"] in "AB" else ""))
    for name in "AB":
        for step in c["steps"]:
            parameters(f"{name}-{step}")
    both(c["none"])
    for s in [c, *c["beside"]]:
        for t, p in enumerate(s["permutations"]):
            permutation(p)
            numbers(s["barrier"]["loss"][t])
            numbers(s["barrier"]["accuracy"][t])
        permutation(s["stackedPermutation"])
        both(s["stacked"])
    for way in ("none", "direct", "via", "joint") if "strong" in result else ():
        for line in result["strong"][way]:
            for x in line:
                numbers([x["loss"], x["accuracy"]])
    for entry in result["pruning"]:
        for name in "AB":
            parameters(found(name, entry["level"]))
        permutation(entry["permutation"])
        for which in ("none", "dense", "level"):
            numbers([entry["barrier"][which]["loss"], entry["barrier"][which]["accuracy"]])
        if entry["level"] > 0:
            for mask in ("none", "oneshot", "random", "dense", "sparse"):
                parameters(f"B-level-{entry['level']}-{mask}")
    return h.hexdigest()[:12]


def verify(folder):
    whole = lambda digits: -0.0 if digits == "-0" else int(digits)  # the digest knows the sign of zero
    result = json.loads((folder / "result.json").read_text(), parse_int=whole)
    keys = dict(pair.split("=") for pair in result["experiment"].split("&"))
    act = ACTIVATIONS[keys["act"]]
    data = {side: read_data(folder / f"{side}.csv") for side in ("train", "test")}
    at = np.linspace(0, 1, int(keys["lambdas"]))
    report, c, kept = Report(), result["checkpoints"], {}
    last = c["steps"][-1]
    if "note" in c:
        sys.exit(f"There is nothing to compute again: {c['note']}.")

    def network(name):
        if name not in kept:
            kept[name] = read_network(folder / f"{name}.safetensors")
        return kept[name]

    def pruned(name, level):
        return f"{name}-level-{level}" if level else f"{name}-{last}"

    def rated(what, net, side, told):
        loss, accuracy = score(net, data[side], act)
        report.compare(f"loss of {what}", told["loss"], loss, 2e-6)
        report.compare(f"accuracy of {what}", told["accuracy"], accuracy, 0)

    def barrier(what, a, b, permutation, told):
        if permutation is not None:
            b = renumber(b, [np.array(p) for p in permutation])
        loss, accuracy = np.array([score(blend(a, b, t), data["test"], act) for t in at]).T
        chord = [(1 - at) * y[0] + at * y[-1] for y in (loss, accuracy)]
        report.compare(f"barrier, {what}", told["loss"], (loss - chord[0]).max(), 4e-6)
        # Examples whose two largest logits tie in float32 may fall on the other side.
        report.compare("barrier of the accuracy", told["accuracy"], (chord[1] - accuracy).max(), 2 / len(data["test"][1]))

    report.compare("digest", digest(result, network, pruned) != result["digest"], 0, 0)

    # Every network at every checkpoint, and every line between them.
    for model in result["models"]:
        name = model["name"] + (f"-{last}" if model["name"] in "AB" else "")
        for side in data:
            rated("a network", network(name), side, model[side])
    for name in "AB":
        for side in data:
            for t, step in enumerate(c["steps"]):
                told = {kind: c[name][side][kind][t] for kind in ("loss", "accuracy")}
                rated("a checkpoint", network(f"{name}-{step}"), side, told)
    rows = [("none", None, c["none"]["loss"], c["none"]["accuracy"])]
    for s in [c, *c["beside"]]:
        for t, p in enumerate(s["permutations"]):
            rows.append(("heat map", p, s["barrier"]["loss"][t], s["barrier"]["accuracy"][t]))
        rows.append(("one for all", s["stackedPermutation"], s["stacked"]["loss"], s["stacked"]["accuracy"]))
    for what, p, loss, accuracy in rows:
        for t, step in enumerate(c["steps"]):
            told = {"loss": loss[t], "accuracy": accuracy[t]}
            barrier(what, network(f"A-{step}"), network(f"B-{step}"), p, told)

    # Between any two networks, in every way.
    if "strong" in result:
        s, models = result["strong"], [m["name"] for m in result["models"]]
        nets = [network(name + (f"-{last}" if name in "AB" else "")) for name in models]
        for way in ("none", "direct", "via", "joint"):
            for p in range(len(nets)):
                for q in range(p + 1, len(nets)):
                    a, b, told = nets[p], nets[q], s[way][p][q]
                    if way == "direct":
                        b = renumber(b, [np.array(g) for g in s["permutations"]["direct"][p][q]])
                    elif way != "none":
                        placed = s["permutations"][way]
                        a, b = (renumber(n, [np.array(g) for g in placed[k]]) for n, k in ((a, p), (b, q)))
                    barrier(f"{way}, of all", a, b, None, told)

    # Pruning: what is left, barriers, and every mask that B was trained under.
    dense = result["pruning"][0]["permutation"] if result["pruning"] else None
    left = size = len(weights(network(f"A-{last}")))
    for entry in result["pruning"]:
        level = entry["level"]
        if level:
            left -= int(float(keys["prune"]) * left + 0.5)
        if "note" in entry:
            continue
        a, b = network(pruned("A", level)), network(pruned("B", level))
        report.compare("share of weights left", entry["left"], left / size, 1e-12)
        for name, net in (("A", a), ("B", b)):
            if level:
                report.compare("weights left", (weights(net) != 0).sum(), left, 0)
            for side in data:
                rated("a pruned network", net, side, entry[name][side])
        for which, p in (("none", None), ("dense", dense), ("level", entry["permutation"])):
            barrier(f"pruned, {which}", a, b, p, entry["barrier"][which])
        if not level:
            continue
        own, masks = weights(mask_of(b)), {"none": mask_of(a), "own": mask_of(b)}
        masks["dense"] = renumber(mask_of(a), inverse(dense))
        masks["sparse"] = renumber(mask_of(a), inverse(entry["permutation"]))
        trained = weights(network(f"B-{last}"))
        largest = np.zeros(size)
        largest[np.argsort(-np.abs(trained), kind="stable")[:left]] = 1
        for mask in ("own", "none", "dense", "sparse", "oneshot", "random"):
            net = b if mask == "own" else network(f"B-level-{level}-{mask}")
            rated("B under a mask", net, "test", result["transport"][level - 1][mask])
            now = weights(mask_of(net))
            if mask == "random":  # as many in every layer, elsewhere
                for (w, _), (v, _) in zip(mask_of(a), mask_of(net)):
                    report.compare("a random mask’s layers", v.sum(), w.sum(), 0)
            else:
                want = largest if mask == "oneshot" else weights(masks[mask])
                report.compare("a mask that was transported", np.abs(now - want).max(), 0, 0)
            if mask in entry["agreement"]:
                share = (now * own).sum() / max(1, np.maximum(now, own).sum())
                report.compare("agreement of masks", entry["agreement"][mask], share, 1e-12)

    print(f"digest {result['digest']}, {len(kept)} networks, {len(rows)} rows of {len(c['steps'])} checkpoints")
    return report.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(0 if verify(Path(sys.argv[1])) else 1)
