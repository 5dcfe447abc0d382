package server_test

import (
	"fmt"
	"slices"
	"testing"

	"convene/internal/workshop/roster"
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
	c.welcomes()
	c.dana.confirms("Begin the meeting with \"Opening\"?", "› now Opening")
	c.dana.moves("Arrival, and how to address each other")
	c.luz.see("¿Cómo quiere que le llamemos, y por quién habla hoy?")
	c.dana.moves("Why Terms of Reference, what limits us, who is missing")
	c.max.see("0 of 9 sections of the minimum have text")
}

// welcomes: the host has words made for Example Tribe's delegate, who gives them,
// and names Rosa a co-host.
func (c *cast) welcomes() {
	c.dana.menu('2', "Questions for later")
	c.dana.choose('3', "Enter open Tab door and code")
	c.dana.press(keys.NextPart, "The door is open.")
	c.dana.choose('4', "For which Tribal government?")
	c.dana.writes("Example Tribe")
	c.dana.press(keys.Main, "For the delegate of Example Tribe:")
	words := c.dana.below("For the delegate of Example Tribe:")
	c.dana.press(keys.Main, "Words were made for: Example Tribe")
	c.hart.signsIn(words, "You speak for Example Tribe.")
	c.hart.press(keys.Back)

	c.dana.press(keys.NextPart, "Max Ortega", "Enter open")
	for range slices.IndexFunc(c.room.Snapshot().Roster.Here(), func(s *roster.Seat) bool { return s.Name.String() == c.rosa.name }) + 1 {
		c.dana.Hit(keys.Press(keys.Down)) // they stand in the order they came
	}
	c.dana.see("› Rosa Delgado")
	c.dana.press(keys.Main, "1 Make co-host")
	c.dana.answers("1 Make co-host", keys.Char('1'))
	c.dana.see("Rosa Delgado Caregiver · co-host")
	c.dana.press(keys.Back, "The meeting has not begun.")
}

