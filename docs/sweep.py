"""Prints a table of a sweep's results, JSON Lines as `engine sweep` writes them.

    python3 docs/sweep.py results.jsonl

A row for each combination of what varies beside the seeds; means over the pairs
of seeds, and their range. Barriers are of the test loss; R is at γ = .3, its
null the same search on the untrained networks. For how many pairs matching leaves
at most a quarter of the barrier, and R lies above its null, is counted. Needs
Python alone.
"""

import json
import sys
from urllib.parse import parse_qs


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


results = [json.loads(line) for line in open(sys.argv[1])]
links = [{k: v[0] for k, v in parse_qs(r["experiment"]).items()} for r in results]
varies = [k for k in links[0] if k != "seeds" and len({link[k] for link in links}) > 1]
rows = {}
for result, link in zip(results, links):
    for pair in result["pairs"]:
        rows.setdefault(tuple(link[k] for k in varies), {}).setdefault(pair["method"], []).append(pair)

methods = list(dict.fromkeys(p["method"] for r in results for p in r["pairs"]))
searched = [m for m in methods if m != "none"]
head = varies + ["barrier, none"]
for m in searched:
    head += [f"barrier, {m}", "a quarter left", f"R, {m}", "R, null", "R above null"]
print("| " + " | ".join(head) + " |")
print("|" + "---|" * len(head))
for key, pairs in rows.items():
    cells = list(key) + [span([p["barrier"]["test"]["loss"] for p in pairs["none"]])]
    for m in searched:
        cells.append(span([p["barrier"]["test"]["loss"] for p in pairs[m]]))
        cells.append(count([quarter(b, a) for b, a in zip(pairs["none"], pairs[m])]))
        cells.append(span([at(p["alignment"]) for p in pairs[m]]))
        cells.append(span([at(p["null"]["alignment"]) if "null" in p else None for p in pairs[m]]))
        cells.append(count([above(p) for p in pairs[m]]))
    print("| " + " | ".join(cells) + " |")
