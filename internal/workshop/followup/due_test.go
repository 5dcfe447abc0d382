package followup_test

import (
	"testing"
	"time"

	"convene/internal/workshop/followup"
)

func TestFirstReplyIsTheSameTimeOnTheNextWorkingDay(t *testing.T) {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, asked, due string }{
		{"a day in the week", "2026-11-24 10:05", "2026-11-25 10:05"},
		{"a Friday afternoon", "2026-11-20 16:30", "2026-11-23 16:30"},
		{"a Saturday", "2026-11-21 09:00", "2026-11-23 09:00"},
		{"a Sunday", "2026-11-22 23:59", "2026-11-23 23:59"},
		{"over the end of a year", "2026-12-31 12:00", "2027-01-01 12:00"},
		{"over the end of summer time", "2026-10-30 16:30", "2026-11-02 16:30"},
		{"over its beginning", "2027-03-12 16:30", "2027-03-15 16:30"},
	} {
		asked, err := time.ParseInLocation("2006-01-02 15:04", c.asked, zone)
		if err != nil {
			t.Fatal(err)
		}
		// The room's times are UTC; the day is the meeting's.
		due := followup.FirstReply(asked.UTC(), zone)
		if got := due.In(zone).Format("2006-01-02 15:04"); got != c.due {
			t.Errorf("%s: asked %s, due %s, want %s", c.name, c.asked, got, c.due)
		}
	}
}

func TestWorkingDaysSkipsWeekends(t *testing.T) {
	friday := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for n, want := range map[int]string{0: "2026-11-20", 1: "2026-11-23", 3: "2026-11-25", 5: "2026-11-27", 10: "2026-12-04"} {
		if got := followup.WorkingDays(friday, n, time.UTC).Format(time.DateOnly); got != want {
			t.Errorf("%d working days: %s, want %s", n, got, want)
		}
	}
}
