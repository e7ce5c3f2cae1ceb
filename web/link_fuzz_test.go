package web_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	labreport "onebasin/lmc/lab/report"
	"onebasin/lmc/match"
)

// linkProgram answers a line of JSON, a link, with what link.js makes of it, and with the bytes that took.
const linkProgram = `
import { createInterface } from "node:readline";
import { split, join, experimentOf, viewOf, over, preview } from "./link.js";
const schema = JSON.parse(process.argv[1]);
for await (const line of createInterface({ input: process.stdin })) {
	const link = JSON.parse(line);
	let answer;
	const before = process.memoryUsage().heapUsed;
	try {
		const pairs = split(link);
		const text = join(pairs);
		answer = { text, again: join(split(text)), parts: experimentOf(pairs).size + viewOf(pairs).size,
			size: pairs.size, digest: pairs.has("digest"), over: over(link, text),
			seen: Object.fromEntries(preview(link, schema)) };
	} catch (error) { answer = { error: String(error) }; }
	answer.bytes = Math.max(0, process.memoryUsage().heapUsed - before); // unless it was collected meanwhile
	console.log(JSON.stringify(answer));
}
`

// linkBytes is how many bytes may be allocated for a link of n: it is taken apart five times.
func linkBytes(n int) int { return 2000*n + 1<<20 }

// Whatever a link says, link.js takes it apart and puts it together without an exception, in memory bounded by its
// length; what it shows before the engine has read it are keys of the schema, with no more items than those take.
func FuzzLinkScript(f *testing.F) {
	node, err := exec.LookPath("node")
	if err != nil {
		f.Skip("no node: run ./build.sh test")
	}
	rows := labreport.Schema(match.Lab().Schema)
	schema, err := json.Marshal(rows)
	if err != nil {
		f.Fatal(err)
	}
	var items []struct {
		Key      string
		Kind     string
		MaxItems int
	}
	if err := json.Unmarshal(schema, &items); err != nil {
		f.Fatal(err)
	}
	c := exec.Command(node, "--input-type=module", "--eval", linkProgram, string(schema))
	c.Stderr = f.Output()
	in, err := c.StdinPipe()
	if err != nil {
		f.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		f.Fatal(err)
	}
	if err := c.Start(); err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { in.Close(); c.Wait() })
	answers := bufio.NewReader(out)
	for _, s := range []string{
		"", "#", "#v=1&lab=match&data=spirals", "net=64-64&seeds=1,2&match=wm,am", "a=b=c&=d&&e",
		"__proto__=1&constructor",
		"seeds=" + strings.Repeat("1,", 8000), strings.Repeat("n=&", 6000), "net=" + strings.Repeat("8-", 3000),
		"view.title=%E2%80%AE&view.lambda=NaN", "digest=0&n=\x1f\x00", "match=" + strings.Repeat("wm,", 500),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		if !utf8.ValidString(link) {
			return // is no text of a script's
		}
		line, err := json.Marshal(link)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(in, "%s\n", line); err != nil {
			t.Fatal(err)
		}
		text, err := answers.ReadBytes('\n')
		if err != nil && err != io.EOF {
			t.Fatal(err)
		}
		var got struct {
			Error, Text, Again, Over string
			Parts, Size, Bytes       int
			Digest                   bool
			Seen                     map[string]string
		}
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%v in %.200s", err, text)
		}
		parts := got.Parts
		if got.Digest {
			parts++ // is neither experiment nor view
		}
		switch {
		case got.Error != "":
			t.Fatal(got.Error)
		case got.Again != got.Text:
			t.Fatalf("%q is put together as %q, then as %q", link, got.Text, got.Again)
		case parts != got.Size:
			t.Fatalf("%d of %d keys have a part", parts, got.Size)
		case strings.Count(got.Over, "\x1f") > strings.Count(got.Text, "\x1f")+1:
			t.Fatalf("a link %q stands for several", link)
		case got.Bytes > linkBytes(len(link)):
			t.Fatalf("%d bytes were allocated for a link of %d", got.Bytes, len(link))
		}
		for _, item := range items {
			value, ok := got.Seen[item.Key]
			delete(got.Seen, item.Key)
			if n := 1 + strings.Count(value, ","); ok && (n > max(1, item.MaxItems) || item.Kind == "text") {
				t.Fatalf("%s=%.80s is shown, %d items", item.Key, value, n)
			}
		}
		if len(got.Seen) > 0 {
			t.Fatalf("what is no key is shown: %v", got.Seen)
		}
	})
}
