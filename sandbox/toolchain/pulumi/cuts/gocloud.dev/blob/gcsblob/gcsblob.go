// Package gcsblob takes the place of state in a gs:// bucket. The sandbox keeps state in files.
package gcsblob

// Scheme of such a bucket's URL.
const Scheme = "gs"
