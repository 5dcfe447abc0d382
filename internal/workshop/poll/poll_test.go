package poll_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"convene/internal/fault"
	"convene/internal/safetext"
	"convene/internal/workshop/poll"
	"convene/internal/workshop/roster"
)

var levels = []string{"inform", "consult", "involve", "collaborate", "colead"}

// room seats people, each of a group.
func room(groups ...roster.Group) *roster.State {
	s := &roster.State{}
	for i, g := range groups {
		s = s.Apply(time.Time{}, roster.Joined{Seat: seat(i), About: roster.About{
			Name: safetext.Clean(safetext.Name, fmt.Sprint("Person ", i)), Group: g}})
	}
	return s
}

func seat(i int) roster.SeatID { return roster.SeatID(fmt.Sprintf("seat-%03d", i)) }

func many(g roster.Group, n int) []roster.Group { return slices.Repeat([]roster.Group{g}, n) }

func ask(t testing.TB, r *roster.State, mode poll.Mode) *poll.Poll {
	t.Helper()
	list, err := poll.Gather(r, mode, nil, true)
	if err != nil {
		t.Fatal(err)
	}
	return list.Ask("q", mode, poll.Cell, levels)
}

// cast answers in the order of the seats; "" is not answering.
func cast(choices ...string) []poll.Cast {
	var out []poll.Cast
	for i, c := range choices {
		if c != "" {
			out = append(out, poll.Cast{Seat: seat(i), Choice: c})
		}
	}
	return out
}

func TestMiddleIsNeverRounded(t *testing.T) {
	for _, tt := range []struct {
		counts    []int
		low, high int
	}{
		{[]int{0, 0, 0, 0, 0}, -1, -1},
		{[]int{0, 0, 1, 0, 0}, 2, 2},
		{[]int{1, 0, 0, 0, 1}, 0, 4}, // a tie: two levels stand
		{[]int{2, 1, 0, 0, 0}, 0, 0},
		{[]int{3, 0, 0, 3, 0}, 0, 3},
		{[]int{1, 5, 4, 0, 0}, 1, 1},
		{[]int{0, 2, 2, 0, 0}, 1, 2},
	} {
		if m := poll.MiddleOf(tt.counts); m.Low != tt.low || m.High != tt.high {
			t.Errorf("%v: middle %d–%d, want %d–%d", tt.counts, m.Low, m.High, tt.low, tt.high)
		}
	}
}

// The split shows two middles and never counts or ranges, and only when each
// side has five answers and is not of one mind (design §4, "The few").
func TestSplit(t *testing.T) {
	mixed := func(n int) []string { return append(slices.Repeat([]string{"inform"}, n-1), "consult") }
	for _, tt := range []struct {
		name           string
		mode           poll.Mode
		agency, others []string
		shown          bool
		why            string
	}{
		{"both large", poll.Secret, mixed(5), mixed(6), true, ""},
		{"agency small", poll.Secret, mixed(4), mixed(9), false, poll.SplitFew},
		{"others small", poll.Secret, mixed(9), mixed(4), false, poll.SplitFew},
		{"agency of one mind", poll.HiddenNames, slices.Repeat([]string{"inform"}, 5), mixed(5), false, poll.SplitUnanimous},
		{"of one mind, named", poll.Named, slices.Repeat([]string{"inform"}, 5), mixed(5), true, ""},
		{"passes are no answers", poll.Secret, append(mixed(4), poll.Pass), mixed(6), false, poll.SplitFew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := room(append(many(roster.Agency, len(tt.agency)), many(roster.Community, len(tt.others))...)...)
			res := poll.Tally(ask(t, r, tt.mode), r, cast(append(slices.Clone(tt.agency), tt.others...)...), true)
			if (res.Split != nil) != tt.shown || res.SplitWhy != tt.why {
				t.Errorf("split %v, why %q", res.Split, res.SplitWhy)
			}
		})
	}
}

// The number that a refused split is told with is the one that refused it, also for
// a county that set none or one too small, and in a record from before.
func TestTheNumberToldIsTheNumberThatRules(t *testing.T) {
	mixed := func(n int) []string { return append(slices.Repeat([]string{"inform"}, n-1), "consult") }
	say := func(id string, args ...any) string { return fmt.Sprint(append([]any{id}, args...)...) }
	for set, want := range map[int]int{0: 5, 2: 5, 3: 3, 5: 5, 7: 7} {
		for n, told := range map[int]string{want - 1: say("spectrum.reveal.apart.few", "n", want), want: ""} {
			r := room(append(many(roster.Agency, n), many(roster.Community, 9)...)...)
			p := ask(t, r, poll.Secret)
			for _, from := range []*poll.Poll{poll.List{Roll: p.Roll, Groups: p.Groups}.Ask("q", poll.Secret, set, levels),
				{ID: "q", Mode: poll.Secret, Roll: p.Roll, Groups: p.Groups, Options: levels, Cell: set}} {
				res := poll.Tally(from, r, cast(append(mixed(n), mixed(9)...)...), true)
				if got := from.Unsplit(res, say); got != told || (res.Split != nil) != (told == "") {
					t.Errorf("set to %d, %d from the agency: %q, want %q; split %v", set, n, got, told, res.Split)
				}
			}
		}
	}
}

