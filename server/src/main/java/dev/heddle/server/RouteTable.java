package dev.heddle.server;

import static dev.heddle.platform.access.Operation.CREATE;
import static dev.heddle.platform.access.Operation.DELETE;
import static dev.heddle.platform.access.Operation.EXECUTE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Operation.RELAY;
import static dev.heddle.platform.access.Operation.RESPOND;
import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.ACTIONS;
import static dev.heddle.platform.access.Resource.AUDIT;
import static dev.heddle.platform.access.Resource.ENFORCEMENTS;
import static dev.heddle.platform.access.Resource.EVENTS;
import static dev.heddle.platform.access.Resource.EXECUTIONS;
import static dev.heddle.platform.access.Resource.IDENTITIES;
import static dev.heddle.platform.access.Resource.INQUIRIES;
import static dev.heddle.platform.access.Resource.KEYS;
import static dev.heddle.platform.access.Resource.PACKS;
import static dev.heddle.platform.access.Resource.POLICIES;
import static dev.heddle.platform.access.Resource.QUEUES;
import static dev.heddle.platform.access.Resource.QUEUE_ITEMS;
import static dev.heddle.platform.access.Resource.RULES;
import static dev.heddle.platform.access.Resource.SENSORS;
import static dev.heddle.platform.access.Resource.SUBSCRIPTIONS;
import static dev.heddle.platform.access.Resource.SYSTEM;
import static dev.heddle.platform.access.Resource.TRIGGERS;
import static dev.heddle.platform.access.Resource.WORKERS;
import static dev.heddle.platform.access.Resource.WORKFLOWS;
import static dev.heddle.server.http.Accepts.BYTES;
import static dev.heddle.server.http.Accepts.FORM;
import static dev.heddle.server.http.Policy.KNOWN;
import static dev.heddle.server.http.Policy.PUBLIC;
import static dev.heddle.server.http.Policy.one;
import static dev.heddle.server.http.Policy.some;
import static dev.heddle.server.http.Policy.whole;
import static dev.heddle.server.http.Route.delete;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.patch;
import static dev.heddle.server.http.Route.post;
import static dev.heddle.server.http.Route.put;

import dev.heddle.platform.containers.ContainerWorkflows;
import dev.heddle.server.access.AuditResource;
import dev.heddle.server.access.AuthResource;
import dev.heddle.server.access.IdentityResource;
import dev.heddle.server.access.SessionCookie;
import dev.heddle.server.event.EventResource;
import dev.heddle.server.event.ReplayResource;
import dev.heddle.server.event.RuleResource;
import dev.heddle.server.event.ScheduleResource;
import dev.heddle.server.event.SensorResource;
import dev.heddle.server.event.WebhookResource;
import dev.heddle.server.http.Limits;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Route;
import dev.heddle.server.http.Routes;
import dev.heddle.server.metrics.Throughput;
import dev.heddle.server.notification.SubscriptionResource;
import dev.heddle.server.oidc.OidcResource;
import dev.heddle.server.oidc.OidcSettings;
import dev.heddle.server.resource.ActionResource;
import dev.heddle.server.resource.ArtifactResource;
import dev.heddle.server.resource.AskingResource;
import dev.heddle.server.resource.ConfigurationResource;
import dev.heddle.server.resource.DaggerResource;
import dev.heddle.server.resource.ExecutionResource;
import dev.heddle.server.resource.InquiryResource;
import dev.heddle.server.resource.InstallResource;
import dev.heddle.server.resource.KeyResource;
import dev.heddle.server.resource.PackResource;
import dev.heddle.server.resource.PolicyResource;
import dev.heddle.server.resource.QueueResource;
import dev.heddle.server.resource.ScriptResource;
import dev.heddle.server.resource.Starts;
import dev.heddle.server.resource.SystemResource;
import dev.heddle.server.resource.Targets;
import dev.heddle.server.resource.ThroughputResource;
import dev.heddle.server.resource.WorkflowResource;
import dev.heddle.server.stream.ChangeFeed;
import dev.heddle.server.stream.StreamResource;
import dev.heddle.server.ui.UiFiles;
import dev.heddle.server.ui.UiResource;
import dev.heddle.server.worker.WorkerResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can be reached: the contract, row by row. */
final class RouteTable {

