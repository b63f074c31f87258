// Package ext fills the extension point of Traefik's dynamic configuration: upstream's go.mod replaces it with a folder
// of its repository, and replacements do not reach a module that depends on it.
package ext

// HTTP has no fields in the open-source build.
type HTTP struct{}

// Router has no fields in the open-source build.
type Router struct{}
