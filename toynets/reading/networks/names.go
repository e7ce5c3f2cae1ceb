package networks

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"onebasin/toynets/reading"
	"onebasin/toynets/reading/tensors"
)

// role is what a tensor is to its layer.
type role int

const (
	unknown  role = iota
	weight        // out × in, PyTorch's
	kernel        // in × out, Flax's and Keras's
	matrix        // either: W
	bias          // of a layer, or β of a normalisation
	gamma         // γ of a normalisation
	mean          // running mean of a BatchNorm
	variance      // running variance of a BatchNorm
	counter       // what BatchNorm counts, or where Dropout's random numbers are: of no influence at inference
)

// roles are the last parts of tensors' names.
var roles = map[string]role{"weight": weight, "weights": weight, "kernel": kernel, "w": matrix, "bias": bias,
	"biases": bias, "b": bias, "beta": bias, "scale": gamma, "gamma": gamma, "running_mean": mean, "moving_mean": mean,
	"mean": mean, "running_var": variance, "moving_variance": variance, "moving_var": variance, "var": variance,
	"num_batches_tracked": counter, "seed_generator_state": counter}

// Parts of names that wrappers add: DataParallel and DistributedDataParallel, torch.compile anywhere; checkpoints and
// Flax's collections at the front; Flax's nnx at the end.
var (
	anywhere = map[string]bool{"module": true, "_orig_mod": true}
	atFront  = map[string]bool{"state_dict": true, "model_state_dict": true, "params": true, "batch_stats": true,
		"variables": true, "model": true}
	atEnd = map[string]bool{"value": true, "raw_value": true}
)

var (
	numbered   = regexp.MustCompile(`^([A-Za-z]+)_?(\d+)$`)                         // W1, bias_2
	underscore = regexp.MustCompile(`(?i)^(.+)_(weights?|kernel|w|bias|biases|b)$`) // fc1_weight
	digits     = regexp.MustCompile(`\d+`)
	positional = regexp.MustCompile(`^arr_\d+$`) // numpy.savez without names
)

// parse returns the layer that a tensor belongs to, without what wrappers added, and what it is to it.
func parse(name string) (layer string, is role) {
	name = strings.ReplaceAll(strings.TrimSuffix(name, ":0"), "/", ".")
	var parts []string
	for _, part := range strings.Split(name, ".") {
		if part == "" || anywhere[part] || len(parts) == 0 && atFront[part] {
			continue
		}
		parts = append(parts, part)
	}
	if n := len(parts); n > 1 && atEnd[parts[n-1]] {
		parts = parts[:n-1]
	}
	if len(parts) == 0 {
		return "", unknown
	}
	last := parts[len(parts)-1]
	path := parts[:len(parts)-1]
	if r, ok := roles[strings.ToLower(last)]; ok {
		return strings.Join(path, "."), r
	}
	if m := numbered.FindStringSubmatch(last); m != nil {
		if r, ok := roles[strings.ToLower(m[1])]; ok && (r == matrix || r == weight || r == kernel || r == bias) {
			if r == weight {
				r = matrix // who numbers weights by hand may mean x·W as well
			}
			return strings.Join(append(path[:len(path):len(path)], m[2]), "."), r
		}
	}
	if m := underscore.FindStringSubmatch(last); m != nil {
		return strings.Join(append(path[:len(path):len(path)], m[1]), "."), roles[strings.ToLower(m[2])]
	}
	return strings.Join(path, "."), unknown
}

// key orders layers: those of one stem – the name with # for every number – by their numbers, so that Dense_10 comes
// after Dense_2.
type key struct {
	stem    string
	numbers []uint64
}

func keyOf(layer string) key {
	k := key{stem: digits.ReplaceAllString(layer, "#")}
	for _, d := range digits.FindAllString(layer, -1) {
		n, err := strconv.ParseUint(d, 10, 64)
		if err != nil {
			n = math.MaxUint64
		}
		k.numbers = append(k.numbers, n)
	}
	return k
}

// aside are parts of checkpoints that are not of the network, as PyTorch's, Lightning's and Flax's trainers name them.
var aside = map[string]bool{"optimizer": true, "optimizer_state_dict": true, "optimizer_state": true,
	"optimizer_states": true, "optim": true, "optim_state_dict": true, "opt": true, "opt_state": true,
	"scheduler":            true,
	"scheduler_state_dict": true, "lr_scheduler": true, "lr_schedulers": true, "rng_state": true,
	"cuda_rng_state": true,
	"loops":          true, "callbacks": true}

// beside tells whether a tensor is part of a checkpoint and not of its network, and what to call it.
func beside(t tensors.Tensor) (what string, ok bool) {
	top, _, _ := strings.Cut(strings.ReplaceAll(t.Name, "/", "."), ".")
	lower := strings.ToLower(top)
	if aside[lower] {
		return reading.Quote(top), true
	}
	if len(t.Shape) == 0 || len(t.Shape) == 1 && t.Shape[0] == 1 {
		switch lower {
		case "step", "epoch", "count", "seed", "iteration", "iterations", "global_step", "loss", "accuracy":
			return reading.Quote(t.Name), true
		}
	}
	return "", false
}

// strangers are layers that no perceptron has, by what their names hold.
var strangers = []struct {
	is    string
	holds *regexp.Regexp
}{
	{"attention", regexp.MustCompile(`(?i)attn|attention|in_proj|\b[qkv]_proj|(^|[._/])(query|key|qkv)([._/]|$)`)},
	{"a recurrent layer", regexp.MustCompile(`(?i)weight_[ih]h|bias_[ih]h|recurrent_kernel|lstm|(^|[._/])gru`)},
	{"a convolution", regexp.MustCompile(`(?i)conv\d*d?([._/]|_?\d|$)`)},
	{"an embedding", regexp.MustCompile(`(?i)embed`)},
	{"LayerNorm", regexp.MustCompile(`(?i)layer_?norm|(^|[._/])ln(_?\w)?[._/]`)},
	{"a weight normalisation", regexp.MustCompile(`(?i)weight_[gv]$|parametrizations|original\d$|_orig$`)},
	{"an adapter (LoRA)", regexp.MustCompile(`(?i)lora_`)},
}

// stranger is the error for a tensor that is no part of a perceptron.
func stranger(t tensors.Tensor, is string) error {
	return reading.Advise(reading.Wrong(t.String(), "a perceptron's weight, bias or BatchNorm",
		"%s (%s)", is, t.Sides()), "networks of other layers cannot be matched here yet")
}
