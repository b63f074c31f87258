/** Rotation trigger of every generated secret until the user sets another one. */
export const defaultRotation = "1";
