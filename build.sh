#!/usr/bin/env bash
# Builds, serves, tests and measures One Basin. From a fresh clone only Go is needed; `./build.sh help` lists the commands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# in_wasm runs a go command for the browser's platform.
in_wasm() { GOOS=js GOARCH=wasm "$@"; }

# put FILE: writes standard input to dist/FILE, at once and unless it holds the same already.
put() {
  cat >".cache/$1.new"
  if cmp -s ".cache/$1.new" "dist/$1"; then rm ".cache/$1.new"; else mv ".cache/$1.new" "dist/$1"; fi
}

# named NAME ARGUMENTS…: builds a program that bears the name of its sources.
named() { go build -trimpath -ldflags="-s -w -X onebasin/lmc/lab/wire.Build=$1" "${@:2}"; }

# What is about words, charts, links and messages is not inlined in what is downloaded: it is a twentieth smaller with
# brotli, and no slower where the time goes, which is in the rooms that compute.
small=()
for room in lmc/match/... lmc/lab/... lmc/link/... lmc/measure wasm/...; do small+=("-gcflags=onebasin/$room=-l"); done

# program NAME FOLDER: builds a program of the site into dist/. Go leaves the one in .cache/ alone that is up to date.
program() {
  programs+=("$2")
  say "building $1.wasm"
  in_wasm named "$id" "${small[@]}" -o ".cache/$1.wasm" "$2"
  go run ./web/pack program ".cache/$1.wasm" "dist/$1.wasm"
}

# engine [FILE]: builds the command for this machine, or for that of GOOS and GOARCH.
engine() {
  id=$(GOOS='' GOARCH='' go run ./web/pack id)
  named "$id" -o "${1:-engine}" ./wasm/engine
}

# site: everything in dist/ but the compressed twins.
site() {
  command -v go >/dev/null || die "Go is missing; install it from https://go.dev/dl/ and run this again"
  mkdir -p dist .cache
  [ -e .cache/built ] || say "the first build fetches and compiles everything: a few minutes; later ones take seconds"
  id=$(go run ./web/pack id)
  say "build $id"
  programs=()
  go build -o .cache/engine ./wasm/engine
  .cache/engine labs | put labs.json
  local lab
  for lab in $(.cache/engine labs -names); do
    program "engine-$lab" "./wasm/programs/$lab"
    .cache/engine schema "$lab" | put "schema-$lab.json"
    .cache/engine presets "$lab" | put "presets-$lab.json"
  done
  program lab ./wasm/programs/canvas
  program reader ./wasm/programs/reader
  say "writing the kernels and the pages"
  go run ./toynets/kernel/cmd/kernelwasm -o .cache/kernel.wasm
  put kernel.wasm <.cache/kernel.wasm
  put wasm_exec.js <"$(go env GOROOT)/lib/wasm/wasm_exec.js"
  in_wasm go list -deps -json=Dir,Root,Standard,GoFiles,Module "${programs[@]}" | go run ./web/pack licences dist
  go run ./web/pack copy web dist "$id"
  touch .cache/built
}

build() {
  site
  say "compressing (what has not changed is taken from .cache/)"
  go run ./web/pack twins dist
  say "dist/ is ready: any static web host can serve it"
}

# On one's own machine the network is not what takes time: what is not compressed already is served as it is.
serve() {
  site
  go run ./web/pack twins -quick dist
  go build -o .cache/serve .
  exec .cache/serve -dir dist "$@"
}

# need COMMAND PACKAGE WHY: installs a Debian package where that is possible, else says how.
need() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $2 ($3)"
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$2" >/dev/null 2>&1 || { apt-get update -q >/dev/null 2>&1 &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$2" >/dev/null; }; then
      return
    fi
  fi
  die "$1 is missing ($3); on Debian: sudo apt-get install -y $2"
}

# wasm_tested prints the packages whose tests run under js/wasm too: all that have tests there, but those that only serve, draw or assemble.
wasm_tested() {
  in_wasm go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./assign/... ./lmc/... ./toynets/... ./wasm/... |
    grep -v -E '/(cmd|nodeexec|wasmasm|simd|canvas)(/|$)' || true
}

