package server_test

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"convene/internal/bench"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/server"
)

const (
	// linkRounds of three polls each make the hundred of safety §5.
	linkRounds = 34
	linkVoters = 10
	// linkTries is how often chance may look like a leak: once in a hundred runs it
	// does, three times in a row once in a million.
	linkTries = 3
)

// After a hundred closed secret polls the whole data folder with its journals,
// all backups, one of them made while a poll was open, and the log at its finest
// tell no more of who answered what than the published tallies do (safety §5).
func TestSecretPollsCannotBeLinked(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed: %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	for try := 1; ; try++ {
		polls, s := heldInSecret(t, chance)
		share, way := linked(polls, s, chance)
		t.Logf("%d polls; the best way, %s, is as good as chance in %.3f of worlds", len(polls), way, share)
		if share >= 0.01 || t.Failed() {
			return
		}
		if try == linkTries {
			t.Fatalf("%d times in a row the attacker did better than chance", linkTries)
		}
	}
}

// ballotHouse is a workshop on disk without a door, in which secret votes are held.
type ballotHouse struct {
	t      *testing.T
	hall   bench.Hall
	room   *room.Room
	watch  *sql.DB // the attacker looks at the open box, too
	chance *rand.Rand
	keys   map[string][]byte // of every poll, by file
}

