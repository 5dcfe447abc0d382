package server_test

import (
	"bytes"
	"html"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"convene/tui/keys"
	"convene/tui/tuitest"
)

// Eight people hold the half-day workshop over real SSH, from the first join to
// the document that they take home.
func TestStory(t *testing.T) {
	c := gather(t)
	c.arrive()
	c.values()
	c.levels()
	c.drafts()
	c.settle()
	c.adopt()
	c.home()
}

// arrive: everyone comes in and says who they are; the host names a co-host from
// outside and hands Example Tribe's delegate their words; the meeting begins.
func (c *cast) arrive() {
	for _, a := range c.all {
		a.joins()
	}
	c.dana.signsIn(c.phrase, "You are host from now on, at this seat.")
	c.dana.saysOfThemselves('2', "deputy director")
	for a, group := range map[*actor]rune{c.dana: '5', c.max: '5', c.rosa: '3', c.eli: '2', c.luz: '1', c.sam: '1', c.june: '6'} {
		a.comesFrom(group)
	}
	c.dana.menu('4', "Enter open Tab door and code")
	c.dana.press(keys.NextPart, "The door is open.")
	c.dana.choose('4', "For which Tribal government?")
	c.dana.writes("Example Tribe")
	c.dana.press(keys.Main, "For the delegate of Example Tribe:")
	words := c.dana.below("For the delegate of Example Tribe:")
	c.dana.press(keys.Main, "Words were made for: Example Tribe")
	c.hart.signsIn(words, "You speak for Example Tribe.")
	c.hart.press(keys.Back)

	c.dana.press(keys.NextPart, "Max Ortega", "Enter open")
	for range 4 { // they stand in the order they came
		c.dana.Hit(keys.Press(keys.Down))
	}
	c.dana.see("› Rosa Delgado")
	c.dana.press(keys.Main, "1 Make co-host")
	c.dana.answers("1 Make co-host", keys.Char('1'))
	c.dana.see("Rosa Delgado Caregiver · co-host")
	c.dana.press(keys.Back, "The meeting has not begun.")
	c.dana.confirms("Begin the meeting with \"Opening\"?", "› now Opening")
	c.dana.moves("Arrival, and how to address each other")
	c.luz.see("¿Cómo quiere que le llamemos, y por quién habla hoy?")
	c.dana.moves("Why Terms of Reference, what limits us, who is missing")
	c.max.see("0 of 9 sections of the minimum have text")
}

// joins is the way in for someone new: language, welcome, name, return words.
func (a *actor) joins() {
	a.cast.t.Helper()
	a.connect()
	a.see("1 English", "2 Español", "3 line by line")
	a.Type(a.in("1\r", "2\r"))
	a.see("Rio Claro Family Partnership", a.in("What should we call you?", "¿Cómo quiere que le llamemos?"),
		a.in("how families take part in planning visits.", "cómo participan las familias"), "Rio Claro County")
	a.writes(a.name)
	head := a.in("Your return words", "Sus palabras para volver")
	a.press(keys.Main, head)
	a.words = a.below(head)
	a.press(keys.Main, a.in("You are in the room.", "Usted está en la sala."))
}

// below is what stands under a heading.
func (a *actor) below(head string) string {
	rows := a.Grid().Rows()
	for i, row := range rows {
		if strings.Contains(row, head) {
			return strings.TrimSpace(rows[i+2])
		}
	}
	return ""
}

// signsIn gives a passphrase or a delegate's words, once.
func (a *actor) signsIn(phrase, then string) {
	a.cast.t.Helper()
	a.menu('8', a.in("Your passphrase or delegate word", ""))
	a.Type(phrase)
	a.press(keys.Main, then)
}

// saysOfThemselves fills a line of the page about oneself.
func (a *actor) saysOfThemselves(line rune, words string) {
	a.cast.t.Helper()
	a.myPage()
	a.opens(keys.Char(line))
	a.writes(words)
	a.press(keys.Main, "Changed. People see it from now on.")
	a.press(keys.Back)
}

