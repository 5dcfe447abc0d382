package linear

// WordIDs and Fold are what tests look at from outside.
var (
	WordIDs = wordIDs
	Fold    = fold
)
