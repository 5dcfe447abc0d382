package poll

import (
	"cmp"
	"slices"

	"convene/internal/workshop/roster"
)

// Cast is one opened answer, with its seat, on its way into a Result. It is
// never stored.
type Cast struct {
	Seat   roster.SeatID
	Choice string
	Hand   roster.Hand // who put it for the seat's person; zero is their own
}

// Result is what a close shows and keeps: nothing in it joins a seat to an
// answer outside named mode.
type Result struct {
	// OnList, Answered, Passed and NotCast add up: OnList is the other three
	// together. Never who.
	OnList   int `json:"on_list"`
	Answered int `json:"answered"`
	Passed   int `json:"passed"`
	NotCast  int `json:"not_cast"`
	// Ways is set where some were put for another.
	Ways *Ways `json:"ways,omitempty"`
	// Counts holds each option's answers, in the poll's order; Unsure is apart.
	Counts []int `json:"counts"`
	Unsure int   `json:"unsure"`
	// Named is set in named mode only, in the roll's order.
	Named []NamedChoice `json:"named,omitempty"`
	// Groups is set in group mode only, for groups of the cell size or more.
	Groups []GroupCount `json:"groups,omitempty"`
	// Split is the one breakdown, or nil with SplitWhy saying why not.
	Split    *Split `json:"split,omitempty"`
	SplitWhy string `json:"split_why,omitempty"`
}

// NamedChoice is an answer given openly.
type NamedChoice struct {
	Seat   roster.SeatID `json:"seat"`
	Choice string        `json:"choice"`
	// By put it for the seat's person, who agreed to that, and Way is how.
	By  roster.SeatID `json:"by,omitempty"`
	Way roster.Way    `json:"way,omitempty"`
}

// GroupCount is how a group large enough to be shown answered.
type GroupCount struct {
	Group  roster.Group `json:"group"`
	Counts []int        `json:"counts"`
}

// Split holds the two middles, each as the option indexes it lies between
// (equal when it lies on one), never counts or ranges (design §4).
type Split struct {
	AgencyList int    `json:"agency_list"`
	OtherList  int    `json:"other_list"`
	Agency     Middle `json:"agency"`
	Others     Middle `json:"others"`
}

// Reasons why a split is not shown; the faces have a sentence for each.
const (
	SplitFew       = "few"
	SplitUnanimous = "unanimous"
)

// Middle is the median of ordered answers: option indexes Low and High, equal
// unless the median falls between two. Both are -1 without answers.
type Middle struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// Tie reports whether the middle lies between two options.
func (m Middle) Tie() bool { return m.Low != m.High }

// None reports whether nobody chose.
func (m Middle) None() bool { return m.Low < 0 }

// MiddleOf finds the median of a distribution over ordered options.
func MiddleOf(counts []int) Middle {
	total := 0
	for _, n := range counts {
		total += n
	}
	if total == 0 {
		return Middle{-1, -1}
	}
	at := func(k int) int { // option of the k-th answer, from 0
		for i, n := range counts {
			if k < n {
				return i
			}
			k -= n
		}
		return len(counts) - 1
	}
	return Middle{Low: at((total - 1) / 2), High: at(total / 2)}
}

// RangeOf gives the lowest and the highest option chosen, or -1, -1.
func RangeOf(counts []int) (low, high int) {
	low, high = -1, -1
	for i, n := range counts {
		if n > 0 {
			if low < 0 {
				low = i
			}
			high = i
		}
	}
	return low, high
}

