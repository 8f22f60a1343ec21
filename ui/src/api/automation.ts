import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Rule = Schemas["Rule"];
export type Enforcement = Schemas["Enforcement"];
export type Event = Schemas["Event"];
export type Trigger = Schemas["Trigger"];
export type Schedule = Schemas["Schedule"];
export type Sensor = Schemas["Sensor"];
export type Explanation = Schemas["Explanation"];
export type RuleVerdict = Schemas["RuleVerdict"];
export type Webhook = Schemas["Webhook"];
export type NewRule = Schemas["NewRule"];
export type Replay = Awaited<ReturnType<typeof automationActions.replay>>;

export type Backfill = Schemas["Backfill"];

/** Times as the server takes them; `to` is not part of it. */
export interface BackfillRange {
  readonly from: string;
  readonly to: string;
  readonly concurrency: number;
}

const LIVE_MS = 5_000;

/** A page of a list, which stands while the next is fetched. */
const pageOf = <T extends object>(filter: T) => ({ params: { query: { per_page: 50, ...filter } } });
const paged = { placeholderData: keepPreviousData };
const live = { ...paged, refetchInterval: LIVE_MS };

export const automationQueries = {
  rules: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["rules", filter],
      queryFn: () => page(api.GET("/api/v1/rules", pageOf(filter))),
      ...paged,
    }),
  schedules: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["schedules", filter],
      queryFn: () => page(api.GET("/api/v1/schedules", pageOf(filter))),
      ...live,
    }),
  backfill: (rule: string, id: string) =>
    queryOptions({
      queryKey: ["schedules", rule, "backfills", id],
      queryFn: () =>
        data(
          api.GET("/api/v1/schedules/{rule_ref}/backfills/{id}", {
            params: { path: { rule_ref: rule, id } },
          }),
        ),
      refetchInterval: (query) => {
        const known = query.state.data;
        return known && known.waiting + known.running === 0 ? false : 1_000;
      },
    }),
  triggers: (filter: { page?: number; per_page?: number }) =>
    queryOptions({
      queryKey: ["triggers", filter],
      queryFn: () => page(api.GET("/api/v1/triggers", pageOf(filter))),
      ...paged,
    }),
  sensors: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["sensors", filter],
      queryFn: () => page(api.GET("/api/v1/sensors", pageOf(filter))),
      ...live,
    }),
  sensorLogs: (ref: string) =>
    queryOptions({
      queryKey: ["sensors", ref, "logs"],
      queryFn: () =>
        data(api.GET("/api/v1/sensors/{sensor_ref}/logs", { params: { path: { sensor_ref: ref } } })),
      refetchInterval: LIVE_MS,
    }),
  events: (filter: { trigger_ref?: string; page?: number; per_page?: number }) =>
    queryOptions({
      queryKey: ["events", filter],
      queryFn: () => page(api.GET("/api/v1/events", pageOf(filter))),
      ...live,
    }),
  explanation: (id: string) =>
    queryOptions({
      queryKey: ["events", id, "explanation"],
      queryFn: () => data(api.GET("/api/v1/events/{id}/explanation", { params: { path: { id } } })),
    }),
  enforcements: (filter: { rule_ref?: string; page?: number }) =>
    queryOptions({
      queryKey: ["enforcements", filter],
      queryFn: () => page(api.GET("/api/v1/enforcements", pageOf(filter))),
      ...live,
    }),
};

const ofRule = (rule_ref: string) => ({ params: { path: { rule_ref } } });
const ofTrigger = (trigger_ref: string) => ({ params: { path: { trigger_ref } } });

export const automationActions = {
  createRule: (rule: NewRule) => data(api.POST("/api/v1/rules", { body: rule })),
  replaceRule: (ref: string, rule: NewRule) =>
    data(api.PUT("/api/v1/rules/{rule_ref}", { ...ofRule(ref), body: rule })),
  deleteRule: (ref: string) => data(api.DELETE("/api/v1/rules/{rule_ref}", ofRule(ref))),
  /** What a rule that is not stored would make of an event; starts nothing. */
  tryDraft: (event: string, rule: NewRule) =>
    data(
      api.POST("/api/v1/events/{id}/replay", {
        params: { path: { id: event } },
        body: { rule, start: false },
      }),
    ),
  switchRule: (rule: Rule) =>
    rule.enabled
      ? data(api.POST("/api/v1/rules/{rule_ref}/disable", ofRule(rule.ref)))
      : data(api.POST("/api/v1/rules/{rule_ref}/enable", ofRule(rule.ref))),
  pauseSchedule: (schedule: Schedule) =>
    schedule.paused
      ? data(api.POST("/api/v1/schedules/{rule_ref}/resume", ofRule(schedule.rule_ref)))
      : data(api.POST("/api/v1/schedules/{rule_ref}/pause", ofRule(schedule.rule_ref))),
  /** Runs a schedule for a range in the past; of a preview nothing starts. */
  backfill: (rule: string, range: BackfillRange, preview: boolean) =>
    data(
      api.POST("/api/v1/schedules/{rule_ref}/backfill", {
        ...ofRule(rule),
        body: { ...range, preview },
      }),
    ),
  /** Tries a rule on an event; starts something only if asked to. */
  replay: (event: string, rule: string, start: boolean) =>
    data(
      api.POST("/api/v1/events/{id}/replay", {
        params: { path: { id: event } },
        body: { rule_ref: rule, start },
      }),
    ),
  openWebhook: (trigger: string) =>
    data(api.POST("/api/v1/triggers/{trigger_ref}/webhooks/enable", { ...ofTrigger(trigger), body: {} })),
  closeWebhook: (trigger: string) =>
    data(api.POST("/api/v1/triggers/{trigger_ref}/webhooks/disable", ofTrigger(trigger))),
  renewWebhook: (trigger: string) =>
    data(api.POST("/api/v1/triggers/{trigger_ref}/webhooks/regenerate", ofTrigger(trigger))),
};
