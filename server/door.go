package server

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/room"
	"convene/tui"
)

// enter takes the visitor from the street into a workshop's room, or asks for a
// code until one opens. A workshop that ended, also while they stood at the
// door, is answered as a wrong code is, and asked about again.
func (v *visitor) enter(ctx context.Context, user string) (*room.Room, func(), tui.Person, error) {
	asked := false
	for {
		id, err := v.workshop(ctx, user, asked)
		if err != nil {
			return nil, nil, tui.Person{}, err
		}
		r, leave, err := v.server.house.Rooms.Enter(ctx, id)
		if err != nil {
			return nil, nil, tui.Person{}, err
		}
		p, err := v.greet(ctx, r)
		if err == nil {
			return r, leave, p, nil
		}
		leave()
		if !refused(err) {
			return nil, nil, tui.Person{}, err
		}
		if err := v.sayFault(err); err != nil {
			return nil, nil, tui.Person{}, err
		}
		asked = true
	}
}

// greet finds out who stands in front of a room. Someone without a seat may
// have read the three lines for long: whether they may come in is asked again
// at the end.
func (v *visitor) greet(ctx context.Context, r *room.Room) (tui.Person, error) {
	desk := v.server.house.Desk
	if err := desk.Admit(ctx, v.guest, r, v.back.Seat); err != nil {
		return tui.Person{}, err
	}
	if v.screen {
		return v.project(ctx, r)
	}
	p, err := v.who(ctx, r)
	if err == nil && p.Seat == "" {
		err = desk.Stranger(ctx, v.guest, r)
	}
	return p, err
}

// workshop finds the workshop of the user name, or asks for the code. A code
// that opens nothing is asked for again; asked says that this one was tried.
func (v *visitor) workshop(ctx context.Context, user string, asked bool) (string, error) {
	if user != "" && !asked {
		id, err := v.find(ctx, user)
		if err == nil {
			return id, nil
		}
		if !refused(err) {
			return "", err
		}
		if looksLikeCode(user) {
			if err := v.sayFault(err); err != nil {
				return "", err
			}
			asked = true
		}
	}
	hint := "door.code.hint"
	if asked {
		hint = "door.code.back"
	}
	if err := v.say(hint); err != nil {
		return "", err
	}
	for code := user; ; {
		typed, err := v.ask(ctx, "door.code.ask")
		if err != nil {
			return "", err
		}
		id, err := "", error(nil)
		if returning(typed) && !v.screen {
			id, v.back, err = v.server.house.Desk.Back(ctx, v.guest, code, typed)
		} else {
			code = typed
			id, err = v.find(ctx, code)
		}
		if err == nil {
			return id, nil
		}
		if !refused(err) {
			return "", err
		}
		if err := v.sayFault(err); err != nil {
			return "", err
		}
	}
}

