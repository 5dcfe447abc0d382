package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"convene/internal/fault"
	"convene/server/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serve answers until the test ends, and gives the address.
func serve(t *testing.T, s metrics.Sources) (*metrics.Metrics, string) {
	t.Helper()
	l, err := metrics.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := metrics.New(s)
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- m.Serve(ctx, l) }()
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return m, l.Addr().String()
}

// get asks as a monitor does; host is the name it asks under.
func get(t *testing.T, addr, path, host string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = host
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestMetrics_NumbersByConvention(t *testing.T) {
	now := metrics.Numbers{People: 12, Rooms: 2, Connections: 15, Sessions: 14, Starting: 1, Deciding: 3,
		Refused: 4, Wrong: 5, Frames: 600, Outdated: 7}
	m, addr := serve(t, metrics.Sources{Now: func() metrics.Numbers { return now }})
	m.Committed(3*time.Millisecond, nil)
	m.Committed(time.Minute, errors.New("no room"))
	m.Refused("only_host")
	now.People++
	status, body := get(t, addr, "/metrics", "")
	if status != http.StatusOK {
		t.Fatalf("%d: %s", status, body)
	}
	for _, line := range []string{
		"# TYPE convene_people gauge\nconvene_people 13",
		"convene_rooms 2", "convene_connections 15", "convene_connections_starting 1", "convene_connections_deciding 3", "convene_sessions 14",
		"# TYPE convene_connections_refused_total counter\nconvene_connections_refused_total 4",
		"convene_wrong_tries_total 5", "convene_frames_drawn_total 600", "convene_versions_dropped_total 7",
		"# TYPE convene_commit_duration_seconds histogram",
		`convene_commit_duration_seconds_bucket{outcome="done",le="0.0025"} 0`,
		`convene_commit_duration_seconds_bucket{outcome="done",le="0.005"} 1`,
		`convene_commit_duration_seconds_bucket{outcome="failed",le="10"} 0`,
		`convene_commit_duration_seconds_count{outcome="failed"} 1`,
		`convene_commands_refused_total{reason="only_host"} 1`,
		"go_goroutines ",
	} {
		if !strings.Contains(body, "\n"+line) && !strings.Contains(body, line+"\n") {
			t.Errorf("%q is missing", line)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}

func TestMetrics_Health(t *testing.T) {
	var sick error
	_, addr := serve(t, metrics.Sources{
		Now:     func() metrics.Numbers { return metrics.Numbers{} },
		Healthy: func(context.Context) error { return sick },
	})
	if status, body := get(t, addr, "/healthz", "localhost"); status != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %q", status, body)
	}
	sick = errors.New("what /var/lib/convene is called")
	if status, body := get(t, addr, "/healthz", ""); status != http.StatusServiceUnavailable || strings.Contains(body, "/var") {
		t.Errorf("%d %q", status, body)
	}
}

// Nobody asks but monitors on this machine, and they change nothing.
func TestMetrics_ForThisMachineOnly(t *testing.T) {
	_, addr := serve(t, metrics.Sources{Now: func() metrics.Numbers { return metrics.Numbers{} }})
	if status, _ := get(t, addr, "/metrics", "rebound.example.org"); status != http.StatusForbidden {
		t.Errorf("a page in a browser got %d", status)
	}
	for _, host := range []string{"[::1]:9090", "127.0.0.7", "localhost:80"} {
		if status, _ := get(t, addr, "/metrics", host); status != http.StatusOK {
			t.Errorf("%s got %d", host, status)
		}
	}
	if status, _ := get(t, addr, "/debug/pprof/", ""); status != http.StatusNotFound {
		t.Errorf("another page: %d", status)
	}
	response, err := http.Post("http://"+addr+"/metrics", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a POST: %d", response.StatusCode)
	}
}

func TestListen_LoopbackOnly(t *testing.T) {
	for addr, code := range map[string]string{
		":9090": metrics.CodeOpen, "0.0.0.0:9090": metrics.CodeOpen, "[::]:0": metrics.CodeOpen,
		"192.0.2.1:9090": metrics.CodeOpen, "[2001:db8::1]:9090": metrics.CodeOpen, "monitor.example.org:9090": metrics.CodeOpen,
		"[::ffff:192.0.2.1]:0": metrics.CodeOpen, "127.0.0.1": "serve.address.unusable", "nonsense": "serve.address.unusable",
		"127.0.0.1:0": "", "localhost:0": "", "127.3.2.1:0": "", "[::ffff:127.0.0.1]:0": "",
	} {
		l, err := metrics.Listen(addr)
		if fault.Code(err) != code {
			t.Errorf("%s: %v, want %q", addr, err, code)
		}
		if err == nil {
			_ = l.Close()
		}
	}
}
