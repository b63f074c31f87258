// Package shim opens the random provider to other modules. It claims a path inside the provider's own module, which is
// what lets it import the provider's internal package.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	random "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// New returns the provider as the bridge takes it.
func New() provider.Provider {
	return random.New()
}
