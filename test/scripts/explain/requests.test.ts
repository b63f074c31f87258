import { readRequests } from "../../../scripts/explain/requests";

const url = "https://monitoring.example.com/prometheus";

describe("the words of a request", () => {
  it("are a method and a URL, once or several times; without a method it is a GET", () => {
    const requests = readRequests([url, "POST", `${url}/-/reload`, "HEAD", url]);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /prometheus",
      "POST /prometheus/-/reload",
      "HEAD /prometheus",
    ]);
  });

  it("keep the path as it is written: dots and encoded slashes are what somebody asks about", () => {
    const [request] = readRequests(["https://monitoring.example.com/a/../b%2fc\\d;e//"]);
    expect(request).toMatchObject({ path: "/a/../b%2fc\\d;e//", notes: [] });
  });

  it("accept a host in capital letters, a port, a query and a fragment, and say what takes no part", () => {
    expect(readRequests(["HTTPS://Monitoring.Example.COM:8443/graph?g0.expr=up#x"])).toEqual([
      {
        method: "GET",
        url: "HTTPS://Monitoring.Example.COM:8443/graph?g0.expr=up#x",
        host: "monitoring.example.com",
        path: "/graph",
        notes: [
          "The edge does not compare the port 8443.",
          "The query takes no part in the decision.",
          "The fragment stays in the browser.",
        ],
      },
    ]);
    expect(readRequests(["https://monitoring.example.com:443"])).toMatchObject([{ path: "/", notes: [] }]);
    expect(readRequests(["http://monitoring.example.com/"])[0]?.notes[0]).toMatch(/HTTPS only/);
  });

  it("are encoded where a client encodes them", () => {
    expect(readRequests(["https://monitoring.example.com/é <x>"])).toMatchObject([
      { path: "/%C3%A9%20%3Cx%3E", notes: ["A client sends the path as /%C3%A9%20%3Cx%3E."] },
    ]);
  });

  it.each([
    [
      ["get", url],
      '"get": expected a URL such as https://monitoring.example.com/prometheus, or a method in capital letters',
    ],
    [["monitoring.example.com/prometheus"], "expected a URL"],
    [["ftp://monitoring.example.com/"], "expected a URL"],
    [["POST"], "expected a URL after the method POST"],
    [
      ["POST", "GET", url],
      '"GET": expected a URL such as https://monitoring.example.com/prometheus after the method POST',
    ],
    [
      ["https://user:password@monitoring.example.com/"],
      "expected a host name after https://, without user and password",
    ],
    [["https:///prometheus"], "expected a host name"],
    [["https://[::1]/"], "expected a host name"],
    [[], "expected at least one URL"],
  ])("%j are refused with what is expected", (words, message) => {
    expect(() => readRequests(words)).toThrow(message);
  });
});
