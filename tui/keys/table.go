package keys

// Action is something a person can ask the program to do. What it does on a
// screen is that screen's business; its meaning is the same on all.
type Action uint8

// The actions. The comment is the meaning.
const (
	NoAction Action = iota

	Main     // what the foot names first
	Choose   // the numbered thing of the digit pressed
	More     // the next page of what is being read; after the last, the first
	Before   // the page before
	NextPart // the next part of this screen; never leaves it
	PrevPart // the part before
	RowUp    // the row above
	RowDown  // the row below
	FirstRow // the first row
	LastRow  // the last row
	Close    // out of a field or an overlay; never sends, never loses anything
	Leave    // ask whether to leave

	Agenda   // see the whole agenda
	Apart    // keep this by itself, apart from others, or end that
	Back     // one step back
	Comment  // say something about this
	TakeBack // withdraw one's own words
	Edit     // change the words or the thing chosen
	Guidance // the next piece of guidance
	History  // who did what here
	Who      // who sees this
	NotSure  // answer: not sure
	Original // the words in the language they were written in
	Pass     // answer: pass
	Speak    // ask to speak
	Sign     // sign, or say how one stands to the whole
	ReadToMe // I need this in my language, or read to me
	Undo     // take back one's last change in the text
	MyAnswer // one's own answer
	Write    // write or add something of one's own
	Yes      // confirm what was asked
	Others   // who else sits at this terminal
	Here     // the person named sits here now: uncover the screen for them
	Language // the program's language, for this person alone; in the menu, too
	Menu     // the menu
	Help     // help

	LineByLine  // menu: the linear face
	Look        // menu: colours and contrast
	MyName      // menu: name, title, pronouns, group
	ReturnWords // menu: my return words
	MoreTime    // menu: ask for more time
	StepAway    // menu: step away, or come back
	AskPause    // menu: ask for a pause
	PrivateWord // menu: ask for a private word
	Park        // menu: park a question
	HostSignIn  // menu: host sign-in
)

// Binding is a line of the table. Name is the last part of its sentence ids:
// keys.<name>.foot and keys.<name>.help, and for a line of the menu
// keys.<name>.menu.
type Binding struct {
	Action Action
	Name   string
	Keys   []Key // the first is the one that is shown
	InText bool  // acts while a text field has the focus
	InMenu bool  // is a line of the menu, in the order of the table
}

// Table is every binding of the program. The caller may change its copy.
func Table() []Binding {
	return []Binding{
		{Action: Main, Name: "main", Keys: []Key{Press(Enter)}, InText: true},
		{Action: Choose, Name: "choose", Keys: digits()},
		{Action: More, Name: "more", Keys: []Key{Char(' '), Press(PageDown)}},
		{Action: Before, Name: "before", Keys: []Key{Press(PageUp)}},
		{Action: NextPart, Name: "next", Keys: []Key{Press(Tab)}, InText: true},
		{Action: PrevPart, Name: "previous", Keys: []Key{Press(Tab).With(Shift)}, InText: true},
		{Action: RowUp, Name: "up", Keys: []Key{Press(Up)}},
		{Action: RowDown, Name: "down", Keys: []Key{Press(Down)}},
		{Action: FirstRow, Name: "first", Keys: []Key{Press(Home)}},
		{Action: LastRow, Name: "last", Keys: []Key{Press(End)}},
		{Action: Close, Name: "close", Keys: []Key{Press(Esc)}, InText: true},

		{Action: Agenda, Name: "agenda", Keys: []Key{Char('a')}},
		{Action: Apart, Name: "apart", Keys: []Key{Char('k')}},
		{Action: Back, Name: "back", Keys: []Key{Char('b')}},
		{Action: Comment, Name: "comment", Keys: []Key{Char('c')}},
		{Action: TakeBack, Name: "takeback", Keys: []Key{Char('d')}},
		{Action: Edit, Name: "edit", Keys: []Key{Char('e')}},
		{Action: Guidance, Name: "guidance", Keys: []Key{Char('g')}},
		{Action: History, Name: "history", Keys: []Key{Char('h')}},
		{Action: Who, Name: "who", Keys: []Key{Char('i')}},
		{Action: NotSure, Name: "notsure", Keys: []Key{Char('n')}},
		{Action: Original, Name: "original", Keys: []Key{Char('o')}},
		{Action: Pass, Name: "pass", Keys: []Key{Char('p')}},
		{Action: Speak, Name: "speak", Keys: []Key{Char('r')}},
		{Action: Sign, Name: "sign", Keys: []Key{Char('s')}},
		{Action: ReadToMe, Name: "readtome", Keys: []Key{Char('t')}},
		{Action: Undo, Name: "undo", Keys: []Key{Char('u')}},
		{Action: MyAnswer, Name: "myanswer", Keys: []Key{Char('v')}},
		{Action: Write, Name: "write", Keys: []Key{Char('w')}},
		{Action: Yes, Name: "yes", Keys: []Key{Char('y')}},
		{Action: Others, Name: "table", Keys: []Key{Char('x')}},
		{Action: Here, Name: "here", Keys: []Key{Char('j')}},
		{Action: Menu, Name: "menu", Keys: []Key{Char('m')}},
		{Action: Help, Name: "help", Keys: []Key{Char('?'), {Code: Function, Rune: 1}}},

		{Action: Language, Name: "language", Keys: []Key{Char('l')}, InMenu: true},
		{Action: LineByLine, Name: "linear", InMenu: true},
		{Action: Look, Name: "look", InMenu: true},
		{Action: MyName, Name: "myname", InMenu: true},
		{Action: ReturnWords, Name: "returnwords", InMenu: true},
		{Action: MoreTime, Name: "moretime", InMenu: true},
		{Action: StepAway, Name: "stepaway", InMenu: true},
		{Action: AskPause, Name: "pause", InMenu: true},
		{Action: PrivateWord, Name: "privateword", InMenu: true},
		{Action: Park, Name: "park", InMenu: true},
		{Action: HostSignIn, Name: "hostsignin", InMenu: true},
		{Action: Leave, Name: "leave", Keys: []Key{Char('c').With(Ctrl)}, InText: true, InMenu: true},
	}
}

func digits() []Key {
	out := make([]Key, 0, 10)
	for r := '0'; r <= '9'; r++ {
		out = append(out, Char(r))
	}
	return out
}
