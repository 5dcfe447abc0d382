package roster

import (
	"strings"
	"unicode"

	"convene/internal/safetext"
)

// number gives a seat whose name looks like another's a number from 2 on, so
// that nobody can pass for somebody else (safety §2.5).
func (s *State) number(self SeatID, name safetext.Text) int {
	skeleton, n := safetext.Skeleton(name.String()), 0
	for _, seat := range s.Seats {
		if seat.ID != self && safetext.Skeleton(seat.Name.String()) == skeleton {
			n = max(n, seat.Number, 1)
		}
	}
	if n == 0 {
		return 0
	}
	return n + 1
}

// mark makes the letters that stand in the margin beside a person's words: the
// first letters of the name, three or as many as it takes to be nobody else's.
func (s *State) mark(self SeatID, name safetext.Text) string {
	var letters []rune
	for _, r := range name.String() {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			letters = append(letters, r)
		}
	}
	taken := make(map[string]bool, len(s.Seats))
	for _, seat := range s.Seats {
		if seat.ID != self {
			taken[strings.ToLower(seat.Mark)] = true
		}
	}
	for n := min(3, len(letters)); n > 0 && n <= len(letters); n++ {
		if n < len(letters) && unicode.IsMark(letters[n]) {
			continue
		}
		if m := string(letters[:n]); !taken[strings.ToLower(m)] {
			return m
		}
	}
	base := string(letters[:min(3, len(letters))])
	for n := 2; ; n++ {
		if m := base + digits(n); !taken[strings.ToLower(m)] {
			return m
		}
	}
}

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + string(rune('0'+n%10))
}
