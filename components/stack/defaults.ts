/** Defaults of the stack itself. */
export const stackDefaults = {
  namespace: { name: "monitoring", create: true },
  network: { enabled: true },
} as const;
