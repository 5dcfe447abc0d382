package terms

import (
	"slices"

	"convene/internal/workshop/act"
)

func (s *State) applyView(at act.Stamp, e act.Event) *State {
	next := *s
	next.Views = slices.Clone(s.Views)
	id := ""
	switch e := e.(type) {
	case ViewAdded:
		if e.View.ID == "" || len(e.View.Holders) == 0 {
			return s
		}
		v := e.View
		v.At = at.At
		next.Views = append(next.Views, v)
		return &next
	case ViewChanged:
		id = e.ID
	case ViewJoined:
		id = e.ID
	case ViewLeft:
		id = e.ID
	}
	i := slices.IndexFunc(s.Views, func(v View) bool { return v.ID == id && !v.Withdrawn })
	if i < 0 {
		return s
	}
	v := &next.Views[i]
	v.Holders = slices.Clone(v.Holders)
	switch e := e.(type) {
	case ViewChanged:
		v.Words, v.Lang, v.At = e.Words, e.Lang, at.At
	case ViewJoined:
		if k := v.holder(e.Holder.Seat); k >= 0 {
			v.Holders[k] = e.Holder
		} else {
			v.Holders = append(v.Holders, e.Holder)
		}
	case ViewLeft:
		if k := v.holder(e.Seat); k >= 0 {
			v.Holders = slices.Delete(v.Holders, k, k+1)
		}
		if len(v.Holders) == 0 {
			*v = View{ID: v.ID, Section: v.Section, Withdrawn: true, At: v.At}
		}
	}
	return &next
}

func (s *State) applyWhole(at act.Stamp, e act.Event) *State {
	next := *s
	w := &next.Whole
	switch e := e.(type) {
	case ReviewSet:
		w.Review = e.Date
	case StatusSet:
		if e.Status == DraftDoc {
			return s
		}
		w.Status, w.Why = e.Status, e.Reason
		switch e.Status {
		case InForce:
			w.InForceAt = at.At
		case Over:
			w.EndedAt = at.At
		}
		w.note(at, StatusMoved, e.Reason)
	case SigningExtended:
		if e.Until.After(w.SignUntil) {
			w.SignUntil = e.Until
		}
	case SignerSet:
		if e.Signer.ID == "" {
			return s
		}
		w.Signers = slices.Clone(w.Signers)
		if i := slices.IndexFunc(w.Signers, func(x Signer) bool { return x.ID == e.Signer.ID }); i >= 0 {
			w.Signers[i] = e.Signer
		} else {
			w.Signers = append(w.Signers, e.Signer)
		}
	case SignerDropped:
		w.Signers = slices.DeleteFunc(slices.Clone(w.Signers), func(x Signer) bool { return x.ID == e.ID })
	}
	return &next
}
