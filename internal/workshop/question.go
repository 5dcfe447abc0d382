package workshop

import (
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/followup"
)

// Question is how a question for later reads: in the asker's own words, or, for
// a matter on which someone needed more talk, as a sentence of the reader's
// language. say gives sentences; own says that the words are somebody's own.
func (s *State) Question(q followup.Question, say func(id string, args ...any) string, lang string) (words string, own bool) {
	if q.Kind != followup.TalkAgain {
		return q.Words.String(), true
	}
	matter := q.Words.String()
	if sec := s.Terms.Section(q.Section); sec != nil {
		matter = agenda.Words(sec.Title).In(lang)
	}
	if matter == "" {
		return say("park.talk_again.values"), false
	}
	return say("park.talk_again", "matter", matter), false
}
