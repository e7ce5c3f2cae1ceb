package web_test

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// quick makes an experiment small; a bad key is put beside it.
const quick = "&steps=20&restarts=1&nt=100&lambdas=5"

// follow puts a fragment into the address of an open page, as a person does, and waits for its result. The page has
// read it when it writes the address anew.
func (b *tab) follow(fragment string) {
	b.t.Helper()
	b.js(`(async () => {
		location.hash = `+quote(fragment)+`;
		const put = location.hash;
		await until(() => location.hash !== put && onebasin.result()?.experiment === `+reads+`.experiment);
	})()`, nil)
}

// Every bad link opens the page, which says which key, what it found and what it used; the native command refuses it in
// one line.
func TestBadLinks(t *testing.T) {
	seeds := "1"
	for k := 2; k <= 200; k++ {
		seeds += ",1" + strings.Repeat("0", k%3)
	}
	b := open(t, "#"+quick[1:])
	b.result()
	for _, c := range []struct{ name, link, key, found string }{
		{"unknown key", "foo=1" + quick, "foo", "no key"},
		{"unknown value", "data=mnist" + quick, "data", "mnist"},
		{"unknown matcher", "match=wm,magic" + quick, "match", "wm,magic"},
		{"no units", "net=0" + quick, "net", "0"},
		{"no number", "lr=nan" + quick, "lr", "nan"},
		{"infinite", "lr=inf" + quick, "lr", "inf"},
		{"negative", "noise=-1" + quick, "noise", "-1"},
		{"a billion examples", "n=1000000000" + quick, "n", "1000000000"},
		{"two hundred seeds", "seeds=" + seeds + quick, "seeds", "1,1"},
		{"a version to come", "v=2" + quick, "v", "2"},
		{"no value", "lr" + quick, "lr", "key=value"},
		{"too large for the memory", "net=4096-4096-4096-4096" + quick, "", "4096"},
		{"markup", "data=<img src=x onerror=alert(1)>" + quick, "data", "img"},
	} {
		t.Run(c.name, func(t *testing.T) {
			// those that write most are opened, the others come into a page that is open
			b := b
			if c.name == "two hundred seeds" || c.name == "markup" {
				b = open(t, "#"+c.link)
			} else {
				b.follow(c.link)
			}
			r := b.result()
			var notice string
			b.js(`document.querySelector('[data-notice="problems"]')?.textContent ?? ""`, &notice)
			if !strings.Contains(notice, c.key) || !strings.Contains(notice, c.found) {
				t.Errorf("the page says %q of %s=%s", notice, c.key, c.found)
			}
			if r.Digest == "" || !strings.HasPrefix(r.Experiment, "v=1&lab=match&") {
				t.Errorf("it ran %q", r.Experiment)
			}
			if c.key != "" && c.key != "foo" && strings.Contains("&"+r.Experiment, "&"+c.key+"="+c.found+"&") {
				t.Errorf("it ran the bad value: %s", r.Experiment)
			}
			if c.name == "two hundred seeds" {
				b.shot("bad-link")
			}
			out, err := exec.Command(house.engine, "run", c.link).CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 2 || strings.Count(strings.TrimSpace(string(out)),
				"\n") > 0 || !strings.Contains(string(out), c.key) {
				t.Errorf("natively: %v\n%s", err, out)
			}
		})
	}
}

func TestEmptyHash(t *testing.T) {
	for _, hash := range []string{"", "#"} {
		b := open(t, hash)
		if r := b.result(); r.Digest != nativeDefault().Digest {
			t.Errorf("%q: digest %s", hash, r.Digest)
		}
		var notices int
		if b.js(`document.querySelectorAll("[data-notice]").length`, &notices); notices != 0 {
			t.Errorf("%q: %d notices", hash, notices)
		}
	}
}

// A megabyte of garbage, by address and by script.
func TestGarbage(t *testing.T) {
	b := open(t, "#steps=20&restarts=1")
	b.result()
	for _, garbage := range []string{`"x".repeat(1 << 20)`,
		`Array.from({ length: 1 << 17 }, (_, i) => i + "=\u0000").join("&")`,
		`"&=&=&&==&%00%ff&" + String.fromCharCode(0xd800)`} {
		var got struct {
			Experiment string
			Notices    string
		}
		b.js(`onebasin.run(`+garbage+
			`).then((r) => ({ experiment: r.experiment, notices: document.getElementById("notices").textContent }))`,
			&got)
		if !strings.HasPrefix(got.Experiment, "v=1&lab=match&data=spirals&") || got.Notices == "" {
			t.Errorf("%s: ran %q and said %q", garbage, got.Experiment, got.Notices)
		}
		if len(got.Notices) > 20000 {
			t.Errorf("%s: said %d characters", garbage, len(got.Notices))
		}
	}
	b.shot("garbage")
}

// A link may promise a digest: the page says whether it was reproduced.
func TestPromisedDigest(t *testing.T) {
	const link = "data=moons&steps=20&restarts=1&nt=100&lambdas=5"
	right := native(t, link).Digest
	for _, c := range []struct{ digest, says string }{{right, "Reproduced"},
		{"000000000000", "Not reproduced"}, {"garbage", ""}} {
		b := open(t, "#"+link+"&digest="+c.digest)
		if r := b.result(); r.Digest != right {
			t.Errorf("digest=%s: the result has %s", c.digest, r.Digest)
		}
		var notices string
		b.js(`document.getElementById("notices").textContent`, &notices)
		if !strings.Contains(notices, c.says) || notices == "" {
			t.Errorf("digest=%s: the page says %q", c.digest, notices)
		}
	}
	// An address that was edited by hand and promises nothing takes back what was said of the promise before.
	b := open(t, "#"+link+"&digest=000000000000")
	b.result()
	var notices string
	b.js(`(async () => {
		location.hash = location.hash.replace(/&digest=.*/, "");
		await until(() => !document.querySelector('[data-notice="digest"]'));
		return document.getElementById("notices").textContent;
	})()`, &notices)
	if strings.Contains(notices, "eproduced") {
		t.Errorf("without a digest the page still says %q", notices)
	}
}
