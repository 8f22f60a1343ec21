package dev.heddle.server.event;

import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.WebhookStore.Webhook;
import dev.heddle.platform.event.Webhooks;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/** Requests of others that become events, and who may send them (S1-147). */
public final class WebhookResource {

  private static final String PATH = "/api/v1/webhooks/";

  private final Webhooks webhooks;

  public WebhookResource(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** Open to anybody: the key in the address and the signature are the permission. */
  public Reply receive(Call call) {
    Webhook webhook = Answers.of(webhooks.open(call.path("key"), call.address()));
    Webhooks.Delivery delivery =
        new Webhooks.Delivery(
            call.raw(),
            call.header("X-Webhook-Signature").or(() -> call.header("X-Hub-Signature-256")),
            call.header("X-Webhook-Id").or(() -> call.header("X-GitHub-Delivery")),
            call.address());
    Events.Accepted accepted = Answers.of(webhooks.receive(webhook, delivery));
    return Reply.data(EventResource.accepted(accepted));
  }

  public Reply enable(Call call) {
    Fields fields = call.body();
    Optional<String> secret = fields.text("secret");
    Webhooks.Settings settings =
        new Webhooks.Settings(
            fields.flag("signed").orElse(true) || secret.isPresent(),
            secret.orElse(null),
            fields.textSet("allowed_ips").map(List::copyOf).orElse(List.of()),
            fields.number("rate_per_minute").orElse(null));
    if (secret.filter(text -> text.length() < 16).isPresent()) {
      fields.refuse("secret", "must have at least 16 characters");
    }
    fields.end();
    return opened(Answers.of(webhooks.enable(call.path("trigger_ref"), settings)));
  }

  public Reply regenerate(Call call) {
    call.body().end();
    return opened(Answers.of(webhooks.regenerate(call.path("trigger_ref"))));
  }

  public Reply disable(Call call) {
    call.body().end();
    return Reply.data(view(Answers.of(webhooks.disable(call.path("trigger_ref")))).build());
  }

  private static Reply opened(Webhooks.Opened opened) {
    MapValue.Builder said =
        view(opened.webhook())
            .put("webhook_key", opened.key())
            .put("webhook_path", PATH + opened.key());
    if (opened.secret() != null) {
      said.put("secret", opened.secret());
    }
    return Reply.data(said.build());
  }

  private static MapValue.Builder view(Webhook webhook) {
    Integer most = webhook.perMinute();
    return MapValue.builder()
        .put("trigger_ref", webhook.trigger())
        .put("enabled", webhook.enabled())
        .put("signed", webhook.secret() != null)
        .put(
            "allowed_ips",
            new ListValue(webhook.networks().stream().<Value>map(Value::of).toList()))
        .put("rate_per_minute", most == null ? Value.nothing() : Value.of(most));
  }
}
