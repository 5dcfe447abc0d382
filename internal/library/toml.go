package library

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// index gives the line of every key of a file by its dotted path; an element
// of a list is named by its number from 0, as in "item.3.title".
type index map[string]int

// line gives the line of a path, or of the nearest thing around it, or 0.
func (x index) line(parts ...string) int {
	for p := strings.Join(parts, "."); p != ""; {
		if n, ok := x[p]; ok {
			return n
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	return 0
}

// within gives the line of a dotted key to what it stands in: where title.en is
// there, title is there too.
func (x index) within(path string, line int) {
	for i := strings.LastIndexByte(path, '.'); i > 0; i = strings.LastIndexByte(path[:i], '.') {
		if _, ok := x[path[:i]]; ok {
			return
		}
		x[path[:i]] = line
	}
}

// decode reads a file into into, strictly, and finds the line of every key. ok
// is false where the file can't be read; the problem is then noted.
func (r *reader) decode(name string, data []byte, into any) (index, bool) {
	d := toml.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		r.syntax(name, err)
		return nil, false
	}
	return lines(data), true
}

// syntax notes an error of the decoder with its line.
func (r *reader) syntax(name string, err error) {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) {
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			r.problems.add(name, line, "%s is not a known key here", strings.Join(e.Key(), "."))
		}
		return
	}
	var slip *toml.DecodeError
	if errors.As(err, &slip) {
		line, _ := slip.Position()
		r.problems.add(name, line, "%s", strings.TrimPrefix(slip.Error(), "toml: "))
		return
	}
	r.problems.add(name, 0, "%v", err)
}

// lines walks the keys of a file that was decoded without error.
func lines(data []byte) index {
	x := make(index)
	var p unstable.Parser
	p.Reset(data)
	table, counts := "", make(map[string]int)
	for p.NextExpression() {
		e := p.Expression()
		key, line := keyOf(&p, e)
		switch e.Kind {
		case unstable.Table:
			table = inList(key, counts)
			x[table] = line
		case unstable.ArrayTable:
			key = inList(key, counts)
			counts[key]++
			table = key + "." + strconv.Itoa(counts[key]-1)
			x[table] = line
		case unstable.KeyValue:
			walk(&p, x, join(table, key), line, e.Value())
			x.within(join(table, key), line)
		}
	}
	return x
}

// inList names the list elements that a table's key stands in: in the second
// [[item]], [item.more] is "item.1.more".
func inList(key string, counts map[string]int) string {
	parts := strings.Split(key, ".")
	name := ""
	for i, part := range parts {
		name = join(name, part)
		if n := counts[name]; n > 0 && i < len(parts)-1 {
			name = join(name, strconv.Itoa(n-1))
		}
	}
	return name
}

func walk(p *unstable.Parser, x index, path string, line int, v *unstable.Node) {
	x[path] = line
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			key, at := keyOf(p, it.Node())
			walk(p, x, join(path, key), at, it.Node().Value())
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); i++ {
			child := it.Node()
			at := line
			if child.Raw.Length > 0 {
				at = p.Shape(child.Raw).Start.Line
			}
			walk(p, x, join(path, strconv.Itoa(i)), at, child)
		}
	}
}

// keyOf gives a node's dotted key and its line.
func keyOf(p *unstable.Parser, n *unstable.Node) (string, int) {
	var parts []string
	line := 0
	for it := n.Key(); it.Next(); {
		if line == 0 {
			line = p.Shape(it.Node().Raw).Start.Line
		}
		parts = append(parts, string(it.Node().Data))
	}
	return strings.Join(parts, "."), line
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "." + b
}
