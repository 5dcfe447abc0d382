package freeze

import (
	"cmp"
	"reflect"
	"slices"
)

// plain is a bool, a number or a string.
func (p *plan) plain(t reflect.Type) {
	p.least = 1
	switch {
	case t.Kind() == reflect.Bool:
		p.write = func(w *writer, v reflect.Value) {
			n := uint64(0)
			if v.Bool() {
				n = 1
			}
			w.number(n)
		}
		p.read = func(r *reader, v reflect.Value) { v.SetBool(r.number() != 0) }
	case t.Kind() == reflect.String:
		p.write = func(w *writer, v reflect.Value) { w.string(v.String()) }
		p.read = func(r *reader, v reflect.Value) { v.SetString(r.string()) }
	case reflect.Zero(t).CanInt():
		p.write = func(w *writer, v reflect.Value) { n := v.Int(); w.number(uint64(n)<<1 ^ uint64(n>>63)) }
		p.read = func(r *reader, v reflect.Value) { n := r.number(); v.SetInt(int64(n>>1) ^ -int64(n&1)) }
	default:
		p.write = func(w *writer, v reflect.Value) { w.number(v.Uint()) }
		p.read = func(r *reader, v reflect.Value) { v.SetUint(r.number()) }
	}
}

// fielded is a struct: its fields one after the other.
func (p *plan) fielded(fields []*plan) {
	for _, f := range fields {
		p.least += f.least
	}
	p.write = func(w *writer, v reflect.Value) {
		for i, f := range fields {
			f.write(w, v.Field(i))
		}
	}
	p.read = func(r *reader, v reflect.Value) {
		for i, f := range fields {
			f.read(r, v.Field(i))
		}
	}
}

// counted is an array: its elements one after the other.
func (p *plan) counted(n int, elem *plan) {
	p.least = n * elem.least
	p.write = func(w *writer, v reflect.Value) {
		for i := range n {
			elem.write(w, v.Index(i))
		}
	}
	p.read = func(r *reader, v reflect.Value) {
		for i := range n {
			elem.read(r, v.Index(i))
		}
	}
}

// pointed is 0 for nil, 1 for one met for the first time, with its value, and
// n+2 for the n-th one met again.
func (p *plan) pointed(t reflect.Type, elem *plan) {
	p.least = 1
	p.write = func(w *writer, v reflect.Value) {
		if v.IsNil() {
			w.number(0)
			return
		}
		at := pointer{t, v.Pointer()}
		if n, met := w.pointers[at]; met {
			w.number(n + 2)
			return
		}
		w.pointers[at] = uint64(len(w.pointers))
		w.number(1)
		elem.write(w, v.Elem())
	}
	p.read = func(r *reader, v reflect.Value) {
		switch n := r.number(); {
		case n == 0:
		case n == 1:
			to := reflect.New(t.Elem())
			r.pointers = append(r.pointers, to)
			elem.read(r, to.Elem())
			v.Set(to)
		case n-2 < uint64(len(r.pointers)) && r.pointers[n-2].Type() == t:
			v.Set(r.pointers[n-2])
		default:
			r.fail()
		}
	}
}

// listed is 0 for nil, else one more than the length, and the elements.
func (p *plan) listed(t reflect.Type, elem *plan) {
	p.least = 1
	p.write = func(w *writer, v reflect.Value) {
		if v.IsNil() {
			w.number(0)
			return
		}
		w.number(uint64(v.Len()) + 1)
		for i := range v.Len() {
			elem.write(w, v.Index(i))
		}
	}
	p.read = func(r *reader, v reflect.Value) {
		n, some := r.length(elem.least)
		if !some {
			return
		}
		list := reflect.MakeSlice(t, n, n)
		for i := 0; i < n && r.err == nil; i++ {
			elem.read(r, list.Index(i))
		}
		v.Set(list)
	}
}

// mapped is like listed, each key with its value, in the order of the keys.
func (p *plan) mapped(t reflect.Type, key, elem *plan) {
	p.least = 1
	p.write = func(w *writer, v reflect.Value) {
		if v.IsNil() {
			w.number(0)
			return
		}
		w.number(uint64(v.Len()) + 1)
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		for _, k := range keys {
			key.write(w, k)
			elem.write(w, v.MapIndex(k))
		}
	}
	p.read = func(r *reader, v reflect.Value) {
		n, some := r.length(key.least + elem.least)
		if !some {
			return
		}
		m := reflect.MakeMapWithSize(t, n)
		for i := 0; i < n && r.err == nil; i++ {
			k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
			key.read(r, k)
			elem.read(r, e)
			m.SetMapIndex(k, e)
		}
		v.Set(m)
	}
}

// formed is written as another type. What the form made is kept until the end:
// another value at its address would be taken for it.
func (p *plan) formed(f Form, as *plan) {
	p.least = as.least
	p.write = func(w *writer, v reflect.Value) {
		to := f.out(v)
		w.made = append(w.made, to)
		as.write(w, to)
	}
	p.read = func(r *reader, v reflect.Value) {
		to := reflect.New(f.to).Elem()
		as.read(r, to)
		if r.err == nil {
			v.Set(f.back(to))
		}
	}
}
