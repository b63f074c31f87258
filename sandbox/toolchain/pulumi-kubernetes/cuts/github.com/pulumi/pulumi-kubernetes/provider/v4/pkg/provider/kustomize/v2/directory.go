// Package v2 takes the place of the component Directory, see ../../yaml/v2.
package v2

import (
	v2 "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider/yaml/v2"
)

// NewDirectoryProvider returns a provider that constructs nothing.
var NewDirectoryProvider = v2.NewConfigFileProvider