func (a *actor) comesFrom(group rune) {
	a.cast.t.Helper()
	a.myPage()
	a.choose('4', a.in("Lived experience", "Experiencia vivida"))
	a.choose(group, a.in("Changed. People see it from now on.", "Cambiado. Desde ahora"))
	a.press(keys.Back)
}

func (a *actor) myPage() {
	a.cast.t.Helper()
	a.menu('7', a.in("My return words", "Mis palabras"))
	a.choose('1', a.in("How you are shown to others", "Cómo le ven las demás personas"))
}

// values: quiet cards, one of them begun on a link that breaks; the wall, what
// belongs together, marks, deeds, and whether all can live with it.
func (c *cast) values() {
	c.dana.moves("Confirm our values")
	c.eli.see("We say what matters to us, see what we share")
	c.rosa.press(keys.MyAnswer, "We say what matters to us, see what we share")
	c.dana.moves("Quiet writing")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	c.max.card("Listening", "")
	c.luz.card("Respeto", "Nos escuchan hasta el final.")
	c.hart.card("Pimatisiwin", "")
	c.rosa.card("Hearing people out", "")
	c.sam.card("Patience", "")
	c.eli.press(keys.Pass, "You passed.")
	c.june.begins("Kinship", "We call the grandmothers bef")
	c.june.Cut()
	c.june.kept("grandmothers bef")
	c.june.returns()
	c.june.press(keys.Main, "Kinship", "We call the grandmothers bef")
	c.june.Hit(keys.Press(keys.Tab))
	c.june.writes("ore we decide.")
	c.june.press(keys.Main, "Kinship: We call the grandmothers before we decide.")
	c.dana.press(keys.MyAnswer, "You can write up to 3 cards.")
	c.dana.card("Honesty", "We say what we cannot do, and why.")
	c.dana.press(keys.Close, "The room is asked")
	c.dana.moves("Stories in twos or threes")
	c.dana.confirms("Now: last call?", "show the wall")
	c.dana.confirms("Everyone has written or passed. Show the wall?", "go on: What belongs together")
	c.max.see("7 cards, in no order", "Respeto Nos escuchan hasta el final. in Spanish", "Kinship")
	c.luz.see("7 tarjetas", "Hearing people out en inglés")
	c.dana.moves("What belongs together")
	c.cluster()
	c.dana.moves("Choose what to live by")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	for _, a := range c.all[1:] {
		a.marks("We listen to the end", map[bool]string{true: "Kinship", false: "Respeto"}[a != c.luz])
	}
	c.dana.press(keys.MyAnswer, "Mark up to five that you want to live by.")
	c.dana.marks("Honesty", "We listen to the end")
	c.dana.press(keys.Close, "The room is asked")
	c.dana.confirms("Now: last call?", "close the marks and show")
	c.dana.confirms("Everyone has answered. Close and show?", "go on: From word to deed")
	c.hart.see("We go on with 4 values.", "Held by some: Pimatisiwin and Patience")
	c.dana.moves("From word to deed")
	c.rosa.deed("ask families first, and say what became of it")
	c.luz.deed("esperamos a que cada quien termine")
	c.max.press(keys.NextPart, "other column")
	c.max.deed("the letter arrives before the call")
	c.dana.moves("Meet the practice model")
	c.dana.moves("Can we live with these")
	c.dana.asks("7 seats will be asked. Is that everyone here?")
	for _, a := range c.all[1:] {
		a.agrees('5', "")
	}
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Close and show?", "record the values")
	c.june.see("Agreed.")
	c.dana.confirms("Record these values?", "go on: Levels for our topics")
	c.luz.see("Registrado")
}

