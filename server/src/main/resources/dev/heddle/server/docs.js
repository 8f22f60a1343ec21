// Shows the contract. Everything is put in as text, never as markup.

const METHODS = ["get", "post", "put", "delete"];
const MOST_SHOWN = 200_000;

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "class") node.className = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function prose(text) {
  const parts = text.split(/(`[^`]+`)/).map((part) =>
    part.startsWith("`") && part.length > 2 ? make("code", {}, part.slice(1, -1)) : part);
  return make("p", {}, ...parts);
}

class Contract {
  constructor(document) {
    this.document = document;
  }

  follow(part) {
    let found = part;
    while (found && found.$ref) {
      found = found.$ref.slice(2).split("/").reduce((at, key) => at[key], this.document);
    }
    return found ?? {};
  }

  operations() {
    const all = [];
    for (const [path, item] of Object.entries(this.document.paths)) {
      for (const method of METHODS) {
        if (!item[method]) continue;
        const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])];
        all.push({ ...item[method], path, method, parameters: parameters.map((p) => this.follow(p)) });
      }
    }
    return all;
  }
}

class Page {
  constructor(contract) {
    this.contract = contract;
  }

  show() {
    const { info, tags } = this.contract.document;
    const main = document.querySelector("main");
    const entries = document.querySelector("#entries");
    const operations = this.contract.operations();
    const contractLink = make("a", { href: "/openapi.yaml" }, "openapi.yaml");
    main.replaceChildren(
      make("h1", {}, info.title + " API"),
      make("p", { class: "soft" }, info.summary + " ", contractLink),
      prose(info.description));
    for (const tag of tags) {
      const own = operations.filter((operation) => operation.tags.includes(tag.name));
      main.append(make("h2", {}, tag.name), make("p", { class: "soft" }, tag.description));
      main.append(...own.map((operation) => this.operation(operation)));
      entries.append(make("section", {}, make("h2", {}, tag.name), ...own.map((operation) => this.entry(operation))));
    }
    document.querySelector("#filter").addEventListener("input", (event) => filter(event.target.value));
    open(location.hash);
    addEventListener("hashchange", () => open(location.hash));
  }

  entry(operation) {
    return make("a", { class: "entry", href: "#" + operation.operationId, title: operation.path },
      make("span", { class: "method " + operation.method }, operation.method.toUpperCase()),
      make("span", {}, operation.summary));
  }

  operation(operation) {
    const body = this.contract.follow(operation.requestBody);
    const schema = body.content?.["application/json"]?.schema;
    const summary = make("summary", {},
      make("span", { class: "method " + operation.method }, operation.method.toUpperCase()),
      make("span", { class: "path" }, operation.path),
      make("span", { class: "said" }, operation.summary));
    const details = make("details", { class: "operation", id: operation.operationId }, summary);
    // Built when first opened: most are never.
    details.addEventListener("toggle", () => {
      if (details.children.length > 1) return;
      details.append(make("div", {},
        operation.description ? prose(operation.description) : null,
        this.parameters(operation.parameters),
        schema ? make("h4", {}, "Body") : null,
        schema ? this.schema(schema) : null,
        this.responses(operation.responses),
        this.trial(operation, body)));
    });
    return details;
  }

  parameters(parameters) {
    if (parameters.length === 0) return null;
    const rows = parameters.map((parameter) => make("tr", {},
      make("td", {}, make("code", {}, parameter.name), parameter.required ? make("span", { class: "must" }, "required") : null),
      make("td", { class: "soft" }, parameter.in),
      make("td", {}, this.kind(this.contract.follow(parameter.schema))),
      make("td", {}, parameter.description ?? "")));
    const head = make("tr", {}, ...["Name", "In", "Type", ""].map((text) => make("th", {}, text)));
    return make("div", {}, make("h4", {}, "Parameters"), make("table", {}, head, ...rows));
  }

