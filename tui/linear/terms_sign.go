package linear

import (
	"time"

	"convene/internal/safetext"
	"convene/internal/workshop/terms"
)

// signTask adds the sign-off, once the document is adopted.
func (s *session) signTask(t *task) {
	w := s.snap.Terms.Whole
	if w.Status != terms.AdoptedDoc && w.Status != terms.InForce {
		return
	}
	t.say(s.Say("linear.status", "status", s.Say("terms.status."+string(w.Status))))
	t.say(s.signerLines()...)
	t.say(s.Say("sign.window", "date", s.day(w.SignUntil)))
	if t.ask == "" {
		t.ask = s.Say("sign.ask")
	}
	t.add("sign", s.Say("sign.ask"), func(string) error { return s.sign(false) })
	if me := s.seat(); me != nil && me.Delegate() {
		t.add("", s.Say("linear.sign.nation", "nation", me.Nation.String()), func(string) error { return s.sign(true) })
	}
}

// signerLines tell who signed and who is waited for.
func (s *session) signerLines() []string {
	var out []string
	for _, x := range s.snap.Terms.Whole.Signers {
		name := x.Name.String()
		if !x.Title.IsEmpty() {
			name = x.Title.String() + " " + name
		}
		if !x.Nation.IsEmpty() {
			name += ", " + x.Nation.String()
		}
		status := s.Say("linear.sign.asked")
		if x.Status != terms.AskedToSign {
			status = s.Say("sign.status."+string(x.Status), "body", x.RatifiedBy.String())
		}
		out = append(out, s.Say("linear.named", "name", name, "answer", status))
	}
	return out
}

// sign is the person's own word on the document, for themselves or for their
// government.
func (s *session) sign(nation bool) error {
	states := []terms.SignStatus{terms.Signs, terms.Supports, terms.Pending, terms.StandsAside}
	n, err := s.choose(s.Say("sign.ask"), s.Say("sign.status.signs"), s.Say("sign.status.supports"),
		s.Say("linear.sign.pending"), s.Say("sign.status.aside"))
	if n == 0 || err != nil {
		return err
	}
	c := terms.Sign{ForNation: nation, Status: states[n-1]}
	switch c.Status {
	case terms.Pending:
		r, err := s.ask(asking{prompt: s.Say("sign.pending.body"), kind: safetext.Title, field: "sign/body"})
		if err != nil || !r.ok {
			return err
		}
		c.RatifiedBy = r.words
	case terms.StandsAside:
		r, err := s.ask(asking{prompt: s.Say("fault.note_needed"), kind: safetext.Line, field: "sign/note"})
		if err != nil || !r.ok {
			return err
		}
		c.Note = r.words
	}
	yes, err := s.confirm(s.Say("sign.sure", "date", s.day(s.snap.Terms.Whole.SignUntil)))
	if !yes || err != nil {
		return err
	}
	if s.done(c) {
		s.drop("sign/body")
		s.drop("sign/note")
	}
	return nil
}

// askSigner puts someone on the sign-off block.
func (s *session) askSigner() error {
	p, ok, err := s.choosePerson(s.Say("linear.signer.add"), false)
	if !ok || err != nil {
		return err
	}
	n, err := s.choose(s.Say("linear.signer.required"), s.Say("common.yes"), s.Say("common.no"))
	if n == 0 || err != nil {
		return err
	}
	s.done(terms.AskSigner{Signer: terms.Signer{Seat: p.Seat, Name: p.Name, Required: n == 1}})
	return nil
}

// setReview sets the day of the next review.
func (s *session) setReview(arg string) error {
	day, ok, err := s.askDay(s.Say("sign.review.ask"), arg)
	if !ok || err != nil {
		return err
	}
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		s.tell(s.Say("fault.spectrum_day_unknown"))
		return nil
	}
	s.done(terms.SetReview{Date: date})
	return nil
}
