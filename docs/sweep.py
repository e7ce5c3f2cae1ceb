"""Prints a table of a sweep's results, JSON Lines as `engine sweep` writes them.

    python3 docs/sweep.py results.jsonl

A row for each combination of what varies beside the seeds; means over the pairs
of seeds, and their range. Barriers are of the test loss; R is at γ = .3, its
null the same search on the untrained networks. For how many pairs matching leaves
at most a quarter of the barrier, and R lies above its null, is counted. An
experiment counts once, and builds are told apart. Needs Python alone; programs of
one's own may say `from sweep import results`.
"""

import json
import sys
from urllib.parse import parse_qs

OPENING = '{"experiment":"'  # how every result begins


def results(path):
    """The results in a file, each experiment of each build once.

    What was cut off when it was written is passed over, and there may be several
    on a line, where a file that ended so was put before another. How many do not
    count is said on standard error; anything else in the file ends the program.
    """
    found, torn, twice = {}, 0, 0
    with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            before, *pieces = line.split(OPENING)
            fitting = OPENING.startswith(before.strip(" \t\r\n\0"))
            torn += before.strip(" \t\r\n") != ""
            for piece in pieces:
                try:
                    result = json.loads(OPENING + piece)
                except ValueError:
                    torn += 1
                    continue
                fitting = fitting and bool(result.get("digest"))
                first = found.setdefault((result.get("build"), result["experiment"]), result)
                twice += first is not result
                if first.get("digest") != result.get("digest"):
                    print(f"line {number} of {path} contradicts another result of the same experiment and build", file=sys.stderr)
            if not fitting:
                sys.exit(f"line {number} of {path} is no result")
    if torn or twice:
        print(f"not counted in {path}: {torn} that were cut off, {twice} that are there already", file=sys.stderr)
    return list(found.values())


def span(values, digits=2):
    """Mean and range, as “.37 (.10 – .59)”, of the values that exist."""
    there = [v for v in values if v is not None]
    if not there:
        return "–"

    def text(v):
        short = f"{v:.{digits}f}" if abs(v) >= 10**-digits else f"{v:.1g}"
        return short.replace("0.", ".", 1) if short.lstrip("-").startswith("0.") else short

    lost = "" if len(there) == len(values) else f", {len(values) - len(there)} diverged"
    return f"{text(sum(there) / len(there))} ({text(min(there))} – {text(max(there))}{lost})"


def at(alignment, gamma=0.3):
    return next((x["r"] for x in alignment if x["gamma"] == gamma), None)


def count(answers):
    return f"{sum(answers)} of {len(answers)}"


def quarter(before, after):
    before, after = (p["barrier"]["test"]["loss"] for p in (before, after))
    return None not in (before, after) and after <= before / 4


def above(pair):
    r, null = at(pair["alignment"]), at(pair.get("null", {}).get("alignment", []))
    return None not in (r, null) and r > null


def table(found):
    """The lines of the table; results of different builds are never in one row."""
    links = [{"build": r["build"], **{k: v[0] for k, v in parse_qs(r["experiment"]).items()}} for r in found]
    varies = [k for k in links[0] if k != "seeds" and len({link.get(k) for link in links}) > 1]
    rows = {}
    for result, link in zip(found, links):
        for pair in result["pairs"]:
            rows.setdefault(tuple(link.get(k, "") for k in varies), {}).setdefault(pair["method"], []).append(pair)

    searched = list(dict.fromkeys(p["method"] for r in found for p in r["pairs"] if p["method"] != "none"))
    head = varies + ["barrier, none"]
    for m in searched:
        head += [f"barrier, {m}", "a quarter left", f"R, {m}", "R, null", "R above null"]
    yield head
    yield ["---"] * len(head)
    for key, pairs in rows.items():
        cells = list(key) + [span([p["barrier"]["test"]["loss"] for p in pairs["none"]])]
        for m in searched:
            by = pairs.get(m, [])
            cells.append(span([p["barrier"]["test"]["loss"] for p in by]))
            cells.append(count([quarter(b, a) for b, a in zip(pairs["none"], by)]))
            cells.append(span([at(p["alignment"]) for p in by]))
            cells.append(span([at(p["null"]["alignment"]) if "null" in p else None for p in by]))
            cells.append(count([above(p) for p in by]))
        yield cells


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = results(sys.argv[1])
    if not found:
        sys.exit(f"there is no result in {sys.argv[1]}")
    for row in table(found):
        print("|" + "".join(f" {cell} |" for cell in row))
