// Package defaults holds the one default that Traefik's ACME provider sets.
package defaults

import "time"

// DefaultStatePollingTimeout limits the wait for a state.
var DefaultStatePollingTimeout time.Duration
