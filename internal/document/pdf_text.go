package document

import (
	"strings"

	"github.com/go-text/typesetting/segmenter"
	"github.com/rivo/uniseg"
)

// pdfStyle is how text is set: sizes in points, color as PDF wants it.
type pdfStyle struct {
	size    float64
	leading float64
	color   string
	bold    bool
	italic  bool
}

// pdfFrag is a piece of a line in one face and one language.
type pdfFrag struct {
	face   int
	lang   string
	width  float64 // points
	glyphs []pdfGlyph
}

// pdfLine is one laid out line. ink is its width without the spaces at its end.
type pdfLine struct {
	style pdfStyle
	frags []pdfFrag
	width float64
	ink   float64
}

// faceOf is the index in pdfFaces of the face for a span.
func faceOf(st pdfStyle, s Span) int {
	face := 0
	if st.bold || s.Strong {
		face = 1
	}
	if st.italic || s.Emphasis {
		face += 2
	}
	return face
}

// lines breaks spans into lines of at most width points. Empty spans are no
// line at all.
func (l *pdfLayout) lines(spans Spans, st pdfStyle, width float64) []pdfLine {
	if plainText(spans) == "" {
		return nil
	}
	b := lineBreaker{layout: l, style: st, width: width}
	b.line.style = st
	for _, w := range breakable(spans) {
		b.word(w)
	}
	b.end()
	return b.done
}

// word is a piece of text that is not broken, and whether the line ends after
// it.
type word struct {
	spans Spans
	last  bool
}

// breakable cuts spans where a line may be broken (Unicode annex 14), but not
// inside a name.
func breakable(spans Spans) []word {
	var seg segmenter.Segmenter
	seg.Init([]rune(plainText(spans)))
	var cuts []int // rune offsets
	last := map[int]bool{}
	for it := seg.LineIterator(); it.Next(); {
		part := it.Line()
		cuts = append(cuts, part.Offset+len(part.Text))
		last[part.Offset+len(part.Text)] = part.IsMandatoryBreak
	}
	keep := insideNames(spans)
	var out []word
	var now word
	at, k := 0, 0
	for _, s := range spans {
		runes := []rune(s.Text)
		for from := 0; from < len(runes); {
			for k < len(cuts)-1 && cuts[k] <= at+from {
				k++
			}
			to := min(cuts[k]-at, len(runes))
			piece := s
			piece.Text = strings.ReplaceAll(string(runes[from:to]), "\n", "")
			if piece.Text != "" {
				now.spans = append(now.spans, piece)
			}
			if cut := cuts[k]; cut == at+to && !keep[cut] {
				now.last = last[cut] && strings.HasSuffix(string(runes[:to]), "\n")
				out, now = append(out, now), word{}
			}
			from = to
		}
		at += len(runes)
	}
	return append(out, now)
}

// insideNames are the places where a line must not be broken: inside a name
// that is short enough to be carried over.
func insideNames(spans Spans) map[int]bool {
	const longest = 40
	keep, at := map[int]bool{}, 0
	for _, s := range spans {
		n := len([]rune(s.Text))
		for i := 1; s.Name && n <= longest && i < n; i++ {
			keep[at+i] = true
		}
		at += n
	}
	return keep
}

// lineBreaker fills lines with words.
type lineBreaker struct {
	layout *pdfLayout
	style  pdfStyle
	width  float64
	line   pdfLine
	done   []pdfLine
}

func (b *lineBreaker) end() {
	if len(b.line.frags) > 0 || len(b.done) == 0 {
		b.done = append(b.done, b.line)
	}
	b.line = pdfLine{style: b.style}
}

func (b *lineBreaker) word(w word) {
	frags, width, ink := b.layout.shapeWord(w.spans, b.style)
	if b.line.width+ink > b.width && len(b.line.frags) > 0 {
		b.end()
	}
	if ink > b.width {
		b.split(w.spans)
	} else {
		b.put(frags, width, ink)
	}
	if w.last {
		if len(b.line.frags) == 0 {
			b.done = append(b.done, pdfLine{style: b.style})
			return
		}
		b.end()
	}
}

func (b *lineBreaker) put(frags []pdfFrag, width, ink float64) {
	for _, f := range frags {
		// Words of one look become one piece: a fifth of the file.
		if n := len(b.line.frags) - 1; n >= 0 && b.line.frags[n].face == f.face && b.line.frags[n].lang == f.lang {
			last := &b.line.frags[n]
			last.glyphs, last.width = append(last.glyphs, f.glyphs...), last.width+f.width
			continue
		}
		b.line.frags = append(b.line.frags, f)
	}
	b.line.ink = b.line.width + ink
	b.line.width += width
}

// split breaks a word that is wider than a line between any two characters.
func (b *lineBreaker) split(spans Spans) {
	for _, s := range spans {
		for g := uniseg.NewGraphemes(s.Text); g.Next(); {
			piece := s
			piece.Text = g.Str()
			frags, width, ink := b.layout.shapeWord(Spans{piece}, b.style)
			if b.line.width+ink > b.width && len(b.line.frags) > 0 {
				b.end()
			}
			b.put(frags, width, ink)
		}
	}
}

// shapeWord gives a word's pieces, its width and its width without the spaces
// at its end.
func (l *pdfLayout) shapeWord(spans Spans, st pdfStyle) (frags []pdfFrag, width, ink float64) {
	for i, s := range spans {
		face := faceOf(st, s)
		frag := pdfFrag{face: face, lang: s.Lang}
		text := strings.ReplaceAll(s.Text, "\t", " ")
		bare := text
		if i == len(spans)-1 {
			bare = strings.TrimRight(text, " ")
		}
		frag.glyphs = l.shape(face, bare)
		for _, g := range frag.glyphs {
			frag.width += g.advance * st.size
		}
		ink = width + frag.width
		if bare != text {
			tail := l.shape(face, text[len(bare):])
			frag.glyphs = append(frag.glyphs, tail...)
			for _, g := range tail {
				frag.width += g.advance * st.size
			}
		}
		width += frag.width
		frags = append(frags, frag)
	}
	return frags, width, ink
}

// shape remembers what was shaped: words come again and again.
func (l *pdfLayout) shape(face int, text string) []pdfGlyph {
	key := shapeKey{face, text}
	s, ok := l.shaped[key]
	if !ok {
		s.glyphs = l.faces[face].shape(text, func(c string) { s.missing = append(s.missing, c) })
		s.glyphs = s.glyphs[:len(s.glyphs):len(s.glyphs)] // appending copies
		l.shaped[key] = s
	}
	for _, c := range s.missing {
		l.missing[c] = true
	}
	return s.glyphs
}

type shapeKey struct {
	face int
	text string
}

type shaped struct {
	glyphs  []pdfGlyph
	missing []string
}
