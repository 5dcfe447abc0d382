package document

import (
	"bytes"
	"fmt"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"github.com/go-fonts/dejavu/dejavusanscondensedboldoblique"
	"github.com/go-fonts/dejavu/dejavusanscondensedoblique"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// box is shown for a character that the fonts can't show.
const box = '\u25A1'

// cidKey is one entry of a font as the PDF knows it: a glyph and the text it
// stands for. The same glyph has an entry for each text, so that what is
// copied from the PDF is what was typed.
type cidKey struct {
	gid  font.GID
	text string
}

// pdfFace is one font while one PDF is being written. It collects the glyphs
// in use; only those are embedded.
type pdfFace struct {
	name string // in the PDF
	raw  []byte
	face *font.Face
	hb   *harfbuzz.Font
	upem float64
	cids map[cidKey]int
	keys []cidKey // index is CID - 1
}

// pdfGlyph is one glyph in its place: sizes are parts of the type size.
type pdfGlyph struct {
	cid     int
	natural float64 // advance the font has
	advance float64 // advance after shaping
	dx, dy  float64
	// whole is, on the first of several glyphs that make one character, that
	// character; parts is how many they are. Readers that guess spaces from
	// places would else find one between a letter and its accent.
	whole string
	parts int
}

// pdfFaces loads regular, bold, oblique and bold oblique, in that order.
func pdfFaces() ([4]*pdfFace, error) {
	var out [4]*pdfFace
	for i, f := range []struct {
		name string
		raw  []byte
	}{
		{"DejaVuSansCondensed", dejavusanscondensed.TTF},
		{"DejaVuSansCondensed-Bold", dejavusanscondensedbold.TTF},
		{"DejaVuSansCondensed-Oblique", dejavusanscondensedoblique.TTF},
		{"DejaVuSansCondensed-BoldOblique", dejavusanscondensedboldoblique.TTF},
	} {
		face, err := font.ParseTTF(bytes.NewReader(f.raw))
		if err != nil {
			return out, fmt.Errorf("reading the font %s: %w", f.name, err)
		}
		out[i] = &pdfFace{name: f.name, raw: f.raw, face: face, hb: harfbuzz.NewFont(face),
			upem: float64(face.Upem()), cids: map[cidKey]int{}}
	}
	return out, nil
}

// shape turns text into glyphs. Each character (grapheme) that the font can't
// show becomes a box and is told to missing.
func (f *pdfFace) shape(text string, missing func(string)) []pdfGlyph {
	var out []pdfGlyph
	good := ""
	flush := func() {
		if good != "" {
			out = append(out, f.shapeRun(good, missing)...)
			good = ""
		}
	}
	for g := uniseg.NewGraphemes(text); g.Next(); {
		if c := g.Str(); f.shows(c) {
			good += c
			continue
		}
		flush()
		out = append(out, f.boxFor(g.Str(), missing))
	}
	flush()
	return out
}

// boxFor is the box in place of a character; copying it gives the character.
func (f *pdfFace) boxFor(text string, missing func(string)) pdfGlyph {
	missing(text)
	gid, _ := f.face.NominalGlyph(box)
	return f.glyph(gid, text)
}

func (f *pdfFace) glyph(gid font.GID, text string) pdfGlyph {
	key := cidKey{gid, text}
	cid, ok := f.cids[key]
	if !ok {
		f.keys = append(f.keys, key)
		cid = len(f.keys)
		f.cids[key] = cid
	}
	adv := float64(f.face.HorizontalAdvance(gid)) / f.upem
	return pdfGlyph{cid: cid, natural: adv, advance: adv}
}

// shows says whether the font has every part of the character, composed or
// apart. Scripts that run right to left are laid out by no one here.
func (f *pdfFace) shows(char string) bool {
	for _, r := range char {
		if invisible(r) {
			continue
		}
		if class, _ := bidi.LookupRune(r); class.Class() == bidi.R || class.Class() == bidi.AL || class.Class() == bidi.AN {
			return false
		}
		if _, ok := f.face.NominalGlyph(r); ok {
			continue
		}
		parts := []rune(norm.NFD.String(string(r)))
		if len(parts) < 2 {
			return false
		}
		for _, p := range parts {
			if _, ok := f.face.NominalGlyph(p); !ok {
				return false
			}
		}
	}
	return true
}

// invisible says that r changes how others look and has no look of its own.
func invisible(r rune) bool {
	return r == '\u200C' || r == '\u200D' || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Cf, r)
}

// shapeRun shapes text all of whose characters the font has.
func (f *pdfFace) shapeRun(text string, missing func(string)) []pdfGlyph {
	runes := []rune(text)
	buf := harfbuzz.NewBuffer()
	buf.AddRunes(runes, 0, -1)
	buf.GuessSegmentProperties()
	buf.Props.Direction = harfbuzz.LeftToRight
	buf.Props.Language = language.NewLanguage("und")
	// One glyph for one text: no "fi" that some readers copy as one letter.
	buf.Shape(f.hb, []harfbuzz.Feature{{Tag: opentype.NewTag('l', 'i', 'g', 'a'), Value: 0, End: harfbuzz.FeatureGlobalEnd}})
	var out []pdfGlyph
	for i := 0; i < len(buf.Info); {
		j := i + 1
		for j < len(buf.Info) && buf.Info[j].Cluster == buf.Info[i].Cluster {
			j++
		}
		end := len(runes)
		if j < len(buf.Info) {
			end = buf.Info[j].Cluster
		}
		out = append(out, f.cluster(buf, i, j, runes[buf.Info[i].Cluster:end], missing)...)
		i = j
	}
	return out
}

// cluster places the glyphs i to j of buf, which stand for text. Each gets its
// share of the text, the first what is left over.
func (f *pdfFace) cluster(buf *harfbuzz.Buffer, i, j int, text []rune, missing func(string)) []pdfGlyph {
	var out []pdfGlyph
	for k := i; k < j; k++ {
		if buf.Info[k].Glyph == 0 {
			return []pdfGlyph{f.boxFor(string(text), missing)}
		}
		mine := text
		if last := len(text) - (j - 1 - k); k < j-1 || k > i {
			from := max(last-1, 0)
			if k == i {
				from = 0
			}
			mine = text[min(from, len(text)):max(last, 0)]
		}
		g := f.glyph(buf.Info[k].Glyph, string(mine))
		g.advance = float64(buf.Pos[k].XAdvance) / f.upem
		g.dx, g.dy = float64(buf.Pos[k].XOffset)/f.upem, float64(buf.Pos[k].YOffset)/f.upem
		out = append(out, g)
	}
	if len(out) > 1 {
		out[0].whole, out[0].parts = string(text), len(out)
	}
	return out
}
