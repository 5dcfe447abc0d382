package remote_test

import (
	"encoding/json"
	"strings"
	"testing"

	"convene/internal/desk"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/server/remote"
)

func TestRightsByRole(t *testing.T) {
	draft, adopted := terms.DraftDoc, terms.AdoptedDoc
	who := func(roles ...roster.Role) []*roster.Seat { return []*roster.Seat{{ID: "s", Roles: roles}} }
	for _, c := range []struct {
		name    string
		seats   []*roster.Seat
		vouched bool
		status  workshop.Status
		doc     terms.DocStatus
		tor     string // the refusal, or empty
		record  string
	}{
		{"a code alone", nil, false, workshop.Open, adopted, "remote.no_seat", "remote.no_seat"},
		{"a code alone, at the end", nil, false, workshop.Ended, adopted, "remote.no_seat", "remote.no_seat"},
		{"a passphrase", nil, true, workshop.Open, draft, "", ""},
		{"a participant, draft", who(), false, workshop.Open, draft, "remote.not_final", "remote.not_final"},
		{"a participant, adopted", who(), false, workshop.Open, adopted, "", "remote.not_final"},
		{"a participant, in force", who(), false, workshop.Open, terms.InForce, "", "remote.not_final"},
		{"a participant, ended", who(), false, workshop.Ended, draft, "", ""},
		{"a participant, closed", who(), false, workshop.Closed, draft, "", ""},
		{"an observer, draft", who(roster.Observer), false, workshop.Open, draft, "remote.not_final", "remote.not_final"},
		{"an observer, adopted", who(roster.Observer), false, workshop.Open, adopted, "", "remote.not_final"},
		{"a scribe, draft", who(roster.Scribe, roster.NoteKeeper), false, workshop.Open, draft, "remote.not_final", "remote.not_final"},
		{"a host", who(roster.Host), false, workshop.Prepared, draft, "", ""},
		{"a co-host", who(roster.CoHost), false, workshop.Open, draft, "", ""},
		{"a coordinator", who(roster.Coordinator), false, workshop.Open, draft, "", ""},
		{"two seats of one key", append(who(), who(roster.Coordinator)...), false, workshop.Open, draft, "", ""},
	} {
		s := &workshop.State{Status: c.status, Terms: &terms.State{Whole: terms.Whole{Status: c.doc}}}
		paper := "" // whoever has a seat takes it
		if len(c.seats) == 0 && !c.vouched {
			paper = "remote.no_seat"
		}
		for kind, want := range map[string]string{"tor": c.tor, "record": c.record, "sheet": paper} {
			if got := codeOf(remote.MayTake(kind, s, c.seats, c.vouched)); got != want {
				t.Errorf("%s, %s: %q, want %q", c.name, kind, got, want)
			}
		}
	}
}

