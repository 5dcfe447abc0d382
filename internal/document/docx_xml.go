package document

import (
	"bytes"
	"encoding/xml"
)

// attr is one attribute of an element.
type attr struct{ name, value string }

// element is one XML element. Its texts and values are escaped by encoding/xml
// when it is written; its names are constants of this package.
type element struct {
	name  string
	attrs []attr
	kids  []any // element or string
}

// el makes an element of what is given in order: attr, element, []element and
// string (text). Anything else is left out.
func el(name string, parts ...any) element {
	e := element{name: name}
	for _, p := range parts {
		switch p := p.(type) {
		case attr:
			e.attrs = append(e.attrs, p)
		case element:
			e.kids = append(e.kids, p)
		case []element:
			for _, k := range p {
				e.kids = append(e.kids, k)
			}
		case string:
			e.kids = append(e.kids, p)
		}
	}
	return e
}

// val makes an element with nothing but the value that most settings of
// WordprocessingML have.
func val(name, value string) element { return el(name, attr{"w:val", value}) }

func (e element) write(b *bytes.Buffer) {
	b.WriteString("<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a.name + `="`)
		escapeXML(b, a.value)
		b.WriteByte('"')
	}
	if len(e.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	for _, k := range e.kids {
		switch k := k.(type) {
		case element:
			k.write(b)
		case string:
			escapeXML(b, k)
		}
	}
	b.WriteString("</" + e.name + ">")
}

// escapeXML writes to memory, which can't fail.
func escapeXML(b *bytes.Buffer, s string) { _ = xml.EscapeText(b, []byte(s)) }

// part is the bytes of one XML file.
func (e element) part() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e.write(&b)
	return b.Bytes()
}