// heldInSecret holds the polls and gives what the attacker gets.
func heldInSecret(t *testing.T, chance *rand.Rand) ([]secretPoll, spoils) {
	t.Helper()
	dir, log := folder(t), &journal{}
	house, err := server.Open(t.Context(), server.Config{Data: dir, Logger: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	hall, err := bench.Furnish(t.Context(), house, dir, bench.Plan{People: linkVoters, Open: true})
	if err != nil {
		t.Fatal(err)
	}
	r, leave, err := house.Rooms.Enter(t.Context(), hall.ID)
	if err != nil {
		t.Fatal(err)
	}
	watch, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "convene.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	b := &ballotHouse{t: t, hall: hall, room: r, watch: watch, chance: chance, keys: map[string][]byte{}}
	var polls []secretPoll
	backups := t.TempDir()
	backup := func(n int) func() {
		return func() {
			if err := house.Store.Backup(t.Context(), filepath.Join(backups, fmt.Sprintf("%d.db", n))); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n := range linkRounds {
		halfway := func() {}
		if n%10 == 5 {
			halfway = backup(n)
		}
		polls = append(polls, b.round(n, halfway)...)
	}
	backup(linkRounds)()
	if err := watch.Close(); err != nil {
		t.Error(err)
	}
	s := spoils{contents(t, dir)} // as it lies there, journals and all
	for name, raw := range contents(t, backups) {
		s.files[name] = raw
	}
	s.files["the server's log"] = []byte(log.String())
	leave()
	if err := house.Close(t.Context()); err != nil {
		t.Error(err)
	}
	for name, raw := range contents(t, dir) { // and as it is left behind
		s.files[name+", after the end"] = raw
	}
	b.noKey(s)
	return polls, s
}

func (b *ballotHouse) do(seat roster.SeatID, body any) {
	b.t.Helper()
	if err := b.room.Do(b.t.Context(), room.NewCommand(seat, body)); err != nil {
		b.t.Fatalf("%T: %v", body, err)
	}
}

// round holds one vote of three polls, with an answer of every seat to each, in an
// order of chance; halfway is called when half of them have answered.
func (b *ballotHouse) round(n int, halfway func()) []secretPoll {
	b.t.Helper()
	topic, err := bench.Topic(b.t.Context(), b.room, fmt.Sprintf("Visiting hours %d", n))
	if err == nil {
		err = bench.MoveTo(b.t.Context(), b.room, votePlace(b.room, topic, spectrum.StepVote1))
	}
	if err != nil {
		b.t.Fatal(err)
	}
	before := keyFiles(b.t, b.hall.Dir)
	b.do("", spectrum.OpenVote{Topic: topic, Vote: spectrum.First})
	for name, key := range keyFiles(b.t, b.hall.Dir) {
		if before[name] == nil {
			b.keys[name] = key
		}
	}
	round := b.room.Snapshot().Spectrum.Topic(topic).OpenRound()
	polls := []secretPoll{{id: round.Today.ID, levels: round.Today.Options}, {id: round.Should.ID, levels: round.Should.Options}, {id: round.Reasons.ID}}
	rows := make([]map[string]int, len(polls)) // whose row is which
	for i := range polls {
		for _, p := range b.hall.People {
			polls[i].roll = append(polls[i].roll, string(p.Seat))
		}
		polls[i].truth, rows[i] = make([]string, linkVoters), map[string]int{}
	}
	for k, place := range b.chance.Perm(linkVoters) {
		if k == linkVoters/2 {
			halfway()
		}
		b.answers(polls, place, fmt.Sprintf("zq%dreason%dxx", n, b.chance.Uint64()))
		for i := range polls {
			polls[i].cast = append(polls[i].cast, place)
			for _, tag := range b.tags(polls[i].id) {
				if _, known := rows[i][tag]; !known {
					rows[i][tag] = place
				}
			}
		}
	}
	for i := range polls {
		for _, tag := range b.tags(polls[i].id) {
			polls[i].tags = append(polls[i].tags, rows[i][tag])
		}
		if len(rows[i]) != linkVoters {
			b.t.Fatalf("%d rows for %d voters", len(rows[i]), linkVoters)
		}
	}
	b.do("", spectrum.LastCall{ID: round.ID})
	b.do("", spectrum.CloseVote{Round: round.ID, Vote: spectrum.First})
	return polls
}

// answers gives one seat's answer to each poll of a round; their reason was a draft
// before it was sent.
func (b *ballotHouse) answers(polls []secretPoll, place int, words string) {
	b.t.Helper()
	seat := b.hall.People[place].Seat
	for i := range polls[:2] {
		levels := polls[i].levels
		polls[i].truth[place] = levels[min(b.chance.IntN(len(levels)), b.chance.IntN(len(levels)))] // some more than others
		b.do(seat, spectrum.Cast{Poll: polls[i].id, Choice: polls[i].truth[place]})
	}
	polls[2].truth[place] = words
	for _, text := range []string{words, ""} {
		if err := b.room.Draft(b.t.Context(), room.Own(seat), b.room.Snapshot(), "reason", text); err != nil {
			b.t.Fatal(err)
		}
		if text != "" {
			b.do(seat, spectrum.WriteReason{Poll: polls[2].id, Words: safetext.Clean(safetext.Line, words), Lang: "en"})
		}
	}
}

// tags are a poll's rows in the open box, in the order in which they lie.
func (b *ballotHouse) tags(poll string) (tags []string) {
	b.t.Helper()
	rows, err := b.watch.Query(`SELECT hex(tag) FROM ballots JOIN polls USING (box) WHERE poll = ? ORDER BY tag`, poll)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var tag string
		if err := rows.Scan(&tag); err != nil {
			b.t.Fatal(err)
		}
		tags = append(tags, tag)
	}
	return tags
}

// noKey fails if a closed poll's key stands anywhere, in any common form.
func (b *ballotHouse) noKey(s spoils) {
	b.t.Helper()
	if len(b.keys) != 3*linkRounds {
		b.t.Fatalf("%d keys for %d polls", len(b.keys), 3*linkRounds)
	}
	for file, raw := range s.files {
		for name, key := range b.keys {
			for _, form := range [][]byte{key, []byte(hex.EncodeToString(key)), []byte(base64.StdEncoding.EncodeToString(key)), []byte(base64.RawURLEncoding.EncodeToString(key))} {
				if bytes.Contains(raw, form) {
					b.t.Errorf("the key %s stands in %s", filepath.Base(name), file)
				}
			}
		}
	}
}

// keyFiles are the key files of a folder's polls.
func keyFiles(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for path, raw := range contents(t, dir) {
		if strings.HasSuffix(path, ".key") {
			files[path] = raw
		}
	}
	return files
}
