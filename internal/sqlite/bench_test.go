package sqlite

import (
	"fmt"
	"sync/atomic"
	"testing"

	"convene/internal/eventlog"
	"convene/internal/eventlog/logtest"
)

// BenchmarkAppend is one room that waits for each event.
func BenchmarkAppend(b *testing.B) {
	s := openStore(b)
	var head eventlog.Head
	for b.Loop() {
		head = appended(b, s, "w", head)
	}
}

// BenchmarkGroupCommit is many rooms at once: each waits for its own event, and
// one sync to disk serves all that wait.
func BenchmarkGroupCommit(b *testing.B) {
	for _, rooms := range []int{8, 64} {
		b.Run(fmt.Sprint(rooms), func(b *testing.B) {
			s := openStore(b)
			var room atomic.Int64
			b.SetParallelism(rooms / 2)
			b.RunParallel(func(pb *testing.PB) {
				name := fmt.Sprint("w", room.Add(1))
				var head eventlog.Head
				for pb.Next() {
					head = appended(b, s, name, head)
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkReplay reads a log of 4,000 events with its chain.
func BenchmarkReplay(b *testing.B) {
	s := openStore(b)
	batch := logtest.Batch(eventlog.Head{})
	for range 4000 {
		batch.Events = append(batch.Events, eventlog.Event{Type: "terms.Edited", Version: 1, Payload: payload()})
	}
	if _, err := s.Log().Append(b.Context(), "w", batch); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, err := range s.Log().Read(b.Context(), "w", 1) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N)*4000/b.Elapsed().Seconds(), "events/s")
}

func payload() []byte {
	return []byte(`{"seat":"ABCDEFGHIJKLMNOPQRSTUVWXYZ","section":"purpose","base":1204,"at":311,"insert":"a"}`)
}

func appended(b *testing.B, s *Store, workshop string, at eventlog.Head) eventlog.Head {
	batch := logtest.Batch(at)
	batch.Events = []eventlog.Event{{Type: "terms.Edited", Version: 1, Payload: payload()}}
	head, err := s.Log().Append(b.Context(), workshop, batch)
	if err != nil {
		b.Fatal(err)
	}
	return head
}
