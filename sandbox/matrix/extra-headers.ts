import fc from "fast-check";
import { forgedRoute, type HeaderLine, reservedHeaderNames } from "../http/forged-headers.js";

/** The value by which a forged header is recognized in the echo. */
export const forgedValue = "forged-by-the-matrix";

/** Every character that a header name may have besides letters and digits (RFC 9110, section 5.6.2). */
const separators = [..."-_.!#$%&'*+^`|~"];

const asWritten = (name: string): string => name;
const casings = [asWritten, (name: string) => name.toLowerCase(), (name: string) => name.toUpperCase()];

/** A reserved name in another case, with one character instead of its dashes; twice as often with a dash. */
const spelledName: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...reservedHeaderNames),
    fc.constantFrom("-", "-", ...separators),
    fc.constantFrom(...casings),
    fc.boolean(),
  )
  .map(([name, separator, casing, isEvery]) =>
    casing(isEvery ? name.replaceAll("-", separator) : name.replace("-", separator)),
  );

/** Up to two headers that claim an identity in some spelling, and up to two that claim another method or path. */
export const extraHeaders: fc.Arbitrary<readonly HeaderLine[]> = fc
  .tuple(fc.array(spelledName, { maxLength: 2 }), fc.subarray([...forgedRoute], { maxLength: 2 }))
  .map(([names, route]) => [...route, ...names.map((name) => [name, forgedValue] as const)]);
