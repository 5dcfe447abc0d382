package server

import (
	"context"
	"strings"

	"convene/internal/fault"
	"convene/internal/room"
	"convene/tui"
)

// workshop finds the workshop of the user name, or asks for the code. A code
// that opens nothing is asked for again.
func (v *visitor) workshop(ctx context.Context, user string) (string, error) {
	if user != "" {
		id, err := v.server.house.Desk.Find(ctx, v.guest, user)
		if err == nil {
			return id, nil
		}
		if !deskSays(err, "code_unknown", "slow_down") {
			return "", err
		}
		if looksLikeCode(user) {
			for _, line := range []string{v.words().Fault(err), v.words().Say("door.code.back")} {
				if err := v.line.Say(line); err != nil {
					return "", err
				}
			}
		}
	}
	if err := v.line.Say(v.words().Say("door.code.hint")); err != nil {
		return "", err
	}
	for code := user; ; {
		typed, err := v.ask(ctx, v.words().Say("door.code.ask"))
		if err != nil {
			return "", err
		}
		id, err := "", error(nil)
		if returning(typed) {
			id, v.back, err = v.server.house.Desk.Back(ctx, v.guest, code, typed)
		} else {
			code = typed
			id, err = v.server.house.Desk.Find(ctx, v.guest, code)
		}
		if err == nil {
			return id, nil
		}
		if !deskSays(err, "code_unknown", "slow_down") {
			return "", err
		}
		if err := v.line.Say(v.words().Fault(err)); err != nil {
			return "", err
		}
	}
}

// returning tells return words from a code: with them someone without a key
// comes back after the workshop has ended, to read and to sign.
func returning(typed string) bool { return len(strings.Fields(typed)) >= 3 }

// looksLikeCode tells a mistyped code from the login name that ssh sends when
// none was given.
func looksLikeCode(user string) bool {
	n := 0
	for _, r := range user {
		if r != '-' && r != ' ' {
			n++
		}
	}
	return n == 8
}

func deskSays(err error, codes ...string) bool {
	for _, c := range codes {
		if fault.Code(err) == c {
			return true
		}
	}
	return false
}

// ask asks one line, on a line of its own.
func (v *visitor) ask(ctx context.Context, question string) (string, error) {
	if err := v.line.Prompt(question + "  "); err != nil {
		return "", err
	}
	answer, err := v.line.ReadLine(ctx, false)
	return strings.TrimSpace(answer), err
}

// who finds the person's seat by key, and what they chose last time; or asks for
// language and face in three plain lines. Nothing private shows before someone
// has said that a seat is theirs.
func (v *visitor) who(ctx context.Context, r *room.Room) (tui.Person, error) {
	p := tui.Person{Guest: v.guest, Seat: v.back}
	if p.Seat != "" {
		return p, v.languageAndFace(ctx)
	}
	known, err := v.server.house.Desk.Known(ctx, r.ID(), v.guest)
	if err != nil {
		return p, err
	}
	for _, k := range known {
		v.lang = firstOf(k.Lang, v.lang)
		yes, err := v.yes(ctx, v.words().Say("door.known.ask", "name", k.Name))
		if err != nil {
			return p, err
		}
		if yes {
			p.Seat = k.Seat
			if v.face == "" {
				v.face = firstOf(k.Face, faceFull)
			}
			return p, nil
		}
	}
	return p, v.languageAndFace(ctx)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// yes asks a question answered by 1 or 2.
func (v *visitor) yes(ctx context.Context, question string) (bool, error) {
	for {
		answer, err := v.ask(ctx, question)
		if err != nil {
			return false, err
		}
		switch answer {
		case "1":
			return true, nil
		case "2":
			return false, nil
		}
	}
}

// languageAndFace asks the one question before any drawing.
func (v *visitor) languageAndFace(ctx context.Context) error {
	w := v.words()
	id, ask := "door.languages", "door.languages.ask"
	if v.face == faceLinear {
		id, ask = "door.linear.languages", "door.linear.ask"
	}
	for _, choice := range strings.Split(w.Say(id), " · ") {
		if err := v.line.Say(choice); err != nil {
			return err
		}
	}
	for {
		answer, err := v.ask(ctx, w.Say(ask))
		if err != nil {
			return err
		}
		switch answer {
		case "1", "2":
			v.lang = map[string]string{"1": "en", "2": "es"}[answer]
			v.face = firstOf(v.face, faceFull)
			return nil
		case "3":
			if v.face == "" {
				v.face = faceLinear
				return v.languageAndFace(ctx)
			}
		}
	}
}
