package linear

// options are what a question offers, each with what it does.
type options struct {
	labels []string
	acts   []func() error
}

func (o *options) add(label string, act func() error) {
	o.labels, o.acts = append(o.labels, label), append(o.acts, act)
}

// give adds an option that gives a command; what it changed is told as news.
func (s *session) give(o *options, label string, body any) {
	o.add(label, func() error { s.do(body); return nil })
}

// sure adds an option that gives a command once the person has said yes.
func (s *session) sure(o *options, label string, body any, question ...string) {
	o.add(label, func() error { return s.askThen(func() { s.do(body) }, question...) })
}

// askThen does something once the person has said yes.
func (s *session) askThen(then func(), question ...string) error {
	yes, err := s.confirm(question...)
	if yes && err == nil {
		then()
	}
	return err
}

// pick asks for one of the options and does it.
func (s *session) pick(question string, o options) error {
	n, err := s.choose(question, o.labels...)
	if n == 0 || err != nil {
		return err
	}
	return o.acts[n-1]()
}
