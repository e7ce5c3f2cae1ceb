package main

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// treeSteps are the steps of training that matching is held against.
const treeSteps = 1000

// treeEnsembles compares a step of Adam of 256 perfect trees of depth 2 on eight features, 500 examples at a time, with
// a plain loop in JavaScript; and matching two ensembles by weights, with all invariances, with training them side by
// side for a thousand steps.
func treeEnsembles(t *table) error {
	before, err := plainStep()
	if err != nil {
		return err
	}
	steps, err := goBench(true, "./toynets/tree", "^BenchmarkStep$", "100x")
	if err != nil {
		return err
	}
	after, err := plainStep()
	if err != nil {
		return err
	}
	plain := min(before, after) // whatever else the machine did meanwhile
	matching, err := goBench(true, "./lmc/trees/matching", "^BenchmarkByWeights$", "1x")
	if err != nil {
		return err
	}
	m := map[string]float64{"plain-µs": plain}
	for _, depth := range []string{"2", "4"} {
		step, err := steps.find("256x" + depth)
		if err != nil {
			return err
		}
		match, err := matching.find("256x" + depth)
		if err != nil {
			return err
		}
		m["step"+depth+"-µs"], m["training"+depth+"-µs"] = step["ns/op"]/1e3, treeSteps*step["ns/op"]/1e3
		m["match"+depth+"-µs"] = match["ns/op"] / 1e3
	}
	t.atLeast("a step of Adam, depth 2", duration(m["step2-µs"]), duration(plain)+", a plain loop in JavaScript",
		plain/m["step2-µs"], 5)
	if err := t.against(m, "matching by weights, depth 2", "match2", "training2", "training", 0.1); err != nil {
		return err
	}
	return t.against(m, "matching by weights, depth 4", "match4", "training4", "training", 1)
}

// plainStep returns how long a step of the plain loop takes, in µs, the best of a few rounds.
func plainStep() (float64, error) {
	out, err := exec.Command("node", "web/bench/trees.mjs").Output()
	if err != nil {
		return 0, fmt.Errorf("web/bench/trees.mjs: %w", err)
	}
	plain, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		return 0, fmt.Errorf("web/bench/trees.mjs printed %q", out)
	}
	return plain, nil
}
