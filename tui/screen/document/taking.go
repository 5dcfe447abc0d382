package document

import (
	"net"
	"strings"

	"convene/internal/workshop/terms"
	"convene/tui/keys"
	"convene/tui/paint"
	"convene/tui/screen"
	"convene/tui/theme"
)

// Lines are the two lines that a person types on their own computer, on any
// system, to take the document home: the second when the first has connected.
func Lines(address, code, lang string) [2]string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		host, port = address, ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	sftp := "sftp "
	if port != "" && port != "22" {
		sftp += "-P " + port + " "
	}
	return [2]string{sftp + code + "@" + host, "get " + lang + "/terms-of-reference.docx"}
}

// typed is a line to be typed or copied, whole. Where it is wider than the screen
// it goes on below after a backslash, so that what is copied is one command still.
func typed(line string, width int) []paint.Row {
	const on = " \\"
	var rows []paint.Row
	for paint.Width(line) > width {
		cut := strings.LastIndexByte(line[:min(len(line), width-len(on)+1)], ' ')
		if strings.TrimSpace(line[:max(cut, 0)]) == "" {
			break // one word wider than the screen can't be helped
		}
		rows = append(rows, paint.Line(paint.Text(theme.Accent, line[:cut]+on)))
		line = "  " + line[cut+1:]
	}
	return append(rows, paint.Line(paint.Text(theme.Accent, line)))
}

// takingPage says how to take a copy: the exact lines, ready to be typed.
func (s *Screen) takingPage(e *screen.Env, p *screen.Page) {
	p.Rows = append(paint.Paragraph(theme.Strong, e.Say("document.export.head"), e.W), nil)
	if st := e.Snap.Terms.Whole.Status; st == terms.DraftDoc || st == terms.UnderReview {
		p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say("document.export.blocked"), e.W)...), nil)
	}
	p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, e.Say("document.export.line"), e.W)...)
	if s.code == "" {
		p.Rows = append(p.Rows, paint.Line(paint.Text(theme.Dim, e.Theme.Dots)))
	} else {
		lines := Lines(s.deps.Address, s.code, e.Lang)
		p.Rows = append(p.Rows, paint.Shift(2, typed(lines[0], e.W-2))...)
		p.Rows = append(p.Rows, paint.Paragraph(theme.Plain, e.Say("document.export.then"), e.W)...)
		p.Rows = append(p.Rows, paint.Shift(2, typed(lines[1], e.W-2))...)
	}
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Plain, e.Say("document.export.key"), e.W)...)
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("document.export.own_words"), e.W)...)
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("document.foot.missing")}}
	if signable(e) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Sign})
	}
}
