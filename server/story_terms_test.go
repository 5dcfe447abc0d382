package server_test

import (
	"bytes"
	"fmt"
	"html"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"convene/tui/keys"
	"convene/tui/tuitest"
)

// drafts: what the exercises brought is looked at, and sections are written by
// several people at once, in both languages.
func (c *cast) drafts() {
	c.dana.moves("Break")
	c.sam.leavesAndComesBack()
	c.dana.moves("Writing, first round: purpose, scope, members, roles")
	c.rosa.press(keys.MyAnswer, "drafts from the exercises")
	c.rosa.press(keys.NextPart, "Enter accept")
	for !c.rosa.Grid().Says("nothing new from the exercises") {
		before := c.rosa.head("from the exercises")
		c.rosa.does(keys.Press(keys.Enter), func(g tuitest.Grid) bool { return !g.Has(before) }, "one draft less")
	}
	c.rosa.press(keys.Main, "sections of the minimum have text")
	c.dana.moves("Who begins where")
	c.dana.moves("Writing together")
	for _, a := range []*actor{c.rosa, c.luz} {
		a.section(3)
		a.opens(keys.Press(keys.Enter))
	}
	c.rosa.writes("Children stay with their kin and culture.")
	c.luz.see("Children stay with their kin and culture.") // and still has a field
	c.luz.Type("\rLa familia habla primero.")
	c.luz.see("2 La familia habla primero.")
	c.eli.section(3)
	c.eli.opens(keys.Press(keys.Enter))
	c.eli.Type("\rYoung people are in the room wh")
	c.rosa.see("Young people are in the room wh", "La familia habla primero.")
	c.eli.Cut() // in the middle of a word
	c.eli.returns()
	c.eli.section(3)
	c.eli.opens(keys.Press(keys.Enter))
	c.eli.Type("en it is about them.")
	c.rosa.see("3 Young people are in the room when it is about them.")
	c.writes(6, c.max, "Families, young people, the county and Example Tribe.")
	c.writes(18, c.june, "We read this again each spring.")
	for _, a := range []*actor{c.rosa, c.eli, c.luz} {
		a.press(keys.Close, a.in("Enter write", "Enter escribir"))
	}
	c.luz.picks("Escribir esta sección en español")
	c.luz.seeThat("a field", func(g tuitest.Grid) bool { return g.CursorShown })
	c.luz.writes("La niñez se queda con su familia y su cultura.")
	c.luz.press(keys.Close, "Enter escribir")
	c.luz.picks("El texto en español dice lo mismo que el original")
	c.rosa.picks("It is ready for a check")
	c.rosa.see("ready for check")
	for _, n := range []int{6, 18} {
		c.max.section(n)
		c.max.picks("It is ready for a check")
		c.max.see("ready for check")
		c.max.press(keys.Close, "Step 4 of 8")
	}
	c.dana.moves("Meal")
}

// writes has somebody write a section alone.
func (c *cast) writes(n int, a *actor, words string) {
	a.section(n)
	a.opens(keys.Press(keys.Enter))
	a.writes(words)
	a.press(keys.Close, "Enter write")
	a.press(keys.Close, "Step 4 of 8")
}

// settle: three sections are checked; one is agreed, one with concerns, and one
// that was agreed is reopened with a reason.
func (c *cast) settle() {
	c.toTheChecks()
	c.rosa.press(keys.Close, "s the whole, signing") // she was looking at a section
	c.rosa.press(keys.Close, "· Host")
	c.rosa.press(keys.MyAnswer, "Step 7 of 8")
	c.dana.press(keys.MyAnswer, "Step 7 of 8")
	c.check(3, "", nil)
	c.max.see("Agreed.")
	c.check(6, "Luz Herrera", map[*actor]string{c.june: "Who is missing here?"})
	c.eli.see("Agreed, with concerns written down.", "Who is missing here?")
	c.check(18, "", nil) // she reads on
	c.reopens(18, "The day is missing.")
}

// toTheChecks takes the room past the second round of writing.
func (c *cast) toTheChecks() {
	c.dana.moves("Writing, second round: authority, communication, ways of work, information, support")
	c.dana.moves("Read it all")
	c.dana.moves("Settle what is open, and check each section")
	c.dana.moves("Check each section")
}

