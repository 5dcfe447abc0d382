package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// signTask adds the sign-off, once the document is adopted.
func (s *session) signTask(t *task) {
	w := s.snap.Terms.Whole
	if w.Status != terms.AdoptedDoc && w.Status != terms.InForce {
		return
	}
	s.news(t, s.Say("linear.status", "status", s.Say("terms.status."+string(w.Status))))
	t.say(s.Say("sign.window", "date", s.day(w.SignUntil)))
	if t.ask == "" {
		t.ask = s.Say("sign.ask")
	}
	s.signersChoice(t)
	t.add("sign", s.Say("terms.do.sign"), func(string) error { return s.sign(false) })
	if me := s.seat(); me != nil && me.Delegate() {
		t.add("signnation", s.Say("linear.sign.nation", "nation", me.Nation.String()), func(string) error { return s.sign(true) })
	}
}

// signersChoice adds who signed, to be heard by whoever asks; a host's own list begins
// with it.
func (s *session) signersChoice(t *task) {
	if !s.leads() {
		t.add("signers", s.Say("linear.signers.hear"), func(string) error { s.read(s.signerLines()); return nil })
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
		status := s.Say("sign.status.asked")
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
	status, ratifier, note, ok, err := s.askStand(s.Say("sign.ask"))
	if err != nil || !ok {
		return err
	}
	c := terms.Sign{ForNation: nation, Status: status, RatifiedBy: ratifier, Note: note}
	return s.askThen(func() {
		if s.done(c) {
			s.drop("sign/body")
			s.drop("sign/note")
		}
	}, s.Say("sign.sure", "date", s.day(s.snap.Terms.Whole.SignUntil)))
}

// askStand asks how somebody stands to the document, and what belongs to it.
func (s *session) askStand(question string) (status terms.SignStatus, ratifier, note safetext.Text, ok bool, err error) {
	states := []terms.SignStatus{terms.Signs, terms.Supports, terms.Pending, terms.StandsAside}
	n, err := s.choose(question, s.Say("sign.status.signs"), s.Say("sign.status.supports"),
		s.Say("sign.stance.pending"), s.Say("sign.status.aside"))
	if n == 0 || err != nil {
		return "", ratifier, note, false, err
	}
	r := reply{ok: true}
	switch status = states[n-1]; status {
	case terms.Pending:
		r, err = s.ask(asking{prompt: s.Say("sign.pending.body"), kind: safetext.Title, field: "sign/body"})
		ratifier = r.words
	case terms.StandsAside:
		r, err = s.ask(asking{prompt: s.Say("fault.note_needed"), kind: safetext.Line, field: "sign/note"})
		note = r.words
	}
	return status, ratifier, note, r.ok, err
}

// signers asks people to sign, takes a place off the block that nobody signed,
// and, for the coordinator, enters what was signed elsewhere.
func (s *session) signers() error {
	s.tell(s.signerLines()...)
	var o options
	o.add(s.Say("linear.signer.add"), func() error { return s.askSigner() })
	for _, x := range s.snap.Terms.Whole.Signers {
		name := x.Name.String()
		if s.seat().Has(roster.Coordinator) && x.Method != terms.OnScreen {
			o.add(s.Say("linear.signer.enter", "name", name), func() error { return s.enterSign(x) })
		}
		if x.Status == terms.AskedToSign {
			o.add(s.Say("terms.do.drop_signer", "name", name), func() error { s.done(terms.DropSigner{ID: x.ID}); return nil })
		}
	}
	return s.pick(s.Say("linear.signers"), o)
}

// askSigner puts someone on the sign-off block.
func (s *session) askSigner() error {
	p, ok, err := s.choosePerson(s.Say("terms.signer.who"), false)
	if !ok || err != nil {
		return err
	}
	signer := terms.Signer{Seat: p.Seat, Name: p.Name}
	if p.Seat == "" {
		r, err := s.ask(asking{prompt: s.Say("linear.signer.nation") + " " + s.Say("linear.text.optional"), kind: safetext.Name})
		if err != nil {
			return err
		}
		signer.Nation = r.words
	}
	n, err := s.choose(s.Say("linear.signer.required"), s.Say("common.yes"), s.Say("common.no"))
	if n == 0 || err != nil {
		return err
	}
	signer.Required = n == 1
	s.done(terms.AskSigner{Signer: signer})
	return nil
}

// enterSign is what someone who is not here signed on paper, or a council
// resolved.
func (s *session) enterSign(x terms.Signer) error {
	c := terms.EnterSign{ID: x.ID}
	status, ratifier, note, ok, err := s.askStand(s.Say("linear.sign.how", "name", x.Name.String()))
	if err != nil || !ok {
		return err
	}
	c.Status, c.RatifiedBy, c.Note = status, ratifier, note
	methods := []terms.Method{terms.OnPaper, terms.Resolution}
	n, err := s.choose(s.Say("linear.sign.method"), s.Say("sign.method.paper"), s.Say("linear.sign.resolution"))
	if n == 0 || err != nil {
		return err
	}
	c.Method = methods[n-1]
	if c.Method == terms.Resolution {
		r, err := s.ask(asking{prompt: s.Say("linear.sign.number"), kind: safetext.Title})
		if err != nil || !r.ok {
			return err
		}
		c.Number = r.words
	}
	if c.Date, ok, err = s.askDate(s.Say("linear.sign.date"), ""); err != nil || !ok {
		return err
	}
	s.done(c)
	return nil
}
