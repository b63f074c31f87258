// Pulumi's Kubernetes provider. Upstream's own command does not compile from its published module: it embeds files that
// only its `go generate` writes. This one serves the same package with the module's full schema.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

// Both files come from the provider's module; the builder copies them here before it compiles, see ../../../tools.ts.

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var mapping []byte

func main() {
	provider.Serve("kubernetes", version.Version, schema, mapping)
}
