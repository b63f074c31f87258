import { mergeValues, valueAt, valueLeaves } from "../../components/helm/values";

describe("mergeValues", () => {
  it("merges maps; later layers win", () => {
    expect(mergeValues({ a: { b: 1, c: 2 } }, { a: { c: 3 } }, { d: 4 })).toEqual({ a: { b: 1, c: 3 }, d: 4 });
  });

  it("replaces lists as a whole, as Helm does", () => {
    expect(mergeValues({ list: [1, 2] }, { list: [3] })).toEqual({ list: [3] });
  });

  it("keeps null, which removes a chart's default", () => {
    expect(mergeValues({ a: 1 }, { a: null })).toEqual({ a: null });
  });

  it("restores what a lower layer tried to remove", () => {
    expect(mergeValues({ a: null }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
  });

  it("does not modify its layers", () => {
    const lower = { a: { b: 1 } };
    mergeValues(lower, { a: { b: 2 } });
    expect(lower).toEqual({ a: { b: 1 } });
  });
});

describe("valueLeaves", () => {
  it("lists every leaf; lists and empty maps are leaves, keys keep their dots", () => {
    expect(valueLeaves({ "grafana.ini": { auth: {} }, list: [{ a: 1 }], n: null })).toEqual([
      { path: ["grafana.ini", "auth"], value: {} },
      { path: ["list"], value: [{ a: 1 }] },
      { path: ["n"], value: null },
    ]);
  });
});

describe("valueAt", () => {
  it("finds a value by its path, and nothing below a value that is not a map", () => {
    expect(valueAt({ a: { "b.c": 1 } }, ["a", "b.c"])).toBe(1);
    expect(valueAt({ a: [1] }, ["a", "0"])).toBeUndefined();
    expect(valueAt({}, ["a", "b"])).toBeUndefined();
  });
});
