package linear

import (
	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
)

// aboutMe does the words about oneself. done is false for words of others.
func (s *session) aboutMe(id, arg string) (done bool, err error) {
	switch id {
	case "name", "title", "pronouns", "organisation", "capacity":
		return true, s.describe(id, arg)
	case "group":
		return true, s.chooseGroup()
	case "language":
		return true, s.chooseLanguage()
	case "words":
		return true, s.newWords()
	case "signin":
		return true, s.signIn()
	case "history_name":
		return true, s.showName()
	}
	return false, nil
}

// describe changes one thing that the person says of themselves, exactly as
// typed (domain R-01).
func (s *session) describe(what, arg string) error {
	kind := safetext.Title
	if what == "name" {
		kind = safetext.Name
	}
	return s.given(asking{prompt: s.Say("me." + what), kind: kind}, arg, func(words safetext.Text) {
		about := s.seat().About
		switch what {
		case "name":
			about.Name = words
		case "title":
			about.Title = words
		case "pronouns":
			about.Pronouns = words
		case "organisation":
			about.Organisation = words
		case "capacity":
			about.Capacity = words
		}
		if s.do(roster.Describe{About: about}) {
			s.tell(s.Say("me.saved"))
		}
	})
}

// chooseGroup asks where the person comes from; it gives no rights.
func (s *session) chooseGroup() error {
	var labels []string
	groups := s.deps.Lib.Groups()
	for _, g := range groups {
		labels = append(labels, s.w.In(g.Name))
	}
	labels = append(labels, s.Say("common.none"))
	n, err := s.choose(s.Say("me.group")+". "+s.Say("me.no_rights"), labels...)
	if n == 0 || err != nil {
		return err
	}
	about := s.seat().About
	about.Group, about.GroupWords = roster.NoGroup, safetext.Text{}
	if n <= len(groups) {
		about.Group = roster.Group(groups[n-1].ID)
	}
	if about.Group == roster.OtherGroup {
		r, err := s.ask(asking{prompt: s.Say("me.group.own"), kind: safetext.Title})
		if err != nil {
			return err
		}
		about.GroupWords = r.words
	}
	if s.do(roster.Describe{About: about}) {
		s.tell(s.Say("me.saved"))
	}
	return nil
}

// chooseLanguage changes the language of our words, for this person alone.
func (s *session) chooseLanguage() error {
	var labels []string
	languages := s.deps.Lib.Languages()
	for _, l := range languages {
		labels = append(labels, l.Name)
	}
	n, err := s.choose(s.Say("menu.language.head"), labels...)
	if n == 0 || err != nil {
		return err
	}
	s.speak(languages[n-1].Tag)
	s.tell(s.Say("menu.language.note"))
	s.offered = ""             // what is asked is asked again in it
	if s.person.ForAnother() { // for this turn alone
		return nil
	}
	if !s.do(roster.SpeakLanguage{Lang: s.w.Lang()}) {
		return nil
	}
	if err := s.deps.Desk.Prefer(s.ctx, s.room.ID(), s.person.Seat, s.w.Lang(), "linear"); err != nil {
		s.fail(err)
	}
	return nil
}

// newWords replaces the return words and tells them once.
func (s *session) newWords() error {
	yes, err := s.confirm(s.Say("linear.words.ask"))
	if !yes || err != nil {
		return err
	}
	words, err := s.deps.Desk.NewWords(s.ctx, s.room.ID(), s.person.Sitter(), s.w.Lang())
	if err != nil {
		s.fail(err)
		return nil
	}
	return s.tellSecret(s.Say("words.title"), words, s.Say("words.keep"))
}

// tellSecret tells something that others should not hear, once the person is
// ready for it. It is not repeated by "again".
func (s *session) tellSecret(head, secret string, after ...string) error {
	if err := s.warn(); err != nil { // it was made: it is told, whatever was typed
		return err
	}
	s.tell(head)
	_ = s.console.Say(secret)
	s.tell(after...)
	return nil
}

// signIn tries a phrase: the host's, the coordinator's, or a delegate's. It is
// not shown as it is typed, and kept nowhere. One that does not fit is asked for
// again, still not shown, until an empty line or "back".
func (s *session) signIn() error {
	for {
		r, err := s.ask(asking{prompt: s.Say("prompt.signin.title"), kind: safetext.Line, secret: true})
		if !r.ok || err != nil {
			return err
		}
		role, nation, err := s.deps.Desk.SignIn(s.ctx, s.room, s.person.Guest, s.person.Seat, r.words.String())
		s.see()
		if err == nil {
			s.signedIn(role, nation)
			return nil
		}
		if fault.Code(err) == "internal" && s.deps.Log != nil {
			s.deps.Log.Error("sign-in failed", "error", err)
		}
		s.fail(err)
		if fault.Code(err) != "phrase_unknown" {
			s.tell(s.Say("linear.signin.later", "word", s.word("signin")))
			return nil
		}
		s.tell(s.Say("linear.signin.again"))
	}
}

// signedIn says what the person may do from now on.
func (s *session) signedIn(role roster.Role, nation string) {
	if nation != "" {
		s.tell(s.Say("signin.delegate", "nation", nation))
		return
	}
	s.signed = role
	said := "signin.coordinator"
	if role == roster.Host {
		said = "signin.host"
	}
	s.tell(s.Say(said), s.Say("linear.help.host"))
}
