package linear

import (
	"slices"
	"strings"

	"convene/internal/safetext"
	"convene/internal/workshop/values"
)

// listLines read the list of values with both columns.
func (s *session) listLines(list []values.Value) []string {
	var out []string
	for i, v := range list {
		out = append(out, s.Say("linear.value", "number", i+1, "name", s.theirs(v.Name.String(), s.valueLang(v))))
		for _, d := range v.Do {
			out = append(out, s.Say("linear.deed.do")+": "+s.deedWords(v, d))
		}
		for _, d := range v.Slipped {
			out = append(out, s.Say("linear.deed.slipped")+": "+s.deedWords(v, d))
		}
	}
	return out
}

// valueLang is the language of a value's name; one without a name of its own has
// that of the card it is called by.
func (s *session) valueLang(v values.Value) string {
	if cards := s.snap.Values.In(v.Cluster); v.Lang == "" && len(cards) > 0 {
		return cards[0].Lang
	}
	return v.Lang
}

// deedWords are a line of a value in its writer's words and language.
func (s *session) deedWords(v values.Value, words safetext.Text) string {
	for _, d := range s.snap.Values.Deeds {
		if d.Cluster == v.Cluster && d.Words == words {
			return s.theirs(words.String(), d.Lang)
		}
	}
	return words.String()
}

// valuesVerdict tells how the values were recorded and what they lack.
func (s *session) valuesVerdict() []string {
	v := s.snap.Values.Verdict
	if v == nil {
		return nil
	}
	return append([]string{s.Say("spectrum.verdict." + string(v.Status))}, s.lackWords(v.Lacks)...)
}

// valuesLacking tells, between a check and the record, what keeps the values from
// being final.
func (s *session) valuesLacking() []string {
	if v := s.snap.Values; v.LastCheck() != nil && !v.Recorded() {
		return s.lackWords(v.Lacks())
	}
	return nil
}

func (s *session) lackWords(lacks []values.Lack) (out []string) {
	for _, l := range lacks {
		out = append(out, s.Say("values.host.not_final", "why", s.Say("values.lack."+string(l))))
	}
	return out
}

// deedTask writes what people do when they live a value, and how they notice
// that they slipped.
func (s *session) deedTask(t *task) {
	t.say(s.listLines(s.snap.Values.List())...)
	if some := s.snap.Values.HeldBySome(); len(some) > 0 {
		var names []string
		for _, c := range some {
			names = append(names, s.gathering(s.snap.Values, c.ID))
		}
		t.say(upper(s.Say("values.some")) + ": " + s.w.List(names) + ". " + s.Say("values.some.note"))
	}
	t.say(s.Say("values.deeds.named"))
	t.ask = s.Say("values.deeds.head") + ". " + s.Say("values.deeds.agency")
	t.add("write", s.Say("linear.deed.add"), func(string) error { return s.addDeed() })
	t.add("deed", s.Say("linear.deed.change"), func(string) error { return s.changeDeed() })
}

func (s *session) addDeed() error {
	id, _, err := s.chooseValue(s.Say("linear.deed.value"))
	if id == "" || err != nil {
		return err
	}
	n, err := s.choose(s.Say("linear.deed.side"), s.Say("linear.deed.do"), s.Say("linear.deed.slipped"))
	if n == 0 || err != nil {
		return err
	}
	side, label := values.WeDo, s.Say("linear.deed.do")
	if n == 2 {
		side, label = values.WeSlipped, s.Say("linear.deed.slipped")
	}
	field := "values/deed/" + id + "/" + string(side)
	r, err := s.ask(asking{prompt: label, kind: safetext.Line, field: field})
	if err == nil && r.ok {
		s.send(field, values.AddDeed{Cluster: id, Side: side, Words: r.words, Lang: s.w.Lang()})
	}
	return err
}

// chooseValue asks for one of the values that the group goes on with.
func (s *session) chooseValue(question string) (id string, ok bool, err error) {
	var labels []string
	chosen := s.snap.Values.Chosen()
	for _, c := range chosen {
		labels = append(labels, s.clusterLine(c.ID))
	}
	n, err := s.choose(question, labels...)
	if n == 0 || err != nil {
		return "", false, err
	}
	return chosen[n-1].ID, true, nil
}

// changeDeed changes a line, or takes it out; what stood before is kept.
func (s *session) changeDeed() error {
	var deeds []values.Deed
	var labels []string
	for _, d := range s.snap.Values.Deeds {
		if !d.Gone {
			deeds, labels = append(deeds, d), append(labels, s.theirs(d.Words.String(), d.Lang))
		}
	}
	if len(deeds) == 0 {
		s.tell(s.Say("linear.deed.none"))
		return nil
	}
	n, err := s.choose(s.Say("linear.deed.change"), labels...)
	if n == 0 || err != nil {
		return err
	}
	d := deeds[n-1]
	n, err = s.choose(labels[n-1], s.Say("linear.deed.reword"), s.Say("linear.deed.remove"))
	switch {
	case n == 0 || err != nil:
		return err
	case n == 2:
		s.done(values.TakeDeed{Deed: d.ID, Rev: d.Rev})
		return nil
	}
	field := "values/deed/" + d.ID
	r, err := s.ask(asking{prompt: labels[0], kind: safetext.Line, field: field})
	if err == nil && r.ok {
		s.send(field, values.ChangeDeed{Deed: d.ID, Words: r.words, Lang: s.w.Lang(), Rev: d.Rev})
	}
	return err
}

// linkTask asks whether a value meets one of the practice model's.
func (s *session) linkTask(t *task) {
	x := s.snap.Values
	for i, v := range x.Content.CPM {
		t.say(s.Say("linear.value", "number", i+1, "name", s.in(v.Text)))
	}
	t.ask = s.Say("values.cpm.link")
	t.add("link", s.Say("linear.link"), func(string) error {
		id, ok, err := s.chooseValue(s.Say("linear.link"))
		if !ok || err != nil {
			return err
		}
		r, err := s.ask(asking{prompt: s.Say("linear.link.numbers"), kind: safetext.Line, nothing: true})
		if err != nil || !r.ok {
			return err
		}
		var links []string
		for _, f := range strings.Fields(strings.ReplaceAll(r.words.String(), ",", " ")) {
			if n, ok := number(f, len(x.Content.CPM)); ok && !slices.Contains(links, x.Content.CPM[n-1].ID) {
				links = append(links, x.Content.CPM[n-1].ID)
			}
		}
		s.done(values.Link{Cluster: id, Links: links})
		return nil
	})
}
