package document

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/go-text/typesetting/font"
)

// embed writes the used part of the face into the file and returns the font's
// object, or 0 if no glyph of it was used.
func (f *pdfFace) embed(file *pdfFile, tag string) (int, error) {
	if len(f.keys) == 0 {
		return 0, nil
	}
	t, err := readTrueType(f.raw)
	if err != nil {
		return 0, fmt.Errorf("reading the font %s: %w", f.name, err)
	}
	want := make([]font.GID, len(f.keys))
	for i, k := range f.keys {
		want[i] = k.gid
	}
	data, number := t.subset(want)
	toGID := make([]byte, 2, 2+2*len(f.keys))
	widths := make([]string, len(f.keys))
	for i, k := range f.keys {
		toGID = binary.BigEndian.AppendUint16(toGID, number[k.gid])
		widths[i] = num(float64(f.face.HorizontalAdvance(k.gid)) * 1000 / f.upem)
	}
	name := "/" + tag + "+" + f.name
	fontFile := file.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	descriptor := file.add(f.descriptor(t, name, fontFile))
	descendant := file.add(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont %s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "+
		"/FontDescriptor %s /DW 0 /W [1 [%s]] /CIDToGIDMap %s >>",
		name, ref(descriptor), strings.Join(widths, " "), ref(file.stream("", toGID))))
	return file.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
		name, ref(descendant), ref(file.stream("", f.toUnicode())))), nil
}

func (f *pdfFace) descriptor(t *trueType, name string, fontFile int) string {
	scale := func(v int16) string { return num(math.Round(float64(v) * 1000 / f.upem)) }
	read := func(table string, at int) int16 { return int16(binary.BigEndian.Uint16(t.tables[table][at:])) }
	flags, angle, stem := 32, "0", 80
	if strings.Contains(f.name, "Oblique") {
		flags, angle = 32|64, "-11"
	}
	if strings.Contains(f.name, "Bold") {
		stem = 140
	}
	return fmt.Sprintf("<< /Type /FontDescriptor /FontName %s /Flags %d /FontBBox [%s %s %s %s] /ItalicAngle %s /Ascent %s /Descent %s /CapHeight 729 /StemV %d /FontFile2 %s >>",
		name, flags, scale(read("head", 36)), scale(read("head", 38)), scale(read("head", 40)), scale(read("head", 42)),
		angle, scale(read("hhea", 4)), scale(read("hhea", 6)), stem, ref(fontFile))
}

// toUnicode says which text each entry of the font stands for.
func (f *pdfFace) toUnicode() []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const group = 100 // the most that one section may hold
	for from := 0; from < len(f.keys); from += group {
		keys := f.keys[from:min(from+group, len(f.keys))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(keys))
		for i, k := range keys {
			fmt.Fprintf(&b, "<%04X> <%s>\n", from+i+1, utf16Hex(k.text))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
