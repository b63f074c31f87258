// Pulumi's Keycloak provider: the Terraform provider behind Pulumi's bridge. Pulumi's own command embeds a schema that
// only its release build makes; with the SDK installed from npm the engine needs no more than the package's name.
package main

import (
	"github.com/keycloak/terraform-provider-keycloak/provider"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

func main() {
	info := tfbridge.ProviderInfo{
		P:            shim.NewProvider(provider.KeycloakProvider(nil)),
		Name:         "keycloak",
		Version:      "6.13.0", // of the npm package that sends the requests
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	// The npm package calls them keycloak:openid/client:Client and keycloak:index/role:Role.
	info.MustComputeTokens(tokens.KnownModules("keycloak_", "index", []string{"openid_"}, tokens.MakeStandard("keycloak")))
	tfbridge.Main("keycloak", info.Version, info, []byte(`{"name":"keycloak"}`))
}
