// Package proxy takes the place of the service proxy, which talks to container runtimes and IPVS. The sandbox runs
// kube-proxy instead (--run-service-proxy=false).
package proxy

import (
	"errors"
	"sync"

	"github.com/cloudnativelabs/kube-router/v2/pkg/healthcheck"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// NetworkServicesController has what the command refers to.
type NetworkServicesController struct {
	ServiceEventHandler       cache.ResourceEventHandler
	EndpointSliceEventHandler cache.ResourceEventHandler
	ProxyFirewallSetup        *sync.Cond
}

// NewNetworkServicesController fails.
func NewNetworkServicesController(kubernetes.Interface, *options.KubeRouterConfig,
	cache.SharedIndexInformer, cache.SharedIndexInformer, cache.SharedIndexInformer, *sync.Mutex,
) (*NetworkServicesController, error) {
	return nil, errors.New("the sandbox's kube-router is built without its service proxy")
}

// Run is never reached.
func (*NetworkServicesController) Run(chan<- *healthcheck.ControllerHeartbeat, <-chan struct{}, *sync.WaitGroup) {
}

// Cleanup has nothing to remove.
func (*NetworkServicesController) Cleanup() {}
