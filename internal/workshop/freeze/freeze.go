// Package freeze writes immutable data to bytes and reads it back: the folded
// state of a workshop, so that its log need not be replayed. It goes by the
// types alone, so a field that is added tomorrow is written without a line here,
// and no field can be forgotten.
//
// What comes back is deeply equal to what was written: a nil slice is not an
// empty one, and what was shared by pointers is shared again. The same value
// always gives the same bytes. Bytes of another Shape can't be read: its Name
// tells shapes apart.
//
// A Shape is immutable and safe for concurrent use; nothing here blocks.
package freeze

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// ErrShape says that bytes are not of this shape, or damaged.
var ErrShape = errors.New("freeze: not of this shape")

// Form says how values of one type are written: as values of another. Types with
// fields that others can't see need one.
type Form struct {
	from, to  reflect.Type
	out, back func(reflect.Value) reflect.Value
}

// As is the form of A, written as B. Both ways must be pure.
func As[A, B any](out func(A) B, back func(B) A) Form {
	return Form{
		from: reflect.TypeFor[A](), to: reflect.TypeFor[B](),
		out:  func(v reflect.Value) reflect.Value { return reflect.ValueOf(out(v.Interface().(A))) },
		back: func(v reflect.Value) reflect.Value { return reflect.ValueOf(back(v.Interface().(B))) },
	}
}

// Shape knows how values of T are written.
type Shape[T any] struct {
	plan *plan
	name string
}

// plan is how one type is written and read.
type plan struct {
	write func(*writer, reflect.Value)
	read  func(*reader, reflect.Value)
	// least is the fewest bytes a value takes: what a damaged length may ask for.
	least int
}

// Of makes the shape of T. It fails if a type in it can't be written: a
// function, a channel, an interface, hidden fields without a form, or a type that
// holds itself, whose depth only the bytes would know.
func Of[T any](forms ...Form) (*Shape[T], error) {
	b := &builder{forms: append(forms, timeForm()), plans: make(map[reflect.Type]*plan)}
	p := b.plan(reflect.TypeFor[T]())
	if b.err != nil {
		return nil, b.err
	}
	sum := sha256.Sum256([]byte(b.text.String()))
	return &Shape[T]{plan: p, name: hex.EncodeToString(sum[:8])}, nil
}

// Name tells this shape from any other: from one with another field, order of
// fields, or type.
func (s *Shape[T]) Name() string { return s.name }

// Freeze writes v.
func (s *Shape[T]) Freeze(v T) []byte {
	w := &writer{strings: make(map[string]uint64), pointers: make(map[pointer]uint64)}
	s.plan.write(w, reflect.ValueOf(&v).Elem())
	return w.out
}

// Thaw reads what Freeze wrote. Whatever the bytes are it does not panic, and
// takes no more memory than their length warrants.
func (s *Shape[T]) Thaw(b []byte) (v T, err error) {
	defer func() {
		if r := recover(); r != nil { // a form may not like what a damaged value holds
			err = fmt.Errorf("%w: a form refused", ErrShape)
		}
	}()
	r := &reader{rest: b}
	s.plan.read(r, reflect.ValueOf(&v).Elem())
	if r.err == nil && len(r.rest) > 0 {
		r.fail()
	}
	if r.err != nil {
		var zero T
		return zero, r.err
	}
	return v, nil
}

// moment is a time as it is written. Times of the domain are in UTC.
type moment struct {
	Seconds     int64
	Nanoseconds int
}

func timeForm() Form {
	return As(
		func(t time.Time) moment { return moment{t.Unix(), t.Nanosecond()} },
		func(m moment) time.Time {
			if m == (moment{time.Time{}.Unix(), 0}) {
				return time.Time{}
			}
			return time.Unix(m.Seconds, int64(m.Nanoseconds)).UTC()
		})
}

// builder makes plans and, beside them, the text that describes the shape.
type builder struct {
	forms []Form
	plans map[reflect.Type]*plan // nil while one is being made
	text  strings.Builder
	err   error
}

func (b *builder) say(format string, args ...any) {
	fmt.Fprintf(&b.text, format, args...)
}

// plan makes the plan of a type, once.
func (b *builder) plan(t reflect.Type) *plan {
	b.say("%s ", t)
	p, met := b.plans[t]
	if met {
		if p == nil {
			b.refuse(t, "itself inside")
			return new(plan)
		}
		return p
	}
	b.plans[t] = nil
	p = new(plan)
	if i := slices.IndexFunc(b.forms, func(f Form) bool { return f.from == t }); i >= 0 {
		b.say("as ")
		p.formed(b.forms[i], b.plan(b.forms[i].to))
	} else {
		b.kind(p, t)
	}
	b.plans[t] = p
	return p
}

func (b *builder) kind(p *plan, t reflect.Type) {
	b.say("%s ", t.Kind())
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.String:
		p.plain(t)
	case reflect.Pointer:
		p.pointed(t, b.plan(t.Elem()))
	case reflect.Slice:
		p.listed(t, b.plan(t.Elem()))
	case reflect.Array:
		if t.Len() == 0 {
			b.refuse(t, "nothing to write")
			return
		}
		b.say("%d ", t.Len())
		p.counted(t.Len(), b.plan(t.Elem()))
	case reflect.Map:
		if k := t.Key().Kind(); k != reflect.String {
			b.refuse(t, "a key that is no string")
			return
		}
		p.mapped(t, b.plan(t.Key()), b.plan(t.Elem()))
	case reflect.Struct:
		b.structure(p, t)
	default:
		b.refuse(t, "a kind that is no data")
	}
}

func (b *builder) structure(p *plan, t reflect.Type) {
	if t.NumField() == 0 {
		b.refuse(t, "nothing to write")
		return
	}
	b.say("{")
	var fields []*plan
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			b.refuse(t, "a hidden field "+f.Name)
			return
		}
		b.say("%s:", f.Name)
		fields = append(fields, b.plan(f.Type))
	}
	b.say("}")
	p.fielded(fields)
}

func (b *builder) refuse(t reflect.Type, why string) {
	b.err = errors.Join(b.err, fmt.Errorf("freeze: %s: %s", t, why))
}
