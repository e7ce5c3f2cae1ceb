package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bringing makes brought(files) known in a page: it gives the dialog of one's own files some, {name, data} each with
// data in base64, as if they were chosen, and waits until they are read.
const bringing = `void Object.assign(window, { brought: async (...files) => {
	const carrier = new DataTransfer();
	for (const { name, data } of files)
		carrier.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
	const input = document.querySelector("#own-files");
	input.files = carrier.files;
	input.dispatchEvent(new Event("change"));
	await until(() => document.querySelector("#own").getAttribute("aria-busy") === "false");
},
own: () => document.querySelector("#own")?.textContent ?? "" })`

// inPage is a file as brought(…) takes it.
func inPage(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{ name: %q, data: %q }`, filepath.Base(path), base64.StdEncoding.EncodeToString(content))
}

// archived is a zip of one member.
func archived(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = io.WriteString(w, content)
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// One's own networks and data on one open page: chosen, shown, run, exported under their own names, missing, wrong and
// hostile. The command gives the same digest.
func TestOwnNetworksAndData(t *testing.T) {
	needSite(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	command := func(args ...string) []byte {
		out, err := exec.Command(house.engine, args...).Output()
		if err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		return out
	}
	command("run", "-out", dir, "n=80&nt=40&net=5&steps=200&restarts=2&lambdas=3")
	file := func(name string) string { return inPage(t, at(name)) }
	b := open(t, "#"+quick)
	b.result()
	b.js(bringing, nil)
	b.js(`document.querySelector("#own-open").click(), until(() => document.querySelector("#own-files"))`, nil)
	said := func(want ...string) {
		t.Helper()
		var text string
		b.js(`own()`, &text)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("the dialog does not say %q: %s", w, text)
			}
		}
	}
	said("Nothing leaves this browser")

	// What is no file of ours is refused in a sentence, and breaks nothing.
	hostile := map[string]string{"page.csv": "<!DOCTYPE html><p>404", "net.pkl": "\x80\x04\x95cos\nsystem\n",
		"short.safetensors": "\xff\xff\xff\xff\xff\xff\xff\x7f{", "empty.npz": "",
		"bomb.npz": archived(t, "a.npy", strings.Repeat("\x00", 300<<20)),
		"path.npz": archived(t, "../../a.npy", "x"),
		"code.pt":  archived(t, "net/data.pkl", "\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R."),
		"none.safetensors": "\x3f\x00\x00\x00\x00\x00\x00\x00" +
			`{"0.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}` + "\x00\x00\xc0\x7f"} // NaN
	for name, content := range hostile {
		b.js(fmt.Sprintf(`brought({ name: %q, data: %q })`, name,
			base64.StdEncoding.EncodeToString([]byte(content))), nil)
		said(name+": ", "expected", "found")
	}

	b.js(`brought(`+file("A.safetensors")+`, `+file("B.safetensors")+`, `+file("train.csv")+`)`, nil)
	said("A: A.safetensors", "A perceptron of widths 2–5–2", "train.csv", "80 examples of 2 inputs in 2 classes",
		"0: 40", "Activation of hidden units (it is not in the files)")
	b.shot("own")
	b.js(`document.querySelector("#own-inputs").value = "standard", document.querySelector("#own-keep").click(),
		document.querySelector("#own-run").click()`, nil)
	var r struct {
		Experiment, Digest string
		Models             []struct {
			Seed *int
			File struct{ Name, SHA256 string }
		}
	}
	const other = `until(() => onebasin.result()?.experiment.includes("models=file") && onebasin.result())`
	b.js(other, &r)
	b.js(settled, nil)
	if r.Models[0].Seed != nil || r.Models[1].File.Name != "B.safetensors" {
		t.Errorf("%+v", r.Models)
	}
	var native result
	if err := json.Unmarshal(command("run", "-data", at("train.csv"), "-models", at("A.safetensors")+","+
		at("B.safetensors"), r.Experiment), &native); err != nil || native.Digest != r.Digest {
		t.Errorf("the command gives digest %s, the page %s (%v)", native.Digest, r.Digest, err)
	}
	var names []string
	b.js(`document.getElementById("export").click(),
		[...document.querySelectorAll("#export-menu [data-file]")].map((b) => b.dataset.file)`, &names)
	if list := strings.Join(names, " "); !strings.Contains(list, "B-wm-merged.safetensors") {
		t.Errorf("the page offers %q", list)
	}
	b.js(`document.getElementById("export-menu").hidePopover()`, nil)
	var link string
	b.js(`onebasin.link()`, &link)
	if !strings.Contains(link, "view.names=train.csv_") {
		t.Errorf("the link does not say what files are called: %s", link)
	}

	// What the browser keeps is listed, and goes when it is told to.
	var left int
	if b.js(stored, &left); left != 3 {
		t.Errorf("the browser keeps %d files, want 3", left)
	}
	b.js(`document.querySelector("#own-open").click(),
		until(() => document.querySelectorAll(".own-kept li").length === 3)`, nil)
	said("Kept in this browser", "train.csv, ")
	b.js(`(async () => {
		for (let n = 2; n >= 0; n--) {
			document.querySelector('.own-kept button[aria-label^="Remove"]').click();
			await until(() => document.querySelectorAll(".own-kept li").length === n);
		}
		document.querySelector("#own").close();
	})()`, nil)
	if b.js(stored, &left); left != 0 {
		t.Errorf("the browser keeps %d files that were removed", left)
	}

	// Somebody else, who has not the files, is told which; a wrong one is told from the right ones.
	_, fragment, _ := strings.Cut(link, "#")
	c := openURL(t, house.url+"/index.html?away=1#"+fragment)
	c.js(bringing, nil)
	const trouble = `until(() => document.querySelector('[data-notice="error"]')?.textContent)`
	var text string
	c.js(trouble, &text)
	if !strings.Contains(text, "which is not here") {
		t.Errorf("a link without its files says %q", text)
	}
	c.js(`document.querySelector('[data-notice="error"] button').click(),
		until(() => document.querySelector("#own-files"))`, nil)
	b = c
	said("train.csv, 2 kB, SHA-256", "A.safetensors", "missing")
	c.js(`brought(`+file("test.csv")+`)`, nil)
	said("test.csv is not a file of this link: its SHA-256 begins with")
	c.js(`brought(`+file("train.csv")+`, `+file("A.safetensors")+`, `+file("B.safetensors")+`)`, nil)
	var again result
	c.js(`until(() => onebasin.result())`, &again)
	if again.Digest != r.Digest {
		t.Errorf("with the files brought along the digest is %s, want %s", again.Digest, r.Digest)
	}
}
