package followup

import "time"

// FirstReply is when a question asked at a time should have had its first reply:
// 24 business hours, read as the same clock time on the next working day, with
// Saturday and Sunday skipped (domain §8.9, reading a). The day is counted in
// the meeting's zone, so it holds over a change of the clocks.
func FirstReply(asked time.Time, zone *time.Location) time.Time {
	return WorkingDays(asked, 1, zone)
}

// WorkingDays is the same clock time n working days later.
func WorkingDays(from time.Time, n int, zone *time.Location) time.Time {
	t := from.In(zone)
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if d := t.Weekday(); d != time.Saturday && d != time.Sunday {
			n--
		}
	}
	return t.UTC()
}
