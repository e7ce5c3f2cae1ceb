package board_test

import (
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/origin"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	"onebasin/render/board"
)

// dots are the x of what is drawn on a board of width 408.
func dots(b *board.Board) (xs []float64) {
	for _, m := range marks(b) {
		if d, ok := m.(render.Disc); ok {
			xs = append(xs, (d.At.X-4)/400)
		}
	}
	return xs
}

// An experiment under way stays out of sight until it is revealed, what is told meanwhile is about the one before; one
// that ends without having been revealed leaves what was shown.
func TestExperimentsFollowOneAnother(t *testing.T) {
	b := board.New(1, tinyLab, chartsLab)
	b.Resize(408)
	assert.Equal(t, []string{"experiment"}, b.Describe().Awaited)
	b.Take(&wire.Begin{Experiment: "v=1&lab=tiny&n=1", First: wire.Encode(&dot{X: 0.25})})
	assert.Equal(t, "v=1&lab=tiny&n=1", b.Describe().Experiment, "there is nothing else to look at")
	b.Take(&wire.Reveal{})
	b.Take(&dot{X: 0.5})
	assert.Equal(t, []float64{0.25, 0.5}, dots(b))

	b.Take(&wire.Begin{Experiment: "v=1&lab=tiny&n=2", First: wire.Encode(&dot{X: 1})})
	b.Take(&dot{X: 0.75})
	assert.Equal(t, "v=1&lab=tiny&n=1", b.Describe().Experiment)
	assert.Equal(t, []float64{0.25, 0.5, 0.75}, dots(b))
	b.Take(&wire.End{Reason: "stopped"})
	b.Take(&wire.Reveal{})
	assert.Equal(t, []float64{0.25, 0.5, 0.75}, dots(b), "what ended is not revealed")

	b.Take(&wire.Begin{Experiment: "v=1&lab=tiny&n=3", First: wire.Encode(&dot{X: 1})})
	b.Take(&wire.Reveal{})
	assert.True(t, b.Changed())
	assert.Equal(t, []float64{1}, dots(b))
	b.Take(&wire.End{Reason: "stopped"})
	assert.Equal(t, []float64{1}, dots(b), "what there is stays")
}

// A kept layer that is the same as before is told by its version, whichever page drew it.
func TestVersionsAreNeverUsedTwice(t *testing.T) {
	b := play(t, 408)
	seen := map[int]bool{}
	look := func() {
		for _, l := range b.Layers() {
			if l.Kept {
				assert.False(t, seen[l.Version], "version %d", l.Version)
				seen[l.Version] = true
			}
		}
	}
	look()
	version := b.Layers()[0].Version
	assert.Equal(t, version, b.Layers()[0].Version, "nothing changed")
	for range 3 {
		b.Take(&dot{X: 0.5})
		look()
		b.Look(looking("wm"))
		look()
		b.Look("")
		look()
		b.Take(&wire.Begin{Experiment: "lab=tiny"})
		b.Take(&wire.Reveal{})
		look()
		b.Theme(!strings.Contains(b.Describe().Theme, "dark"))
		look()
	}
}

// A laboratory without a page of its own opens on its charts, and a board that shows one laboratory shows another's
// experiment when that is revealed.
func TestAFirstPageOfCharts(t *testing.T) {
	b := play(t, 600)
	b.Take(&wire.Begin{Experiment: "v=1&lab=charts&n=5"})
	assert.Empty(t, b.Describe().Charts)
	b.Take(&wire.Reveal{})
	d := b.Describe()
	require.Len(t, d.Charts, 1)
	assert.False(t, d.Charts[0].Known)
	assert.Equal(t, []string{"charts"}, d.Awaited)
	assert.Equal(t, []string{"First", "is computed when its turn comes"}, texts(b))
	c := samples(sample)[0]
	c.Study, c.Method, c.Name = "", "", "first"
	b.Take(c)
	settle(b)
	assert.Empty(t, b.Describe().Awaited)
	file, err := b.Export("first", "csv", board.Print{Scale: 1})
	require.NoError(t, err)
	assert.Contains(t, string(file.Data), "A and π(B)")
	picture, err := b.Export("all", "svg", board.Print{Scale: 1})
	require.NoError(t, err)
	assert.Contains(t, string(picture.Data), "<svg")
	b.Pointer(board.Event{Kind: "down", At: render.Point{X: 300, Y: 120}})
	b.Pinch(2, render.Point{}, render.Point{})
	b.Zoom(2)
	b.ZoomOut()
	moving, resting := b.Pass(16)
	assert.False(t, moving || resting)
}

