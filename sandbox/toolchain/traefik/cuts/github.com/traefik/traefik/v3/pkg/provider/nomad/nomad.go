// Package nomad takes the place of the provider for Nomad, which the sandbox does not enable.
package nomad

import (
	"errors"

	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/safe"
)

// ProviderName is the name in the static configuration.
const ProviderName = "nomad"

// ProviderBuilder has no settings.
type ProviderBuilder struct{}

// BuildProviders returns a provider that fails.
func (*ProviderBuilder) BuildProviders() []*Provider { return []*Provider{{}} }

// Provider fails when it is enabled.
type Provider struct{}

// Init fails.
func (*Provider) Init() error {
	return errors.New("the sandbox's traefik is built without the provider nomad")
}

// Provide is never reached.
func (*Provider) Provide(chan<- dynamic.Message, *safe.Pool) error { return nil }
