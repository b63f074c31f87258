import * as fc from "fast-check";
import { isPathPattern } from "../../components/access";
import { basePath, pathPattern } from "../../components/access/defaults";

/** Texts of the characters that decide whether a path is one. */
const pathLike = fc
  .array(fc.constantFrom("/", "/*", "*", ".", "..", "a", "~", "%2e", "api", " ", "\n"), { maxLength: 7 })
  .map((parts) => parts.join(""));

describe("the form of a path pattern", () => {
  it("accepts exactly what the rules can match", () => {
    fc.assert(fc.property(pathLike, (text) => pathPattern.pattern.test(text) === isPathPattern(text)));
  });
});

describe("the form of a base path", () => {
  it("accepts exactly the root and the patterns of one path without a trailing slash", () => {
    fc.assert(
      fc.property(
        pathLike,
        (text) =>
          basePath.pattern.test(text) ===
          (text === "" || (isPathPattern(text) && !text.endsWith("/") && !text.endsWith("*"))),
      ),
    );
  });
});
