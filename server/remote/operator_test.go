package remote_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"convene/internal/room"
	"convene/internal/workshop"
	"convene/server/remote"
)

func valid() remote.Order {
	return remote.Order{Verb: "new", Title: "Kinship first", Agenda: "b", Zone: "America/Los_Angeles", PublicBody: "yes",
		Keeper: "Rio Claro County", RetentionDays: 365, Cell: 5}
}

func TestNew(t *testing.T) {
	h := open(t)
	got := h.order(valid(), "")
	code := regexp.MustCompile(`[0-9A-Z]{4}-[0-9A-Z]{4}`).FindString(got.out)
	if got.code != remote.OK || code == "" {
		t.Fatalf("%+v", got)
	}
	if shown := h.order(remote.Order{Verb: "show", Code: strings.ToLower(code)}, ""); !strings.Contains(shown.out, "Kinship first") {
		t.Errorf("%+v", shown)
	}
	for want, change := range map[string]func(*remote.Order){
		h.fault("title_needed"):                                                     func(o *remote.Order) { o.Title = " " },
		h.fault("zone_unknown", "zone", "Mars/Base"):                                func(o *remote.Order) { o.Zone = "Mars/Base" },
		h.fault("agenda_unknown", "agenda", "x", "agendas", "a, b, c"):              func(o *remote.Order) { o.Agenda = "x" },
		h.fault("number_range", "what", "--cell", "min", 3, "max", 100):             func(o *remote.Order) { o.Cell = 2 },
		h.fault("number_range", "what", "--retention-days", "min", 1, "max", 36500): func(o *remote.Order) { o.RetentionDays = 0 },
		h.fault("text.long", "limit", 120, "have", 121, "unit", "graphemes"):        func(o *remote.Order) { o.Title = strings.Repeat("a", 121) },
	} {
		o := valid()
		change(&o)
		if got := h.order(o, ""); got.code != remote.Failed || got.err != want {
			t.Errorf("%+v, want %q", got, want)
		}
	}
}

