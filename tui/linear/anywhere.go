package linear

import (
	"strings"
	"unicode"

	"convene/internal/document"
	"convene/internal/workshop/terms"
)

// inform does the words that only tell something; they work at every question.
func (s *session) inform(id, arg string) bool {
	if s.person.Seat == "" && id != "again" && id != "more" {
		return false // nothing of the room before someone has a seat
	}
	switch id {
	case "help":
		s.help()
	case "where":
		s.tell(s.whereLines()...)
	case "who":
		s.who()
	case "agenda":
		s.agenda()
	case "again":
		s.tell(s.last...)
	case "more":
		s.read(s.rest)
	case "spell":
		s.spell(arg)
	case "quiet":
		s.beQuiet()
	case "kept":
		s.showKept()
	case "questions":
		s.questions()
	case "queue":
		s.queue()
	case "document":
		s.document()
	default:
		return false
	}
	return true
}

// anywhere does the words that work wherever the room is.
func (s *session) anywhere(id, arg string) error {
	if s.inform(id, arg) {
		return nil
	}
	if s.person.ForAnother() {
		return s.forAnother(id)
	}
	switch id {
	case "for":
		return s.answerFor(arg)
	case "voice":
		return s.whoAnswers()
	case "leave":
		return s.leave()
	case "full":
		if s.console.LinesOnly {
			s.tell(s.Say("linear.full.none"))
			return nil
		}
		return turnOver{then: OtherFace}
	case "table":
		return s.atTable()
	case "sign", "signnation": // from a section that one works in, too
		switch s.snap.Terms.Whole.Status {
		case terms.DraftDoc:
			s.tell(s.Say("sign.before"))
			return nil
		case terms.AdoptedDoc, terms.InForce:
			return s.sign(id == "signnation")
		}
	case "vote", "answer":
		return s.answerBy(arg)
	case "back":
		s.stepOut()
		return nil
	case "host":
		s.openHost()
		return nil
	case "away", "pause", "moretime", "private":
		return s.unseen(id, arg)
	case "speak", "park", "propose":
		return s.wish(id, arg)
	case "read":
		return s.readSection(arg)
	case "write":
		if arg != "" && s.byNumber(arg) == nil { // words that nothing asks for now
			s.tell(s.Say("linear.not_now", "word", s.word(id)))
			s.keepAside(arg)
			return nil
		}
		return s.writeSection(arg)
	case "sections":
		return s.writeSection(arg)
	case "copy":
		s.copyLines()
		return nil
	}
	if done, err := s.aboutMe(id, arg); done || err != nil {
		return err
	}
	s.tell(s.Say("linear.not_now", "word", s.word(id)))
	return nil
}

// stepOut goes back to what the room asks, from a list or a section of one's own.
func (s *session) stepOut() {
	s.front, s.section, s.inLang, s.redo, s.offered = nil, "", "", "", ""
}

// help tells what can be typed here, then what works everywhere.
func (s *session) help() {
	lines := []string{s.Say("linear.help.how")}
	for _, c := range s.now.choices {
		if c.word != "" && c.label != "" {
			lines = append(lines, s.Say("linear.option.word", "word", s.word(c.word), "label", c.label))
		}
	}
	told := s.now.words()
	lines = append(lines, s.Say("linear.help.everywhere"))
	for _, id := range []string{"where", "who", "agenda", "read", "sections", "document", "copy", "questions", "queue", "again", "more",
		"spell", "quiet", "kept", "speak", "moretime", "away", "pause", "private", "park", "propose", "name", "history_name", "language", "words", "signin", "for", "voice", "table", "full", "leave"} {
		if told[id] || id == "for" && !s.snap.Roster.CanScribe(s.person.Seat) || !s.writes() && (id == "voice" || id == "speak" || id == "moretime" || id == "park" || id == "propose") {
			continue
		}
		lines = append(lines, s.Say("linear.option.word", "word", s.word(id), "label", s.Say("linear.help."+id)))
	}
	if s.guide() {
		lines = append(lines, s.Say("linear.help.host"))
	}
	if who := s.snap.Meta.Support; !who.IsEmpty() {
		lines = append(lines, s.Say("help.support", "who", who.String()))
	}
	s.tell(lines...)
}

