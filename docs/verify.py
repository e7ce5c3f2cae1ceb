#!/usr/bin/env python3
"""Checks a result of One Basin against NumPy in float64.

    go run ./wasm/engine run -out /tmp/run 'data=spirals&net=64-64'
    python3 docs/verify.py /tmp/run

It reads result.json, the networks (*.safetensors) and the data (train.csv,
test.csv), computes every number of the result again, and prints how far the two
are apart. With SciPy it also asks whether any layer of a permutation could be
better. It shares no code with the program. Exit code 1 if anything disagrees.
"""
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np

try:
    from scipy.optimize import linear_sum_assignment
except ImportError:
    linear_sum_assignment = None


def read_network(path):
    """Returns [(W_1, b_1), (W_2, b_2), …] from a safetensors file of 0.weight, 0.bias, 2.weight, …"""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header, data = json.loads(raw[8 : 8 + length]), raw[8 + length :]

    def tensor(name):
        begin, end = header[name]["data_offsets"]
        return np.frombuffer(data[begin:end], "<f4").reshape(header[name]["shape"]).astype(np.float64)

    layers = range(0, len(header) - 1, 2)  # one entry is __metadata__
    return [(tensor(f"{k}.weight"), tensor(f"{k}.bias")) for k in layers]


def read_data(path):
    """Returns the examples, rounded to the float32 that they are, and their labels."""
    table = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    return table[:, :-1].astype(np.float32).astype(np.float64), table[:, -1].astype(int)


ACTIVATIONS = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "gelu": lambda z: 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))),
}


def logits(net, x, act):
    for weight, bias in net[:-1]:
        x = act(x @ weight.T + bias)
    weight, bias = net[-1]
    return x @ weight.T + bias


def score(net, data, act):
    """Mean cross-entropy in nats, and accuracy."""
    x, labels = data
    z = logits(net, x, act)
    top = z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(z - top).sum(axis=1)) + top[:, 0]
    return (log_sum - z[np.arange(len(z)), labels]).mean(), (z.argmax(axis=1) == labels).mean()


def move(net, pair, act):
    """g(θ): what comes in to unit i of the result is s_i c_i times that of unit permutation[i], what goes out s_i / c_i times.

    A negated unit of the sigmoid, σ(−z) = 1 − σ(z), leaves its outgoing weights to the next bias.
    """
    moved = renumber(net, [np.array(p) for p in pair["permutation"]])
    for layer, permutation in enumerate(pair["permutation"]):
        sign = np.array(pair["signs"][layer] if "signs" in pair else np.ones(len(permutation)))
        scale = np.array(pair["scales"][layer] if "scales" in pair else np.ones(len(permutation)))
        (w, b), (v, c) = moved[layer], moved[layer + 1]
        if act is ACTIVATIONS["sigmoid"]:
            c = c + v[:, sign < 0].sum(axis=1)
        moved[layer] = ((sign * scale)[:, None] * w, sign * scale * b)
        moved[layer + 1] = (v * (sign / scale), c)
    return moved


def renumber(net, permutation):
    """π(θ): W_l → P_l W_l P_{l−1}ᵀ, b_l → P_l b_l; unit i of the result is unit permutation[i]."""
    out, below = [], None
    for layer, (weight, bias) in enumerate(net):
        if below is not None:
            weight = weight[:, below]
        if layer < len(permutation):
            below = permutation[layer]
            weight, bias = weight[below], bias[below]
        out.append((weight, bias))
    return out


def flat(net):
    return np.concatenate([part.ravel() for layer in net for part in layer])


def blend(a, b, t):
    return [tuple((1 - t) * x + t * y for x, y in zip(p, q)) for p, q in zip(a, b)]


def alignment(a, b, gamma):
    """R(A, B) of Ito et al. over singular vectors with s / s_max ≥ γ, those of s = 0 left out."""
    total = kept = 0
    for (wa, _), (wb, _) in zip(a, b):
        least = max(gamma, max(wa.shape) * 2.0**-23)
        (ua, sa, va), (ub, sb, vb) = (np.linalg.svd(w, full_matrices=False) for w in (wa, wb))
        na, nb = (sa >= least * sa[0]).sum(), (sb >= least * sb[0]).sum()
        total += ((ua[:, :na].T @ ub[:, :nb]) * (va[:na] @ vb[:nb].T)).sum()
        kept += min(na, nb)
    return total / kept


def gain_left(a, b, layer):
    """How much a better permutation of one hidden layer could add to ⟨A, B⟩."""
    (wa, ba), (wb, bb) = a[layer], b[layer]
    gram = wa @ wb.T + np.outer(ba, bb) + a[layer + 1][0].T @ b[layer + 1][0]
    rows, columns = linear_sum_assignment(gram, maximize=True)
    return gram[rows, columns].sum() - np.trace(gram)


