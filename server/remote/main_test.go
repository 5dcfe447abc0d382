package remote_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Nothing that was started outlives the tests.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
