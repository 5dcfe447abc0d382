package remote

import (
	"cmp"
	"context"
	"net"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/workshop"
)

// card is what an invitation is made of.
type card struct {
	state   *workshop.State
	code    string
	address string // "host:port"
	print   string // the host key's fingerprint
	next    string // that of the key which follows it; empty while none does
}

// invite prints the one-page card, first in the operator's language and then in
// every other.
func (e *errand) invite(ctx context.Context) error {
	w, err := e.verbs.parts.Desk.ByCode(ctx, e.order.Code)
	if err != nil {
		return err
	}
	s, err := e.verbs.parts.Rooms.Peek(ctx, w.ID)
	if err != nil {
		return err
	}
	if s.Status == workshop.Ended || s.Status == workshop.Closed {
		return fault.New("workshop_ended")
	}
	print, next, err := e.verbs.parts.Folder.Fingerprints()
	if err != nil {
		return err
	}
	c := card{state: s, code: w.Code.String(), print: print, next: next, address: reach(e.order.Address, e.verbs.parts.Address)}
	pages := []string{c.page(e.words)}
	for _, l := range e.verbs.parts.Lib.Languages() {
		if l.Tag != e.words.Lang() {
			pages = append(pages, c.page(e.verbs.parts.Lib.Words(l.Tag)))
		}
	}
	return e.say(strings.Join(pages, "\n\n"+strings.Repeat("-", 72)+"\n\n"))
}

// reach is where people reach the server: what the operator said, with the
// port listened on where they named none; else the address listened on, or this
// machine's name where that is every address.
func reach(said, listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		host, port = listen, "22"
	}
	if said != "" {
		if _, _, err := net.SplitHostPort(said); err == nil {
			return said
		}
		return net.JoinHostPort(strings.Trim(said, "[]"), port)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = hostname()
	}
	return net.JoinHostPort(host, port)
}

// page is the card in one language, in lines that need no wider paper than 72.
func (c card) page(w library.Words) string {
	host, port, _ := net.SplitHostPort(c.address)
	meta, plan := c.state.Meta, c.state.Agenda
	line := "    ssh " + target(c.address, c.code)
	out := []string{strings.ToUpper(w.Name()), "", w.Say("invite.head", "title", meta.Title)}
	minutes := 0
	for _, item := range plan.Items {
		if !item.Skipped {
			minutes += item.Minutes
		}
	}
	when := w.Say("invite.when_unset")
	switch at := plan.Meeting.PlannedAt; {
	case at.IsZero():
	case minutes == 0:
		when = w.Moment(at, zone(c.state))
	default:
		when = w.Say("invite.when", "moment", w.Moment(at, zone(c.state)), "length", w.AboutMinutes(time.Duration(minutes)*time.Minute))
	}
	out = append(out, when, "", w.Say("invite.what"), w.Say("invite.code", "code", c.code), "",
		w.Say("invite.mac"), line, "",
		w.Say("invite.windows"), w.Say("invite.windows.putty", "host", host, "port", port), "",
		w.Say("invite.screenreader"), "    ssh "+target(c.address, c.code+"+linear"), "",
		w.Say("invite.first"), "    "+w.Say("invite.fingerprint", "fingerprint", c.print))
	if c.next != "" {
		out = append(out, w.Say("invite.first.next"), "    "+w.Say("invite.fingerprint", "fingerprint", c.next))
	}
	out = append(out, w.Say("invite.no_password"), "",
		w.Say("invite.help"), w.Say("invite.safety"), w.Say("invite.support"))
	if contact := cmp.Or(meta.Support.String(), meta.Keeper.String()); contact != "" {
		out = append(out, w.Say("invite.questions", "contact", contact))
	}
	return fold(out, 72)
}

// fold breaks lines at spaces; a line that begins with a space is to be typed
// as it is and never broken.
func fold(lines []string, width int) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if strings.HasPrefix(line, " ") {
			b.WriteString(line)
			continue
		}
		used := 0
		for j, word := range strings.Fields(line) {
			n := len([]rune(word))
			switch {
			case j == 0:
			case used+1+n > width:
				b.WriteByte('\n')
				used = 0
			default:
				b.WriteByte(' ')
				used++
			}
			b.WriteString(word)
			used += n
		}
	}
	return b.String()
}
