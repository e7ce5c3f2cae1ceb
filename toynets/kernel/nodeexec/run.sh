#!/usr/bin/env bash
# Runs a js/wasm test binary in Node with the SIMD kernels bound:
#
#	GOOS=js GOARCH=wasm go test -exec "$PWD/toynets/kernel/nodeexec/run.sh" ./toynets/kernel/
#
# ONEBASIN_KERNEL names the kernel module; without it one is built for this run.
# ONEBASIN_SIMD=0 runs the program's own scalar loops instead.
set -euo pipefail
here="$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# go test runs this in the tested package's directory, which must not change.
goroot="$(go env GOROOT)"
kernel="${ONEBASIN_KERNEL:-}"
built=""
if [ "${ONEBASIN_SIMD:-1}" = 0 ]; then
	kernel=""
elif [ -z "$kernel" ]; then
	built="$(mktemp -d)"
	trap 'rm -rf "$built"' EXIT
	kernel="$built/kernel.wasm"
	# The environment of a js/wasm test run would build the builder for wasm.
	(cd "$here" && GOOS="" GOARCH="" go run ../cmd/kernelwasm -o "$kernel")
fi
run() { "$@"; }
if [ -z "$built" ]; then run() { exec "$@"; }; fi
# Go's own runner asks for the same stack.
run node --stack-size=8192 "$here/run.mjs" "$goroot/lib/wasm/wasm_exec.js" "$kernel" "$@"
