// Package v2 takes the place of the components ConfigFile and ConfigGroup, for which alone the provider compiles its own
// Go SDK, its largest dependency. The sandbox creates neither.
package v2

import (
	"errors"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
)

func notBuilt(_ *pulumi.Context, typ, _ string, _ provider.ConstructInputs, _ pulumi.ResourceOption) (*provider.ConstructResult, error) {
	return nil, errors.New("the sandbox's kubernetes provider is built without " + typ)
}

// NewConfigFileProvider returns a provider that constructs nothing.
func NewConfigFileProvider(*resource.ResourceProviderOptions) resource.ResourceProvider {
	return &resource.ResourceProviderFuncs{ConstructF: notBuilt}
}

// NewConfigGroupProvider returns a provider that constructs nothing.
func NewConfigGroupProvider(*resource.ResourceProviderOptions) resource.ResourceProvider {
	return &resource.ResourceProviderFuncs{ConstructF: notBuilt}
}
