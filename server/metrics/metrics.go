// Package metrics tells the operator's monitor, on this machine only, how the
// server does: numbers by the conventions of Prometheus at /metrics, and at
// /healthz whether it can do its work.
//
// It knows numbers and nothing else: no name, key, address, code or word ever
// reaches it, and no label is made of anything a person chose. No number of ours
// moves with a single hidden answer (safety §5.9): answers are no commits of
// events, and sizes that grow with them are given in steps of many.
//
// Concurrency: [Metrics] is safe for concurrent use. [Metrics.Serve] runs until
// its context ends; each request has a goroutine of the HTTP server's, which
// deadlines end. Numbers are asked for when somebody looks, never in between.
package metrics

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"convene/internal/fault"
)

// CodeOpen: the address could be reached from elsewhere. Arg: address.
const CodeOpen = "serve.metrics.open"

// Numbers are the server's numbers of one moment. The second half only grows.
type Numbers struct {
	People      int // seats with somebody connected
	Rooms       int // workshops that run
	Connections int
	Sessions    int
	Starting    int // connections in their key exchange
	Deciding    int // connections that wait for their person to sign in

	Refused  uint64 // connections turned away
	Wrong    uint64 // wrong codes, words and passphrases
	Frames   uint64 // screens drawn
	Outdated uint64 // screens made ready and never drawn, since a newer one came
	// WAL is the size of the database's write-ahead log in bytes, rounded so far
	// that no single answer moves it; Trouble is 1 while the disk is nearly full,
	// is full or fails; Erasing is 1 while a reader of the database keeps what was
	// erased on the disk.
	WAL, Trouble, Erasing int
}

// Sources are where the numbers come from. Each function must be safe for
// concurrent use and return soon.
type Sources struct {
	Now func() Numbers
	// Healthy says why the server can't do its work, or nil.
	Healthy func(ctx context.Context) error
}

// Metrics collects what is not asked for, and answers.
type Metrics struct {
	sources  Sources
	registry *prometheus.Registry
	commits  *prometheus.HistogramVec
	refused  *prometheus.CounterVec
}

// New makes the metrics of one server.
func New(s Sources) *Metrics {
	m := &Metrics{
		sources:  s,
		registry: prometheus.NewRegistry(),
		commits: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "convene_commit_duration_seconds", Help: "How long a batch of events took until it was on disk, or failed.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"outcome"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "convene_commands_refused_total", Help: "What people asked for and could not have, by why.",
		}, []string{"reason"}),
	}
	for _, outcome := range []string{outcomeDone, outcomeFailed} {
		m.commits.WithLabelValues(outcome) // there from the start, at zero
	}
	m.registry.MustRegister(m.commits, m.refused, numbers{s.Now, described()},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// The outcomes of a commit.
const (
	outcomeDone   = "done"
	outcomeFailed = "failed"
)

// Committed counts a commit.
func (m *Metrics) Committed(took time.Duration, err error) {
	outcome := outcomeDone
	if err != nil {
		outcome = outcomeFailed
	}
	m.commits.WithLabelValues(outcome).Observe(took.Seconds())
}

// Refused counts a command that was refused; reason is the code of a fault.
func (m *Metrics) Refused(reason string) { m.refused.WithLabelValues(reason).Inc() }

// Listen opens an address for [Metrics.Serve]: loopback only, since whoever can
// ask sees when people are here. Its errors are faults.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err == nil && !loopback(host) {
		return nil, fault.New(CodeOpen, "address", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New("serve.address.unusable", "address", addr).With(err)
	}
	if at, ok := l.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() { // what "localhost" is here
		return nil, fault.New(CodeOpen, "address", addr).With(l.Close())
	}
	return l, nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// Deadlines of a request, and how long an open one may go on at the end.
const (
	readWithin  = 5 * time.Second
	writeWithin = 10 * time.Second
	stopWithin  = time.Second
)

// Serve answers on l until ctx ends.
func (m *Metrics) Serve(ctx context.Context, l net.Listener) error {
	s := &http.Server{
		Handler: m.handler(), ReadHeaderTimeout: readWithin, ReadTimeout: readWithin, WriteTimeout: writeWithin,
		IdleTimeout: time.Minute, MaxHeaderBytes: 8 << 10,
	}
	stop := context.AfterFunc(ctx, func() {
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		if s.Shutdown(within) != nil {
			_ = s.Close()
		}
	})
	defer stop()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err //nolint:wrapcheck // the caller says what it was
	}
	return nil
}

// handler refuses whoever was sent here by a page in a browser: such a request
// names the page's host.
func (m *Metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: readWithin}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		status, said := http.StatusOK, "ok\n"
		if m.sources.Healthy != nil && m.sources.Healthy(r.Context()) != nil {
			status, said = http.StatusServiceUnavailable, "the data folder does not answer\n"
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(said))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !loopback(host) {
			http.Error(w, "ask on this machine", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}
