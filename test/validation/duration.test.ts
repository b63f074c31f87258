import { formatDuration, parseDuration, secondsOf } from "../../components/validation/duration";

const durations = [
  ["8h", 28_800],
  ["90m", 5_400],
  ["1h30m", 5_400],
  ["240s", 240],
] as const;
const others = ["", "8", "8 h", "-1h", "1.5h", "1d", "h"];

describe("parseDuration", () => {
  it.each(durations)("parses %s as %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(others)("returns undefined for %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("secondsOf", () => {
  it.each(durations)("parses %s as %d seconds", (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each(others)("fails on %j", (text) => {
    expect(() => secondsOf(text)).toThrow(`"${text}" is not a duration in hours, minutes and seconds`);
  });
});

describe("formatDuration", () => {
  it.each([
    [28_800, "8h"],
    [240, "4m"],
    [5_400, "90m"],
    [45, "45s"],
  ])("formats %d seconds as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
    expect(parseDuration(text)).toBe(seconds);
  });
});
