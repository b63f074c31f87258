// Package shim opens the tls provider to other modules. It claims a path inside the provider's own module, which is
// what lets it import the provider's internal package.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	tls "github.com/hashicorp/terraform-provider-tls/internal/provider"
)

// New returns the provider as the bridge takes it.
func New() provider.Provider {
	return tls.New()
}
