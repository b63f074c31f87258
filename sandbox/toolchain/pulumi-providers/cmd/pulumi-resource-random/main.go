// Pulumi's random provider: the Terraform provider behind Pulumi's bridge, see pulumi-resource-keycloak for the why.
package main

import (
	"context"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	bridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

func main() {
	info := bridge.ProviderInfo{
		P:            tfbridge.ShimProvider(shim.New()),
		Name:         "random",
		Version:      "4.21.2", // of the npm package that sends the requests
		MetadataInfo: bridge.NewProviderMetadata([]byte("{}")),
	}
	info.MustComputeTokens(tokens.SingleModule("random_", "index", tokens.MakeStandard("random")))
	// The npm package prefixes these two, so that they do not shadow a language's own words.
	info.Resources["random_password"].Tok = "random:index/randomPassword:RandomPassword"
	info.Resources["random_bytes"].Tok = "random:index/randomBytes:RandomBytes"
	tfbridge.Main(context.Background(), "random", info, tfbridge.ProviderMetadata{
		PackageSchema: []byte(`{"name":"random"}`),
	})
}
