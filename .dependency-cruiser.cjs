/** Who may import whom; the layers are described in the README under "How it is built". */
const here = (folder) => `^${folder}/`;
const test = "\\.test\\.ts$";

/** Modules of `from` import nothing of the project but `to` (and their own folder). */
function only(name, from, to, extra = {}) {
  const allowed = [from, ...to].map(here);
  return {
    name,
    severity: "error",
    from: { path: here(from), pathNot: test, ...extra },
    to: { path: "^(bench|runtimes|src)/", pathNot: allowed },
  };
}

/** Modules of `from` use no package but those named, and no `node:` module unless allowed. */
function packages(name, from, names, { builtins }) {
  const named = names.map((one) => `node_modules/${one}/`);
  return {
    name,
    severity: "error",
    from: { path: here(from), pathNot: test },
    to: {
      dependencyTypesNot: builtins ? ["local", "core"] : ["local"],
      pathNot: named.length ? named : undefined,
    },
  };
}

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolvable",
      severity: "error",
      from: { pathNot: test },
      to: { couldNotResolve: true, pathNot: "^bun|^deno" },
    },
    only("core-imports-nothing", "src/core", []),
    packages("core-has-no-packages", "src/core", [], { builtins: false }),
    only("protocol-imports-core", "src/protocol", ["src/core"]),
    packages("protocol-has-no-packages", "src/protocol", [], { builtins: false }),
    only("run-imports-core-and-protocol", "src/run", ["src/core", "src/protocol"]),
    only("report-imports-core", "src/report", ["src/core"]),
    packages(
      "report-has-no-input-or-output",
      "src/report",
      ["fflate", "markdown-it", "markdown-table", "vega", "vega-lite"],
      { builtins: false },
    ),
    {
      name: "page-imports-core-and-how-numbers-and-tables-are-written",
      severity: "error",
      from: { path: here("src/page"), pathNot: test },
      to: {
        path: "^(bench|runtimes|src)/",
        pathNot: [here("src/page"), here("src/core"), "^src/report/(markdown|number-text)\\.ts$"],
      },
    },
    packages("page-has-no-packages", "src/page", [], { builtins: false }),
    {
      name: "only-the-bundler-reads-the-page",
      severity: "error",
      from: { pathNot: here("src/page") },
      to: { path: here("src/page") },
    },
    only("cli-imports-run-report-core", "src/cli", ["src/run", "src/report", "src/core"]),
    {
      name: "nothing-imports-cli",
      severity: "error",
      from: { pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
    only("bench-imports-core-protocol-runtimes", "bench", ["src/core", "src/protocol", "runtimes"]),
    packages("bench-has-mitata-only", "bench", ["mitata"], { builtins: true }),
    {
      name: "bench-loads-no-adapter-or-client-itself",
      severity: "error",
      from: { path: "^bench/", pathNot: test },
      to: { path: "^runtimes/", pathNot: "^runtimes/adapter\\.ts$" },
    },
    {
      name: "clients-import-adapter-types",
      severity: "error",
      from: { path: "^runtimes/clients/" },
      to: {
        path: "^(bench|runtimes|src)/",
        pathNot: ["^runtimes/adapter\\.ts$", "^runtimes/clients/(agent-request|http1|undici-package)\\.ts$"],
      },
    },
    packages("clients-have-undici-only", "runtimes", ["undici"], { builtins: true }),
    {
      name: "adapters-import-their-clients",
      severity: "error",
      from: { path: "^runtimes/(node|bun|deno)\\.ts$" },
      to: {
        path: "^(bench|runtimes|src)/",
        pathNot: ["^runtimes/(adapter|own-roots)\\.ts$", "^runtimes/clients/"],
      },
    },
    {
      name: "adapter-types-import-core",
      severity: "error",
      from: { path: "^runtimes/adapter\\.ts$" },
      to: { path: "^(bench|runtimes|src)/", pathNot: "^src/core/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "require", "node", "default"],
    },
  },
};
