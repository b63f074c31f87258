// Package routing takes the place of the router, which speaks BGP and changes route tables of EC2. The sandbox runs the
// network policy controller only (--run-router=false).
package routing

import (
	"errors"
	"sync"

	"github.com/cloudnativelabs/kube-router/v2/pkg/healthcheck"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// NetworkRoutingController has what the command refers to.
type NetworkRoutingController struct {
	NodeEventHandler          cache.ResourceEventHandler
	ServiceEventHandler       cache.ResourceEventHandler
	EndpointSliceEventHandler cache.ResourceEventHandler
	CNIFirewallSetup          *sync.Cond
}

// NewNetworkRoutingController fails.
func NewNetworkRoutingController(kubernetes.Interface, *options.KubeRouterConfig,
	cache.SharedIndexInformer, cache.SharedIndexInformer, cache.SharedIndexInformer, *sync.Mutex,
) (*NetworkRoutingController, error) {
	return nil, errors.New("the sandbox's kube-router is built without its router")
}

// Run is never reached.
func (*NetworkRoutingController) Run(chan<- *healthcheck.ControllerHeartbeat, <-chan struct{}, *sync.WaitGroup) {
}

// Cleanup has nothing to remove.
func (*NetworkRoutingController) Cleanup() {}
