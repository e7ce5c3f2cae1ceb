package web_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A firefox is a Firefox with a window on a screen in memory, since without a screen it has no WebGL2. It is driven by
// Marionette, its own remote protocol: every message is its length, a colon and JSON; a command is [0, id, name,
// parameters], its answer [1, id, error, value].
type firefox struct {
	t         *testing.T
	conn      net.Conn
	in        *bufio.Reader
	id        int
	downloads string
	said      string // file of what it prints, with what pages log
}

// firefoxPath returns the Firefox that is installed, or skips the test.
func firefoxPath(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"firefox-esr", "firefox"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Firefox here")
	return ""
}

// startFirefox opens a window of 1280 × 1000 pixels and waits until it takes commands.
func startFirefox(t *testing.T) *firefox {
	t.Helper()
	program := firefoxPath(t)
	profile := t.TempDir()
	f := &firefox{t: t, downloads: t.TempDir(), said: filepath.Join(t.TempDir(), "said")}
	said, err := os.Create(f.said)
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	var settings strings.Builder
	for _, s := range [][2]any{
		{"marionette.port", 0}, // any
		{"devtools.console.stdout.content", true},
		{"browser.shell.checkDefaultBrowser", false}, {"browser.aboutwelcome.enabled", false},
		{"datareporting.policy.dataSubmissionEnabled", false},
		{"app.normandy.enabled", false}, {"network.captive-portal-service.enabled", false},
		{"network.connectivity-service.enabled", false},
		{"browser.download.folderList", 2}, {"browser.download.dir", f.downloads},
		{"browser.download.alwaysOpenPanel", false},
		{"browser.helperApps.neverAsk.saveToDisk", "image/png"},
	} {
		value, _ := json.Marshal(s[1])
		fmt.Fprintf(&settings, "user_pref(%q, %s);\n", s[0], value)
	}
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(settings.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile,
		"--width", "1280", "--height", "1000")
	c.Env = append(os.Environ(), "DISPLAY=:"+screen(t), "MOZ_ENABLE_WAYLAND=0")
	c.Stdout, c.Stderr = said, said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if f.conn != nil {
			f.conn.SetDeadline(time.Now().Add(5 * time.Second))
			f.send("Marionette:Quit", map[string]any{"flags": []string{"eForceQuit"}})
			io.Copy(io.Discard, f.in)
			f.conn.Close()
		}
		c.Process.Kill()
		c.Wait()
		if t.Failed() {
			log, _ := os.ReadFile(f.said)
			t.Logf("Firefox said:\n%s", log)
		}
	})
	eventually(t, "Firefox takes commands", func() error {
		port, err := os.ReadFile(filepath.Join(profile, "MarionetteActivePort"))
		if err == nil {
			f.conn, err = net.Dial("tcp", "127.0.0.1:"+string(port))
		}
		return err
	})
	f.in = bufio.NewReader(f.conn)
	f.receive() // its greeting
	f.do("WebDriver:NewSession", map[string]any{"capabilities": map[string]any{}}, nil)
	f.do("WebDriver:SetTimeouts", map[string]any{"script": 180000, "pageLoad": 180000}, nil)
	return f
}

// screen starts an X server without a screen and returns its number, which it chooses.
func screen(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		t.Skip("no Xvfb here, without which Firefox has no WebGL2")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	c := exec.Command(path, "-displayfd", "3", "-screen", "0", "1400x1100x24", "-nolisten", "tcp")
	c.ExtraFiles = []*os.File{write}
	err = c.Start()
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
	})
	read.SetReadDeadline(time.Now().Add(20 * time.Second))
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb does not start: %v", err)
	}
	return strings.TrimSpace(number)
}

func (f *firefox) send(name string, parameters any) error {
	f.id++
	message, err := json.Marshal([]any{0, f.id, name, parameters})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f.conn, "%d:%s", len(message), message)
	return err
}

