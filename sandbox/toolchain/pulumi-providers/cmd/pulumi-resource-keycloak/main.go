// Pulumi's Keycloak provider: the Terraform provider behind Pulumi's bridge. Pulumi's own command embeds a schema that
// only its release build makes; with the SDK installed from npm the engine needs no more than the package's name.
package main

import (
	"context"
	"maps"
	"strconv"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/keycloak/terraform-provider-keycloak/provider"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

func main() {
	keycloak := provider.KeycloakProvider(nil)
	addGrants(keycloak.ResourcesMap["keycloak_openid_client"])
	info := tfbridge.ProviderInfo{
		P:            shim.NewProvider(keycloak),
		Name:         "keycloak",
		Version:      "6.13.0", // of the npm package that sends the requests
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	// The npm package calls them keycloak:openid/client:Client and keycloak:index/role:Role.
	info.MustComputeTokens(tokens.KnownModules("keycloak_", "index", []string{"openid_"}, tokens.MakeStandard("keycloak")))
	tfbridge.Main("keycloak", info.Version, info, []byte(`{"name":"keycloak"}`))
}

// newerGrants are arguments of clients that the npm package has and this Terraform provider (5.0) has not, with the
// attributes that they set. Newer ones set both on every client, as here.
var newerGrants = map[string]string{
	"standard_token_exchange_enabled":        "standard.token.exchange.enabled",
	"oauth2_jwt_authorization_grant_enabled": "oauth2.jwt.authorization.grant.enabled",
}

func addGrants(client *schema.Resource) {
	for argument := range newerGrants {
		client.Schema[argument] = &schema.Schema{Type: schema.TypeBool, Optional: true, Default: false}
	}
	client.CreateContext = withGrants(client.CreateContext)
	client.UpdateContext = withGrants(client.UpdateContext)
}

type operation = func(context.Context, *schema.ResourceData, any) diag.Diagnostics

// withGrants sends the newer grants as extra_config, and leaves what the program wrote there in the state.
func withGrants(next operation) operation {
	return func(ctx context.Context, data *schema.ResourceData, meta any) diag.Diagnostics {
		written, _ := data.Get("extra_config").(map[string]any)
		sent := map[string]any{}
		maps.Copy(sent, written)
		for argument, attribute := range newerGrants {
			sent[attribute] = strconv.FormatBool(data.Get(argument).(bool))
		}
		if err := data.Set("extra_config", sent); err != nil {
			return diag.FromErr(err)
		}
		diagnostics := next(ctx, data, meta)
		if err := data.Set("extra_config", written); err != nil {
			return append(diagnostics, diag.FromErr(err)...)
		}
		return diagnostics
	}
}
