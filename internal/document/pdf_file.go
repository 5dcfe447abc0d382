package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
)

// pdfFile collects numbered objects (ISO 32000). The first number is 1.
type pdfFile struct {
	objects []string
}

// reserve takes a number for an object whose content is known later.
func (f *pdfFile) reserve() int {
	f.objects = append(f.objects, "")
	return len(f.objects)
}

func (f *pdfFile) set(id int, content string) { f.objects[id-1] = content }

func (f *pdfFile) add(content string) int {
	id := f.reserve()
	f.set(id, content)
	return id
}

// stream adds compressed data; dict is what its dictionary has besides.
func (f *pdfFile) stream(dict string, data []byte) int {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // to memory, which can't fail
	_ = z.Close()
	return f.add(fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", dict, b.Len(), b.String()))
}

// bytes writes the file. Its identity is the hash of what it holds.
func (f *pdfFile) bytes(root, info int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	at := make([]int, len(f.objects))
	for i, o := range f.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	sum := sha256.Sum256(b.Bytes())
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %s /Info %s /ID [<%x> <%x>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(at)+1, ref(root), ref(info), sum[:16], sum[:16], start)
	return b.Bytes()
}

func ref(id int) string { return fmt.Sprintf("%d 0 R", id) }

func refs(ids []int) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = ref(id)
	}
	return "[" + strings.Join(out, " ") + "]"
}

// pdfString is text for people, in UTF-16 and written as digits: no character
// of it can end the string.
func pdfString(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// num writes a length in points.
func num(v float64) string {
	s := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", v), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
