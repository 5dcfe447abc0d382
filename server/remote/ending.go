package remote

import (
	"context"
	"strings"

	"convene/internal/access"
	"convene/internal/fault"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
)

// end takes no new seats from now on; those with a seat can still sign.
func (e *errand) end(ctx context.Context) error {
	return e.inRoom(ctx, func(r *room.Room) error {
		s, now := r.Snapshot(), e.verbs.parts.Now()
		until := e.words.Day(now.Add(workshop.SigningWindow), zone(s.State))
		if !e.agreed(e.words.Say("cli.end.ask", "title", s.Meta.Title, "date", until)) {
			return fault.New("nothing_done")
		}
		if err := e.verbs.parts.Desk.SetStatus(ctx, r, "", workshop.Ended); err != nil {
			return err
		}
		return e.say(e.words.Say("cli.end.done", "title", s.Meta.Title))
	})
}

// close leaves reading and copies only.
func (e *errand) close(ctx context.Context) error {
	return e.inRoom(ctx, func(r *room.Room) error {
		title := r.Snapshot().Meta.Title
		if !e.agreed(e.words.Say("cli.close.ask", "title", title)) {
			return fault.New("nothing_done")
		}
		if err := e.verbs.parts.Desk.SetStatus(ctx, r, "", workshop.Closed); err != nil {
			return err
		}
		return e.say(e.words.Say("cli.close.done", "title", title))
	})
}

// delete takes a workshop away for good, after its code was typed once more.
// People who are in it are shown out first, and nobody comes back in.
func (e *errand) delete(ctx context.Context) error {
	id, s, err := e.open(ctx)
	if err != nil {
		return err
	}
	typed, err := e.console.Ask(e.words.Say("cli.delete.ask", "title", s.Meta.Title))
	if err != nil || !e.isCode(typed) {
		return fault.New("nothing_done")
	}
	err = e.verbs.parts.Rooms.Alone(ctx, id, func() error { return e.verbs.parts.Folder.Forget(ctx, id) })
	if err != nil {
		return fault.New("storage_unavailable").With(err)
	}
	return e.say(e.words.Say("cli.delete.done", "title", s.Meta.Title))
}

// redact takes words out of a whole workshop for good, after its code was typed
// once more.
func (e *errand) redact(ctx context.Context) error {
	return e.inRoom(ctx, func(r *room.Room) error {
		said, err := e.order.Words, error(nil)
		if said == "" { // so that they stand in no shell's history
			said, err = e.console.Ask(e.words.Say("cli.redact.which"))
		}
		words := safetext.Clean(safetext.Line, strings.TrimSpace(said))
		if err != nil || words.IsBlank() {
			return fault.New("nothing_done")
		}
		typed, err := e.console.Ask(e.words.Say("cli.redact.ask", "title", r.Snapshot().Meta.Title, "words", words))
		if err != nil || !e.isCode(typed) {
			return fault.New("nothing_done")
		}
		if err := e.verbs.parts.Desk.TakeOut(ctx, r, words, e.order.Why); err != nil {
			return err
		}
		return e.say(e.words.Say("cli.redact.done"), e.words.Say("cli.redact.backups"))
	})
}

// isCode reports whether somebody typed the code of the workshop that the order
// is about.
func (e *errand) isCode(typed string) bool {
	want, _ := access.ParseCode(e.order.Code)
	got, ok := access.ParseCode(strings.TrimSpace(typed))
	return ok && got.Equal(want)
}

// agreed asks a question that only a typed yes agrees to, in any language.
func (e *errand) agreed(question string) bool {
	typed, err := e.console.Ask(question)
	if err != nil {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(typed)) {
	case "yes", "sí", "si", strings.ToLower(e.words.Say("cli.yes")):
		return true
	}
	return false
}

// backup copies the data to a file.
func (e *errand) backup(ctx context.Context) error {
	if err := e.verbs.parts.Folder.Backup(ctx, e.order.File, e.order.WithKeys); err != nil {
		return err
	}
	lines := []string{e.words.Say("cli.backup.done", "path", e.order.File)}
	if e.order.WithKeys {
		lines = append(lines, e.words.Say("cli.backup.keys"))
	}
	return e.say(lines...)
}

// check looks at everything that should hold, and fails where something does
// not.
func (e *errand) check(ctx context.Context) error {
	found, err := e.verbs.parts.Folder.Check(ctx)
	if err != nil {
		return err
	}
	all, err := e.verbs.parts.Desk.List(ctx)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return e.say(e.words.Say("cli.check.ok", "n", len(all)))
	}
	lines := []string{e.words.Say("cli.check.bad", "n", len(found))}
	for _, f := range found {
		lines = append(lines, "  "+e.words.Fault(f))
	}
	if err := e.say(lines...); err != nil {
		return err
	}
	return fault.New("check_failed")
}

// hostkey begins a change of the host keys, or finishes it.
func (e *errand) hostkey(context.Context) error {
	shown, next, err := e.verbs.parts.Folder.RotateHostKeys(e.order.Finish)
	if err != nil {
		return err
	}
	if e.order.Finish {
		return e.say(e.words.Say("cli.hostkey.done", "fingerprint", shown))
	}
	return e.say(e.words.Say("cli.hostkey.shown", "fingerprint", shown),
		e.words.Say("cli.hostkey.next", "fingerprint", next), e.words.Say("cli.hostkey.then"))
}
