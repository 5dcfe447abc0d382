package poll

import "convene/internal/workshop/roster"

// The values of the agree scale (domain §4.1.1). ReadToMe is "I need this in my
// language, or read to me" and counts as needing more talk.
const (
	Behind     = "5"
	SmallDoubt = "4"
	LiveWith   = "3"
	MoreTalk   = "2"
	StandAside = "1"
	CannotBear = "0"
	ReadToMe   = "read"
)

// AgreeOptions lists the scale in the order it is offered.
func AgreeOptions() []string {
	return []string{Behind, SmallDoubt, LiveWith, MoreTalk, StandAside, CannotBear, ReadToMe}
}

// Standing is what a check on the agree scale says of the text it was about.
type Standing string

// The standings, from nothing to agreement.
const (
	Unasked  Standing = ""
	Nobody   Standing = "nobody"   // nobody answered, or all passed
	Refused  Standing = "refused"  // someone cannot accept it
	NeedTalk Standing = "talk"     // someone needs more talk first
	Concerns Standing = "concerns" // agreed, with concerns recorded
	Agreed   Standing = "agreed"
)

// Reached reports whether consent was reached.
func (s Standing) Reached() bool { return s == Concerns || s == Agreed }

// Consent is the outcome of a check. It is never an average.
type Consent struct {
	Standing Standing `json:"standing"`
	// Unheard says that a whole partner group on the list passed or did not
	// answer; which group is told in named mode only (design promise 3).
	Unheard bool           `json:"unheard,omitempty"`
	Groups  []roster.Group `json:"groups,omitempty"`
}

// Agree judges a check by the rule of domain §4.1.1: nobody answered 0 or 2, and
// a group whose every member passed is said not to have been heard. Tribal
// governments are no partner group here; their position stands beside.
func Agree(p *Poll, r *roster.State, cast []Cast) Consent {
	cast = valid(p, cast)
	present, heard := make(map[roster.Group]bool), make(map[roster.Group]bool)
	for _, id := range p.Roll {
		if g := p.group(r, id); g != roster.NoGroup {
			present[g] = true
		}
	}
	c := Consent{Standing: Nobody}
	worst := func(s Standing) {
		rank := map[Standing]int{Nobody: 0, Agreed: 1, Concerns: 2, NeedTalk: 3, Refused: 4}
		if rank[s] > rank[c.Standing] {
			c.Standing = s
		}
	}
	for _, a := range cast {
		switch a.Choice {
		case Behind, SmallDoubt, LiveWith:
			worst(Agreed)
		case StandAside:
			worst(Concerns)
		case MoreTalk, ReadToMe, Unsure:
			worst(NeedTalk)
		case CannotBear:
			worst(Refused)
		default:
			continue
		}
		heard[p.group(r, a.Seat)] = true
	}
	for _, g := range roster.Groups() {
		if present[g] && !heard[g] {
			c.Unheard = true
			if p.Mode == Named {
				c.Groups = append(c.Groups, g)
			}
		}
	}
	return c
}
