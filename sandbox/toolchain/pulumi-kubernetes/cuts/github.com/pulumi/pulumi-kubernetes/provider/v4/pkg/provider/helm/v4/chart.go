// Package v4 takes the place of the component Chart, see ../../yaml/v2. The sandbox creates releases (helm.v3.Release).
package v4

import (
	v2 "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider/yaml/v2"
)

// NewChartProvider returns a provider that constructs nothing.
var NewChartProvider = v2.NewConfigFileProvider
