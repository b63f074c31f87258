// Package gen takes the place of the schema generator, which the provider calls to add custom resources to its schema
// (`pulumi package add kubernetes`), and of its texts about deprecated API versions.
package gen

import (
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	k8sschema "k8s.io/apimachinery/pkg/runtime/schema"
)

// Option of the generator.
type Option struct{}

// WithParameterization returns no option.
func WithParameterization(*schema.ParameterizationSpec) Option { return Option{} }

// PulumiSchema returns no schema.
func PulumiSchema(map[string]any, ...Option) schema.PackageSpec { return schema.PackageSpec{} }

// APIVersionComment warns of a deprecated API version.
func APIVersionComment(gvk k8sschema.GroupVersionKind) string {
	return gvk.GroupVersion().String() + "/" + gvk.Kind + " is deprecated"
}
