import { formatDuration, parseDuration } from "../../components/proxy/duration";

describe("parseDuration", () => {
  it.each([
    ["8h", 28_800],
    ["90m", 5_400],
    ["1h30m", 5_400],
    ["240s", 240],
  ])("reads %s as %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", "8", "8 h", "-1h", "1.5h", "1d", "h"])("fails on %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("formatDuration", () => {
  it.each([
    [28_800, "8h"],
    [240, "4m"],
    [5_400, "90m"],
    [45, "45s"],
  ])("writes %d seconds as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
    expect(parseDuration(text)).toBe(seconds);
  });
});