// The card holds what a person needs, in both languages, on ordinary paper.
func TestInvite(t *testing.T) {
	h := open(t)
	code := h.made.Code.String()
	for address, line := range map[string]string{
		"":                          "ssh -p 2222 " + code + "@127.0.0.1",
		"workshop.example.org":      "ssh -p 2222 " + code + "@workshop.example.org",
		"workshop.example.org:22":   "ssh " + code + "@workshop.example.org",
		"workshop.example.org:2022": "ssh -p 2022 " + code + "+linear@workshop.example.org",
		"2001:db8::7":               "ssh -p 2222 " + code + "@2001:db8::7",
	} {
		got := h.order(remote.Order{Verb: "invite", Code: code, Address: address}, "")
		if got.code != remote.OK || strings.Count(got.out, line+"\n") != 2 {
			t.Errorf("%q: %q is not there once for each language:\n%s", address, line, got.out)
		}
	}
	card := h.order(remote.Order{Verb: "invite", Code: code}, "").out
	for _, want := range []string{"ENGLISH", "ESPAÑOL", title, "PuTTY", "SHA256:invented", code} {
		if !strings.Contains(card, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for line := range strings.Lines(card) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 72 {
			t.Errorf("%d wide: %s", n, line)
		}
	}
	spanish := h.order(remote.Order{Verb: "invite", Code: code, Locale: "es_MX.UTF-8"}, "").out
	if !strings.HasPrefix(spanish, "ESPAÑOL") {
		t.Error("a Spanish speaker's card begins in another language")
	}
}

// Only its code deletes a workshop, also while people are in it.
func TestDelete(t *testing.T) {
	h := open(t)
	code := h.made.Code.String()
	r, leave, err := h.rooms.Enter(t.Context(), h.made.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	visit := r.Visit("")
	defer visit.Leave()
	for _, typed := range []string{"", "yes", "AAAA-AAAA"} {
		if got := h.order(remote.Order{Verb: "delete", Code: code}, typed); got.code != remote.Failed {
			t.Errorf("%q deleted it: %+v", typed, got)
		}
	}
	if got := h.order(remote.Order{Verb: "delete", Code: code}, " "+strings.ToLower(code)); got.code != remote.OK {
		t.Fatalf("%+v", got)
	}
	<-visit.Over()
	if got := h.order(remote.Order{Verb: "show", Code: code}, ""); got.err != h.fault("code_unknown") {
		t.Errorf("%+v", got)
	}
}

// knocking is a folder that somebody tries to enter while it forgets.
type knocking struct {
	folder
	enter func()
}

func (k knocking) Forget(ctx context.Context, workshop string) error {
	k.enter()
	return k.folder.Forget(ctx, workshop)
}

// Who loops at the door while a workshop is deleted never gets in again.
func TestNobodyComesBackWhileAWorkshopIsDeleted(t *testing.T) {
	h := open(t)
	code, came := h.made.Code.String(), 0
	h.verbs = remote.New(remote.Parts{Lib: h.lib, Rooms: h.rooms, Desk: h.desk, Folder: knocking{folder{h.store}, func() {
		came++
		if _, leave, err := h.rooms.Enter(t.Context(), h.made.ID); err == nil {
			leave()
			t.Error("somebody came in again")
		}
	}}})
	if got := h.order(remote.Order{Verb: "delete", Code: code}, code); got.code != remote.OK || came != 1 {
		t.Fatalf("%+v, %d", got, came)
	}
}

func TestPassphrasesOpenWhatTheySay(t *testing.T) {
	h := open(t)
	h.seat("parent-key")
	for _, role := range []string{"host", "coordinator"} {
		got := h.order(remote.Order{Verb: "passphrase", Code: h.made.Code.String(), Role: role}, "")
		_, phrase, _ := strings.Cut(strings.TrimSpace(got.out), ": ")
		if taken := h.ask(h.guest(""), "export tor", phrase+"\n"); taken.code != remote.OK {
			t.Errorf("%s: %+v, %+v", role, got, taken)
		}
	}
	if taken := h.ask(h.guest(""), "export tor", h.made.Host+"\n"); taken.code == remote.OK {
		t.Error("the replaced passphrase still opens")
	}
	got := h.order(remote.Order{Verb: "delegate", Code: h.made.Code.String(), Nation: "Example Tribe"}, "")
	_, words, _ := strings.Cut(strings.TrimSpace(got.out), "once: ")
	h.in(func(r *room.Room) {
		seat := r.Snapshot().Roster.Here()[0].ID
		_, nation, err := h.desk.SignIn(t.Context(), r, h.guest(""), seat, words)
		if err != nil || nation != "Example Tribe" {
			t.Errorf("the delegate word %q gave %q, %v", words, nation, err)
		}
	})
}

func TestBackupAndCheck(t *testing.T) {
	h := open(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if got := h.order(remote.Order{Verb: "backup", File: file}, ""); got.code != remote.OK {
		t.Fatalf("%+v", got)
	}
	if got := h.order(remote.Order{Verb: "backup", File: file}, ""); got.err != h.fault("backup.exists", "file", file) {
		t.Errorf("a second time: %+v", got)
	}
	if got := h.order(remote.Order{Verb: "check"}, ""); got.code != remote.OK {
		t.Errorf("%+v", got)
	}
	stray := filepath.Join(h.store.Dir(), "stray")
	if err := os.WriteFile(stray, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := h.order(remote.Order{Verb: "check"}, ""); got.code != remote.Failed || !strings.Contains(got.out, stray) {
		t.Errorf("with a file that others can read: %+v", got)
	}
}

// The operator takes any document at any time, and a status changes in order.
func TestOperatorExportsAndEnds(t *testing.T) {
	h := open(t)
	code := h.made.Code.String()
	if got := h.order(remote.Order{Verb: "export", Code: code, Format: "docx", Terminal: true}, ""); got.code != remote.Failed || !strings.Contains(got.err, "--out tor.docx") {
		t.Errorf("a file on a terminal: %+v", got)
	}
	if got := h.order(remote.Order{Verb: "export", Code: code, Format: "docx"}, ""); !strings.HasPrefix(got.out, "PK") {
		t.Errorf("%.40q %q", got.out, got.err)
	}
	if got := h.order(remote.Order{Verb: "close", Code: code}, "yes"); got.err[strings.LastIndex(got.err, ":")+1:] != h.fault("workshop_not_ended") {
		t.Errorf("closed before its end: %+v", got)
	}
	for _, verb := range []string{"end", "close"} {
		if got := h.order(remote.Order{Verb: verb, Code: code, Locale: "es"}, "Sí"); got.code != remote.OK {
			t.Errorf("%s: %+v", verb, got)
		}
	}
	s, err := h.rooms.Peek(t.Context(), h.made.ID)
	if err != nil || s.Status != workshop.Closed {
		t.Errorf("%v, %v", s.Status, err)
	}
	if got := h.order(remote.Order{Verb: "export", Code: code, Format: "json"}, ""); got.code != remote.OK {
		t.Errorf("after the close: %+v", got)
	}
}
