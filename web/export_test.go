package web_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// saving makes saved(act) known in a page: what act has the page hand to the browser as a file, its name and, in
// base64, its bytes.
const saving = `void Object.assign(window, { saved: async (act) => {
	const { click } = HTMLAnchorElement.prototype, { createObjectURL } = URL;
	let blob;
	const file = new Promise((done) => {
		URL.createObjectURL = (b) => { blob = b; return createObjectURL.call(URL, b); };
		HTMLAnchorElement.prototype.click = function () {
			if (this.download) done({ name: this.download, blob }); else click.call(this);
		};
	});
	await act();
	const made = await file;
	Object.assign(URL, { createObjectURL });
	HTMLAnchorElement.prototype.click = click;
	let text = "";
	for (const b of new Uint8Array(await made.blob.arrayBuffer())) text += String.fromCharCode(b);
	return { name: made.name, data: btoa(text) };
},
press: (text) => [...document.querySelectorAll("#export-menu button")].find((b) => b.textContent.startsWith(text)
	&& b.checkVisibility()).click(),
menu: () => document.getElementById("export").click() })`

// saved is the file that an expression has the page hand out.
func (b *tab) saved(act string) (name string, data []byte) {
	b.t.Helper()
	var got struct{ Name, Data string }
	b.js(`saved(async () => { `+act+` })`, &got)
	data, err := base64.StdEncoding.DecodeString(got.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	return got.Name, data
}

const exported = "n=60&nt=50&net=6-5&steps=60&restarts=2&match=wm,am&lambdas=5"

// The page hands out the files that the command writes: the same networks, permutations and data, and the networks that
// a study made, once it was looked at.
func TestThePageExportsWhatTheCommandWrites(t *testing.T) {
	b := open(t, "#"+exported)
	r := b.result()
	b.js(saving, nil)
	dir := t.TempDir()
	if out, err := exec.Command(house.engine, "study", "-out", dir, "-method", "wm", "bend", exported).
		CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b.js(`onebasin.study("bend", "wm").then(() => true)`, nil)
	var names []string
	b.js(`menu(), [...document.querySelectorAll("#export-menu [data-file]")].map((b) => b.dataset.file)`, &names)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(names)+1 { // result.json has a place of its own
		t.Fatalf("the page offers %q, the command writes %v (%v)", names, entries, err)
	}
	for _, made := range []string{"B-wm-curve-control", "B-chain-control", "B-wm-midpoint-repaired"} {
		if !slices.Contains(names, made+".safetensors") {
			t.Errorf("the page does not offer %s, which a study made", made)
		}
	}
	b.js(`document.getElementById("export-menu").hidePopover()`, nil)
	var link string
	b.js(`onebasin.link()`, &link)
	for _, name := range names {
		as, got := b.saved(`menu(); document.querySelector('[data-file="` + name + `"]').click()`)
		if as != "onebasin-match-"+r.Digest+"-"+name {
			t.Errorf("%s is saved as %s", name, as)
		}
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		switch filepath.Ext(name) {
		case ".csv":
			head, table, _ := bytes.Cut(got, []byte("x0,"))
			if !bytes.Equal(append([]byte("x0,"), table...), want) {
				t.Errorf("%s differs from the command's", name)
			}
			for _, part := range []string{r.Experiment, "# build: " + r.Build, "# digest: " + r.Digest} {
				if !strings.Contains(string(head), part) {
					t.Errorf("%s begins with %q", name, head)
				}
			}
		case ".safetensors":
			page, values := tensors(t, got)
			command, same := tensors(t, want)
			if !bytes.Equal(values, same) || page.Metadata["digest"] != r.Digest ||
				page.Metadata["build"] != r.Build || page.Metadata["experiment"] != r.Experiment ||
				page.Metadata["about"] != command.Metadata["about"] || !slices.Equal(page.names, command.names) {
				t.Errorf("%s: %+v, the command's %+v", name, page, command)
			}
		default:
			var page, command struct {
				Experiment, Build, Digest string
				Permutations              []struct {
					Method      string
					Permutation [][]int
				}
			}
			if json.Unmarshal(got, &page) != nil || json.Unmarshal(want, &command) != nil ||
				page.Digest != r.Digest || page.Experiment != r.Experiment || page.Build != r.Build ||
				len(page.Permutations) != 2 || len(page.Permutations[1].Permutation[1]) != 5 {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

// header is what a safetensors file says of itself.
type header struct {
	Metadata map[string]string
	names    []string
}

func tensors(t *testing.T, file []byte) (h header, values []byte) {
	t.Helper()
	n := binary.LittleEndian.Uint64(file)
	var all map[string]json.RawMessage
	if err := json.Unmarshal(file[8:8+n], &all); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(all["__metadata__"], &h.Metadata); err != nil {
		t.Fatal(err)
	}
	for name := range all {
		h.names = append(h.names, name)
	}
	slices.Sort(h.names)
	return h, file[8+n:]
}

// Figures and the result say where they come from, each in the way of its format; for paper they are light on a dark
// page, and a column wide.
func TestFiguresAreExportedForPaper(t *testing.T) {
	b := open(t, "#"+exported+"&view.theme=dark")
	r := b.result()
	b.js(settled, nil)
	b.js(saving, nil)
	b.js(`until(() => document.querySelector('[data-part="pictures"]:not([hidden])'))`, nil)

	name, file := b.saved(`menu(); press("Result")`)
	var told struct{ Link, Experiment, Build, Digest string }
	if err := json.Unmarshal(file, &told); err != nil || name != "onebasin-match-"+r.Digest+"-result.json" ||
		!strings.Contains(told.Link, r.Experiment) || told.Build != r.Build || told.Digest != r.Digest {
		t.Errorf("%s: %+v (%v)", name, told, err)
	}

	_, file = b.saved(`menu(); press("PNG")`)
	seen, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if c, _, _, _ := seen.At(1, 1).RGBA(); c > 0x4000 {
		t.Error("as seen, the figures are dark")
	}
	b.js(`(() => {
		const [colours, width] = document.querySelectorAll("#export-menu select");
		colours.selectedIndex = width.selectedIndex = 1;
	})()`, nil)
	name, file = b.saved(`menu(); press("PNG")`)
	paper, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if c, _, _, _ := paper.At(1, 1).RGBA(); c < 0xf000 || paper.Bounds().Dx() != 4*321 {
		t.Errorf("for paper the figures are %v with a background of %x", paper.Bounds(), c)
	}
	if name != "onebasin-match-"+r.Digest+"-all.png" || !bytes.Contains(file, []byte("tEXtdigest\x00"+r.Digest)) ||
		!bytes.Contains(file, []byte("&"+r.Experiment)) {
		t.Errorf("%s does not say where it comes from", name)
	}
	name, file = b.saved(`menu(); press("SVG")`)
	if name != "onebasin-match-"+r.Digest+"-all.svg" || !bytes.Contains(file, []byte(`width="321"`)) ||
		!bytes.Contains(file, []byte("<o:digest>"+r.Digest)) || !bytes.Contains(file, []byte("<o:build>"+r.Build)) ||
		!bytes.Contains(file, []byte(strings.ReplaceAll(r.Experiment, "&", "&amp;"))) {
		t.Errorf("%s does not say where it comes from: %.600s", name, file)
	}
	name, file = b.saved(`(() => {
		const tools = document.querySelector('.tools[data-figure="path"]');
		tools.querySelector(".more").click();
		if (!tools.textContent.includes("Light colours")) throw new Error(tools.textContent);
		[...tools.querySelectorAll(".menu button")].find((b) => b.textContent.startsWith("CSV")).click();
	})()`)
	if name != "onebasin-match-"+r.Digest+"-path.csv" || !bytes.HasPrefix(file, []byte("# link: http")) {
		t.Errorf("%s begins with %.100s", name, file)
	}
	b.js(`menu()`, nil)
	b.shot("export")
}

// What is cited is what was used: the papers of the matchers and measures, and no others.
func TestCitations(t *testing.T) {
	b := open(t, "#"+exported)
	r := b.result()
	b.js(saving, nil)
	name, file := b.saved(`menu(); press("Citations")`)
	var keys []string
	for _, m := range regexp.MustCompile(`@\w+\{([^,]+),`).FindAllStringSubmatch(string(file), -1) {
		keys = append(keys, m[1])
	}
	want := []string{"onebasin-" + r.Digest, "entezari2022role", "ainsworth2023git", "ito2024analysis"}
	if name != "onebasin-match-"+r.Digest+"-references.bib" || !slices.Equal(keys, want) ||
		!strings.Contains(string(file), r.Experiment) {
		t.Errorf("%s cites %q, not %q:\n%s", name, keys, want, file)
	}
	// Every paper that the site names can be cited.
	known, err := os.ReadFile("references.js")
	if err != nil {
		t.Fatal(err)
	}
	dist := os.Getenv("ONEBASIN_DIST")
	number := regexp.MustCompile(`\b\d{4}\.\d{5}\b`)
	for _, pattern := range []string{"*.json", "*.html", "*.js", "match/*.js"} {
		files, _ := filepath.Glob(filepath.Join(dist, pattern))
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range number.FindAllString(string(text), -1) {
				if !bytes.Contains(known, []byte(n)) {
					t.Errorf("%s names %s, which references.js does not know", f, n)
				}
			}
		}
	}
}

// Every file that a laboratory hands out says where it comes from, in the way of its format, and is named after the
// experiment: its figures one by one and together, its result, its networks, data, permutations and rules, what to
// cite.
func TestEveryFileSaysWhereItComesFrom(t *testing.T) {
	for _, c := range []struct {
		link, kinds string // of its files
	}{
		{"lab=match&" + exported, ".csv .json .safetensors"},
		{treesLink, ".csv .safetensors .txt"},
		{"lab=fork&data=gauss&n=90&nt=60&dim=4&net=9-7&bs=30&steps=60&forks=0,10,60&lambdas=5", ".csv .safetensors"},
		{"lab=sequence&n=60&nt=60&net=6-5&steps=60&checkpoints=0,20,60&rewind=20&levels=2&restarts=1&lambdas=5",
			".csv .safetensors"},
	} {
		b := open(t, "#"+c.link)
		r := b.result()
		b.js(settled, nil)
		b.js(saving, nil)
		b.js(`until(() => document.querySelector('[data-part="pictures"]:not([hidden])'))`, nil)
		kinds := map[string]bool{}
		check := func(act string) {
			t.Helper()
			name, file := b.saved(act)
			lab, _, _ := strings.Cut(strings.TrimPrefix(c.link, "lab="), "&")
			if !strings.HasPrefix(name, "onebasin-"+lab+"-"+r.Digest+"-") {
				t.Errorf("a file of %s is named %s", lab, name)
			}
			kinds[filepath.Ext(name)] = true
			experiment, digest, build := r.Experiment, r.Digest, r.Build
			switch filepath.Ext(name) {
			case ".png":
				digest, build = "tEXtdigest\x00"+digest, "tEXtbuild\x00"+build
			case ".svg":
				experiment = strings.ReplaceAll(experiment, "&", "&amp;")
				digest, build = "<o:digest>"+digest, "<o:build>"+build
			case ".csv", ".txt":
				digest, build = "# digest: "+digest, "# build: "+build
			}
			for _, part := range []string{experiment, digest, build} {
				if !bytes.Contains(file, []byte(part)) {
					t.Errorf("%s does not say %q: it begins with %.300q", name, part, file)
				}
			}
		}
		for _, text := range []string{"Result", "Citations", "PNG", "SVG"} {
			check(`menu(); press("` + text + `")`)
		}
		var figures, names []string
		b.js(`[...document.querySelectorAll(".tools[data-figure]")].filter((e) => e.checkVisibility())
			.map((e) => e.dataset.figure)`, &figures)
		if len(figures) < 4 {
			t.Errorf("%s offers figures %q", c.link, figures)
		}
		for _, figure := range figures {
			for _, format := range []string{"PNG", "SVG", "CSV"} {
				check(`(() => {
					const tools = document.querySelector('.tools[data-figure="` + figure + `"]');
					tools.querySelector(".more").click();
					[...tools.querySelectorAll(".menu button")].find((b) => b.textContent.startsWith("` + format +
					`")).click();
				})()`)
			}
		}
		clear(kinds)
		b.js(`menu(), [...document.querySelectorAll("#export-menu [data-file]")].map((b) => b.dataset.file)`, &names)
		b.js(`document.getElementById("export-menu").hidePopover()`, nil)
		for _, name := range names {
			check(`menu(); document.querySelector('[data-file="` + name + `"]').click()`)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(kinds)), " "); got != c.kinds {
			t.Errorf("%s hands out files of kinds %s, not %s", c.link, got, c.kinds)
		}
	}
}
