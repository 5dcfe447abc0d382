package library_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"convene/content"
	"convene/internal/library"
)

// base copies the built-in content, so that a test can damage it.
func base(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

const county = `id = "short"
title.en = "A short talk"
title.es = "Una conversación corta"
summary.en = "Ten minutes."
minutes = 10
people = [2, 9]

[[item]]
id = "talk"
title.en = "Talk"
minutes = 10
activity = "talk"
prompt.en = "What now?"
notes.en = "Listen."
`

func TestOverlayChangesWhatItNames(t *testing.T) {
	l, err := library.Load(content.FS, fstest.MapFS{
		"en/door.toml":       file(`"door.code.ask" = "Which code did the county send you?"`),
		"agendas/short.toml": file(county),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Words("en").Say("door.code.ask"); got != "Which code did the county send you?" {
		t.Error(got)
	}
	if got := l.Words("es").Say("door.code.ask"); got != "¿Cuál es el código de su taller?" {
		t.Error(got)
	}
	a, ok := l.Agenda("short")
	if !ok || len(l.Agendas()) != 4 {
		t.Fatalf("the county's agenda is missing among %d", len(l.Agendas()))
	}
	es := l.Words("es")
	if es.In(a.Title) != "Una conversación corta" || es.In(a.Items[0].Prompt) != "[en] What now?" {
		t.Errorf("%q, %q", es.In(a.Title), es.In(a.Items[0].Prompt))
	}
	gaps := strings.Join(l.Gaps(), "\n")
	if !strings.Contains(gaps, "agendas/short.toml:4: summary.es is missing; English is shown") {
		t.Errorf("gaps: %s", gaps)
	}
}

func TestOverlayAddsALanguage(t *testing.T) {
	grammar := string(base(t)["es/language.toml"].Data)
	l, err := library.Load(content.FS, fstest.MapFS{
		"mix/language.toml": file(strings.Replace(grammar, `"Español"`, `"Zzz"`, 1)),
		"mix/door.toml":     file(`"door.code.ask" = "Zzz?"`),
		"mix/host.toml":     file(`"host.answers" = { other = "{n} zz" }`),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := l.Words("mix")
	for got, want := range map[string]string{
		w.Name(): "Zzz", w.Say("door.code.ask"): "Zzz?", w.Say("host.answers", "n", 1): "1 zz",
		w.Say("leave.yes"): "[en] leave", w.Say("time.minutes", "n", 2): "[en] 2 minutes",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if len(l.Languages()) != 3 || len(l.Gaps()) == 0 {
		t.Errorf("%v, %d gaps", l.Languages(), len(l.Gaps()))
	}
}

func TestBadOverlaysAreNamedWithFileAndLine(t *testing.T) {
	agenda := func(change ...string) string { return strings.NewReplacer(change...).Replace(county) }
	scale := string(base(t)["scale.toml"].Data)
	levels := string(base(t)["spectrum.toml"].Data)
	template := string(base(t)["template.toml"].Data)
	for name, c := range map[string]struct{ file, text, want string }{
		"syntax":           {"en/door.toml", "\n\"door.code.ask\" = \"open", "en/door.toml:2: "},
		"unknown sentence": {"en/door.toml", "# ours\n\"door.cod.ask\" = \"Code?\"", "en/door.toml:2: door.cod.ask: no screen uses a sentence of that name"},
		"wrong file":       {"es/menu.toml", `"door.code.ask" = "x"`, `es/menu.toml:1: door.code.ask is in the wrong file`},
		"lost place":       {"es/invite.toml", `"invite.code" = "Su código"`, "es/invite.toml:1: invite.code has the places none; it must have {code}"},
		"new place":        {"en/invite.toml", `"invite.code" = "{code} of {name}"`, "invite.code has the places {code} {name}; it must have {code}"},
		"open brace":       {"en/invite.toml", `"invite.code" = "{code"`, "en/invite.toml:1: invite.code: a brace is open or closed alone"},
		"not a place":      {"en/invite.toml", `"invite.code" = "{Code}"`, "{Code} is not a place"},
		"empty sentence":   {"en/door.toml", `"door.code.ask" = " "`, "the sentence is empty"},
		"not a text":       {"en/door.toml", `"door.code.ask" = 3`, "a sentence is a text in quotes"},
		"no other":         {"en/host.toml", `"host.answers" = { one = "{n} in" }`, "en/host.toml:1: host.answers: the plural form other is missing"},
		"twice":            {"en/door.toml", "\"door.code.ask\" = \"a\"\ndoor.code.ask = \"b\"", "door.code.ask is there twice"},
		"twice alike":      {"en/door.toml", "\"door.code.ask\" = \"a\"\n\"door.code.ask\" = \"b\"", "en/door.toml:2: "},
		"bad language":     {"not_a_tag!/language.toml", "name = \"x\"", "not a language tag"},
		"no grammar":       {"fr/door.toml", `"door.code.ask" = "x"`, "fr/language.toml"},
		"months":           {"en/language.toml", "name = \"English\"\nmonths = [\"January\"]", "en/language.toml:2: months has 1 names, not 12"},
		"unknown key":      {"agendas/short.toml", agenda("minutes = 10\npeople", "minuts = 10\npeople"), "agendas/short.toml:5: minuts is not a known key here"},
		"sum":              {"agendas/short.toml", agenda("minutes = 10\npeople", "minutes = 11\npeople"), "agendas/short.toml:5: minutes says 11; the items make 10"},
		"no minutes":       {"agendas/short.toml", agenda("minutes = 10\nactivity", "minutes = 0\nactivity"), "agendas/short.toml:11: talk has no minutes"},
		"people":           {"agendas/short.toml", agenda("[2, 9]", "[9, 2]"), "agendas/short.toml:6: people must be two numbers"},
		"agenda id":        {"agendas/brief.toml", county, `agendas/brief.toml:1: the id is "short"; in this file it must be "brief"`},
		"activity":         {"agendas/short.toml", agenda(`"talk"`+"\nprompt", `"cafe"`+"\nprompt"), `agendas/short.toml:12: "cafe" is no activity`},
		"steps":            {"agendas/short.toml", agenda(`activity = "talk"`, "activity = \"spectrum\"\nsteps = [3, 9]"), "agendas/short.toml:13: talk: steps must be two numbers from 1 to 8"},
		"needless steps":   {"agendas/short.toml", agenda(`activity = "talk"`, "activity = \"talk\"\nsteps = [1, 2]"), "agendas/short.toml:13: talk is a talk item and has no steps"},
		"no prompt":        {"agendas/short.toml", agenda("prompt.en = \"What now?\"\n", ""), "talk is a talk item and needs a prompt"},
		"quiet opening":    {"agendas/short.toml", agenda(`activity = "talk"`, `activity = "opening"`), "talk is a opening item and has no prompt"},
		"section":          {"agendas/short.toml", county + "sections = [\"poetry\"]\n", `"poetry" is no section of the template`},
		"no English":       {"agendas/short.toml", agenda(`title.en = "A short talk"`, ""), "title has no English text (title.en)"},
		"language":         {"agendas/short.toml", agenda(`title.es =`, `title.xx =`), `agendas/short.toml:3: title.xx: there is no language folder "xx"`},
		"effect":           {"scale.toml", strings.Replace(scale, `"block"`, `"consent"`, 1), `scale.toml:`},
		"levels":           {"spectrum.toml", strings.Replace(levels, `id = "colead"`, `id = "lead"`, 1), "spectrum.toml: must have exactly these"},
		"section order":    {"template.toml", strings.Replace(template, "order = 3", "order = 4", 1), "purpose has the number 4; in this place it must be 3"},
		"feeder":           {"template.toml", strings.Replace(template, `"listening"`, `"lissening"`, 1), `background is fed by "lissening", which is no exercise`},
		"lost section":     {"template.toml", strings.Replace(template, `id = "sovereignty"`, `id = "tribes"`, 1), `the section "sovereignty" is missing`},
		"group":            {"groups.toml", "[[group]]\nid = \"a\"\nname.en = \"A\"\n", "one group must say agency = true"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := library.Load(content.FS, fstest.MapFS{c.file: file(c.text)})
			var problems library.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("no problems, but %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got:\n%v\nwant %q", err, c.want)
			}
		})
	}
}

// The program's own content must be whole in each of its languages.
func TestOwnContentMustBeWhole(t *testing.T) {
	for name, c := range map[string]struct{ file, cut, want string }{
		"sentence": {"es/leave.toml", `"leave.yes" = "salir"`, "es/leave.toml: leave.yes is missing; English has it"},
		"text":     {"agendas/a.toml", `title.es = "Elegir nuestro nivel de participación"`, "agendas/a.toml:3: title.es is missing"},
	} {
		files := base(t)
		text := string(files[c.file].Data)
		if !strings.Contains(text, c.cut) {
			t.Fatalf("%s: %s is not there to cut", name, c.cut)
		}
		files[c.file] = file(strings.Replace(text, c.cut, "", 1))
		if _, err := library.Load(files, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// Whatever a county's file holds, the answer is content or a list of problems.
func TestDamagedFilesNeverPanic(t *testing.T) {
	files := base(t)
	for _, name := range []string{"en/host.toml", "es/language.toml", "agendas/c.toml", "template.toml", "scale.toml"} {
		data := files[name].Data
		for step := 0; step < 12; step++ {
			cut := len(data) * step / 12
			damaged := append([]byte{}, data[:cut]...)
			switch step % 4 {
			case 1:
				damaged = append(damaged, "\n[[item]]\n= {"...)
			case 2:
				damaged = append(damaged, data[min(cut+9, len(data)):]...)
			case 3:
				damaged = append(damaged, 0xff, 0, '"', '\n')
			}
			var problems library.Problems
			if _, err := library.Load(content.FS, fstest.MapFS{name: {Data: damaged}}); err != nil && !errors.As(err, &problems) {
				t.Fatalf("%s cut at %d: %v", name, cut, err)
			}
		}
	}
}

// Before a name that begins with its own sound, Spanish "y" is "e" and "o" is "u",
// in lists and in every sentence.
func TestSpanishAndAndOr(t *testing.T) {
	l, err := library.Load(content.FS, fstest.MapFS{
		"es/spectrum.toml": file(`"spectrum.reveal.between" = "{low} o {high}"`)})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for high, want := range map[string]string{"Involucrar": "entre Consultar e Involucrar", "Colaborar": "entre Consultar y Colaborar",
		"\"Informar\"": "entre Consultar e \"Informar\"", "hiato": "entre Consultar y hiato", "Hierba": "entre Consultar y Hierba", "hijos": "entre Consultar e hijos"} {
		if got := plain.Words("es").Say("spectrum.reveal.between", "low", "Consultar", "high", high); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for high, want := range map[string]string{"otra": "una u otra", "hora": "una u hora", "más": "una o más", "8": "una u 8", "11": "una u 11", "110": "una o 110"} {
		if got := l.Words("es").Say("spectrum.reveal.between", "low", "una", "high", high); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := plain.Words("en").Say("spectrum.reveal.between", "low", "Consult", "high", "Involve"); got != "between Consult and Involve" {
		t.Error(got)
	}
}
