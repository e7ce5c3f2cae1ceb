package main

import (
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// word is an instruction in the assembly that Go's assembler has no name for, and what it is said to be.
var word = regexp.MustCompile(`WORD \$0x([0-9a-f]{8}) // (\S+) (\.\w+)(, #0\.0)? (v\d+), (v\d+)(?:, (v\d+))?\n`)

// By hand, from the manual's tables of bits.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		i    instruction
		to   int
		from []int
		want string
	}{
		{fadd4, 0, []int{1, 2}, "WORD $0x4e22d420 // fadd .4s v0, v1, v2"},
		{fmul2, 31, []int{30, 29}, "WORD $0x6e7ddfdf // fmul .2d v31, v30, v29"},
		{fsqrt4, 8, []int{3}, "WORD $0x6ea1f868 // fsqrt .4s v8, v3"},
	} {
		var f file
		f.do(c.i, c.to, c.from...)
		if got := strings.TrimSpace(f.text.String()); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// GNU's disassembler, where it is installed (binutils-aarch64-linux-gnu), reads every word as what it is said to be.
func TestWordsAreWhatTheySay(t *testing.T) {
	const disassembler = "aarch64-linux-gnu-objdump"
	if _, err := exec.LookPath(disassembler); err != nil {
		t.Skip(disassembler + " is not installed")
	}
	var f file
	products(&f)
	elementwise(&f)
	optimisers(&f)
	var code []byte
	var want []string
	for _, m := range word.FindAllStringSubmatch(f.text.String(), -1) {
		bits, err := strconv.ParseUint(m[1], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		code = binary.LittleEndian.AppendUint32(code, uint32(bits))
		text := m[2]
		for _, v := range m[5:] {
			if v != "" {
				text += " " + v + m[3]
			}
		}
		want = append(want, text+m[4])
	}
	if len(want) < 100 {
		t.Fatalf("only %d words were found", len(want))
	}
	name := filepath.Join(t.TempDir(), "code")
	if err := os.WriteFile(name, code, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(disassembler, "-D", "-b", "binary", "-m", "aarch64", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	k := 0
	word := regexp.MustCompile(`(?m)^\s+[0-9a-f]+:\t[0-9a-f]{8} \t(.*)$`)
	for _, m := range word.FindAllStringSubmatch(string(out), -1) {
		fields := strings.Fields(strings.ReplaceAll(m[1], ",", " "))
		got := strings.Replace(strings.Join(fields, " "), " #0.0", ", #0.0", 1)
		if k < len(want) && got != want[k] {
			t.Errorf("word %d is %q, not %q", k, got, want[k])
		}
		k++
	}
	if k != len(want) {
		t.Errorf("%d instructions of %d words", k, len(want))
	}
}
