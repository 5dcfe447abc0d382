package document

import (
	"encoding/binary"
	"fmt"

	"github.com/go-text/typesetting/font"
)

// trueType reads the tables of a TrueType font. Its fonts come with the
// program, so a broken one is an error of the build and reported as such.
type trueType struct {
	tables map[string][]byte
	loca   []uint32
}

func readTrueType(raw []byte) (*trueType, error) {
	if len(raw) < 12 {
		return nil, fmt.Errorf("font of %d bytes", len(raw))
	}
	t := &trueType{tables: map[string][]byte{}}
	for i := range int(binary.BigEndian.Uint16(raw[4:])) {
		rec := raw[12+16*i:]
		at, n := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		if uint64(at)+uint64(n) > uint64(len(raw)) {
			return nil, fmt.Errorf("font table %q reaches past the end", rec[:4])
		}
		t.tables[string(rec[:4])] = raw[at : at+n]
	}
	for _, name := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf"} {
		if len(t.tables[name]) == 0 {
			return nil, fmt.Errorf("font without table %q", name)
		}
	}
	loca, long := t.tables["loca"], binary.BigEndian.Uint16(t.tables["head"][50:]) == 1
	for i := range t.glyphs() + 1 {
		if long {
			t.loca = append(t.loca, binary.BigEndian.Uint32(loca[4*i:]))
		} else {
			t.loca = append(t.loca, 2*uint32(binary.BigEndian.Uint16(loca[2*i:])))
		}
	}
	return t, nil
}

func (t *trueType) glyphs() int { return int(binary.BigEndian.Uint16(t.tables["maxp"][4:])) }

func (t *trueType) outline(gid font.GID) []byte {
	if int(gid) >= t.glyphs() {
		return nil
	}
	return t.tables["glyf"][t.loca[gid]:t.loca[gid+1]]
}

// metric is a glyph's advance and left bearing, four bytes as in hmtx.
func (t *trueType) metric(gid font.GID) []byte {
	n := int(binary.BigEndian.Uint16(t.tables["hhea"][34:]))
	hmtx := t.tables["hmtx"]
	if int(gid) < n {
		return hmtx[4*gid : 4*gid+4]
	}
	at := 4*n + 2*(int(gid)-n)
	return []byte{hmtx[4*n-4], hmtx[4*n-3], hmtx[at], hmtx[at+1]}
}

// components calls each with the place in data of every glyph number that a
// composite outline is made of (OpenType, table glyf).
func components(data []byte, each func(at int)) {
	if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(data); {
		flags := binary.BigEndian.Uint16(data[at:])
		each(at + 2)
		at += 6
		if flags&0x0001 != 0 { // arguments are words
			at += 2
		}
		switch {
		case flags&0x0008 != 0: // one scale
			at += 2
		case flags&0x0040 != 0: // two scales
			at += 4
		case flags&0x0080 != 0: // a matrix
			at += 8
		}
		if flags&0x0020 == 0 { // no more components
			return
		}
	}
}

// subset makes a font of the glyphs in want and of what they are made of, and
// tells each one's new number. Glyph 0 stays the first.
func (t *trueType) subset(want []font.GID) ([]byte, map[font.GID]uint16) {
	order, number := []font.GID{0}, map[font.GID]uint16{0: 0}
	add := func(gid font.GID) {
		if _, ok := number[gid]; !ok {
			number[gid] = uint16(len(order))
			order = append(order, gid)
		}
	}
	for _, gid := range want {
		add(gid)
	}
	for i := 0; i < len(order); i++ { // grows while it runs
		data := t.outline(order[i])
		components(data, func(at int) { add(font.GID(binary.BigEndian.Uint16(data[at:]))) })
	}
	var glyf, loca, hmtx []byte
	for _, gid := range order {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = append(hmtx, t.metric(gid)...)
		data := append([]byte(nil), t.outline(gid)...)
		components(data, func(at int) {
			binary.BigEndian.PutUint16(data[at:], number[font.GID(binary.BigEndian.Uint16(data[at:]))])
		})
		glyf = append(glyf, data...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	patch := func(name string, at int, v uint16) []byte {
		b := append([]byte(nil), t.tables[name]...)
		binary.BigEndian.PutUint16(b[at:], v)
		return b
	}
	count := uint16(len(order))
	return assemble([]fontTable{
		{"cvt ", t.tables["cvt "]}, {"fpgm", t.tables["fpgm"]}, {"glyf", glyf},
		{"head", patch("head", 50, 1)}, {"hhea", patch("hhea", 34, count)}, {"hmtx", hmtx},
		{"loca", loca}, {"maxp", patch("maxp", 4, count)}, {"prep", t.tables["prep"]},
	}), number
}

type fontTable struct {
	name string
	data []byte
}

// assemble writes tables, sorted by name, as a font file.
func assemble(tables []fontTable) []byte {
	present := tables[:0:0]
	for _, t := range tables {
		if len(t.data) > 0 {
			present = append(present, t)
		}
	}
	n := len(present)
	log := 0
	for 2<<log <= n {
		log++
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 << log, log, 16 * (n - 1<<log)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	var data []byte
	for _, t := range present {
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(12+16*n+len(data)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		data = append(data, t.data...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	return append(out, data...)
}

func checksum(b []byte) uint32 {
	var sum uint32
	for i := 0; i < len(b); i += 4 {
		var word [4]byte
		copy(word[:], b[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
