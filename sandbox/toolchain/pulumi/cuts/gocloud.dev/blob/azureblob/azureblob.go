// Package azureblob takes the place of state in an azblob:// container. The sandbox keeps state in files.
package azureblob

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/blob"
)

// Scheme of such a container's URL.
const Scheme = "azblob"

// ServiceURLOptions are not used.
type ServiceURLOptions struct{}

// URLOpener opens nothing.
type URLOpener struct {
	MakeClient        func() error
	ServiceURLOptions ServiceURLOptions
}

// OpenBucketURL fails.
func (*URLOpener) OpenBucketURL(context.Context, *url.URL) (*blob.Bucket, error) {
	return nil, NewDefaultClient()
}

// NewDefaultClient fails.
func NewDefaultClient() error {
	return errors.New("the sandbox's pulumi is built without azblob:// state")
}

// NewDefaultServiceURLOptions returns nothing of use.
func NewDefaultServiceURLOptions() *ServiceURLOptions { return &ServiceURLOptions{} }
