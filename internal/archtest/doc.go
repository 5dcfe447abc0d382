// Package archtest holds the house to its plan (design §3): its tests state who
// may import whom as text, and fail on any other arrow. It holds no other code,
// and nothing imports it.
package archtest
