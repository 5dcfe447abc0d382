package terms

import (
	"slices"

	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/terms"
	"convene/tui/screen"
)

// signer asks whom to put on the sign-off block, for whom they sign, and what
// waits for their word.
func (x *whole) signer(*screen.Env) screen.Do {
	x.s.push(&menu{s: x.s, title: "terms.signer.who", actions: func(e *screen.Env) []action {
		return people(e, func(e *screen.Env, seat roster.SeatID, name safetext.Text) screen.Do {
			who := terms.Signer{Seat: seat, Name: name}
			if seat == "" {
				x.s.push(&menu{s: x.s, title: "terms.signer.for", actions: func(e *screen.Env) []action { return x.absent(e, who) }})
				return screen.Do{}
			}
			if s := e.Snap.Roster.Seat(seat); s.Delegate() {
				return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.signer.for"), Lines: []string{e.Say("terms.signer.nation", "nation", s.Nation.String())},
					Choices: append([]screen.Choice{forNation(e, who, s.Nation)}, needed(e, who, "terms.signer.self_must", "terms.signer.self_may")...)}}
			}
			return required(e, who)
		}, x.s)
	}})
	return screen.Do{}
}

// required asks whether the document needs somebody's word to be in force. Of a
// government that is never asked: what touches it needs its word, and nothing
// else does (domain §5).
func required(e *screen.Env, who terms.Signer) screen.Do {
	return screen.Do{Ask: &screen.Ask{Title: e.Say("terms.signer.required"), Choices: needed(e, who, "terms.signer.must", "terms.signer.may")}}
}

func needed(e *screen.Env, who terms.Signer, must, may string) []screen.Choice {
	req := who
	req.Required = true
	return []screen.Choice{
		{Words: e.Say(must), Do: screen.Give(terms.AskSigner{Signer: req})},
		{Words: e.Say(may), Do: screen.Give(terms.AskSigner{Signer: who})},
	}
}

func forNation(e *screen.Env, who terms.Signer, nation safetext.Text) screen.Choice {
	who.Nation = nation
	return screen.Choice{Words: e.Say("sign.for.nation", "nation", nation.String()), Do: screen.Give(terms.AskSigner{Signer: who})}
}

// absent is for whom somebody signs who is not here.
func (x *whole) absent(e *screen.Env, who terms.Signer) []action {
	out := []action{{e.Say("terms.signer.self"), func(e *screen.Env) screen.Do { return required(e, who) }},
		{e.Say("terms.signer.organisation"), func(e *screen.Env) screen.Do {
			return x.named(e, "terms.signer.organisation.name", func(e *screen.Env, name safetext.Text) screen.Do {
				who.Organisation = name
				return required(e, who)
			})
		}}}
	for _, n := range governments(e) {
		out = append(out, action{e.Say("sign.for.nation", "nation", n.String()), func(e *screen.Env) screen.Do { return onlyNation(e, who, n) }})
	}
	return append(out, action{e.Say("terms.signer.government"), func(e *screen.Env) screen.Do {
		return x.named(e, "terms.signer.government.name", func(e *screen.Env, name safetext.Text) screen.Do { return onlyNation(e, who, name) })
	}})
}

// onlyNation puts a place for a government on the block, and says what waits for
// its word.
func onlyNation(e *screen.Env, who terms.Signer, nation safetext.Text) screen.Do {
	who.Nation = nation
	return screen.Do{Ask: &screen.Ask{Title: placed(who), Lines: []string{e.Say("terms.signer.nation", "nation", nation.String())},
		Yes: e.Say("terms.signer.ask"), Do: screen.Give(terms.AskSigner{Signer: who})}}
}

// named asks for a name, and goes on with it.
func (x *whole) named(e *screen.Env, title string, on func(e *screen.Env, name safetext.Text) screen.Do) screen.Do {
	return x.s.ask(safetext.Title, prompt{title: e.Say(title), send: e.Say("terms.foot.on"), do: func(e *screen.Env, w string) screen.Do {
		name := words(safetext.Title, w)
		if name.IsBlank() {
			return screen.Do{Notice: e.Say("fault.name_needed")}
		}
		x.s.pop()
		return on(e, name)
	}})
}

// governments are those that this workshop knows: by a delegate word that was
// issued, or because the document touches them.
func governments(e *screen.Env) []safetext.Text {
	var out []safetext.Text
	add := func(n safetext.Text) {
		if !slices.ContainsFunc(out, func(have safetext.Text) bool { return roster.SameNation(have, n) }) {
			out = append(out, n)
		}
	}
	for _, n := range e.Snap.Roster.Nations {
		add(n.Name)
	}
	for _, n := range e.Snap.Terms.Nations() {
		add(n)
	}
	return out
}
