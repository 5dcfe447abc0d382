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

// formats are offered in this order; each file is named as it is typed.
func formats() []string { return []string{"docx", "pdf", "html", "md"} }

// Line is the line that a person types on their own computer to take the
// document home in a format. English is what the other end takes without being
// told.
func Line(address, code, format, lang string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		host, port = address, ""
	}
	ssh := "ssh "
	if port != "" && port != "22" {
		ssh += "-p " + port + " "
	}
	if lang != "en" {
		format += " --lang " + lang
	}
	name, _, _ := strings.Cut(format, " ")
	return ssh + code + "@" + host + " export tor --format " + format + " > tor." + name
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
	p.Rows = append(append(p.Rows, paint.Paragraph(theme.Plain, e.Say("document.export.line"), e.W)...), nil)
	if s.code == "" {
		p.Rows = append(p.Rows, paint.Line(paint.Text(theme.Dim, e.Theme.Dots)))
	} else {
		for _, f := range formats() {
			p.Rows = append(p.Rows, paint.Shift(2, typed(Line(s.deps.Address, s.code, f, e.Lang), e.W-2))...)
		}
	}
	p.Rows = append(append(p.Rows, nil), paint.Paragraph(theme.Dim, e.Say("document.export.own_words"), e.W)...)
	p.Hints = []keys.Hint{{Action: keys.Main, Words: e.Say("document.foot.missing")}}
	if signable(e) {
		p.Hints = append(p.Hints, keys.Hint{Action: keys.Sign})
	}
}
