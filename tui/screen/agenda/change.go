package agenda

import (
	"strconv"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
	domain "convene/internal/workshop/agenda"
	"convene/tui/keys"
	"convene/tui/screen"
)

// What a choice of this screen's own questions comes back with.
const (
	argName    = "name"
	argMinutes = "minutes"
	argPrompt  = "prompt"
	argCare    = "care"
	argMove    = "move"
	argAdd     = "add/" // + an activity
)

func here(arg string) screen.Do { return screen.Do{Open: "agenda", Arg: arg} }

// choices is what a host can do with a line. Leaving out can be taken back and
// asks all the same, since it changes everyone's plan.
func (s *Screen) choices(e *screen.Env, item domain.Item) []screen.Choice {
	title := item.Title.In(e.Lang)
	skip := screen.Choice{Words: e.Say("agenda.unskip"), Do: screen.Give(domain.SkipItem{ID: item.ID})}
	if !item.Skipped {
		skip = screen.Choice{Words: e.Say("agenda.skip.do"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("agenda.skip.ask", "title", title), Yes: e.Say("agenda.skip.do"),
			Do: screen.Give(domain.SkipItem{ID: item.ID, Skipped: true})}}}
	}
	out := []screen.Choice{
		{Words: e.Say("agenda.rename"), Do: here(argName)},
		{Words: e.Say("agenda.minutes"), Do: here(argMinutes)},
	}
	out = append(out,
		screen.Choice{Words: e.Say("agenda.move.do"), Do: here(argMove)}, skip,
		screen.Choice{Words: e.Say("agenda.remove.do"), Do: screen.Do{Ask: &screen.Ask{
			Title: e.Say("agenda.remove.ask", "title", title), Yes: e.Say("agenda.remove.do"),
			Do: screen.Give(domain.RemoveItem{ID: item.ID})}}})
	out = append(out, screen.Choice{Words: e.Say("agenda.care"), Do: here(argCare)})
	if len(item.Care) > 0 {
		out = append(out, screen.Choice{Words: e.Say("agenda.care.off"), Do: change(e, item.ID, func(i *domain.Item) { i.Care = nil })})
	}
	if item.Activity == domain.Talk || item.Activity == domain.Close { // last, so that the others keep their numbers
		out = append(out, screen.Choice{Words: e.Say("agenda.prompt"), Do: here(argPrompt)})
	}
	return out
}

// kinds asks what a new line is for: a talk or a pause of its own words, or an
// exercise with all its steps.
func (s *Screen) kinds(e *screen.Env) *screen.Ask {
	a := &screen.Ask{Title: e.Say("agenda.add.kind")}
	for _, activity := range []string{domain.Talk, domain.Opening, domain.Break, domain.Close} {
		a.Choices = append(a.Choices, screen.Choice{Words: e.Say("agenda.kind." + activity), Do: here(argAdd + activity)})
	}
	for _, x := range e.Lib.Exercises() {
		if len(x.Steps) == 0 || len(a.Choices) == 9 {
			continue
		}
		item := domain.Item{Title: domain.Words(x.Title), Activity: x.ID, Care: domain.Words(x.Care)}
		for _, st := range x.Steps {
			item.Steps, item.Minutes = append(item.Steps, st.ID), item.Minutes+st.Minutes
		}
		a.Choices = append(a.Choices, screen.Choice{Words: x.Title.In(e.Lang), Do: screen.Give(domain.AddItem{Item: item, Behind: s.behind(e)})})
	}
	if s.plan != nil && !e.Snap.Agenda.Running() && len(a.Choices) < 9 {
		a.Choices = append(a.Choices, screen.Choice{Words: e.Say("agenda.ready"), Do: screen.Do{Ask: s.ready(e)}})
	}
	return a
}

// behind is the line that a new one comes after: the chosen, or the last.
func (s *Screen) behind(e *screen.Env) string {
	items := e.Snap.Agenda.Items
	if _, ok := e.Snap.Agenda.Item(s.at); ok || len(items) == 0 {
		return s.at
	}
	return items[len(items)-1].ID
}

// Arg is where a choice of this screen's own question comes back to.
func (s *Screen) Arg(e *screen.Env, what string) {
	if activity, ok := strings.CutPrefix(what, argAdd); ok {
		s.entry = s.added(e, activity)
		return
	}
	if what == argEnd {
		s.at, s.entry = argEnd, askEnd(e)
		return
	}
	item, ok := e.Snap.Agenda.Item(s.at)
	if !ok {
		return
	}
	switch what {
	case argName:
		s.entry = changed(e, "agenda.add.title", safetext.Title, item.Title.In(e.Lang), func(e *screen.Env, words string) screen.Do {
			return change(e, item.ID, func(i *domain.Item) { i.Title = titled(e, words) })
		})
	case argPrompt:
		s.entry = changed(e, "agenda.prompt.ask", safetext.Line, item.Prompt.In(e.Lang), func(e *screen.Env, words string) screen.Do {
			return change(e, item.ID, func(i *domain.Item) {
				i.Prompt = domain.Title(e.Lang, safetext.Clean(safetext.Line, words))
			})
		})
	case argCare:
		s.entry = changed(e, "agenda.care.ask", safetext.Idea, item.Care.In(e.Lang), func(e *screen.Env, words string) screen.Do {
			return change(e, item.ID, func(i *domain.Item) { i.Care = cared(e, words) })
		})
	case argMinutes:
		s.entry = changed(e, "agenda.add.minutes", safetext.Name, strconv.Itoa(item.Minutes), func(e *screen.Env, words string) screen.Do {
			n, err := strconv.Atoi(strings.TrimSpace(words))
			if err != nil {
				return screen.Do{Notice: e.Words.Fault(fault.New("minutes_range", "max", domain.MaxMinutes))}
			}
			return change(e, item.ID, func(i *domain.Item) { i.Minutes = n })
		})
	case argMove:
		s.moves, s.from = item.ID, behindNow(e.Snap.Agenda.Items, item.ID)
	}
}