// texts are the words drawn.
func texts(b *board.Board) (all []string) {
	for _, l := range labels(marks(b)) {
		all = append(all, l.Text)
	}
	return all
}

// Whose figures are awaited can be said before there is an experiment.
func TestTheLaboratoryThatIsAwaited(t *testing.T) {
	b := board.New(1, tinyLab, chartsLab)
	assert.NotContains(t, texts(b), "First")
	b.Look("lab=charts&view.theme=dark")
	assert.Contains(t, texts(b), "First")
	b.Look("view.theme=dark")
	assert.Contains(t, texts(b), "First", "it stays")
	b.Look("lab=no-such")
	assert.Contains(t, texts(b), "First")
	b.Take(&wire.Begin{Experiment: "lab=tiny"})
	b.Look("lab=charts")
	assert.NotContains(t, texts(b), "First", "an experiment is shown")
}

// What will not come says so, and is not awaited.
func TestChartsOfARunThatEnded(t *testing.T) {
	b := play(t, 600)
	b.Look(looking("wm"))
	b.Take(&wire.End{Reason: "broken"})
	assert.Contains(t, texts(b), "the run ended early")
	assert.Empty(t, b.Describe().Awaited)
}

// A page is told of a view once, when it changes or when the page begins to be seen.
func TestPagesAreToldOfViews(t *testing.T) {
	var pages []*tiny
	l := tinyLab
	l.New = func(s *board.Sheet, experiment string) board.Page {
		p := newTiny(s, experiment).(*tiny)
		pages = append(pages, p)
		return p
	}
	b := board.New(1, l)
	b.Look("view.method=am")
	b.Take(&wire.Begin{Experiment: "lab=tiny&n=1"})
	b.Take(&wire.Begin{Experiment: "lab=tiny&n=2"})
	b.Look("view.method=ste")
	b.Take(&wire.Reveal{})
	require.Len(t, pages, 3)
	assert.Equal(t, []string{"view.method=am"}, pages[0].looked)
	assert.Equal(t, []string{"view.method=am", "view.method=ste"}, pages[1].looked)
	assert.Equal(t, []string{"view.method=ste"}, pages[2].looked)
	assert.Equal(t, "lab=tiny&n=2", pages[2].of)
}

// What a board hears is messages of its laboratories.
func TestABoardHears(t *testing.T) {
	b := board.New(1, tinyLab)
	b.Resize(408)
	for _, m := range []wire.Message{&wire.Begin{Experiment: "lab=tiny"}, &wire.Reveal{}, &dot{X: 0.5}} {
		require.NoError(t, b.Hear(wire.Encode(m)))
	}
	assert.Equal(t, []float64{0.5}, dots(b))
	assert.ErrorIs(t, b.Hear(wire.Encode(&wire.Halt{})), wire.ErrUnknown)
	assert.Error(t, b.Hear(nil))
}

// A figure's file is drawn beside what is shown, and says nothing.
func TestExportsChangeNothing(t *testing.T) {
	b := play(t, 408)
	b.Take(&dot{X: 0.5})
	before := b.Describe()
	versions := b.Layers()[0].Version
	for _, format := range []string{"png", "svg", "csv"} {
		for _, figure := range []string{"curve", "all"} {
			file, err := b.Export(figure, format, board.Print{Scale: 2})
			require.NoError(t, err)
			assert.Equal(t, "onebasin-"+figure+"."+format, file.Name)
			assert.NotEmpty(t, file.Data)
		}
	}
	assert.Equal(t, before, b.Describe())
	assert.Equal(t, versions, b.Layers()[0].Version)
	assert.Empty(t, b.Outgoing())
	for want, args := range map[string][2]string{
		"there is no figure “x”": {"x", "png"},
		"there is no format “x”": {"curve", "x"},
	} {
		_, err := b.Export(args[0], args[1], board.Print{Scale: 1})
		assert.EqualError(t, err, want)
	}
	_, err := board.New(1, tinyLab).Export("curve", "png", board.Print{Scale: 1})
	assert.EqualError(t, err, "there is nothing to export yet")
}