// deed writes a line of what a value means in deeds.
func (a *actor) deed(words string) {
	a.cast.t.Helper()
	a.see("We listen to the end")
	a.opens(keys.Press(keys.Enter))
	a.writes(words)
	a.press(keys.Main, words)
}

// agrees answers with the agree scale.
func (a *actor) agrees(k rune, reason string) {
	a.cast.t.Helper()
	a.see(a.in("Can you live", "¿Puede"), "0–5")
	a.choose(k, "› "+string(k))
	a.press(keys.Main, a.in("Your answer is in", "Su respuesta"))
	if reason == "" {
		return
	}
	a.opens(keys.Char('w'))
	a.writes(reason)
	a.does(keys.Press(keys.Enter), func(g tuitest.Grid) bool { return !g.CursorShown }, "the reason kept")
}

// cluster: several hands sort the wall at once; a word that should stand by
// itself does.
func (c *cast) cluster() {
	move := func(a *actor, card, to string) {
		a.choose(a.number(card), "› "+string(a.number(card)))
		a.press(keys.Main, "Move \""+card+"\" to")
		a.choose(a.number(to), "› "+string(a.number(to)))
		a.press(keys.Main, "You moved \""+card+"\"")
		a.press(keys.Close)
	}
	move(c.rosa, "Hearing people out", "a new gathering")
	move(c.max, "Listening", "Hearing people out")
	c.rosa.see("Max Ortega moved \"Listening\" to \"Hearing people out\".")
	c.hart.choose(c.hart.number("Pimatisiwin"), "› "+string(c.hart.number("Pimatisiwin")))
	c.hart.press(keys.Apart, "You keep \"Pimatisiwin\" apart.")
	c.rosa.choose(c.rosa.number("Hearing people out"), "keep apart")
	c.rosa.press(keys.Edit, "Name this gathering, in your own words")
	c.rosa.writes("We listen to the end")
	c.rosa.press(keys.Main, "Gathering 1: We listen to the end")
	c.luz.see("1: We listen to the end")
}

// number is the digit of the line that says words.
func (a *actor) number(words string) rune {
	a.cast.t.Helper()
	a.see(words)
	line := regexp.MustCompile(`^[› ]*(\d)  ` + regexp.QuoteMeta(words))
	for _, row := range a.Grid().Rows() {
		if m := line.FindStringSubmatch(row); m != nil {
			return rune(m[1][0])
		}
	}
	a.cast.t.Fatalf("%s finds no number for %q in\n%s", a.name, words, a.Grid())
	return 0
}

// marks marks values and sends them.
func (a *actor) marks(words ...string) {
	a.cast.t.Helper()
	a.see(a.in("Mark up to five", "Marque hasta cinco"))
	for i, w := range words {
		n := strconv.Itoa(i + 1)
		a.choose(a.number(w), map[bool]string{true: a.in("send 1 mark", "enviar 1 marca"), false: a.in("send "+n+" marks", "enviar "+n+" marcas")}[i == 0])
	}
	a.press(keys.Main, a.in("Your marks are in", "Sus marcas están"))
}

// begins opens a card and writes it without sending.
func (a *actor) begins(word, sentence string) {
	a.cast.t.Helper()
	a.press(keys.Main, a.in("A value, in a word or two", "Un valor, en una o dos palabras"))
	a.writes(word)
	a.Hit(keys.Press(keys.Tab))
	a.writes(sentence)
}

// card writes a card and sends it.
func (a *actor) card(word, sentence string) {
	a.cast.t.Helper()
	a.begins(word, sentence)
	a.press(keys.Main, a.in("1 card is put by.", "1 tarjeta"))
}

// returns comes back by key, to where the room is.
func (a *actor) returns() {
	a.cast.t.Helper()
	a.connect()
	a.see("Are you " + a.name + "?")
	a.Type("1\r")
	a.seeThat("the full screen", func(g tuitest.Grid) bool { return g.Alternate && g.Has("?") })
}

const topic = "the visiting schedule for families"

