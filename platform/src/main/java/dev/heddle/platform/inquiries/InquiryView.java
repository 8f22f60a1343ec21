package dev.heddle.platform.inquiries;

import dev.heddle.model.execution.Inquiry;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON form of an inquiry (S1-104). */
public final class InquiryView {

  private InquiryView() {}

  /**
   * <pre>{@code
   * {"id", "execution", "task", "prompt", "schema", "assigned_to",
   *  "forbid_self_approval", "purpose", "status", "created_at",
   *  "expires_at", "response", "responded_by", "responded_at"}
   * }</pre>
   */
  public static MapValue toValue(Inquiry inquiry) {
    Inquiry.Answer answer = inquiry.answer();
    Value response = answer == null ? null : answer.response();
    return MapValue.builder()
        .put("id", inquiry.id().toString())
        .put("execution", inquiry.id().execution().toString())
        .put("task", inquiry.task())
        .put("prompt", inquiry.prompt())
        .put("schema", inquiry.schema())
        .put("assigned_to", text(inquiry.assignedTo()))
        .put("forbid_self_approval", inquiry.forbidSelf())
        .put("purpose", text(inquiry.purpose()))
        .put("status", inquiry.status().label())
        .put("created_at", time(inquiry.createdAt()))
        .put("expires_at", time(inquiry.expiresAt()))
        .put("response", response == null ? Value.nothing() : response)
        .put("responded_by", text(answer == null ? null : answer.by()))
        .put("responded_at", time(answer == null ? null : answer.at()))
        .build();
  }

  private static Value text(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }

  private static Value time(@Nullable Instant at) {
    return at == null ? Value.nothing() : Value.of(at.toString());
  }
}