// values: quiet cards, one of them begun on a link that breaks; the wall, what
// belongs together, marks, deeds, and whether all can live with it.
func (c *cast) values() {
	c.dana.confirms("Move the room on to \"Confirm our values\"?", "hard memories", "step away")
	for _, a := range c.all {
		a.readsOn()
	}
	c.dana.see("› now Confirm our")
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
	c.june.readsOn()
	c.june.press(keys.Main, "Kinship", "We call the grandmothers bef")
	c.june.Hit(keys.Press(keys.Tab))
	c.june.writes("ore we decide.")
	c.june.sends("Kinship: We call the grandmothers before we decide.")
	c.dana.press(keys.MyAnswer, "You can write up to 3 cards.")
	c.dana.card("Honesty", "We say what we cannot do, and why.")
	c.opensWall()
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
	c.closesMarks()
	c.hart.see("We go on with 4 values.", "Held by some: Pimatisiwin and Patience")
	c.dana.moves("From word to deed")
	c.rosa.deed("ask families first, and say what became of it")
	c.luz.deed("esperamos a que cada quien termine")
	c.max.press(keys.NextPart, "other column")
	c.max.deed("the letter arrives before the call")
	c.pages("Meet the practice model")
	c.pages("Can we live with these")
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

// opensWall and closesMarks: the host shows the cards, and what the marks came to.
func (c *cast) opensWall() {
	c.dana.press(keys.Close, "The room is asked")
	c.dana.moves("Stories in twos or threes")
	c.dana.confirms("Now: last call?", "show the wall")
	c.dana.confirms("Everyone on the list has written or passed. Show the wall?", "go on: What belongs together")
}

func (c *cast) closesMarks() {
	c.dana.press(keys.Close, "The room is asked")
	c.dana.confirms("Now: last call?", "close the marks and show")
	c.dana.confirms("Everyone on the list has answered. Close and show?", "go on: From word to deed")
}

// pages turns to each of the four values for the room, and then moves it on.
func (c *cast) pages(to string) {
	for n := 2; n <= 4; n++ {
		c.dana.press(keys.Main)
		c.eli.see(fmt.Sprintf("value %d of 4", n))
	}
	c.dana.see("page 4 of 4")
	c.dana.moves(to)
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
	c.keepsApart()
	c.rosa.choose(c.rosa.number("Hearing people out"), "keep apart")
	c.rosa.press(keys.Edit, "Name this gathering, in your own words")
	c.rosa.writes("We listen to the end")
	c.rosa.press(keys.Main, "Gathering 1: We listen to the end")
	c.luz.see("1: We listen to the end")
}

// keepsApart: a word that should not be folded into another is not.
func (c *cast) keepsApart() {
	c.hart.choose(c.hart.number("Pimatisiwin"), "› "+string(c.hart.number("Pimatisiwin")))
	c.hart.press(keys.Apart, "You keep \"Pimatisiwin\" apart.")
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
	c.toTheCouncil()
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone on the list has answered. Close and show?", "› now Levels")
	c.sam.see("The middle answer: Consult today, Collaborate for what should be.",
		"Beside the count: Example Tribe. Its delegate takes this to the Council.")
	c.luz.see("La respuesta del medio: Consultar hoy, Colaborar como debería ser.")
	c.dana.moves("Second vote")
	c.vote(map[*actor]string{c.dana: "4", c.max: "3", c.rosa: "4", c.eli: "4", c.luz: "4", c.sam: "4", c.june: "4"})
	c.disagrees()
	c.dana.confirms("Now: last call?", "close and show")
	c.dana.confirms("Everyone on the list has answered. Close and show?", "go on: The promise")
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
	c.dana.confirms("Everyone on the list has answered. Close and show?", "record the topic")
	c.luz.see("Acordado, con inquietudes anotadas.")
	c.dana.confirms("Record this topic", "go on: Break")
	c.eli.see("Recorded as still open.", "Example Tribe has not said")
}

// toTheCouncil and disagrees: Example Tribe's delegate says where its government
// stands, beside the count.
func (c *cast) toTheCouncil() {
	c.hart.choose('2', "Its delegate takes this to the Council.")
	c.hart.press(keys.Main, "By when does the Council answer?")
	c.hart.press(keys.Main, "Show the position of Example Tribe to the room?")
	c.hart.yes("Show the position of Example Tribe to the room?", "1 record its position")
}

func (c *cast) disagrees() {
	c.hart.choose('1', "6 no position today")
	c.hart.takes('4', "If you wish, add words.")
	c.hart.writes("Not without our own say in the schedule.")
	c.hart.press(keys.Main, "Show the position of Example Tribe to the room?")
	c.hart.yes("Show the position of Example Tribe to the room?", "1 record its position")
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
	d.takes('2', "Who or what has fixed it?")
	d.writes("the juvenile court")
	d.press(keys.Main, "Why?")
	d.writes("the law asks for it")
	d.press(keys.Main, "Who could change it?")
	d.press(keys.Main, "fixed by the juvenile court, because the law asks for it")
	d.field("What is open", "Days, hours, places, who is asked when a visit moves")
	d.press(keys.Main, "Who makes the final decision")
	d.takes('1', "Dana Whitfield, here")
	d.field("By when", "1 March 2027")
	d.field("Money and time for taking part", "The county pays for rides and meals")
	d.press(keys.Main, "Does it affect a Tribe?")
	d.takes('1', "The topic is complete.")
	c.affected()
	d.see("yes: Example Tribe")
	d.press(keys.Close, "› now Levels for our topics")
}

// affected: Example Tribe's delegate says that the topic touches their people.
func (c *cast) affected() {
	c.hart.choose('8', "Say that this topic affects Example Tribe")
	c.hart.takes(c.hart.number("Say that this topic affects Example Tribe"), "yes: Example Tribe")
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
	c.rosa.takes('2', "Max Ortega, who has not said yes yet")
	c.rosa.choose('3', "By when we will see it")
	c.rosa.writes("2027-06-01")
	c.rosa.press(keys.Main, "June 1, 2027")
	c.accepts()
	c.rosa.seeThat("that Max said yes", func(g tuitest.Grid) bool { return !g.Says("who has not said yes yet") })
	c.dana.choose('4', "can you keep this promise?")
	c.dana.takes('2', "3 Involve")
	c.dana.choose('4', "› 4")
	c.dana.opens(keys.Press(keys.Enter))
	c.dana.writes("the judge decides the rest")
	c.dana.press(keys.Main, "Put this on record?")
	c.dana.yes("Put this on record?", "can keep it up to Collaborate")
	c.dana.press(keys.Close, "› now Levels")
}

// accepts: whom the group named says that they keep the promise.
func (c *cast) accepts() {
	c.max.choose('2', "Who keeps it")
	c.max.takes('2')
}
