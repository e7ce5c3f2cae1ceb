package web_test

import (
	"fmt"
	"testing"
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

// Whatever the number of workers, all programs that compute take no more memory together than one experiment may: a
// large one is given to fewer.
func TestManyWorkersTakeNoMoreMemory(t *testing.T) {
	const workers, limit = 8, 1 << 30
	b := openURL(t, faultyHost(t, map[string]string{"worker.js": measuring, "engine.js": numbered})+
		fmt.Sprintf("?workers=%d#", workers)+short)
	b.js(published, nil)
	b.js(helpers, nil)
	b.result()
	var taken map[string]int
	b.js(`(async () => {
		await onebasin.run("data=gauss&dim=1024&n=20000&nt=20000&net=8&steps=2&restarts=1&lambdas=3");
		const channel = new BroadcastChannel("memory"), taken = {};
		channel.onmessage = ({ data }) => { taken[data.name] = data.bytes; };
		channel.postMessage("how much");
		await until(() => Object.keys(taken).length === `+fmt.Sprint(1+workers)+`);
		return taken;
	})()`, &taken)
	sum := 0
	for _, bytes := range taken {
		sum += bytes
	}
	if sum > limit {
		t.Errorf("%d MB are taken, at most %d MB may be: %v", sum>>20, limit>>20, taken)
	}
	t.Logf("%d MB: %v", sum>>20, taken)
}
