// Package api holds the client options that Traefik's ACME provider reads.
package api

import "github.com/sacloud/sacloud-sdk-go/api/iaas"

// ClientOptions are the credentials of a client.
type ClientOptions = iaas.ClientOptions

// CallerOptions configure a caller.
type CallerOptions struct {
	Options                            *ClientOptions
	UserAgent, DefaultZone, APIRootURL string
	Zones                              []string
}

// DefaultOption returns no options.
func DefaultOption() (*CallerOptions, error) { return &CallerOptions{}, nil }

// MergeOptions returns the last options.
func MergeOptions(options ...*CallerOptions) *CallerOptions { return options[len(options)-1] }
