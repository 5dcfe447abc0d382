package linear

import (
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
)

// asking is a question whose answer is a line of the person's own words. At it
// every line is the text; commands begin with a slash.
type asking struct {
	prompt string
	kind   safetext.Kind
	// field keeps the words until they are sent; empty keeps nothing.
	field string
	// nothing lets "/nothing" say on purpose that there is nothing to write.
	nothing bool
	// secret words are never shown nor kept.
	secret bool
	// exact is a number or a day, which no command word can be.
	exact bool
}

// reply is what came of an asking: words, nothing on purpose, or ok false when
// the person went back.
type reply struct {
	words   safetext.Text
	nothing bool
	ok      bool
}

// ask reads the answer. The error is the end of this face.
func (s *session) ask(q asking) (reply, error) {
	s.tell(q.prompt)
	if q.secret {
		s.tell(s.Say("linear.secret"))
	}
	if q.nothing {
		s.tell(s.Say("linear.text.nothing"))
	}
	if kept := s.kept[q.field]; q.field != "" && kept != "" {
		s.tell(s.Say("linear.text.kept", "words", kept))
	}
	for {
		line, err := s.line(s.wordsPrompt(q), q.secret, s.catchNews)
		if err != nil {
			return reply{}, err
		}
		if id, _, _ := s.book.find(line); q.secret && id == "ready" {
			continue // the headphones are on
		}
		if command, ok := strings.CutPrefix(line, "/"); ok && !strings.HasPrefix(command, "/") {
			r, again, err := s.slash(q, command)
			if err != nil || !again {
				return r, err
			}
			continue
		}
		line = strings.TrimPrefix(line, "/") // two slashes are one of the text's own
		switch command, mine, err := s.meant(q, line); {
		case err != nil:
			return reply{}, err
		case command != "":
			r, again, err := s.slash(q, command)
			if err != nil || !again {
				return r, err
			}
			continue
		case !mine:
			s.tell(q.prompt)
			continue
		}
		words := safetext.Clean(q.kind, line)
		if words.IsBlank() {
			return reply{}, nil
		}
		if safetext.Fits(q.kind, words) != nil {
			s.tell(s.Say("fault.too_long"))
			s.keep(q, line)
			continue
		}
		s.keep(q, words.String())
		return reply{words: words, ok: true}, nil
	}
}

// wordsPrompt is what stands before the words. Without a terminal the client
// shows them, so that nothing else is promised.
func (s *session) wordsPrompt(q asking) string {
	switch {
	case q.secret && s.console.Echo:
		return s.Say("linear.prompt.secret")
	case q.exact:
		return s.Say("linear.prompt.exact")
	}
	return s.Say("linear.prompt.text")
}

// meant asks about a line that is exactly a command word, or one and a number:
// it may be the text. It gives the command if that was meant, or says that the
// words are the person's own; neither is so when they went back, and then the
// question stands and nothing is sent.
func (s *session) meant(q asking, line string) (command string, mine bool, err error) {
	switch {
	case q.secret: // never quoted; the way out is no secret
		id, arg, _ := s.book.find(line)
		if id == "back" && arg == "" {
			return line, false, nil
		}
		return "", true, nil
	case !s.book.bare(line):
		return "", true, nil
	case q.exact:
		return line, false, nil
	}
	n, err := s.choose(s.Say("linear.text.meant", "word", strings.TrimSpace(line)),
		s.Say("linear.text.mine"), s.Say("linear.text.command"))
	if n == 2 {
		return line, false, err
	}
	return "", n == 1, err
}

// slash does a command given at a text question. again says that the question
// still stands.
func (s *session) slash(q asking, command string) (r reply, again bool, err error) {
	id, arg, ok := s.book.find(command)
	switch {
	case ok && id == "back":
		return reply{}, false, nil
	case ok && id == "nothing" && q.nothing:
		return reply{nothing: true, ok: true}, false, nil
	case ok && id == "send" && s.kept[q.field] != "":
		return reply{words: safetext.Clean(q.kind, s.kept[q.field]), ok: true}, false, nil
	case ok && (id == "leave" || id == "full"):
		return reply{}, false, s.anywhere(id, arg)
	case ok && s.inform(id, arg):
		s.tell(q.prompt)
		return reply{}, true, nil
	}
	s.tell(s.Say("linear.text.commands"))
	return reply{}, true, nil
}

