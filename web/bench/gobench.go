package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// figures are the metrics of a benchmark run: benchmark → unit → value, the best of its repetitions.
type figures map[string]map[string]float64

// goBench runs benchmarks of a package natively, or in Node with the SIMD kernels bound.
func goBench(node bool, pkg, pattern, benchtime string, environment ...string) (figures, error) {
	args := []string{"test", "-run", "^$", "-bench", pattern, "-benchtime", benchtime, "-count", "3"}
	env := append(os.Environ(), environment...)
	if node {
		here, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		args = append(args, "-exec", here+"/toynets/kernel/nodeexec/run.sh")
		env = append(env, "GOOS=js", "GOARCH=wasm")
	}
	c := exec.Command("go", append(args, pkg)...)
	c.Env = env
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out.String())
	}
	f := parse(out.String())
	if len(f) == 0 {
		return nil, fmt.Errorf("no benchmark of %s matches %s", pkg, pattern)
	}
	return f, nil
}

// parse reads what go test -bench prints: a name, the number of runs, then values and their units. Of a repeated
// benchmark the least disturbed run counts: the lowest time, the highest speed.
func parse(text string) figures {
	all := figures{}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name := f[0]
		if at := strings.LastIndexByte(name, '-'); at > 0 {
			if _, err := strconv.Atoi(name[at+1:]); err == nil { // the number of processors
				name = name[:at]
			}
		}
		if all[name] == nil {
			all[name] = map[string]float64{}
		}
		for k := 2; k+1 < len(f); k += 2 {
			value, err := strconv.ParseFloat(f[k], 64)
			if err != nil {
				break
			}
			old, seen := all[name][f[k+1]]
			faster := value > old
			if strings.HasPrefix(f[k+1], "ns/") || strings.HasSuffix(f[k+1], "µs") {
				faster = value < old
			}
			if !seen || faster {
				all[name][f[k+1]] = value
			}
		}
	}
	return all
}

// find returns the metrics of the benchmark whose name holds all the parts.
func (f figures) find(parts ...string) (map[string]float64, error) {
next:
	for name, values := range f {
		for _, p := range parts {
			if !strings.Contains(name, p) {
				continue next
			}
		}
		return values, nil
	}
	return nil, fmt.Errorf("no benchmark named %s", strings.Join(parts, " … "))
}
