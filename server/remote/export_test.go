package remote

// MayTake lets tests ask for a right without the way to it.
var MayTake = mayTake
