// Package search holds the filter that Traefik's ACME provider builds.
package search

// FilterKey names a field.
type FilterKey string

// Filter maps fields to conditions.
type Filter map[FilterKey]any

// Key names a field.
func Key(name string) FilterKey { return FilterKey(name) }

// ExactMatch matches one value.
func ExactMatch(value string) any { return value }