// find finds the workshop of a code, and remembers by which it was.
func (v *visitor) find(ctx context.Context, code string) (string, error) {
	v.code = code
	return v.server.house.Desk.Find(ctx, v.guest, code)
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

// refused tells what the door answers with another question from what ends the
// session.
func refused(err error) bool {
	code := fault.Code(err)
	return code == "code_unknown" || code == "slow_down"
}

// who finds the person's seat by key, and what they chose last time; or asks for
// language and face in three plain lines. Nothing private shows before someone
// has said that a seat is theirs.
func (v *visitor) who(ctx context.Context, r *room.Room) (tui.Person, error) {
	p := tui.Person{Guest: v.guest, Seat: v.back.Seat, Entry: v.back.Entry}
	if p.Seat != "" {
		lang, face, err := v.server.house.Desk.Chosen(ctx, r.ID(), p.Seat)
		if err != nil {
			return p, err
		}
		return p, v.seated(ctx, lang, face)
	}
	known, err := v.server.house.Desk.Known(ctx, r.ID(), v.guest)
	if err != nil {
		return p, err
	}
	for _, k := range known {
		yes, err := v.is(ctx, k.Name, k.Lang)
		if err != nil {
			return p, err
		}
		if yes {
			p.Seat, p.Entry = k.Seat, k.Entry
			return p, v.seated(ctx, k.Lang, k.Face)
		}
	}
	return p, v.languageAndFace(ctx)
}

// seated takes the language and the face that a seat chose; they are asked for
// once a seat.
func (v *visitor) seated(ctx context.Context, lang, face string) error {
	v.face = cmp.Or(v.face, face)
	if lang == "" {
		return v.languageAndFace(ctx)
	}
	v.lang, v.sure, v.face = lang, true, cmp.Or(v.face, faceFull)
	return nil
}

// is asks whether somebody is the one whose seat their key opens, in that
// seat's language.
func (v *visitor) is(ctx context.Context, name, lang string) (bool, error) {
	asked := *v
	if lang != "" {
		asked.lang, asked.sure = lang, true
	}
	for {
		answer, err := asked.ask(ctx, "door.known.ask", "name", name)
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

// languageAndFace asks the one question before any drawing, unless it was
// answered before. What is built in keeps its numbers: the two languages and the
// face. A county's own languages are counted from the first behind them.
func (v *visitor) languageAndFace(ctx context.Context) error {
	const first = 4
	own := [...]string{"en", "es"}
	if v.sure {
		v.face = cmp.Or(v.face, faceFull)
		return nil
	}
	id, ask := "door.languages", "door.languages.ask"
	if v.face == faceLinear {
		id, ask = "door.linear.languages", "door.linear.ask"
	}
	choices := strings.Split(v.words().Say(id), " · ")
	more := v.server.house.Lib.Languages()
	more = slices.DeleteFunc(more, func(l library.Language) bool { return slices.Contains(own[:], l.Tag) })
	for i, l := range more {
		choices, ask = append(choices, fmt.Sprintf("%d %s", first+i, l.Name)), "door.number.ask"
	}
	for _, choice := range choices {
		if err := v.line.Say(choice); err != nil {
			return err
		}
	}
	for {
		answer, err := v.ask(ctx, ask)
		if err != nil {
			return err
		}
		n, _ := strconv.Atoi(answer)
		switch {
		case n == 1, n == 2:
			v.lang = own[n-1]
		case n >= first && n < first+len(more):
			v.lang = more[n-first].Tag
		case n == first-1 && v.face == "":
			v.face = faceLinear
			return v.languageAndFace(ctx)
		default:
			continue
		}
		v.sure, v.face = true, cmp.Or(v.face, faceFull)
		return nil
	}
}

// tongues are the languages in which the door speaks: the person's own once it
// is known, and until then every one, the likeliest first.
func (v *visitor) tongues() []library.Words {
	all := []library.Words{v.words()}
	if v.sure {
		return all
	}
	for _, l := range v.server.house.Lib.Languages() {
		if l.Tag != all[0].Lang() {
			all = append(all, v.server.house.Lib.Words(l.Tag))
		}
	}
	return all
}

// say says a sentence.
func (v *visitor) say(id string, args ...any) error {
	for _, w := range v.tongues() {
		if err := v.line.Say(w.Say(id, args...)); err != nil {
			return err
		}
	}
	return nil
}

// sayFault says what was refused.
func (v *visitor) sayFault(err error) error {
	for _, w := range v.tongues() {
		if err := v.line.Say(w.Fault(err)); err != nil {
			return err
		}
	}
	return nil
}

// ask asks one line; what is typed stands after the last language's question.
func (v *visitor) ask(ctx context.Context, id string, args ...any) (string, error) {
	all := v.tongues()
	for _, w := range all[:len(all)-1] {
		if err := v.line.Say(w.Say(id, args...)); err != nil {
			return "", err
		}
	}
	if err := v.line.Prompt(all[len(all)-1].Say(id, args...) + "  "); err != nil {
		return "", err
	}
	answer, err := v.line.ReadLine(ctx, false)
	return strings.TrimSpace(answer), err
}
