// Package iaas stands in for SakuraCloud's client, which Traefik's ACME provider for that DNS links in: the Go module
// proxy does not serve the version that Traefik requires. It has what the provider uses, and answers nothing: the
// sandbox asks no ACME server for certificates.
package iaas

import (
	"context"
	"errors"
	"net/http"

	"github.com/sacloud/sacloud-sdk-go/api/iaas/search"
)

// DefaultUserAgent is what upstream sends by default.
const DefaultUserAgent = "sandbox"

// Settings that the provider writes.
var (
	APIDefaultZone     string
	SakuraCloudZones   []string
	SakuraCloudAPIRoot string
)

var errAbsent = errors.New("this build has no client for SakuraCloud")

// ClientOptions are the credentials of a client.
type ClientOptions struct {
	AccessToken, AccessTokenSecret, UserAgent string
	HttpClient                                *http.Client
}

// APICaller sends requests.
type APICaller any

// NewClientWithOptions returns a caller that sends nothing.
func NewClientWithOptions(*ClientOptions) APICaller { return nil }

// DNSRecord is one record of a zone.
type DNSRecord struct {
	Name, Type, RData string
	TTL               int
}

// DNSRecords are the records of a zone.
type DNSRecords []*DNSRecord

// DNS is a zone.
type DNS struct {
	ID           int64
	Name         string
	Records      DNSRecords
	SettingsHash string
}

// DNSUpdateSettingsRequest replaces the records of a zone.
type DNSUpdateSettingsRequest struct {
	Records      DNSRecords
	SettingsHash string
}

// FindCondition selects zones.
type FindCondition struct{ Filter search.Filter }

// DNSFindResult holds the zones found.
type DNSFindResult struct{ DNS []*DNS }

// DNSAPI is the part of the interface that the provider uses.
type DNSAPI interface {
	Find(ctx context.Context, conditions *FindCondition) (*DNSFindResult, error)
	UpdateSettings(ctx context.Context, id int64, settings *DNSUpdateSettingsRequest) (*DNS, error)
}

type absentDNS struct{}

func (absentDNS) Find(context.Context, *FindCondition) (*DNSFindResult, error) { return nil, errAbsent }

func (absentDNS) UpdateSettings(context.Context, int64, *DNSUpdateSettingsRequest) (*DNS, error) {
	return nil, errAbsent
}

// NewDNSOp returns a DNSAPI whose calls fail.
func NewDNSOp(APICaller) DNSAPI { return absentDNS{} }

// IsNotFoundError reports whether a zone does not exist.
func IsNotFoundError(error) bool { return false }
