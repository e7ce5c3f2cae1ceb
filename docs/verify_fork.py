#!/usr/bin/env python3
"""Checks a result of lab=fork against NumPy in float64.

    go run ./wasm/engine run -out /tmp/run 'lab=fork&data=moons&n=200&nt=100&steps=200&forks=0,50'
    python3 docs/verify_fork.py /tmp/run

It reads result.json, the networks A, B-K, B-init and fork-K, and the data, computes every number of the result again, and prints
how far the two are apart: losses, paths, barriers, midpoints, angles, distances, what the excess is made of, the barriers of
single layers, and the estimates, from first and second derivatives along the line. A's first weights it draws from the seed. It
shares no code with the program, and reads files as verify.py beside it does. Exit code 1 if anything disagrees.
"""
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np

from verify import ACTIVATIONS, SLOPES, Report, blend, flat, initial, logits, read_data, read_network, score


def gelu_bend(z):
    c = np.sqrt(2 / np.pi)
    t = np.tanh(c * (z + 0.044715 * z**3))
    first, second = c * (1 + 3 * 0.044715 * z * z), c * 6 * 0.044715 * z
    return (1 - t * t) * (first + 0.5 * z * second - z * t * first**2)


BENDS = {
    "relu": lambda z, y: 0 * z,
    "tanh": lambda z, y: -2 * y * (1 - y * y),
    "sigmoid": lambda z, y: y * (1 - y) * (1 - 2 * y),
    "gelu": lambda z, y: gelu_bend(z),
}


