package web_test

import "testing"

// Where another figure is embedded alone no landscape is computed; one that is to be shown after all is there, however
// early that is said, and the result is the same.
func TestAnEmbeddedPathComputesNoLandscape(t *testing.T) {
	needSite(t)
	want := native(t, spirals).Digest
	for _, c := range []struct{ name, when string }{
		{"shown before there is a path", `true`},
		{"shown when there is a result", `onebasin.result()`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := openURL(t, house.url+"/index.html?workers=2#"+spirals+"&view.embed=path")
			var got struct {
				Drawn  bool
				Digest string
				Side   int
			}
			b.js(`(async () => {
				const stages = [];
				await published;
				onebasin.on("stage", ({ name }) => stages.push(name));
				await until(() => `+c.when+`);
				await onebasin.set("view.embed=landscape");
				const { digest } = await until(() => onebasin.result());
				const { n } = await until(async () => {
					const { landscape } = await onebasin.figures();
					return landscape?.n >= 64 && landscape;
				});
				return { digest, side: n, drawn: stages.includes("plane") };
			})()`, &got)
			if got.Digest != want || got.Side < 64 || got.Drawn {
				t.Errorf("%+v, want digest %s and a landscape that came when it was asked for", got, want)
			}
		})
	}
}
