// Package regfishapi stands in for Regfish's client, as its neighbour does for SakuraCloud's.
package regfishapi

import (
	"context"
	"errors"
	"net/http"
)

var errAbsent = errors.New("this build has no client for Regfish")

// Record is a DNS record.
type Record struct {
	ID               int
	Name, Type, Data string
	TTL              int
}

// Client sends nothing.
type Client struct{ Client *http.Client }

// NewClient returns a client whose calls fail.
func NewClient(string) *Client { return &Client{} }

// AddRecord fails.
func (*Client) AddRecord(context.Context, Record) (Record, error) { return Record{}, errAbsent }

// DeleteRecordByRRID fails.
func (*Client) DeleteRecordByRRID(context.Context, int) error { return errAbsent }