  /** The operation that becomes a stream by an upgrade. */
  static final String WORKER_STREAM = "openWorkerStream";

  /** The same, of those who want to hear what happens. */
  static final String NOTIFICATIONS = "openNotifications";

  private static final String V1 = "/api/v1";

  private RouteTable() {}

  static Routes of(
      Services services,
      ChangeFeed feed,
      Metrics metrics,
      Limits limits,
      SessionCookie cookie,
      Optional<OidcSettings> provider) {
    return new Routes(
        Stream.concat(
                api(services, feed, metrics.throughput(), limits, cookie),
                Stream.of(
                    providers(new OidcResource(provider, services.access(), cookie)),
                    userInterface(new UiResource(new UiFiles())),
                    system(new SystemResource(), metrics)))
            .flatMap(List::stream)
            .toList());
  }

  /** What commands can ask for: all but what is for browsers and for those who watch the server. */
  static Stream<List<Route>> api(
      Services services,
      ChangeFeed feed,
      Throughput throughput,
      Limits limits,
      SessionCookie cookie) {
    Starts starts = new Starts(services.workflows());
    ExecutionResource executions =
        new ExecutionResource(
            services.executions(), services.provenance(), services.definitions(), starts);
    EventResource events = new EventResource(services.automation().events());
    RuleResource rules = new RuleResource(services.automation().rules(), starts);
    Targets targets = new Targets(services.executions(), services.inquiries());
    return Stream.of(
        executions(
            executions,
            new StreamResource(services.executions(), feed, limits.heartbeat()),
            new ThroughputResource(throughput),
            targets),
        workflowExecutions(executions, targets),
        workflows(
            new WorkflowResource(
                services.workflows(), services.definitions(), services.packs(), starts),
            executions,
            targets),
        actions(new ActionResource(services.actions()), targets),
        packs(new PackResource(services.packs(), services.installer()), targets),
        installing(new InstallResource(services.installer()), targets),
        events(events),
        rules(rules),
        configurations(new ConfigurationResource(services.configurations()), targets),
        sensors(new SensorResource(services.sensors())),
        webhooks(new WebhookResource(services.automation().webhooks()), rules),
        replays(
            new ReplayResource(
                services.automation().events(),
                services.automation().rules(),
                services.automation().replay(),
                starts),
            events),
        schedules(new ScheduleResource(services.automation().schedules(), starts), rules),
        policies(new PolicyResource(services.policies())),
        queues(new QueueResource(services.queues(), starts, services.dispatcher()::ring)),
        subscriptions(new SubscriptionResource(services.subscriptions())),
        inquiries(new InquiryResource(services.inquiries()), targets),
        keys(new KeyResource(services.keys())),
        containers(containers(services, starts), targets),
        asking(
            new AskingResource(
                services.inquiries(),
                services.executions(),
                services.handles(),
                services.access().identities()::acting),
            targets),
        sessions(new AuthResource(services.access(), cookie)),
        identities(new IdentityResource(services.access())),
        permissionSets(new IdentityResource(services.access())),
        scripts(new ScriptResource(services.scripts(), targets), targets),
        artifacts(new ArtifactResource(services.signed())),
        audit(new AuditResource(services.access().audit())),
        workers(new WorkerResource(services.workers().directory(), services.workers().contents())));
  }

  /** At the execution a path names. */
  private static Policy looking(Targets targets) {
    return one(EXECUTIONS, READ, targets::execution);
  }

  private static Policy steering(Targets targets) {
    return one(EXECUTIONS, EXECUTE, targets::execution);
  }

