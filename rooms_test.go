package main

// The rooms of the house, and who may know whom. A package belongs to the room with the longest matching path. To change an edge, change the table and say why.

// A room lists what its packages may import directly, ours and third-party, and what must not even be reached through others. A name ending in /... stands for the package and all below it.
type room struct {
	path  string
	ours  []string // direct imports from this module beside the room's own packages
	third []string // direct imports from other modules
	std   []string // direct imports of guarded standard packages, see guarded
	never []string // not even indirectly
	why   string
}

// guarded standard packages may be imported only by rooms that name them: they tie a package to a browser or a network, give up what the compiler checks, or bring chance and the
// clock into numbers.
var guarded = []string{"syscall/js", "unsafe", "net/http", "os/exec", "time", "math/rand", "math/rand/v2"}

// screenless is what no computing package may reach: Ebiten panics when a worker starts it, drawing and pages only add megabytes to a download.
var screenless = []string{"onebasin/wasm/browser", "net/http", "github.com/hajimehoshi/ebiten/v2/...", "onebasin/render/..."}

var rooms = []room{
	{path: "onebasin", std: []string{"net/http", "time"}, never: []string{"onebasin/assign", "onebasin/lmc/...", "onebasin/toynets/...", "onebasin/render/...", "onebasin/wasm/..."},
		why: "the static server serves files, whatever they hold"},
	{path: "onebasin/assign", never: []string{"onebasin/toynets/...", "onebasin/lmc/..."},
		why: "the assignment problem knows of no networks; its answer depends on the matrix alone, not on chance or the clock"},
	{path: "onebasin/toynets/portable", never: []string{"onebasin/toynets", "onebasin/toynets/kernel/..."},
		why: "the functions every number rests on rest on nothing"},
	{path: "onebasin/toynets/kernel", std: []string{"unsafe"}, never: append([]string{"onebasin/toynets", "onebasin/assign", "onebasin/lmc/...", "gonum.org/v1/gonum/..."}, screenless...),
		why: "gonum's assembly has other bits than wasm; unsafe is for the pointers handed to the SIMD module"},
	{path: "onebasin/toynets/registry", never: []string{"onebasin/toynets", "onebasin/toynets/kernel/..."},
		why: "what is found by name may be anything"},
	{path: "onebasin/toynets", ours: []string{"onebasin/toynets/kernel", "onebasin/toynets/portable", "onebasin/toynets/registry"}, std: []string{"math/rand/v2"},
		never: append([]string{"onebasin/assign", "onebasin/lmc/...", "gonum.org/v1/gonum/..."}, screenless...),
		why:   "tasks and networks are trained without knowing what is asked of them afterwards"},
	{path: "onebasin/toynets/files", ours: []string{"onebasin/toynets"}, never: append([]string{"onebasin/assign", "onebasin/lmc/..."}, screenless...),
		why: "files for other people's tools"},
	{path: "onebasin/lmc", never: append([]string{"onebasin/wasm/...", "encoding/json"}, screenless...),
		why: "the story is told once"},
	{path: "onebasin/lmc/internal/testnet", ours: []string{"onebasin/lmc/...", "onebasin/toynets", "onebasin/toynets/kernel"}, third: []string{"github.com/stretchr/testify/..."},
		why: "networks that the tests of several rooms share"},
	{path: "onebasin/lmc/link", never: append([]string{"onebasin/toynets/...", "onebasin/assign", "onebasin/wasm/...", "encoding/json"}, screenless...),
		why: "what happened to a link is undone by the names of its keys alone"},
	{path: "onebasin/lmc/vector", why: "sums over parameter vectors know only numbers", never: append([]string{"onebasin/toynets", "onebasin/assign"}, screenless...)},
	{path: "onebasin/lmc/measure", never: append([]string{"onebasin/toynets/...", "onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why: "what a number of a result is, and how it is said, in one place; whoever only says one carries nothing else"},
	{path: "onebasin/lmc/digest", ours: []string{"onebasin/lmc/measure", "onebasin/lmc/symmetry"}, never: append([]string{"onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why: "hashes results; apart from them, so that programs that draw carry no hash"},
	{path: "onebasin/lmc/symmetry", ours: []string{"onebasin/toynets"}, never: append([]string{"onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why: "a group acts on parameters, whatever they are matched for"},
	{path: "onebasin/lmc/matching", ours: []string{"onebasin/assign", "onebasin/lmc/symmetry", "onebasin/lmc/vector", "onebasin/toynets", "onebasin/toynets/kernel", "onebasin/toynets/portable"},
		never: append([]string{"onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why:   "searches see tables of a symmetry, never links or experiments"},
	{path: "onebasin/lmc/path", ours: []string{"onebasin/lmc/vector", "onebasin/lmc/measure", "onebasin/toynets", "onebasin/toynets/kernel"},
		never: append([]string{"onebasin/assign", "onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why:   "lines and planes between networks, however those were found"},
	{path: "onebasin/lmc/curvature", ours: []string{"onebasin/lmc/vector", "onebasin/toynets"},
		never: append([]string{"onebasin/assign", "onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why:   "second derivatives of any network's loss"},
	{path: "onebasin/lmc/alignment", ours: []string{"onebasin/lmc/measure", "onebasin/lmc/symmetry", "onebasin/lmc/vector"},
		never: append([]string{"onebasin/wasm/...", "gonum.org/v1/gonum/...", "encoding/json"}, screenless...),
		why:   "R is an inner product of polar factors; whoever only names it does not carry gonum"},
	{path: "onebasin/lmc/spectrum", ours: []string{"onebasin/lmc/alignment", "onebasin/lmc/measure", "onebasin/lmc/symmetry", "onebasin/lmc/vector", "onebasin/toynets", "onebasin/toynets/kernel"}, third: []string{"gonum.org/v1/gonum/..."},
		never: append([]string{"onebasin/wasm/...", "encoding/json"}, screenless...),
		why:   "the only room with gonum: its singular vectors are shown, they do not enter the digest"},
	{path: "onebasin/lmc/lab", ours: []string{"onebasin/lmc/lab/chart", "onebasin/lmc/link", "onebasin/lmc/measure"}, never: append([]string{"onebasin/lmc/match/...", "onebasin/wasm/...", "onebasin/assign"}, screenless...),
		why: "what a laboratory is, whichever it is"},
	{path: "onebasin/lmc/lab/wire/wiretest", ours: []string{"onebasin/lmc/lab/wire"}, third: []string{"github.com/stretchr/testify/..."}, std: []string{"math/rand/v2"},
		why: "what every message must pass, for the tests of those who bring them"},
	{path: "onebasin/lmc/lab/settings", ours: []string{"onebasin/lmc/link", "onebasin/toynets"}, never: screenless,
		why: "keys that mean the same in every laboratory"},
	{path: "onebasin/lmc/link", never: append([]string{"onebasin/lmc/...", "onebasin/toynets", "net/url"}, screenless...),
		why: "a link is text by a table, whatever its keys are about"},
	{path: "onebasin/lmc/lab/chart", ours: []string{"onebasin/lmc/lab/wire"}, never: append([]string{"onebasin/toynets/...", "onebasin/lmc/match/..."}, screenless...),
		why: "figures as data, of any laboratory: read by whoever draws, stores or tabulates them"},
	{path: "onebasin/lmc/match", ours: []string{"onebasin/lmc/...", "onebasin/toynets", "onebasin/toynets/files", "onebasin/toynets/kernel", "onebasin/assign"}, never: screenless,
		why: "the laboratory of permutation matching"},
	{path: "onebasin/render", third: []string{"golang.org/x/image/..."},
		never: []string{"onebasin/lmc/...", "onebasin/toynets/...", "onebasin/wasm/...", "gonum.org/v1/gonum/...", "github.com/hajimehoshi/ebiten/v2/...", "onebasin/wasm/browser"},
		why:   "marks are drawn by whoever wants to: a file, a golden picture, a screen; Ebiten's tests would need a running game"},
	{path: "onebasin/render/chart", ours: []string{"onebasin/render", "onebasin/render/table", "onebasin/lmc/lab/chart", "onebasin/lmc/measure"},
		never: []string{"onebasin/toynets/...", "onebasin/lmc/match/...", "onebasin/wasm/...", "gonum.org/v1/gonum/...", "github.com/hajimehoshi/ebiten/v2/..."},
		why:   "the one drawing of charts: it knows what a chart is as data, and how a number is said, of no laboratory"},
	{path: "onebasin/render/screen", ours: []string{"onebasin/render/..."}, third: []string{"github.com/hajimehoshi/ebiten/v2/..."},
		never: []string{"onebasin/lmc/...", "onebasin/toynets/...", "onebasin/wasm/...", "gonum.org/v1/gonum/..."},
		why:   "the one way to Ebiten, beside the lab's main"},
	{path: "onebasin/wasm/browser", std: []string{"syscall/js", "unsafe", "time"}, never: []string{"onebasin/lmc/...", "onebasin/toynets/...", "onebasin/render/...", "github.com/hajimehoshi/ebiten/v2/..."},
		why: "the only door to JavaScript"},
	{path: "onebasin/wasm/engine", ours: []string{"onebasin/wasm/engine/...", "onebasin/lmc/...", "onebasin/toynets", "onebasin/toynets/files", "onebasin/toynets/kernel", "onebasin/wasm/browser", "onebasin/wasm/engine/command/results", "onebasin/wasm/engine/command/whole"}, std: []string{"time"},
		never: []string{"github.com/hajimehoshi/ebiten/v2/...", "onebasin/render/...", "onebasin/wasm/app/...", "net/http"},
		why:   "main is wiring; importing Ebiten in a worker panics"},
	{path: "onebasin/wasm/engine/command/results", ours: []string{"onebasin/lmc/lab/wire", "onebasin/wasm/engine/command/whole"}, third: []string{"github.com/gofrs/flock"},
		never: []string{"onebasin/toynets/..."},
		why:   "keeps lines whose head it knows, whatever they tell; a file is locked on every system"},
	{path: "onebasin/wasm/engine/command/whole", why: "writes files, whatever they hold"},
	{path: "onebasin/wasm/programs", ours: []string{"onebasin/lmc/match", "onebasin/wasm/engine/worker"},
		never: []string{"github.com/hajimehoshi/ebiten/v2/...", "onebasin/render/...", "onebasin/wasm/app/...", "net/http"},
		why:   "mains of ten lines: which laboratory a downloaded program holds"},
	{path: "onebasin/wasm/app", ours: []string{"onebasin/lmc/...", "onebasin/toynets", "onebasin/render", "onebasin/render/chart", "onebasin/render/table", "onebasin/render/raster", "onebasin/render/svg"},
		never: []string{"github.com/hajimehoshi/ebiten/v2/...", "onebasin/wasm/browser", "onebasin/lmc/match/run", "gonum.org/v1/gonum/..."},
		why:   "figures are a pure function of result and view"},
	{path: "onebasin/wasm/lab", ours: []string{"onebasin/lmc/...", "onebasin/render/...", "onebasin/wasm/app/...", "onebasin/wasm/browser"}, third: []string{"github.com/hajimehoshi/ebiten/v2/..."},
		never: []string{"onebasin/lmc/match/run", "onebasin/lmc/match/job", "gonum.org/v1/gonum/..."},
		why:   "the canvas draws; it computes nothing and owns nothing"},
	{path: "onebasin/web", why: "pages; the Go beside them is tests"},
	{path: "onebasin/web/tinylab", ours: []string{"onebasin/lmc/...", "onebasin/render/...", "onebasin/wasm/..."},
		why: "a laboratory of the tests, which is wired as the others are"},
	{path: "onebasin/web/bench", ours: []string{"onebasin/assign", "onebasin/lmc/...", "onebasin/toynets", "onebasin/toynets/kernel"}, std: []string{"os/exec", "time"}, never: []string{"onebasin/render/...", "onebasin/wasm/..."},
		why: "measures; it makes the matrices that the assignment is timed on"},
	{path: "onebasin/web/pack", third: []string{"github.com/andybalholm/brotli"}, std: []string{"time"}, never: []string{"onebasin/lmc/...", "onebasin/toynets/...", "onebasin/render/...", "onebasin/wasm/..."},
		why: "puts the site's files together and compresses them"},
	{path: "onebasin/web/shots", third: []string{"github.com/chromedp/..."}, std: []string{"net/http", "time"}, never: []string{"onebasin/lmc/...", "onebasin/toynets/...", "onebasin/render/...", "onebasin/wasm/..."},
		why: "photographs the page"},
}
