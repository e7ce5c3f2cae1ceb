package networks_test

import (
	"fmt"
	"slices"

	"onebasin/toynets/reading/internal/testfile"
	"onebasin/toynets/reading/networks"
	"onebasin/toynets/reading/tensors"
)

// A checkpoint of Flax, saved by numpy.savez: matrices in×out, a BatchNorm, and what the trainer counted.
func ExampleInfer() {
	bytes := testfile.NPZ(true,
		testfile.Tensor{Name: "step", Values: []float32{1200}},
		testfile.Tensor{Name: "params/Dense_0/kernel", Shape: []int{1, 2}, Values: []float32{3, -3}},
		testfile.Tensor{Name: "batch_stats/BatchNorm_0/mean", Shape: []int{2}, Values: []float32{1, 0}},
		testfile.Tensor{Name: "batch_stats/BatchNorm_0/var", Shape: []int{2}, Values: []float32{4, 1}},
		testfile.Tensor{Name: "params/Dense_1/kernel", Shape: []int{2, 1}, Values: []float32{1, 2}},
		testfile.Tensor{Name: "params/Dense_1/bias", Shape: []int{1}, Values: []float32{.5}})
	file, err := tensors.Read(bytes)
	if err != nil {
		fmt.Println(err)
		return
	}
	n, err := networks.Infer(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range n.Describe() {
		fmt.Println(line)
	}
	fmt.Printf("%.3f\n", n.Theta)

	file.Tensors = slices.Delete(file.Tensors, 3, 4)
	_, err = networks.Infer(file)
	fmt.Println(err)
	// Output:
	// A perceptron of widths 1–2–1, 7 parameters.
	// Layer 1 is "Dense_0", 1 → 2, transposed from in×out, without bias, with BatchNorm "BatchNorm_0" multiplied in.
	// Layer 2 is "Dense_1", 2 → 1, transposed from in×out.
	// Assumed: BatchNorm "BatchNorm_0" stands between layer "Dense_0" and its activation.
	// Assumed: BatchNorm "BatchNorm_0" has ε = 0.00001.
	// Ignored: "step".
	// [1.500 -3.000 -0.500 0.000 1.000 2.000 0.500]
	// BatchNorm "BatchNorm_0": expected its running variance, found none: it is missing
}