  private static List<Route> executions(
      ExecutionResource all,
      StreamResource streams,
      ThroughputResource throughput,
      Targets targets) {
    String path = V1 + "/executions";
    Policy look = looking(targets);
    Policy steer = steering(targets);
    return List.of(
        get(path, "listExecutions", some(EXECUTIONS, READ), all::list),
        post(path + "/execute", "executeAction", some(WORKFLOWS, EXECUTE), all::execute),
        get(path + "/stats", "countExecutions", some(EXECUTIONS, READ), all::stats),
        get(path + "/throughput", "showThroughput", whole(EXECUTIONS, READ), throughput::show),
        get(
            path + "/stream",
            "streamExecution",
            one(EXECUTIONS, READ, targets::streamed),
            streams::byQuery),
        get(path + "/{id}", "getExecution", look, all::get),
        get(path + "/{id}/events", "followExecution", look, streams::byPath),
        get(path + "/{id}/logs", "readLogs", look, all::logs),
        get(path + "/{id}/story", "readStory", look, all::story),
        post(path + "/{id}/cancel", "cancelExecution", steer, all::cancel),
        get(path + "/{id}/rerun", "previewRerun", look, all::previewRerun),
        post(path + "/{id}/rerun", "rerunExecution", steer, all::rerun));
  }

  private static List<Route> workflowExecutions(ExecutionResource all, Targets targets) {
    String path = V1 + "/workflow-executions/{id}";
    Policy look = looking(targets);
    Policy steer = steering(targets);
    return List.of(
        get(path, "getWorkflowExecution", look, all::get),
        get(path + "/tasks", "listTasks", look, all::tasks),
        get(path + "/graph", "getGraph", look, all::graph),
        post(path + "/pause", "pauseExecution", steer, all::pause),
        post(path + "/resume", "resumeExecution", steer, all::resume),
        post(path + "/cancel", "cancelWorkflowExecution", steer, all::cancel),
        post(path + "/retry", "retryWorkflowExecution", steer, all::retry));
  }

  private static List<Route> workflows(
      WorkflowResource all, ExecutionResource executions, Targets targets) {
    String path = V1 + "/workflows";
    String one = path + "/{workflow_ref}";
    String ofPack = V1 + "/packs/{pack_ref}/workflows";
    return List.of(
        get(path, "listWorkflows", some(WORKFLOWS, READ), all::list),
        post(path + "/validate", "validateWorkflow", some(WORKFLOWS, READ), all::validate),
        get(one, "getWorkflow", one(WORKFLOWS, READ, targets::workflow), all::get),
        put(one, "replaceWorkflow", one(WORKFLOWS, UPDATE, targets::workflow), all::replace),
        get(
            one + "/versions",
            "listWorkflowVersions",
            one(WORKFLOWS, READ, targets::workflow),
            all::versions),
        get(
            one + "/versions/{definition}",
            "getWorkflowVersion",
            one(WORKFLOWS, READ, targets::workflow),
            all::version),
        delete(one, "deleteWorkflow", one(WORKFLOWS, DELETE, targets::workflow), all::delete),
        post(
            one + "/execute",
            "executeWorkflow",
            one(WORKFLOWS, EXECUTE, targets::workflow),
            executions::executeWorkflow),
        get(
            one + "/executions",
            "listWorkflowExecutions",
            some(EXECUTIONS, READ),
            executions::listOfWorkflow),
        get(ofPack, "listPackWorkflows", one(PACKS, READ, targets::pack), all::listOfPack),
        post(ofPack, "createWorkflow", one(WORKFLOWS, CREATE, targets::pack), all::create));
  }

  private static List<Route> actions(ActionResource all, Targets targets) {
    String path = V1 + "/actions";
    String one = path + "/{action_ref}";
    return List.of(
        get(path, "listActions", some(ACTIONS, READ), all::list),
        post(path, "createAction", some(ACTIONS, CREATE), all::create),
        get(path + "/search", "searchActions", some(ACTIONS, READ), all::search),
        get(one, "getAction", one(ACTIONS, READ, targets::action), all::get),
        delete(one, "deleteAction", one(ACTIONS, DELETE, targets::action), all::delete));
  }

  private static List<Route> packs(PackResource all, Targets targets) {
    return List.of(
        get(V1 + "/packs", "listPacks", some(PACKS, READ), all::list),
        post(V1 + "/packs", "createPack", some(PACKS, CREATE), all::create),
        get(V1 + "/packs/{pack_ref}", "getPack", one(PACKS, READ, targets::pack), all::get));
  }

