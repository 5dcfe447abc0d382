package remote

import "sync"

// places counts who has how many shelves open at once, and where: one workshop's
// people can't take all of another's.
type places struct {
	mu    sync.Mutex
	taken map[owner]int
	all   int
}

// owner is a workshop and, if not empty, one key there.
type owner struct{ workshop, key string }

// enter takes a place, unless all are taken, in the house or in the workshop, or
// the key has its own already.
func (p *places) enter(workshop, key string) (leave func(), ok bool) {
	whole, one := owner{workshop: workshop}, owner{workshop, key}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all >= shelves || p.taken[whole] >= shelvesHere || p.taken[one] >= shelvesEach {
		return nil, false
	}
	if p.taken == nil {
		p.taken = make(map[owner]int)
	}
	p.taken[whole]++
	p.taken[one]++
	p.all++
	return sync.OnceFunc(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.all--
		for _, o := range []owner{whole, one} {
			if p.taken[o]--; p.taken[o] == 0 {
				delete(p.taken, o)
			}
		}
	}), true
}