// The join code alone exports nothing and tells a few words only; a key that
// opens a seat, or a passphrase, opens more (design §5).
func TestWhoGetsWhat(t *testing.T) {
	h := open(t)
	h.seat("host-key", roster.Host)
	h.seat("parent-key")
	host, parent := h.guest("host-key"), h.guest("parent-key")
	none := h.fault("remote.no_seat")

	for _, c := range []struct {
		name  string
		guest *desk.Guest
		line  string
		typed string
		code  int
		out   string // a part of it
		err   string // all of it
	}{
		{"help", h.guest(""), "help", "", 0, "export", ""},
		{"status without a seat", h.guest(""), "status", "", 0, title, ""},
		{"agenda without a seat", h.guest(""), "agenda", "", 1, "", none},
		{"agenda with a stranger's key", h.guest("stranger"), "agenda", "", 1, "", none},
		{"agenda", parent, "agenda", "", 0, "Quiet thinking, 4 minutes", ""},
		{"export without a seat", h.guest(""), "export tor", "", 1, "", prompt + none},
		{"export with a wrong phrase", h.guest(""), "export tor", "wrong words\n", 1, "", prompt + h.fault("phrase_unknown")},
		{"export with the coordinator's phrase", h.guest(""), "export tor", h.made.Coordinator + "\n", 0, title, prompt},
		{"export with the host's phrase", h.guest("stranger"), "export record", h.made.Host + "\n", 0, title, prompt},
		{"a participant's draft", parent, "export tor", "", 1, "", h.fault("remote.not_final")},
		{"the host's draft", host, "export tor --format md", "", 0, "DRAFT", ""},
		{"in Spanish", host, "export tor --lang es", "", 0, "BORRADOR", ""},
		{"a PDF", host, "export tor --format pdf", "", 0, "%PDF-", ""},
		{"a participant's sheet", parent, "export sheet --item 1", "", 0, "You may leave it blank.", ""},
		{"both languages of a sheet", parent, "export sheet --item welcome", "", 0, "Cómo se entrega esta hoja", ""},
		{"a sheet in large print", parent, "export sheet --item 4 --format pdf --large --lang es", "", 0, "%PDF-", ""},
		{"a sheet in the lobby", parent, "export sheet", "", 1, "", h.fault("sheet_nowhere")},
		{"a sheet of no item", parent, "export sheet --item 99", "", 1, "", h.fault("item_gone")},
		{"a sheet for a word processor", parent, "export sheet --format docx", "", 1, "", h.fault("sheet_format")},
		{"a sheet by the code alone", h.guest(""), "export sheet --item 4", "", 1, "", prompt + none},
		{"large print of any document", host, "export tor --format txt --large", "", 0, "DRAFT", ""},
		{"no such format", host, "export tor --format exe", "", 2, "", h.fault("document.format", "format", "exe")},
		{"no such language", host, "export tor --lang tlh", "", 2, "", h.fault("remote.lang", "languages", "en, es")},
		{"no such document", host, "export secrets", "", 2, "", h.fault("remote.what")},
		{"a file of the server's", host, "export tor --out /etc/passwd", "", 2, "", h.fault("remote.out")},
		{"no such verb", host, "shutdown now", "", 2, "", h.fault("remote.unknown", "verb", "shutdown")},
		{"the operator's verbs", host, "delete " + h.made.Code.String(), "", 2, "", h.fault("remote.unknown", "verb", "delete")},
	} {
		got := h.ask(c.guest, c.line, c.typed)
		if got.code != c.code || got.err != c.err || !strings.Contains(got.out, c.out) || (c.out == "") != (got.out == "") {
			t.Errorf("%s: status %d, said %q, gave %.80q\nwant %d, %q, %q", c.name, got.code, got.err, got.out, c.code, c.err, c.out)
		}
	}
}

// help tells all verbs or the one that is named, and is data where that is asked.
func TestHelpTellsAllOrOne(t *testing.T) {
	h := open(t)
	type told struct {
		Verbs []struct{ Verb, Does string }
		Notes []string
	}
	for line, want := range map[string]told{"help": {make([]struct{ Verb, Does string }, 15), make([]string, 4)}, "help JOIN": {make([]struct{ Verb, Does string }, 1), nil}} {
		plain, got := h.ask(h.guest(""), line, ""), told{}
		if err := json.Unmarshal([]byte(h.ask(h.guest(""), line+" --json", "").out), &got); err != nil {
			t.Fatal(err)
		}
		if plain.code != 0 || len(got.Verbs) != len(want.Verbs) || len(got.Notes) != len(want.Notes) {
			t.Errorf("%s: %+v\n%+v", line, plain, got)
		}
		for _, v := range got.Verbs {
			if !strings.Contains(plain.out, "  "+v.Verb) || v.Does == "" || !strings.Contains(plain.out, v.Does) {
				t.Errorf("%s: %+v is not in\n%s", line, v, plain.out)
			}
		}
		if one := line != "help"; one && strings.Count(plain.out, "\n") != 1 {
			t.Errorf("%s: %s", line, plain.out)
		}
	}
	if got := h.ask(h.guest(""), "help shutdown", ""); got.code != 2 || got.out != "" || got.err != h.fault("remote.unknown", "verb", "shutdown") {
		t.Errorf("%+v", got)
	}
}

const prompt = "Your key is not known here. Passphrase of the host or the coordinator: "

