package server_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"convene/tui/keys"
)

// drafts: what the exercises brought is taken in, and sections are written from
// every face, in both languages.
func (f *faces) drafts() {
	c := f.cast
	c.dana.moves("Break")
	f.hear("The room is at: Break.", "La sala está en: Descanso.")
	c.dana.moves("Writing, first round: purpose, scope, members, roles")
	f.hear("step 2 of 8", "paso 2 de 8")
	f.rosa.does("section 9", "Draft 1 from the exercises")
	f.rosa.does("accept 1", "Sent.")
	f.rosa.does("back", "Sections settled:")
	for sec := 1; sec <= 20; sec++ {
		for _, name := range c.june.allCan("accept", fmt.Sprint(sec)) {
			c.june.line("do "+name, "")
		}
	}
	c.dana.moves("Who begins where")
	c.dana.moves("Writing together")
	f.hear("step 4 of 8", "paso 4 de 8")
	f.rosa.does("section 3", "Section 3")
	f.rosa.does("add", "Your words:")
	f.rosa.does("Children stay with their kin and culture.", "1 paragraph")
	f.rosa.whispers("", "Number or word:")
	f.luz.hears("Rosa Delgado escribió")
	f.luz.does("escribir 3", "Sección 3")
	f.luz.does("leer", "En inglés: Children stay with their kin and culture.")
	f.luz.does("agregar", "Sus palabras:")
	f.luz.does("La familia habla primero.", "2 párrafos")
	f.luz.whispers("", "Número o palabra:")
	f.rosa.hears("Luz Herrera wrote")
	c.eli.section(3)
	c.eli.opens(keys.Press(keys.Enter))
	c.eli.Type("\rYoung people are in the room when it is about them.")
	c.eli.see("3 Young people are in the room when it is about them.")
	f.hear("Eli Stone wrote", "Eli Stone escribió")
	f.rosa.does("read", "Paragraph 3, by Eli Stone: Young people are in the room when it is about them.")
	c.eli.press(keys.Close, "Enter write")
	c.eli.press(keys.Close, "Step 4 of 8")
	if f.table()[0] != c.max {
		c.max.turn()
	}
	c.writes(6, c.max, "Families, young people, the county and Example Tribe.")
	if got := c.june.line("write 18 We read this again each spring.", ""); got.code != 0 {
		c.t.Errorf("%+v", got)
	}
	f.hear("Section 18", "Sección 18")
	f.luz.does("traducir", "Lee y escribe el texto en español.")
	f.luz.does("agregar", "Sus palabras:")
	f.luz.does("La niñez se queda con su familia y su cultura.", "1 párrafo")
	f.luz.whispers("", "Número o palabra:")
	f.rosa.hears("The Spanish text says what the original says")
	f.luz.does("dice lo mismo", "Enviado.")
	f.rosa.hears("Luz Herrera wrote a translation.")
	f.rosa.does("ready", "Sent.")
	f.luz.hears("Rosa Delgado")
	c.max.section(6)
	c.max.picks("It is ready for a check")
	c.max.see("ready for check")
	c.max.press(keys.Close, "Step 4 of 8")
	c.june.does1("ready", "", "", "18")
	f.rosa.does("back", "Sections settled:")
	f.luz.does("volver", "Secciones resueltas:")
	c.dana.moves("Meal")
	f.hear("The room is at: Meal.", "La sala está en: Comida.")
}

// settle: three sections are checked, each answered from every face.
func (f *faces) settle() {
	c := f.cast
	c.toTheChecks()
	f.hear("step 7 of 8", "paso 7 de 8")
	c.dana.press(keys.MyAnswer, "Step 7 of 8")
	c.check(3, "", nil)
	f.hear("Agreed.", "Acordado.")
	c.check(6, c.luz.name, map[*actor]string{c.june: "Who is missing here?"})
	c.eli.see("Agreed, with concerns written down.", "Who is missing here?")
	f.hear("Who is missing here?", "Who is missing here?")
	c.check(18, "", nil)
	f.hear("Agreed.", "Acordado.")
	c.reopens(18, "The day is missing.")
	f.hear("The day is missing.", "The day is missing.")
}