check() {
  say "the page’s scripts"
  local script
  for script in web/*.js web/*/*.js; do node --input-type=module --check <"$script" || die "$script is not JavaScript"; done
  npm exec --yes --package prettier@3.10.1 -- prettier --print-width 120 --check 'web/**/*.js' >/dev/null 2>&1 ||
    die "the page’s scripts are not formatted: npx prettier@3.10.1 --print-width 120 --write 'web/**/*.js'"
  say "formatting, vet and staticcheck"
  local unformatted
  unformatted=$(git ls-files -z '*.go' | xargs -0 gofmt -l)
  [ -z "$unformatted" ] || die "not gofmt-clean: $unformatted"
  git ls-files -z '*.go' 'web/*.js' | xargs -0 go run ./.ci/columns ||
    die "lines are too wide or comments are not filled; go run ./.ci/columns -w FILE… fills comments"
  go mod tidy -diff || die "go.mod is not tidy: run go mod tidy"
  go vet ./...
  go vet ./.ci/columns
  go test ./.ci/columns
  GOBIN="$PWD/.cache/bin" go install honnef.co/go/tools/cmd/staticcheck@v0.8.2
  .cache/bin/staticcheck ./...
  in_wasm go vet ./wasm/... ./toynets/... ./lmc/... ./render/... ./assign/...
  in_wasm .cache/bin/staticcheck ./wasm/... ./toynets/... ./lmc/... ./render/... ./assign/...
}

# in_node runs the tests where the programs of a page run. What is the same natively, sentences and statistics, is left
# out by -short; the bits are what can differ.
in_node() {
  local packages
  mapfile -t packages < <(wasm_tested)
  go run ./toynets/kernel/cmd/kernelwasm -o .cache/kernel.wasm
  for simd in 1 0; do
    say "tests under js/wasm in Node, $([ $simd = 1 ] && echo with SIMD || echo scalar)"
    ONEBASIN_KERNEL="$PWD/.cache/kernel.wasm" ONEBASIN_SIMD=$simd in_wasm go test -short -count=1 -exec "$PWD/toynets/kernel/nodeexec/run.sh" "${packages[@]}"
  done
  say "every shape of the SIMD kernels"
  ONEBASIN_KERNEL="$PWD/.cache/kernel.wasm" in_wasm go test -count=1 -exec "$PWD/toynets/kernel/nodeexec/run.sh" ./toynets/kernel/...
}

tests() {
  mkdir -p .cache
  need node nodejs "runs the tests under js/wasm"
  need npm npm "fetches axe-core for the tests"
  need chromium chromium "opens the page in the tests"
  need firefox-esr firefox-esr "checks that a second browser computes the same bits"
  (need Xvfb xvfb "is a screen in memory, without which Firefox draws no figures") || say "going on without it: what Firefox draws is not tested"
  check
  say "tests, native"
  go test ./...
  in_node
  build
  in_browsers
  say "all tests passed"
}

# in_browsers runs the page's tests, every second one in a process with browsers of its own: much of their time is
# waiting for what the page does.
in_browsers() {
  say "the page in real browsers"
  go test -c -o .cache/web.test ./web
  local names half part running=()
  mapfile -t names < <(cd web && ../.cache/web.test -test.list '^Test')
  [ ${#names[@]} -gt 0 ] || die "the page has no tests"
  for half in 0 1; do
    part=$(printf '%s\n' "${names[@]}" | awk -v half=$half 'NR % 2 == half' | paste -sd '|')
    (cd web && ONEBASIN_DIST="$PWD/../dist" ../.cache/web.test -test.v -test.timeout 60m -test.run "^($part)\$" |
      grep --line-buffered -v -E '^=== (RUN|PAUSE|CONT)') &
    running+=($!)
  done
  local failed=0
  for part in "${running[@]}"; do wait "$part" || failed=1; done
  [ $failed = 0 ] || die "a test of the page failed"
}

bench() {
  need node nodejs "runs the benchmarks under js/wasm"
  build
  go run ./web/bench
}

help() {
  cat <<'EOF'
./build.sh                    builds the site into dist/
./build.sh serve [-addr A:P]  builds it and serves it (127.0.0.1:8080)
./build.sh test               every test: native, under js/wasm, and the page in real browsers
./build.sh engine [FILE]      builds the command, named after its sources as the site is; GOOS and GOARCH choose another machine
./build.sh bench              the benchmarks, as ratios against baselines measured in the same run
EOF
}

case "${1-}" in
'') build ;;
site) site ;;
serve) shift && serve "$@" ;;
test) tests ;;
engine) engine "${@:2}" ;;
bench) bench ;;
help | -h | --help) help ;;
*) help >&2 && exit 2 ;;
esac