// Unknown, ended, closed and no longer kept have one answer for whoever has no
// seat (design §2); those with one still take their copy.
func TestOneAnswerForStrangers(t *testing.T) {
	h := open(t)
	h.seat("parent-key")
	ask := func(key, code, line string) answer {
		return h.call(remote.Call{Guest: h.guest(key), Code: code, Line: line, In: strings.NewReader("some words\n")})
	}
	lines := []string{"status", "status --json", "agenda", "read", "do", "do speak", "signin", "export tor", "export record --format pdf"}
	unknown := make(map[string]answer)
	for _, line := range lines {
		for _, key := range []string{"", "stranger"} {
			unknown[key+line] = ask(key, "AAAA-AAAA", line)
		}
	}
	check := func(state string) {
		t.Helper()
		for _, line := range lines {
			for _, key := range []string{"", "stranger"} {
				if got := ask(key, h.made.Code.String(), line); got != unknown[key+line] {
					t.Errorf("%s, key %q, %s: %+v, but an unknown code gives %+v", state, key, line, got, unknown[key+line])
				}
			}
		}
	}
	h.status(workshop.Ended)
	check("ended")
	if got := ask("parent-key", h.made.Code.String(), "export tor"); got.code != 0 {
		t.Errorf("a seat holder after the end: %+v", got)
	}
	h.status(workshop.Closed)
	check("closed")
	if got := ask("parent-key", h.made.Code.String(), "export record"); got.code != 0 {
		t.Errorf("a seat holder after the close: %+v", got)
	}
	coordinator := func() answer { return h.ask(h.guest(""), "export record", h.made.Coordinator+"\n") }
	if got := coordinator(); got.code != 0 || got.err != prompt {
		t.Errorf("the coordinator's phrase after the close: %+v", got)
	}
	h.now = h.now.AddDate(0, 0, 101)
	check("no longer kept")
	if got := coordinator(); got.err != prompt+h.fault("code_unknown") {
		t.Errorf("the coordinator's phrase after the time of keeping: %+v", got)
	}
	if got := ask("parent-key", h.made.Code.String(), "status"); got.err != h.fault("code_unknown") {
		t.Errorf("a seat holder after the time of keeping: %+v", got)
	}
}

// Wrong codes and wrong phrases are slowed by address.
func TestTriesAreThrottled(t *testing.T) {
	h := open(t)
	g, slowed := h.guest(""), false
	for range 8 {
		got := h.call(remote.Call{Guest: g, Code: "AAAA-AAAA", Line: "status"})
		slowed = slowed || got.err == h.fault("slow_down", "seconds", 60)
	}
	if !slowed {
		t.Error("eight wrong codes were all answered at once")
	}
}

// A terminal gets lines it can show, and never the bytes of a file.
func TestTerminal(t *testing.T) {
	h := open(t)
	h.seat("host-key", roster.Host)
	ask := func(line string) answer {
		return h.call(remote.Call{Guest: h.guest("host-key"), Code: h.made.Code.String(), Line: line, Terminal: true})
	}
	for _, format := range []string{"docx", "pdf"} {
		got := ask("export tor --format " + format)
		line := "ssh -p 2222 " + h.made.Code.String() + "@127.0.0.1 export tor --format " + format + " > tor." + format
		if got.code != 1 || got.out != "" || !strings.Contains(got.err, line) {
			t.Errorf("%s: %d %q %q", format, got.code, got.out, got.err)
		}
	}
	for _, line := range []string{"help", "status", "agenda", "export tor --format md", "export tor --format txt", "export tor --format json", "export tor --format html"} {
		got := ask(line)
		if got.code != 0 || strings.Contains(strings.ReplaceAll(got.out, "\r\n", ""), "\n") || strings.ContainsAny(got.out, "\x1b\a\b") {
			t.Errorf("%s: %d %q", line, got.code, got.out)
		}
	}
}

// JSON is for programs and says no more than the words do.
func TestJSON(t *testing.T) {
	h := open(t)
	h.seat("parent-key")
	host := h.seat("host-key", roster.Host)
	h.in(func(r *room.Room) { h.give(r, host, workshop.OpenMeeting{}) })
	var status map[string]string
	for key, now := range map[string]string{"": "", "parent-key": "Welcome, and how to address each other"} {
		status = nil
		if err := json.Unmarshal([]byte(h.ask(h.guest(key), "status --json", "").out), &status); err != nil {
			t.Fatal(err)
		}
		if status["title"] != title || status["status"] != "open" || status["now"] != now {
			t.Errorf("key %q: %v", key, status)
		}
	}
	h.in(func(r *room.Room) { // what may stir up hard things is said with where the room is
		item, _ := r.Snapshot().Agenda.Now()
		item.Care = agenda.Words{"en": "We speak of removals.", "es": "Hablamos de separaciones."}
		h.give(r, host, agenda.ChangeItem{Item: item})
	})
	if got := h.ask(h.guest("parent-key"), "status", "").out; !strings.Contains(got, "Before we begin: We speak of removals.") {
		t.Errorf("the status without the note: %q", got)
	}
	if got := h.ask(h.guest(""), "status", "").out; strings.Contains(got, "removals") {
		t.Errorf("the note for somebody without a seat: %q", got)
	}
	var items []map[string]any
	if err := json.Unmarshal([]byte(h.ask(h.guest("parent-key"), "agenda --json", "").out), &items); err != nil || len(items) != 9 {
		t.Errorf("%d items, %v", len(items), err)
	}
}

