// Pulumi's tls provider: the Terraform provider behind Pulumi's bridge, see pulumi-resource-keycloak for the why.
package main

import (
	"context"

	"github.com/hashicorp/terraform-provider-tls/shim"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	bridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
)

func main() {
	info := bridge.ProviderInfo{
		P:            tfbridge.ShimProvider(shim.New()),
		Name:         "tls",
		Version:      "5.6.1", // of the npm package that sends the requests
		MetadataInfo: bridge.NewProviderMetadata([]byte("{}")),
	}
	info.MustComputeTokens(tokens.SingleModule("tls_", "index", tokens.MakeStandard("tls")))
	tfbridge.Main(context.Background(), "tls", info, tfbridge.ProviderMetadata{
		PackageSchema: []byte(`{"name":"tls"}`),
	})
}
