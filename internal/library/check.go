package library

// parts reads and checks everything that is not a sentence.
func (r *reader) parts(l *Library) {
}
