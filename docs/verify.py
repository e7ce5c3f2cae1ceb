#!/usr/bin/env python3
"""Checks a result of One Basin against NumPy in float64.

    go run ./wasm/engine run -out /tmp/run 'data=spirals&net=64-64'
    python3 docs/verify.py /tmp/run

It reads result.json, the networks (*.safetensors) and the data (train.csv,
test.csv), computes every number of the result again, and prints how far the two
are apart. Where an experiment has at most 40 steps it also trains the networks
itself, from their seeds alone: training makes roundings larger at every step, so
that of a longer experiment one looks at the first steps, with steps=20. With SciPy it also asks whether any layer of a permutation could be
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


SLOPES = {
    "relu": lambda z, y: (y > 0).astype(float),
    "tanh": lambda z, y: 1 - y * y,
    "sigmoid": lambda z, y: y * (1 - y),
    "gelu": lambda z, y: gelu_slope(z),
}


def gelu_slope(z):
    c = np.sqrt(2 / np.pi)
    t = np.tanh(c * (z + 0.044715 * z**3))
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * c * (1 + 3 * 0.044715 * z * z)


WORD = (1 << 64) - 1


def splitmix(x):
    """One output of splitmix64."""
    x = (x + 0x9E3779B97F4A7C15) & WORD
    x = ((x ^ x >> 30) * 0xBF58476D1CE4E5B9) & WORD
    x = ((x ^ x >> 27) * 0x94D049BB133111EB) & WORD
    return x ^ x >> 31


class Stream:
    """Random numbers by seed and name: PCG 128 with DXSM output, seeded by splitmix64 of FNV-1a of both."""

    def __init__(self, seed, name):
        h = 14695981039346656037
        for byte in struct.pack("<Q", seed) + name.encode():
            h = ((h ^ byte) * 1099511628211) & WORD
        self.state = splitmix(h) << 64 | splitmix((h + 0x9E3779B97F4A7C15) & WORD)

    def word(self):
        multiplier = 2549297995355413924 << 64 | 4865540595714422341
        increment = 6364136223846793005 << 64 | 1442695040888963407
        self.state = (self.state * multiplier + increment) & (1 << 128) - 1
        high, low = self.state >> 64, self.state & WORD
        high ^= high >> 32
        high = (high * 0xDA942042E4DD58B5) & WORD
        high ^= high >> 48
        return (high * (low | 1)) & WORD

    def uniform(self, low, high):
        return low + (high - low) * ((self.word() >> 11) * 2.0**-53)

    def below(self, n):
        """A whole number in [0, n), without bias (Lemire, 2019)."""
        product = self.word() * n
        while product & WORD < n and product & WORD < (-n & WORD) % n:
            product = self.word() * n
        return product >> 64

    def shuffle(self, x):
        """Fisher and Yates, from the last to the second."""
        for i in range(len(x) - 1, 0, -1):
            j = self.below(i + 1)
            x[i], x[j] = x[j], x[i]


def initial(widths, seed):
    """Weights and biases uniform in ±1/√inputs, layer by layer, weights row by row and then biases; float32."""
    stream, net = Stream(seed, "init"), []
    for inputs, outputs in zip(widths, widths[1:]):
        bound = 1 / np.sqrt(inputs)
        draws = np.array([stream.uniform(-bound, bound) for _ in range((inputs + 1) * outputs)])
        draws = draws.astype(np.float32).astype(np.float64)
        net.append((draws[: inputs * outputs].reshape(outputs, inputs), draws[inputs * outputs :]))
    return net


def gradient(net, x, labels, keys):
    """Of the mean cross-entropy over a batch, as [(∂W_1, ∂b_1), …]."""
    act, slope = ACTIVATIONS[keys["act"]], SLOPES[keys["act"]]
    values, sums = [x], []
    for layer, (w, b) in enumerate(net):
        sums.append(values[-1] @ w.T + b)
        values.append(act(sums[-1]) if layer + 1 < len(net) else sums[-1])
    top = np.exp(values[-1] - values[-1].max(axis=1, keepdims=True))
    back = top / top.sum(axis=1, keepdims=True)
    back[np.arange(len(labels)), labels] -= 1
    back /= len(labels)
    grads = []
    for layer in reversed(range(len(net))):
        grads.append((back.T @ values[layer], back.sum(axis=0)))
        if layer:
            back = back @ net[layer][0] * slope(sums[layer - 1], values[layer])
    return grads[::-1]


def train(data, keys, seed):
    """Trains a network from its seed alone."""
    x, labels = data
    rate, decay, momentum = float(keys["lr"]), float(keys["wd"]), float(keys["mom"])
    widths = [x.shape[1], *map(int, keys["net"].split("-")), len(set(labels))]
    net, batches, order = initial(widths, seed), Stream(seed, "batches"), list(range(len(x)))
    p = flat(net)
    m, v, at = np.zeros_like(p), np.zeros_like(p), len(order)
    for step in range(1, int(keys["steps"]) + 1):
        if at >= len(order):  # anew for every epoch, from the order of the last
            batches.shuffle(order)
            at = 0
        rows = order[at : at + min(int(keys["bs"]), len(order))]  # an epoch's last batch may be short
        at += len(rows)
        g = flat(gradient(net, x[rows], labels[rows], keys))
        if keys["opt"] == "sgd":
            m = momentum * m + (g + decay * p)
            p = p - rate * m
        else:
            if keys["opt"] == "adamw":
                p = p - rate * decay * p
            else:
                g = g + decay * p
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            p = p - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        net, k = [], 0
        for inputs, outputs in zip(widths, widths[1:]):
            w, k = p[k : k + inputs * outputs].reshape(outputs, inputs), k + inputs * outputs
            net.append((w, p[k : k + outputs]))
            k += outputs
    return net


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
        if int(keys["steps"]) <= 40 and int(keys.get("shake", 0)) == 0:
            trained = train(data["train"], keys, model["seed"])
            apart = np.abs(flat(trained) - flat(nets[model["name"]])).max()
            report.compare("a network trained here", apart, 0, 1e-4)
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