// agreeAnyhow has everyone answer the check that is open, by the way they have.
func (f *faces) agreeAnyhow(concerns map[*actor]string) {
	c := f.cast
	f.everyEar("5")
	answer := map[bool]string{true: "1", false: "5"}[concerns[c.june] != ""]
	c.june.answersLine("", answer)
	if why := concerns[c.june]; why != "" {
		c.june.answersLine("why", why)
	}
	f.tableAgrees()
	c.agree([]*actor{c.dana, c.eli}, concerns)
}

// adopt: the group adopts the whole, and each signs as they stand, by the way they
// have.
func (f *faces) adopt() {
	c := f.cast
	c.dana.press(keys.Close, "s the whole, signing")
	c.dana.press(keys.Close, "· Host")
	c.dana.moves("The whole text, other views, review date, signing")
	f.hear("step 8 of 8", "paso 8 de 8")
	c.eli.see("The whole text", "There is no review date yet.")
	c.prepares()
	c.ask("Ask 7 people to adopt the whole now?", "these Terms of Reference as a whole?", map[*actor]string{c.june: "Weekend hours are missing."})
	f.hear("adopted by the group", "adoptado por el grupo")
	for _, a := range []*actor{c.dana, c.max, c.hart} {
		a.press(keys.Main, "Adopted by the group on")
	}
	c.signs(c.dana, "1", "Dana Whitfield: signs")
	f.hear("Dana Whitfield: signs", "Dana Whitfield: firma")
	if f.table()[0] != c.max {
		c.max.turn()
	}
	c.signs(c.max, "2", "Max Ortega: supports")
	f.hear("Max Ortega: supports", "Max Ortega: apoya")
	c.pending()
	f.hear("Eleanor Hart", "Eleanor Hart")
	if got := c.june.line(`sign 4 "Weekend hours are missing."`, ""); got.code != 0 || !strings.Contains(got.out, "stands aside") {
		c.t.Errorf("%+v", got)
	}
	f.hear("June Park: stands aside", "June Park: se hace a un lado")
	f.rosa.does("sign", "1. signs")
	f.rosa.does("1", "no:")
	f.rosa.does("y", "Sent.")
	f.luz.hears("Rosa Delgado: firma")
	f.luz.does("firmar", "1. firma")
	f.luz.does("2", "para no:")
	f.luz.does("sí", "Enviado.")
	f.rosa.hears("Luz Herrera: supports")
	f.rosa.does("leave", "no:")
	f.rosa.Type("y\r")
	f.rosa.SeeEnd()
	f.luz.does("salir", "para no:")
	f.luz.Type("sí\r")
	f.luz.SeeEnd()
}

// allCan are the names of what somebody may do of a kind, in a part.
func (a *actor) allCan(kind, part string) (names []string) {
	a.cast.t.Helper()
	for _, x := range a.mayDo(part) {
		if strings.HasPrefix(x.Name, kind+"-") || x.Name == kind {
			names = append(names, x.Name)
		}
	}
	return names
}

type doable struct{ Name, About, Does, Says string }

// mayDo is what somebody may do, told by a line.
func (a *actor) mayDo(part string) (all []doable) {
	a.cast.t.Helper()
	got := a.line(strings.TrimSpace("do "+part)+" --json", "")
	if err := json.Unmarshal([]byte(got.out), &all); err != nil {
		a.cast.t.Fatalf("%s: %+v: %v", a.name, got, err)
	}
	return all
}

// can is the name of what somebody may do of a kind, about something.
func (a *actor) can(kind, about string, part ...string) string {
	a.cast.t.Helper()
	for _, x := range append(a.mayDo(strings.Join(part, "")), a.mayDo("me")...) {
		if (strings.HasPrefix(x.Name, kind+"-") || x.Name == kind) && strings.Contains(x.About+" "+x.Does+" "+x.Says, about) {
			return x.Name
		}
	}
	a.cast.t.Fatalf("%s can't do %s of %q", a.name, kind, about)
	return ""
}

// does1 does something with one line of a shell.
func (a *actor) does1(kind, about, words string, part ...string) {
	a.cast.t.Helper()
	line := strings.TrimSpace("do " + a.can(kind, about, part...) + " " + words)
	if got := a.line(line, ""); got.code != 0 {
		a.cast.t.Fatalf("%s: %s: %+v", a.name, line, got)
	}
}