// What is hidden before its reveal is on no line and in no document, whoever
// asks (promise 3).
func TestHiddenMeansHidden(t *testing.T) {
	h := open(t)
	host := h.seat("host-key", roster.Host, roster.Coordinator)
	var voters []roster.SeatID
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		voters = append(voters, h.seat(key))
	}
	const secret = "a quiet word about the bus"
	r, leave, err := h.rooms.Enter(t.Context(), h.made.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	openVote(h, r, host)
	topic := r.Snapshot().Spectrum.Topics[0]
	words := safetext.Clean(safetext.Idea, secret)
	for _, seat := range voters {
		h.give(r, seat, spectrum.WriteReason{Poll: topic.OpenRound().Reasons.ID, Words: words, Lang: "en"})
	}
	g := h.guest("host-key")
	for _, line := range []string{"status", "status --json", "agenda", "agenda --json", "who", "who --json", "results", "results --json", "tor",
		"tor --json", "vote", "vote --json", "export tor --format md", "export tor --format json", "export record --format md", "export record --format json", "export record --format html"} {
		got := h.ask(g, line, "")
		if got.code != 0 {
			t.Errorf("%s: %+v", line, got)
		}
		if strings.Contains(got.out, secret) {
			t.Errorf("%s tells a reason before the reveal", line)
		}
	}
	h.give(r, host, spectrum.LastCall{ID: topic.OpenRound().ID})
	h.give(r, host, spectrum.CloseVote{Round: topic.OpenRound().ID, Vote: spectrum.First})
	if n := len(r.Snapshot().Spectrum.Topics[0].LastRound(spectrum.First).Written); n != len(voters) {
		t.Errorf("%d reasons were shown at the close, so nothing was hidden before", n)
	}
}

// openVote opens the first vote, with a complete topic.
func openVote(h *house, r *room.Room, host roster.SeatID) {
	h.t.Helper()
	prepareVote(h, r, host)
	h.give(r, host, spectrum.OpenVote{Topic: r.Snapshot().Spectrum.Topics[0].ID, Vote: spectrum.First})
}

// prepareVote takes the room to its first vote.
func prepareVote(h *house, r *room.Room, host roster.SeatID) {
	h.t.Helper()
	line := func(s string) safetext.Text { return safetext.Clean(safetext.Line, s) }
	entry := spectrum.Value{Entry: spectrum.Entry{Text: line("said"), Lang: "en"}}
	h.give(r, host, spectrum.AddTopic{Sentence: line("Visiting hours"), Lang: "en"})
	topic := r.Snapshot().Spectrum.Topics[0].ID
	for field, value := range map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: entry, spectrum.FieldOpen: entry, spectrum.FieldDue: entry, spectrum.FieldMeans: entry,
		spectrum.FieldFixed: {Entry: spectrum.Entry{Said: spectrum.Nothing}},
		spectrum.FieldSigns: {Person: spectrum.Person{Name: line("Dana Reyes")}},
		spectrum.FieldTribe: {Tribe: spectrum.TribeNo},
	} {
		h.give(r, host, spectrum.Fill{Topic: topic, Field: field, Value: value})
	}
	h.give(r, host, workshop.OpenMeeting{})
	for r.Snapshot().Place().Step != spectrum.StepVote1 {
		next, ok := r.Snapshot().Agenda.Next()
		if !ok {
			h.t.Fatal("the agenda has no vote")
		}
		h.give(r, host, workshop.MoveTo{From: r.Snapshot().Place(), To: next})
	}
}