// levels: a topic with its whole record, two votes with a government's position
// beside them, the promise, the statement of who decides, and the check.
func (c *cast) levels() {
	c.dana.moves("Levels for our topics")
	c.dana.press(keys.Main, "Add a topic, in one plain sentence")
	c.dana.fills(topic, "› now Levels for our topics")
	c.frame()
	c.dana.moves("The five levels")
	c.luz.see("1 Informar")
	for _, level := range []string{"2 Consult", "3 Involve", "4 Collaborate", "5 Co-lead", "All five levels"} {
		c.dana.press(keys.Main)
		c.eli.see(level)
	}
	c.dana.see("go on: Quiet thinking")
	c.dana.moves("Quiet thinking")
	c.sam.opens(keys.Press(keys.Enter))
	c.sam.writes("Rides are what keeps us away.")
	c.dana.moves("First vote")
	c.sam.see("The room has moved on") // and leaves someone who writes where they are
	c.sam.press(keys.Close, "First vote")
	c.rosa.press(keys.MyAnswer, "First vote")
	c.vote(map[*actor]string{c.dana: "23", c.max: "23", c.rosa: "14", c.eli: "15", c.luz: "24", c.sam: "24", c.june: "24"})
	c.hart.choose('2', "Its delegate takes this to the Council.")
	c.hart.press(keys.Main, "Show the position of Example Tribe to the room?")
	c.hart.yes("Show the position of Example Tribe to the room?", "1 record its position")
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone has answered. Close and show?", "› now Levels")
	c.sam.see("The middle answer: Consult today, Collaborate for what should be.",
		"Beside the count: Example Tribe. Its delegate takes this to the Council.")
	c.luz.see("La respuesta del medio: Consultar hoy, Colaborar como debería ser.")
	c.dana.moves("Second vote")
	c.vote(map[*actor]string{c.dana: "4", c.max: "3", c.rosa: "4", c.eli: "4", c.luz: "4", c.sam: "4", c.june: "4"})
	c.hart.choose('1', "6 no position today")
	c.hart.choose('4', "If you wish, add words.")
	c.hart.writes("Not without our own say in the schedule.")
	c.hart.press(keys.Main, "Show the position of Example Tribe to the room?")
	c.hart.yes("Show the position of Example Tribe to the room?", "1 record its position")
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone has answered. Close and show?", "go on: The promise")
	c.eli.see("The second vote proposes: Collaborate.", "Example Tribe does not agree.")
	c.dana.moves("The promise")
	c.promise()
	c.dana.moves("Can we live with it")
	c.dana.asks("7 seats will vote. Is that everyone here?")
	for _, a := range []*actor{c.max, c.rosa, c.luz, c.sam, c.june} {
		a.agrees('5', "")
	}
	c.eli.agrees('1', "I wanted it to be our yes.")
	c.dana.press(keys.MyAnswer, "Can you live")
	c.dana.agrees('4', "")
	c.dana.press(keys.Close, "› now Levels")
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone has answered. Close and show?", "record the topic")
	c.luz.see("Acordado, con inquietudes anotadas.")
	c.dana.confirms("Record this topic", "go on: Break")
	c.eli.see("Recorded, and still open.", "Example Tribe has not said")
}

