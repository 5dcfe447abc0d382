package server

// Here is this machine at its own door, for tests.
var Here = here