// reopens: a section that was agreed is opened again, with a reason.
func (c *cast) reopens(n int, why string) {
	c.dana.section(n)
	c.dana.picks("Reopen it, with a reason")
	c.dana.see("Say why")
	c.dana.writes(why)
	c.dana.press(keys.Main, fmt.Sprintf("Section %d of 19", n))
	c.dana.see("draft")
}

// check asks the room about a section. Who has a concern stands aside with it.
func (c *cast) check(n int, reader string, concerns map[*actor]string) {
	c.dana.section(n)
	c.dana.picks("Open the check")
	if reader != "" {
		c.dana.press(keys.Main, "Who reads it aloud?")
		c.dana.choose(c.dana.number(reader), "› "+string(c.dana.number(reader)))
		c.dana.press(keys.Main)
	}
	c.ask(fmt.Sprintf("Ask 7 people about section %d now?", n), "this text as it stands?", concerns)
	c.dana.press(keys.Main)
	c.dana.press(keys.Close, "Step 7 of 8")
}

// ask opens what is ready to be opened, has everyone answer, and closes it.
func (c *cast) ask(sure, question string, concerns map[*actor]string) {
	c.dana.see("7 seats will vote. Is that everyone here?")
	c.dana.confirms(sure, question)
	if c.answers != nil {
		c.answers(concerns)
	} else {
		c.agree(c.all, concerns)
	}
	c.dana.picks("Last call")
	c.dana.press(keys.NextPart, "What you can do here", "close and show")
	c.dana.press(keys.Main, "Everyone on the list has answered. Close and show?")
	c.dana.yes("Everyone on the list has answered. Close and show?", "On the list 7")
}

// agree has people at the full screen answer a check; whoever has a concern stands
// aside with it, and the delegate gives their word elsewhere.
func (c *cast) agree(people []*actor, concerns map[*actor]string) {
	for _, a := range people {
		if concern, ok := concerns[a]; ok {
			a.agrees('1', concern)
		} else if a != c.hart {
			a.agrees('5', "")
		}
	}
}

// adopt: what the whole still lacks is settled, the group adopts it, and each
// signs as they stand.
func (c *cast) adopt() {
	c.dana.press(keys.Close, "s the whole, signing")
	c.dana.press(keys.Close, "· Host")
	c.dana.moves("The whole text, other views, review date, signing")
	c.eli.see("The whole text", "There is no review date yet.")
	c.prepares()
	c.ask("Ask 7 people to adopt the whole now?", "these Terms of Reference as a whole?", map[*actor]string{c.june: "Weekend hours are missing."})
	c.max.see("Agreed, with concerns written down.")
	for _, a := range []*actor{c.dana, c.max, c.hart, c.luz, c.june} {
		a.press(keys.Main, a.in("Adopted by the group on", "Adoptado por el grupo el"))
	}
	c.signs(c.dana, "1", "Dana Whitfield: signs")
	c.signs(c.max, "2", "Max Ortega: supports")
	c.pending()
	c.june.press(keys.Sign, "How do you stand to this text?")
	c.june.choose('4', "› 4")
	c.june.press(keys.Main, "Note")
	c.june.writes("Weekend hours are missing.")
	c.june.confirms("June Park: stands aside, with a note", "June Park stands aside, with a note")
}

// prepares: another view stands beside the whole, and the review has a date.
func (c *cast) prepares() {
	contains(c.t, "the draft", string(c.export("md")), "DRAFT", "no review date", "the host", "Children stay with their kin and culture.")
	c.eli.picks("Write another view")
	c.eli.opens(keys.Char('w'))
	c.eli.writes("Young people should have two seats.")
	c.eli.press(keys.NextPart, "› keep these words")
	c.eli.press(keys.Main, "Shall your name stand beside this view?")
	c.eli.answers("Shall your name stand beside this view?", keys.Char('1'))
	c.eli.see("Young people should have two seats.", "Eli Stone")
	c.eli.press(keys.Close, "Settled: ")
	c.dana.press(keys.MyAnswer, "There is no review date yet.")
	c.dana.picks("Set the review date")
	c.dana.see("By when do we review this text?")
	c.dana.writes(time.Now().AddDate(1, 0, 0).Format(time.DateOnly))
	c.dana.press(keys.Main, "We review this text by")
	c.dana.picks("Ask the group to adopt the whole, version 1")
}

