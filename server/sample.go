package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"convene/internal/desk"
	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/sqlite"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
)

// A sample is a workshop for someone who tries Convene: founded on the first
// start, found again on every other, with one topic ready to be voted on.
type sample struct {
	server *Server
	words  library.Words
	// The facts that let people in. The passphrase is nowhere else in clear.
	code string
	host string
}

// The sample's agenda, zone and time of keeping.
const (
	sampleAgenda = "a"
	sampleZone   = "America/Los_Angeles"
	sampleDays   = 365
	sampleCell   = 5
)

// Sample makes the sample workshop, or finds the one made before, and writes to
// out how to join it. The same lines are kept in DIR/sample.txt, 0600.
func (s *Server) Sample(ctx context.Context, locale string, out io.Writer) error {
	x := &sample{server: s, words: s.house.Lib.Words(s.house.Lib.Guess(locale))}
	path := filepath.Join(s.house.Store.Dir(), "sample.txt")
	headline := "serve.sample.found"
	if !x.find(ctx, path) {
		headline = "serve.sample.made"
		if err := x.putAside(path); err != nil {
			return err
		}
		if err := x.make(ctx); err != nil {
			return err
		}
	}
	text := x.words.Say(headline, "title", x.words.Say("serve.sample.partnership")) + "\n\n" + x.lines()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return fault.New("file_unwritable", "file", path).With(err)
	}
	_, err := fmt.Fprintf(out, "%s\n%s\n", text, x.words.Say("serve.sample.kept", "path", path))
	return err
}

// lines says how to join. What is to be typed or compared stands on indented
// lines, whose order find relies on.
func (x *sample) lines() string {
	host, port, _ := net.SplitHostPort(x.server.Addr())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	line := fmt.Sprintf("  ssh -p %s %s@%s\n", port, x.code, host)
	return x.words.Say("serve.sample.participant") + "\n" + line + "\n" +
		x.words.Say("serve.sample.host") + "\n" + line + "  " + x.host + "\n\n" +
		x.words.Say("serve.sample.fingerprint") + "\n  " + x.server.HostKeys().Shown[0].Fingerprint + "\n"
}

// find reads the facts out of the kept lines; false where there are none, or
// their workshop is gone.
func (x *sample) find(ctx context.Context, path string) bool {
	kept, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	var facts []string
	for line := range strings.Lines(string(kept)) {
		if fact, ok := strings.CutPrefix(line, "  "); ok {
			facts = append(facts, strings.TrimSpace(fact))
		}
	}
	if len(facts) < 3 {
		return false
	}
	target := facts[0][strings.LastIndex(facts[0], " ")+1:]
	x.code, _, _ = strings.Cut(target, "@")
	x.host = facts[2]
	w, err := x.server.house.Desk.ByCode(ctx, x.code)
	if err != nil || w.Status == sqlite.StatusEnded || w.Status == sqlite.StatusClosed {
		return false
	}
	return x.renew(ctx, w.ID) == nil
}

// putAside keeps the lines of a workshop that is over beside the new ones: it can
// still be read and signed.
func (x *sample) putAside(path string) error {
	if x.code == "" {
		return nil
	}
	aside := filepath.Join(filepath.Dir(path), "sample-"+filepath.Base(x.code)+".txt")
	if err := os.Rename(path, aside); err != nil {
		return fault.New("file_unwritable", "file", aside).With(err)
	}
	return nil
}

// renew makes a new passphrase where the kept one was replaced since.
func (x *sample) renew(ctx context.Context, id string) error {
	d := x.server.house.Desk
	if _, err := d.Vouch(ctx, here(), x.code, x.host); fault.Code(err) != "phrase_unknown" {
		return err
	}
	host, err := d.NewPassphrase(ctx, id, roster.Host, x.words.Lang())
	x.host = host
	return err
}

// here is this machine at its own door.
func here() *desk.Guest { return &desk.Guest{Addr: netip.IPv6Loopback()} }

// make founds the workshop and fills its topic.
func (x *sample) make(ctx context.Context) error {
	h := x.server.house
	about := make(map[string]string)
	for _, l := range h.Lib.Languages() {
		about[l.Tag] = h.Lib.Words(l.Tag).Say("serve.sample.title")
	}
	meta := workshop.Meta{
		Title: x.text("serve.sample.partnership"), About: about, Zone: sampleZone, PublicBody: "no",
		Keeper: x.text("serve.sample.keeper"), RetentionDays: sampleDays, Cell: sampleCell,
	}
	create, ok := prepare.Workshop(h.Lib, meta, prepare.Plan{Agenda: sampleAgenda, Zone: sampleZone})
	if !ok {
		return fault.New("agenda_unknown", "agenda", sampleAgenda, "agendas", "")
	}
	f, err := h.Desk.Found(ctx, create, x.words.Lang(), time.Now())
	if err != nil {
		return err
	}
	x.code, x.host = f.Code.String(), f.Host
	r, leave, err := h.Rooms.Enter(ctx, f.ID)
	if err != nil {
		return err
	}
	defer leave()
	return x.fill(ctx, r)
}

// fill adds the topic with its whole record, so that a vote can open.
func (x *sample) fill(ctx context.Context, r *room.Room) error {
	lang := x.words.Lang()
	err := r.Do(ctx, room.NewCommand("", spectrum.AddTopic{Sentence: x.text("serve.sample.title"), Lang: lang}))
	if err != nil {
		return err
	}
	topics := r.Snapshot().Spectrum.Topics
	entry := func(id string) spectrum.Value {
		return spectrum.Value{Entry: spectrum.Entry{Text: x.text(id), Lang: lang}}
	}
	limit := spectrum.Limit{
		What: spectrum.Entry{Text: x.text("serve.sample.fixed"), Lang: lang}, Kind: "court",
		Source: x.text("serve.sample.fixed_by"), Reason: x.text("serve.sample.fixed_why"),
	}
	record := map[spectrum.Field]spectrum.Value{
		spectrum.FieldTouched: entry("serve.sample.touched"),
		spectrum.FieldFixed:   {Limits: []spectrum.Limit{limit}},
		spectrum.FieldOpen:    entry("serve.sample.open"),
		spectrum.FieldSigns:   {Person: spectrum.Person{Name: x.text("serve.sample.signs")}},
		spectrum.FieldDue:     entry("serve.sample.due"),
		spectrum.FieldMeans:   entry("serve.sample.means"),
		spectrum.FieldTribe:   {Tribe: spectrum.TribeNo},
	}
	for _, field := range spectrum.Fields() {
		if value, ok := record[field]; ok {
			fill := spectrum.Fill{Topic: topics[len(topics)-1].ID, Field: field, Value: value}
			err = errors.Join(err, r.Do(ctx, room.NewCommand("", fill)))
		}
	}
	return err
}

func (x *sample) text(id string) safetext.Text {
	return safetext.Clean(safetext.Line, x.words.Say(id))
}