// Tally makes the result of a poll from its opened answers. Answers of seats
// that may not answer, or with choices that are not offered, are left out, so
// that a damaged box can never add a vote. ordered says that the options have
// an order, so that middles mean something.
func Tally(p *Poll, r *roster.State, cast []Cast, ordered bool) Result {
	cast = valid(p, cast)
	res := Result{OnList: len(p.Roll), Counts: make([]int, len(p.Options))}
	var ways Ways
	for _, c := range cast {
		ways.Add(c.Hand.Way)
		if !slices.Contains(p.Roll, c.Seat) {
			res.OnList++ // a delegate who also answered as themselves
		}
		switch c.Choice {
		case Pass:
			res.Passed++
		case Unsure:
			res.Unsure++
			res.Answered++
		default:
			res.Counts[slices.Index(p.Options, c.Choice)]++
			res.Answered++
		}
	}
	res.NotCast = res.OnList - len(cast)
	res.Ways = ways.Told(p.Mode == Named)
	if p.Mode == Named {
		for _, c := range cast {
			res.Named = append(res.Named, NamedChoice{Seat: c.Seat, Choice: c.Choice, By: c.Hand.By, Way: c.Hand.Way})
		}
		slices.SortFunc(res.Named, func(a, b NamedChoice) int { return cmp.Compare(p.order(a.Seat), p.order(b.Seat)) })
	}
	if p.Mode == GroupLabel {
		res.Groups = groups(p, r, cast)
	}
	if ordered {
		res.Split, res.SplitWhy = split(p, r, cast)
	}
	return res
}

// order is the seat's place on the list, delegates last.
func (p *Poll) order(seat roster.SeatID) int {
	if i := slices.Index(p.Roll, seat); i >= 0 {
		return i
	}
	return len(p.Roll) + slices.Index(p.Delegates, seat)
}

func valid(p *Poll, cast []Cast) []Cast {
	seen := make(map[roster.SeatID]bool, len(cast))
	var out []Cast
	for _, c := range cast {
		if p.May(c.Seat) && p.Offers(c.Choice) && !seen[c.Seat] {
			seen[c.Seat] = true
			out = append(out, c)
		}
	}
	return out
}

// groups counts by group where a group is large enough; with fewer than two
// groups of that size, or one group left over that subtraction would show,
// nothing is shown.
func groups(p *Poll, r *roster.State, cast []Cast) []GroupCount {
	by, size, rest := make(map[roster.Group][]int), make(map[roster.Group]int), 0
	for _, c := range cast {
		i, g := slices.Index(p.Options, c.Choice), p.group(r, c.Seat)
		if i < 0 {
			continue
		}
		if by[g] == nil {
			by[g] = make([]int, len(p.Options))
		}
		by[g][i]++
		size[g]++
	}
	var out []GroupCount
	for _, g := range roster.Groups() {
		if size[g] >= CellOf(p.Cell) {
			out = append(out, GroupCount{Group: g, Counts: by[g]})
			delete(size, g)
		}
	}
	for _, n := range size {
		rest += n
	}
	if rest > 0 && rest < CellOf(p.Cell) {
		return nil // what is left over could be read off by subtraction
	}
	return out
}

// split is the one breakdown of design §4: the agency and everyone else.
func split(p *Poll, r *roster.State, cast []Cast) (*Split, string) {
	agency, others := make([]int, len(p.Options)), make([]int, len(p.Options))
	na, no := 0, 0
	for _, c := range cast {
		i := slices.Index(p.Options, c.Choice)
		if i < 0 {
			continue
		}
		if p.group(r, c.Seat) == roster.Agency {
			agency[i]++
			na++
		} else {
			others[i]++
			no++
		}
	}
	if na < CellOf(p.Cell) || no < CellOf(p.Cell) {
		return nil, SplitFew
	}
	if p.Mode != Named && (unanimous(agency, na) || unanimous(others, no)) {
		return nil, SplitUnanimous
	}
	s := &Split{Agency: MiddleOf(agency), Others: MiddleOf(others)}
	for _, id := range p.Roll {
		if p.group(r, id) == roster.Agency {
			s.AgencyList++
		} else {
			s.OtherList++
		}
	}
	return s, ""
}

func unanimous(counts []int, n int) bool {
	return slices.Contains(counts, n)
}

// Unsplit says why a result of p shows no split; empty where it shows one, or its
// answers have no order. say gives sentences.
func (p *Poll) Unsplit(res Result, say func(id string, args ...any) string) string {
	switch res.SplitWhy {
	case SplitFew:
		return say("spectrum.reveal.apart.few", "n", CellOf(p.Cell))
	case SplitUnanimous:
		return say("spectrum.reveal.apart.unanimous")
	}
	return ""
}
