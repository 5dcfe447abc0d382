package freeze

import (
	"encoding/binary"
	"reflect"
)

// tabled is how long a string may be that is kept in a table: ids and names come again and again.
const tabled = 64

// pointer is one that was met.
type pointer struct {
	to reflect.Type
	at uintptr
}

// writer gathers bytes. Strings and pointers that were met are named by their
// number.
type writer struct {
	out      []byte
	strings  map[string]uint64
	pointers map[pointer]uint64
	made     []reflect.Value
}

func (w *writer) number(n uint64) { w.out = binary.AppendUvarint(w.out, n) }

// string is twice its length and its bytes, or twice its number in the table
// and one.
func (w *writer) string(s string) {
	if n, met := w.strings[s]; met {
		w.number(n<<1 | 1)
		return
	}
	if len(s) <= tabled {
		w.strings[s] = uint64(len(w.strings))
	}
	w.number(uint64(len(s)) << 1)
	w.out = append(w.out, s...)
}

// reader takes bytes. After a failure everything it gives is zero.
type reader struct {
	rest     []byte
	strings  []string
	pointers []reflect.Value
	err      error
}

func (r *reader) fail() {
	r.err, r.rest = ErrShape, nil
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// length reads a list's length; some is false for nil. There can't be more
// elements than bytes for the smallest ones.
func (r *reader) length(least int) (n int, some bool) {
	l := r.number()
	if l == 0 {
		return 0, false
	}
	if l-1 > uint64(len(r.rest)/max(1, least)) {
		r.fail()
		return 0, false
	}
	return int(l - 1), true
}

func (r *reader) string() string {
	n := r.number()
	if n&1 == 1 {
		if n>>1 >= uint64(len(r.strings)) {
			r.fail()
			return ""
		}
		return r.strings[n>>1]
	}
	if n >>= 1; n > uint64(len(r.rest)) {
		r.fail()
		return ""
	}
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	if len(s) <= tabled && r.err == nil {
		r.strings = append(r.strings, s)
	}
	return s
}
