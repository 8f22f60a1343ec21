package dev.heddle.platform.event;

import java.util.List;
import java.util.TreeMap;

/** Webhooks in memory. */
public final class MemoryWebhookStore implements WebhookStore {

  private final TreeMap<String, Webhook> webhooks = new TreeMap<>();
  private long revision = 1;

  @Override
  public synchronized List<Webhook> all() {
    return List.copyOf(webhooks.values());
  }

  @Override
  public synchronized void save(Webhook webhook) {
    webhooks.put(webhook.trigger(), webhook);
    revision++;
  }

  @Override
  public synchronized long revision() {
    return revision;
  }
}
