// Package s3blob takes the place of state in an s3:// bucket. The sandbox keeps state in files.
package s3blob
