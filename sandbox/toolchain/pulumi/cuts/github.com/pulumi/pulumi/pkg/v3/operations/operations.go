// Package operations takes the place of `pulumi logs`, which reads the logs of functions in clouds. The sandbox has none.
package operations

import (
	"context"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

// LogEntry is a line of a log.
type LogEntry struct {
	ID        string
	Timestamp int64 // in milliseconds
	Message   string
}

// ResourceFilter names resources.
type ResourceFilter string

// LogQuery selects lines.
type LogQuery struct {
	StartTime      *time.Time      `url:"startTime,unix"`
	EndTime        *time.Time      `url:"endTime,unix"`
	ResourceFilter *ResourceFilter `url:"resourceFilter"`
}

// Provider answers queries.
type Provider interface {
	GetLogs(ctx context.Context, query LogQuery) (*[]LogEntry, error)
}

// Resource has no logs.
type Resource struct{}

// NewResourceTree returns a resource without logs.
func NewResourceTree[State any]([]State) *Resource { return &Resource{} }

// OperationsProvider returns a provider without logs.
func (*Resource) OperationsProvider(map[config.Key]string) Provider { return noLogs{} }

type noLogs struct{}

func (noLogs) GetLogs(context.Context, LogQuery) (*[]LogEntry, error) { return nil, nil }
