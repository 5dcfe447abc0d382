// Package fault carries what went wrong to the person it concerns: a code that
// names a sentence in content (fault.<code>), the arguments of that sentence,
// and the cause, which goes to the log and never to a screen.
package fault

import (
	"errors"
	"fmt"
)

// Error is a refusal or a failure that a person will read about. Code is the
// last part of a sentence id; Args fill the sentence's places.
type Error struct {
	Code  string
	Args  map[string]any
	Cause error
}

// New makes an Error from a code and pairs of argument name and value. A name
// without a value gets nil, so that a slip shows on the screen instead of
// panicking in front of a room.
func New(code string, args ...any) *Error {
	e := &Error{Code: code}
	for i := 0; i < len(args); i += 2 {
		if e.Args == nil {
			e.Args = make(map[string]any, len(args)/2)
		}
		var v any
		if i+1 < len(args) {
			v = args[i+1]
		}
		e.Args[fmt.Sprint(args[i])] = v
	}
	return e
}

// With returns a copy of e that remembers cause for the log.
func (e *Error) With(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// Error is for logs and tests: the code and the cause, never the arguments,
// which may be a person's words.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Code + ": " + e.Cause.Error()
	}
	return e.Code
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// Is reports whether target is an Error of the same code, so that
// errors.Is(err, fault.New("poll.closed")) reads as it should.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Code gives the code of the first Error in err's chain, or "internal" for any
// other error, or "" for nil.
func Code(err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}