// change replaces a line by itself with one thing changed, as it stands now:
// someone else may have changed another meanwhile.
func change(e *screen.Env, id string, how func(*domain.Item)) screen.Do {
	item, ok := e.Snap.Agenda.Item(id)
	if !ok {
		return screen.Do{Notice: e.Words.Fault(fault.New("item_gone"))}
	}
	how(&item)
	return screen.Give(domain.ChangeItem{Item: item})
}

// titled makes the words of a title; none is refused by the room, by name.
func titled(e *screen.Env, words string) domain.Words {
	t := safetext.Clean(safetext.Title, words)
	if t.IsBlank() {
		return nil
	}
	return domain.Title(e.Lang, t)
}

// cared makes the words of a note; none takes it away.
func cared(e *screen.Env, words string) domain.Words {
	t := safetext.Clean(safetext.Idea, words)
	if t.IsBlank() {
		return nil
	}
	return domain.Title(e.Lang, t)
}

// usualMinutes is what a new line of one's own is planned for until changed.
const usualMinutes = 10

// changed asks for a new value of something a line has.
func changed(e *screen.Env, title string, kind safetext.Kind, now string, send func(*screen.Env, string) screen.Do) *screen.Entry {
	return screen.NewEntry(e, kind, now, screen.Entry{Title: title, Hint: "common.everyone", Main: "agenda.send", Send: send})
}

// added asks for the title of a new line; an opening, a break and a close have a
// usual one.
func (s *Screen) added(e *screen.Env, activity string) *screen.Entry {
	now := ""
	if activity != domain.Talk {
		now = e.Say("agenda.usual." + activity)
	}
	behind := s.behind(e)
	return screen.NewEntry(e, safetext.Title, now, screen.Entry{Title: "agenda.add.title", Hint: "common.everyone", Main: "agenda.send",
		Draft: "agenda/add/" + activity, Send: func(e *screen.Env, words string) screen.Do {
			item := domain.Item{Title: titled(e, words), Minutes: usualMinutes, Activity: activity}
			return screen.Give(domain.AddItem{Item: item, Behind: behind})
		}})
}

// proposal asks for a wish, and once more before everyone sees it: the key that
// begins it is a letter, and somebody may have meant to write elsewhere.
func proposal(e *screen.Env) *screen.Entry {
	return screen.NewEntry(e, safetext.Title, "", screen.Entry{Title: "agenda.propose", Hint: "common.everyone", Main: "agenda.send",
		Draft: "agenda/propose", Send: func(e *screen.Env, words string) screen.Do {
			give := screen.Give(domain.Propose{Title: safetext.Clean(safetext.Title, words)})
			if strings.TrimSpace(words) == "" {
				return give
			}
			return screen.Do{Ask: &screen.Ask{Title: e.Say("agenda.propose.ask", "title", words),
				Lines: []string{e.Say("agenda.propose.what")}, Yes: e.Say("agenda.propose.yes"), Do: give}}
		}})
}

// leap goes on by a few lines, so that a long agenda is read like any other page.
func (s *Screen) leap(e *screen.Env, a keys.Action) screen.Do {
	by := max(1, e.H/2)
	switch {
	case s.moves != "":
		return screen.Do{}
	case a == keys.Before:
		by = -by
	}
	before := s.at
	s.row(e, by)
	if a == keys.More && s.at == before && len(e.Snap.Agenda.Items) > 0 { // after the end, the beginning
		s.at = e.Snap.Agenda.Items[0].ID
	}
	return screen.Do{}
}

// putBack leaves the line being moved where it stood before.
func (s *Screen) putBack(e *screen.Env) screen.Do {
	id, from := s.moves, s.from
	s.moves = ""
	if behindNow(e.Snap.Agenda.Items, id) == from {
		return screen.Do{}
	}
	return screen.Give(domain.MoveItem{ID: id, Behind: from})
}

// behindNow is the line before another, empty where it is the first.
func behindNow(items []domain.Item, id string) (before string) {
	for _, item := range items {
		if item.ID == id {
			return before
		}
		before = item.ID
	}
	return ""
}

// move takes the line one place up or down.
func (s *Screen) move(items []domain.Item, by int) screen.Do {
	at := -1
	for i, item := range items {
		if item.ID == s.moves {
			at = i
		}
	}
	to := at + by
	if at < 0 || to < 0 || to >= len(items) {
		return screen.Do{}
	}
	behind := ""
	switch {
	case by > 0:
		behind = items[to].ID
	case to > 0:
		behind = items[to-1].ID
	}
	return screen.Give(domain.MoveItem{ID: s.moves, Behind: behind})
}
