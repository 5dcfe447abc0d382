package paint

const (
	// enter takes the alternate screen, ends automatic wrapping, asks for
	// pastes to be marked, and starts with a blank screen and no cursor.
	enter = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?25l\x1b[m\x1b[H\x1b[2J"

	// askBackground is the only question the program ever asks a terminal.
	askBackground = "\x1b]11;?\x07"

	// Reset puts any terminal back, whatever state it is in: mouse, focus and
	// paste marks off, key protocols popped, wrapping and cursor on, the main
	// screen, plain text. It is the same on every way out (safety §3) and may be
	// written twice. Key protocols go before the alternate screen, which has
	// a stack of its own; SGR comes last, for terminals that misread them.
	Reset = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l" +
		"\x1b[<u\x1b[>4m\x1b[?7h\x1b[?25h\x1b[?1049l\x1b[m"
)
