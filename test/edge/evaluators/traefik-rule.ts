import type { EdgeRequest } from "./edge-answer";

/** The part of Traefik's rule syntax that we use, read as Traefik 3.7 does (`pkg/rules`, `pkg/muxer/http`). */
export interface RuleRequest extends EdgeRequest {
  /** The path in the form in which matchers see it. */
  readonly routingPath: string;
}

export type Rule = (request: RuleRequest) => boolean;

const matchers: Record<string, (...values: string[]) => Rule> = {
  Host: (host) => (request) => request.host === host,
  Path: (path) => (request) => request.routingPath === path,
  PathPrefix: (prefix) => (request) => request.routingPath.startsWith(prefix ?? "no prefix"),
  PathRegexp: (expression) => (request) => new RegExp(expression ?? "no expression").test(request.routingPath),
  Method: (method) => (request) => request.method === method?.toUpperCase(),
  Header: (name, value) => (request) => request.headers?.[name ?? ""] === value,
  HeaderRegexp: (name, value) => (request) => {
    const header = request.headers?.[name ?? ""];
    return header !== undefined && new RegExp(value ?? "").test(header);
  },
};

const token = /\s*(&&|\|\||!|\(|\)|,|`[^`]*`|[A-Za-z]+)/y;

export function parseRule(text: string): Rule {
  const tokens = tokenize(text);
  let position = 0;

  const next = (): string => {
    const current = tokens[position++];
    if (current === undefined) {
      throw new Error(`the rule ends too early: ${text}`);
    }
    return current;
  };
  const expect = (expected: string): void => {
    const got = next();
    if (got !== expected) {
      throw new Error(`expected ${expected}, got ${got}: ${text}`);
    }
  };
  const accept = (candidate: string): boolean => {
    const accepted = tokens[position] === candidate;
    position += accepted ? 1 : 0;
    return accepted;
  };
  const anyOf = (): Rule => {
    const alternatives = [allOf()];
    while (accept("||")) {
      alternatives.push(allOf());
    }
    return (request) => alternatives.some((rule) => rule(request));
  };
  const allOf = (): Rule => {
    const parts = [unary()];
    while (accept("&&")) {
      parts.push(unary());
    }
    return (request) => parts.every((rule) => rule(request));
  };
  const unary = (): Rule => {
    if (accept("!")) {
      const inner = unary();
      return (request) => !inner(request);
    }
    if (accept("(")) {
      const inner = anyOf();
      expect(")");
      return inner;
    }
    return matcher();
  };
  const matcher = (): Rule => {
    const name = next();
    expect("(");
    const values = [next()];
    while (accept(",")) {
      values.push(next());
    }
    expect(")");
    const build = matchers[name];
    if (build === undefined || values.some((value) => !/^`.+`$/.test(value))) {
      throw new Error(`unknown matcher or empty value ${name}(${values.join()}): ${text}`);
    }
    return build(...values.map((value) => value.slice(1, -1)));
  };

  const rule = anyOf();
  if (position !== tokens.length) {
    throw new Error(`something follows the rule: ${text}`);
  }
  return rule;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match?.[1] === undefined) {
      throw new Error(`not a rule at ${at}: ${text}`);
    }
    tokens.push(match[1]);
  }
  return tokens;
}