// promise: it is written together, in the open; the one who decides says what
// they can keep; somebody keeps it, by a day; and another view stands beside.
func (c *cast) promise() {
	c.rosa.opens(keys.Press(keys.Enter))
	c.rosa.writes("We plan every visit together with the family")
	c.max.see("We plan every visit together with the family")
	c.rosa.Type(", and call before we change one.")
	c.dana.press(keys.MyAnswer, "call before we change one.")
	c.rosa.press(keys.Close, "write the promise")
	c.rosa.choose('1', "On what conditions")
	c.rosa.writes("If the court agrees")
	c.rosa.press(keys.Main, "Conditions If the court agrees")
	c.rosa.choose('2', "Who keeps it")
	c.rosa.choose('2', "Max Ortega, who has not said yes yet")
	c.rosa.choose('3', "By when we will see it")
	c.rosa.writes("2027-06-01")
	c.rosa.press(keys.Main, "June 1, 2027")
	c.max.choose('2', "Who keeps it")
	c.max.choose('2')
	c.rosa.seeThat("that Max said yes", func(g tuitest.Grid) bool { return !g.Says("who has not said yes yet") })
	c.dana.choose('4', "can you keep this promise?")
	c.dana.choose('2', "3 Involve")
	c.dana.opens(keys.Char('4'))
	c.dana.writes("the judge decides the rest")
	c.dana.press(keys.Main, "Put this on record?")
	c.dana.yes("Put this on record?", "can keep it up to Collaborate")
	c.dana.press(keys.Close, "› now Levels")
}

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
	c.luz.picks("Escribir esta sección en Español")
	c.luz.seeThat("a field", func(g tuitest.Grid) bool { return g.CursorShown })
	c.luz.writes("La niñez se queda con su familia y su cultura.")
	c.luz.press(keys.Close, "Enter escribir")
	c.luz.picks("El texto en Español dice lo mismo que el original")
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

// settle: three sections are checked; one is agreed, one with concerns, and one
// that was agreed is reopened with a reason.
func (c *cast) settle() {
	c.dana.moves("Writing, second round: authority, communication, ways of work, information, support")
	c.dana.moves("Read it all")
	c.dana.moves("Settle what is open, and check each section")
	c.dana.moves("Check each section")
	c.rosa.press(keys.Close, "s the whole, signing") // she was looking at a section
	c.rosa.press(keys.Close, "· Host")
	c.rosa.press(keys.MyAnswer, "Step 7 of 8")
	c.dana.press(keys.MyAnswer, "Step 7 of 8")
	c.check(3, "", nil)
	c.max.see("Agreed.")
	c.check(6, "Luz Herrera", map[*actor]string{c.june: "Who is missing here?"})
	c.eli.see("Agreed, with concerns written down.", "Who is missing here?")
	c.check(18, "Luz Herrera", nil)
	c.dana.section(18)
	c.dana.picks("Reopen it, with a reason")
	c.dana.see("Say why")
	c.dana.writes("The day is missing.")
	c.dana.press(keys.Main, "Section 18 of 19")
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
	c.ask("this text as it stands?", concerns)
	c.dana.press(keys.Main)
	c.dana.press(keys.Close, "Step 7 of 8")
}

// ask opens what is ready to be opened, has everyone answer, and closes it.
func (c *cast) ask(question string, concerns map[*actor]string) {
	c.dana.confirms("7 seats will vote. Is that everyone here?", question)
	for _, a := range c.all {
		if concern, ok := concerns[a]; ok {
			a.agrees('1', concern)
		} else if a != c.hart {
			a.agrees('5', "")
		}
	}
	c.dana.picks("Last call")
	c.dana.press(keys.NextPart, "What you can do here", "close and show")
	c.dana.press(keys.Main, "Everyone has answered. Close and show?")
	c.dana.yes("Everyone has answered. Close and show?", "On the list 7")
}