  responses(responses) {
    const parts = [make("h4", {}, "Answers")];
    for (const [status, given] of Object.entries(responses)) {
      const response = this.contract.follow(given);
      const [type, content] = Object.entries(response.content ?? {})[0] ?? ["", {}];
      const fold = make("details", {}, make("summary", {},
        make("code", {}, status === "default" ? "4xx, 5xx" : status), " " + response.description + " ",
        make("span", { class: "soft" }, type)));
      if (content.schema) fold.append(this.schema(content.schema));
      parts.push(fold);
    }
    return make("div", {}, ...parts);
  }

  kind(schema) {
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.join(" | ");
    if (schema.type === "array") return "list of " + this.kind(this.contract.follow(schema.items));
    const type = Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type ?? "any";
    const range = schema.maximum !== undefined ? ` ${schema.minimum ?? ""}…${schema.maximum}` : "";
    return type + range + (schema.format ? ` (${schema.format})` : "");
  }

  members(schema) {
    const found = this.contract.follow(schema);
    if (found.allOf) {
      const parts = found.allOf.map((part) => this.members(part));
      return { properties: Object.assign({}, ...parts.map((p) => p.properties)), required: parts.flatMap((p) => p.required) };
    }
    if (found.type === "array") return this.members(found.items);
    return { properties: found.properties ?? {}, required: found.required ?? [] };
  }

  schema(schema, depth = 0) {
    const { properties, required } = this.members(schema);
    const items = Object.entries(properties).map(([name, given]) => {
      const property = this.contract.follow(given);
      const inner = depth < 5 ? this.schema(given, depth + 1) : null;
      return make("li", {}, make("code", {}, name),
        make("span", { class: "kind" }, this.kind(property)),
        required.includes(name) ? make("span", { class: "must" }, "always") : null,
        property.description ? make("span", { class: "kind" }, property.description) : null,
        inner);
    });
    if (items.length === 0) return null;
    return make("ul", { class: depth === 0 ? "tree root" : "tree" }, ...items);
  }

  trial(operation, body) {
    const given = operation.parameters.filter((parameter) => parameter.in !== "header");
    const inputs = given.map((parameter) => {
      const id = operation.operationId + "-" + parameter.name;
      return [make("label", { for: id }, parameter.name),
        make("input", { id, name: parameter.name, autocomplete: "off", value: parameter.example ?? "" })];
    });
    const json = body.content?.["application/json"];
    const text = json ? make("textarea", { spellcheck: "false", "aria-label": "Body" }) : null;
    if (text) text.value = JSON.stringify(json.example ?? {}, null, 2);
    const output = make("pre", { hidden: "" });
    const form = make("form", {},
      make("h4", {}, "Try it"), make("div", { class: "fields" }, ...inputs.flat()), text,
      make("p", {}, make("button", {}, "Send")), output);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      output.hidden = false;
      output.textContent = "…";
      output.textContent = await send(operation, given, form, text);
    });
    return form;
  }
}

async function send(operation, parameters, form, text) {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const parameter of parameters) {
    const value = form.elements[parameter.name].value;
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== "") query.set(parameter.name, value);
  }
  const address = path + (query.size > 0 ? "?" + query : "");
  const options = { method: operation.method.toUpperCase() };
  if (text) {
    options.headers = { "Content-Type": "application/json" };
    options.body = text.value;
  }
  try {
    const response = await fetch(address, options);
    const start = `${response.status} ${response.statusText}\n\n`;
    const content = (await response.text()).slice(0, MOST_SHOWN);
    const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
    return start + (isJson ? JSON.stringify(JSON.parse(content), null, 2) : content);
  } catch (error) {
    return "No answer: " + error.message;
  }
}

function open(hash) {
  const target = document.getElementById(hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
}

function filter(words) {
  const wanted = words.toLowerCase();
  for (const section of document.querySelectorAll("#entries section")) {
    let any = false;
    for (const entry of section.querySelectorAll("a.entry")) {
      const text = (entry.textContent + " " + entry.title).toLowerCase();
      entry.hidden = !text.includes(wanted);
      entry.style.display = entry.hidden ? "none" : "";
      any ||= !entry.hidden;
    }
    section.hidden = !any;
  }
}

const answer = await fetch("/docs/openapi.json");
new Page(new Contract(await answer.json())).show();
