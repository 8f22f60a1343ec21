import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["target/", "src/api/schema.d.ts"] },
  ts.configs.recommended,
  hooks.configs.flat.recommended,
  {
    files: ["src/**", "e2e/**"],
    rules: {
      "no-console": "error",
      "react-hooks/refs": "off",
      "react-hooks/incompatible-library": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
);
