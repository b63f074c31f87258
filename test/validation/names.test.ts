import { domainToASCII } from "node:url";
import fc from "fast-check";
import { hasForm, hostName } from "../../components/validation/names";

const isHost = (text: string): boolean => hasForm(text, hostName);

/** Labels of letters, digits and hyphens, some of which claim to be Punycode or are numbers. */
const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/),
  fc.stringMatching(/^xn--[a-z0-9-]{0,8}[a-z0-9]$/),
  fc.constantFrom("0x7f", "08", "255"),
);
const hosts = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."));

describe("a host name", () => {
  it("is one that a URL parser reads as it was written", () => {
    fc.assert(
      fc.property(hosts, (host) => {
        fc.pre(isHost(host));
        expect(URL.parse(`https://${host}/`)?.hostname).toBe(host);
      }),
      { examples: [["xn--mnchen-3ya.example"], ["ab--cd"], ["1.example"]] },
    );
  });

  it("may be an internationalized one in its ASCII form", () => {
    const internationalized = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
      .map((text) => domainToASCII(text))
      .filter((text) => /^xn--[a-z0-9-]+$/.test(text));
    fc.assert(
      fc.property(internationalized, (text) => expect([text, isHost(`${text}.example`)]).toEqual([text, true])),
      {
        examples: [["xn--mnchen-3ya"], ["xn--p1ai"], ["xn--fsq"]],
      },
    );
  });

  it.each(["xn--a", "xn--", "a.xn--0", "xn--zz--zz.example", "xn--abc-", "xn--a-b.example"])(
    "fails as %s, a label that is no Punycode",
    (host) => {
      expect(isHost(host)).toBe(false);
    },
  );

  it("fails as an address: Ingresses and HTTPRoutes cannot have one", () => {
    fc.assert(fc.property(fc.ipV4(), (address) => expect(isHost(address)).toBe(false)));
  });
});
