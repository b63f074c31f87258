// Package cloud takes the place of the secrets providers of clouds. The sandbox encrypts its state with a passphrase.
package cloud

import (
	"encoding/json"
	"errors"

	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// Type is the name of these secrets providers in a stack's state.
const Type = "cloud"

var errNotBuilt = errors.New("the sandbox's pulumi is built without the secrets providers of clouds")

// EditProjectStack fails.
func EditProjectStack(*workspace.ProjectStack, json.RawMessage) error { return errNotBuilt }

// NewCloudSecretsManagerFromState fails.
func NewCloudSecretsManagerFromState(json.RawMessage) (secrets.Manager, error) {
	return nil, errNotBuilt
}

// NewCloudSecretsManager fails.
func NewCloudSecretsManager(*workspace.ProjectStack, string, bool) (secrets.Manager, error) {
	return nil, errNotBuilt
}
