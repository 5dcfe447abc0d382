package remote

import (
	"context"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"convene/internal/fault"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
)

// mayTake says whether somebody may take a copy of a document (design §5,
// domain R-11). Roles are those of the seats their key opens.
//
//   - The join code alone never exports: without a seat the answer is no,
//     unless the host's or the coordinator's passphrase was given.
//   - A host, a co-host and the coordinator take both documents at any time, a
//     draft included, which says on every page that it is one.
//   - Everyone else with a seat reads the draft in the room, and takes a copy of
//     what is final: the Terms of Reference from their adoption on, and both
//     documents as they stand once the workshop has ended. A sheet holds what the
//     room is asked and nothing else, so it is theirs at any time.
//
// What a copy holds is the same for everyone: nothing in it is hidden.
func mayTake(kind string, s *workshop.State, seats []*roster.Seat, vouched bool) error {
	if vouched {
		return nil
	}
	if len(seats) == 0 {
		return fault.New("remote.no_seat")
	}
	if kind == sheet || planner(seats) != nil {
		return nil
	}
	if s.Status == workshop.Ended || s.Status == workshop.Closed {
		return nil
	}
	if kind == tor && s.Terms.Whole.Status != terms.DraftDoc {
		return nil
	}
	return fault.New("remote.not_final")
}

// export sends a document to whoever may take it.
func (g *guest) export(ctx context.Context) error {
	t, err := wanted(g.line.Text, g.line.Format)
	if err != nil {
		return err
	}
	if g.line.Out != "" {
		return fault.New("remote.out")
	}
	err = g.enter(ctx)
	if err != nil && fault.Code(err) != "code_unknown" {
		return err
	}
	vouched := false
	if len(g.seats) == 0 {
		// Asked of everyone alike, so that the question tells nothing of the code.
		if vouched, err = g.vouch(ctx, err); err != nil {
			return err
		}
	}
	if err := mayTake(t.kind, g.state, g.seats, vouched); err != nil {
		return err
	}
	if t.info.Binary && g.call.Terminal {
		line := "export " + t.kind + " --format " + string(t.info.Format) + " > " + t.kind + t.info.Extension
		return fault.New("remote.binary", "line", "ssh "+g.verbs.at(g.call.Code)+" "+line)
	}
	t.item, t.large, t.langs = g.line.Item, g.line.Large, g.verbs.speaking(t.kind, g.line.Lang, g.words.Lang())
	body, err := g.verbs.render(ctx, t, g.state)
	if err != nil {
		return err
	}
	return send(g.call.Out, g.call.Terminal, body)
}

// send writes a document's bytes. A terminal gets text that was cleaned once
// more, since a document's own signs may mean something else to it.
func send(to io.Writer, terminal bool, body []byte) error {
	if terminal {
		return say(to, true, string(body))
	}
	_, err := to.Write(body)
	return err
}

// vouch asks for the host's or the coordinator's passphrase on the session's
// input, which also opens what has ended. unknown is why the code alone opened
// nothing; who types nothing hears that.
func (g *guest) vouch(ctx context.Context, unknown error) (bool, error) {
	if _, err := io.WriteString(g.call.Err, g.words.Say("remote.passphrase")+": "); err != nil {
		return false, err
	}
	phrase, err := readLine(g.call.In)
	if g.call.Terminal {
		_, _ = io.WriteString(g.call.Err, "\r\n") // the answer says more than this line end
	}
	if err != nil || strings.TrimSpace(phrase) == "" {
		return false, unknown
	}
	p := g.verbs.parts
	id, err := p.Desk.Vouch(ctx, g.call.Guest, g.call.Code, phrase)
	if err != nil {
		return false, err
	}
	if err := g.read(ctx, id); err != nil {
		return false, err
	}
	return true, nil
}

// maxTyped is the longest line read, in bytes: a reason may be 280 characters of
// four bytes each, and what is erased again does not count.
const maxTyped = 2 << 10

// readLine reads one typed line. A raw terminal sends a carriage return for
// Enter and erases for itself, a letter at a time; Ctrl-C and Ctrl-D end it
// empty.
func readLine(from io.Reader) (string, error) {
	if from == nil {
		return "", io.EOF
	}
	var line []byte
	b := make([]byte, 1)
	for len(line) < maxTyped {
		n, err := from.Read(b)
		if n == 1 {
			switch b[0] {
			case '\r', '\n':
				return string(line), nil
			case 0x03, 0x04:
				return "", io.EOF
			case 0x08, 0x7f:
				_, size := utf8.DecodeLastRune(line)
				line = line[:len(line)-size]
			default:
				line = append(line, b[0])
			}
		}
		if err != nil {
			if len(line) > 0 && err == io.EOF {
				return string(line), nil
			}
			return "", err
		}
	}
	return "", fault.New("too_long")
}

// zone is the zone that a workshop's times are shown in.
func zone(s *workshop.State) *time.Location {
	loc, err := time.LoadLocation(s.Meta.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}