// A group too small to be named can't be read off by taking the others away.
func TestSmallGroupsAreNotLeftOver(t *testing.T) {
	r := room(append(many(roster.Community, 6), many(roster.Tribal, 2)...)...)
	res := poll.Tally(ask(t, r, poll.GroupLabel), r, cast("inform", "inform", "consult", "consult", "consult", "inform", "colead", "colead"), true)
	if len(res.Groups) != 0 {
		t.Errorf("groups shown although two people are left over: %v", res.Groups)
	}
}

func TestTheFew(t *testing.T) {
	for _, tt := range []struct {
		n      int
		mode   poll.Mode
		warned bool
		code   string
	}{
		{6, poll.Secret, false, ""},
		{4, poll.Secret, false, "poll_few"},
		{4, poll.Secret, true, ""},
		{3, poll.Secret, true, "poll_too_few"},
		{3, poll.HiddenNames, true, "poll_too_few"},
		{3, poll.Named, false, ""},
		{0, poll.Named, false, "poll_nobody"},
	} {
		_, err := poll.Gather(room(many(roster.Community, tt.n)...), tt.mode, nil, tt.warned)
		if fault.Code(err) != tt.code {
			t.Errorf("%d people, %s, warned %t: %q, want %q", tt.n, tt.mode, tt.warned, fault.Code(err), tt.code)
		}
	}
}

// Whatever the box gives back, the figures add up, nobody counts twice, and no
// seat is joined to an answer outside named mode (promise 3).
func TestTallyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "people")
		groups := rapid.SliceOfN(rapid.SampledFrom(roster.Groups()), n, n).Draw(t, "groups")
		r := room(groups...)
		mode := rapid.SampledFrom(poll.Modes()).Draw(t, "mode")
		list, err := poll.Gather(r, mode, nil, true)
		if err != nil {
			return // too few for this mode
		}
		p := list.Ask("q", mode, poll.Cell, levels)
		choices := append(slices.Clone(levels), poll.Pass, poll.Unsure, "made up")
		var answers []poll.Cast
		for range rapid.IntRange(0, 2*n).Draw(t, "answers") {
			answers = append(answers, poll.Cast{
				Seat: seat(rapid.IntRange(0, n+2).Draw(t, "seat")), Choice: rapid.SampledFrom(choices).Draw(t, "choice")})
		}
		res := poll.Tally(p, r, answers, true)
		sum := res.Unsure
		for _, c := range res.Counts {
			sum += c
		}
		if sum != res.Answered || res.Answered+res.Passed+res.NotCast != res.OnList || res.OnList != n {
			t.Fatalf("does not add up: %+v", res)
		}
		raw, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		if mode != poll.Named && strings.Contains(string(raw), "seat-") {
			t.Fatalf("a seat stands beside an answer in %s: %s", mode, raw)
		}
	})
}

func TestAgree(t *testing.T) {
	groups := []roster.Group{roster.Agency, roster.Agency, roster.Community, roster.Community}
	for _, tt := range []struct {
		name     string
		answers  []string
		standing poll.Standing
		unheard  bool
	}{
		{"all behind", []string{"5", "4", "3", "5"}, poll.Agreed, false},
		{"one stands aside", []string{"5", "1", "3", "5"}, poll.Concerns, false},
		{"a group of ones is heard", []string{"5", "5", "1", "1"}, poll.Concerns, false},
		{"needs more talk", []string{"5", "5", "2", "3"}, poll.NeedTalk, false},
		{"needs it read", []string{"5", "5", poll.ReadToMe, "3"}, poll.NeedTalk, false},
		{"one cannot", []string{"5", "0", "2", "3"}, poll.Refused, false},
		{"a whole group passed", []string{"5", "5", poll.Pass, ""}, poll.Agreed, true},
		{"all pass", []string{poll.Pass, poll.Pass, poll.Pass, poll.Pass}, poll.Nobody, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := room(groups...)
			list, err := poll.Gather(r, poll.HiddenNames, nil, true)
			if err != nil {
				t.Fatal(err)
			}
			c := poll.Agree(list.Ask("q", poll.HiddenNames, poll.Cell, poll.AgreeOptions()), r, cast(tt.answers...))
			if c.Standing != tt.standing || c.Unheard != tt.unheard || len(c.Groups) > 0 {
				t.Errorf("got %+v", c)
			}
		})
	}
}

// The split is fixed when the poll opens: who changes where they come from while
// it runs changes nothing (design §4, "The few").
func TestGroupsAreFrozen(t *testing.T) {
	r := room(append(many(roster.Agency, 5), many(roster.Community, 5)...)...)
	p := ask(t, r, poll.Secret)
	answers := cast("inform", "inform", "inform", "inform", "consult", "colead", "colead", "colead", "colead", "involve")
	before := poll.Tally(p, r, answers, true)
	moved := r.Apply(time.Time{}, roster.Described{Seat: seat(0), About: roster.About{Group: roster.Community}})
	after := poll.Tally(p, moved, answers, true)
	if before.Split == nil || after.Split == nil || *before.Split != *after.Split {
		t.Errorf("the split changed with a group: %+v, %+v", before.Split, after.Split)
	}
}
