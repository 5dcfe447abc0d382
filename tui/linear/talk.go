package linear

import (
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
)

// lobbyTask is the time before a meeting and after it.
func (s *session) lobbyTask(t *task) {
	a := s.snap.Agenda
	if !a.Meeting.EndedAt.IsZero() {
		t.key = "after"
		s.news(t, s.Say("linear.meeting.over"))
		s.signTask(t)
		return
	}
	t.key = "lobby"
	t.say(s.Say("lobby.head"))
	if !s.safe {
		t.say(s.Say("lobby.safety") + ":")
		for _, l := range s.deps.Lib.Safety() {
			t.say(s.w.In(l.Text))
		}
		t.told = func() { s.safe = true }
	}
	t.ask = s.Say("lobby.waiting_soon")
	if starts := a.Meeting.PlannedAt; !starts.IsZero() {
		t.ask = s.Say("lobby.waiting", "moment", s.w.Moment(starts, s.zone()))
	}
	t.add("who", s.Say("linear.help.who"), func(string) error { s.who(); return nil })
	t.add("agenda", s.Say("linear.help.agenda"), func(string) error { s.agenda(); return nil })
	t.add("title", s.Say("me.title"), func(arg string) error { return s.describe("title", arg) })
	t.add("pronouns", s.Say("me.pronouns"), func(arg string) error { return s.describe("pronouns", arg) })
	t.add("group", s.Say("me.group"), func(string) error { return s.chooseGroup() })
}

// endedTask is a workshop that is over: reading, signing, taking home.
func (s *session) endedTask(t *task) {
	t.key = string(s.snap.Status)
	s.news(t, s.Say("lobby.ended"))
	if s.snap.Status == workshop.Ended {
		t.say(s.Say("lobby.ended.can", "date", s.day(s.snap.EndedAt.Add(workshop.SigningWindow))))
		s.signTask(t)
		return
	}
	t.ask = s.Say("linear.closed")
}

// talkTask is an item that people talk through: prompt and shared notes. An
// opening stays quiet.
func (s *session) talkTask(t *task, item agenda.Item) {
	switch item.Activity {
	case agenda.Opening:
		t.say(s.Say("help.on.opening"))
		return
	case agenda.Break:
		t.say(s.Say("talk.break.soon"))
		return
	}
	if prompt := s.in(item.Prompt); prompt != "" {
		t.say(s.Say("talk.prompt") + ": " + prompt)
	}
	if item.Activity == agenda.Close {
		t.say(s.Say("talk.close.notes"))
	}
	t.ask = s.Say("linear.talk.ask")
	if s.writes() {
		t.say(s.Say("talk.notes") + ". " + s.Say("talk.notes.named"))
		t.add("speak", s.Say("linear.help.speak"), func(string) error { s.speakQueue(); return nil })
		t.add("park", s.Say("linear.help.park"), s.park)
	}
	s.paragraphs(t, shared{text: "notes/" + item.ID, title: s.Say("talk.notes"), kind: safetext.Body})
}