  private static List<Route> events(EventResource all) {
    String path = V1 + "/events";
    String enforcements = V1 + "/enforcements";
    return List.of(
        get(path, "listEvents", some(EVENTS, READ), all::list),
        post(path, "emitEvent", some(EVENTS, CREATE), all::emit),
        get(path + "/{id}", "getEvent", one(EVENTS, READ, all::event), all::get),
        get(enforcements, "listEnforcements", some(ENFORCEMENTS, READ), all::listEnforcements),
        get(
            enforcements + "/{id}",
            "getEnforcement",
            one(ENFORCEMENTS, READ, all::enforcement),
            all::getEnforcement));
  }

  private static List<Route> sensors(SensorResource all) {
    String path = V1 + "/sensors";
    String one = path + "/{sensor_ref}";
    Policy look = one(SENSORS, READ, all::sensor);
    return List.of(
        get(path, "listSensors", some(SENSORS, READ), all::list),
        get(one, "getSensor", look, all::get),
        get(one + "/logs", "readSensorLogs", look, all::logs));
  }

  private static List<Route> webhooks(WebhookResource all, RuleResource triggers) {
    String path = V1 + "/triggers/{trigger_ref}/webhooks";
    Policy change = one(TRIGGERS, UPDATE, triggers::trigger);
    return List.of(
        // what stands in the address, and the signature, are the permission
        post(V1 + "/webhooks/{key}", "receiveWebhook", PUBLIC, all::receive).accepting(BYTES),
        post(path + "/enable", "enableWebhook", change, all::enable),
        post(path + "/disable", "disableWebhook", change, all::disable),
        post(path + "/regenerate", "regenerateWebhook", change, all::regenerate));
  }

  private static List<Route> replays(ReplayResource all, EventResource events) {
    String path = V1 + "/events/{id}";
    return List.of(
        get(path + "/explanation", "explainEvent", one(EVENTS, READ, events::event), all::explain),
        post(path + "/replay", "replayEvent", some(WORKFLOWS, EXECUTE), all::replay));
  }

  private static List<Route> schedules(ScheduleResource all, RuleResource rules) {
    String path = V1 + "/schedules";
    String one = path + "/{rule_ref}";
    Policy change = one(RULES, UPDATE, rules::rule);
    return List.of(
        get(path, "listSchedules", some(RULES, READ), all::list),
        get(one, "getSchedule", one(RULES, READ, rules::rule), all::get),
        post(one + "/pause", "pauseSchedule", change, all::pause),
        post(one + "/resume", "resumeSchedule", change, all::resume),
        post(one + "/backfill", "backfillSchedule", change, all::backfill));
  }

  private static List<Route> rules(RuleResource all) {
    String path = V1 + "/rules";
    String one = path + "/{rule_ref}";
    String triggers = V1 + "/triggers";
    Policy change = one(RULES, UPDATE, all::rule);
    return List.of(
        get(path, "listRules", some(RULES, READ), all::list),
        post(path, "createRule", some(RULES, CREATE), all::create),
        get(one, "getRule", one(RULES, READ, all::rule), all::get),
        put(one, "replaceRule", change, all::replace),
        delete(one, "deleteRule", one(RULES, DELETE, all::rule), all::delete),
        post(one + "/enable", "enableRule", change, all::enable),
        post(one + "/disable", "disableRule", change, all::disable),
        get(triggers, "listTriggers", some(TRIGGERS, READ), all::listTriggers),
        get(
            triggers + "/{trigger_ref}",
            "getTrigger",
            one(TRIGGERS, READ, all::trigger),
            all::getTrigger));
  }

  /** What brings programs to the server is for administrators. */
  private static List<Route> installing(InstallResource all, Targets targets) {
    String one = V1 + "/packs/{pack_ref}";
    return List.of(
        post(V1 + "/packs/install", "installPack", whole(SYSTEM, UPDATE), all::install),
        post(one + "/update", "updatePack", whole(SYSTEM, UPDATE), all::update),
        delete(one, "uninstallPack", one(PACKS, DELETE, targets::pack), all::uninstall));
  }