// adopt: what the whole still lacks is settled, the group adopts it, and each
// signs as they stand.
func (c *cast) adopt() {
	c.dana.press(keys.Close, "s the whole, signing")
	c.dana.press(keys.Close, "· Host")
	c.dana.moves("The whole text, other views, review date, signing")
	c.eli.see("The whole text", "There is no review date yet.")
	draft := string(c.export("md"))
	contains(c.t, "the draft", draft, "DRAFT", "There is no review date.", "Children stay with their kin and culture.")
	c.eli.picks("Write another view")
	c.eli.opens(keys.Char('w'))
	c.eli.writes("Young people should have two seats.")
	c.eli.press(keys.NextPart, "› keep these words")
	c.eli.press(keys.Main, "Shall your name stand beside this view?")
	c.eli.answers("Shall your name stand beside this view?", keys.Char('1'))
	c.eli.see("Young people should have two seats.", "Eli Stone")
	c.eli.press(keys.Close, "sections are settled.")
	c.dana.press(keys.MyAnswer, "There is no review date yet.")
	c.dana.picks("Set the review date")
	c.dana.see("By when do we review this text?")
	c.dana.writes(time.Now().AddDate(1, 0, 0).Format(time.DateOnly))
	c.dana.press(keys.Main, "We review this text by")
	c.dana.picks("Ask the group to adopt the whole, version 1")
	c.dana.press(keys.Main, "Who reads it aloud?")
	c.dana.choose(c.dana.number("Luz Herrera"), "› "+string(c.dana.number("Luz Herrera")))
	c.dana.press(keys.Main)
	c.ask("these Terms of Reference as a whole?", map[*actor]string{c.june: "Weekend hours are missing."})
	c.max.see("Agreed, with concerns written down.")
	for _, a := range []*actor{c.dana, c.max, c.hart, c.luz, c.june} {
		a.press(keys.Main, a.in("Adopted by the group on", "Adoptado por el grupo el"))
	}
	c.signs(c.dana, "1", "Dana Whitfield: signs")
	c.signs(c.max, "2", "Max Ortega: supports")
	c.hart.press(keys.Sign, "For whom do you speak now?")
	c.hart.press(keys.Main, "How do you stand to this text?")
	c.hart.choose('3', "› 3")
	c.hart.press(keys.Main, "Which council or board ratifies it?")
	c.hart.writes("the Council of Example Tribe")
	c.hart.confirms("Eleanor Hart, Example Tribe: pending ratification by the Council of Example Tribe")
	c.june.press(keys.Sign, "How do you stand to this text?")
	c.june.choose('4', "› 4")
	c.june.press(keys.Main, "Note")
	c.june.writes("Weekend hours are missing.")
	c.june.confirms("June Park: stands aside, with a note")
}

// signs has somebody say how they stand to the text.
func (c *cast) signs(a *actor, stance, says string) {
	a.press(keys.Sign, "How do you stand to this text?")
	a.choose(rune(stance[0]), "› "+stance)
	a.press(keys.Main, says)
	a.yes(says, "Sign-off")
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

func contains(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range wants {
		if !strings.Contains(flat, want) {
			t.Errorf("%s does not say %q", what, want)
		}
	}
}

// home: the document in every format, read by other programs; its text is what
// the group did.
func (c *cast) home() {
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
	}
	spanish := run(c.t, dial(c.t, c.server.Addr(), c.code, c.dana.key), "export tor --format md --lang es", false).out
	contains(c.t, "the Spanish Markdown", spanish, "Términos de referencia", "La familia habla primero.", "La niñez se queda con su familia y su cultura.")
}

var tags = regexp.MustCompile(`<[^>]*>`)

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

// writes has somebody write a section alone.
func (c *cast) writes(n int, a *actor, words string) {
	a.section(n)
	a.opens(keys.Press(keys.Enter))
	a.writes(words)
	a.press(keys.Close, "Enter write")
	a.press(keys.Close, "Step 4 of 8")
}

// picks does one of the things that can be done with what is in front.
func (a *actor) picks(words string) {
	a.cast.t.Helper()
	a.press(keys.NextPart, a.in("What you can do here", "Lo que puede hacer aquí"))
	n := a.number(words)
	a.choose(n, "› "+string(n))
	a.press(keys.Main)
	a.seeThat("the list gone", func(g tuitest.Grid) bool { return !g.Says(a.in("What you can do here", "Lo que puede hacer aquí")) })
}