func (f *firefox) receive() []byte {
	f.t.Helper()
	f.conn.SetDeadline(time.Now().Add(200 * time.Second))
	head, err := f.in.ReadString(':')
	if err != nil {
		f.t.Fatalf("Firefox is silent: %v", err)
	}
	size, err := strconv.Atoi(strings.TrimSuffix(head, ":"))
	if err != nil {
		f.t.Fatalf("Firefox: %v", err)
	}
	message := make([]byte, size)
	if _, err := io.ReadFull(f.in, message); err != nil {
		f.t.Fatalf("Firefox: %v", err)
	}
	return message
}

// do gives a command and stores its answer's value, if it has one, in out.
func (f *firefox) do(name string, parameters map[string]any, out any) {
	f.t.Helper()
	if err := f.send(name, parameters); err != nil {
		f.t.Fatalf("%s: %v", name, err)
	}
	var failure struct{ Error, Message string }
	var whole json.RawMessage
	if err := json.Unmarshal(f.receive(), &[]any{new(int), new(int), &failure, &whole}); err != nil {
		f.t.Fatalf("%s: %v", name, err)
	}
	if failure.Error != "" {
		f.t.Fatalf("%s: %s: %s", name, failure.Error, failure.Message)
	}
	if out == nil {
		return
	}
	answer := struct{ Value json.RawMessage }{whole} // some answers are nothing but a value
	if err := json.Unmarshal(whole, &answer); err != nil {
		f.t.Fatalf("%s: %v in %.300s", name, err, whole)
	}
	if err := json.Unmarshal(answer.Value, out); err != nil {
		f.t.Fatalf("%s: %v in %.300s", name, err, answer.Value)
	}
}

func (f *firefox) open(url string) {
	f.t.Helper()
	f.do("WebDriver:Navigate", map[string]any{"url": url}, nil)
}

// js evaluates an expression in the page, waits if it is a promise, and stores its value in out.
func (f *firefox) js(expression string, out any) {
	f.t.Helper()
	var said struct {
		Value json.RawMessage
		Error string
	}
	f.do("WebDriver:ExecuteAsyncScript", map[string]any{"args": []any{},
		"script": "const tell = arguments[0], { until, passed, settled } = (" + waits + ")(window); (async () => (" +
			expression +
			"))().then((value) => tell({ value: value ?? null }), (reason) => tell({ error: `${reason}` }));"}, &said)
	if said.Error != "" {
		f.t.Fatalf("%s\n%s", expression, said.Error)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(said.Value, out); err != nil {
		f.t.Fatalf("%s\n%v in %.300s", expression, err, said.Value)
	}
}

// browser evaluates an expression with the rights of the browser itself.
func (f *firefox) browser(expression string, out any) {
	f.t.Helper()
	f.do("Marionette:SetContext", map[string]any{"value": "chrome"}, nil)
	f.js(expression, out)
	f.do("Marionette:SetContext", map[string]any{"value": "content"}, nil)
}

// troubles returns the errors on Firefox's console that pages under one of the addresses have caused, in scripts,
// workers or by what their policy forbids, and Go programs that broke.
func (f *firefox) troubles(addresses ...string) (all []string) {
	f.t.Helper()
	var messages []struct {
		Text, Where string
		Flags       uint
	}
	f.browser(
		`Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError)
			.map((m) => ({ text: m.errorMessage, where: m.sourceName, flags: m.flags }))`, &messages)
	const harmless = 1 | 8 // warnings, infos
	for _, m := range messages {
		for _, a := range addresses {
			if m.Flags&harmless == 0 && strings.Contains(m.Where+m.Text, a) {
				all = append(all, m.Text+" at "+m.Where)
				break
			}
		}
	}
	log, err := os.ReadFile(f.said)
	if err != nil {
		f.t.Error(err)
	}
	for line := range strings.Lines(string(log)) {
		if strings.Contains(line, "panic: ") || strings.Contains(line, `"exit code:"`) {
			all = append(all, line)
		}
	}
	return all
}