  private static List<Route> configurations(ConfigurationResource all, Targets targets) {
    String path = V1 + "/packs/{pack_ref}/config";
    Policy change = one(PACKS, UPDATE, targets::pack);
    return List.of(
        get(path, "getPackConfig", one(PACKS, READ, targets::pack), all::get),
        put(path + "/{name}", "setPackConfig", change, all::set),
        delete(path + "/{name}", "unsetPackConfig", change, all::unset));
  }

  private static List<Route> keys(KeyResource all) {
    String path = V1 + "/keys";
    return List.of(
        get(path, "listKeys", whole(KEYS, READ), all::list),
        post(path, "setKey", whole(KEYS, UPDATE), all::set),
        delete(path + "/{key_ref}", "deleteKey", whole(KEYS, DELETE), all::delete));
  }

  private static List<Route> policies(PolicyResource all) {
    String path = V1 + "/policies";
    String one = path + "/{policy_ref}";
    return List.of(
        get(path, "listPolicies", some(POLICIES, READ), all::list),
        post(path, "createPolicy", some(POLICIES, CREATE), all::create),
        get(one, "getPolicy", one(POLICIES, READ, all::target), all::get),
        put(one, "replacePolicy", one(POLICIES, UPDATE, all::target), all::replace),
        delete(one, "deletePolicy", one(POLICIES, DELETE, all::target), all::delete));
  }

  private static List<Route> queues(QueueResource all) {
    String path = V1 + "/queues";
    String one = path + "/{queue_ref}";
    String items = one + "/items";
    Policy look = one(QUEUE_ITEMS, READ, all::target);
    return List.of(
        get(path, "listQueues", some(QUEUES, READ), all::list),
        post(path, "createQueue", some(QUEUES, CREATE), all::create),
        get(one, "getQueue", one(QUEUES, READ, all::target), all::get),
        put(one, "replaceQueue", one(QUEUES, UPDATE, all::target), all::replace),
        delete(one, "deleteQueue", one(QUEUES, DELETE, all::target), all::delete),
        get(items, "listQueueItems", look, all::items),
        post(items, "putQueueItem", one(QUEUE_ITEMS, CREATE, all::target), all::put),
        get(items + "/{id}", "getQueueItem", look, all::item),
        post(
            items + "/{id}/cancel",
            "cancelQueueItem",
            one(QUEUE_ITEMS, UPDATE, all::target),
            all::cancel));
  }

  private static List<Route> subscriptions(SubscriptionResource all) {
    String path = V1 + "/subscriptions";
    String one = path + "/{subscription_ref}";
    String deliveries = one + "/deliveries";
    Policy look = one(SUBSCRIPTIONS, READ, all::target);
    Policy change = one(SUBSCRIPTIONS, UPDATE, all::target);
    return List.of(
        // what is told is what one may see
        get("/ws", NOTIFICATIONS, KNOWN, all::stream),
        get(path, "listSubscriptions", some(SUBSCRIPTIONS, READ), all::list),
        post(path, "createSubscription", some(SUBSCRIPTIONS, CREATE), all::create),
        get(one, "getSubscription", look, all::get),
        delete(one, "deleteSubscription", one(SUBSCRIPTIONS, DELETE, all::target), all::delete),
        post(one + "/enable", "enableSubscription", change, all::enable),
        post(one + "/disable", "disableSubscription", change, all::disable),
        get(deliveries, "listDeliveries", look, all::deliveries),
        post(deliveries + "/{id}/retry", "retryDelivery", change, all::retry));
  }

  private static List<Route> inquiries(InquiryResource all, Targets targets) {
    String path = V1 + "/inquiries";
    Policy answer = one(INQUIRIES, RESPOND, targets::inquiry);
    return List.of(
        get(path, "listInquiries", some(INQUIRIES, READ), all::list),
        get(path + "/{id}", "getInquiry", one(INQUIRIES, READ, targets::inquiry), all::get),
        post(path + "/{id}/respond", "respondToInquiry", answer, all::respond),
        post(path + "/{id}/cancel", "cancelInquiry", answer, all::cancel));
  }

