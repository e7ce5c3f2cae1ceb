package web_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"onebasin/lmc/lab/bring"
)

// Data that somebody brought to one laboratory are there in the others, which the page opens anew for: every laboratory
// trains on them, and says what the command says. Nothing of them stays in the browser's storage.
func TestOwnDataInEveryLaboratory(t *testing.T) {
	f := bring.NewFile("flowers.csv", flowers(60))
	b := open(t, "#net=8&restarts=1&lambdas=5")
	b.result()
	b.js(bringing, nil)
	b.js(`document.querySelector("#own-open").click(), until(() => document.querySelector("#own-files"))`, nil)
	b.js(fmt.Sprintf(`brought({ name: %q, data: %q })`, f.Name, base64.StdEncoding.EncodeToString(f.Bytes)), nil)
	b.js(`document.querySelector("#own-run").click()`, nil)
	its := func(lab string) string {
		return `until(() => {
			if (document.documentElement.dataset.lab !== ` + quote(lab) + `) return false;
			const trouble = document.querySelector('[data-notice="error"]')?.textContent;
			if (trouble) return { trouble };
			return window.onebasin?.result()?.experiment.includes("data=file") && onebasin.result();
		})`
	}
	for _, lab := range []string{"match", "fork", "trees", "sequence", "match"} {
		if lab != "match" || b.lab() != "match" {
			b.js(`void document.querySelector('#labs a[href="#lab=`+lab+`"]').click()`, nil)
		}
		var r struct{ Experiment, Digest, Trouble string }
		for b.try(its(lab), &r) != nil { // the page is opened anew, so what is asked of the old one may go unanswered
			if b.ctx.Err() != nil || t.Context().Err() != nil {
				t.Fatal("the page did not come")
			}
		}
		if r.Trouble != "" {
			t.Fatalf("%s: %s", lab, r.Trouble)
		}
		if !strings.Contains(r.Experiment, "lab="+lab) || !strings.Contains(r.Experiment, "file="+f.Short()) {
			t.Errorf("%s: %s", lab, r.Experiment)
		}
		if want := withData(t, r.Experiment, f); r.Digest != want {
			t.Errorf("%s: digest %s, want %s", lab, r.Digest, want)
		}
		var left int
		b.js(stored, &left)
		if left != 0 {
			t.Errorf("%s: %d files stay in the browser", lab, left)
		}
	}
}

// lab is the laboratory that the page is.
func (b *tab) lab() (name string) {
	b.t.Helper()
	b.js(`document.documentElement.dataset.lab`, &name)
	return name
}

// stored is how many files are in the browser's storage.
const stored = `new Promise((resolve, reject) => {
	const opening = indexedDB.open("one-basin");
	opening.onerror = reject;
	opening.onsuccess = () => {
		const db = opening.result;
		const done = (n) => { db.close(); resolve(n); };
		if (!db.objectStoreNames.contains("files")) return done(0);
		const count = db.transaction("files").objectStore("files").count();
		count.onsuccess = () => done(count.result);
	};
})`
