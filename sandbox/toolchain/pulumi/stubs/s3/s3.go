// Package s3 takes the place of the client of S3: the engine's state bucket refers to one of its types, and the sandbox
// keeps state in files.
package s3

// CopyObjectInput is never created.
type CopyObjectInput struct {
	CopySource *string
}