  private static List<Route> sessions(AuthResource all) {
    String path = V1 + "/auth";
    return List.of(
        post(path + "/login", "login", PUBLIC, all::login),
        post(path + "/session", "beginSession", KNOWN, all::beginSession),
        post(path + "/refresh", "refreshSession", PUBLIC, all::refresh),
        post(path + "/logout", "logout", KNOWN, all::logout),
        get(path + "/whoami", "whoami", KNOWN, all::whoami),
        get(path + "/tokens", "listTokens", KNOWN, all::listTokens),
        post(path + "/tokens", "createToken", KNOWN, all::createToken),
        delete(path + "/tokens/{id}", "revokeToken", KNOWN, all::revokeToken));
  }

  /** Open to anybody, for nobody is anybody yet who logs in. */
  private static List<Route> providers(OidcResource all) {
    String path = V1 + "/auth";
    return List.of(
        get(path + "/methods", "listLoginMethods", PUBLIC, all::methods),
        get(path + "/oidc/start", "startOidcLogin", PUBLIC, all::start),
        get(path + "/oidc/callback", "finishOidcLogin", PUBLIC, all::finish),
        post(path + "/oidc/redeem", "redeemOidcLogin", PUBLIC, all::redeem));
  }

  private static List<Route> identities(IdentityResource all) {
    String path = V1 + "/identities";
    String one = path + "/{id}";
    return List.of(
        get(path, "listIdentities", whole(IDENTITIES, READ), all::list),
        post(path, "createIdentity", whole(IDENTITIES, CREATE), all::create),
        get(one, "getIdentity", whole(IDENTITIES, READ), all::get),
        put(one, "changeIdentity", whole(IDENTITIES, UPDATE), all::change),
        delete(one, "deleteIdentity", whole(IDENTITIES, DELETE), all::delete),
        get(one + "/tokens", "listIdentityTokens", whole(IDENTITIES, READ), all::listTokens),
        post(one + "/tokens", "createIdentityToken", whole(IDENTITIES, UPDATE), all::createToken),
        delete(
            one + "/tokens/{token}",
            "revokeIdentityToken",
            whole(IDENTITIES, UPDATE),
            all::revokeToken));
  }

  private static List<Route> permissionSets(IdentityResource all) {
    String path = V1 + "/permission-sets";
    String one = path + "/{ref}";
    return List.of(
        get(path, "listPermissionSets", whole(IDENTITIES, READ), all::listSets),
        post(path, "createPermissionSet", whole(IDENTITIES, CREATE), all::createSet),
        get(one, "getPermissionSet", whole(IDENTITIES, READ), all::getSet),
        put(one, "replacePermissionSet", whole(IDENTITIES, UPDATE), all::replaceSet),
        delete(one, "deletePermissionSet", whole(IDENTITIES, DELETE), all::deleteSet));
  }

  private static DaggerResource containers(Services services, Starts starts) {
    ContainerWorkflows workflows =
        new ContainerWorkflows(
            services.workflows(), services.packs(), services.definitions(), services.executions());
    return new DaggerResource(workflows, services.executions(), services.definitions(), starts);
  }

  private static List<Route> containers(DaggerResource all, Targets targets) {
    String path = "/dagger/workflows";
    String one = path + "/{workflow_id}";
    String run = "/dagger/executions/{id}";
    return List.of(
        get(path, "listContainerWorkflows", some(WORKFLOWS, READ), all::list),
        post(path, "createContainerWorkflow", some(WORKFLOWS, CREATE), all::create),
        get(one, "getContainerWorkflow", one(WORKFLOWS, READ, all::workflow), all::get),
        patch(one, "changeContainerWorkflow", one(WORKFLOWS, UPDATE, all::workflow), all::patch),
        delete(one, "deleteContainerWorkflow", one(WORKFLOWS, DELETE, all::workflow), all::delete),
        post(
            one + "/execute",
            "executeContainerWorkflow",
            one(WORKFLOWS, EXECUTE, all::workflow),
            all::execute),
        get(
            one + "/executions",
            "listContainerExecutions",
            some(EXECUTIONS, READ),
            all::executions),
        get(run, "getContainerExecution", looking(targets), all::execution),
        delete(run, "cancelContainerExecution", steering(targets), all::cancel),
        get(
            "/monitoring/dagger/status",
            "containerWorkflowStatus",
            some(EXECUTIONS, READ),
            all::status));
  }

