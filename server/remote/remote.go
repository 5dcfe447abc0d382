// Package remote is the one-line face: one verb, one answer, no screen. Guests
// reach it as "ssh CODE@host VERB", operators from the command line, through a
// socket in the data folder when a server runs on it.
//
// It owns the reading of a line, the rights of the one who asks, and the words
// of the answer; what is asked of rooms and of the desk is theirs to decide. No
// verb starts another program, and a guest's line names no file of the server.
//
// Concurrency: a Verbs is safe for concurrent use. Run and Operate block on
// disk, on hashing and on the writers they are given, and end with the context.
// Control has one goroutine for each connection; Close waits for them.
package remote

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"time"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/internal/safetext"
)

// What a verb's process ends with.
const (
	// OK: the verb did what was asked.
	OK = 0
	// Failed: it was refused, or did not work; one sentence on Err says why.
	Failed = 1
	// Unclear: the line could not be understood; one sentence says what can be.
	Unclear = 2
)

// Parts is what the verbs work on. Folder is needed by Operate alone.
type Parts struct {
	Lib    *library.Library
	Rooms  *room.House
	Desk   *desk.Desk
	Folder Folder
	// Address is where people reach this server, as "host:port".
	Address string
	Now     func() time.Time
	Log     *slog.Logger
}

// Folder is what the operator's verbs do with the data folder as a whole.
type Folder interface {
	// Backup copies the database to a new file; with keys, the server's secret
	// and host keys too, and never a poll's key.
	Backup(ctx context.Context, file string, keys bool) error
	// Check looks at everything that should hold and returns what does not.
	Check(ctx context.Context) ([]*fault.Error, error)
	// Forget takes a workshop away for good.
	Forget(ctx context.Context, workshop string) error
	// Fingerprints are the host key's, as ssh shows it, "SHA256:…", and the
	// next one's while a change is under way, else empty.
	Fingerprints() (shown, next string, err error)
	// RotateHostKeys begins a change of the host keys, or finishes it, and
	// gives the fingerprints from then on.
	RotateHostKeys(finish bool) (shown, next string, err error)
}

// Verbs answers one-line requests.
type Verbs struct {
	parts Parts
	// renders bounds how many documents are written at once: a PDF takes a
	// core for a while, and two may be all there are.
	renders chan struct{}
	shelves places
}

// New makes the verbs.
func New(p Parts) *Verbs {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	return &Verbs{parts: p, renders: make(chan struct{}, 2)}
}

// Call is one line that a guest sent over ssh.
type Call struct {
	Guest *desk.Guest
	// Code is what stood before the @; it may be no code at all.
	Code string
	// Line is the raw command line, untrusted.
	Line     string
	In       io.Reader
	Out, Err io.Writer
	// Lang is the first guess at the guest's language; a seat's own choice
	// holds over it.
	Lang string
	// Terminal says that Out is a terminal: lines need "\r\n" and bytes that
	// are no text would harm it.
	Terminal bool
}

// Run answers a guest's line and returns the status that their ssh ends with:
// OK, Failed or Unclear. Who may ask what is said at rights.
func (v *Verbs) Run(ctx context.Context, c Call) int {
	w := v.parts.Lib.Words(c.Lang)
	line, err := Parse(c.Line)
	if err != nil {
		return v.fail(c.Err, c.Terminal, w, err)
	}
	if line.Lang != "" && !v.speaks(line.Lang) {
		return v.fail(c.Err, c.Terminal, w, fault.New("remote.lang", "languages", v.languages()))
	}
	if line.Lang != "" {
		w = v.parts.Lib.Words(line.Lang)
	}
	g := guest{verbs: v, call: c, line: line, words: w}
	verbs := map[string]func(context.Context) error{
		"help": g.help, "status": g.status, "join": g.join, "agenda": g.look(view.agenda), "who": g.look(view.who),
		"results": g.look(view.results), "tor": g.tor, "export": g.export, "vote": g.vote, "question": g.question,
		"write": g.write, "sign": g.sign, "read": g.look(view.reading), "do": g.do, "signin": g.signin,
	}
	verb, ok := verbs[line.Verb]
	if !ok {
		return v.fail(c.Err, c.Terminal, w, fault.New("remote.unknown", "verb", line.Verb))
	}
	if err := verb(ctx); err != nil {
		return v.fail(c.Err, c.Terminal, g.words, err)
	}
	return OK
}

// fail says an error in one sentence and gives the status that goes with it.
// What is no fault of a person's goes to the log, without their words.
func (v *Verbs) fail(to io.Writer, terminal bool, w library.Words, err error) int {
	if errors.Is(err, context.Canceled) {
		err = fault.New("server_stopping").With(err)
	}
	_ = say(to, terminal, w.Fault(err)) // nobody is left to tell
	switch fault.Code(err) {
	case "remote.empty", "remote.unknown", "remote.flag", "remote.flag_empty", "remote.what", "remote.out",
		"remote.lang", "remote.line", "remote.as", "remote.answer", "remote.secret", "remote.section", "remote.sign", "remote.person", "remote.fixed", "document.format":
		return Unclear
	case "internal", "storage_unavailable":
		v.parts.Log.Error("verb failed", "error", err)
	}
	return Failed
}

func (v *Verbs) speaks(tag string) bool {
	for _, l := range v.parts.Lib.Languages() {
		if l.Tag == tag {
			return true
		}
	}
	return false
}

func (v *Verbs) languages() string {
	var tags []string
	for _, l := range v.parts.Lib.Languages() {
		tags = append(tags, l.Tag)
	}
	return strings.Join(tags, ", ")
}

// say writes text as whole lines of printable characters.
func say(to io.Writer, terminal bool, text string) error {
	text = strings.TrimRight(safetext.Clean(safetext.Body, text).String(), "\n") + "\n"
	if terminal {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	_, err := io.WriteString(to, text)
	return err
}
