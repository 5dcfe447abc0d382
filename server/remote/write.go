package remote

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// card makes the command of one more card, beside those the seat has written: "a
// word: and what it looks like". To pass, or to take all back, is said with the
// words of every answer.
func (g *guest) card(ctx context.Context, r *room.Room, seat *roster.Seat, w *values.Writing, typed string) (any, error) {
	if g.view().means(typed, "withdraw") {
		return values.WriteCards{Writing: w.ID}, nil
	}
	if g.view().means(typed, "pass") {
		return values.WriteCards{Writing: w.ID, Pass: true}, nil
	}
	own, _, err := r.Own(ctx, g.sitter(seat), w.Cards.ID)
	if err != nil {
		return nil, err
	}
	word, sentence, _ := strings.Cut(typed, ": ")
	d := values.Draft{Word: safetext.Clean(safetext.Title, word), Sentence: safetext.Clean(safetext.Line, sentence), Lang: g.words.Lang()}
	cards, _ := values.ReadCards(own)
	return values.WriteCards{Writing: w.ID, Cards: append(cards, d)}, nil
}

// write adds a paragraph to a section of the Terms of Reference: "write 3 We …".
func (g *guest) write(ctx context.Context) error {
	r, seat, leave, err := g.sit(ctx)
	if err != nil {
		return err
	}
	defer leave()
	number, typed, _ := strings.Cut(g.line.Text, " ")
	sec, err := g.view().sectionOf(number)
	if err != nil {
		return err
	}
	words := safetext.Clean(safetext.Body, unquoted(strings.TrimFunc(typed, blank)))
	if words.IsBlank() {
		return fault.New("words_needed")
	}
	lang := cmp.Or(sec.Original, g.words.Lang()) // the first words decide a section's
	id := terms.TextID(sec.ID, lang)
	edit := g.state.AtTheEnd(id, words.String())
	edit.First = sec.Original == ""
	if err := r.Do(ctx, room.ForSeat(g.sitter(seat), edit)); err != nil {
		return err
	}
	return g.say(g.words.Say("remote.written", "n", numbered(sec), "title", g.view().in(sec.Title)))
}

// stances are how one may stand to the document, in the order of their numbers.
var stances = [...]struct { //nolint:gochecknoglobals // a table
	status terms.SignStatus
	words  string
}{
	{terms.Signs, "sign.status.signs"}, {terms.Supports, "sign.status.supports"},
	{terms.Pending, "sign.stance.pending"}, {terms.StandsAside, "sign.status.aside"},
}

// sign says how the guest stands to the adopted document, or, with --nation, how
// the government stands whose confirmed delegate they are; without a number it
// lists what can be said, and who has signed. Behind the number stands who
// ratifies, or the note of whoever stands aside.
func (g *guest) sign(ctx context.Context) error {
	r, seat, leave, err := g.sit(ctx)
	if err != nil {
		return err
	}
	defer leave()
	number, typed, _ := strings.Cut(g.line.Text, " ")
	if number == "" {
		return g.show(g.view().signing())
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(stances) {
		return fault.New("remote.sign", "n", len(stances))
	}
	c := terms.Sign{ForNation: g.line.Nation, Status: stances[n-1].status}
	more := unquoted(strings.TrimFunc(typed, blank))
	if c.Status == terms.Pending {
		c.RatifiedBy = safetext.Clean(safetext.Title, more)
	} else {
		c.Note = safetext.Clean(safetext.Line, more)
	}
	if err := r.Do(ctx, room.ForSeat(g.sitter(seat), c)); err != nil {
		return err
	}
	return g.say(g.words.Say("remote.signed", "name", g.view().name(seat), "how", g.words.Say("sign.status."+string(c.Status), "body", c.RatifiedBy.String())) +
		"\n" + g.view().printed())
}

// printed says that a name is printed beside what is signed, and until when that
// can be changed.
func (v view) printed() string {
	return v.words.Say("sign.sure", "date", v.words.Day(v.state.Terms.Whole.SignUntil, zone(v.state)))
}

// signing is how the document stands, what can be said of it, and who has signed.
func (v view) signing() page {
	type signer struct {
		Name   string `json:"name"`
		Nation string `json:"nation,omitempty"`
		Status string `json:"status"`
	}
	whole := v.state.Terms.Whole
	data := struct {
		Status  string   `json:"status"`
		Signers []signer `json:"signers"`
	}{cmp.Or(string(whole.Status), "draft"), []signer{}}
	p := page{lines: []string{v.words.Say("terms.status." + cmp.Or(string(whole.Status), "draft"))}}
	switch whole.Status {
	case terms.DraftDoc:
		p.lines = append(p.lines, v.words.Say("sign.before"))
	case terms.AdoptedDoc, terms.InForce:
		p.lines = append(p.lines, v.words.Say("sign.window", "date", v.words.Day(whole.SignUntil, zone(v.state))))
		for i, s := range stances {
			p.lines = append(p.lines, "  "+strconv.Itoa(i+1)+"  "+v.words.Say(s.words))
		}
		p.lines = append(p.lines, v.printed())
	}
	for _, x := range whole.Signers {
		words := v.words.Say("sign.status.asked")
		if x.Status != terms.AskedToSign {
			words = v.words.Say("sign.status."+string(x.Status), "body", x.RatifiedBy.String())
		}
		p.lines = append(p.lines, v.words.Say("linear.named", "name", x.Name.String(), "answer", words))
		data.Signers = append(data.Signers, signer{x.Name.String(), x.Nation.String(), string(x.Status)})
	}
	p.data = data
	return p
}
