package document_test

import (
	"strings"
	"testing"

	"convene/internal/document"
	"convene/internal/workshop"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/terms"
)

// A public body adopts by named vote, and its record says who answered what
// (domain §8.7). Only there: not in the Terms of Reference, whose history goes on
// naming those only who said yes.
func TestARecordHoldsTheRollCallOfAnAdoption(t *testing.T) {
	g := worked(t)
	g.minimum()
	public := g.state.Meta
	public.PublicBody = "yes"
	g.do("", workshop.ChangeMeta{Meta: public})
	g.do("seat-host", terms.OpenAdoption{Question: readAloud()})
	if whole := g.state.Terms.Whole.Check; whole.Poll.Mode != poll.Named {
		t.Fatalf("a public body adopts by %s", whole.Poll.Mode)
	}
	g.answer(g.state.Terms.Whole.Check.ID())
	for lang, roll := range map[string][]string{
		"en": {"Roll call", "version 1", "March 1, 2027", "Dana Whitfield", "Luz Ibarra"},
		"es": {"Votación nominal", "versión 1", "Dana Whitfield", "Luz Ibarra"},
	} {
		says(t, plain(t, document.RecordDoc(g.state, g.lib, lang, g.now)), roll...)
	}
	record := document.RecordDoc(g.state, g.lib, "en", g.now)
	for _, f := range []document.Format{document.Markdown, document.Text, document.HTML, document.JSON} {
		if out := string(render(t, record, f)); strings.Count(out, "Luz Ibarra") != 1 || strings.Contains(out, "seat-") {
			t.Errorf("%s does not name Luz Ibarra once, by name:\n%s", f, out)
		}
	}
	tor, _ := g.tor("en")
	if out := plain(t, tor); strings.Contains(out, "Roll call") || strings.Contains(out, "Luz Ibarra") {
		t.Error("the Terms of Reference name who answered")
	}
}

// Outside a public body adoption is asked with hidden names, and no document has
// a roll call.
func TestNoRollCallOfHiddenNames(t *testing.T) {
	g := worked(t)
	g.minimum()
	g.do("seat-host", terms.OpenAdoption{Question: readAloud()})
	g.answer(g.state.Terms.Whole.Check.ID())
	if out := plain(t, document.RecordDoc(g.state, g.lib, "en", g.now)); strings.Contains(out, "Roll call") || strings.Contains(out, "Luz Ibarra") {
		t.Error("the record names who answered a question with hidden names")
	}
}
