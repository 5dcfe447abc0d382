package server_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The attacker of safety §5: who holds the whole data folder with its journals,
// every backup and the logs, and has watched the room, wants to know who answered
// what in polls that are closed.

// A secretPoll is what the attacker may know of one poll, and what they may not.
type secretPoll struct {
	id     string
	roll   []string // seats, as the poll's list has them
	cast   []int    // places on the roll, in the order in which they were seen to answer
	tags   []int    // places on the roll, in the order of their rows in the open box
	truth  []string // what each of the roll answered
	levels []string // what could be answered; empty where people wrote words of their own
}

// tally is what was published, without who.
func (p secretPoll) tally() []string { return slices.Sorted(slices.Values(p.truth)) }

// spoils are all bytes the attacker holds: by name, and of them those pieces that
// mention a poll.
type spoils struct{ files map[string][]byte }

// around is how far about a poll's name the attacker reads.
const around = 4 << 10

// pieces are the places that mention the poll, the longest last.
func (s spoils) pieces(p secretPoll) [][]byte {
	var out [][]byte
	for _, raw := range s.files {
		for from := 0; ; {
			at := bytes.Index(raw[from:], []byte(p.id))
			if at < 0 {
				break
			}
			at += from
			out = append(out, raw[max(0, at-around):min(len(raw), at+around)])
			from = at + len(p.id)
		}
	}
	return out
}

// listed is the order in which the poll's answers stand somewhere: the place that
// has most of them, each once; what is missing there follows as published.
func (s spoils) listed(p secretPoll) []string {
	left := p.tally()
	type found struct {
		at     int
		answer string
	}
	var best []found
	for _, piece := range s.pieces(p) {
		var here []found
		for _, answer := range slices.Compact(p.tally()) {
			for from := 0; ; {
				at := bytes.Index(piece[from:], []byte(answer))
				if at < 0 {
					break
				}
				here = append(here, found{from + at, answer})
				from += at + len(answer)
			}
		}
		if len(here) > len(best) {
			best = here
		}
	}
	slices.SortFunc(best, func(a, b found) int { return a.at - b.at })
	var order []string
	for _, f := range best {
		if i := slices.Index(left, f.answer); i >= 0 {
			order, left = append(order, f.answer), slices.Delete(left, i, i+1)
		}
	}
	return append(order, left...)
}

// nearest guesses for each seat the answer that stands nearest to it in any file,
// weighing all the places where both stand.
func (s spoils) nearest(p secretPoll) []string {
	guess := make([]string, len(p.roll))
	pieces := s.pieces(p)
	if len(p.levels) == 0 { // words of one's own are found wherever they stand
		for _, raw := range s.files {
			for _, words := range p.truth {
				for from := 0; ; {
					at := bytes.Index(raw[from:], []byte(words))
					if at < 0 {
						break
					}
					at += from
					pieces = append(pieces, raw[max(0, at-around):min(len(raw), at+around)])
					from = at + len(words)
				}
			}
		}
	}
	for i, seat := range p.roll {
		weight := make(map[string]float64)
		for _, piece := range pieces {
			at := bytes.Index(piece, []byte(seat))
			if at < 0 {
				continue
			}
			for _, answer := range p.truth {
				if n := bytes.Index(piece, []byte(answer)); n >= 0 {
					weight[answer] += 1 / (1 + math.Abs(float64(n-at)))
				}
			}
		}
		most := 0.0
		for _, answer := range slices.Compact(p.tally()) {
			if weight[answer] > most {
				guess[i], most = answer, weight[answer]
			}
		}
	}
	return guess
}

// deal gives the answers of a list to the places of the roll in an order.
func deal(answers []string, order []int) []string {
	guess := make([]string, len(order))
	for k, place := range order {
		if k < len(answers) {
			guess[place] = answers[k]
		}
	}
	return guess
}

// ways are the attacker's ways to guess a poll: by name, an answer for each place.
func (s spoils) ways(p secretPoll) map[string][]string {
	list, n := s.listed(p), len(p.roll)
	asListed := make([]int, n)
	for i := range asListed {
		asListed[i] = i
	}
	back := slices.Clone(p.cast)
	slices.Reverse(back)
	byName := slices.Clone(asListed)
	slices.SortFunc(byName, func(a, b int) int { return strings.Compare(p.roll[a], p.roll[b]) })
	return map[string][]string{
		"the list's order": deal(list, asListed), "the order of answering": deal(list, p.cast), "the same, backwards": deal(list, back),
		"the order of the rows": deal(list, p.tags), "the order of the seats' names": deal(list, byName),
		"what stands nearest": s.nearest(p),
	}
}

