// Package tfgen takes the place of the schema generator. The bridge calls it only for a provider that is mixed into another
// and has no schema.
package tfgen

import (
	"errors"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/info"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
)

// GenerateSchema fails.
func GenerateSchema(info.Provider, diag.Sink) (schema.PackageSpec, error) {
	return schema.PackageSpec{}, errors.New("the sandbox's providers are built without the schema generator")
}