def along(net, direction, data, act):
    """First and second derivative of the mean loss at net along a direction: Δ·g and ΔᵀHΔ."""
    x, labels = data
    y, dy, ddy = x, np.zeros_like(x), np.zeros_like(x)
    for layer, ((w, b), (v, c)) in enumerate(zip(net, direction)):
        y, dy, ddy = y @ w.T + b, y @ v.T + c + dy @ w.T, 2 * dy @ v.T + ddy @ w.T
        if layer + 1 < len(net):
            z, y = y, ACTIVATIONS[act](y)
            slope, bend = SLOPES[act](z, y), BENDS[act](z, y)
            dy, ddy = slope * dy, bend * dy * dy + slope * ddy
    p = np.exp(y - y.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    slopes = (p * dy).sum(axis=1)
    first = slopes - dy[rows, labels]
    second = (p * (ddy + dy * dy)).sum(axis=1) - slopes**2 - ddy[rows, labels]
    return first.mean(), second.mean()


def estimate(a, b, data, act):
    """¼ Δ·(g_A − g_B) + 1/16 Δᵀ(H_A + H_B)Δ, and how large its terms are."""
    direction = [(v - w, c - d) for (w, d), (v, c) in zip(a, b)]
    (g, h), (k, m) = along(a, direction, data, act), along(b, direction, data, act)
    return (g - k) / 4 + (h + m) / 16, (abs(g) + abs(k)) / 4 + (abs(h) + abs(m)) / 16


def excess(losses, at):
    return losses - ((1 - at) * losses[0] + at * losses[-1])


def log_sum(z):
    top = z.max(axis=1)
    return top + np.log(np.exp(z - top[:, None]).sum(axis=1))


def parts(a, b, t, data, act):
    """Means of D = LSE(z) − LSE(z̄), J and E = z_y − z̄_y."""
    x, labels = data
    rows = np.arange(len(labels))
    za, zb, z = (logits(net, x, ACTIVATIONS[act]) for net in (a, b, blend(a, b, t)))
    mean = (1 - t) * za + t * zb
    j = (1 - t) * log_sum(za) + t * log_sum(zb) - log_sum(mean)
    return (log_sum(z) - log_sum(mean)).mean(), j.mean(), (z - mean)[rows, labels].mean()


def angle(o, a, b):
    p, q = (v / np.linalg.norm(v) for v in (a - o, b - o))
    return np.degrees(2 * np.arctan2(np.linalg.norm(p - q), np.linalg.norm(p + q)))


def digest(result, a, others):
    """SHA-256 over A, then every parting's B and path, little-endian: the first 12 digits."""
    h = hashlib.sha256(flat(a).astype("<f4").tobytes())
    for fork, b in zip(result["forks"], others):
        h.update(flat(b).astype("<f4").tobytes())
        for side in ("train", "test"):
            for curve in ("loss", "accuracy"):
                for y in fork["path"][side][curve]:
                    h.update(struct.pack("<Q", 0x7FF8000000000001) if y is None else struct.pack("<d", y))
    return h.hexdigest()[:12]


def verify(folder):
    result = json.loads((folder / "result.json").read_text())
    keys = dict(pair.split("=") for pair in result["experiment"].split("&"))
    act = keys["act"]
    data = {side: read_data(folder / f"{side}.csv") for side in ("train", "test")}
    read = lambda name: read_network(folder / f"{name}.safetensors")
    a, others = read("A"), [read(f"B-{fork['step']}") for fork in result["forks"]]
    seed = result["models"][0]["seed"]
    start = flat(initial([data["train"][0].shape[1], *map(int, keys["net"].split("-")), len(a[-1][1])], seed))
    report = Report()
    report.compare("digest", digest(result, a, others) != result["digest"], 0, 0)

    def compare_score(what, net, side, theirs):
        loss, accuracy = score(net, data[side], ACTIVATIONS[act])
        report.compare(f"loss {what}", theirs["loss"], loss, 2e-6)
        # One example whose two largest logits tie in float32 may fall on the other side.
        report.compare(f"accuracy {what}", theirs["accuracy"], accuracy, 1 / len(data[side][1]))
        return loss

    for model, net in zip(result["models"], (a, others[-1])):
        for side in data:
            compare_score("of a network", net, side, model[side])
    for fork, b in zip(result["forks"], others):
        if "note" in fork:
            print(f"{fork['step']}: {fork['note']}")
            continue
        apart = [flat(a), flat(b)]
        report.compare("distance", fork["distance"]["ends"], np.linalg.norm(apart[0] - apart[1]), 1e-12)
        places = [("init", start)]
        if fork["step"] == "init":
            report.compare("no fork", fork["angle"]["fork"] is not None, 0, 0)
        else:
            theta = flat(read(f"fork-{fork['step']}"))
            places.append(("fork", theta))
            for theirs, end in zip(fork["distance"]["fork"], apart):
                report.compare("distance", theirs, np.linalg.norm(end - theta), 1e-12)
            if fork["step"] == 0:
                report.compare("the fork at 0 is where A starts", np.abs(theta - start).max(), 0, 0)
        for name, place in places:
            moved = all(np.any(end != place) for end in apart)
            report.compare("angle exists", moved != (fork["angle"][name] is not None), 0, 0)
            if moved:
                report.compare("angle", fork["angle"][name], angle(place, *apart), 1e-7)
        at = np.array(fork["path"]["lambda"])
        for side in data:
            report.compare("loss of B", fork["B"][side]["loss"], score(b, data[side], ACTIVATIONS[act])[0], 2e-6)
            curve = fork["path"][side]
            loss = np.array([compare_score("on a path", blend(a, b, t), side,
                                           {kind: curve[kind][k] for kind in curve}) for k, t in enumerate(at)])
            accuracy = np.array(curve["accuracy"])
            report.compare("barrier of the loss", fork["barrier"][side]["loss"], excess(loss, at).max(), 4e-6)
            report.compare("barrier of the accuracy", fork["barrier"][side]["accuracy"], (-excess(accuracy, at)).max(), 1e-12)
            half = score(blend(a, b, 0.5), data[side], ACTIVATIONS[act])
            report.compare("midpoint", fork["midpoint"][side]["loss"], half[0] - (loss[0] + loss[-1]) / 2, 4e-6)
        for k, t in enumerate(at):
            for name, ours in zip("DJE", parts(a, b, t, data["train"], act)):
                report.compare("what the excess is made of", fork["decomposition"][name][k], ours, 4e-6)
        whole, size = estimate(a, b, data["train"], act)
        report.compare("estimate, of its terms", (fork["estimate"] - whole) / max(size, 1e-3), 0, 2e-4)
        for layer in fork["layers"]:
            for name, here, there in (("A", a, b), ("B", b, a)):
                moved = [there[k] if k + 1 == layer["layer"] else here[k] for k in range(len(here))]
                loss = np.array([score(blend(here, moved, t), data["train"], ACTIVATIONS[act])[0] for t in at])
                report.compare("barrier of a layer", layer[name], excess(loss, at).max(), 4e-6)
                guess, size = estimate(here, moved, data["train"], act)
                report.compare("estimate, of its terms", (layer["estimate"][name] - guess) / max(size, 1e-3), 0, 2e-4)
    print(f"digest {result['digest']}, {len(result['forks'])} partings")
    return report.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(0 if verify(Path(sys.argv[1])) else 1)
