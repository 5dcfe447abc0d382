package document

import (
	"bytes"
	"fmt"
)

// The page is US Letter, the paper of those this serves; its text block also
// fits on A4. All in points.
const (
	pageWide   = 612.0
	pageHigh   = 792.0
	marginSide = 80.0
	marginTop  = 86.0
	marginFoot = 84.0
	textWide   = pageWide - 2*marginSide
	textHigh   = pageHigh - marginTop - marginFoot
)

// Colours of ink, of headings and rules, of labels, of thin rules, of grounds,
// of bars and of the word on drafts.
const (
	inkColor  = "0.122 0.137 0.157"
	deepColor = "0.086 0.196 0.31"
	softColor = "0.29 0.322 0.353"
	ruleColor = "0.788 0.82 0.851"
	paleColor = "0.949 0.961 0.973"
	barColor  = "0.184 0.365 0.541"
	alertTone = "0.478 0.18 0.055"
)

// pdfPage is one page while it is being drawn. Distances are from its top left
// corner, downwards.
type pdfPage struct {
	id      int
	content bytes.Buffer
	marks   []*pdfNode // by the number of the mark
	links   []pdfLink
}

// pdfLink is a place to click and the anchor it leads to.
type pdfLink struct {
	left, top, right, bottom float64
	to                       string
}

// rect fills a rectangle. It says nothing to a screen reader.
func (p *pdfPage) rect(x, y, w, h float64, color string) {
	fmt.Fprintf(&p.content, "/Artifact BMC %s rg %s %s %s %s re f EMC\n", color, num(x), num(pageHigh-y-h), num(w), num(h))
}

// text draws a line with its top left corner at x, y. With a node it is read
// as part of that; without one it is decoration.
func (p *pdfPage) text(x, y float64, line pdfLine, node *pdfNode) {
	st := line.style
	base := pageHigh - y - st.leading/2 - st.size*0.34
	for _, f := range line.frags {
		p.open(node, f.lang)
		fmt.Fprintf(&p.content, "BT %s rg /F%d %s Tf 1 0 0 1 %s %s Tm ", st.color, f.face+1, num(st.size), num(x), num(base))
		p.glyphs(f.glyphs, st.size)
		p.content.WriteString("ET EMC\n")
		x += f.width
	}
}

func (p *pdfPage) open(node *pdfNode, lang string) {
	if node == nil {
		p.content.WriteString("/Artifact BMC ")
		return
	}
	if lang != "" && lang != node.lang {
		node = node.child("Span")
		node.lang = lang
	}
	node.kids = append(node.kids, pdfMark{p, len(p.marks)})
	fmt.Fprintf(&p.content, "/%s << /MCID %d >> BDC ", node.tag, len(p.marks))
	p.marks = append(p.marks, node)
}

// glyphs shows glyphs one after the other; what shaping moved is moved, up and
// down by the rise of the text, along the line by the distances between.
func (p *pdfPage) glyphs(glyphs []pdfGlyph, size float64) {
	w := glyphWriter{p: p, size: size}
	for i := 0; i < len(glyphs); i++ {
		g := glyphs[i]
		if g.parts < 2 {
			w.put(g)
			continue
		}
		w.close()
		fmt.Fprintf(&p.content, "/Span << /ActualText %s >> BDC ", pdfString(g.whole))
		for _, part := range glyphs[i : i+g.parts] {
			w.put(part)
		}
		w.settle()
		p.content.WriteString("EMC ")
		i += g.parts - 1
	}
	w.settle()
}

// glyphWriter knows what stands open in the page's content.
type glyphWriter struct {
	p     *pdfPage
	size  float64
	rise  float64
	shift float64 // thousandths of the size to move left before the next glyph
	open  bool
}

func (w *glyphWriter) put(g pdfGlyph) {
	if g.dy != w.rise {
		w.lift(g.dy)
	}
	w.move(w.shift - g.dx*1000)
	w.begin()
	const digits = "0123456789ABCDEF"
	w.p.content.Write([]byte{'<', digits[g.cid>>12&15], digits[g.cid>>8&15], digits[g.cid>>4&15], digits[g.cid&15], '>'})
	w.shift = (g.natural-g.advance)*1000 + g.dx*1000
}

func (w *glyphWriter) begin() {
	if !w.open {
		w.p.content.WriteString("[")
		w.open = true
	}
}

func (w *glyphWriter) move(by float64) {
	if num(by) != "0" {
		w.begin()
		w.p.content.WriteString(num(by))
	}
}

func (w *glyphWriter) close() {
	if w.open {
		w.p.content.WriteString("] TJ ")
		w.open = false
	}
}

func (w *glyphWriter) lift(to float64) {
	w.close()
	w.rise = to
	fmt.Fprintf(&w.p.content, "%s Ts ", num(to*w.size))
}

// settle goes back to the line and to the place where the next glyph stands.
func (w *glyphWriter) settle() {
	w.move(w.shift)
	w.shift = 0
	w.close()
	if w.rise != 0 {
		w.lift(0)
	}
}
