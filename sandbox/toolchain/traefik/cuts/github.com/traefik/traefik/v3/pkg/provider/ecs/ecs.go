// Package ecs takes the place of the provider for Amazon ECS, which the sandbox does not enable.
package ecs

import (
	"errors"

	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/safe"
)

// ProviderName is the name in the static configuration.
const ProviderName = "ecs"

// Provider fails when it is enabled.
type Provider struct{}

// Init fails.
func (*Provider) Init() error {
	return errors.New("the sandbox's traefik is built without the provider ecs")
}

// Provide is never reached.
func (*Provider) Provide(chan<- dynamic.Message, *safe.Pool) error { return nil }
