import { relative } from "node:path";
import ts from "typescript";
import { readDeclarations } from "./declarations";

/** A committed file; `npm run docs` writes it, and a test compares it. */
export const apiReportFile = "test/api/report.txt";

/** What importers of the package see. */
export interface ApiReport {
  /** Each export with its signature, by name, without comments. */
  readonly text: string;
  /** What an exported signature mentions although `components/index.ts` does not export it, and where. */
  readonly notExported: readonly string[];
}

/** Declarations of one export: an interface, or a constant and the type of the same name. */
interface Export {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly nodes: readonly ts.Node[];
}

export function apiReport(root: string): ApiReport {
  const { program, entry } = readDeclarations(root);
  const checker = program.getTypeChecker();
  const exports = exportsOf(checker, entry);
  const exported = new Set(exports.map(({ symbol }) => symbol));
  return {
    text: exports.map(({ nodes }) => `${nodes.map(textOf).join("\n")}\n`).join("\n"),
    notExported: exports.flatMap(({ name, nodes }) =>
      nodes
        .flatMap((node) => mentionedSymbols(checker, node))
        .filter((symbol) => !exported.has(symbol) && isDeclaredInModule(symbol))
        .map((symbol) => `${name} mentions ${symbol.name} of ${relative(root, fileOf(symbol))}`),
    ),
  };
}

function exportsOf(checker: ts.TypeChecker, entry: ts.SourceFile): Export[] {
  const names = checker.getExportsOfModule(checker.getSymbolAtLocation(entry)!);
  return names
    .map((alias) => {
      const symbol = aliased(checker, alias);
      return { name: alias.name, symbol, nodes: (symbol.declarations ?? []).map(statementOf) };
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function aliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The whole `const` of a constant. */
function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

function textOf(node: ts.Node): string {
  return node
    .getText()
    .replace(/^export (declare )?/, "")
    .replace(/^ +(private|#).*\n/gm, "");
}

/** Names in the signature, without those of its own type parameters' and members' declarations. */
function mentionedSymbols(checker: ts.TypeChecker, node: ts.Node): ts.Symbol[] {
  const found = new Set<ts.Symbol>();
  const visit = (child: ts.Node): void => {
    const name = mentionedName(child);
    const symbol = name && checker.getSymbolAtLocation(name);
    if (symbol !== undefined) {
      found.add(aliased(checker, symbol));
    }
    child.forEachChild(visit);
  };
  visit(node);
  return [...found];
}

function mentionedName(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) {
    return node.typeName;
  }
  if (ts.isTypeQueryNode(node)) {
    return node.exprName;
  }
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
}

/** Not a type parameter, nor a name of another package, which stays unresolved. */
function isDeclaredInModule({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => ts.isSourceFile(statementOf(declaration).parent));
}

function fileOf({ declarations = [] }: ts.Symbol): string {
  return declarations[0]?.getSourceFile().fileName.replace(/\.d\.ts$/, ".ts") ?? "";
}
