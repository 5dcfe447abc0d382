package metrics

import "github.com/prometheus/client_golang/prometheus"

// numbers asks for the server's numbers once for each look.
type numbers struct {
	now  func() Numbers
	each []number
}

var _ prometheus.Collector = numbers{}

// A number is one of them, as Prometheus knows it.
type number struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	of   func(Numbers) float64
}

func described() []number {
	gauge := func(name, help string, of func(Numbers) int) number {
		return number{prometheus.NewDesc("convene_"+name, help, nil, nil), prometheus.GaugeValue,
			func(n Numbers) float64 { return float64(of(n)) }}
	}
	counter := func(name, help string, of func(Numbers) uint64) number {
		return number{prometheus.NewDesc("convene_"+name+"_total", help, nil, nil), prometheus.CounterValue,
			func(n Numbers) float64 { return float64(of(n)) }}
	}
	return []number{
		gauge("people", "Seats with somebody connected.", func(n Numbers) int { return n.People }),
		gauge("rooms", "Workshops that run.", func(n Numbers) int { return n.Rooms }),
		gauge("connections", "Open SSH connections.", func(n Numbers) int { return n.Connections }),
		gauge("connections_starting", "Open connections in their key exchange.", func(n Numbers) int { return n.Starting }),
		gauge("connections_deciding", "Open connections that wait for their person to sign in.", func(n Numbers) int { return n.Deciding }),
		gauge("sessions", "Open sessions; a connection may have several.", func(n Numbers) int { return n.Sessions }),
		gauge("wal_bytes", "Size of the database's write-ahead log, in whole MiB.", func(n Numbers) int { return n.WAL }),
		gauge("disk_trouble", "1 while the disk is nearly full, is full or fails.", func(n Numbers) int { return n.Trouble }),
		gauge("erase_pending", "1 while a reader of the database keeps what was erased on the disk.", func(n Numbers) int { return n.Erasing }),
		counter("connections_refused", "Connections turned away at the door.", func(n Numbers) uint64 { return n.Refused }),
		counter("wrong_tries", "Wrong codes, words and passphrases.", func(n Numbers) uint64 { return n.Wrong }),
		counter("frames_drawn", "Screens drawn.", func(n Numbers) uint64 { return n.Frames }),
		counter("versions_dropped", "Screens made ready and never drawn, since a newer one came.", func(n Numbers) uint64 { return n.Outdated }),
	}
}

// Describe names the numbers.
func (c numbers) Describe(to chan<- *prometheus.Desc) {
	for _, n := range c.each {
		to <- n.desc
	}
}

// Collect gives them, all of one moment.
func (c numbers) Collect(to chan<- prometheus.Metric) {
	now := c.now()
	for _, n := range c.each {
		to <- prometheus.MustNewConstMetric(n.desc, n.kind, n.of(now))
	}
}