def digest(result, nets):
    """SHA-256 over parameters, then each pair's permutation and path, little-endian: the first 12 digits."""
    h = hashlib.sha256()
    for model in result["models"]:
        h.update(flat(nets[model["name"]]).astype("<f4").tobytes())
    for pair in result["pairs"]:
        for group in pair["permutation"]:
            h.update(np.array(group, "<u4").tobytes())
        for side in ("train", "test"):
            for curve in ("loss", "accuracy"):
                for y in pair["path"][side][curve]:
                    h.update(struct.pack("<Q", 0x7FF8000000000001) if y is None else struct.pack("<d", y))
    return h.hexdigest()[:12]


class Report:
    def __init__(self):
        self.worst = {}

    def compare(self, what, ours, theirs, tolerance):
        error, _ = self.worst.get(what, (0, 0))
        self.worst[what] = (max(error, abs(ours - theirs) / max(1, abs(theirs))), tolerance)

    def finish(self):
        ok = True
        for what, (error, tolerance) in self.worst.items():
            good = error <= tolerance
            ok &= good
            print(f"{what:32} differs by at most {error:.1e}  {'ok' if good else f'MORE THAN {tolerance:.0e}'}")
        return ok


def verify(folder):
    result = json.loads((folder / "result.json").read_text())
    keys = dict(pair.split("=") for pair in result["experiment"].split("&"))
    act = ACTIVATIONS[keys["act"]]
    data = {side: read_data(folder / f"{side}.csv") for side in ("train", "test")}
    nets = {m["name"]: read_network(folder / f"{m['name']}.safetensors") for m in result["models"]}
    report = Report()
    report.compare("digest", digest(result, nets) != result["digest"], 0, 0)
    for model in result["models"]:
        if "note" in model:
            print(f"{model['name']}: {model['note']}")
            continue
        for side in data:
            loss, accuracy = score(nets[model["name"]], data[side], act)
            report.compare("loss of a network", model[side]["loss"], loss, 2e-6)
            report.compare("accuracy of a network", model[side]["accuracy"], accuracy, 0)
    for pair in result["pairs"]:
        if "note" in pair or pair["method"] == "planted":
            continue  # planted: its B is a renumbered A, which is not written to a file of its own
        a, b = nets[pair["to"]], nets[pair["from"]]
        matched, more = move(b, pair, act), "signs" in pair or "scales" in pair
        if pair["method"] != "none":
            written = read_network(folder / f"{pair['from']}-{pair['method']}.safetensors")
            report.compare("π(B) as written", np.abs(flat(written) - flat(matched)).max(), 0, 1e-5 if more else 0)
            if more:  # signs are exact, scales and shifts were rounded to float32
                matched = written
        x = data["test"][0]
        report.compare("π(B) and B as functions", np.abs(logits(matched, x, act) - logits(b, x, act)).max(), 0, 1e-3 if more else 1e-9)
        report.compare("distance before", pair["distance"]["before"], np.linalg.norm(flat(a) - flat(b)), 1e-12)
        report.compare("distance after", pair["distance"]["after"], np.linalg.norm(flat(a) - flat(matched)), 1e-12)
        if not more:
            report.compare("objective ⟨A, π(B)⟩", pair["objective"], flat(a) @ flat(matched), 1e-12)
        at = np.array(pair["path"]["lambda"])
        for side in data:
            loss, accuracy = np.array([score(blend(a, matched, t), data[side], act) for t in at]).T
            for k in range(len(at)):
                report.compare("loss on a path", pair["path"][side]["loss"][k], loss[k], 2e-6)
                # One example whose two largest logits tie in float32 may fall on the other side.
                report.compare("accuracy on a path", pair["path"][side]["accuracy"][k], accuracy[k], 1 / len(data[side][1]))
            chord = [(1 - at) * y[0] + at * y[-1] for y in (loss, accuracy)]
            report.compare("barrier of the loss", pair["barrier"][side]["loss"], (loss - chord[0]).max(), 2e-6)
            report.compare("barrier of the accuracy", pair["barrier"][side]["accuracy"], (chord[1] - accuracy).max(), 2 / len(data[side][1]))
        for entry in pair["alignment"]:
            report.compare("R(A, π(B))", entry["r"], alignment(a, matched, entry["gamma"]), 2e-6)
        if pair["method"] == "wm" and linear_sum_assignment:
            for layer in range(len(a) - 1):
                report.compare("gain left in a layer (SciPy)", gain_left(a, matched, layer), 0, 1e-4)
    print(f"digest {result['digest']}, {len(result['models'])} networks, {len(result['pairs'])} pairs")
    return report.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(0 if verify(Path(sys.argv[1])) else 1)
