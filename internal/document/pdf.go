package document

import "context"

func renderPDF(ctx context.Context, doc Doc) ([]byte, error) { return nil, nil }