// Every file says where it comes from, as its format does; for paper it is light, and as wide as a column.
func TestExportsSayWhereTheyComeFrom(t *testing.T) {
	b := play(t, 408)
	b.Take(&dot{X: 0.5})
	b.Theme(true)
	link := "https://a.example/#" + b.Describe().Experiment + "&view.lambda=0.3"
	from := origin.Origin{Link: link, Build: "ab12", Digest: "37d55070bba4"}
	file := func(format string, p board.Print) string {
		p.From = from
		f, err := b.Export("curve", format, p)
		require.NoError(t, err)
		return string(f.Data)
	}
	assert.True(t, strings.HasPrefix(file("csv", board.Print{}),
		"# link: "+link+"\n# build: ab12\n# digest: 37d55070bba4\n"))
	dark, light := file("svg", board.Print{}), file("svg", board.Print{Light: true, Width: 321})
	assert.Contains(t, dark, "<o:link>"+strings.ReplaceAll(link, "&", "&amp;")+"</o:link>")
	assert.Contains(t, dark, "<o:digest>37d55070bba4</o:digest>")
	paper := func(c color.NRGBA) string { return fmt.Sprintf(`fill="#%02x%02x%02x"`, c.R, c.G, c.B) }
	assert.Contains(t, dark, paper(render.Dark().Background))
	assert.NotContains(t, light, paper(render.Dark().Background))
	assert.Contains(t, light, paper(render.Light().Background))
	assert.Contains(t, light, `<svg xmlns="http://www.w3.org/2000/svg" width="321"`)
	picture := file("png", board.Print{Scale: 2, Width: 321})
	assert.Contains(t, picture, "tEXtlink\x00"+link)
	config, err := png.DecodeConfig(strings.NewReader(picture))
	require.NoError(t, err)
	assert.Equal(t, 642, config.Width)
	assert.Contains(t, file("svg", board.Print{}), paper(render.Dark().Background), "what is shown stays dark")
	from.Link = "https://a.example/#v=1&lab=other"
	assert.True(t, strings.HasPrefix(file("csv", board.Print{}), "# link: #"+b.Describe().Experiment+"\n# build: "),
		"the one that is shown, not the one that the page is at")
}

// A figure of the page, or a chart of a study, can stand alone.
func TestWhatStandsAlone(t *testing.T) {
	b := play(t, 408)
	b.Look("view.embed=curve")
	assert.NotZero(t, b.Describe().Frames["curve"].W)
	b.Look("view.embed=table&view.study=")
	d := b.Describe()
	assert.Zero(t, d.Frames["curve"].W)
	require.Len(t, d.Charts, 1)
	assert.Equal(t, "table", d.Charts[0].Name)
	b.Look("view.embed=all&view.study=sample")
	assert.Len(t, b.Describe().Charts, len(sample.Charts))
}

// A description is one object: the board's, the page's and the program's members side by side.
func TestDescriptionsAreFlat(t *testing.T) {
	d := play(t, 408).Describe()
	d.Page = struct {
		Lambda float64 `json:"lambda"`
	}{0.5}
	var got map[string]any
	require.NoError(t, json.Unmarshal(d.JSON(map[string]any{"drawn": true}), &got))
	for key, want := range map[string]any{"lambda": 0.5, "drawn": true, "width": 408.0, "theme": "light", "study": ""} {
		assert.Equal(t, want, got[key], key)
	}
	assert.NotContains(t, got, "Page")
}

// A pointer over a chart is told what it is over.
func TestTipsOfCharts(t *testing.T) {
	b := studied(t, 900)
	place := b.Describe().Frames["table"]
	b.Outgoing()
	b.Pointer(board.Event{Kind: "move", At: render.Point{X: place.X + place.W/3, Y: place.Y + place.H/2}})
	var said []string
	for _, o := range b.Outgoing() {
		said = append(said, o.Kind+": "+o.Text)
	}
	require.Len(t, said, 2)
	assert.Equal(t, "cursor: default", said[0])
	assert.Contains(t, said[1], "say: ")
	assert.Contains(t, said[1], "barrier")
	assert.Contains(t, texts(b), strings.TrimPrefix(said[1], "say: "))
	b.Pointer(board.Event{Kind: "leave"})
	assert.NotContains(t, texts(b), strings.TrimPrefix(said[1], "say: "))
}