// linked says how surely the attacker's best way beats guessing from what was
// published: the share of worlds with the same tallies, in which who answered
// what is chance, that would have looked at least as striking.
func linked(polls []secretPoll, s spoils, chance *rand.Rand) (share float64, way string) {
	const worlds = 4000
	ways := make([]map[string][]string, len(polls))
	for i, p := range polls {
		ways[i] = s.ways(p)
	}
	names := []string{}
	for name := range ways[0] {
		names = append(names, name)
	}
	slices.Sort(names)
	hits := func(truths [][]string) []float64 {
		out := make([]float64, len(names))
		for i := range polls {
			for w, name := range names {
				for place, answer := range ways[i][name] {
					if answer != "" && answer == truths[i][place] {
						out[w]++
					}
				}
			}
		}
		return out
	}
	truths := make([][]string, len(polls))
	for i, p := range polls {
		truths[i] = slices.Clone(p.truth)
	}
	seen := hits(truths)
	all := make([][]float64, worlds)
	for n := range all {
		for _, truth := range truths {
			chance.Shuffle(len(truth), func(a, b int) { truth[a], truth[b] = truth[b], truth[a] })
		}
		all[n] = hits(truths)
	}
	mean, spread := make([]float64, len(names)), make([]float64, len(names))
	for w := range names {
		for _, h := range all {
			mean[w] += h[w] / worlds
		}
		for _, h := range all {
			spread[w] += (h[w] - mean[w]) * (h[w] - mean[w]) / worlds
		}
		spread[w] = math.Sqrt(spread[w])
	}
	striking := func(h []float64) (most float64, at int) {
		for w := range names {
			if z := math.Abs(h[w]-mean[w]) / max(spread[w], 1e-9); spread[w] > 0 && z > most {
				most, at = z, w
			}
		}
		return most, at
	}
	most, at := striking(seen)
	for _, h := range all {
		if z, _ := striking(h); z >= most {
			share += 1.0 / worlds
		}
	}
	return share, names[at]
}

// The attacker finds what there is to find: an answer that stands beside its seat,
// and a list in the order of answering, of the rows, or of the poll's list.
func TestTheAttackerIsGood(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for _, leak := range []string{"nothing", "beside", "cast", "tags", "roll"} {
		polls, s := inventedPolls(chance, leak)
		share, way := linked(polls, s, chance)
		if (share < 0.01) != (leak != "nothing") {
			t.Errorf("%s: %.4f by %s", leak, share, way)
		}
	}
}

// inventedPolls makes polls that leak in one way, in a tenth of what they hold.
func inventedPolls(chance *rand.Rand, leak string) ([]secretPoll, spoils) {
	var polls []secretPoll
	var log bytes.Buffer
	for n := range 100 {
		p := secretPoll{id: "poll-" + string(rune('A'+n%26)) + strings.Repeat("x", n/26) + "-"}
		for i := range 10 {
			p.roll = append(p.roll, strings.Repeat(string(rune('a'+i)), 8))
			p.truth = append(p.truth, p.id+string(rune('a'+chance.IntN(26)))+string(rune('a'+i)))
		}
		p.cast, p.tags = chance.Perm(10), chance.Perm(10)
		order := chance.Perm(10)
		if n%10 == 0 {
			switch leak {
			case "cast":
				order = p.cast
			case "tags":
				order = p.tags
			case "roll":
				order = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
			}
		}
		log.WriteString(strings.Join(p.roll, ",") + strings.Repeat(".", around) + p.id)
		for _, place := range order {
			if leak == "beside" && n%10 == 0 {
				log.WriteString(p.roll[place])
			}
			log.WriteString("[" + p.truth[place] + "]")
		}
		log.WriteString(strings.Repeat(".", 3*around))
		polls = append(polls, p)
	}
	return polls, spoils{map[string][]byte{"log": log.Bytes()}}
}
