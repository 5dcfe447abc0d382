package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// floors are the versions below which a library is known to be harmful (safety
// §0, §1.2, §4, G19).
const floors = `
golang.org/x/crypto     v0.58.0
charm.land/ssh          v0.4.3
charm.land/wish/v2      v2.0.4
charm.land/bubbletea/v2 v2.1.1
modernc.org/sqlite      v1.61.1
`

// below reports whether a version is older than another.
func below(have, floor string) bool {
	number := regexp.MustCompile(`[0-9]+`)
	a, b := number.FindAllString(have, 3), number.FindAllString(floor, 3)
	for i := range b {
		if i >= len(a) {
			return true
		}
		x, _ := strconv.Atoi(a[i])
		y, _ := strconv.Atoi(b[i])
		if x != y {
			return x < y
		}
	}
	return strings.Contains(have, "-") && !strings.Contains(floor, "-") // v1.2.3-rc comes before v1.2.3
}

func TestNoLibraryIsBelowItsFloor(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(strings.TrimSpace(floors)) {
		fields := strings.Fields(line)
		have := regexp.MustCompile(`(?m)^\s*(?:require )?` + regexp.QuoteMeta(fields[0]) + ` (v\S+)`).FindStringSubmatch(string(mod))
		switch {
		case have == nil:
			t.Errorf("%s is gone; is its floor still needed?", fields[0])
		case below(have[1], fields[1]):
			t.Errorf("%s is %s, and must be %s", fields[0], have[1], fields[1])
		}
	}
	if strings.Contains(string(mod), "\nreplace ") {
		t.Error("go.mod replaces a library by something else")
	}
}

func TestBelow(t *testing.T) {
	for _, c := range []struct {
		have, floor string
		want        bool
	}{{"v0.58.0", "v0.58.0", false}, {"v0.57.9", "v0.58.0", true}, {"v0.100.0", "v0.58.0", false}, {"v1.0.0", "v0.58.0", false}, {"v0.58.0-rc1", "v0.58.0", true}} {
		if below(c.have, c.floor) != c.want {
			t.Errorf("%s and %s", c.have, c.floor)
		}
	}
}
