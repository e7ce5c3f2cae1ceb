package web_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/match/keys"
)

// measuring has every worker tell how much memory its program has taken, when the channel asks.
const measuring = saboteur + `
{
	const tell = new BroadcastChannel("memory");
	tell.onmessage = ({ data }) => {
		if (data === "how much") tell.postMessage({ name: self.name, bytes: memory?.buffer.byteLength ?? 0 });
	};
}
`

// Whatever the number of workers, the programs that compute take no more memory together than was estimated for so
// many, and no more than one experiment may: a large one is given to fewer. The experiments are those of the command's
// test without those of other laboratories, each in a page of its own, since a program never gives memory back.
func TestLargeExperimentsTakeTheMemoryThatIsSaid(t *testing.T) {
	const workers = 8
	text, err := os.ReadFile("../wasm/engine/command/testdata/large.txt")
	if err != nil {
		t.Fatal(err)
	}
	fragments := slices.DeleteFunc(strings.Fields(string(text)), func(f string) bool {
		return strings.HasPrefix(f, "lab=") // of another program
	})
	estimated := func(fragment string) int64 {
		link, _ := keys.Parse(fragment)
		return link.Experiment.Memory()
	}
	host := faultyHost(t, map[string]string{"worker.js": measuring, "engine.js": numbered})
	b := newTab(t)
	for _, fragment := range fragments {
		b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(host+fmt.Sprintf("?workers=%d#", workers)+fragment))
		b.js(published, nil)
		// drawing so many examples may take longer than anything else is waited for
		b.js(`new Promise((done, no) => {
			for (const [name, then] of [["result", () => done(null)], ["error", no]]) onebasin.on(name, then);
			if (onebasin.result()) done(null);
		})`, nil)
		var taken map[string]int64
		b.js(`(async () => {
			const channel = new BroadcastChannel("memory"), taken = {};
			channel.onmessage = ({ data }) => { taken[data.name] = data.bytes; };
			channel.postMessage("how much");
			await until(() => Object.keys(taken).length === `+fmt.Sprint(1+workers)+`);
			return taken;
		})()`, &taken)
		link := lab.Link{Memory: estimated(fragment), Limit: settings.MaxMemory}
		used := 1 + link.Workers(workers)
		programs := slices.SortedFunc(maps.Values(taken), func(a, b int64) int { return cmp.Compare(b, a) })
		sum, all := int64(0), int64(0)
		for k, bytes := range programs {
			if all += bytes; k < used {
				sum += bytes
			}
		}
		if said := link.Memory / 2 * int64(used); sum > said || all > link.Limit {
			t.Errorf("%s: %d MB are taken, %d MB with idle workers; %d MB were said and %d MB may be: %v", fragment,
				sum>>20, all>>20, said>>20, link.Limit>>20, taken)
		} else {
			t.Logf("%s: %d of %d MB, %d workers", fragment, sum>>20, said>>20, used-1)
		}
	}
}