// pending: Example Tribe's delegate says what goes home for ratification.
func (c *cast) pending() {
	c.hart.press(keys.Sign, "For whom do you speak now?")
	c.hart.choose('1', "› 1")
	c.hart.press(keys.Main, "How do you stand to this text?")
	c.hart.choose('3', "› 3")
	c.hart.press(keys.Main, "Which council or board ratifies it?")
	c.hart.writes("the Council of Example Tribe")
	c.hart.confirms("Eleanor Hart, Example Tribe: pending ratification by the Council of Example Tribe",
		"Eleanor Hart, Example Tribe pending ratification")
}

// signs has somebody say how they stand to the text.
func (c *cast) signs(a *actor, stance, says string) {
	a.press(keys.Sign, "How do you stand to this text?")
	a.choose(rune(stance[0]), "› "+stance)
	a.press(keys.Main, says)
	a.yes(says, "Sign-off")
}

// home: the document in every format, read by other programs; its text is what
// the group did.
func (c *cast) home() {
	tags := regexp.MustCompile(`<[^>]*>`)
	unsaid := regexp.MustCompile(`\[[a-z_]+(\.[a-z_]+)+\]`) // the mark of a sentence that is in no language
	var (
		markdown = string(c.export("md"))
		page     = tags.ReplaceAllString(string(c.export("html")), " ")
		word     = c.reads(c.export("docx"), "pandoc", "--from", "docx", "--to", "plain", "--wrap", "none", "-")
		print    = c.reads(c.export("pdf"), "pdftotext", "-layout", "-", "-")
	)
	for what, text := range map[string]string{"Markdown": markdown, "HTML": html.UnescapeString(page), "DOCX": word, "PDF": print} {
		if text == "" {
			continue // its reader is not on this machine
		}
		contains(c.t, what, text, "Rio Claro Family Partnership", "adopted by the group, ratification pending",
			"Children stay with their kin and culture.", "La familia habla primero.",
			"Young people are in the room when it is about them.",
			"We plan every visit together with the family, and call before we change one.",
			"Collaborate", "deputy director Dana Whitfield can keep it up to Collaborate",
			"Example Tribe does not agree.", "Not without our own say in the schedule.",
			"We listen to the end", "ask families first, and say what became of it", "Pimatisiwin",
			"Young people should have two seats.", "Weekend hours are missing.", "Who is missing here?",
			"pending ratification by the Council of Example Tribe", "stands aside")
		if strings.Contains(text, "DRAFT") {
			c.t.Errorf("the adopted %s calls itself a draft", what)
		}
		if gap := unsaid.FindString(strings.ReplaceAll(text, `\`, "")); gap != "" {
			c.t.Errorf("the %s has no words for %s", what, gap)
		}
	}
	spanish := run(c.t, dial(c.t, c.server.Addr(), c.code, c.dana.key), "export tor --format md --lang es", false).out
	contains(c.t, "the Spanish Markdown", spanish, "Términos de referencia", "La familia habla primero.", "La niñez se queda con su familia y su cultura.")
}

// export takes the document home as its host does, from their own computer.
func (c *cast) export(format string) []byte {
	c.t.Helper()
	got := run(c.t, dial(c.t, c.server.Addr(), c.code, c.dana.key), "export tor --format "+format, false)
	if got.code != 0 || got.err != "" {
		c.t.Fatalf("no %s: %d %q", format, got.code, got.err)
	}
	return []byte(got.out)
}

// reads hands a file to another program and gives the text that it reads there;
// empty where the program is missing.
func (c *cast) reads(file []byte, program string, args ...string) string {
	c.t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		c.t.Logf("%s is not here", program)
		return ""
	}
	cmd := exec.CommandContext(c.t.Context(), program, args...)
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		c.t.Errorf("%s: %v", program, err)
	}
	return string(out)
}

func contains(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range wants {
		if !strings.Contains(flat, want) {
			t.Errorf("%s does not say %q", what, want)
		}
	}
}