// choose asks for one of several by its number; 0 is none of them.
func (s *session) choose(question string, labels ...string) (int, error) {
	tell := func() {
		s.tell(question)
		for i, l := range labels {
			s.tell(s.Say("linear.option", "key", i+1, "label", l))
		}
	}
	tell()
	for {
		line, err := s.line(s.Say("linear.prompt"), false, s.catchNews)
		if err != nil {
			return 0, err
		}
		if n, ok := number(line, len(labels)); ok {
			return n, nil
		}
		id, arg, ok := s.book.find(line)
		i := begins(labels, line)
		if !ok && i < 0 {
			i = inside(labels, line)
		}
		if ok && i < 0 && (id == "yes" || id == "no") {
			i = begins(labels, s.Say("common."+id))
		}
		switch {
		case strings.TrimSpace(line) == "", i < 0 && ok && (id == "back" || id == "no"):
			return 0, nil
		case i >= 0 && !(ok && arg == ""): // a label's own words, unless they are a command
			return i + 1, nil
		case ok && (id == "leave" || id == "full"):
			return 0, s.anywhere(id, arg)
		case i >= 0:
			return i + 1, nil
		case ok && s.inform(id, arg):
			tell()
		default:
			s.tell(s.Say("linear.choose.number", "n", len(labels)))
		}
	}
}

// confirm asks once; only a yes is a yes.
func (s *session) confirm(lines ...string) (bool, error) {
	s.tell(lines...)
	line, err := s.line(s.Say("linear.prompt.yes"), false, s.catchNews)
	if err != nil {
		return false, err
	}
	id, _, ok := s.book.find(line)
	if ok && id == "yes" {
		return true, nil
	}
	s.tell(s.Say("linear.not_done"))
	return false, nil
}

// warn says, before something secret is told, that a screen reader may speak it,
// and waits until the person is ready. What is typed here is not shown: somebody
// may take it for the place to type a secret.
func (s *session) warn() error {
	s.tell(s.Say("linear.secret"))
	line, err := s.line(s.Say("linear.prompt.ready"), true, s.catchNews)
	if id, arg, _ := s.book.find(strings.TrimPrefix(line, "/")); err == nil && id == "leave" {
		return s.anywhere(id, arg)
	}
	return err
}

// keep holds words that are not sent yet, also against a lost link.
func (s *session) keep(q asking, words string) {
	if q.field == "" || q.secret {
		return
	}
	s.kept[q.field] = words
	s.draft(q.field, words)
}

// drop forgets words that were sent.
func (s *session) drop(field string) {
	if s.kept[field] != "" {
		delete(s.kept, field)
		s.draft(field, "")
	}
}

// draftPrefix parts this face's drafts from those of the full-screen one, whose
// forms are kept in shapes of their own.
const draftPrefix = "line/"

func (s *session) draft(field, words string) {
	if s.person.Seat == "" {
		return
	}
	if err := s.room.Draft(s.ctx, s.person.Sitter(), s.snap, draftPrefix+field, words); err != nil {
		s.deps.Log.Error("a draft was not kept", "code", fault.Code(err), "error", err)
	}
}

// send gives a command that carries kept words; they are forgotten only when it
// was taken (design promise 8). thanks says so in words of its own.
func (s *session) send(field string, body any, thanks ...string) bool {
	if s.do(body) {
		s.drop(field)
		if len(thanks) == 0 {
			thanks = []string{s.Say("linear.sent")}
		}
		s.tell(thanks...)
		return true
	}
	if s.kept[field] != "" {
		s.tell(s.Say("linear.kept"))
	}
	return false
}