// who lists who is here, in the order they came. It never says who is slow or
// away.
func (s *session) who() {
	lines := []string{s.Say("people.head")}
	for _, seat := range s.snap.Roster.Here() {
		parts := []string{s.name(seat.ID)}
		if !seat.Pronouns.IsEmpty() {
			parts = append(parts, seat.Pronouns.String())
		}
		if g := s.groupName(seat.Group, seat.GroupWords.String()); g != "" {
			parts = append(parts, g)
		}
		if !seat.Organisation.IsEmpty() {
			parts = append(parts, seat.Organisation.String())
		}
		switch {
		case seat.Delegate():
			parts = append(parts, s.Say("host.role.delegate", "nation", seat.Nation.String()))
		case !seat.Nation.IsEmpty():
			parts = append(parts, s.Say("door.delegate.stated", "name", seat.Styled(), "nation", seat.Nation.String()))
		}
		if seat.Wayless() {
			parts = append(parts, s.Say("people.by", "who", s.name(seat.ListedBy)))
		}
		for _, by := range s.snap.Roster.Scribes() {
			if s.snap.MayAnswerFor(seat.ID, by.ID) {
				parts = append(parts, s.Say("people.voice", "who", s.name(by.ID)))
			}
		}
		for _, r := range seat.Roles {
			parts = append(parts, s.Say("host.role."+string(r)))
		}
		if seat.ID == s.person.Seat {
			parts = append(parts, s.Say("common.you"))
		}
		lines = append(lines, strings.Join(parts, ", ")+".")
	}
	if n := s.snap.Screens(); n > 0 {
		lines = append(lines, s.Say("roomscreen.on", "n", n))
	}
	s.read(lines)
}

// spell reads a name letter by letter: the name of someone here, or any word.
func (s *session) spell(arg string) {
	name := strings.TrimSpace(arg)
	for _, seat := range s.snap.Roster.Here() {
		if name != "" && strings.HasPrefix(fold(seat.Name.String()), fold(name)) {
			name = seat.Styled()
			break
		}
	}
	if name == "" {
		s.tell(s.Say("linear.spell.whose"))
		return
	}
	var letters []string
	for _, r := range name {
		switch {
		case r == ' ':
			letters = append(letters, s.Say("linear.spell.space"))
		case unicode.Is(unicode.Mn, r) && len(letters) > 0:
			letters[len(letters)-1] += string(r)
		case unicode.IsUpper(r):
			letters = append(letters, s.Say("linear.spell.capital", "letter", string(r)))
		default:
			letters = append(letters, string(r))
		}
	}
	s.tell(s.Say("linear.spell", "name", name, "letters", strings.Join(letters, ", ")))
}

// beQuiet holds back what does not need the person, or tells what was held.
func (s *session) beQuiet() {
	s.quiet = !s.quiet
	if s.quiet {
		s.tell(s.Say("linear.quiet.on", "word", s.word("quiet")))
		return
	}
	s.tell(s.Say("linear.quiet.off"))
	held := s.held
	s.held = nil
	s.read(held)
}

// showKept reads the person's own words that were not sent.
func (s *session) showKept() {
	if len(s.kept) == 0 {
		s.tell(s.Say("linear.kept.none"))
		return
	}
	for _, field := range sortedKeys(s.kept) {
		s.tell(s.Say("linear.kept.line", "words", s.kept[field]))
	}
}

// document reads the whole text as it stands.
func (s *session) document() {
	doc, _, err := document.TermsDoc(s.snap.State, s.deps.Lib, s.w.Lang(), s.deps.Now())
	if err != nil {
		s.fail(err)
		return
	}
	lines := document.Spoken(doc, func(lang, words string) string { return s.theirs(words, lang) })
	s.read(append(lines, s.Say("linear.document.take", "word", s.word("copy"))))
}