// leavesAndComesBack: someone without a key says goodbye and returns by words.
func (a *actor) leavesAndComesBack() {
	a.cast.t.Helper()
	a.Press(keys.Leave)
	a.yes("Leave?")
	if status := a.SeeEnd(); status != 0 {
		a.cast.t.Errorf("%s left with %d", a.name, status)
	}
	a.connect()
	a.see("1 English")
	a.Type("1\r")
	a.see("What should we call you?")
	a.press(keys.NextPart, "Were you here before?")
	a.writes(a.words)
	a.press(keys.Main, "We have begun.", "Where we are: Break.", topic+": Collaborate")
	a.press(keys.Close, "We go on when people are back.")
}

// head is the row that says words.
func (a *actor) head(words string) string {
	for _, row := range a.Grid().Rows() {
		if strings.Contains(row, words) {
			return strings.TrimSpace(row)
		}
	}
	return ""
}

// section opens a section of the outline by its number.
func (a *actor) section(n int) {
	a.cast.t.Helper()
	a.Press(keys.FirstRow)
	a.see("› 1 " + a.in("Name, version, dates", "Nombre"))
	for range n - 1 {
		a.Press(keys.RowDown)
	}
	a.see("› " + strconv.Itoa(n) + " ")
	a.press(keys.Main, a.in("Section ", "Sección ")+strconv.Itoa(n)+a.in(" of 19", " de 19"))
}

// frame fills the topic's record, and Example Tribe's delegate says that it
// touches their people.
func (c *cast) frame() {
	d := c.dana
	d.press(keys.MyAnswer, topic, "Before we vote on")
	d.field("Who is touched by it", "Parents, children in care, visiting staff")
	d.press(keys.Main, "add a limit")
	d.opens(keys.Press(keys.Enter))
	d.writes("The court sets the least number of visits")
	d.press(keys.Main, "What kind of limit is it?")
	d.choose('2', "Who or what has fixed it?")
	d.writes("the juvenile court")
	d.press(keys.Main, "Why?")
	d.writes("the law asks for it")
	d.press(keys.Main, "Who could change it?")
	d.press(keys.Main, "fixed by the juvenile court, because the law asks for it")
	d.field("What is open", "Days, hours, places, who is asked when a visit moves")
	d.press(keys.Main, "Who makes the final decision")
	d.choose('1', "Dana Whitfield, here")
	d.field("By when", "1 March 2027")
	d.field("Money and time for taking part", "The county pays for rides and meals")
	d.press(keys.Main, "Does it affect a Tribe?")
	d.choose('1', "The topic is complete.")
	c.hart.choose('8', "Say that this topic affects Example Tribe")
	c.hart.choose(c.hart.number("Say that this topic affects Example Tribe"), "yes: Example Tribe")
	d.see("yes: Example Tribe")
	d.press(keys.Close, "› now Levels for our topics")
}

// fills writes in an open field and sends it.
func (a *actor) fills(words string, then ...string) {
	a.cast.t.Helper()
	a.writes(words)
	a.press(keys.Main)
	a.seeThat("the field closed", func(g tuitest.Grid) bool { return !g.CursorShown })
	a.see(then...)
}

// field fills the next thing that is missing in a record.
func (a *actor) field(title, words string) {
	a.cast.t.Helper()
	a.opens(keys.Press(keys.Enter))
	a.see(title)
	a.fills(words, words)
}

// vote opens a vote and has everyone answer with their digits.
func (c *cast) vote(answers map[*actor]string) {
	c.dana.asks("7 seats will vote. Is that everyone here?")
	for a, digits := range answers {
		if a == c.dana {
			a.press(keys.MyAnswer, "How much say")
		}
		for _, d := range digits {
			a.choose(d, "› "+string(d))
			a.does(keys.Press(keys.Enter), func(g tuitest.Grid) bool { return !g.Says("› " + string(d)) }, "the answer sent")
		}
		a.see(a.in("in; v shows", "guardada"))
	}
	c.dana.press(keys.Close, "› now Levels for our topics")
}
