package remote

import "sync"

// places counts who has how many of something at once.
type places struct {
	mu    sync.Mutex
	taken map[string]int
	all   int
}

// enter takes a place, unless all are taken or who has theirs already.
func (p *places) enter(who string) (leave func(), ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all >= shelves || p.taken[who] >= shelvesEach {
		return nil, false
	}
	if p.taken == nil {
		p.taken = make(map[string]int)
	}
	p.taken[who]++
	p.all++
	return sync.OnceFunc(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.all--
		if p.taken[who]--; p.taken[who] == 0 {
			delete(p.taken, who)
		}
	}), true
}
