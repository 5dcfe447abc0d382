package library_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
)

func TestPlurals(t *testing.T) {
	l := builtin(t)
	for _, c := range []struct {
		lang, id string
		n        any
		want     string
	}{
		{"en", "host.answers", 0, "No answer is in"},
		{"en", "host.answers", 1, "1 answer is in"},
		{"en", "host.answers", int64(11), "11 answers are in"},
		{"en", "time.about.minutes", 0, "about 0 minutes"},
		{"es", "host.answers", 0, "No hay respuestas"},
		{"es", "host.answers", 1, "Hay 1 respuesta"},
		{"es", "host.answers", 21, "Hay 21 respuestas"},
		{"es", "host.answers", 1_000_000, "Hay 1000000 respuestas"},
		{"es", "host.answers", "many", "Hay many respuestas"},
	} {
		if got := l.Words(c.lang).Say(c.id, "n", c.n); got != c.want {
			t.Errorf("%s %s n=%v: %q, want %q", c.lang, c.id, c.n, got, c.want)
		}
	}
}

type styled struct{}

func (styled) String() string { return "Chairwoman Hart" }

func TestSayFillsPlaces(t *testing.T) {
	w := builtin(t).Words("en")
	for _, c := range []struct {
		want string
		got  string
	}{
		{"You speak for Example Tribe.", w.Say("spectrum.delegate.head", "nation", "Example Tribe")},
		{"You speak for Chairwoman Hart.", w.Say("spectrum.delegate.head", "nation", styled{})},
		{"You speak for {x} and {nation}.", w.Say("spectrum.delegate.head", "nation", "{x} and {nation}")},
		{"You speak for Yes.", w.Say("spectrum.delegate.head", "nation", library.Text{"en": "Yes", "es": "Sí"})},
		{"You speak for {nation}.", w.Say("spectrum.delegate.head")},
		{"You speak for {nation}.", w.Say("spectrum.delegate.head", "nation")},
		{"You speak for {nation}.", w.Say("spectrum.delegate.head", 7, "x", "nation", nil)},
		{"[no.such.sentence]", w.Say("no.such.sentence", "n", 1)},
		{"[door.code.ask]", library.Words{}.Say("door.code.ask")},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if !w.Has("door.code.ask") || w.Has("no.such.sentence") {
		t.Error("Has is wrong")
	}
}

func TestFault(t *testing.T) {
	l := builtin(t)
	es := l.Words("es")
	wrapped := fmt.Errorf("room: %w", fault.New("minutes_range", "max", 480).With(errors.New("secret cause")))
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{wrapped, "Los minutos pueden ser de 1 a 480."},
		{fault.New("nobody_wrote_this"), es.Say("fault.internal")},
		{errors.New("disk on fire"), es.Say("fault.internal")},
		{fault.New("findings_block", "n", 1), "Falta 1 cosa antes de eso."},
	} {
		if got := es.Fault(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestLanguagesAndGuess(t *testing.T) {
	l := builtin(t)
	if got := fmt.Sprint(l.Languages()); got != "[{en English} {es Español}]" {
		t.Error(got)
	}
	for locale, want := range map[string]string{
		"es_MX.UTF-8": "es", "es": "es", "ES-us": "es", "en_US.UTF-8": "en",
		"C": "en", "": "en", "fr_FR.UTF-8": "en", "es@euro": "es", "..": "en",
	} {
		if got := l.Guess(locale); got != want {
			t.Errorf("%q: %s, want %s", locale, got, want)
		}
	}
	if l.Words("es-MX") != l.Words("es") || l.Words("xx").Lang() != "en" {
		t.Error("Words does not fall back")
	}
}

func TestTimes(t *testing.T) {
	l := builtin(t)
	en, es := l.Words("en"), l.Words("es")
	pacific, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.November, 24, 0, 4, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{en.Date(at, pacific), "Monday, November 23, 2026"},
		{es.Date(at, pacific), "lunes 23 de noviembre de 2026"},
		{en.Day(at, nil), "November 24, 2026"},
		{en.Clock(at, pacific), "16:04"},
		{en.Time(at, pacific), "16:04 Pacific time"},
		{es.Time(at, pacific), "16:04, hora del Pacífico"},
		{en.Time(at, nil), "00:04 UTC"},
		{en.Moment(at, pacific), "Monday, November 23, 2026, 16:04 Pacific time"},
		{en.Zone(at, time.FixedZone("", -3*3600)), "UTC-03:00"},
		{en.Zone(at, time.FixedZone("ABC", 3600)), "ABC"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestAboutMinutes(t *testing.T) {
	l := builtin(t)
	en, es := l.Words("en"), l.Words("es")
	for d, want := range map[time.Duration][2]string{
		-time.Minute:               {"less than a minute", "menos de un minuto"},
		59 * time.Second:           {"less than a minute", "menos de un minuto"},
		time.Minute:                {"about 1 minute", "cerca de 1 minuto"},
		3*time.Minute + 1:          {"about 4 minutes", "cerca de 4 minutos"},
		75 * time.Minute:           {"about 1 hour 15 minutes", "cerca de 1 hora y 15 minutos"},
		45 * time.Minute:           {"about 45 minutes", "cerca de 45 minutos"},
		2 * time.Hour:              {"about 2 hours", "cerca de 2 horas"},
		4*time.Hour + time.Minute:  {"about 4 hours 1 minute", "cerca de 4 horas y 1 minuto"},
		90*time.Minute + time.Hour: {"about 2 hours 30 minutes", "cerca de 2 horas y 30 minutos"},
	} {
		if got := [2]string{en.AboutMinutes(d), es.AboutMinutes(d)}; got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
	for d, want := range map[time.Duration][2]string{
		110 * time.Second: {"about 2 min", "unos 2 min"},
		time.Hour:         {"about 1 h", "cerca de 1 h"},
		145 * time.Minute: {"about 2 h 25 min", "cerca de 2 h 25 min"},
	} {
		if got := [2]string{en.AboutShort(d), es.AboutShort(d)}; got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// A length is told in hours and minutes from an hour on, whoever tells it.
func TestLength(t *testing.T) {
	l := builtin(t)
	en, es := l.Words("en"), l.Words("es")
	for n, want := range map[int][4]string{
		1:   {"1 minute", "1 minuto", "1 min", "1 min"},
		59:  {"59 minutes", "59 minutos", "59 min", "59 min"},
		60:  {"1 hour", "1 hora", "1 h", "1 h"},
		145: {"2 hours 25 minutes", "2 horas y 25 minutos", "2 h 25 min", "2 h 25 min"},
	} {
		if got := [4]string{en.Length(n), es.Length(n), en.Short(n), es.Short(n)}; got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestListsAndNumbers(t *testing.T) {
	l := builtin(t)
	en, es := l.Words("en"), l.Words("es")
	for _, c := range []struct{ got, want string }{
		{en.List(nil), ""},
		{en.List([]string{"Rosa"}), "Rosa"},
		{en.List([]string{"Rosa", "Max"}), "Rosa and Max"},
		{en.List([]string{"Rosa", "Max", "June"}), "Rosa, Max and June"},
		{es.List([]string{"Rosa", "Max", "June"}), "Rosa, Max y June"},
		{es.List([]string{"María", "Irene"}), "María e Irene"},
		{es.List([]string{"madre", "hijo"}), "madre e hijo"},
		{es.List([]string{"agua", "hielo"}), "agua y hielo"},
		{es.List([]string{"uno", "Íñigo"}), "uno e Íñigo"},
		{en.Number(0), "none"}, {en.Number(3), "three"}, {es.Number(12), "doce"},
		{en.Number(13), "13"}, {en.Number(-1), "-1"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// Layout says the same sentences for hundreds of people: one without places
// costs nothing, one with places only its own text.
func TestSayIsCheap(t *testing.T) {
	w := builtin(t).Words("es")
	if n := testing.AllocsPerRun(100, func() { _ = w.Say("door.code.ask") }); n > 0 {
		t.Errorf("a plain sentence allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { _ = w.Say("host.answers", "n", 11) }); n > 2 {
		t.Errorf("a plural sentence allocates %v times", n)
	}
}

func BenchmarkSay(b *testing.B) {
	w := builtin(b).Words("es")
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.Say("door.code.ask")
		}
	})
	b.Run("places", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.Say("common.step", "step", 4, "steps", 8, "title", "Primer voto")
		}
	})
	b.Run("plural", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = w.Say("host.answers", "n", 11)
		}
	})
}

func TestToldReadsByItself(t *testing.T) {
	l := builtin(t)
	for _, c := range []struct{ lang, label, parts, want string }{
		{"en", "terms.from.proof", "visits\nMax Ortega\n", "Who answers for the promise, and by when it shows: visits; Max Ortega."},
		{"en", "terms.from.held_by_some", "Patience.", "A value held by some: Patience."},
		{"en", "terms.from.value", "Kinship", "Kinship"},
		{"en", "terms.from.value", "Kinship\nwe call\nwe wait", "Kinship: we call; we wait."},
		{"es", "terms.from.held_by_some", "Patience", "Un valor que sostienen algunas personas: Patience."},
		{"es", "terms.from.statement_up_to", "visits\nDana Whitfield\nInvolve, Co-lead\nthe judge must sign",
			"Lo que puede cumplir quien decide: visits; lo dijo Dana Whitfield; hasta Involucrar, Dirigir en conjunto; porque: the judge must sign."},
		{"en", "", "as it came\n", "as it came"},
		{"en", "terms.from.statement_up_to", "visits\nDana Whitfield\nInvolve\nthe judge must sign.\n2027-01-15",
			"What the decision-maker can keep: visits; said by Dana Whitfield; up to Involve; because: the judge must sign; answer by January 15, 2027."},
	} {
		var as []string
		if strings.HasSuffix(c.label, "_up_to") {
			as = []string{"", "signs", "up_to", "because", "answer"}
		}
		if got := l.Words(c.lang).Told(c.label, c.parts, as...); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.label, got, c.want)
		}
	}
}
