/** The command was called in a way that it cannot answer. The message is complete: it needs no stack trace. */
export class UsageError extends Error {}

/** The stack's file is wrong. The message is the one of `pulumi up`. */
export class StackFileError extends Error {}