  private static List<Route> scripts(ScriptResource all, Targets targets) {
    String one = "/workflows/{id}";
    Policy look = looking(targets);
    Policy steer = steering(targets);
    Policy create = some(WORKFLOWS, CREATE);
    return List.of(
        post("/workflows", "createScripts", create, all::create).accepting(FORM),
        post("/upload", "uploadScripts", create, all::upload).accepting(FORM),
        post("/update", "updateNamedScripts", create, all::updateNamed).accepting(FORM),
        post("/cancel", "cancelNamedScripts", some(EXECUTIONS, EXECUTE), all::cancelNamed),
        get(one, "getScripts", look, all::get),
        get(one + "/tasks", "listScriptTasks", look, all::tasks),
        get(one + "/tasks/{name}/output", "readScriptOutput", look, all::output),
        get(one + "/runs", "listScriptRuns", look, all::runs),
        get(one + "/runs/{run_id}", "getScriptRun", look, all::run),
        post(one + "/cancel", "cancelScripts", steer, all::cancel),
        post(one + "/update", "updateScripts", steer, all::update).accepting(FORM));
  }

  /** Open to anybody: what is signed is the permission. */
  private static List<Route> artifacts(ArtifactResource all) {
    return List.of(
        get("/artifacts/{grant}", "readArtifact", PUBLIC, all::read),
        put("/artifacts/{grant}", "writeArtifact", PUBLIC, all::write).accepting(BYTES));
  }

  private static List<Route> asking(AskingResource all, Targets targets) {
    String path = V1 + "/inquiries";
    return List.of(
        post(path, "ask", some(INQUIRIES, CREATE), all::ask),
        get(
            path + "/{id}/handle",
            "getResponseHandle",
            one(INQUIRIES, RELAY, targets::inquiry),
            all::handle),
        post(V1 + "/inquiry-responses", "relayResponse", some(INQUIRIES, RELAY), all::relay));
  }

  private static List<Route> audit(AuditResource all) {
    return List.of(
        get(V1 + "/audit", "listAudit", whole(AUDIT, READ), all::list),
        get(V1 + "/audit/verify", "verifyAudit", whole(AUDIT, READ), all::verify));
  }

  private static List<Route> workers(WorkerResource all) {
    String path = V1 + "/workers";
    return List.of(
        get(path, "listWorkers", whole(WORKERS, READ), all::list),
        get(path + "/stream", WORKER_STREAM, whole(WORKERS, EXECUTE), all::stream),
        get(path + "/content/{digest}", "getWorkerContent", whole(WORKERS, EXECUTE), all::content));
  }

  private static List<Route> userInterface(UiResource ui) {
    return List.of(
        get("/", "start", PUBLIC, ui::start),
        get("/ui", "page", PUBLIC, ui::page),
        get("/ui/assets/{file}", "asset", PUBLIC, ui::asset),
        get("/ui/{page}", "pageOf", PUBLIC, ui::page),
        get("/ui/{page}/{id}", "pageOfOne", PUBLIC, ui::page));
  }

  private static List<Route> system(SystemResource all, Metrics metrics) {
    return List.of(
        get("/health", "health", PUBLIC, all::health),
        get("/metrics", "metrics", whole(SYSTEM, READ), metrics.endpoint()),
        get("/openapi.yaml", "contract", PUBLIC, all::contract),
        get("/docs", "docs", PUBLIC, all::docs),
        get("/docs/{file}", "docsFile", PUBLIC, all::docsFile));
  }
}
