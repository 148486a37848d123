/** Imports of the console run one way: app -> features -> components -> api -> lib; features do not know each other. */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "features-do-not-import-each-other",
      severity: "error",
      from: { path: "^web/src/features/([^/]+)/" },
      to: { path: "^web/src/features/", pathNot: "^web/src/features/$1/" },
    },
    {
      name: "nothing-imports-app",
      severity: "error",
      from: { pathNot: "^web/src/app/" },
      to: { path: "^web/src/app/" },
    },
    {
      name: "shared-knows-no-feature",
      severity: "error",
      from: { path: "^web/src/(components|api|lib)/" },
      to: { path: "^web/src/features/" },
    },
    {
      name: "api-shows-nothing",
      severity: "error",
      from: { path: "^web/src/(api|lib)/" },
      to: { path: "^web/src/components/" },
    },
    {
      name: "lib-is-pure",
      severity: "error",
      from: { path: "^web/src/lib/", pathNot: "\\.test\\.ts$" },
      to: { path: "^web/src/api/|node_modules" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.tsx?$" },
    tsConfig: { fileName: "web/tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "browser", "types"] },
  },
};
