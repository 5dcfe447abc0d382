// Package golden compares what a screen shows with a file in testdata: the text
// as a grid, then a map of its styles, so that a change of either can be read in
// a diff. Run the test with -update to write the files anew, and look at them.
package golden

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convene/tui/tuitest"
)

// updateFlag is registered when a test program that uses this package starts.
const updateFlag = "update"

var _ = flag.Bool(updateFlag, false, "write golden files anew")

// Check compares g with testdata/NAME.golden.
func Check(t testing.TB, name string, g tuitest.Grid) {
	t.Helper()
	Text(t, name, Format(g))
}

// Text compares a page that is text already with testdata/NAME.golden.
func Text(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if flag.Lookup(updateFlag).Value.String() == "true" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	if got != string(want) {
		t.Errorf("%s has changed: %s\nnow:\n%s", path, firstDifference(string(want), got), got)
	}
}

// Block compares what a person sees with the first block between ``` in a text
// file, such as a README. -update writes it anew.
func Block(t testing.TB, path string, g tuitest.Grid) {
	t.Helper()
	const fence = "```\n"
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(file), fence)
	have, behind, ok := strings.Cut(rest, fence)
	if !ok {
		t.Fatalf("%s has no block", path)
	}
	var b strings.Builder
	for _, row := range g.Rows() {
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	if flag.Lookup(updateFlag).Value.String() == "true" {
		if err := os.WriteFile(path, []byte(before+fence+b.String()+fence+behind), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have != b.String() {
		t.Errorf("%s shows another screen (write it with -update): %s\nnow:\n%s", path, firstDifference(have, b.String()), b.String())
	}
}

// Format writes g as a golden file does.
func Format(g tuitest.Grid) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d×%d", g.W, g.H)
	if g.CursorShown {
		fmt.Fprintf(&b, ", cursor at column %d of line %d", g.CursorX+1, g.CursorY+1)
	}
	b.WriteString("\n")
	for _, row := range g.Rows() {
		b.WriteString("|" + row + "\n")
	}
	letters, legend := map[tuitest.Style]byte{{}: '.'}, []string{}
	for y := range g.H {
		line := make([]byte, g.W)
		for x := range g.W {
			st := g.At(x, y).Style
			if g.At(x, y).Text == "" && x > 0 {
				st = g.At(x-1, y).Style // the second half of a wide character
			}
			if _, ok := letters[st]; !ok {
				letters[st] = "abcdefghijklmnopqrstuvwxyz"[len(legend)%26]
				legend = append(legend, fmt.Sprintf("%c = %s", letters[st], st))
			}
			line[x] = letters[st]
		}
		if s := strings.TrimRight(string(line), "."); s != "" {
			fmt.Fprintf(&b, "%3d %s\n", y+1, s)
		}
	}
	for _, l := range legend {
		b.WriteString(l + "\n")
	}
	return b.String()
}

// firstDifference says where two texts part.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			now := ""
			if i < len(g) {
				now = g[i]
			}
			return fmt.Sprintf("line %d was %q, is %q", i+1, w[i], now)
		}
	}
	return fmt.Sprintf("%d lines more", len(g)-len(w))
}
