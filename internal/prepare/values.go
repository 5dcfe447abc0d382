package prepare

import (
	"convene/internal/library"
	"convene/internal/workshop/values"
)

// Values copies the prompts, the starter deck and the values of the practice
// model.
func Values(lib *library.Library, cell int) values.Prepare {
	c := values.Content{
		Cell: cell, Write: prompts(lib, "values.write"), Story: prompts(lib, "values.story"), Talk: prompts(lib, "values.talk"),
	}
	for _, d := range lib.Deck() {
		c.Deck = append(c.Deck, values.Entry{ID: d.ID, Text: words[values.Words](d.Word)})
	}
	for _, v := range lib.CPMValues() {
		c.CPM = append(c.CPM, values.Entry{ID: v.ID, Text: words[values.Words](v.Text)})
	}
	return values.Prepare{Content: c}
}

func prompts(lib *library.Library, set string) []values.Words {
	var out []values.Words
	for _, p := range lib.Prompts(set) {
		out = append(out, words[values.Words](p.Text))
	}
	return out
}
