import { cookieSecretFromBase64 } from "../../components/proxy/cookie-secret";

describe("cookieSecretFromBase64", () => {
  it("keeps the 32 bytes and writes them in the alphabet that oauth2-proxy decodes", () => {
    const bytes = Buffer.alloc(32, 0xfb);
    const standard = bytes.toString("base64");
    expect(standard).toMatch(/[+/]/);

    const secret = cookieSecretFromBase64(standard);

    expect(secret).toMatch(/^[A-Za-z0-9_-]+=*$/);
    expect(Buffer.from(secret, "base64url")).toEqual(bytes);
  });
});
