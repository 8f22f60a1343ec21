package dev.heddle.server;

import static dev.heddle.platform.access.Operation.EXECUTE;
import static dev.heddle.platform.access.Operation.READ;
import static dev.heddle.platform.access.Operation.UPDATE;
import static dev.heddle.platform.access.Resource.ENFORCEMENTS;
import static dev.heddle.platform.access.Resource.EVENTS;
import static dev.heddle.platform.access.Resource.RULES;
import static dev.heddle.platform.access.Resource.SENSORS;
import static dev.heddle.platform.access.Resource.TRIGGERS;
import static dev.heddle.platform.access.Resource.WORKFLOWS;
import static dev.heddle.server.http.Accepts.BYTES;
import static dev.heddle.server.http.Policy.PUBLIC;
import static dev.heddle.server.http.Policy.one;
import static dev.heddle.server.http.Policy.some;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.post;

import dev.heddle.platform.event.Automation;
import dev.heddle.server.event.EventResource;
import dev.heddle.server.event.ReplayResource;
import dev.heddle.server.event.RuleResource;
import dev.heddle.server.event.ScheduleResource;
import dev.heddle.server.event.SensorResource;
import dev.heddle.server.event.WebhookResource;
import dev.heddle.server.http.Route;
import dev.heddle.server.resource.Starts;
import java.util.List;
import java.util.stream.Stream;

/** What happens, and what rules make of it. */
final class EventRoutes {

  private EventRoutes() {}

  static Stream<List<Route>> of(Services services, Starts starts) {
    Automation automation = services.automation();
    EventResource events = new EventResource(automation.events());
    RuleResource rules =
        new RuleResource(
            automation.rules(), starts, services.access().identities(), services.consumers());
    return Stream.of(
        events(events),
        replays(
            new ReplayResource(
                automation.events(),
                automation.rules(),
                automation.replay(),
                starts,
                services.access().identities()),
            events),
        rules(rules),
        schedules(new ScheduleResource(automation.schedules(), starts), rules),
        webhooks(new WebhookResource(automation.webhooks()), rules),
        sensors(new SensorResource(services.sensors())));
  }

  private static List<Route> events(EventResource all) {
    Things events = new Things(V1 + "/events", "{id}", EVENTS, all::event);
    Things enforcements = new Things(V1 + "/enforcements", "{id}", ENFORCEMENTS, all::enforcement);
    return List.of(
        events.list("listEvents", all::list),
        events.create("emitEvent", all::emit),
        events.get("getEvent", all::get),
        enforcements.list("listEnforcements", all::listEnforcements),
        enforcements.get("getEnforcement", all::getEnforcement));
  }

  private static List<Route> replays(ReplayResource all, EventResource events) {
    String path = V1 + "/events/{id}";
    return List.of(
        get(path + "/explanation", "explainEvent", one(EVENTS, READ, events::event), all::explain),
        post(path + "/replay", "replayEvent", some(WORKFLOWS, EXECUTE), all::replay));
  }

  private static List<Route> rules(RuleResource all) {
    Things rules = new Things(V1 + "/rules", "{rule_ref}", RULES, all::rule);
    Things triggers = new Things(V1 + "/triggers", "{trigger_ref}", TRIGGERS, all::trigger);
    return List.of(
        rules.list("listRules", all::list),
        rules.create("createRule", all::create),
        rules.get("getRule", all::get),
        rules.replace("replaceRule", all::replace),
        rules.delete("deleteRule", all::delete),
        rules.post("/enable", "enableRule", UPDATE, all::enable),
        rules.post("/disable", "disableRule", UPDATE, all::disable),
        triggers.list("listTriggers", all::listTriggers),
        triggers.get("getTrigger", all::getTrigger));
  }

  private static List<Route> schedules(ScheduleResource all, RuleResource rules) {
    Things schedules = new Things(V1 + "/schedules", "{rule_ref}", RULES, rules::rule);
    return List.of(
        schedules.list("listSchedules", all::list),
        schedules.get("getSchedule", all::get),
        schedules.post("/pause", "pauseSchedule", UPDATE, all::pause),
        schedules.post("/resume", "resumeSchedule", UPDATE, all::resume),
        schedules.post("/backfill", "backfillSchedule", UPDATE, all::backfill),
        schedules.get("/backfills/{id}", "getBackfill", all::progress));
  }

  private static List<Route> webhooks(WebhookResource all, RuleResource rules) {
    Things triggers = new Things(V1 + "/triggers", "{trigger_ref}", TRIGGERS, rules::trigger);
    return List.of(
        // what stands in the address, and the signature, are the permission
        post(V1 + "/webhooks/{key}", "receiveWebhook", PUBLIC, all::receive).accepting(BYTES),
        triggers.post("/webhooks/enable", "enableWebhook", UPDATE, all::enable),
        triggers.post("/webhooks/disable", "disableWebhook", UPDATE, all::disable),
        triggers.post("/webhooks/regenerate", "regenerateWebhook", UPDATE, all::regenerate));
  }

  private static List<Route> sensors(SensorResource all) {
    Things sensors = new Things(V1 + "/sensors", "{sensor_ref}", SENSORS, all::sensor);
    return List.of(
        sensors.list("listSensors", all::list),
        sensors.get("getSensor", all::get),
        sensors.get("/logs", "readSensorLogs", all::logs));
  }
}
