package remote

// MayTake and ReadLine let tests ask without the way there.
var (
	MayTake  = mayTake
	ReadLine = readLine
)

// Places are the shelves' own, with how many of them there are.
type Places struct{ places }

// Enter takes a place.
func (p *Places) Enter(workshop, key string) (leave func(), ok bool) { return p.enter(workshop, key) }

// How many places there are in one workshop, and for one key.
const (
	ShelvesHere = shelvesHere
	ShelvesEach = shelvesEach
)
