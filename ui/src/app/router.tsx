import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { executionQueries } from "../api/executions";
import { type ExecutionSearch, executionSearch, executionsSearch, needsTasks } from "../executions/search";
import { Known } from "./Known";
import { NotFound } from "./NotFound";
import { queries } from "./queries";
import {
  artifactsSearch,
  auditSearch,
  identitiesSearch,
  inboxSearch,
  listSearch,
  packsSearch,
  policiesSearch,
  queueSearch,
  rulesSearch,
  scriptsSearch,
  workflowSearch,
} from "./search";

// The URL is the state: every filter, tab and selection is a validated search parameter.
const root = createRootRoute({ component: Known, notFoundComponent: NotFound });

/** What is refused the page asks for again, and says so. */
const quietly = () => undefined;

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("../home/HomePage"), "HomePage"),
});
const executions = createRoute({
  getParentRoute: () => root,
  path: "/executions",
  validateSearch: executionsSearch,
  component: lazyRouteComponent(() => import("../executions/ExecutionsPage"), "ExecutionsPage"),
});
const execution = createRoute({
  getParentRoute: () => root,
  path: "/executions/$id",
  validateSearch: executionSearch,
  // Asked for while the page is still being fetched.
  loader: ({ params: { id }, location }) => {
    const { tab, task } = location.search as ExecutionSearch;
    const graph = import("../graph/GraphTab");
    queries.ensureQueryData(executionQueries.one(id)).catch(quietly);
    if (needsTasks(tab, task)) queries.ensureQueryData(executionQueries.tasks(id)).catch(quietly);
    queries
      .ensureQueryData(executionQueries.graph(id))
      .then((found) => graph.then(({ place }) => place(found)))
      .catch(quietly);
  },
  component: lazyRouteComponent(() => import("../executions/ExecutionPage"), "ExecutionPage"),
});
const workflows = createRoute({
  getParentRoute: () => root,
  path: "/workflows",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../workflows/WorkflowsPage"), "WorkflowsPage"),
});
const workflow = createRoute({
  getParentRoute: () => root,
  path: "/workflows/$ref",
  validateSearch: workflowSearch,
  component: lazyRouteComponent(() => import("../workflows/WorkflowPage"), "WorkflowPage"),
});
const scripts = createRoute({
  getParentRoute: () => root,
  path: "/scripts",
  validateSearch: scriptsSearch,
  component: lazyRouteComponent(() => import("../workflows/ScriptsPage"), "ScriptsPage"),
});
const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import("../inbox/InboxPage"), "InboxPage"),
});
const packs = createRoute({
  getParentRoute: () => root,
  path: "/packs",
  validateSearch: packsSearch,
  component: lazyRouteComponent(() => import("../packs/PacksPage"), "PacksPage"),
});
const pack = createRoute({
  getParentRoute: () => root,
  path: "/packs/$ref",
  component: lazyRouteComponent(() => import("../packs/PackPage"), "PackPage"),
});
const policies = createRoute({
  getParentRoute: () => root,
  path: "/policies",
  validateSearch: policiesSearch,
  component: lazyRouteComponent(() => import("../policies/PoliciesPage"), "PoliciesPage"),
});
const workQueues = createRoute({
  getParentRoute: () => root,
  path: "/queues",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../queues/QueuesPage"), "QueuesPage"),
});
const workQueue = createRoute({
  getParentRoute: () => root,
  path: "/queues/$ref",
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import("../queues/QueuePage"), "QueuePage"),
});
const keys = createRoute({
  getParentRoute: () => root,
  path: "/keys",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("../manage/KeysPage"), "KeysPage"),
});
const artifacts = createRoute({
  getParentRoute: () => root,
  path: "/artifacts",
  validateSearch: artifactsSearch,
  component: lazyRouteComponent(() => import("../artifacts/ArtifactsPage"), "ArtifactsPage"),
});
const workers = createRoute({
  getParentRoute: () => root,
  path: "/workers",
  component: lazyRouteComponent(() => import("../manage/WorkersPage"), "WorkersPage"),
});
const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => import("../manage/AccountPage"), "AccountPage"),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("../manage/AuditPage"), "AuditPage"),
});
const identities = createRoute({
  getParentRoute: () => root,
  path: "/identities",
  validateSearch: identitiesSearch,
  component: lazyRouteComponent(() => import("../manage/IdentitiesPage"), "IdentitiesPage"),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: "/rules",
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import("../automation/RulesPage"), "RulesPage"),
});

export const router = createRouter({
  basepath: "/ui",
  routeTree: root.addChildren([
    home,
    executions,
    execution,
    workflows,
    workflow,
    scripts,
    inbox,
    packs,
    pack,
    rules,
    policies,
    workQueues,
    workQueue,
    keys,
    artifacts,
    workers,
    identities,
    audit,
    account,
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
