package sqlite_test

import (
	"crypto/hmac"
	"crypto/md5"  //nolint:gosec // an attacker may try it
	"crypto/sha1" //nolint:gosec // as above
	"crypto/sha256"
	"crypto/sha512"
	"database/sql"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the attacker reads the database

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

// rowsOf gives every column of a log's events as text, by seq.
func rowsOf(t *testing.T, dir string) map[int64]map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "convene.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query(`SELECT seq, coalesce(hex(salt), ''), coalesce(hex(digest), ''), hex(hash), type || version || batch || epoch, length(coalesce(payload, '')) FROM events`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	out := make(map[int64]map[string]string)
	for rows.Next() {
		var seq int64
		var salt, digest, hash, rest, size string
		if err := rows.Scan(&seq, &salt, &digest, &hash, &rest, &size); err != nil {
			t.Fatal(err)
		}
		out[seq] = map[string]string{"salt": salt, "digest": digest, "hash": hash, "rest": rest, "size": size}
	}
	return out
}

// Who guesses what a redacted event said can't find out whether they are right:
// the salt is gone from every file, no plain digest of the words was ever there,
// and what is left is the same for short words and for long.
func TestRedactLeavesNothingToGuessFrom(t *testing.T) {
	s := open(t, folder(t))
	guess := "the choice that was guessed rightly"
	logtest.Append(t, s.Log(), "w", eventlog.Head{}, "kept", guess, guess+guess+guess, "kept too")
	before := rowsOf(t, s.Dir())
	var salts [][]byte
	for _, seq := range []int64{2, 3} {
		salt, err := hex.DecodeString(before[seq]["salt"])
		if err != nil || len(salt) != 32 {
			t.Fatalf("event %d has the salt %q: %v", seq, before[seq]["salt"], err)
		}
		salts = append(salts, salt)
	}
	if len(found(t, s.Dir(), salts[0])) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	if err := s.Log().Redact(t.Context(), "w", []eventlog.Seq{2, 3}); err != nil {
		t.Fatal(err)
	}
	if files := found(t, s.Dir(), salts...); len(files) > 0 {
		t.Errorf("a salt is still in %v", files)
	}
	plain := sha256.Sum256([]byte(guess))
	longer, old, older := sha512.Sum512([]byte(guess)), sha1.Sum([]byte(guess)), md5.Sum([]byte(guess)) //nolint:gosec // as above
	if files := found(t, s.Dir(), plain[:], longer[:], old[:], older[:]); len(files) > 0 {
		t.Errorf("a digest of the words alone is in %v", files)
	}
	after := rowsOf(t, s.Dir())
	short, long := after[2], after[3]
	if short["salt"]+long["salt"] != "" || short["size"] != "0" || long["size"] != "0" || len(short["digest"]) != len(long["digest"]) || len(short["rest"]) != len(long["rest"]) {
		t.Errorf("what is left differs: %v and %v", short, long)
	}
	// With the salt a guess could be tried; without it nobody can.
	mac := hmac.New(sha256.New, salts[0])
	mac.Write([]byte(guess))
	if tried := hex.EncodeToString(mac.Sum(nil)); !strings.EqualFold(tried, short["digest"]) {
		t.Errorf("the digest is not keyed by the salt: this test proves nothing")
	}
}
